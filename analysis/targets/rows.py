"""The rows of a table, one at a time: as dictionaries, or with their columns as attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

Row = Any  # of a table: its columns are attributes


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries."""
    return [{str(name): one for name, one in row.items()} for row in table.to_dict("records")]


def tuples(table: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table, each with its columns as attributes."""
    yield from table.itertuples()
