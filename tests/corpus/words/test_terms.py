from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexicon.lists import PolicyTerm
from corpus.store.rows import tables_of
from corpus.words.terms import TermMatcher

# What facts.md counted in the district report by hand and with other tools.
FACTS = {
    "营商环境": 7,
    "十九大": 10,
    "暖房子": 5,
    "全面从严治党": 4,
    "养老服务": 5,
    "获得感": 3,
}


def matcher(*terms: str) -> TermMatcher:
    return TermMatcher([PolicyTerm(term, "", None, "generated") for term in terms])


def found(text: str, *terms: str) -> list[str]:
    return [one.term for one in matcher(*terms).mentions(text)]


MATCHES = [
    ("优化营商环境", ["环境", "营商环境", "营商"], ["营商环境"]),
    ("优化营商环境", ["环境"], ["环境"]),
    ("营商环境和环境", ["环境", "营商环境"], ["营商环境", "环境"]),
    ("供给侧结构性改革", ["结构性改革", "供给侧", "供给侧结构性改革"], ["供给侧结构性改革"]),
    ("大数据数据", ["大数据", "数据"], ["大数据", "数据"]),
    # The leftmost first: what begins inside another term is not counted.
    ("甲乙丙丁", ["甲乙", "乙丙丁"], ["甲乙"]),
    ("甲乙丙丁", ["乙丙", "甲乙丙", "丙丁"], ["甲乙丙"]),
    ("数字经济，数字经济", ["数字经济"], ["数字经济", "数字经济"]),
    ("互联网＋政务", ["互联网+"], ["互联网+"]),
    ("互联网+政务", ["互联网＋"], ["互联网＋"]),
    ("５Ｇ网络", ["5G"], ["5G"]),
    ("营商\u200b环境", ["营商环境"], ["营商环境"]),
    ("营商 环境", ["营商环境"], ["营商环境"]),
    ("营商\u3000环 境", ["营商环境"], ["营商环境"]),
    ("单位 GDP 能耗", ["单位GDP能耗", "GDP"], ["单位GDP能耗"]),
    ("国家 5A 级景区", ["国家5A级景区"], ["国家5A级景区"]),
    ("PM 2.5和PM 10", ["PM2.5", "PM10"], ["PM2.5", "PM10"]),
    ("5 G", ["5G"], []),
    ("A I", ["AI"], []),
    ("营商。环境", ["营商环境"], []),
    ("", ["营商环境"], []),
]


@pytest.mark.parametrize(("text", "terms", "expected"), MATCHES)
def test_the_longest_term_counts_once(text, terms, expected):
    assert found(text, *terms) == expected
    assert found(text, *reversed(terms)) == expected


def test_a_mention_is_what_was_printed():
    text = "推进“互联网\u200b＋”，５Ｇ。𠮷互联网+"
    spans = [
        (text[one.start : one.end], one.term) for one in matcher("互联网+", "5G").mentions(text)
    ]
    assert spans == [("互联网\u200b＋", "互联网+"), ("５Ｇ", "5G"), ("互联网+", "互联网+")]


def test_a_mention_knows_its_area():
    one = TermMatcher([PolicyTerm("就业", "employment", 5, "generated")])
    assert [(m.term, m.area) for m in one.mentions("稳就业")] == [("就业", 5)]


TERMS = ["甲", "甲乙", "乙丙丁", "丙", "丁甲", "甲乙丙丁甲"]


@given(st.text(alphabet="甲乙丙丁，\u200b𠮷"))
def test_mentions_are_as_a_plain_search_finds_them(text: str) -> None:
    bare = text.replace("\u200b", "")
    expected, at = [], 0
    while at < len(bare):
        longest = max((t for t in TERMS if bare.startswith(t, at)), key=len, default="")
        if longest:
            expected.append(longest)
        at += len(longest) or 1
    mentions = list(matcher(*TERMS).mentions(text))
    assert [one.term for one in mentions] == expected
    assert [text[m.start : m.end].replace("\u200b", "") for m in mentions] == expected
    edges = [edge for one in mentions for edge in (one.start, one.end)]
    assert edges == sorted(edges)


def test_the_counts_of_the_district_report(district):
    mentions = tables_of(district, "district")["mentions"]
    counts = Counter(mentions["term"])
    assert {term: counts[term] for term in FACTS} == FACTS
    spoken = district.source.text[slice(*district.body)]
    assert all(spoken.count(term) >= n for term, n in FACTS.items())
