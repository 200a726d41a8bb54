"""Tables are checked before they are counted: columns, places, counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from corpus.arrays import Floats
from corpus.schema import check_columns


def check_counts(counts: pd.DataFrame) -> None:
    """Refuses a table that is not unit, term and n with whole numbers, one row a pair.

    A unit may have n = 0 only: an empty one, which is still one of the units.

    Raises:
        ValueError: one sentence that names the column and the value.
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
        raise ValueError(f"column n holds {n[wrong][0]:g}, which is no count")
    if not n.any():
        raise ValueError("column n holds 0 only; there is nothing to count")
    twice = counts.duplicated(["unit", "term"])
    if twice.any():
        unit, term = counts.loc[twice, ["unit", "term"]].to_numpy(dtype=object).tolist()[0]
        raise ValueError(f"columns unit and term hold {unit!r} and {term!r} in two rows")


def _numbers(column: pd.Series) -> Floats:
    if not pd.api.types.is_numeric_dtype(column):
        wrong = [value for value in column if not isinstance(value, int | float | np.number)]
        if wrong:
            raise ValueError(f"column {column.name} holds {wrong[0]!r}, which is no count")
    return column.to_numpy(dtype=float, na_value=np.nan)


def check_places(rows: pd.DataFrame) -> None:
    """Refuses words or mentions that are there twice: the same term at the same place.

    Tables without report_id, start and term cannot be checked, and are not.

    Raises:
        ValueError: one sentence that names the place.
    """
    columns = ["report_id", "start", "term"]
    if not set(columns) <= set(rows):
        return
    report = pd.factorize(rows["report_id"])[0]
    later = (np.diff(report) > 0) | ((np.diff(report) == 0) & (np.diff(rows["start"]) > 0))
    if later.all():  # in the order of the store nothing is there twice
        return
    twice = rows.duplicated(columns)
    if twice.any():
        first = rows.loc[twice.to_numpy(), columns].iloc[0]
        raise ValueError(
            f"columns report_id, start and term hold {first['report_id']!r}, {first['start']} and "
            f"{first['term']!r} in two rows"
        )
