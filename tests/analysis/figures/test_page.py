"""Text whose width is known before it is drawn."""

import pytest

from analysis.figures import page
from analysis.figures.style import style
from tests.analysis.figures.on_page import check_page, texts_drawn


@pytest.mark.parametrize("text", ["创新", "business environment", "1/64×", "(95% CI)"])
def test_a_text_is_as_wide_as_it_was_measured(text):
    with style():
        figure, sheet = page.new_page(100, 20)
        page.write(sheet, 10, 10, text)
        [(_, box, _)] = texts_drawn(figure)
    drawn = box.width / figure.dpi * 25.4
    assert 0.95 * drawn <= page.measured(text) <= 1.12 * drawn


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("创新", 20, "创新"),
        ("high-quality development", 30, "high-quality..."),
        ("circular economy", 60, "circular economy"),
        ("战略性新兴产业集群发展", 20, "战略性新兴…"),
        ("industrialisation", 10, "indus..."),
    ],
)
def test_what_does_not_fit_ends_in_dots(text, room, expected):
    assert page.fitted(text, room) == expected
    assert page.measured(page.fitted(text, room)) <= max(room, page.measured(expected))


def test_lines_break_at_spaces_and_between_chinese_characters_but_not_before_a_full_stop():
    assert page.lines_of("one two three", 12) == ["one two", "three"]
    lines = page.lines_of("实心：校正后的概率小于百分之五。", 20)
    assert "".join(lines) == "实心：校正后的概率小于百分之五。"
    assert len(lines) > 1 and not any(line[0] in "：。" for line in lines)
    assert all(page.measured(line, page.NOTES) <= 24 for line in lines)


def test_glosses_are_english_short_and_only_in_english():
    assert page.glossed(["营商环境", "无此词"], "en") == ["business environment", ""]
    assert page.glossed(["营商环境"], "zh") == page.glossed(["营商环境"], "en", gloss=False) == [""]
    [short] = page.glossed(["放管服"], "en")
    assert short.endswith("...") and len(short) <= page.GLOSS_CHARACTERS + 1


@pytest.mark.parametrize("room", [12, 25, 60, 120])
@pytest.mark.parametrize("ends", [(-1.2, 0.8), (-4.5, 6.1), (-11, 13)])
def test_ticks_of_ratios_lie_on_the_axis_and_include_1_and_do_not_touch(room, ends):
    ticks, names = page.ratio_ticks(*ends, room)
    assert min(ticks) >= ends[0] and max(ticks) <= ends[1] and "1" in names
    assert names[ticks.index(0)] == "1"
    if len(ticks) > 1:
        assert (ticks[1] - ticks[0]) / (ends[1] - ends[0]) * room > page.widest(names, page.NOTES)


def test_a_narrow_page_shows_english_names_alone():
    for width, expected in ((85, {"business environment", "无此词"}),
                            (175, {"business environment", "营商环境", "无此词"})):  # fmt: skip
        with style():
            figure, sheet = page.new_page(width, 30)
            page.write_terms(sheet, ["营商环境", "无此词"], [5, 15], left=2, room=60, lang="en")
        assert {text for text, *_ in texts_drawn(figure)} == expected
        check_page(figure)
