"""Tables for the reader: shown in a notebook, written as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.outputs import table_folder


def save_table(table: pd.DataFrame, name: str, *, folder: Path | None = None) -> Path:
    """Writes a table as CSV that Excel, Stata and R read with its Chinese right.

    UTF-8 with a byte order mark, which Excel needs; floats with 10 significant digits; missing
    values are empty cells.

    Args:
        table: what to write; its index is left out.
        name: of the file, without ending; begins with the notebook's name.
        folder: None for ``tables/`` in the outputs.
    """
    target = folder or table_folder()
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{name}.csv"
    part = path.with_suffix(".part")
    table.to_csv(part, index=False, encoding="utf-8-sig", float_format="%.10g", lineterminator="\n")
    part.replace(path)
    return path


def show(table: pd.DataFrame, *, rows: int | None = None, digits: int = 2) -> pd.DataFrame:
    """The first rows of a table as a notebook shows them: rounded, counted from 1.

    Args:
        table: to show.
        rows: how many; None for all.
        digits: after the point.
    """
    shown = table.head(len(table) if rows is None else rows).round(digits)
    return shown.set_axis(range(1, len(shown) + 1))
