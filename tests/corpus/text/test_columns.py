"""Columns side by side in each line, and lines with gaps that are none."""

from itertools import zip_longest

import pytest

from corpus.text.columns import columns_of
from corpus.text.readable import readable
from tests.corpus.text.conftest import PARAGRAPHS, in_lines

LINES = in_lines(PARAGRAPHS, 18, "　　").split("\n")


def side_by_side(columns: int, gap: str) -> str:
    height = -(-len(LINES) // columns)
    parts = [LINES[at : at + height] for at in range(0, len(LINES), height)]
    rows = zip_longest(*parts, fillvalue="")
    return "\n".join(gap.join(cell.ljust(18, "　") for cell in row).rstrip() for row in rows)


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("gap", ["　　", "    ", " | ", "\t"])
def test_columns_side_by_side_are_told(columns, gap):
    document = side_by_side(columns, gap)
    assert columns_of(document) == columns
    assert "mixed_columns" in [one.code for one in readable(document).notices]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LINES),
        "\n".join(PARAGRAPHS * 4),
        "\n".join(
            "　　".join([f"{at}", "第二水厂扩建工程", "水务局", "2018年"]) for at in range(40)
        ),
        "\n".join(f"{at}\t污水处理厂\t投资{at}亿元" for at in range(40)),
        "某区长　　王某某\n" * 20,
    ],
)
def test_other_gaps_are_no_columns(text):
    assert columns_of(text) == 1
