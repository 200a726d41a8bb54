"""The limits of a share from its effective sample size, which hold for rare and clustered terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from corpus.arrays import Floats, Ints

# Without other terms to borrow from, a term's design effect is held to 2, as if this had been seen
# with 4 degrees of freedom: that of policy terms with 3 to 8 occurrences in reports of all levels,
# by section (1.5 to 2.5).
DESIGN_EFFECT = 2.0
_KNOWN = 4.0
# Terms of like frequency: from an eighth of a term's count to 16 times it for the upper limit, to
# eight times it otherwise. With at least 10 of them, the design effect that they have together
# counts as if seen with one degree of freedom a term, at most 20.
_FEWER, _MORE, _MORE_ABOVE = 8.0, 8.0, 16.0
_ENOUGH, _MOST = 10, 20
# Terms that differ in their design effects raise that of the upper limit at most so many times.
_DIFFER = 1.5
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
        terms = _terms(found, of_parts)
        usual = _usual(len(found.n))
        below = _lent(found.n, terms, borrow, usual)
        above = _lent(found.n, terms, borrow, usual, above=True)
        absent = _lent(np.zeros(len(found.n)), terms, borrow, usual, above=True)
        _, high, least = _limits(found, terms, below, above, absent, confidence)
        # Upper limits once more: whether the share may be so high depends on how terms of such a
        # share cluster. A term of which one occurrence is seen may be a rare one, or one that comes
        # in bursts and has been seen where it did not.
        above = _lent(high * found.words, terms, borrow, above, above=True)
        absent = _lent(least * found.words, terms, borrow, absent, above=True)
        return _limits(found, terms, below, above, absent, confidence)[:2]


@dataclass(frozen=True)
class _Terms:
    """What the blocks tell of each term's design effect, and what it lends.

    Attributes:
        n: how often the term occurs.
        of_parts: as in ``limits``.
        free: the degrees of freedom of its squared residuals, ``(Σ r²)² / Σ r⁴``.
        variance: of n, as the blocks have it: ``(k − 1) / k Σ r²``.
        simple: of n, if words were independent.
        pairs: ``Σ r² s²`` over pairs of blocks with the residuals r and s, over n.
        simple_pairs: the same with the variance of independent words in the place of s².
    """

    n: Floats
    of_parts: bool
    free: Floats
    variance: Floats
    simple: Floats
    pairs: Floats
    simple_pairs: Floats


def _terms(found: Spread, of_parts: bool) -> _Terms:
    ratio, n = (found.blocks - 1) / found.blocks, np.maximum(found.n, 1)
    variance, fourths = found.squares * ratio, found.fourths * ratio**2
    rest = 1 - found.n / found.words if of_parts else np.ones(len(n))
    pairs = (variance**2 - fourths) / n
    # Each block with itself is left out; Σ |r|³ is at most sqrt(Σ r² Σ r⁴).
    simple_pairs = (variance * found.n - np.sqrt(variance * fourths)) / n * rest
    each = (np.maximum(np.nan_to_num(one), 0) for one in (pairs, simple_pairs))
    free = np.nan_to_num(found.squares**2 / found.fourths)
    return _Terms(found.n, of_parts, free, variance, found.n * rest, *each)


@dataclass(frozen=True)
class _Lent:
    """The design effects lent to terms, and the degrees of freedom that they count as."""

    effect: Floats
    known: Floats

    @property
    def borrowed(self) -> NDArray[np.bool_]:
        """Whether there are enough terms that lend."""
        return self.known >= _ENOUGH


def _limits(
    found: Spread, terms: _Terms, below: _Lent, above: _Lent, absent: _Lent, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Lower and upper limits, and the upper ones of terms that do not occur."""
    seen = np.where(found.n > 0, np.minimum(2 * terms.free, found.blocks - 1), 0)

    def trials(lent: _Lent, free: Floats, more: Floats) -> Floats:
        extra = np.where(lent.borrowed, lent.known, 2 * _KNOWN / (_KNOWN + seen))
        return _trials(found, _held(terms, lent, seen) * more, free, extra, confidence)

    missed = _MISSED * np.nan_to_num(found.largest / terms.variance, posinf=0)
    more = 1 + np.where(above.borrowed, 0, missed)
    none, one = np.zeros(len(seen)), np.ones(len(seen))
    of_none = _trials(found, absent.effect, none, absent.known, confidence)
    quantiles = _beta_limits if terms.of_parts else _gamma_limits
    return quantiles(
        found.n / found.words,
        trials(below, 2 * terms.free, one),
        trials(above, terms.free, more),
        of_none,
        confidence,
    )


