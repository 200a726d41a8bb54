"""The cells of csv files, none of which a spreadsheet takes for a formula, and back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from corpus.spreadsheet_formulas import escaped, unescaped


def escaped_cells(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose texts, and names of columns, are no formulas; numbers stay as they are.

    Args:
        table: the table to be written.

    Example:
        >>> import pandas as pd
        >>> from analysis.export.csv_cells import escaped_cells, unescaped_cells
        >>> table = pd.DataFrame({"term": ["=1+1", "创新"], "change": [-3.5, 2.0]})
        >>> escaped_cells(table)["term"].tolist()
        ["'=1+1", '创新']
        >>> unescaped_cells(escaped_cells(table)).equals(table)
        True
    """
    return _each_text(table, escaped)


def unescaped_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table that ``escaped_cells`` was given.

    Args:
        table: as it was read.
    """
    return _each_text(table, unescaped)


def _each_text(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    def changed(value: Any) -> Any:
        return change(value) if isinstance(value, str) else value

    columns = [column for _, column in table.items()]
    differ = [_differs(column, change) for column in columns]
    names = [changed(name) for name in table]
    if names == list(table) and not any(differ):
        return table
    made = [
        column.map(changed) if differs else column
        for column, differs in zip(columns, differ, strict=True)
    ]
    return pd.concat(made, axis=1).set_axis(names, axis=1)


def _differs(column: pd.Series, change: Callable[[str], str]) -> bool:
    """Whether a text of the column is another once it is changed; each is looked at once."""
    kind = column.dtype
    if pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind):
        return False
    return any(isinstance(one, str) and change(one) != one for one in column.unique())
