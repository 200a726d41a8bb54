"""Titles of chapters that lost their line end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.joined_titles import (
    _BEFORE_NUMBER,
    _BEFORE_TIME,
    _NUMBER,
    _OF_TIME,
    _matches,
    joined_titles,
)

BEFORE = "各项工作圆满完成。"


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("一、2023年工作回顾", "2023年是极不平凡的一年。"),
        ("二、2024年政府工作总体思路和目标任务", "今年是关键之年，做好各项工作意义重大。"),
        ("二、“十五五”时期发展的主要考虑", "省委全会对未来五年作出部署。"),
        ("三、切实保障和改善民生", "民生问题涉及千家万户。"),
        ("四、务实前进，努力加强政府自身建设", "坚持依法行政，自觉接受监督。"),
        ("三、努力提高政府治理效能", "各位代表，奋斗创造历史，实干成就未来。"),
        ("三、提高政府治理效能", "全面建设法治政府，提高工作水平。"),
        ("五、推动产业升级，促进经济较快增长", "坚持工业强市，培育新动能。"),
        ("二、今年发展的总体要求和政策取向", "今年是十分重要的一年，任务艰巨。"),
        ("三、一鼓作气勇争先，开好局、起好步", "今年是开局之年，任务艰巨。"),
        ("第一部分 过去五年工作回顾", "五年来，全区人民团结奋斗。"),
        ("2023年政府工作回顾", "一年来，区政府团结奋斗。"),
    ],
)
def test_a_title_ends_where_most_signs_meet(title, after):
    text = BEFORE + title + after
    assert [text[start:end] for start, end in joined_titles(text)] == [title]


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("三、2019年重点任务", "做好今年的工作，必须抓住重点。"),
        ("一、2006年工作回顾", "刚刚过去的一年，是不平凡的一年。"),
        ("九、提升政府治理水平", "各位代表，使命光荣，责任重大。"),
    ],
)
def test_a_line_end_that_became_a_space_is_no_part_of_a_title(title, after):
    text = f"{BEFORE} {title} {after}"
    assert [text[start:end] for start, end in joined_titles(text)] == [title]


@pytest.mark.parametrize(
    ("title", "after", "is_sure"),
    [
        ("一、2023年工作回顾", "2023年是极不平凡的一年。", True),
        ("三、加强政府自身建设", "坚持依法行政，自觉接受监督。", True),
        ("二、2024年主要目标任务", "城乡居民收入稳定增长。", True),
        ("三、加大宏观政策", "实施力度，稳定就业。", False),
        ("四、有重点", "有步骤地改造老企业，提高生产水平。", False),
        ("三、切实保障和改善民生", "民生问题涉及千家万户。", False),
    ],
)
def test_in_a_text_with_line_ends_a_title_needs_an_end_and_an_opening(title, after, is_sure):
    text = BEFORE + title + after
    found = [text[start:end] for start, end in joined_titles(text, surely=True)]
    assert found == ([title] if is_sure else [])


def test_a_title_on_the_government_itself_needs_no_number():
    text = BEFORE + "全面加强政府自身建设站在新的起点上，我们将不辱使命。"
    assert [text[start:end] for start, end in joined_titles(text)] == ["全面加强政府自身建设"]


@pytest.mark.parametrize(
    "text",
    [
        "优化一、二、三产业结构。",
        "增长较快。一、二、三产业协调推进。",
        "成绩很大。三、水。",
        "成绩很大。二、三期项目建设加快，打造重点平台。",
        "成绩很大。三、所有建设项目必须严格按照基本程序办事。",
        "成绩很大。九、加强政府自身建设在复杂的形势下，全面完成今年的任务十分艰巨。",
        "加强政府自身建设。",
        "我们将全面加强政府自身建设，提高水平。",
        "成绩很大。加强政府自身建设的要求更高。",
    ],
)
def test_what_is_no_title_is_left(text):
    assert list(joined_titles(text)) == []


@given(st.text("一二、第部分回顾。！”… 2024年工作是，", max_size=40), st.integers(0, 9))
def test_titles_are_those_that_begin_the_text_or_follow_a_sign(text, start) -> None:
    for pattern, before in ((_NUMBER, _BEFORE_NUMBER), (_OF_TIME, _BEFORE_TIME)):
        whole = re.compile(f"(?:^|(?<={before.pattern})){pattern.pattern}")
        found = _matches(pattern, before, text, start, len(text))
        assert [one.span() for one in found] == [one.span() for one in whole.finditer(text, start)]
