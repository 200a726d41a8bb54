import datetime

import numpy as np
import pandas as pd
import pytest

from corpus.adding.cells import cell_text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2018.0, "2018"),
        (2018, "2018"),
        (2.5, "2.5"),
        (" 大连市\u3000", "大连市"),
        ("", ""),
        (None, ""),
        (np.nan, ""),
        (pd.NaT, ""),
        (datetime.date(2018, 1, 9), "2018-01-09"),
    ],
)
def test_a_cell_is_what_a_reader_would_type(cell, text):
    assert cell_text(cell) == text
