"""Where the speech begins and where it ends."""

import pytest

from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FRONT, body_of, roles


def test_the_speech_begins_with_the_salutation_and_ends_with_its_last_sentence():
    text = "\n".join([*FRONT, "", *BODY, "", "相关报道："])
    page = divide_page(text)
    assert text[page.body_start : page.body_end] == "\n".join(BODY)
    assert body_of([*FRONT, *BODY, "相关报道："]) == BODY


@pytest.mark.parametrize(
    "heading",
    ["名词解释", "《政府工作报告》名词解释", "附件", "附：", "注释：", "【注释】", "有关用语说明"],
)
def test_a_glossary_is_an_appendix(heading):
    terms = ["1.“放管服”：简政放权、放管结合、优化服务的简称。", "2.“三公”：某某。"]
    found = roles([*FRONT, *BODY, heading, *terms, "网站地图"])
    assert [found[line] for line in (heading, *terms)] == ["appendix"] * 3
    assert found[BODY[-1]] == "body"
    assert found["网站地图"] == "boilerplate"


def test_the_word_appendix_early_in_a_speech_begins_none():
    assert body_of([*FRONT, *BODY[:2], "附件", *BODY[2:]]) == [*BODY[:2], "附件", *BODY[2:]]


def test_notes_that_name_their_page_are_not_part_of_the_speech() -> None:
    notes = [
        "七种能力：政治能力、改革攻坚能力、群众工作能力和抓落实能力。（见第23页）",
        "党的创新理论在基层的宣讲活动，覆盖全部村和社区，人人参加。（见第 25 页）",
    ]
    text = "\n".join([*FRONT, *BODY])
    whole = divide_page(text)
    noted = divide_page("\n".join([text, *notes]))
    assert (noted.body_start, noted.body_end) == (whole.body_start, whole.body_end)
