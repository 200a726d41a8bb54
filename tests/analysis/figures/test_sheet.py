"""Texts are measured as they are drawn."""

import pytest

from analysis.figures.sheet import new_sheet, text_width, wrapped, write
from analysis.figures.style import style
from tests.analysis.figures.page import check_page, texts_drawn

TEXTS = [
    "% of sentences; line: five-year mean; band: its 95% CI; dots: years",
    "各图按升幅由大到小排列（右上角为首尾变化，加括号者置信区间包含0）",
    "Housing, urban development",
    "教育",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [7.0, 7.5, 8.0])
@pytest.mark.parametrize("dpi", [100, 110, 600])
def test_a_text_is_never_wider_than_measured(text, size, dpi):
    sheet = new_sheet(175, 20)
    sheet.set_dpi(dpi)
    with style():
        write(sheet, text, 1, 1, size=size)
    [(_, box)] = texts_drawn(sheet)
    drawn = box.width / dpi * 25.4
    assert drawn <= text_width(text, size) + 0.05
    assert drawn >= 0.85 * text_width(text, size)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [25, 60])
def test_lines_are_as_long_as_the_room_allows_and_lose_nothing(text, room):
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 7.5) <= room for line in lines)
    assert not any(line[0] in "，；。）" for line in lines)


def test_a_word_longer_than_the_room_stands_alone():
    assert wrapped("a development b", 5) == ["a", "development", "b"]


def test_lines_of_the_text_are_kept():
    assert wrapped("one\ntwo", 60) == ["one", "two"]


def test_the_check_of_pages_finds_what_runs_off_and_what_collides():
    for places in ([(170, 1, "runs off the page")], [(2, 1, "abc"), (3, 1.5, "def")]):
        sheet = new_sheet(175, 20)
        with style():
            for left, top, text in places:
                write(sheet, text, left, top)
        with pytest.raises(AssertionError):
            check_page(sheet)
