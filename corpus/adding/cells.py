"""Cells of other people's tables, as text."""

from __future__ import annotations

from typing import Any


def cell_text(cell: Any) -> str:
    """A cell as text: 2018, not 2018.0; empty for an empty or missing cell."""
    if cell is None or cell != cell:  # NaN and NaT differ from themselves
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
