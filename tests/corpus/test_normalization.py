import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normalization import normalize

CHANGES = [
    ("２０１８年", "2018年"),
    ("ＧＤＰ增长８．８％", "GDP增长8.8%"),
    ("ａｂｃ", "abc"),
    ("互联网＋", "互联网+"),
    ("1 9 9 8 年", "1998 年"),
    ("１ ９ ９ ８年", "1998年"),
    ("7 4 7 7 2 亿元", "74772 亿元"),
    ("增长8 .8 %", "增长8.8 %"),
    ("下降到1 0 .0 6 ‰", "下降到10.06 ‰"),
    ("营商\u200b环境", "营商环境"),
    ("\ufeff各位代表", "各位代表"),
    ("发\u00ad展", "发展"),
    ("区长\u3000徐广湘", "区长 徐广湘"),
    ("区长\xa0徐广湘", "区长 徐广湘"),
    ("", ""),
]
STAYS = [
    "①②③",
    "⑴一是",
    "二〇一八年",
    "二○一八年",
    "，。、；：？！“”‘’（）《》【】—…",
    ",.;:?!()",
    "№5 ㎡ ㈠ Ⅳ",
    "㎡平方米",
    "2016 2017 年",
    "09:20",
    "02-02 09:20",
    "第3 章 第 4 节",
    "發展經濟",
    "⼯作",
    "𠮷野家",
    "a b",
    "1  2",
]


@pytest.mark.parametrize(("text", "normal"), CHANGES)
def test_forms_that_mean_the_same_become_the_same(text, normal):
    assert normalize(text).text == normal


@pytest.mark.parametrize("text", STAYS)
def test_what_is_another_character_stays(text):
    assert normalize(text).text == text


@pytest.mark.parametrize(
    ("text", "part", "printed"),
    [
        ("在1 9 9 8 年", "1998", "1 9 9 8"),
        ("大力优化营商\u200b\u200b环境。", "营商环境", "营商\u200b\u200b环境"),
        ("增长\u200b。", "增长", "增长"),
        ("\ufeff２０１８年", "2018", "２０１８"),
    ],
)
def test_a_part_walks_back_to_what_was_printed(text, part, printed):
    normal = normalize(text)
    begin = normal.text.index(part)
    span = slice(normal.original(begin), normal.original_end(begin + len(part)))
    assert text[span] == printed


# Letters, digits and invisible characters in every mixture, and then anything at all.
LIKELY = st.text(alphabet="0123456789０１９.． \u3000\xa0\u200b\ufeff年增，Ａa①〇𠮷")


@given(st.one_of(LIKELY, st.text()))
def test_every_character_maps_to_one_of_the_original_in_order(text: str) -> None:
    normal = normalize(text)
    starts = [normal.original(at) for at in range(len(normal.text) + 1)]
    assert starts == sorted(set(starts))
    assert starts[-1] == len(text)
    assert len(normal.text) <= len(text)
    for at, character in enumerate(normal.text):
        origin = text[starts[at]]
        assert normal.original_end(at + 1) == starts[at] + 1
        assert character == origin or normalize(origin).text == character


@given(st.one_of(LIKELY, st.text()))
def test_only_marks_and_spaces_are_taken_out(text: str) -> None:
    normal = normalize(text)
    kept = {normal.original(at) for at in range(len(normal.text))}
    gone = {text[at] for at in range(len(text)) if at not in kept}
    assert gone <= set(" \u3000\xa0\u00ad\u2060\ufeff\u200b\u200c\u200d\u200e\u200f")


@given(LIKELY)
def test_normal_text_stays_as_it_is(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@pytest.mark.parametrize("unit", ["1", " ", "1 ", "\u200b", "1 .", "一"])
def test_a_megabyte_takes_no_time(unit):
    began = time.process_time()
    normalize(unit * (10**6 // len(unit)))
    assert time.process_time() - began < 5
