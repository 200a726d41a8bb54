"""The rows of a table, one at a time: as dictionaries, or with their columns as attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from corpus.place_names import place_keys

Row = Any  # of a table: its columns are attributes


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries."""
    return [{str(name): one for name, one in row.items()} for row in table.to_dict("records")]


def tuples(table: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table, each with its columns as attributes."""
    yield from table.itertuples()


def whole(ledger: pd.DataFrame) -> pd.DataFrame:
    """The ledger with the columns that are not needed but used, and a name for each place."""
    book = ledger.reset_index(drop=True)
    for name in ("region", "indicator_en", "unit", "indicator"):
        if name not in book:
            book[name] = ""
    for name in ("start", "end"):
        if name not in book:
            book[name] = pd.array([pd.NA] * len(book), dtype="Int64")
    years = pd.to_numeric(book["report_year"], errors="coerce").fillna(0).astype(int)
    # Of no quantities a table has no texts, but columns of numbers.
    texts = {name: book[name].astype("object").fillna("") for name in ("modifier", "sentence")}
    return book.assign(report_year=years, place=place_keys(book), **texts)
