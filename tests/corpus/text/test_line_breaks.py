import pytest

from corpus.text.line_breaks import broken_line_ends
from tests.corpus.text.conftest import PARAGRAPHS, in_lines


def joined(text: str) -> list[str]:
    pieces, position = [], 0
    for start, end in broken_line_ends(text):
        pieces.append(text[position:start])
        position = end
    whole = "".join([*pieces, text[position:]])
    return [line.strip() for line in whole.splitlines() if line.strip()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "  \n"])
@pytest.mark.parametrize("width", [24, 33, 40, 61])
def test_the_lines_of_a_printed_text_become_its_paragraphs(width, end):
    assert joined(in_lines(PARAGRAPHS, width, "\u3000\u3000", end)) == PARAGRAPHS


@pytest.mark.parametrize("width", [24, 33, 40, 61])
def test_without_indents_no_sentence_stays_broken(width):
    found = joined(in_lines(PARAGRAPHS, width))
    assert "".join(found) == "".join(PARAGRAPHS)
    assert all(line.endswith(("。", "：", "回顾")) for line in found)


def test_a_blank_line_always_divides():
    text = in_lines(PARAGRAPHS, 30).replace("\n", "\n\n")
    assert broken_line_ends(text) == []


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("支持群团组织依法参与治理，", "发展专业社会工作、志愿服务和慈善事业。"),
        ("积极推动加入", "全面与进步跨太平洋伙伴关系协定（CPTPP）等高标准经贸协议。"),
        ("新建污水处理厂2", "0座，日处理能力提高5%。"),
    ],
)
def test_a_long_line_that_stops_within_a_sentence_goes_on(line, after):
    lines = [PARAGRAPHS[1], PARAGRAPHS[3] + line, after, PARAGRAPHS[4]]
    assert joined("\n".join(lines)) == [lines[0], lines[1] + after, lines[3]]


def test_a_piece_may_be_broken_again():
    pieces = [PARAGRAPHS[3] + "推动", "区域全面经济伙伴关系协定", "（RCEP）生效实施。"]
    assert joined("\n".join([*pieces, PARAGRAPHS[4]])) == ["".join(pieces), PARAGRAPHS[4]]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("2025年3月5日。国务院总理向大会作政府工作报告。新华社记者 某某 摄", "各位代表："),
        ("省长在第十四届人民代表大会第三次会议上作政府工作报告", "现在，我向大会报告工作。"),
        (PARAGRAPHS[3] + "重点抓好以下工作", "一、加快发展。"),
        (PARAGRAPHS[3] + "重点抓好以下工作：", "加快发展。"),
        (PARAGRAPHS[3] + "负责人", "来源：某某日报。"),
        (PARAGRAPHS[3], "我们要再接再厉。"),
        (PARAGRAPHS[3] + "道路", "\u3000\u3000改造是一个过程。"),
    ],
)
def test_what_is_whole_stays_apart(line, after):
    assert joined(f"{line}\n{after}\n{PARAGRAPHS[4]}") == [line, after.strip(), PARAGRAPHS[4]]


LONG_LINE = (
    "全省经济持续快速增长，社会事业全面进步，人民生活不断改善。工业结构调整取得进展，全省拥有"
)
AFTER_LINE = "发展到13个，改造和关闭小企业的成效明显。食品等产业的利税大幅度增长。"


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_a_sentence_torn_at_a_link_is_one(apart: str) -> None:
    text = apart.join([LONG_LINE, "中国驰名商标", AFTER_LINE, "（二）另一段", AFTER_LINE * 3])
    ends = broken_line_ends(text)
    assert [text[start:end] for start, end in ends] == [apart, apart]
    assert text[ends[0][1] :].startswith("中国驰名商标")


@pytest.mark.parametrize(
    "lines",
    [
        ["一、2017年工作回顾", "经济增长", AFTER_LINE],
        [LONG_LINE + "。", "经济增长", AFTER_LINE],
        [LONG_LINE, "（二）经济增长", AFTER_LINE],
        [LONG_LINE[:30], "经济增长", "今年全省经济继续增长，人民生活改善。" * 3],
        ["省政府各部门", "省教育厅", "省科学技术厅", "省公安厅"],
    ],
)
def test_headings_and_menus_are_not_joined_as_links(lines: list[str]) -> None:
    assert broken_line_ends("\n".join(lines)) == []


def test_what_opens_or_closes_a_quotation_is_not_left_alone() -> None:
    text = "今年是关键之年，是实施“\n十四五\n”规划的一年。"
    assert len(broken_line_ends(text)) == 2


def test_a_short_line_that_ends_within_a_word_goes_on():
    whole = "全市经济和社会发展的良好态势，增强了我们的信心。"
    before = [*PARAGRAPHS, "我们要加快发展，推动发展，坚持高质量发展。"]
    assert joined("\n".join([*before, whole[:8], whole[8:]])) == [*before, whole]
    for title, text in (("推动共建", "党的建设不断加强。"), ("主要工作", "中的问题逐步解决。")):
        lines = [*before, "建党，建党，建党，作中，作中，作中。", title, text]
        assert joined("\n".join(lines)) == lines


def test_words_are_counted_once_however_many_lines_may_be_torn():
    """Counting each word anew in the whole text takes hours on a text of many short lines."""

    class Text(str):
        def count(self, sub: str, *span: int) -> int:
            assert span, f"the whole text was searched for {sub}"
            return super().count(sub, *span)

    words = [chr(0x4E00 + number) for number in range(300)]
    text = "".join(f"经济和社会{one}\n{one}的好形势，令人鼓舞。\n" for one in words)
    broken_line_ends(Text(text))


@pytest.mark.parametrize(("often", "joined"), [(2, False), (3, True)])
def test_a_torn_word_is_one_that_the_text_has(often, joined):
    text = "经济和社会发\n展的好形势，令人鼓舞。\n" + "要坚持发展。" * often
    assert bool(broken_line_ends(text)) is joined
