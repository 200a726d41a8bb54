"""The tables of the data store: names, columns and types."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal, get_args

import pandas as pd
import pyarrow as pa

# Review or plan, for each time reference; the opening and the closing are neither.
SIDES = {
    "review_past_year": "review",
    "review_multi_year": "review",
    "problems": "review",
    "plan_multi_year": "plan",
    "plan_next_year": "plan",
}

Orientation = Literal[
    "front_matter",
    "opening",
    "review_past_year",
    "review_multi_year",
    "problems",
    "plan_multi_year",
    "plan_next_year",
    "closing",
    "appendix",
    "boilerplate",
]
ORIENTATIONS: tuple[Orientation, ...] = get_args(Orientation)
PARTS: tuple[Orientation, ...] = (
    "review_past_year",
    "review_multi_year",
    "problems",
    "plan_multi_year",
    "plan_next_year",
)

# The time references of the body, as opposed to the page around it.
SPOKEN = (
    "opening",
    "review_past_year",
    "review_multi_year",
    "problems",
    "plan_multi_year",
    "plan_next_year",
    "closing",
)
PATH_SEPARATOR = " > "  # between the headings of a path
# The kinds of token that are words: counted by default, and the default denominator.
WORD_KINDS = ("word", "latin")

Table = Literal[
    "texts",
    "reports",
    "paragraphs",
    "headings",
    "sentences",
    "tokens",
    "mentions",
    "nested",
    "quantities",
    "counts",
    "sizes",
]
TABLES: tuple[Table, ...] = get_args(Table)
Columns = dict[str, Any]  # a table as one sequence per column, all of the same length

# Integers that may be missing, which pandas would otherwise convert to floats.
_NULLABLE = ("area",)

_TEXT, _INT, _FLOAT = pa.string(), pa.int64(), pa.float64()
_ID, _SMALL = pa.string(), pa.int32()
_SPAN = [("report_id", _ID), ("start", _INT), ("end", _INT)]
_PLACE = [*_SPAN, ("sentence_id", _SMALL), ("paragraph_id", _SMALL)]

SCHEMAS: dict[str, pa.Schema] = {
    "texts": pa.schema([*_SPAN, ("text", _TEXT), ("sha256", _TEXT)]),
    "reports": pa.schema(
        [
            *_SPAN,
            ("region_code", _TEXT),
            ("region", _TEXT),
            ("level", _TEXT),
            ("parents", _TEXT),
            ("edition", _TEXT),
            ("report_year", _SMALL),
            ("reviewed_year", _SMALL),
            ("delivery_date", _TEXT),
            ("published", _TEXT),
            ("speaker", _TEXT),
            ("speaker_post", _TEXT),
            ("session", _TEXT),
            ("title", _TEXT),
            ("source", _TEXT),
            ("sha256", _TEXT),
            ("encoding", _TEXT),
            ("encoding_confidence", _FLOAT),
            ("warnings", _TEXT),
        ]
    ),
    "paragraphs": pa.schema(
        [
            *_SPAN,
            ("paragraph_id", _SMALL),
            ("heading_path", _TEXT),
            ("level", _SMALL),
            ("orientation", _TEXT),
            ("text", _TEXT),
        ]
    ),
    "headings": pa.schema(
        [
            *_SPAN,
            ("paragraph_id", _SMALL),
            ("level", _SMALL),
            ("number", _TEXT),
            ("text", _TEXT),
            ("style", _TEXT),
        ]
    ),
    "sentences": pa.schema(
        [*_SPAN, ("sentence_id", _SMALL), ("paragraph_id", _SMALL), ("orientation", _TEXT)]
    ),
    "tokens": pa.schema([*_PLACE, ("term", _TEXT), ("kind", _TEXT)]),
    "mentions": pa.schema([*_PLACE, ("term", _TEXT), ("area", _SMALL)]),
    "nested": pa.schema(
        [*_PLACE, ("term", _TEXT), ("area", _SMALL), ("mention", _TEXT), ("relation", _TEXT)]
    ),
    "quantities": pa.schema(
        [
            *_SPAN,
            ("sentence_id", _SMALL),
            ("value", _FLOAT),
            ("value_high", _FLOAT),
            ("unit", _TEXT),
            ("indicator", _TEXT),
            ("kind", _TEXT),
            ("change", _TEXT),
            ("bound", _TEXT),
            ("status", _TEXT),
            ("period", _TEXT),
            ("modifier", _TEXT),
            ("warning", _TEXT),
        ]
    ),
    "counts": pa.schema(
        [
            ("report_id", _ID),
            ("orientation", _TEXT),
            ("term", _TEXT),
            ("kind", _TEXT),
            ("n", _SMALL),
        ]
    ),
    "sizes": pa.schema(
        [
            ("report_id", _ID),
            ("paragraph_id", _SMALL),
            ("section", _SMALL),
            ("orientation", _TEXT),
            ("words", _SMALL),
            ("tokens", _SMALL),
            ("characters", _SMALL),
            ("sentences", _SMALL),
        ]
    ),
}


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Rows of the store as a pandas table."""
    frame: pd.DataFrame = table.to_pandas()
    for name in _NULLABLE:
        if name in frame:
            frame[name] = frame[name].astype("Int64")
    return frame


def check_columns(table: pd.DataFrame, needed: Sequence[str], name: str = "the table") -> None:
    """Checks that a table has the columns needed.

    Args:
        table: any table.
        needed: the columns it must have.
        name: the name of the table in the message.

    Raises:
        ValueError: if a column is missing; the message names the first one, and those there are.
            If it is no DataFrame.
    """
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{name} is of type {type(table).__name__}; give a pandas DataFrame")
    missing = [column for column in needed if column not in table]
    if missing:
        there = ", ".join(map(str, table)) or "none"
        raise ValueError(f"{name} has no column {missing[0]!r}; its columns are {there}")


def check_words(words: Collection[str], name: str = "terms") -> None:
    """Checks that a list has words only, and is one.

    Args:
        words: any list.
        name: the name of the list in the message.

    Raises:
        ValueError: if it is a single string or has something that is no word.
    """
    if words is None or isinstance(words, str):
        raise ValueError(f"{name} is {words!r}; give a list of words")
    wrong = [one for one in words if not isinstance(one, str) or not one.strip()]
    if wrong:
        raise ValueError(f"{name} has {wrong[0]!r}, which is no word; leave it out")
