"""Text whose width is known before it is drawn."""

import pytest

from analysis.figures import page
from analysis.figures.style import style
from corpus.lexicon.lists import english_terms
from tests.analysis.figures.page import check_page, texts_drawn, words_drawn
from tests.crossed import crossed


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("创新", 20, "创新"),
        ("high-quality development", 30, "high-quality dev."),
        ("high-quality development", 21, "high-quality..."),
        ("circular economy", 60, "circular economy"),
        ("战略性新兴产业集群发展", 18, "战略性新兴…"),
        ("industrialisation", 10, "indus..."),
    ],
)
def test_what_does_not_fit_ends_in_dots(text, room, expected):
    assert page.fitted(text, room) == expected
    assert page.text_width(page.fitted(text, room)) <= max(room, page.text_width(expected))


def test_the_lines_of_several_notes_fit_on_the_page_and_none_begins_with_a_full_stop():
    lines = page.note_lines(["One two three", "实心：校正后的概率小于百分之五。"], 23)
    assert "".join(lines).replace(" ", "") == "Onetwothree实心：校正后的概率小于百分之五。"
    assert len(lines) > 2 and not any(line[0] in "：。" for line in lines)
    assert all(page.text_width(line, page.NOTE) <= 20 for line in lines)


def test_glosses_are_english_short_and_only_in_english():
    assert page.glossed(["营商环境", "无此词"], "en") == ["business environment", ""]
    assert page.glossed(["营商环境"], "zh") == page.glossed(["营商环境"], "en", gloss=False) == [""]
    [short] = page.glossed(["放管服"], "en")
    assert short == "delegation, regulation & services reform"  # 40 characters
    for name in page.glossed(sorted(english_terms()), "en"):
        assert len(name) <= page.MOST_CHARACTERS + 1


@crossed("room, ends", [12, 25, 60, 120], [(-1.2, 0.8), (-4.5, 6.1), (-11, 13)])
def test_ticks_of_ratios_lie_on_the_axis_and_include_1_and_do_not_touch(room, ends):
    ticks, names = page.ratio_ticks(*ends, room)
    assert min(ticks) >= ends[0] and max(ticks) <= ends[1] and "1" in names
    assert names[ticks.index(0)] == "1"
    if len(ticks) > 1:
        assert (ticks[1] - ticks[0]) / (ends[1] - ends[0]) * room > page.widest(names, page.NOTE)


def test_a_narrow_page_shows_english_names_alone():
    for width, expected in (
        (85, {"business environment", "无此词"}),
        (175, {"business environment", "营商环境", "无此词"}),
    ):
        with style():
            figure, sheet = page.new_sheet(width, 30)
            page.write_terms(sheet, ["营商环境", "无此词"], [5, 15], left=2, room=60, lang="en")
        assert {text for text, *_ in words_drawn(figure)} == expected
        check_page(figure)


TEXTS = [
    "% of sentences; line: five-year mean; band: its 95% CI; dots: years",
    "各图按升幅由大到小排列（右上角为首尾变化，加括号者置信区间包含0）",
    "Housing, urban development",
    "教育",
]


@crossed("text, size, dpi", TEXTS, [7.0, 7.5, 8.0], [100, 110, 600])
def test_a_text_is_never_wider_than_measured(text, size, dpi):
    sheet = page.new_page(175, 20)
    sheet.set_dpi(dpi)
    with style():
        page.write(sheet, text, (1, 1), size=size)
    [(_, box)] = texts_drawn(sheet)
    drawn = box.width / dpi * 25.4
    assert drawn <= page.text_width(text, size) + 0.05
    assert drawn >= 0.85 * page.text_width(text, size)


@crossed("text, room", TEXTS, [25, 60])
def test_lines_are_as_long_as_the_room_allows_and_lose_nothing(text, room):
    lines = page.wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(page.text_width(line, 7.5) <= room for line in lines)
    assert not any(line[0] in "，；。）" for line in lines)


def test_a_word_longer_than_the_room_stands_alone():
    assert page.wrapped("a development b", 5) == ["a", "development", "b"]


def test_lines_of_the_text_are_kept():
    assert page.wrapped("one\ntwo", 60) == ["one", "two"]


def test_the_check_of_pages_finds_what_runs_off_and_what_collides():
    for places in ([(170, 1, "runs off the page")], [(2, 1, "abc"), (3, 1.5, "def")]):
        sheet = page.new_page(175, 20)
        with style():
            for left, top, text in places:
                page.write(sheet, text, (left, top))
        with pytest.raises(AssertionError):
            check_page(sheet)


@pytest.mark.parametrize("text", ["高水平", "high-quality development"])
def test_the_widest_text_fits_into_the_room_that_was_made_for_it(text):
    for left in (2.0, 43.3, 87.1):
        room = (left + page.text_width(text)) - left  # a last bit may be lost
        assert page.fitted(text, room) == text
    assert page.fitted(text, page.text_width(text) - 0.01) != text
