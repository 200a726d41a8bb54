"""Checks of tables before anything is counted: columns, counts, and places in the text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from corpus.arrays import Floats
from corpus.schema import check_columns


def check_counts(counts: pd.DataFrame) -> None:
    """Raises ValueError unless the table has unit, term and whole numbers n, one row per pair.

    A unit may have only rows with n = 0: it is empty, but still counts as a unit.

    Raises:
        ValueError: with the column and the value that is wrong.
    """
    check_columns(counts, ["unit", "term", "n"])
    if counts.empty:
        raise ValueError("the table of counts is empty")
    for column in ("unit", "term"):
        if counts[column].isna().any():
            raise ValueError(f"column {column} has {counts[column].isna().sum()} missing values")
    n = _numbers(counts["n"])
    wrong = ~np.isfinite(n) | (n < 0) | (n != np.floor(n))
    if wrong.any():
        raise _not_a_count("n", f"{n[wrong][0]:g}")
    if not n.any():
        raise ValueError("column n contains only 0; there is nothing to analyse")
    twice = counts.duplicated(["unit", "term"])
    if twice.any():
        unit, term = counts.loc[twice, ["unit", "term"]].to_numpy(dtype=object).tolist()[0]
        raise ValueError(
            f"columns unit and term contain {unit!r} and {term!r} more than once; "
            "give one row per unit and term"
        )


def _numbers(column: pd.Series) -> Floats:
    if not pd.api.types.is_numeric_dtype(column):
        wrong = [value for value in column if not isinstance(value, int | float | np.number)]
        if wrong:
            raise _not_a_count(column.name, repr(wrong[0]))
    return column.to_numpy(dtype=float, na_value=np.nan)


def _not_a_count(column: object, value: str) -> ValueError:
    return ValueError(
        f"column {column} contains {value}, which is not a count; give whole numbers of 0 or more"
    )


def check_number(name: str, value: Any, least: float, *, whole: bool = True) -> None:
    """Raises ValueError unless an option is a finite number, whole or not, of at least this much.

    Args:
        name: the name of the option.
        value: what was given.
        least: the smallest value allowed.
        whole: whether it must be a whole number.

    Example:
        >>> from analysis.checks import check_number
        >>> check_number("seed", 1, 0)
        >>> check_number("length", 1.5, 1)
        Traceback (most recent call last):
        ...
        ValueError: length is 1.5; it must be a whole number, 1 or more
    """
    kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
    is_number = isinstance(value, kinds) and not isinstance(value, bool)
    if not is_number or not np.isfinite(value):
        raise ValueError(
            f"{name} is {value!r}; it must be {'a whole number' if whole else 'a number'}, "
            f"{least:g} or more"
        )
    if value < least:
        raise ValueError(f"{name} is {value}; it must be {least:g} or more")


def check_terms(rows: pd.DataFrame) -> None:
    """Raises ValueError if a word or mention has no term.

    Raises:
        ValueError: with the number of missing terms.
    """
    missing = int(rows["term"].isna().sum())
    if missing:
        raise ValueError(f"column term has {missing} missing values; remove these rows")


def check_places(rows: pd.DataFrame) -> None:
    """Raises ValueError if a word or mention is listed twice: the same term at the same place.

    A table without the columns report_id, start and term is not checked.

    Raises:
        ValueError: with the report, the place and the term; if a term is missing, or a place is no
            number.
    """
    columns = ["report_id", "start", "term"]
    if not set(columns) <= set(rows):
        return
    check_terms(rows)
    start = rows["start"]
    if not pd.api.types.is_numeric_dtype(start) and any(isinstance(one, str) for one in start):
        raise ValueError("column start contains text; give places in the text as numbers")
    report = pd.factorize(rows["report_id"])[0]
    later = (np.diff(report) > 0) | ((np.diff(report) == 0) & (np.diff(rows["start"]) > 0))
    if later.all():  # in the order of the store, nothing can be listed twice
        return
    twice = rows.duplicated(columns)
    if twice.any():
        first = rows.loc[twice.to_numpy(), columns].iloc[0]
        raise ValueError(
            f"columns report_id, start and term contain {first['report_id']!r}, {first['start']} "
            f"and {first['term']!r} more than once; give one row per occurrence"
        )
