"""Where the speech begins and where it ends."""

from types import SimpleNamespace

import pytest

from corpus.errors import Refusal
from corpus.structure.body_edges import _goes_on
from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FRONT, MIDDLE, body_of, roles


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


LONG = [*BODY[:4], *(f"第{at}项任务：{MIDDLE[0]}" for at in range(20)), *BODY[4:]]
NEWS = [
    "全市经济工作会议召开",
    "本报讯（记者 张三）1月15日，全市经济工作会议召开，总结去年工作，部署今年任务。",
    "《报告》指出，去年以来经济运行稳中有进。",
    "《报告》强调，要坚定信心，奋力夺取经济社会发展新胜利。",
]
BUDGET = [
    "关于某市2025年预算执行情况和2026年预算草案的报告",
    "——2026年1月27日在某市第十四届人民代表大会第四次会议上",
    "市财政局局长 李四",
    "各位代表：",
    "受市人民政府委托，现将预算执行情况提请大会审议，并请各位政协委员提出意见。",
    "一、2025年预算执行情况",
    "全市一般公共预算收入完成650亿元，增长5.2%，民生支出占比达到75%以上。",
    "我们将扎实做好财政工作，为全面建成小康社会作出新的贡献！",
]
OTHER = [
    "2025年另市政府工作报告",
    BODY[0],
    "现在，我代表另市人民政府报告工作，请审议。",
    *MIDDLE[1:],
]
LINKS = ["相关链接", "一图读懂2026年政府工作报告", "关于印发重点工作分工的通知，请遵照执行。"]
TEASERS = ["推荐阅读", "市长赴基层调研安全生产工作，强调压实责任，确保人民生命财产安全。"]


RESOLUTION = [
    "某市第十四届人民代表大会第四次会议关于政府工作报告的决议",
    "（2026年1月30日通过）",
    "会议审议了市长张三所作的政府工作报告，决定批准这个报告，号召全市人民团结奋斗。",
]


def test_the_resolution_on_the_report_is_not_part_of_the_speech():
    assert body_of([*FRONT, *LONG, *RESOLUTION]) == LONG


@pytest.mark.parametrize("after", [NEWS, BUDGET, OTHER, BUDGET[3:], LINKS, TEASERS])
@pytest.mark.parametrize("end", [BODY[-1], "新的一年，我们将再接再厉，把各项工作做得更好。"])
def test_another_document_on_the_page_is_not_part_of_the_speech(after, end):
    speech = [*LONG[:-1], end]
    assert body_of([*FRONT, *speech, *after]) == speech


def test_a_speech_that_addresses_the_deputies_again_after_an_exhortation_goes_on():
    middle = "让我们团结奋斗，为实现过去五年确定的目标作出更大贡献！"
    again = ["各位代表！", "过去五年的成绩来之不易，我代表市人民政府向全市人民表示感谢！"]
    speech = [*LONG[:6], middle, *again, *LONG[6:]]
    assert body_of([*FRONT, *speech]) == speech


@pytest.mark.parametrize("before", ["成绩来之不易！", "把各项工作做得更好。"])
@pytest.mark.parametrize("address", [[], ["各位代表！"]])
@pytest.mark.parametrize("after", [[], LINKS, ["责任编辑：某某"]])
def test_a_last_line_without_its_final_mark_is_kept(before, address, after):
    before = f"{MIDDLE[0]}{before}"
    last = "让我们更加紧密地团结起来，锐意进取，为建设美好家园而努力奋斗"
    speech = [*BODY[:-1], before, *address, last]
    assert body_of([*FRONT, *speech, *after]) == speech


def test_a_speech_that_begins_late_on_its_page_begins_with_its_salutation():
    menu = [f"菜单{at} 便民服务 信息公开" for at in range(60)]
    page = [*menu, *FRONT, *BODY]
    start = sum(map(len, [*menu, *FRONT]))
    assert 0.3 < start / (start + sum(map(len, BODY))) < 0.6
    assert body_of(page) == BODY


def test_a_speech_may_be_announced_before_its_salutation():
    speech = [BODY[1], *BODY[:1], *BODY[2:]]
    assert body_of([*FRONT, *speech]) == speech


def test_a_speech_without_salutation_begins_with_its_first_chapter():
    assert body_of([*FRONT, *BODY[2:]]) == BODY[2:]


MIDST = "让我们团结奋斗，为实现过去五年确定的目标作出更大贡献！"


@pytest.mark.parametrize(
    "next_line", ["（五）切实加强政府自身建设", "回顾过去五年的工作，我们深刻体会到，"]
)
def test_a_speech_that_goes_on_after_an_exhortation_is_not_cut(next_line):
    speech = [*LONG[:6], MIDST, next_line, *LONG[6:]]
    assert body_of([*FRONT, *speech]) == speech


@pytest.mark.parametrize("thanks", ["谢谢大家！", "祝各位代表身体健康、工作顺利、万事如意！"])
def test_thanks_after_the_last_exhortation_are_part_of_the_speech(thanks):
    assert body_of([*FRONT, *BODY, thanks, "责任编辑：某某"]) == [*BODY, thanks]


def test_an_address_at_the_end_of_a_speech_without_opening_or_numbers_begins_nothing():
    titles = {"一、2025年工作回顾": "2025年工作回顾", "二、2026年工作安排": "2026年工作安排"}
    body = [titles.get(line, line) for line in BODY[2:]]
    assert body_of([*FRONT, *body]) == body


def test_a_speech_in_half_width_quotation_marks_ends_with_them():
    said = '让我们牢记"为人民服务，为建设美好家园而努力奋斗！"'
    assert body_of([*FRONT, *BODY[:-1], said])[-1] == said


def test_a_text_without_lines_is_no_report():
    with pytest.raises(Refusal) as refused:
        divide_page("")
    assert refused.value.code == "not_a_report"


def test_a_chapter_and_its_text_on_one_line_begin_a_speech_without_a_salutation():
    """Not the list of contents before it, whose headings have no text between them."""
    contents = ["目录", "一、去年工作", "二、今年工作"]
    chapter = f"一、回顾去年工作。{MIDDLE[0]}"
    lines = [FRONT[0], *contents, chapter, *MIDDLE[1:]]
    assert body_of(lines) == [chapter, *MIDDLE[1:]]


def test_a_line_that_breaks_off_goes_on_after_what_seemed_to_be_the_end():
    assert body_of([*FRONT, *BODY, "今后五年的奋斗目标是，"]) == [*BODY, "今后五年的奋斗目标是，"]
    assert body_of([*FRONT, *BODY, "今后五年的奋斗目标"]) == BODY


@pytest.mark.parametrize(
    ("after", "goes_on"),
    [
        (["我们将坚持以人民为中心，", "全面推进各项工作。"], True),
        (["（三）保障和改善民生。"], True),
        (["2.营商环境：指企业的环境。"], True),
        (["1.营商环境：指企业的环境。"], False),
        (["谢谢大家！"], False),
        ([], False),
    ],
)
def test_what_follows_a_closing_tells_whether_it_was_one(after, goes_on):
    assert _goes_on([SimpleNamespace(text=one) for one in after]) is goes_on
