"""Marker words: each is found, in its own group, and clauses take the first code that fits."""

import pytest

from analysis.instruments.markers import (
    DATED,
    NAMED,
    NUMBER,
    TOLD,
    TOPICS,
    WORDS,
    acts,
    clause_directive,
    clauses,
    directive_by_rule,
    marked,
)
from analysis.targets.commitments import STRENGTHS

STRENGTH_GROUPS = ("mandatory", "firm", "exploratory", "encouraging")


@pytest.mark.parametrize("group", WORDS)
def test_every_marker_word_is_found_and_none_is_listed_twice(group):
    assert len(set(WORDS[group])) == len(WORDS[group])
    for word in WORDS[group]:
        assert "".join(marked(group, f"我们{word}。")).startswith(word)


def test_a_word_marks_one_strength_only():
    for one in STRENGTH_GROUPS:
        for other in STRENGTH_GROUPS:
            assert one == other or not set(WORDS[one]) & set(WORDS[other])


def test_the_markers_are_those_of_commitments_and_the_codebook():
    assert set(STRENGTHS["binding"]) <= set(WORDS["mandatory"])
    assert set(STRENGTHS["exploratory"]) | {"力争", "争取"} <= set(WORDS["exploratory"])
    assert set(STRENGTHS["effort"]) <= set(WORDS["exploratory"]) | set(WORDS["encouraging"])
    codebook = {
        "mandatory": "必须 确保 严格 严禁 坚决 全面落实 不得 务必 守住",
        "firm": "建成 完成 新建 实施 开工 达到",
        "encouraging": "推进 加快 促进 深化 支持 鼓励 引导 优化 完善 提升",
        "exploratory": "探索 试点 研究 谋划 争取 力争 有序 逐步",
    }
    for group, words in codebook.items():
        assert set(words.split()) <= set(WORDS[group])
    assert set(TOPICS) | set(STRENGTH_GROUPS) == set(WORDS)


def test_the_longest_word_is_taken_and_each_once():
    assert marked("demand", "进出口与出口，出口") == ["进出口", "出口"]
    assert marked("firm", "扩建改扩建") == ["扩建", "改扩建"]


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("必须新建学校3所", "mandatory"),
        ("探索新建学校3所", "firm"),
        ("探索建设“智慧校园”", "exploratory"),
        ("建成地铁八号线", "firm"),
        ("改造人民医院", "firm"),
        ("实施技能提升行动", "firm"),
        ("建设宜居城区", "encouraging"),
        ("优化结构", "encouraging"),
        ("做好以下九个方面工作", "encouraging"),
        ("经济下行", "none"),
        ("", "none"),
    ],
)
def test_a_clause_takes_the_first_that_fits(clause, code):
    assert clause_directive(clause) == code


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("新建学校3所，优化布局，完善制度。", "encouraging"),
        ("新建学校3所，优化布局。", "firm"),
        ("优化布局，新建学校3所。", "encouraging"),
        ("各位代表！", "none"),
    ],
)
def test_a_list_takes_the_code_of_most_and_the_first_where_even(sentence, code):
    assert directive_by_rule(sentence) == code


@pytest.mark.parametrize("text", ["3所", "1.5万", "5％", "两所", "３座", "12家", "2个百分点"])
def test_numbers_with_units(text):
    assert NUMBER.search(text)


@pytest.mark.parametrize("text", ["2018年", "3个方面", "一是", "第三，", "十四五", "一带一路"])
def test_what_is_no_number_of_a_deed(text):
    assert not NUMBER.search(text)


def test_names_dates_and_what_was_done():
    assert NAMED.search("实施“头雁”工程") and not NAMED.search("实施好政策")
    assert DATED.search("年底前") and not DATED.search("明天")
    assert TOLD.search("完成了任务") and TOLD.search("比上年") and not TOLD.search("了解民情")


def test_clauses_are_never_empty():
    assert clauses("") == [""] and clauses("，。") == ["，。"]
    assert clauses("一、二：三三；四四") == ["一、二", "三三", "四四"]


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("推进信息化。", "推进 ^推进 息化$ 息化$$"),
        ("坚决扎实推进改革", "推进 ^推进 ~坚决 ~扎实 ^~坚决 改革$ 改革$$"),
        ("二是要持续推进改革", "推进 ^推进 ~二是 ~要 ~持续 ^~二是 改革$ 改革$$"),
        ("推进3个项目", "推进 推进# ^推进 项目$ 项目$$"),
        ("推进“智慧校园”", "推进 推进“ ^推进 园”$ 园”$$"),
        ("优化布局，大力招商", "优化 ^优化 布局$ 招商 ~大力 招商$ 招商$$"),
        ("要", "^ ~要 ^~要 要$ 要$$"),
    ],
)
def test_what_each_clause_begins_with(sentence, known):
    assert sorted(filter(None, acts(sentence))) == sorted(known.split())
