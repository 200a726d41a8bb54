"""The limits of a share from its effective sample size, which hold for rare and clustered terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from corpus.arrays import Floats, Ints

# Without other terms to borrow from, a term's design effect is held to 2, as if this had been seen
# with 4 degrees of freedom: that of policy terms with 3 to 8 occurrences in reports of all levels,
# by section (1.5 to 2.5).
DESIGN_EFFECT = 2.0
_KNOWN = 4.0
# Terms of like frequency: from an eighth of a term's count to eight times it. With at least 10 of
# them, the design effect that they have together counts as if seen with one degree of freedom a
# term, at most 20.
_FACTOR = 8.0
_ENOUGH, _MOST = 10, 20
# How much one more block like the most unusual one counts, which may have been missed.
_MISSED = 0.7


@dataclass(frozen=True)
class Spread:
    """How the counts of each term vary over k blocks, shape ``(terms,)`` each.

    With the counts x and sizes m of the blocks, X and M their sums, and the share ``p = X / M``,
    the residuals are ``r = (x − p m) / (1 − m / M)``: what leaving out the block changes.

    Attributes:
        n: X.
        words: M.
        blocks: k.
        squares: Σ r².
        fourths: Σ r⁴.
        largest: the largest r² of a block with the term.
    """

    n: Floats
    words: Floats
    blocks: Ints
    squares: Floats
    fourths: Floats
    largest: Floats


def spread(x: Any, m: Floats) -> Spread:
    """How the counts of each term vary over blocks.

    Args:
        x: counts, a sparse matrix by column, shape ``(blocks, terms)``.
        m: the number of words in each block, shape ``(blocks,)``.
    """
    blocks, terms = x.shape
    words, n = m.sum(), x.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = n / words
        rest = 1 - m / words
        expected = m / rest
        column = np.repeat(np.arange(terms), np.diff(x.indptr))
        there = share[column] * expected[x.indices]
        residual = x.data / rest[x.indices] - there
    largest = np.zeros(terms)
    np.maximum.at(largest, column, np.nan_to_num(residual**2))

    def summed(power: int) -> Floats:
        """Σ r to this power: as if no block had the term, and what those that have it change."""
        with np.errstate(invalid="ignore"):
            none = share**power * (expected**power).sum()
            found = none + np.bincount(column, residual**power - there**power, terms)
        return np.asarray(np.maximum(found, 0))

    every = np.full(terms, words)
    return Spread(n, every, np.full(terms, blocks), summed(2), summed(4), largest)


def limits(
    found: Spread, *, confidence: float, borrow: bool | Ints, of_parts: bool = True
) -> tuple[Floats, Floats]:
    """The lower and upper limits of each share; see ``share_interval`` for what is computed.

    Args:
        found: how the counts vary over the blocks.
        confidence: the confidence level, between 0 and 1.
        borrow: whether terms of like frequency lend each other their design effect; or the group
            of each term, such as a unit, within which they do.
        of_parts: whether what is counted is a part of what it is counted out of, as words are.
            Mentions per sentence are not: there may be several in one, and their limits are those
            of a Poisson rate, from gamma quantiles, to which the beta's come as words grow.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        k = found.blocks.astype(float)
        share = found.n / found.words
        simple = found.n * (1 - share) if of_parts else found.n
        variance = found.squares * (k - 1) / k
        free = np.nan_to_num(found.squares**2 / found.fourths)
        seen = np.where(found.n > 0, np.minimum(2 * free, k - 1), 0)
        lent, known = _lent(found.n, found.n, variance, simple, borrow=borrow)
        own = np.where(simple > 0, variance / simple, lent)
        effect = np.fmax(own, (known * lent + seen * own) / (known + seen))
        effect = np.where(np.isfinite(effect), effect, lent)
        borrowed = known >= _ENOUGH
        extra = np.where(borrowed, known, 2 * _KNOWN / (_KNOWN + seen))
        missed = np.where(borrowed, 0, _MISSED * np.nan_to_num(found.largest / variance, posinf=0))
        below = _trials(found, effect, 2 * free, extra, confidence)
        above = _trials(found, effect * (1 + missed), free, extra, confidence)
        at_zero = _lent(np.zeros(len(k)), found.n, variance, simple, borrow=borrow)
        absent = _trials(found, at_zero[0], np.zeros(len(k)), at_zero[1], confidence)
        quantiles = _beta_limits if of_parts else _gamma_limits
        return quantiles(share, below, above, absent, confidence)


