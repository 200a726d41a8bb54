"""What several tests of figures take: words of the district report, texts of a figure."""

import pytest
from matplotlib.text import Text

from analysis.frequency import frequency_by


@pytest.fixture(scope="session")
def words(district):
    return frequency_by(district["tokens"], by=None)


@pytest.fixture(autouse=True)
def coarse(monkeypatch):
    """Pictures have few dots."""
    monkeypatch.setattr("analysis.figures.style.PRINT_DPI", 100)


def texts_of(figure):
    return {one.get_text() for one in figure.findobj(Text) if one.get_text().strip()}
