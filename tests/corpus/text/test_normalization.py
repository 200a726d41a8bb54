import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normalization import _GAP, _PINYIN, normalize

CHANGES = [
    ("２０１８年", "2018年"),
    ("ＧＤＰ增长８．８％", "GDP增长8.8%"),
    ("ａｂｃ", "abc"),
    ("PM₂.₅和CO₂", "PM2.5和CO2"),
    ("互联网＋", "互联网+"),
    ("1 9 9 8 年", "1998 年"),
    ("１ ９ ９ ８年", "1998年"),
    ("7 4 7 7 2 亿元", "74772 亿元"),
    ("增长8 .8 %", "增长8.8 %"),
    ("下降到1 0 .0 6 ‰", "下降到10.06 ‰"),
    ("营商\u200b环境", "营商环境"),
    ("\uf06c一、营商环境", "一、营商环境"),
    ("\ufeff各位代表", "各位代表"),
    ("发\u00ad展", "发展"),
    ("🔹（一）改革👍", "（一）改革"),
    ("▍一、改革", "一、改革"),
    ("2O18年l月I0日", "2018年1月10日"),
    ("20l8年工作回顾", "2018年工作回顾"),
    ("2018年1月1O曰", "2018年1月10日"),
    ("⼯⾏", "工行"),
    ("⺠⽣", "民生"),
    ("\uf9d1\uf914", "六樂"),
    ("<U+00A0>各位<U+4EE3>表", "\xa0各位代表"),
    ("１　９　９　８年", "1998年"),
    ("", ""),
]
STAYS = [
    "①②③",
    "微克/m³，10²",
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
    "区长\u3000徐广湘",
    "区长\xa0徐广湘",
    "<U+D800> <U+FFFFFF> <U+xyz>",
    "𠮷野家",
    "a b",
    "曰：Ol",
    "COOL年会",
    "IOOO年",
    "A2O18年",
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
        ("优化营商<U+73AF>境。", "营商环境", "营商<U+73AF>境"),
        ("（\u200b<U+2014>\u200b<U+2014>）", "——", "<U+2014>\u200b<U+2014>"),
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
        origin = text[starts[at] : normal.original_end(at + 1)]
        assert len(origin) == 1
        assert character == origin or normalize(origin).text == character


@given(st.one_of(LIKELY, st.text()))
def test_only_marks_and_spaces_are_taken_out(text: str) -> None:
    normal = normalize(text)
    kept = {normal.original(at) for at in range(len(normal.text))}
    gone = {text[at] for at in range(len(text)) if at not in kept}
    unseen = set(" \u3000\xa0\u00ad\u2060\ufeff\u200b\u200c\u200d\u200e\u200f")
    unseen |= set("¶↵")  # Word's signs of paragraph ends
    unseen |= {chr(code) for code in (*range(0x1F300, 0x1FB00), *range(0x258C, 0x2590))} | set("▶➤")
    assert {one for one in gone - unseen if unicodedata.category(one) != "Cc"} == set()


def test_stray_control_characters_are_taken_out_and_line_ends_stay():
    assert normalize("增\x02长7%\r\n\t一、\x7f").text == "增长7%\r\n\t一、"


@given(LIKELY)
def test_normal_text_stays_as_it_is(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(st.one_of(LIKELY, st.text()))
def test_the_way_there_and_back_is_the_same(text: str) -> None:
    normal = normalize(text)
    places = list(range(len(normal.text)))
    assert normal.positions(normal.originals(places)).tolist() == places
    assert [normal.original(at) for at in places] == normal.originals(places).tolist()
    ends = [normal.original_end(at + 1) for at in places]
    assert ends == normal.original_ends([at + 1 for at in places]).tolist()


def test_sounds_behind_characters_are_taken_out_where_there_are_many():
    mirrored = "政府工作報(bào)告，發(fā)展經(jīng)濟(jì)，總(zǒng)量" * 3
    assert normalize(mirrored).text == "政府工作報告，發展經濟，總量" * 3
    assert normalize("朱镕(róng)基、GDP(万元)").text == "朱镕(róng)基、GDP(万元)"


def test_spans_can_be_taken_out_again_and_again():
    normal = normalize("甲\u200b乙丙 丁").without([(1, 2)]).without([(1, 3)])
    assert normal.text == "甲丁"
    assert (normal.original(1), normal.original_end(2), normal.original(2)) == (5, 6, 6)


def test_a_change_must_keep_every_character_in_its_place():
    assert normalize("\u200b國").replaced(lambda text: text.replace("國", "国")).original(0) == 1
    with pytest.raises(ValueError, match="2 characters became 1"):
        normalize("甲乙").replaced(lambda text: text[:1])


# Signs stand first in these patterns, so that they are found fast; the usual order must agree.
USUAL = [
    (_GAP, r"(?<=(?<![0-9])[0-9])[ \u3000\xa0](?=\.?[0-9](?![0-9]))"),
    (_PINYIN, r"(?<=[\u3400-\u9fff])[(（][a-zā]{1,7}[)）]"),
]


@pytest.mark.parametrize(("pattern", "usual"), USUAL, ids=["gap", "pinyin"])
def test_a_pattern_that_begins_with_its_sign_finds_the_same(pattern, usual) -> None:
    @given(st.text(alphabet="0123. \u3000\xa0政府（()）abcā", max_size=30))
    def check(text: str) -> None:
        spans = [match.span() for match in pattern.finditer(text)]
        assert spans == [match.span() for match in re.finditer(usual, text)]

    check()


def test_nothing_in_place_of_nothing_is_the_text_itself():
    text = normalize("营商环境")
    assert text.substituted([]) is text
