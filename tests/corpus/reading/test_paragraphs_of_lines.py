from dataclasses import replace

import pytest

from corpus.reading.paragraphs_of_lines import PrintedPage, _join, paragraphs
from corpus.reading.side_by_side import Line, one_after_another
from tests.corpus.reading.conftest import FULL, SHORT, line


def stacked(*lines: Line) -> PrintedPage:
    """A page with lines one below the other."""
    return PrintedPage([replace(line, top=700.0 - 20 * n) for n, line in enumerate(lines)])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line(FULL), line(FULL), line(SHORT)], [FULL + FULL + SHORT]),
        ([line(SHORT), line(FULL), line(FULL)], [SHORT, FULL + FULL]),
        ([line(FULL), line("业" * 28, left=120), line(FULL)], [FULL, "业" * 28 + FULL]),
        ([line("农" * 29 + "。"), line(FULL)], ["农" * 29 + "。", FULL]),
        ([line("农" * 28 + "。”"), line(FULL)], ["农" * 28 + "。”", FULL]),
        ([line(FULL), line(FULL, em=14)], [FULL, FULL]),
        ([line(FULL), line("x" * 15, em=10)], [FULL + "x" * 15]),
        ([line("x" * 30), line("y" * 30)], ["x" * 30 + " " + "y" * 30]),
        ([line("x" * 29 + "\x02"), line("y" * 30)], ["x" * 29 + "y" * 30]),
        ([line("农" * 25), line("12345.67%，" + FULL)], ["农" * 25 + "12345.67%，" + FULL]),
        ([line(FULL), line("  "), line(FULL)], [FULL, FULL]),
        ([], []),
    ],
)
def test_a_full_line_goes_on(lines, expected):
    filler = [line(FULL[:-1] + "。"), line(SHORT + "。")] * 6  # gives the page its width
    found = paragraphs([stacked(*lines, line("题", em=20), *filler)])
    assert found[: found.index("题")] == expected


def test_a_paragraph_may_have_a_hundred_thousand_lines():
    # Copying the paragraph for each of them would take minutes.
    page = stacked(*[line("x" * 30), line("y" * 29 + "\x02")] * 50_000)
    assert paragraphs([page]) == [("x" * 30 + " " + "y" * 29) * 50_000 + "\x02"]


def test_where_paragraphs_are_indented_a_sentence_may_end_with_its_line():
    first, full, last = line("农" * 28, left=120), line("业" * 29 + "。"), line("末" * 9)
    heading = line("二、" + "计" * 9)
    lines = [first, full, full, last] * 3 + [first, full, heading]
    whole = first.text + full.text * 2 + last.text
    assert paragraphs([stacked(*lines)]) == [whole] * 3 + [first.text + full.text, heading.text]


@pytest.mark.parametrize(
    "number", ["3", "- 3 -", "— 3 —", "－3－", "第 3 页", "3/28", "第3页 共28页", "·3·"]
)
def test_page_numbers_stand_alone(number):
    # In the file the number comes first.
    first = PrintedPage([line(number, top=40), line(FULL, top=500)])
    assert paragraphs([first, stacked(line(FULL), line(FULL))]) == [FULL * 3, number]


def test_a_number_within_the_page_is_text():
    lines = [line(FULL), line(FULL), line(FULL), line("2018"), line(FULL), line(FULL), line(FULL)]
    assert paragraphs([stacked(*lines)]) == [FULL * 3 + "2018", FULL * 3]


def printed(paragraph: str, width: int, left: float, top: float) -> list[Line]:
    """A generated paragraph in lines of so many characters of ten points, its first indented."""
    pieces = [paragraph[: width - 2]]
    rest = paragraph[width - 2 :]
    pieces += [rest[at : at + width] for at in range(0, len(rest), width)]
    lefts = [left + 20, *[left] * (len(pieces) - 1)]
    return [
        Line(piece, x, x + 10 * len(piece), top - 16 * row, 10)
        for row, (piece, x) in enumerate(zip(pieces, lefts, strict=True))
    ]


SAID = [
    f"第{part}段：{sign * length}。"
    for part, sign, length in zip(
        "甲乙丙丁戊己", "农工商学兵民", (58, 41, 77, 36, 90, 63), strict=True
    )
]


@pytest.mark.parametrize("gap", [12, 30])
@pytest.mark.parametrize("rows", [9, 12, 40])
def test_paragraphs_go_on_from_column_to_column_and_page_to_page(rows, gap):
    lines = [one for said in SAID for one in printed(said, 20, 60, 0)]
    pages = []
    for start in range(0, len(lines), 2 * rows):
        columns = [lines[start : start + rows], lines[start + rows : start + 2 * rows]]
        moved = [
            replace(one, left=one.left + x, right=one.right + x, top=700 - 16 * row)
            for x, column in zip((0, 200 + gap), columns, strict=True)
            for row, one in enumerate(column)
        ]
        pages.append(PrintedPage(moved))
    assert paragraphs(pages) == SAID


def test_a_title_across_two_columns_is_a_paragraph():
    left, right = (
        [
            replace(one, top=700 - 16 * row)
            for row, one in enumerate(one for said in part for one in printed(said, 20, left, 700))
        ]
        for part, left in ((SAID[:3], 60), (SAID[3:], 290))
    )
    title = Line("政府工作报告", 200, 380, 760, 30)
    assert paragraphs([PrintedPage([title, *left, *right])]) == [title.text, *SAID]


def test_what_comes_row_by_row_is_a_list_or_table():
    rows = [
        Line(text, left, left + 10 * len(text), 700 - 16 * row, 10)
        for row, name in enumerate(["一区", "二县城", "三镇", "四乡", "五村", "六组"])
        for text, left in ((name, 60), (f"{name}的目标是全面完成", 290))
    ]
    assert one_after_another([rows]) == [rows]


@pytest.mark.parametrize(
    ("pieces", "following", "joined"),
    [
        (["全球定位"], "系统", "全球定位系统"),
        (["high-"], "tech", "high-tech"),
        (["high\x02"], "tech", "hightech"),
        (["5G", "\x02"], "A", "5GA"),
        (["in"], "China", "in China"),
        (["甲"], "", "甲"),
    ],
)
def test_a_line_is_joined_to_the_one_before(pieces, following, joined):
    _join(pieces, following)
    assert "".join(pieces) == joined and all(pieces)
