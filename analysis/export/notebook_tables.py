"""Tables shown in a notebook, or written from it as CSV."""

from __future__ import annotations

import html
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from analysis.export.headings import heading, value_name
from analysis.export.write import write_table
from analysis.outputs import table_folder
from corpus.language import Lang


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


# A value just below 0.625 is shown as 0.62, and 0.625 itself as 0.63. The last bit of a result may
# differ between machines, so values are rounded to 9 decimals before they are rounded for display.
_STEADY = 9
_P_VALUES: Final = ("p", "p_adjusted")
_LARGE: Final = 10_000  # whole numbers from here on have no decimals
_TRUTH: Final[dict[Lang, tuple[str, str]]] = {"en": ("no", "yes"), "zh": ("否", "是")}


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
        names = "".join(map(self._head, self.table))
        rows = "\n".join(
            "<tr>"
            + "".join(
                f"<td{_side(self.table[name])}>{html.escape(self._cell(value, name))}</td>"
                for name, value in zip(self.table, row, strict=True)
            )
            + "</tr>"
            for row in _named(self.table, self.lang).itertuples(index=False, name=None)
        )
        return f"<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"

    def __repr__(self) -> str:
        rows = _named(self.table, self.lang).itertuples(index=False, name=None)
        cells = [
            [self._cell(value, name) for name, value in zip(self.table, row, strict=True)]
            for row in rows
        ]
        heads = [self._heading(one) for one in self.table]
        return pd.DataFrame(cells, columns=heads, dtype=object).to_string(index=False)

    def _head(self, name: Hashable) -> str:
        """A heading; one in the reader's words has the column's name of the files as its title."""
        shown = self._heading(name)
        title = f' title="{html.escape(str(name))}"' if shown != str(name) else ""
        return f"<th{_side(self.table[name])}{title}>{html.escape(shown)}</th>"

    def _cell(self, value: object, name: Hashable) -> str:
        """A value as a journal prints it: what is missing is an empty cell."""
        if value is None or value is pd.NA or value != value:
            return ""
        if isinstance(value, bool | np.bool_) and self.lang:
            return _TRUTH[self.lang][int(value)]
        if isinstance(value, float) and self.lang and name in _P_VALUES:
            return "<0.001" if value < 0.0005 else f"{round(value, _STEADY):.3f}"
        if isinstance(value, float) and self.lang and _without_decimals(value, str(name)):
            return f"{value:,.0f}"
        if isinstance(value, float):
            return f"{round(value, _STEADY):,.{self.digits}f}"
        return str(value)

    def _heading(self, name: Hashable) -> str:
        if self.lang is None:
            return str(name)
        return heading(name, self.lang, numeric=_is_numeric(self.table[name]))


def _without_decimals(value: float, name: str) -> bool:
    is_rank = name == "rank" or name.endswith("_rank")
    return value.is_integer() and (is_rank or abs(value) >= _LARGE)


def _named(table: pd.DataFrame, lang: Lang | None) -> pd.DataFrame:
    """The table with the names of its coded values; the same table where no language is given."""
    if lang is None:
        return table
    return table.apply(
        lambda column: (
            column.map(
                lambda value: (
                    value_name(column.name, value, lang) if isinstance(value, str) else value
                )
            )
            if column.dtype == object or isinstance(column.dtype, pd.StringDtype)
            else column
        )
    )


def _side(column: pd.Series) -> str:
    return f' style="text-align: {"right" if _is_numeric(column) else "left"}"'


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


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
    return Shown(table.head(len(table) if rows is None else rows), digits, lang)
