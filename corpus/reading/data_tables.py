"""Which tables of a document have data, and are read row by row; the others only lay out text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# In a table of data no cell is longer, in characters; longer ones are text laid out in a table.
MAX_CELL: Final = 60


def is_of_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows of a table have several cells, and all cells are short.

    Example:
        >>> from corpus.reading.data_tables import is_of_data
        >>> is_of_data([["指标", "目标"], ["地区生产总值", "7%"]])
        True
        >>> is_of_data([["各位代表：现在，我代表区人民政府向大会报告工作。"]])
        False
    """
    several = sum(len(cells) > 1 for cells in rows) * 2 > len(rows)
    return several and all(len(one) <= MAX_CELL for cells in rows for one in cells)
