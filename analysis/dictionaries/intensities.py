"""The intensity of policies as published: who issued them, and what coders scored."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import stats

from analysis.confidence import with_confidence
from analysis.uncertainty.blocks import check_confidence
from analysis.units import KEYS
from corpus.schema import check_columns

SCORES = ("p", "m", "g")
_LEAST, _MOST = 1, 5
_ENOUGH = 3  # documents, or rows, for an interval
_NAMED = 3  # rows that a reason names


def intensity(
    sheet: pd.DataFrame,
    *,
    by: Collection[str] = ("region", "year"),
    reports: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The intensity of policies by region and year: ``PMG = Σ (m + g) p`` over the rows of a sheet.

    p is the level of the issuer, m the score of measures, g that of objectives, each from 1 to 5
    (彭纪生、仲为国、孙文祥：《政策测量、政策协同演变与经济绩效》，《管理世界》2008年第9期).
    A sum grows with the number of rows; ``mean`` is per row, and the number to compare where sheets
    differ in length.

    The interval treats documents, or rows where there is no report_id, as draws: with the sums
    ``y_d`` of k of them, ``value ± t sqrt(k / (k − 1) Σ (y_d − ȳ)²)`` with k − 1 degrees of
    freedom, its lower limit at least 0. It says nothing of how coders differ: have a second one
    score a sample.

    Args:
        sheet: one row per document or sentence: p, m, g, and the columns of ``by``.
        by: what defines a unit: region (region_code, region or both), year (report_year or year),
            or columns of the sheet.
        reports: the table of the store, where the sheet has report_id in place of region and year.
        confidence: the confidence level; unless it is 0.95, a column ``confidence_level`` has it.

    Returns:
        One row per unit, in order: its columns (a year is report_year), n (rows), documents
        (missing without report_id), value, low, high, mean, missing (rows without a score),
        cluster, basis, weighting, variant, reason. A unit with a row that lacks a score has no
        value, since a sum without it would take it for 0; its mean is that of the other rows.

    Raises:
        ValueError: if a column is missing, or a score is no number from 1 to 5.

    Example:
        >>> import pandas as pd
        >>> from analysis.dictionaries import intensity
        >>> sheet = pd.DataFrame({"region": ["甲市"] * 3 + ["乙市"], "year": [2020] * 4,
        ...                       "p": [2, 2, 3, 5], "m": [3, 1, 2, 4], "g": [2, 1, 3, None]})
        >>> table = intensity(sheet)
        >>> print(table[["region", "report_year", "n", "value", "mean"]].to_string(index=False))
        region  report_year  n  value     mean
            乙市         2020  1    NaN      NaN
            甲市         2020  3   29.0 9.666667
        >>> table["reason"].tolist()
        ['missing: g in row 4; 1 row; a CI requires 3', '']
    """
    check_confidence(confidence)
    check_columns(sheet, list(SCORES), "the sheet")
    rows = sheet.reset_index(drop=True)
    if reports is not None and "report_id" in rows:
        known = ["report_id", *(one for key in KEYS for one in KEYS[key] if one in reports)]
        known = [one for one in dict.fromkeys(known) if one == "report_id" or one not in rows]
        rows = rows.merge(reports[known], on="report_id", how="left", validate="many_to_one")
    columns = _columns(rows, by)
    rows = rows.assign(**{one: _scores(rows[one], one) for one in SCORES})
    rows = rows.assign(y=(rows["m"] + rows["g"]) * rows["p"], row=np.arange(1, len(rows) + 1))
    units = rows.groupby(columns, dropna=False, sort=True)
    found = [dict(zip(columns, key, strict=True)) | _unit(part, confidence) for key, part in units]
    table = pd.DataFrame(found).rename(columns={"year": "report_year"})
    columns = ["report_year" if one == "year" else one for one in columns]
    table = table.assign(weighting="(m + g) p", variant="intensity:PMG")[[*columns, *FIGURES]]
    return with_confidence(table, confidence)


FIGURES = (
    "n",
    "documents",
    "value",
    "low",
    "high",
    "mean",
    "missing",
    "cluster",
    "basis",
    "weighting",
    "variant",
    "reason",
)


def _columns(rows: pd.DataFrame, by: Collection[str]) -> list[str]:
    """The columns of the sheet that define a unit."""
    found: list[str] = []
    for key in by:
        names = [*KEYS.get(key, ()), *(("year",) if key == "year" else (key,))]
        there = [one for one in dict.fromkeys(names) if one in rows]
        if not there:
            raise ValueError(f"the sheet has no column for {key}; it needs {' or '.join(names)}")
        found += there[:1] if key == "year" else there
    if not found:
        raise ValueError("by is empty; choose at least one of region, year, report")
    return list(dict.fromkeys(found))


def _scores(column: pd.Series, name: str) -> pd.Series:
    """The scores as numbers; empty ones are missing."""
    text = column.astype("string").str.strip()
    empty = text.isna() | (text == "")
    numbers = pd.to_numeric(text.where(~empty), errors="coerce").astype(float)
    wrong = ~empty & ~numbers.between(_LEAST, _MOST)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"{name} is {text[row]} in row {row + 1} of the sheet; scores are {_LEAST} to {_MOST}"
        )
    return numbers


def _unit(rows: pd.DataFrame, confidence: float) -> dict[str, object]:
    lacking = rows[rows["y"].isna()]
    cluster = "document" if "report_id" in rows else "row"
    sums = rows.groupby("report_id")["y"].sum() if cluster == "document" else rows["y"]
    many = len(sums)
    value = float("nan") if len(lacking) else float(rows["y"].sum())
    half = _half(sums.to_numpy(dtype=float), confidence)
    few = f"{_some(many, cluster)}; a CI requires {_ENOUGH}" if many < _ENOUGH else ""
    return {
        "n": len(rows),
        "documents": many if cluster == "document" else float("nan"),
        "value": value,
        "low": np.maximum(value - half, 0.0),  # no sum of scores is below 0; missing stays so
        "high": value + half,
        "mean": float(rows["y"].mean()),
        "missing": len(lacking),
        "cluster": cluster,
        "basis": _some(many, cluster),
        "reason": "; ".join(filter(None, [_lacking(lacking), few])),
    }


def _half(sums: np.ndarray, confidence: float) -> float:
    """Half the width of the interval of a total."""
    k = len(sums)
    if k < _ENOUGH:
        return float("nan")
    error = np.sqrt(k / (k - 1) * ((sums - sums.mean()) ** 2).sum())
    return float(stats.t.ppf((1 + confidence) / 2, k - 1) * error)


def _lacking(rows: pd.DataFrame) -> str:
    """Which scores are missing, and where."""
    named = [
        f"{one} in row {row['row']}"
        for _, row in rows.iterrows()
        for one in SCORES
        if pd.isna(row[one])
    ]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return f"missing: {', '.join(named[:_NAMED])}{more}" if named else ""


def _some(k: int, thing: str) -> str:
    return f"{k} {thing}" if k == 1 else f"{k} {thing}s"
