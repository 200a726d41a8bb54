import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import misprints
from tests.corpus.quantities.conftest import quantities_of


@pytest.mark.parametrize(
    ("text", "value", "warning"),
    [
        ("地区生产总值增长1O.5%。", 10.5, "letter_for_digit"),
        ("地区生产总值增长l2%。", 12, "letter_for_digit"),
        ("财政收入达到2O亿元。", 20, "letter_for_digit"),
        ("地区生产总值增长6. 5%。", 6.5, "spaced_digits"),
        ("培训3 2 0人。", 320, "spaced_digits"),
        ("城镇登记失业率为350%。", 350, "above_100_percent"),
        ("居民消费价格指数102%。", 102, ""),
        ("单位能耗下降120%。", 120, "above_100_percent"),
        ("完成年度计划的103%。", 103, ""),
        ("进出口增长150%。", 150, ""),
        ("发展O2O平台12个。", 12, ""),
        ("地区生产总值增长6.5%。", 6.5, ""),
    ],
)
def test_what_looks_wrong_is_read_and_flagged(text, value, warning):
    rows = quantities_of(text)
    assert rows["value"].tolist() == [value]
    assert rows["warning"].tolist() == [warning]


@given(st.text(alphabet="OolI0123.%万亿年G", max_size=30))
def test_letters_for_digits_are_those_found_in_one_go(text: str) -> None:
    digits = str.maketrans("OolI", "0011")
    expected = misprints._LETTERS.sub(lambda match: match.group().translate(digits), text)
    assert misprints.with_digits(text) == expected
