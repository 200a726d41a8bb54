"""Plans for the year after that of their report, as a report of November sets them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.targets.rows import records
from analysis.targets.words_around import clause_of

_NEEDED = {"report_id", "report_year", "sentence_id", "orientation", "period", "modifier"}
_NEAR = 6  # sentences
_THIS_YEAR = re.compile("比今年")


def of_the_next_year(known: pd.DataFrame) -> pd.Series:
    """Whether a target without a year of its own is for the year after that of its report.

    So it is in a passage that compares with the year of the report (in 1980: 粮食产量34250万吨，
    比1980年预计增加1000万吨) or, after a target for the next year, with 今年; up to six sentences
    after the last such number. A sentence that names the year of the report is for that year.

    Args:
        known: quantities of known indicators, with the words around them.
    """
    found = pd.Series(data=False, index=known.index)
    if not set(known) >= _NEEDED:
        return found
    plan = known["orientation"].astype(str).str.startswith("plan") & known["status"].eq("target")
    for _, own in known[plan].groupby("report_id", sort=False):
        rows = records(own)
        coming = sorted(int(row["sentence_id"]) for row in rows if _is_of(row, 1))
        places = [at for at in (_compares(row, coming) for row in rows) if at is not None]
        if places:
            first, last = min(places), max(places) + _NEAR
            ahead = [_unnamed(row) and first <= row["sentence_id"] <= last for row in rows]
            found.loc[own.index] = np.array(ahead, dtype=bool)
    return found


def _is_of(row: dict[str, Any], later: int) -> bool:
    """Whether a number is of the year so many years after that of its report."""
    year = row["report_year"]
    return not pd.isna(year) and str(row["period"]) == f"{year + later:.0f}"


def _compares(row: dict[str, Any], coming: Sequence[int]) -> int | None:
    """The sentence of a number that is compared with the year of its report; None if it is not.

    Args:
        row: of the number.
        coming: the sentences of the report with a number of the next year, in order.
    """
    year, at = row["report_year"], int(row["sentence_id"])
    if not _is_of(row, 0):
        return None
    if f"比{year:.0f}年" in str(row["modifier"]):
        return at
    before = bisect_right(coming, at)
    after_next = before > 0 and at - coming[before - 1] <= _NEAR
    return at if after_next and _THIS_YEAR.search(clause_of(str(row["before"]))) else None


def _unnamed(row: dict[str, Any]) -> bool:
    """Whether a number of the report's year is so only because its sentence names no other."""
    if not _is_of(row, 0):
        return False
    year = row["report_year"]
    said = str(row["before"]) + str(row["printed"]) + str(row["after"])
    return re.search(rf"(?<![比较由从])(?:今年|{year:.0f} ?年)", said) is None
