"""How sure a figure is, with the paragraph as the unit that varies: words come in bursts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]

# Block intervals were measured to cover 93–96% from 18 blocks with the word on, 81–95% below.
MIN_BLOCKS = 20
EXACT_ARRANGEMENTS = 20_000


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

    With counts x and sizes m of k blocks: ``p = Σx / Σm``, ``e = x − p m``,
    ``se(ln p) = sqrt(k / (k − 1) Σe²) / Σx``, and the interval ``p exp(± t(k − 1) se)``: the
    ratio estimator of survey sampling (Cochran 1977, 6.3), linearised, on the log scale so that it
    stays above 0. The blocks are taken as a sample of what this author writes.

    Args:
        n: how often the term stands in each block, shape ``(k,)``.
        size: how many words each block has, shape ``(k,)``; blocks without words are left out.
        confidence: of the interval.
        min_blocks: in fewer with the term than these, no interval is given, and the reason is.

    Raises:
        ValueError: where counts or sizes are negative or missing.
    """
    x, m = _blocks(n, size)
    blocks = int((x > 0).sum())
    share = float(x.sum() / m.sum()) if m.sum() > 0 else float("nan")
    if blocks < min_blocks:
        reason = f"stands in {blocks} paragraphs; an interval needs {min_blocks}"
        return Interval(share, float("nan"), float("nan"), blocks, reason)
    half = stats.t.ppf((1 + confidence) / 2, len(m) - 1) * float(_log_se(x[:, None], m)[0])
    return Interval(share, share * np.exp(-half), share * np.exp(half), blocks, "")


def _blocks(n: ArrayLike, size: ArrayLike) -> tuple[Floats, Floats]:
    x, m = np.asarray(n, dtype=float), np.asarray(size, dtype=float)
    if x.shape != m.shape or x.ndim != 1:
        raise ValueError(
            f"counts have the shape {x.shape}, sizes {m.shape}; both must be (blocks,)"
        )
    if not ((x >= 0).all() and (m >= 0).all() and np.isfinite(m).all()):
        raise ValueError("a block has a count or a size that is negative or missing")
    return x[m > 0], m[m > 0]


def _log_se(x: Floats, m: Floats) -> Floats:
    """The standard error of ln(share) of each column of ``x`` (blocks × terms)."""
    blocks, total = len(m), x.sum(axis=0)
    residual = x - m[:, None] * (total / m.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(blocks / (blocks - 1) * (residual**2).sum(axis=0)) / total


def log_ratio_interval(
    n: ArrayLike,
    size: ArrayLike,
    is_target: ArrayLike,
    *,
    confidence: float = 0.95,
    min_blocks: int = MIN_BLOCKS,
) -> tuple[Floats, Floats]:
    """Ends of the intervals of log2(share in the target / share in the reference).

    The two standard errors of ``share_interval`` add up as squares; the degrees of freedom are
    Welch and Satterthwaite's.

    Args:
        n: counts, shape ``(blocks, terms)``.
        size: words of each block, shape ``(blocks,)``.
        is_target: which blocks are the target's, shape ``(blocks,)``.
        confidence: of the intervals.
        min_blocks: a term that stands in fewer blocks, of both sides together, or in none of one
            side, has none: NaN.

    Returns:
        Lower and upper ends, shape ``(terms,)`` each.
    """
    x, m, target = _groups(n, size, is_target)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = [_log_se(x[side], m[side]) ** 2 for side in (target, ~target)]
        total = squares[0] + squares[1]
        blocks = (target.sum(), (~target).sum())
        free = total**2 / sum(s**2 / (k - 1) for s, k in zip(squares, blocks, strict=True))
        half = stats.t.ppf((1 + confidence) / 2, free) * np.sqrt(total) / np.log(2)
        centre = np.log2(_share(x[target], m[target]) / _share(x[~target], m[~target]))
    enough = ((x > 0).sum(axis=0) >= min_blocks) & np.isfinite(centre)
    return np.where(enough, centre - half, np.nan), np.where(enough, centre + half, np.nan)


def _groups(n: ArrayLike, size: ArrayLike, is_target: ArrayLike) -> tuple[Floats, Floats, Any]:
    x, m = np.asarray(n, dtype=float), np.asarray(size, dtype=float)
    target = np.asarray(is_target, dtype=bool)
    if x.ndim != 2 or m.shape != (len(x),) or target.shape != (len(x),):
        raise ValueError("counts must be (blocks, terms), sizes and is_target (blocks,)")
    if target.all() or not target.any():
        raise ValueError("the target is everything or nothing; a comparison needs two sides")
    return x, m, target


def _share(x: Floats, m: Floats) -> Floats:
    return np.asarray(x.sum(axis=0) / m.sum())


def permutation_p(
    n: ArrayLike,
    size: ArrayLike,
    is_target: ArrayLike,
    *,
    n_permutations: int = 9_999,
    seed: int = 1,
) -> Floats:
    """Two-sided p of the difference of shares, when blocks change sides at random.

    Whole blocks move, so that a word that one paragraph repeats moves as one. All arrangements are
    tried where there are no more than 20,000, and then the p is exact; else ``n_permutations``
    drawn ones, and ``p = (1 + b) / (1 + B)`` (Phipson and Smyth 2010), b of B as extreme.

    Args:
        n: counts, shape ``(blocks, terms)``.
        size: words of each block, shape ``(blocks,)``.
        is_target: which blocks are the target's, shape ``(blocks,)``.
        n_permutations: how many are drawn.
        seed: of the draw.

    Returns:
        A p a term, shape ``(terms,)``.
    """
    x, m, target = _groups(n, size, is_target)
    exact = comb(len(m), int(target.sum())) <= EXACT_ARRANGEMENTS
    sides = _all_sides(target) if exact else _drawn_sides(target, n_permutations, seed)
    observed = np.abs(_differences(target[None, :].astype(float), x, m)[0])
    extreme = np.zeros(x.shape[1])
    for start in range(0, len(sides), 1000):
        differences = np.abs(_differences(sides[start : start + 1000], x, m))
        extreme += (differences >= observed - 1e-12).sum(axis=0)
    return extreme / len(sides) if exact else (1 + extreme) / (1 + len(sides))


def _differences(sides: Floats, x: Floats, m: Floats) -> Floats:
    """Share in the target less share in the reference, for each arrangement and term."""
    in_target, words = sides @ x, (sides @ m)[:, None]
    return np.asarray(in_target / words - (x.sum(axis=0) - in_target) / (m.sum() - words))


def _all_sides(target: NDArray[np.bool_]) -> Floats:
    chosen = list(combinations(range(len(target)), int(target.sum())))
    sides = np.zeros((len(chosen), len(target)))
    sides[np.arange(len(chosen))[:, None], np.array(chosen)] = 1
    return sides


def _drawn_sides(target: NDArray[np.bool_], n_permutations: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    sides = np.tile(target.astype(float), (n_permutations, 1))
    return rng.permuted(sides, axis=1)


def adjust_p(p: ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p-values; the family is the p-values given.

    Missing ones stay missing and are not part of the family.
    """
    values = np.asarray(p, dtype=float)
    adjusted = np.full(values.shape, np.nan)
    known = np.isfinite(values)
    if known.any():
        adjusted[known] = stats.false_discovery_control(values[known], method="bh")
    return adjusted