def _held(terms: _Terms, lent: _Lent, seen: Floats) -> Floats:
    """Each term's own design effect, held to what is lent as far as it is hardly known."""
    own = np.where(terms.simple > 0, terms.variance / terms.simple, lent.effect)
    held = np.fmax(own, (lent.known * lent.effect + seen * own) / (lent.known + seen))
    return np.where(np.isfinite(held), held, lent.effect)


def _usual(terms: int) -> _Lent:
    """What is known where nothing is lent."""
    return _Lent(np.full(terms, DESIGN_EFFECT), np.full(terms, _KNOWN))


def _lent(
    n: Floats, terms: _Terms, borrow: bool | Ints, otherwise: _Lent, *, above: bool = False
) -> _Lent:
    """What is lent to terms that occur so often, or else ``otherwise``; or for the upper limit."""
    if borrow is False:
        return otherwise
    lent, known = otherwise.effect.copy(), otherwise.known.copy()
    groups = np.zeros(len(n), dtype=np.int64) if borrow is True else np.asarray(borrow)
    order = np.argsort(groups, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        if len(own) >= _ENOUGH:
            found, lenders = _lent_within(n[own], terms, own, above)
            enough = (lenders >= _ENOUGH) & np.isfinite(found)
            lent[own[enough]] = found[enough]
            known[own[enough]] = np.minimum(lenders, _MOST)[enough]
    return _Lent(lent, known)


def _lent_within(n: Floats, terms: _Terms, own: Ints, above: bool) -> tuple[Floats, Ints]:
    """The design effect of terms of like frequency in one group, and how many they are."""
    order = own[np.argsort(terms.n[own], kind="stable")]
    order = order[np.count_nonzero(terms.n[own] == 0) :]  # those that occur
    count = np.maximum(n, 1)
    first = np.searchsorted(terms.n[order], count / _FEWER, "left")
    last = np.searchsorted(terms.n[order], count * (_MORE_ABOVE if above else _MORE), "right")

    def between(sums: Floats) -> Floats:
        total = np.append(0, np.cumsum(sums[order]))
        return np.asarray(total[last] - total[first])

    lent = np.maximum(between(terms.variance) / between(terms.simple), 1)
    if above:
        differ = between(terms.pairs) / between(terms.simple_pairs) / lent
        lent = lent * np.clip(np.nan_to_num(differ, nan=1, posinf=1), 1, _DIFFER)
    return lent, last - first


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
) -> tuple[Floats, Floats, Floats]:
    """Jeffreys's interval from effective numbers of words; Clopper and Pearson's at 0 and 1.

    No upper limit is below that of a term that does not occur, for which there are ``absent``.
    """
    tail = (1 - confidence) / 2
    low = stats.beta.ppf(tail, share * below + 0.5, (1 - share) * below + 0.5)
    high = stats.beta.ppf(1 - tail, share * above + 0.5, (1 - share) * above + 0.5)
    low = np.where(share >= 1, tail ** (1 / below), np.clip(low, 0, share))
    least = 1 - tail ** (1 / absent)
    high = np.where(share <= 0, least, np.clip(high, np.maximum(share, least), 1))
    return np.where(share <= 0, 0.0, low), np.where(share >= 1, 1.0, high), least


def _gamma_limits(
    rate: Floats, below: Floats, above: Floats, absent: Floats, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """The same of a Poisson rate: Jeffreys's interval, and the exact one where nothing occurs."""
    tail = (1 - confidence) / 2
    low = stats.gamma.ppf(tail, rate * below + 0.5) / below
    high = stats.gamma.ppf(1 - tail, rate * above + 0.5) / above
    least = -np.log(tail) / absent
    high = np.where(rate <= 0, least, np.maximum(high, np.maximum(rate, least)))
    return np.where(rate <= 0, 0.0, np.clip(low, 0, rate)), high, least
