"""Plain texts with columns side by side, against the paragraphs that were set in them."""

from itertools import zip_longest

import pytest

from corpus.reading.document import read_document
from tests.corpus.reading.columns_in_print import SAID, TITLE, set_in
from tests.corpus.reading.conftest import write


def side_by_side(columns, pad="\u3000", width=18, gap=None):
    """Lines of columns beside one another, filled up with spaces, or with a sign between them."""
    rows = []
    for row in zip_longest(*columns, fillvalue=(0, "")):
        cells = ["\u3000" * shift + said for shift, said in row]
        if gap is None:  # a letter takes half the place of a Chinese character
            needs = [(2 * width - places(cell) + 1) // places(pad) for cell in cells]
            cells = [cell + pad * more for cell, more in zip(cells, needs, strict=True)]
        rows.append((gap or "").join(cells).rstrip())
    return "\n".join(rows)


def places(text):
    return sum(1 if one.isascii() else 2 for one in text)


LINES = set_in(15, SAID[2:8])
HALF = (len(LINES) + 1) // 2
LEFT, RIGHT = LINES[:HALF], LINES[HALF:]
NEXT = set_in(15, SAID[8:12])
NEXT_LEFT, NEXT_RIGHT = NEXT[: len(NEXT) // 2 + 1], NEXT[len(NEXT) // 2 + 1 :]
THIRD = (len(LINES) + 2) // 3
THREE = [LINES[:THIRD], LINES[THIRD : 2 * THIRD], LINES[2 * THIRD :]]

MENDED = {
    "ideographic_spaces": (side_by_side([LEFT, RIGHT]), SAID[2:8]),
    "spaces": (side_by_side([LEFT, RIGHT], " "), SAID[2:8]),
    "tabs": (side_by_side([LEFT, RIGHT], gap="\t"), SAID[2:8]),
    "bars": (side_by_side([LEFT, RIGHT], gap=" | "), SAID[2:8]),
    "title_over_both": (f"{TITLE}\n\n" + side_by_side([LEFT, RIGHT]), [TITLE, *SAID[2:8]]),
    "pages": (
        side_by_side([LEFT, RIGHT]) + "\n\f" + side_by_side([NEXT_LEFT, NEXT_RIGHT]),
        SAID[2:12],
    ),
    "page_numbers": (
        side_by_side([LEFT, RIGHT]) + "\n\n— 1 —\n\n" + side_by_side([NEXT_LEFT, NEXT_RIGHT]),
        [*SAID[2:8], "— 1 —", *SAID[8:12]],
    ),
    "three_columns": (side_by_side(THREE), SAID[2:8]),
    "right_column_shorter": (
        side_by_side([LINES[: HALF + 5], LINES[HALF + 5 :]], " "),
        SAID[2:8],
    ),
    "windows_line_ends": (side_by_side([LEFT, RIGHT]).replace("\n", "\r\n"), SAID[2:8]),
    "indented_as_a_whole": (
        "\n".join(f"    {one}" for one in side_by_side([LEFT, RIGHT]).split("\n")),
        SAID[2:8],
    ),
}
_MANY = set_in(15, SAID[2:12] * 3)
_HALF = len(_MANY) // 2
_RAGGED = "\n".join(
    f"{one[1]}{'　' * (2 + n % 5)}{other[1]}"
    for n, (one, other) in enumerate(zip(LEFT, RIGHT, strict=False))
)
LEFT_AS_THEY_ARE = {
    "pages_that_lost_their_borders": side_by_side(
        [_MANY[: len(_MANY) // 2], _MANY[len(_MANY) // 2 :]]
    ),
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
    assert [one.code for one in source.notices] == ["separated_columns"]


@pytest.mark.parametrize("name", LEFT_AS_THEY_ARE)
def test_a_text_without_sure_columns_is_left_as_it_is(tmp_path, name):
    text = LEFT_AS_THEY_ARE[name]
    source = read_document(write(tmp_path, "report.txt", text.encode()))
    assert source.text == text
    assert not source.notices
