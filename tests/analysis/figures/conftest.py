"""What several tests of figures take: the words of the district report, and made-up keyness."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.frequency import frequency_by


@pytest.fixture(scope="session")
def words(district):
    return frequency_by(district["tokens"], by=None)


def texts_of(figure):
    return {one.get_text() for one in figure.findobj(Text) if one.get_text().strip()}


def crowd():
    """Many terms with nearly the same effect and evidence."""
    rng = np.random.default_rng(2)
    return pd.DataFrame(
        {
            "term": [f"词语{at}" for at in range(60)],
            "n_target": 5,
            "n_reference": 3,
            "log_ratio": rng.normal(0, 1, 60).round(1),
            "p": rng.uniform(0.01, 0.05, 60).round(3),
            "p_adjusted": 0.2,
        }
    )
