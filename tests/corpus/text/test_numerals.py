import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.numerals import fold, read_chinese, read_number

CHINESE = [
    ("零", 0),
    ("十", 10),
    ("十二", 12),
    ("二十", 20),
    ("两千", 2000),
    ("一百零三", 103),
    ("四百九十六", 496),
    ("一百十八", 118),
    ("一千五百", 1500),
    ("三千零五", 3005),
    ("一千二百万", 12_000_000),
    ("二万三千八百五", 23_850),
    ("一万二", 12_000),
    ("一万零二", 10_002),
    ("一亿二", 120_000_000),
    ("四万万", 400_000_000),
    ("一万二千万", 120_000_000),
    ("三亿七千零六十二万", 370_620_000),
    ("十亿八千万", 1_080_000_000),
    ("一万六千七百七十亿", 1_677_000_000_000),
    ("一点三", 1.3),
    ("一点○五", 1.05),
    ("零点八", 0.8),
]
NO_NUMERALS = [
    "十四五",
    "一九八五",
    "一万二万",
    "二亿三亿",
    "三五",
    "一二三",
    "百",
    "万",
    "点五",
    "三点",
    "十十",
    "零零",
    "",
    "五四",
]
PRINTED = [
    ("410.5", 410.5),
    ("7 4 7 7 2", 74772),
    ("8 ．8", 8.8),
    ("6．5", 6.5),
    ("１０", 10),
    ("1，222", 1222),
    ("2,849,452", 2849452),
    ("百分之六点五", 6.5),
    ("1万6千", 16000),
    ("1亿3千万", 130_000_000),
    ("百分之百", 100),
    ("千分之十点零六", 10.06),
    ("三分之一", 1 / 3),
    ("五分之三", 3 / 5),
    ("1/4", 1 / 4),
]


@pytest.mark.parametrize(("numeral", "value"), CHINESE)
def test_reads_chinese_numerals(numeral: str, value: float) -> None:
    assert read_chinese(numeral) == value


@pytest.mark.parametrize("numeral", NO_NUMERALS)
def test_refuses_what_is_not_one_number(numeral: str) -> None:
    assert read_chinese(numeral) is None


@pytest.mark.parametrize(("printed", "value"), PRINTED)
def test_reads_numbers_as_printed(printed: str, value: float) -> None:
    assert read_number(printed) == pytest.approx(value)


def spell(number: int) -> str:
    """An independent speller of integers below ten thousand."""
    digits, spelled, gap = "零一二三四五六七八九", "", False
    for place, scale in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            spelled += ("零" if gap and spelled else "") + digits[digit] + scale
        gap = not digit
    return spelled


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_under_ten_thousand_reads_back(number: int) -> None:
    assert read_chinese(spell(number)) == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_ten_thousands_read_back(high: int, low: int) -> None:
    joint = "零" if low < 1000 else ""
    assert read_chinese(f"{spell(high)}万{joint}{spell(low)}") == high * 10_000 + low


@given(st.text())
def test_folding_keeps_the_length_and_reading_never_raises(text: str) -> None:
    assert len(fold(text)) == len(text)
    read_number(text)


@given(st.text(alphabet="0123456789.,， 一二三十百千万亿点零分之/", max_size=40))
def test_reading_anything_like_a_number_never_raises(text: str) -> None:
    read_number(text)


@pytest.mark.parametrize("numeral", ["三百四千", "三百四千万", "三万四百五千", "二千三千亿"])
def test_scales_that_do_not_fall_are_no_number(numeral: str) -> None:
    assert read_chinese(numeral) is None


def test_what_is_longer_than_any_number_is_none() -> None:
    assert read_number("1/" + "0" * 20 + "4") == 0.25
    assert read_number("百分之" * 40 + "6") is None