def _lent(
    to: Floats, n: Floats, variance: Floats, simple: Floats, *, borrow: bool | Ints
) -> tuple[Floats, Floats]:
    """The design effect lent to terms with these counts, and the degrees of freedom it counts as.

    Those that lend occur ``n`` times.
    """
    lent, known = np.full(len(n), DESIGN_EFFECT), np.full(len(n), _KNOWN)
    if borrow is False:
        return lent, known
    groups = np.zeros(len(n), dtype=np.int64) if borrow is True else np.asarray(borrow)
    order = np.argsort(groups, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        if len(own) >= _ENOUGH:
            lent[own], known[own] = _lent_within(to[own], n[own], variance[own], simple[own])
    return lent, known


def _lent_within(to: Floats, n: Floats, variance: Floats, simple: Floats) -> tuple[Floats, Floats]:
    """As ``_lent``, of one group of terms."""
    order = np.argsort(n, kind="stable")[np.count_nonzero(n == 0) :]  # of those that occur
    v, s = (np.append(0, np.cumsum(one[order])) for one in (variance, simple))
    count = np.maximum(to, 1)
    first = np.searchsorted(n[order], count / _FACTOR, "left")
    last = np.searchsorted(n[order], count * _FACTOR, "right")
    together = (v[last] - v[first]) / (s[last] - s[first])
    enough = (last - first >= _ENOUGH) & np.isfinite(together)
    lent = np.where(enough, np.maximum(together, 1), DESIGN_EFFECT)
    return lent, np.where(enough, np.minimum(last - first, _MOST), _KNOWN)


def _trials(
    found: Spread, effect: Floats, free: Floats, extra: Floats, confidence: float
) -> Floats:
    """The effective number of words: divided by the design effect, and by (t / z)².

    The degrees of freedom of t are those of the squared residuals, ``(Σ r²)² / Σ r⁴`` or twice
    that, at most k − 1, and those that a borrowed design effect adds.
    """
    half = (1 + confidence) / 2
    most = np.maximum(found.blocks - 1, 1)
    t = stats.t.ppf(half, np.minimum(np.maximum(free, 1), most) + extra)
    return np.asarray(found.words / effect * (stats.norm.ppf(half) / t) ** 2)


def _beta_limits(
    share: Floats, below: Floats, above: Floats, absent: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Jeffreys's interval from effective numbers of words; Clopper and Pearson's at 0 and 1.

    No upper limit is below that of a term that does not occur, for which there are ``absent``.
    """
    tail = (1 - confidence) / 2
    low = stats.beta.ppf(tail, share * below + 0.5, (1 - share) * below + 0.5)
    high = stats.beta.ppf(1 - tail, share * above + 0.5, (1 - share) * above + 0.5)
    low = np.where(share >= 1, tail ** (1 / below), np.clip(low, 0, share))
    least = 1 - tail ** (1 / absent)
    high = np.where(share <= 0, least, np.clip(high, np.maximum(share, least), 1))
    return np.where(share <= 0, 0.0, low), np.where(share >= 1, 1.0, high)


def _gamma_limits(
    rate: Floats, below: Floats, above: Floats, absent: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """The same of a Poisson rate: Jeffreys's interval, and the exact one where nothing occurs."""
    tail = (1 - confidence) / 2
    low = stats.gamma.ppf(tail, rate * below + 0.5) / below
    high = stats.gamma.ppf(1 - tail, rate * above + 0.5) / above
    least = -np.log(tail) / absent
    high = np.where(rate <= 0, least, np.maximum(high, np.maximum(rate, least)))
    return np.where(rate <= 0, 0.0, np.clip(low, 0, rate)), high
