"""Page numbers and heads of pages among printed lines, and lines that are none."""

import pytest

from corpus.text.normalization import Normalized
from corpus.text.readable import readable
from corpus.text.running_heads import without_running_heads
from tests.corpus.text.conftest import PARAGRAPHS, in_lines

LINES = in_lines(PARAGRAPHS, 30, "　　").split("\n")
PER_PAGE = 15


def paged(*heads: str) -> str:
    """The lines with heads after each page, in which # is its number."""
    lines: list[str] = []
    for page, at in enumerate(range(0, len(LINES), PER_PAGE), 7):
        lines += LINES[at : at + PER_PAGE]
        lines += [head.replace("#", str(page)) for head in heads]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "heads",
    [
        ("— # —",),
        ("第 # 页 共 30 页",),
        ("某某区人民政府公报　2018年第1期", "· # ·"),
        ("", "#", "", "政府工作报告"),
        ("　　　　#\f2018年政府工作报告",),
        ("http://a.gov.cn/2018/c12.html", "#/9", "2018/2/9 政府工作报告-某某区政府网"),
    ],
)
def test_what_numbers_and_heads_pages_is_left_out_and_sentences_are_whole(heads):
    document = paged(*heads)
    text, notices = readable(document)
    assert [one.strip() for one in text.text.split("\n")] == PARAGRAPHS
    assert [one.code for one in notices] == ["running_heads", "broken_lines"]
    at = text.text.index(PARAGRAPHS[-1])
    assert document[text.original(at)] == PARAGRAPHS[-1][0]


def test_pages_of_a_yearbook_have_their_number_left_and_right():
    heads = ["14　某某年鉴 2016", "特载　15", "16　某某年鉴 2016", "特载　17", "18　某某年鉴 2016"]
    lines = [line for at, head in enumerate(heads) for line in (*LINES[at * 10 :][:10], head)]
    lines += [*LINES[50:], "特载　19"]
    plain, found = without_running_heads(Normalized("\n".join(lines)))
    assert (found, "年鉴" in plain.text, "特载" in plain.text) == (6, False, False)


def test_heads_between_paragraphs_are_left_out_where_most_pages_have_them():
    pages = [[*PARAGRAPHS, f"{number}", "某某区人民政府公报 2018年第1期"] for number in range(3, 8)]
    lines = [line for page in pages for line in page]
    plain, found = without_running_heads(Normalized("\n".join(lines)))
    assert (found, "公报" in plain.text) == (10, False)


def test_where_a_newspaper_goes_on_is_left_out():
    lines = [*LINES[:30], "（下转第2版）", "（上接第1版）", *LINES[30:]]
    plain, found = without_running_heads(Normalized("\n".join(lines)))
    assert (found, plain.text) == (2, "\n".join(LINES))


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        [f"{at}、第{at}项工程" for at in range(1, 40)],
        [line for at in range(5) for line in (*PARAGRAPHS, f"附件{at}")],
        [
            cell
            for at in range(1, 12)
            for cell in (f"{at}", "甲乙丙丁戊己庚辛壬癸子"[:at], *"是" * 7, "局")
        ],
        [line for at in (3, 9, 2, 8) for line in (*LINES[:15], f"第{at}批")],
    ],
)
def test_other_lines_stay(lines):
    text = "\n".join(lines)
    assert without_running_heads(Normalized(text)) == (Normalized(text), 0)


@pytest.mark.parametrize("heading", ["重点工作任务{}", "附件{}：重点项目表", "（{}）具体工作措施"])
def test_numbered_headings_that_are_alike_stay(heading):
    lines = [line for at in range(1, 5) for line in (heading.format(at), *PARAGRAPHS * 3)]
    text = "\n".join(lines)
    assert without_running_heads(Normalized(text)) == (Normalized(text), 0)


def test_headings_of_years_stay_among_pages():
    lines = [*LINES]
    for at, year in ((70, 2018), (50, 2017), (30, 2016)):
        lines.insert(at, f"{year}年工作回顾")
    pages = [*lines[:15], "7", *lines[15:40], "8", *lines[40:65], "9", *lines[65:]]
    plain, found = without_running_heads(Normalized("\n".join(pages)))
    assert (found, plain.text) == (3, "\n".join(lines))


def test_a_number_of_many_digits_and_a_hash_are_no_pages():
    lines = [line for one in ("#7", "12345", "#", "#9") for line in (*PARAGRAPHS * 3, one)]
    text = "\n".join(lines)
    assert without_running_heads(Normalized(text)) == (Normalized(text), 0)


def test_chapters_of_lines_without_full_stops_stay():
    lines = [
        line for at in range(1, 6) for line in (f"第{at}章", *LINES[:9], LINES[9][:-1] + "任务")
    ]
    text = "\n".join(lines)
    assert without_running_heads(Normalized(text)) == (Normalized(text), 0)
