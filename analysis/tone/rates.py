"""Shares and means of reports with intervals, from counts by paragraph, many reports at a time."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis.uncertainty.clusters import MIN_SECTIONS
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.lending import across_texts
from analysis.uncertainty.share_limits import Spread, limits
from analysis.uncertainty.shares import basis, few_blocks
from corpus.arrays import Floats, Ints

MeasureKind = Literal["share", "mean"]


def cluster_numbers(blocks: pd.DataFrame, inference: Inference = INFERENCE) -> pd.DataFrame:
    """What each paragraph is clustered by: its section, or itself where a report has too few.

    Args:
        blocks: one row per paragraph: report_id, paragraph_id, words and, where known, section.
        inference: its cluster.

    Returns:
        The rows that have words, with unit (the number of the report), place (the number of the
        cluster) and cluster (section or paragraph).
    """
    rows = blocks[blocks["words"] > 0].reset_index(drop=True)
    unit = pd.factorize(rows["report_id"], sort=True)[0]
    section = rows["section"] if "section" in rows else pd.Series([None] * len(rows))
    sections = section.groupby(unit).nunique()
    known = section.notna().groupby(unit).all()
    usable = (sections >= MIN_SECTIONS) & known & (inference.cluster == "section")
    by_section = usable.to_numpy()[unit] if len(rows) else np.zeros(0, dtype=bool)
    names = section.where(by_section, rows["paragraph_id"].astype(str)).astype(str)
    place = pd.factorize(pd.MultiIndex.from_arrays([unit, names]))[0]
    kind = np.where(by_section, "section", "paragraph")
    return rows.assign(unit=unit, place=place, cluster=kind)


def rated(
    rows: pd.DataFrame,
    n: str,
    size: str,
    *,
    kind: MeasureKind = "share",
    scale: float = 1.0,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """A share or a mean of each report, with its 95% interval, clustered by section.

    A share has the interval of ``share_interval`` (Korn and Graubard's); ten reports or more lend
    each other their design effect (``across_texts``). A mean
    per sentence and the like is a ratio of sums, R = X / M, with the delete-one-cluster jackknife:
    R ± t(k* − 1) √((k − 1)/k Σ(R₋ⱼ − R)²), where R₋ⱼ leaves out cluster j of k (Efron and Stein
    1981). k* = M² / Σ m² is the effective number of clusters (Kish 1965), less than k where some
    are longer than others; a value resting on one cluster alone has no limits.

    Args:
        rows: from ``cluster_numbers``, with the two columns named.
        n: the column of counts or sums.
        size: the column of the denominator.
        kind: ``share`` or ``mean``.
        scale: what the value is multiplied by, such as 1,000 for a rate per 1,000.
        inference: confidence and min_blocks.

    Returns:
        One row per report: report_id, n, size, value, low, high, cluster, basis, reason.
    """
    own = rows.groupby(["unit", "place"], sort=True)[[n, size]].sum().reset_index()
    own = own[own[size] > 0].astype({n: "float64", size: "float64"})
    about = rows.drop_duplicates("unit").sort_values("unit")
    many = len(about)
    unit, x, m = (own[one].to_numpy() for one in ("unit", n, size))
    total, whole = (np.bincount(unit, one, many).astype(np.float64) for one in (x, m))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = total / whole
        residual = np.nan_to_num((x - value[unit] * m) / (1 - m / whole[unit]), posinf=0, neginf=0)
    k = np.bincount(unit, minlength=many)
    given = _share_limits if kind == "share" else _mean_limits
    parts = _Parts(unit, x, m, residual, about["cluster"].to_numpy())
    low, high = given(parts, total, whole, k, inference.confidence)
    return _as_table(about, unit, x, (total, whole, value, low, high), k, scale, inference)


class _Parts(NamedTuple):
    """The clusters of all reports.

    Attributes:
        unit: the number of the report of each.
        x: its count or sum.
        m: its part of the denominator.
        residual: what leaving it out changes, times the denominator.
        cluster: of each report, what its clusters are: section or paragraph.
    """

    unit: Ints
    x: Any
    m: Any
    residual: Floats
    cluster: Any


def _share_limits(
    parts: _Parts, n: Floats, size: Floats, k: Ints, confidence: float
) -> tuple[Floats, Floats]:
    unit, x, _, residual, cluster = parts
    largest = np.zeros(len(k))
    np.maximum.at(largest, unit[x > 0], residual[x > 0] ** 2)
    squares, fourths = (np.bincount(unit, residual**power, len(k)) for power in (2, 4))
    found = Spread(n, size, k, squares.astype(float), fourths.astype(float), largest)
    lent = across_texts(np.zeros(len(k)), k, cluster)
    return limits(found, confidence=confidence, borrow=lent)


def _mean_limits(
    parts: _Parts, n: Floats, size: Floats, k: Ints, confidence: float
) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = np.bincount(parts.unit, parts.residual**2, len(k))
        effective = size**2 / np.bincount(parts.unit, parts.m**2, len(k))
        error = np.sqrt((k - 1) / k * squares) / size
        half = stats.t.ppf((1 + confidence) / 2, effective - 1) * error
        return n / size - half, n / size + half


def _as_table(
    about: pd.DataFrame,
    unit: Ints,
    x: Any,
    figures: tuple[Floats, Floats, Floats, Floats, Floats],
    k: Ints,
    scale: float,
    inference: Inference,
) -> pd.DataFrame:
    total, whole, value, low, high = figures
    held = np.bincount(unit[x > 0], minlength=len(k))
    kinds = about["cluster"].tolist()
    reason = [_reason(int(one), kind, inference) for one, kind in zip(k, kinds, strict=True)]
    known = np.array([not one for one in reason], dtype=bool)
    rests = zip(held, k, kinds, strict=True)
    return pd.DataFrame(
        {
            "report_id": about["report_id"].to_numpy(),
            "n": total,
            "size": whole.astype(np.int64),
            "value": scale * value,
            "low": np.where(known, scale * low, np.nan),
            "high": np.where(known, scale * high, np.nan),
            "cluster": kinds,
            "basis": [basis([one], int(of), kind)[0] for one, of, kind in rests],
            "reason": reason,
        }
    )


def _reason(k: int, kind: str, inference: Inference) -> str:
    return "nothing to count" if k == 0 else few_blocks("the text", k, inference.min_blocks, kind)
