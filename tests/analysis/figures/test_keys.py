"""Keys that wrap before they run off the page."""

import pytest

from analysis.figures.keys import key_rows, write_keys
from analysis.figures.page import new_page
from analysis.figures.style import style
from tests.analysis.figures.page import check_page, texts_drawn

LABELS = ["previous-year review", "problems", "plan for the report year", "closing"]


@pytest.mark.parametrize("width", [50, 85, 175])
def test_every_key_is_there_once_in_order_and_on_the_page(width):
    assert [one for row in key_rows(LABELS, width) for one in row] == [0, 1, 2, 3]
    sheet = new_page(width, 30)
    with style():
        write_keys(sheet, [(one, lambda axes: axes.axhline(0.5)) for one in LABELS], 2)
    check_page(sheet)
    assert [one.get_text() for one, _ in texts_drawn(sheet)] == LABELS


def test_as_many_as_fit_stand_in_a_row():
    assert len(key_rows(LABELS, 175)) == 1 and len(key_rows(LABELS, 85)) == 2
