"""What a number starts from."""

import pytest

from corpus.text import base_phrases
from corpus.text.base_phrases import base_before, ground_before
from tests.corpus.conftest import check_first_look


@pytest.mark.parametrize(
    ("clause", "after", "expected"),
    [
        ("在去年增长", "%的基础上增长7.5%", True),
        ("在上年增收", "亿元基础上再增收3亿元", True),
        ("在建成", "个的基础上", True),
        ("增长", "%的基础上", False),  # in no such phrase
        ("在去年增长", "%，在此基础上", False),  # in another clause
        ("在去年增长", "%增至8%的基础上", False),  # another number is nearer
        ("", "", False),
    ],
)
def test_the_ground_is_in_one_clause_and_has_one_number(clause, after, expected):
    assert (ground_before(clause, after) is not None) is expected


@pytest.mark.parametrize(
    ("clause", "after", "words"),
    [
        ("失业率由", "%降到3%", "由"),
        ("从去年的", "亿元增加至9亿元", "从去年的"),
        ("由去年的", "微克/立方米下降为27", "由去年的"),
        ("在去年增长", "%的基础上增长7.5%", "在去年增长"),
        ("失业率由", "%的水平，降到3%", None),  # in another clause
        ("失业率", "%降到3%", None),
        ("由于增长", "%，比上年多", None),
    ],
)
def test_what_another_number_is_reached_from_is_found(clause, after, words):
    found = base_before(clause, after)
    assert (found and found.group()) == words


@pytest.mark.hypothesis
@pytest.mark.parametrize("pattern", [base_phrases.BASE_AFTER, base_phrases.GROUND_AFTER])
def test_what_follows_a_base_has_what_is_looked_for_first(pattern) -> None:
    check_first_look(pattern, base_phrases.may_be_base)
