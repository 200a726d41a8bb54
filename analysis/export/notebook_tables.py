"""Tables shown in a notebook, or written from it as CSV."""

from __future__ import annotations

import html
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.export.cells import cells, heads, is_number
from analysis.export.write import write_table
from analysis.outputs import table_folder
from corpus.language import Lang, check_language


def save_table(table: pd.DataFrame, name: str, *, folder: Path | None = None) -> Path:
    """Writes a table as a CSV file whose Chinese text Excel, Stata and R read correctly.

    The file is UTF-8 with a byte order mark, which Excel needs; decimals have 10 significant
    digits, and missing values are empty cells. If writing fails, an existing file stays as it was.

    Args:
        table: the table to write; its index is left out.
        name: of the file, without extension; in a notebook it begins with the notebook's name.
        folder: where to write; None for ``tables/`` in the outputs.

    Returns:
        The path of the file.

    Raises:
        Refusal: ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis.export import save_table
        >>> table = pd.DataFrame({"term": ["创新", "教育"], "rate": [3.5, None]})
        >>> path = save_table(table, "02_keywords-terms", folder=Path("tables"))
        >>> path.name
        '02_keywords-terms.csv'
        >>> path.read_text(encoding="utf-8-sig").splitlines()
        ['term,rate', '创新,3.5', '教育,']
    """
    return write_table(table, (folder or table_folder()) / f"{name}.csv")


@dataclass(frozen=True)
class Shown:
    """A table as a notebook shows it: numbers aligned right, text aligned left.

    Attributes:
        table: with the names of columns and values as its files have them.
        digits: number of decimal places.
        lang: in which columns and values are named; None as in files.
    """

    table: pd.DataFrame
    digits: int
    lang: Lang | None = None

    def _repr_html_(self) -> str:
        sides = [_side(self.table[name]) for name in self.table]
        names = "".join(map(self._head, self.table, self._heads(), sides))
        rows = "\n".join(
            "<tr>"
            + "".join(
                f"<td{side}>{html.escape(cell)}</td>" for side, cell in zip(sides, row, strict=True)
            )
            + "</tr>"
            for row in cells(self.table, self.digits, self.lang)
        )
        return f"<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"

    def __repr__(self) -> str:
        shown = cells(self.table, self.digits, self.lang)
        return pd.DataFrame(shown, columns=self._heads(), dtype=object).to_string(index=False)

    def _heads(self) -> list[str]:
        return heads(self.table, self.lang)

    def _head(self, name: Hashable, shown: str, side: str) -> str:
        """A heading; one in the reader's words has the column's name of the files as its title."""
        title = f' title="{html.escape(str(name))}"' if shown != str(name) else ""
        return f"<th{side}{title}>{html.escape(shown)}</th>"


def _side(column: pd.Series) -> str:
    return f' style="text-align: {"right" if is_number(column) else "left"}"'


def show(
    table: pd.DataFrame, *, rows: int | None = None, digits: int = 2, lang: Lang | None = None
) -> Shown:
    """The first rows of a table, formatted for a notebook; missing values are empty cells.

    Args:
        table: the table to show; its index is left out.
        rows: number of rows; None for all.
        digits: number of decimal places.
        lang: en or zh, for headings and codes in the reader's words (``Report year`` and 报告年度
            for ``report_year``), the name that files have appearing under the mouse, and for p
            values with three decimals; None for the names that files have.

    Example:
        >>> import pandas as pd
        >>> from analysis.export import show
        >>> table = pd.DataFrame({"term": ["创新", "教育", "文化"], "share": [3.4567, 1.8, 1.2]})
        >>> show(table, rows=2)
        term share
          创新  3.46
          教育  1.80
        >>> show(table, rows=2, lang="zh")
         词 每千词频次
        创新  3.46
        教育  1.80
    """
    if lang is not None:
        check_language(lang)
    return Shown(table.head(len(table) if rows is None else rows), digits, lang)
