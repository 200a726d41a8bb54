"""Titles of chapters that lost their line end."""

import pytest

from corpus.structure.joined_titles import joined_titles

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
    ],
)
def test_a_title_ends_where_most_signs_meet(title, after):
    text = BEFORE + title + after
    assert [text[start:end] for start, end in joined_titles(text)] == [title]


def test_a_title_on_the_government_itself_needs_no_number():
    text = BEFORE + "全面加强政府自身建设站在新的起点上，我们将不辱使命。"
    assert [text[start:end] for start, end in joined_titles(text)] == ["全面加强政府自身建设"]


@pytest.mark.parametrize(
    "text",
    [
        "优化一、二、三产业结构。",
        "增长较快。一、二、三产业协调推进。",
        "成绩很大。三、水。",
        "加强政府自身建设。",
        "我们将全面加强政府自身建设，提高水平。",
        "成绩很大。加强政府自身建设的要求更高。",
    ],
)
def test_what_is_no_title_is_left(text):
    assert list(joined_titles(text)) == []
