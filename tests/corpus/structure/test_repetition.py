"""What a page has more than once is counted once."""

from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FRONT, MIDDLE, body_of


def spoken_once(lines: list[str]) -> bool:
    page = divide_page("\n".join(lines))
    codes = [one.code for one in page.notices]
    spoken = [block.text for block in page.blocks if block.role == "body"]
    return spoken == BODY and codes == ["repeated_paragraphs"]


def test_a_text_that_is_there_twice_is_counted_once():
    assert spoken_once([*FRONT, *BODY, *BODY])


def test_a_page_that_is_there_twice_with_its_title_is_counted_once():
    assert spoken_once([*FRONT, *BODY, *FRONT, *BODY])


def test_paragraphs_repeated_one_by_one_are_counted_once():
    doubled = [line for line in BODY for _ in range(6)]
    assert spoken_once([*FRONT, *doubled])


def test_short_headings_between_repeated_paragraphs_are_counted_once():
    speech = [*BODY[:3], "（一）农业", MIDDLE[0], "（二）工业", MIDDLE[1], *BODY[5:]]
    assert body_of([*FRONT, *speech, *speech]) == speech


def test_a_salutation_said_again_is_no_repetition():
    speech = [*BODY[:4], "各位代表！", *BODY[4:-1], "各位代表！", BODY[-1]]
    page = divide_page("\n".join([*FRONT, *speech]))
    assert [block.text for block in page.blocks if block.role == "body"] == speech
    assert page.notices == ()


def test_a_table_of_contents_does_not_make_the_headings_repetitions():
    lines = [*FRONT, "目  录", "一、2025年工作回顾", "二、2026年工作安排", *BODY]
    assert body_of(lines) == BODY
