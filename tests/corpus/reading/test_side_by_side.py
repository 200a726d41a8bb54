"""Columns of print that come row by row, against the paragraphs that were set in them."""

import pytest

from corpus.reading.pdf import read_pdf
from tests.corpus.reading.columns_in_print import READ_AS_THEY_ARE, READ_BY_COLUMN, TITLE
from tests.corpus.reading.test_pdf import printed

_FURNITURE = {TITLE, *(f"— {n} —" for n in range(9)), *(f"第{n}页" for n in range(9))}


@pytest.mark.parametrize("layout", READ_BY_COLUMN, ids=lambda one: one.__name__)
def test_a_pdf_is_read_column_by_column(layout):
    pages, wanted = layout()
    text = read_pdf(printed(pages))[0].split("\n")
    found = [one for one in text if one not in _FURNITURE - set(wanted)]
    if layout.__name__ == "table_within_the_left_column":
        found = found[: len(wanted)]
    if layout.__name__ == "without_indents":  # where a full line may end a paragraph or not
        found, wanted = ["".join(found)], ["".join(wanted)]
    assert found == wanted


@pytest.mark.parametrize("layout", READ_AS_THEY_ARE, ids=lambda one: one.__name__)
def test_what_is_no_column_is_left_in_its_rows(layout):
    pages, wanted = layout()
    text = read_pdf(printed(pages))[0]
    found = text.split("\n")
    if len(wanted) == 1:
        assert "".join(text.split()) == "".join(wanted[0].split())
    else:
        assert [one for one in found if one in wanted] == wanted
