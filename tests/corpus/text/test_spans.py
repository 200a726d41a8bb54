from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.spans import printed, slices


@given(st.text(), st.data())
def test_the_parts_of_a_text_make_it_up(text: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=5).map(sorted))
    edges = [0, *cuts, len(text)]
    parts = slices(text, edges[:-1], edges[1:])
    assert len(parts) == len(cuts) + 1
    assert "".join(parts) == text
    assert [len(part) for part in parts] == [end - start for start, end in pairwise(edges)]


def test_parts_may_lie_over_each_other_and_in_any_order():
    assert slices("𠮷营商环境", [3, 1, 1], [5, 5, 1]) == ["环境", "营商环境", ""]


def test_as_many_ends_as_starts_are_needed():
    with pytest.raises(ValueError, match="zip"):
        slices("营商环境", [0, 2], [2])


TEXTS = pd.DataFrame({"report_id": ["b", "a"], "text": ["营商环境持续优化", "𠮷区民生改善"]})


def test_each_row_is_read_in_its_own_document_whatever_the_order():
    rows = pd.DataFrame(
        {"report_id": ["a", "b", "a"], "start": [2, 0, 0], "end": [4, 4, 2]}, index=[7, 7, 9]
    )
    assert printed(rows, TEXTS) == ["民生", "营商环境", "𠮷区"]
    assert printed(rows[:0], TEXTS) == []


def test_a_report_without_a_text_is_an_error():
    with pytest.raises(KeyError):
        printed(pd.DataFrame({"report_id": ["c"], "start": [0], "end": [1]}), TEXTS)
