"""The words around each number of the ledger."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.targets.words_around import _places, clause_of, segment_of, with_words


def book_of(sentence, *printed, units=None):
    return pd.DataFrame(
        {
            "report_id": "a",
            "sentence_id": 0,
            "start": range(len(printed)),
            "printed": printed,
            "unit": units or [""] * len(printed),
            "sentence": sentence,
        }
    )


def test_the_words_before_and_after_a_number_are_those_of_its_sentence():
    row = with_words(book_of("财政收入增长8%以上。", "8", units=["%"])).iloc[0]
    assert (row["at"], row["before"], row["after"]) == (6, "财政收入增长", "%以上。")


def test_the_same_number_twice_has_two_places():
    rows = with_words(book_of("工业增长7%，投资增长7%。", "7", "7", units=["%", "%"]))
    assert rows["before"].tolist() == ["工业增长", "工业增长7%，投资增长"]


def test_a_number_is_not_found_within_a_longer_one():
    row = with_words(book_of("收入125.5亿元，增长5.5%。", "5.5", units=["%"])).iloc[0]
    assert row["before"] == "收入125.5亿元，增长"


@given(st.text("5.7七十%，a٣", max_size=12), st.text("5.7七", min_size=1, max_size=3))
def test_places_are_those_of_the_expression_that_they_stand_for(words, number):
    """A number is no part of a longer one, in digits of any script or in Chinese ones."""
    within = "一二三四五六七八九十百千万亿两零〇"
    expression = re.compile(rf"(?<![\d.{within}]){re.escape(number)}(?!\d|\.\d)")
    assert list(_places(words, number)) == [one.start() for one in expression.finditer(words)]


def test_a_number_is_found_before_its_unit_first():
    row = with_words(book_of("办好10件实事，增长10%。", "10", units=["%"])).iloc[0]
    assert row["before"].endswith("增长")


def test_full_width_numerals_are_found():
    assert with_words(book_of("增长６．５％。", "６．５", units=["%"])).iloc[0]["before"] == "增长"


def test_a_number_that_is_not_in_its_sentence_has_no_place():
    row = with_words(book_of("增长较快。", "9")).iloc[0]
    assert (row["at"], row["before"], row["after"]) == (-1, "增长较快。", "")


def test_rows_keep_their_index_and_come_in_the_order_of_the_text():
    book = book_of("一产增长2%，二产增长3%。", "3", "2", units=["%", "%"]).assign(start=[9, 4])
    found = with_words(book)
    assert found.index.tolist() == [1, 0]
    assert found.loc[0, "before"] == "一产增长2%，二产增长"


@pytest.mark.parametrize(
    ("before", "clause", "segment"),
    [
        ("去年很好；工业稳定，投资增长", "投资增长", "工业稳定，投资增长"),
        ("投资增长", "投资增长", "投资增长"),
        ("投资增长，", "", "投资增长，"),
        ("第一。\n投资增长", "投资增长", "投资增长"),
        ("", "", ""),
    ],
)
def test_a_clause_ends_at_commas_and_a_segment_does_not(before, clause, segment):
    assert (clause_of(before), segment_of(before)) == (clause, segment)
