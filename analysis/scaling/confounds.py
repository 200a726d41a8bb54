"""What else a position goes with: the year of the report, and how long it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from corpus.arrays import Floats
from corpus.schema import check_columns

STRONG = 0.7  # half of the variance
FEWEST = 5  # of fewer units, a correlation this high is no surprise
_YEARS = (1949, 2100)
COLUMNS = ("variable", "r", "units", "warning", "reason")
_NAMES = {"year": "the report year", "length": "the length of the text (log words)"}
_MEANS = {"year": "time", "length": "length"}


def against(
    documents: pd.DataFrame, reports: pd.DataFrame | None = None, *, value: str | None = None
) -> pd.DataFrame:
    """How far a position is one in time, or in length.

    Words come and go, so that texts of many years lie on a line of years whatever they are about,
    and in a long text other words are used than in a short one. Both are Pearson correlations of
    the positions, with the report year and with ln words.

    Args:
        documents: one row per unit: unit, position or score, and n (its words), such as
            ``ScalingFit.documents`` or the table of ``wordscores``.
        reports: the table of the store, or of a selection, with report_year; its report_id, or its
            unit, is the unit of the documents. Without it, units that are years are taken as years.
        value: the column of the positions; None for position or score.

    Returns:
        One row each for ``year`` and ``length``: variable, r, units (how many have both), warning
        (a sentence if r is 0.7 or more, either way, over 5 or more units), reason (why r is
        missing).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.scaling import against
        >>> table = pd.DataFrame({"unit": [2019, 2020, 2021, 2022, 2023], "n": 9000,
        ...                       "position": [-1.3, -0.6, 0.1, 0.5, 1.3]})
        >>> found = against(table)
        >>> found["warning"].iloc[0]
        'r = 1.00 with the report year (5 units): this is a position in time.'
        >>> found["reason"].iloc[1]
        'all units have the same value'
    """
    named = value or ("position" if "position" in documents else "score")
    check_columns(documents, ["unit", named], "documents")
    if reports is not None:
        check_columns(reports, ["report_year"], "reports")
    position = documents[named].to_numpy(dtype=float, na_value=np.nan)
    rows = [
        _row("year", position, _years(documents["unit"], reports)),
        _row("length", position, _log_words(documents)),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(variable: str, position: Floats, other: Floats) -> tuple[str, float, int, str, str]:
    known = np.isfinite(position) & np.isfinite(other)
    units = int(known.sum())
    reason = _reason(variable, position[known], other[known])
    if reason:
        return variable, float("nan"), units, "", reason
    r = float(np.corrcoef(position[known], other[known])[0, 1])
    strong = abs(r) >= STRONG and units >= FEWEST
    said = f"r = {r:.2f} with {_NAMES[variable]} ({units} units)"
    return variable, r, units, f"{said}: {_means(variable)}." if strong else "", ""


def _means(variable: str) -> str:
    return f"this is a position in {_MEANS[variable]}"


def _reason(variable: str, position: Floats, other: Floats) -> str:
    if len(position) < 3:
        unknown = "years" if variable == "year" else "lengths"
        return f"{len(position)} units with known {unknown}; a correlation requires 3"
    if np.ptp(other) == 0 or np.ptp(position) == 0:
        return "all units have the same value"
    return ""


def _years(units: pd.Series, reports: pd.DataFrame | None) -> Floats:
    if reports is None:
        years = pd.to_numeric(units, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        return np.where(
            (years >= _YEARS[0]) & (years <= _YEARS[1]) & (years % 1 == 0), years, np.nan
        )
    keys = [one for one in ("unit", "report_id") if one in reports]
    for key in keys:
        known = reports.drop_duplicates(key).set_index(key)["report_year"]
        found = units.map(known.to_dict()).to_numpy(dtype=float, na_value=np.nan)
        if np.isfinite(found).any():
            return found
    return np.full(len(units), np.nan)


def _log_words(documents: pd.DataFrame) -> Floats:
    if "n" not in documents:
        return np.full(len(documents), np.nan)
    n = documents["n"].to_numpy(dtype=float, na_value=np.nan)
    return np.log(n, out=np.full(len(n), np.nan), where=n > 0)


def printed(found: pd.DataFrame) -> Sequence[str]:
    """The correlations as sentences: the warning where there is one."""
    rows = found[["variable", "r", "units", "warning", "reason"]].itertuples(index=False, name=None)
    return [
        warning or f"r with {_NAMES[variable]}: {reason or f'{r:.2f} ({units} units)'}."
        for variable, r, units, warning, reason in rows
    ]
