"""Intervals of shares, with the paragraph as the unit that varies: words come in bursts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, stats

from analysis.uncertainty.blocks import (
    as_matrix,
    check_confidence,
    names_of,
    two_sides,
    without_empty,
)
from corpus.arrays import Floats

# Block intervals were measured to cover 93–97% from 20 blocks with the term on, and less below.
MIN_BLOCKS = 20


@dataclass(frozen=True)
class Interval:
    """A share with its interval.

    Attributes:
        share: numerator over denominator.
        low: lower end, or NaN.
        high: upper end, or NaN.
        blocks: how many blocks hold the term.
        reason: why there is no interval; "" where there is one.
    """

    share: float
    low: float
    high: float
    blocks: int
    reason: str


def share_interval(
    n: ArrayLike, size: ArrayLike, *, confidence: float = 0.95, min_blocks: int = MIN_BLOCKS
) -> Interval:
    """A share over blocks of text, with a t interval on the log scale.

    With counts x and sizes m of k blocks, X and M their sums, ``share = X / M``. Leaving out block
    i gives ``u_i = ln((X − x_i) / (M − m_i))``; ``se² = (k − 1) / k Σ(u_i − ū)²`` is the
    delete-one jackknife's (Tukey 1958; Wolter 2007, chapter 4), and the interval
    ``share exp(± t(k − 1) se)``, which stays above 0. The blocks are taken as a sample of what
    this author writes.

    Survey sampling's linearised ratio estimator (Cochran 1977, 6.3) has
    ``se² = k / (k − 1) Σ(x_i − share m_i)² / X²``. The two agree where the term stands in many
    blocks. In 20 to 60 blocks with bursts the linearised interval was measured to cover 92%, the
    jackknife's 94%: see ``make calibrate``.

    Args:
        n: how often the term stands in each block, shape ``(k,)``.
        size: how many words each block has, shape ``(k,)``; empty blocks are left out.
        confidence: of the interval, between 0 and 1.
        min_blocks: in fewer with the term than these (or than 2), no interval is given, and the
            reason is.

    Raises:
        ValueError: where counts or sizes are negative or missing, or confidence is none.
    """
    x, m = np.asarray(n, dtype=float), np.asarray(size, dtype=float)
    if x.shape != m.shape or x.ndim != 1:
        raise ValueError(
            f"counts have the shape {x.shape}, sizes {m.shape}; both must be (blocks,)"
        )
    found = _shares(*without_empty(sparse.csc_array(x[:, None]), m), confidence, min_blocks)
    share, low, high, blocks, reason = (values[0] for values in found)
    return Interval(float(share), float(low), float(high), int(blocks), str(reason))


def share_intervals(
    n: Any, size: ArrayLike, *, confidence: float = 0.95, min_blocks: int = MIN_BLOCKS
) -> pd.DataFrame:
    """The shares of many terms over the same blocks, each with its interval.

    Args:
        n: how often each term stands in each block, shape ``(blocks, terms)``: a table with a
            column a term, an array, or a sparse matrix.
        size: how many words each block has, shape ``(blocks,)``; empty blocks are left out.
        confidence: of the intervals, between 0 and 1.
        min_blocks: as ``share_interval``.

    Returns:
        A row a term in the order of the columns, with the table's names as index: share, low,
        high, blocks, reason, as ``Interval`` has them.

    Raises:
        ValueError: where shapes differ, or as ``share_interval``.
    """
    x, m = as_matrix(n), np.asarray(size, dtype=float)
    if x.ndim != 2 or m.shape != (x.shape[0],):
        raise ValueError(
            f"counts have the shape {x.shape}, sizes {m.shape}; they must be (blocks, terms) "
            "and (blocks,)"
        )
    found = _shares(*without_empty(x, m), confidence, min_blocks)
    columns = ("share", "low", "high", "blocks", "reason")
    return pd.DataFrame(dict(zip(columns, found, strict=True)), index=names_of(n))


def _shares(
    x: Any, m: Floats, confidence: float, min_blocks: int
) -> tuple[Floats, Floats, Floats, NDArray[np.int64], NDArray[np.object_]]:
    check_confidence(confidence)
    share, blocks = _share(x, m), _standing(x)
    needed = max(min_blocks, 2)
    half = _half(_log_se(x, m), len(m), confidence)
    reason = np.full(len(blocks), "", dtype=object)
    reason[~np.isfinite(half)] = "one paragraph holds all the words"
    few = blocks < needed
    reason[few] = [f"stands in {k} paragraphs; an interval needs {needed}" for k in blocks[few]]
    given = reason == ""
    low, high = (np.where(given, share * np.exp(end), np.nan) for end in (-half, half))
    return share, low, high, blocks, reason


def _share(x: Any, m: Floats) -> Floats:
    words = m.sum()
    return x.sum(axis=0) / words if words > 0 else np.full(x.shape[1], np.nan)


def _blocks(k: int) -> str:
    return f"{k} block" if k == 1 else f"{k} blocks"


def _standing(x: Any) -> NDArray[np.int64]:
    """In how many blocks each term stands."""
    return np.asarray((x > 0).sum(axis=0), dtype=np.int64)


def _half(se: Floats, blocks: int, confidence: float) -> Floats:
    return np.asarray(stats.t.ppf((1 + confidence) / 2, max(blocks - 1, 1)) * se)


def _log_se(x: Any, m: Floats) -> Floats:
    """The jackknife's standard error of ln(share) of each column of ``x`` (blocks × terms).

    Leaving out a block changes ln(share) by ``ln(1 − x_i / X) − ln(1 − m_i / M)``. The second part
    is the same for all terms, the first is 0 where the term does not stand.
    """
    blocks, terms = x.shape
    column = np.repeat(np.arange(terms), np.diff(x.indptr))
    with np.errstate(divide="ignore", invalid="ignore"):
        words = -np.log1p(-m / m.sum())
        change = words[x.indices] + np.log1p(-x.data / x.sum(axis=0)[column])
        first = words.sum() + np.bincount(column, change - words[x.indices], terms)
        squares = np.bincount(column, change**2 - words[x.indices] ** 2, terms)
        varied = np.maximum((words**2).sum() + squares - first**2 / blocks, 0)
        return np.sqrt((1 - np.float64(1) / blocks) * varied)


def compare_shares(
    n: Any,
    size: ArrayLike,
    is_target: ArrayLike,
    *,
    confidence: float = 0.95,
    min_blocks: int = MIN_BLOCKS,
) -> pd.DataFrame:
    """The shares of many terms in two sets of blocks: differences and ratios with intervals.

    ``ratio`` has a t interval on the log scale: the squares of the two jackknife errors of
    ``share_interval`` add up, with the degrees of freedom of Welch and Satterthwaite. The interval
    of ``difference`` is put together from those of the two shares: with ends l and u,
    ``d − sqrt((p1 − l1)² + (u2 − p2)²)`` to ``d + sqrt((u1 − p1)² + (p2 − l2)²)``. That is
    Newcombe's method 10 (1998; Zou and Donner 2008) with block intervals in place of Wilson's.

    Args:
        n: counts, shape ``(blocks, terms)``: a table, an array, or a sparse matrix.
        size: words of each block, shape ``(blocks,)``; empty blocks are left out.
        is_target: which blocks are the target's, shape ``(blocks,)``; the others are the
            reference's.
        confidence: of the intervals, between 0 and 1.
        min_blocks: a term that stands in fewer blocks, of both sides together, or in fewer than 2
            of one side, has no interval, and the reason is given.

    Returns:
        A row a term in the order of the columns, with the table's names as index: share_target,
        share_reference, difference, difference_low, difference_high, ratio (missing where the
        reference's share is 0), ratio_low, ratio_high, blocks_target, blocks_reference (in how
        many blocks it stands), reason ("" where there are intervals).

    Raises:
        ValueError: as ``permutation_p``, or where confidence is none.
    """
    x, m, target = two_sides(n, size, is_target)
    check_confidence(confidence)
    sides = [(x[side], m[side]) for side in (target, ~target)]
    blocks = [_standing(one) for one, _ in sides]
    reason = _why_none(blocks, [len(words) for _, words in sides], min_blocks)
    given = reason == ""
    (p1, l1, u1), (p2, l2, u2) = (_ends(*side, confidence) for side in sides)
    below, above = np.hypot(p1 - l1, u2 - p2), np.hypot(u1 - p1, p2 - l2)
    ratio = np.divide(p1, p2, out=np.full(len(p1), np.nan), where=p2 > 0)
    half = _ratio_half(sides, confidence)
    table = pd.DataFrame(
        {
            "share_target": p1,
            "share_reference": p2,
            "difference": p1 - p2,
            "difference_low": p1 - p2 - below,
            "difference_high": p1 - p2 + above,
            "ratio": ratio,
            "ratio_low": ratio * np.exp(-half),
            "ratio_high": ratio * np.exp(half),
            "blocks_target": blocks[0],
            "blocks_reference": blocks[1],
            "reason": reason,
        },
        index=names_of(n),
    )
    ends = ["difference_low", "difference_high", "ratio_low", "ratio_high"]
    table.loc[~given, ends] = np.nan
    return table


def _ends(x: Any, m: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    share = _share(x, m)
    half = _half(_log_se(x, m), len(m), confidence)
    with np.errstate(over="ignore", invalid="ignore"):
        return share, share * np.exp(-half), share * np.exp(half)


def _ratio_half(sides: list[tuple[Any, Floats]], confidence: float) -> Floats:
    """Half the width of the intervals of ln(ratio)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = [_log_se(*side) ** 2 for side in sides]
        total = squares[0] + squares[1]
        parts = [one**2 / (len(m) - 1) for one, (_, m) in zip(squares, sides, strict=True)]
        free = total**2 / (parts[0] + parts[1])
        half = stats.t.ppf((1 + confidence) / 2, free) * np.sqrt(total)
    return np.asarray(np.where(total == 0, 0, half))


def _why_none(
    blocks: list[NDArray[np.int64]], sizes: list[int], min_blocks: int
) -> NDArray[np.object_]:
    """Why a comparison has no interval, a term; "" where it has one."""
    both = blocks[0] + blocks[1]
    reason = np.full(len(both), "", dtype=object)
    for name, standing in zip(("reference", "target"), blocks[::-1], strict=True):
        few = standing < 2
        reason[few] = [
            f"stands in {_blocks(k)} of the {name}; an interval needs 2" for k in standing[few]
        ]
    few = both < min_blocks
    reason[few] = [
        f"stands in {_blocks(k)} of both sides; an interval needs {min_blocks}" for k in both[few]
    ]
    for name, size in zip(("reference", "target"), sizes[::-1], strict=True):
        if size < 2:
            reason[:] = f"the {name} is one block; an interval needs 2"
    return reason
