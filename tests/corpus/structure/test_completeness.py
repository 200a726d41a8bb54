import pytest

from corpus.errors import Notice
from corpus.structure.completeness import wholeness
from corpus.structure.orientation import orientations
from corpus.structure.outline import outline
from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FRONT, MIDDLE

TITLE = FRONT[0]
CHAPTERS = ["一、2025年工作回顾", *MIDDLE[:9], "二、2026年工作安排", *MIDDLE[9:]]
WHOLE = [*FRONT, *BODY[:2], *CHAPTERS, *BODY[-2:]]


def notices(lines: list[str], name: str = "") -> list[Notice]:
    page = divide_page("\n".join(lines))
    headings, spoken = outline([block for block in page.blocks if block.role == "body"])
    times = orientations(headings, spoken, report_year=2026)
    return list(wholeness(page, headings, spoken, times, name))


def codes(lines: list[str]) -> list[str]:
    return [one.code for one in notices(lines)]


def test_a_whole_report_is_whole():
    assert codes(WHOLE) == []
    assert codes([*WHOLE, "上一页 1 2 3 下一页"]) == []


@pytest.mark.parametrize("line", ["上一页 1 2 3 4 下一页", "[1] [2] [3] [下一页]", "共4页"])
def test_a_page_that_leads_on_and_a_speech_without_end_is_one_of_several(line):
    assert codes([*WHOLE[:-2], line]) == ["one_page_of_several"]


def test_a_text_that_stops_is_cut_short():
    assert codes([*WHOLE[:-3], MIDDLE[-1] + "我们"]) == ["cut_short"]
    assert codes(WHOLE[:-3]) == ["no_ending"]


@pytest.mark.parametrize(
    "title", [f"{TITLE}（摘要）", f"{TITLE}（节选）", f"{TITLE} 摘登", f"{TITLE}（摘 要）"]
)
def test_a_text_that_says_it_is_abridged_is(title):
    assert codes([title, *WHOLE[1:]]) == ["abridged"]


@pytest.mark.parametrize(
    "note",
    ["（根据市十四届人大四次会议代表审议意见修改）", "（修订稿）", "根据大会讨论意见作了修改"],
)
def test_a_text_that_was_amended_says_so(note):
    assert codes([FRONT[0], note, *WHOLE[1:]]) == ["amended"]
    assert codes([*WHOLE, note]) == ["amended"]


def test_the_word_in_a_sentence_does_not_make_it_abridged():
    assert codes([*WHOLE[:4], "我们印发了政策摘要。" + MIDDLE[0], *WHOLE[4:]]) == []


def test_a_chapter_that_is_missing_is_told():
    start = WHOLE.index("一、2025年工作回顾")
    assert codes([*WHOLE[:start], *MIDDLE[:3], *WHOLE[start + 4 :]]) == ["missing_chapter"]
    third = [line.replace("二、2026", "三、2026") for line in WHOLE]
    assert codes(third) == ["missing_chapter"]


def test_a_text_that_breaks_off_at_a_comma_is_cut_short():
    goal = "今后五年的工作思路是：坚持稳中求进，努力夺取各项事业的新胜利。"
    assert codes([*WHOLE[:-2], goal, "主要的奋斗目标是，"]) == ["cut_short"]
    assert codes([*WHOLE[:-2], goal]) == ["no_ending"]
    assert codes([*WHOLE, "扫一扫，"]) == []


@pytest.mark.parametrize("note", ["（本文有删节）", "（节选）", "本文为政府工作报告摘要。"])
def test_a_note_after_the_text_may_say_that_it_is_an_excerpt(note):
    assert codes([*WHOLE, note]) == ["abridged"]
    assert codes([*WHOLE, "2026年政府工作报告要点速览"]) == []


def test_the_name_of_the_file_may_say_that_it_is_an_excerpt():
    assert [one.code for one in notices(WHOLE, "大连2026（节选）")] == ["abridged"]
    assert notices(WHOLE, "大连2026") == []


NOTES = [
    f"“第{at}项”：指在全市范围内推动这项工作落地见效的各种具体做法和安排。" for at in range(15)
]


def test_many_sentences_outside_the_body_are_told_with_their_number_and_place():
    (found,) = notices([*WHOLE, *NOTES])
    assert found.code == "uncounted_text"
    n = sum("\u3400" <= character <= "\u9fff" for line in NOTES for character in line)
    assert f"0 before the body, 0 within it, {n} after it" in found.message
    text = "\n".join([*WHOLE, *NOTES])
    assert text[found.start : found.end] == NOTES[0]


def test_an_appendix_explains_what_is_outside_the_body_and_few_sentences_are_no_matter():
    assert codes([*WHOLE, "名词解释", *NOTES]) == []
    assert codes([*WHOLE, *NOTES[:8]]) == []
    assert codes([*WHOLE, *(note.strip("。") for note in NOTES)]) == []
