"""Pages and texts whose columns come row by row, and pages that only look so, with their answers.

Each layout is a list of pages; each page a list of texts at places, in points from the upper left
corner. The answers are the paragraphs in the order in which they are read.
"""

import re
from collections.abc import Callable
from itertools import chain, zip_longest

from tests.corpus.conftest import DISTRICT

SIZE = 12.0
Placed = tuple[float, float, str]
Pages = list[list[Placed]]
Layout = tuple[Pages, list[str]]


def _paragraphs() -> list[str]:
    """Sentences of the report, two or three in a paragraph, none with a space."""
    lines = map(str.strip, DISTRICT.read_text(encoding="utf-8").splitlines())
    sentences = [f"{one}。" for line in lines for one in line.split("。") if 30 < len(one) < 80]
    sentences = [one for one in sentences if " " not in one and "\u3000" not in one]
    return ["".join(sentences[at : at + 2 + at % 3 // 2]) for at in range(0, 36, 3)]


SAID = _paragraphs()
TITLE = "沙河口区人民政府工作报告"
LISTED = ["地区生产总值", "一般公共预算收入", "固定资产投资", "社会消费品零售总额", "外贸进出口"]


def set_in(width: int, texts: list[str], indent: int = 2) -> list[tuple[int, str]]:
    """The lines of paragraphs, each with how far it is indented, in Chinese characters."""
    lines = []
    for text in texts:
        line, room = "", float(width - indent)
        shift = indent
        for part in re.findall(r"[!-~]+[，。、；：”%]?|.[，。、；：！”]?", text):
            needs = sum(0.55 if character.isascii() else 1.0 for character in part)
            if needs > room:
                lines.append((shift, line))
                line, room, shift = "", float(width), 0
            line, room = line + part, room - needs
        lines.append((shift, line))
    return lines


def column(lines: list[tuple[int, str]], x: float, y: float, leading: float = 20) -> list[Placed]:
    return [(x + shift * SIZE, y + n * leading, line) for n, (shift, line) in enumerate(lines)]


def by_rows(*columns: list[Placed]) -> list[Placed]:
    """What columns show, row by row, as many programs write it."""
    return [one for row in zip_longest(*columns) for one in row if one is not None]


def divided(lines: list[tuple[int, str]], *sizes: int) -> list[list[tuple[int, str]]]:
    """The lines of the columns, of so many lines each; the last one has the rest."""
    found, start = [], 0
    for size in sizes:
        found.append(lines[start : start + size])
        start += size
    return [*found, lines[start:]]


def two(
    said: list[str],
    *,
    width: int = 17,
    gutter: float = 24,
    y: float = 100,
    indent: int = 2,
    rows: int | None = None,
    lower: float = 0,
    swapped: bool = False,
    down: bool = False,
) -> list[Placed]:
    """A page of two columns, row by row; ``down``: column by column."""
    lines = set_in(width, said, indent)
    first, second = divided(lines, rows or (len(lines) + 1) // 2)
    left = column(first, 72, y)
    right = column(second, 72 + width * SIZE + gutter, y + lower)
    order = (right, left) if swapped else (left, right)
    return [*left, *right] if down else by_rows(*order)


def plain() -> Layout:
    return [two(SAID[2:6])], SAID[2:6]


def title_over_both() -> Layout:
    return [[(220, 60, TITLE), *two(SAID[2:6])]], [TITLE, *SAID[2:6]]


def two_pages() -> Layout:
    return [two(SAID[2:6]), two(SAID[6:9])], SAID[2:9]


def first_page_in_one_column() -> Layout:
    one = column(set_in(37, SAID[2:6]), 72, 100)
    return [one, two(SAID[6:10])], SAID[2:10]


def last_page_in_one_column() -> Layout:
    one = column(set_in(37, SAID[6:10]), 72, 100)
    return [two(SAID[2:6]), one], SAID[2:10]


def right_column_shorter() -> Layout:
    lines = len(set_in(17, SAID[2:6]))
    return [two(SAID[2:6], rows=lines - 9)], SAID[2:6]


def last_page_with_two_lines_on_the_right() -> Layout:
    lines = len(set_in(17, SAID[6:8]))
    return [two(SAID[2:6]), two(SAID[6:8], rows=lines - 2)], SAID[2:8]


def three_columns() -> Layout:
    lines = set_in(11, SAID[2:6])
    third = (len(lines) + 2) // 3
    columns = [column(one, 60 + n * 162, 100) for n, one in enumerate(divided(lines, third, third))]
    return [by_rows(*columns)], SAID[2:6]


def page_numbers_and_heads() -> Layout:
    pages = [
        [(220, 50, TITLE), *two(SAID[2 + 2 * n : 4 + 2 * n]), (280, 800, f"— {n + 1} —")]
        for n in range(4)
    ]
    return pages, SAID[2:10]


def heads_on_both_sides() -> Layout:
    pages = [
        [(72, 50, TITLE), (480, 50, f"第{n + 1}页"), *two(SAID[2 + 2 * n : 4 + 2 * n])]
        for n in range(4)
    ]
    return pages, SAID[2:10]


def without_indents() -> Layout:
    ended = [one for one in SAID[2:9] if one.endswith("。")][:4]
    return [two(ended, indent=0)], ended


def heading_in_the_middle() -> Layout:
    upper = two(SAID[2:4])
    last = max(y for _, y, _ in upper)
    head = (200, last + 30, "二、2018年主要工作安排")
    lower = two(SAID[4:6], y=last + 60)
    return [[*upper, head, *lower]], [*SAID[2:4], "二、2018年主要工作安排", *SAID[4:6]]


def column_by_column() -> Layout:
    return [two(SAID[2:6], down=True)], SAID[2:6]


def column_by_column_after_a_page_in_one() -> Layout:
    one = column(set_in(37, SAID[2:6]), 72, 100)
    return [one, two(SAID[6:10], down=True)], SAID[2:10]


def narrow_gutter() -> Layout:
    return [two(SAID[2:6], gutter=18)], SAID[2:6]


def lines_at_other_heights() -> Layout:
    return [two(SAID[2:6], lower=9)], SAID[2:6]


def right_column_first() -> Layout:
    return [two(SAID[2:6], swapped=True)], SAID[2:6]


def columns_of_other_widths() -> Layout:
    lines = set_in(22, SAID[2:5])
    left = column(lines, 72, 100)
    right = column(set_in(13, SAID[5:6]), 72 + 22 * SIZE + 24, 100)
    return [by_rows(left, right)], SAID[2:6]


def table_within_the_left_column() -> Layout:
    left = column(set_in(17, SAID[2:4]), 72, 100)
    y = max(at for _, at, _ in left) + 20
    table = [
        [(72, y + 20 * n, name), (220, y + 20 * n, f"{n + 5}.{n}%")]
        for n, name in enumerate(LISTED[:4])
    ]
    rows = [*([one] for one in left), *table]
    right = column(set_in(17, SAID[4:7])[: len(rows)], 72 + 17 * SIZE + 24, 100)
    placed = [*chain(*([*row, other] for row, other in zip(rows, right, strict=False)))]
    told = [f"{name} {n + 5}.{n}%" for n, name in enumerate(LISTED[:4])]
    return [placed], [*SAID[2:4], *told]


def _with_figure(placed: list[Placed], after: int) -> list[Placed]:
    """A column that leaves the room of eight lines."""
    return [(x, y + 160 * (n >= after), text) for n, (x, y, text) in enumerate(placed)]


def figure_in_a_column() -> Layout:
    first, second = divided(set_in(17, SAID[2:6]), 14)
    left = _with_figure(column(first, 72, 100), 7)
    return [by_rows(left, column(second, 72 + 17 * SIZE + 24, 100))], SAID[2:6]


def figure_over_both_columns() -> Layout:
    upper, lower = divided(set_in(17, SAID[2:6]), 14)
    left, right = column(upper, 72, 100), column(lower, 72 + 17 * SIZE + 24, 100)
    return [by_rows(_with_figure(left, 7), _with_figure(right, 7))], SAID[2:6]


# --- pages that only look so ----------------------------------------------------------------------


def table_of_figures() -> Layout:
    said = column(set_in(37, SAID[2:4]), 72, 100)
    y = max(at for _, at, _ in said) + 40
    cells = [
        [(72 + 120 * m, y + 20 * n, cell) for m, cell in enumerate((name, "亿元", "410.5", "7.0%"))]
        for n, name in enumerate(LISTED * 3)
    ]
    told = [f"{name} 亿元 410.5 7.0%" for name in LISTED * 3]
    return [[*said, *chain(*cells)]], [*SAID[2:4], *told]


def table_of_names_and_aims() -> Layout:
    aims = ["增长7%左右", "与经济增长基本同步", "下降3%", "控制在3%以内", "完成上级下达任务"]
    cells = [
        [(72, 100 + 20 * n, name), (300, 100 + 20 * n, aims[n % 5])]
        for n, name in enumerate(LISTED * 3)
    ]
    return [[*chain(*cells)]], [f"{name} {aims[n % 5]}" for n, name in enumerate(LISTED * 3)]


def table_of_long_cells() -> Layout:
    placed, told, y = [], [], 100.0
    for n in range(7):
        left = set_in(15, [SAID[2 + n][: 22 + 11 * (n % 4)]], 0)
        right = set_in(17, [SAID[10 - n][: 62 - 13 * (n % 4)]], 0)
        for one, other in zip_longest(left, right):
            row = [(x, y, part[1]) for x, part in ((72, one), (290, other)) if part]
            placed += row
            told.append(" ".join(text for _, _, text in row))
            y += 18
    return [placed], ["".join(told)]


def wide_spaces_in_one_column() -> Layout:
    placed, told = [], []
    for n, line in enumerate(line for _, line in set_in(33, SAID[2:6], 0)):
        cut = 7 + 5 * (n % 4)
        placed += [
            (72, 100 + 20 * n, line[:cut]),
            (72 + (cut + 2) * SIZE, 100 + 20 * n, line[cut:]),
        ]
        told.append(line)
    return [placed], ["".join(told)]


def signatures_on_the_right() -> Layout:
    said = column(set_in(37, SAID[2:6]), 72, 100)
    y = max(at for _, at, _ in said) + 30
    signed = [(72, y + 20 * n, "附件") for n in range(2)]
    signed += [(380, y + 20 * n, "沙河口区人民政府") for n in range(3)]
    return [[*said, *signed]], SAID[2:6]


def names_in_three_columns() -> Layout:
    names = ["王某某", "李某", "赵某某", "钱某", "孙某某", "周某"]
    rows = [[(72 + 150 * m, 100 + 20 * n, names[(n + m) % 6]) for m in range(3)] for n in range(14)]
    return [[*chain(*rows)]], [" ".join(text for _, _, text in row) for row in rows]


def table_of_short_beside_long_cells() -> Layout:
    placed, told, y = [], [], 100.0
    for n in range(4):
        left = set_in(13, [SAID[2 + n][:24]], 0)
        right = set_in(17, [SAID[6 + n]], 0)
        for one, other in zip_longest(left, right):
            row = [(x, y, part[1]) for x, part in ((72, one), (290, other)) if part]
            placed += row
            told.append(" ".join(text for _, _, text in row))
            y += 18
    return [placed], ["".join(told)]


READ_BY_COLUMN: list[Callable[[], Layout]] = [
    plain,
    title_over_both,
    two_pages,
    first_page_in_one_column,
    last_page_in_one_column,
    right_column_shorter,
    last_page_with_two_lines_on_the_right,
    three_columns,
    page_numbers_and_heads,
    heads_on_both_sides,
    without_indents,
    heading_in_the_middle,
    column_by_column,
    column_by_column_after_a_page_in_one,
    narrow_gutter,
    lines_at_other_heights,
    right_column_first,
    columns_of_other_widths,
    table_within_the_left_column,
    figure_in_a_column,
    figure_over_both_columns,
]
READ_AS_THEY_ARE: list[Callable[[], Layout]] = [
    table_of_figures,
    table_of_names_and_aims,
    table_of_long_cells,
    table_of_short_beside_long_cells,
    wide_spaces_in_one_column,
    signatures_on_the_right,
    names_in_three_columns,
]
