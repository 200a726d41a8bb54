"""Tables shown in a notebook, or written from it as CSV."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.export.write import write_table
from analysis.outputs import table_folder


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


@dataclass(frozen=True)
class Shown:
    """A table as a notebook shows it: numbers aligned right, text aligned left."""

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
    """The first rows of a table, formatted for a notebook; missing values are empty cells.

    Args:
        table: the table to show; its index is left out.
        rows: number of rows; None for all.
        digits: number of decimal places.

    Example:
        >>> import pandas as pd
        >>> from analysis.export import show
        >>> table = pd.DataFrame({"term": ["创新", "教育", "文化"], "rate": [3.4567, 1.8, 1.2]})
        >>> show(table, rows=2)
        term  rate
          创新  3.46
          教育  1.80
    """
    return Shown(table.head(len(table) if rows is None else rows), digits)
