"""Columns of print that come row by row, against the paragraphs that were set in them."""

import pytest

from corpus.reading.document import read_document
from corpus.reading.pdf import read_pdf
from tests.corpus.reading.columns_in_print import READ_AS_THEY_ARE, READ_BY_COLUMN, SAID, TITLE, set_in
from tests.corpus.reading.conftest import write
from tests.corpus.reading.test_pdf import printed

_FURNITURE = {TITLE, *(f"— {n} —" for n in range(9)), *(f"第{n}页" for n in range(9))}


@pytest.mark.parametrize("layout", READ_BY_COLUMN, ids=lambda one: one.__name__)
def test_a_pdf_is_read_column_by_column(layout):
    pages, wanted = layout()
    text = read_pdf(printed(pages))[0].split("\n")
    found = [one for one in text if one not in _FURNITURE - set(wanted)]
    if layout.__name__ == "table_within_the_left_column":
        found = found[: len(wanted)]
    if layout.__name__ == "without_indents":  # where a full line may end a paragraph or not
        found, wanted = ["".join(found)], ["".join(wanted)]
    assert found == wanted


@pytest.mark.parametrize("layout", READ_AS_THEY_ARE, ids=lambda one: one.__name__)
def test_what_is_no_column_is_left_in_its_rows(layout):
    pages, wanted = layout()
    text = read_pdf(printed(pages))[0]
    found = text.split("\n")
    if len(wanted) == 1:
        assert "".join(text.split()) == "".join(wanted[0].split())
    else:
        assert [one for one in found if one in wanted] == wanted


# --- plain text -----------------------------------------------------------------------------------


def side_by_side(columns, pad="\u3000", width=18, gap=None):
    """Lines of columns beside one another, filled up with spaces, or with a sign between them."""
    height = max(map(len, columns))
    rows = []
    for n in range(height):
        cells = [
            "\u3000" * one[n][0] + one[n][1] if n < len(one) else "" for one in columns
        ]
        if gap is not None:
            rows.append(gap.join(cells))
        else:
            fill = [cell + pad * ((width - len(cell)) * (1 if pad == "\u3000" else 2)) for cell in cells]
            rows.append("".join(fill).rstrip())
    return "\n".join(rows)


LINES = set_in(15, SAID[2:6])
HALF = (len(LINES) + 1) // 2
LEFT, RIGHT = LINES[:HALF], LINES[HALF:]
NEXT = set_in(15, SAID[6:8])
NEXT_LEFT, NEXT_RIGHT = NEXT[: len(NEXT) // 2 + 1], NEXT[len(NEXT) // 2 + 1 :]
THIRD = (len(LINES) + 2) // 3
THREE = [LINES[:THIRD], LINES[THIRD : 2 * THIRD], LINES[2 * THIRD :]]

MENDED = {
    "ideographic_spaces": (side_by_side([LEFT, RIGHT]), SAID[2:6]),
    "spaces": (side_by_side([LEFT, RIGHT], " "), SAID[2:6]),
    "tabs": (side_by_side([LEFT, RIGHT], gap="\t"), SAID[2:6]),
    "bars": (side_by_side([LEFT, RIGHT], gap=" | "), SAID[2:6]),
    "title_over_both": (f"{TITLE}\n\n" + side_by_side([LEFT, RIGHT]), [TITLE, *SAID[2:6]]),
    "pages": (
        side_by_side([LEFT, RIGHT]) + "\n\f" + side_by_side([NEXT_LEFT, NEXT_RIGHT]),
        SAID[2:8],
    ),
    "page_numbers": (
        side_by_side([LEFT, RIGHT]) + "\n\n— 1 —\n\n" + side_by_side([NEXT_LEFT, NEXT_RIGHT]),
        [*SAID[2:6], "— 1 —", *SAID[6:8]],
    ),
    "three_columns": (side_by_side(THREE), SAID[2:6]),
    "right_column_shorter": (
        side_by_side([LINES[: HALF + 5], LINES[HALF + 5 :]], " "),
        SAID[2:6],
    ),
    "windows_line_ends": (side_by_side([LEFT, RIGHT]).replace("\n", "\r\n"), SAID[2:6]),
    "indented_as_a_whole": (
        "\n".join(f"    {one}" for one in side_by_side([LEFT, RIGHT]).split("\n")),
        SAID[2:6],
    ),
}
_MANY = set_in(15, SAID[2:12] * 3)
_RAGGED = "\n".join(
    f"{one[1]}{'　' * (2 + n % 5)}{other[1]}"
    for n, (one, other) in enumerate(zip(LEFT, RIGHT, strict=False))
)
LEFT_AS_THEY_ARE = {
    "pages_that_lost_their_borders": side_by_side([_MANY[: len(_MANY) // 2], _MANY[len(_MANY) // 2 :]]),
    "ragged": _RAGGED,
    "table_of_figures": "\n".join(
        f"{name}\t亿元\t{n}.5\t7.{n}%" for n, name in enumerate(["地区生产总值", "财政收入"] * 12)
    ),
    "table_of_names": "\n".join(f"{name:\u3000<12}　　{name}" for name in ["王某某", "李某"] * 12),
    "one_column": "\n".join("\u3000" * shift + line for shift, line in LINES),
    "one_paragraph_a_line": "\n".join(f"　　{one}" for one in SAID),
}


@pytest.mark.parametrize("name", MENDED)
def test_columns_of_a_plain_text_come_one_after_the_other(tmp_path, name):
    text, wanted = MENDED[name]
    source = read_document(write(tmp_path, "report.txt", text.encode()))
    found = "".join(source.text.split())
    assert found == "".join("".join(wanted).split()).replace("\u3000", "")
    assert [one.code for one in source.notices] == ["columns_one_after_another"]


@pytest.mark.parametrize("name", LEFT_AS_THEY_ARE)
def test_a_text_without_sure_columns_is_left_as_it_is(tmp_path, name):
    text = LEFT_AS_THEY_ARE[name]
    source = read_document(write(tmp_path, "report.txt", text.encode()))
    assert source.text == text
    assert not source.notices
