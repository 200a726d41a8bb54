"""A document is divided into lines with their roles, and nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from corpus.errors import Refusal
from corpus.reading.document import read_document
from corpus.structure.page import divide_page
from corpus.text.readable import readable
from tests.corpus.structure.pages import BODY, FRONT, MIDDLE, roles

LINES = st.one_of(
    st.sampled_from([*FRONT, *BODY, "打印", "名词解释", "相关报道：", "（鼓掌）", "各位代表："]),
    st.text(alphabet="各位代表一二、。！：（）2018 \u3000\xa0\u200b\ufeffab<U+00A0>", max_size=30),
)


ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\n\u3000\u3000", "\u2028", "\x0b", "\r"])


@given(st.lists(st.tuples(LINES, ENDS)))
def test_blocks_and_the_white_space_between_are_the_document(pieces) -> None:
    text = "".join(line + end for line, end in [*pieces, *((line, "\n") for line in BODY)])
    try:
        blocks = divide_page(text).blocks
    except Refusal:  # such as a speech within which its lines are shuffled
        reject()
    position = 0
    for block in blocks:
        assert block.text == text[block.start : block.end] != ""
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()


STAGE = "（鼓掌）"


def test_each_line_has_the_role_of_its_place_on_the_page():
    after = ["名词解释", "“双一流”：世界一流大学和一流学科。", "打印"]
    found = roles(["网站导航", *FRONT, *BODY[:4], STAGE, *BODY[4:], *after])
    assert {found[line] for line in FRONT} == {"front_matter"}
    assert {found[line] for line in BODY} == {"body"}
    assert found[STAGE] == found["打印"] == "boilerplate"
    assert found[after[0]] == found[after[1]] == "appendix"


CAPTION, BUTTON, ROW = "图为大会会场。新华社记者 李某 摄", "打印", "生产总值（亿元）\t122.2\t130.8"


def test_lines_of_the_page_are_no_front_matter_and_no_speech():
    found = roles([CAPTION, BUTTON, *FRONT, *BODY[:4], ROW, CAPTION, BUTTON, *BODY[4:]])
    assert found[CAPTION] == found[BUTTON] == "boilerplate boilerplate"
    assert found[ROW] == "boilerplate"
    assert {found[line] for line in FRONT} == {"front_matter"}


def test_what_is_there_twice_is_counted_once_and_said_in_one_warning():
    text = "\n".join([*FRONT, *BODY, *MIDDLE[:2]])
    page = divide_page(text)
    assert [block.role for block in page.blocks][-2:] == ["boilerplate", "boilerplate"]
    [notice] = page.notices
    said = "repeated paragraphs (2); each text is counted once"
    assert (notice.code, notice.message) == ("repeated_paragraphs", said)
    assert text[notice.start : notice.end] == MIDDLE[0] and notice.start > page.body_start


def test_the_box_with_the_beginning_of_a_text_is_one_line():
    box = f"内容摘要：{BODY[0]}{BODY[1]}…[详细]"
    found = roles([box, *FRONT, *BODY])
    assert found[box] == "front_matter"
    assert {found[line] for line in BODY} == {"body"}


def test_a_salutation_within_a_line_of_the_speech_begins_one():
    found = roles([f"{FRONT[0]} {BODY[0]}{BODY[1]}", *BODY[2:]])
    assert BODY[1] in "".join(line for line, role in found.items() if role == "body")
    assert FRONT[0] not in "".join(line for line, role in found.items() if role == "body")


def test_what_follows_the_speech_is_no_part_of_it():
    found = roles([*FRONT, *BODY, "相关报道：", "市长看望代表。"])
    assert found["相关报道："] == found["市长看望代表。"] == "boilerplate"
    assert found[BODY[-1]] == "body"


def test_the_page_of_the_district_report(district, key):
    rows = district.paragraphs
    assert len(rows) == len(key["paragraphs"])
    text = district.source.text
    assert text[slice(*district.body)].startswith(key["first_sentence"])
    assert text[slice(*district.body)].endswith(key["last_sentence"])


def test_every_shared_report_is_divided_without_loss(shared):
    for path in shared:
        text = read_document(path).text
        page = divide_page(text)
        position = 0
        for block in page.blocks:
            assert not text[position : block.start].strip(), path
            position = block.end
        assert not text[position:].strip(), path


# Those of 2006 and 2008 hold the first of several pages. One edition of 2016 prints another dash.
WHOLE_PAGES = [
    "1955", "1959", "1964", "1979", "1984", "1988", "1992", "1996", "1998", "2001", "2004", "2011",
    "2013", "2014", "2016", "2018",
]  # fmt: skip


@pytest.mark.parametrize("year", WHOLE_PAGES)
def test_a_scraped_page_says_what_the_clean_text_says_letter_by_letter(shared, year):
    folder = shared[0].parent.parent
    clean, scraped = (
        speech_of(folder / kind / f"{year}.txt") for kind in ("national", "govcn-pages")
    )
    assert len(clean) > 10_000
    assert scraped.replace("－", "—") == clean.replace("－", "—")


def speech_of(path: Path) -> str:
    page = divide_page(readable(read_document(path).text).text.text)
    spoken = "".join(block.text for block in page.blocks if block.role == "body")
    return "".join(spoken.split())
