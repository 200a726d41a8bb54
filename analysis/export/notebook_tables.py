"""Tables for the reader: shown in a notebook, written as CSV."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.export.write import write_table
from analysis.outputs import table_folder


def save_table(table: pd.DataFrame, name: str, *, folder: Path | None = None) -> Path:
    """Writes a table as CSV that Excel, Stata and R read with its Chinese right.

    UTF-8 with a byte order mark, which Excel needs; floats with 10 significant digits; missing
    values are empty cells.

    Args:
        table: what to write; its index is left out.
        name: of the file, without ending; begins with the notebook's name.
        folder: None for ``tables/`` in the outputs.

    Returns:
        The file, which is there whole or, where writing failed, as it was before.
    """
    return write_table(table, (folder or table_folder()) / f"{name}.csv")


# 0.625 less a last bit is shown as 0.62, and without it as 0.63: last bits differ from run to run.
_STEADY = 9


@dataclass(frozen=True)
class Shown:
    """A table as a notebook shows it: numbers to the right, text to the left."""

    table: pd.DataFrame
    digits: int

    def _repr_html_(self) -> str:
        names = "".join(f"<th{_side(self.table[one])}>{_cell(one, 0)}</th>" for one in self.table)
        rows = "\n".join(
            "<tr>"
            + "".join(
                f"<td{_side(self.table[name])}>{_cell(value, self.digits)}</td>"
                for name, value in zip(self.table, row, strict=True)
            )
            + "</tr>"
            for row in self.table.itertuples(index=False, name=None)
        )
        return f"<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"

    def __repr__(self) -> str:
        return self.table.round(_STEADY).round(self.digits).to_string(index=False)


def _side(column: pd.Series) -> str:
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return f' style="text-align: {"right" if numeric else "left"}"'


def _cell(value: object, digits: int) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    text = f"{round(value, _STEADY):,.{digits}f}" if isinstance(value, float) else str(value)
    return html.escape(text)


def show(table: pd.DataFrame, *, rows: int | None = None, digits: int = 2) -> Shown:
    """The first rows of a table as a notebook shows them; missing values are empty cells.

    Args:
        table: to show; its index is left out.
        rows: how many; None for all.
        digits: of fractions, after the point.
    """
    return Shown(table.head(len(table) if rows is None else rows), digits)
