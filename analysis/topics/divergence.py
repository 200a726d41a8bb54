"""The factorisation of counts by divergence, with topics merged and split until none is torn.

The model is that of probabilistic latent semantic analysis: the n words of a text unit are divided
among topics, each with its probabilities of terms. Expectation–maximisation (Hofmann 1999) lowers
the Kullback–Leibler divergence of the counts at every step, but can come to rest where two topics
share one slot and another topic fills two. Ueda and others (2000) move on from there: the two that
are one are merged, and the one that is two is split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.special import expit

from corpus.arrays import Floats, Ints

FIRST_STEPS, STEPS, LAST_STEPS = 20, 8, 30
SPLIT_STEPS, BORN_STEPS, LEFT_STEPS = 15, 16, 10
ROUNDS = 12  # of merging and splitting; planted topics took at most 9
NONE = 1e-300  # below every probability; keeps quotients finite
TRIED = 4  # splits, or topics to do without, at a time
# The likelihood that a topic is worth for each of its parameters. Halves of a planted topic were
# worth up to 0.8, planted topics 0.97 or more, also where they come together.
WORTH = 0.85
# The same of a topic that is left out, after some steps: parts of others were worth up to 1.23,
# planted topics 1.42 or more.
WORTH_ALONE = 1.3
AN_OCCURRENCE = 0.05  # of a cell in a topic; less is not looked at when a topic is split


@dataclass(frozen=True)
class Cells:
    """The counts above 0: one entry per text unit and term.

    The columns are there twice: ``indices`` is what scipy keeps, and numpy would convert it at
    every look-up.
    """

    rows: Ints
    columns: Ints
    n: Floats
    indices: Ints
    starts: Ints
    shape: tuple[int, int]


@dataclass(frozen=True)
class Factors:
    """``words``: of each text unit in each topic; ``terms``: their probabilities by topic."""

    words: Floats
    terms: Floats

    @property
    def sizes(self) -> Floats:
        """The words of each topic."""
        return np.asarray(self.words.sum(axis=0))


@dataclass(frozen=True)
class Split:
    """Two parts of a topic, how far they raise the likelihood, and at what price."""

    topic: int
    gain: float
    price: float
    words: Floats
    terms: Floats


def factorise(
    matrix: Any, words: Floats, terms: Floats, *, guided: int = 0
) -> tuple[Floats, Floats, int]:
    """Words of each text unit by topic, and term probabilities by topic, from a starting point.

    A topic is *supported* if merging it with another lowers the log-likelihood by more than 0.85
    times its parameters, the text units and terms of which it has a word or more (the criterion of
    Akaike 1974 has 1). Topics that are not supported are merged with the most similar; free slots
    go to topics whose two parts are both supported, or to what all topics leave over; and where
    splitting one topic gains more than merging two others loses, both are done. Where slots remain,
    topics are left out that are made of parts of others, and of which the log-likelihood falls by
    less than 1.3 times their parameters when these take them back. Slots that then remain are
    filled by splitting the topics that gain most, with the terms of all supported topics held as
    they are.

    Args:
        matrix: text units by terms, sparse.
        words: the starting point, text units by topics.
        terms: the starting point, topics by terms.
        guided: the first topics are neither merged nor split.

    Returns:
        The words of each text unit by topic, the probabilities of terms by topic, and how many
        topics are supported, which are the first.
    """
    cells, n_topics = _cells(matrix), len(terms)
    factors = climb(cells, _scaled(cells, words, terms), FIRST_STEPS)
    factors = _without_unsupported(cells, factors, guided)
    for _ in range(ROUNDS):
        moved = _moved(cells, factors, n_topics, guided)
        if moved is None or not _better(cells, moved, factors, n_topics):
            break
        factors = moved
    if len(factors.terms) < n_topics:
        factors = _without_crossed(cells, factors, guided)
    factors = climb(cells, factors, LAST_STEPS)
    supported = len(factors.terms)
    if supported < n_topics:
        factors = _filled(cells, factors, n_topics, guided)
    return factors.words, factors.terms, supported


def _better(cells: Cells, one: Factors, other: Factors, n_topics: int) -> bool:
    """Whether more topics are supported; or, where all are, whether the divergence is lower."""
    if len(one.terms) < n_topics or len(other.terms) < n_topics:
        return len(one.terms) > len(other.terms)
    return log_likelihood(cells, one) > log_likelihood(cells, other)


def climb(cells: Cells, factors: Factors, steps: int, *, held: int = 0) -> Factors:
    """Steps of expectation–maximisation; the terms of the first ``held`` topics stay.

    What falls below ``NONE`` is 0. Whether a processor does that by itself, further down, differs
    from thread to thread.
    """
    words, terms = factors.words, factors.terms
    ratio = _sparse(cells, cells.n)
    across = ratio.T
    for _ in range(steps):
        ratio.data = across.data = cells.n / _expected(cells, words, terms)
        new = terms * (across @ words).T
        new /= np.maximum(new.sum(axis=1, keepdims=True), NONE)
        words = _or_none(words * (ratio @ terms.T))
        terms = np.concatenate([terms[:held], _or_none(new[held:])])
    return Factors(words, terms)


def held_terms(matrix: Any, shares: Floats, terms: Floats, steps: int) -> Floats:
    """The shares of the topics in each text unit, after steps in which their terms stay.

    Args:
        matrix: text units by terms, sparse.
        shares: the starting point, text units by topics.
        terms: topics by terms.
        steps: of expectation–maximisation.

    Returns:
        Text units by topics; missing where no topic has a term of the unit.
    """
    cells = _cells(matrix)
    ratio = _sparse(cells, cells.n)
    for _ in range(steps):
        expected = _expected(cells, shares, terms)
        ratio.data = np.divide(cells.n, expected, out=np.zeros_like(cells.n), where=expected > NONE)
        shares = _or_none(shares * (ratio @ terms.T))
        sums = shares.sum(axis=1, keepdims=True)
        shares = np.divide(shares, sums, out=np.full_like(shares, np.nan), where=sums > 0)
    return shares


def _or_none(values: Floats) -> Floats:
    return np.where(values < NONE, 0, values)


def log_likelihood(cells: Cells, factors: Factors) -> float:
    """``Σ n ln expected``: the divergence is a constant minus this, as all words are divided."""
    return float(cells.n @ np.log(_expected(cells, factors.words, factors.terms)))


def _cells(matrix: Any) -> Cells:
    counted = sparse.csr_array(matrix).astype(float)
    counted.sort_indices()
    rows = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
    columns = counted.indices.astype(np.intp)
    return Cells(rows, columns, counted.data, counted.indices, counted.indptr, counted.shape)


def _sparse(cells: Cells, values: Floats) -> Any:
    return sparse.csr_array((values, cells.indices, cells.starts), shape=cells.shape)


def _scaled(cells: Cells, words: Floats, terms: Floats) -> Factors:
    """A starting point whose topics divide the words of each text unit."""
    mass = terms.sum(axis=1)
    divided = words * mass
    total = np.bincount(cells.rows, cells.n, cells.shape[0])
    divided *= (total / np.maximum(divided.sum(axis=1), NONE))[:, None]
    return Factors(divided, terms / np.maximum(mass, NONE)[:, None])


def _expected(cells: Cells, words: Floats, terms: Floats) -> Floats:
    """The expected counts of the cells, topic by topic and in the same array, for speed."""
    found, used = np.full(len(cells.n), NONE), np.diff(cells.starts)
    part = np.empty_like(found)
    for own, probabilities in zip(np.ascontiguousarray(words.T), terms, strict=True):
        probabilities.take(cells.columns, out=part, mode="clip")  # others would copy ``out``
        part *= np.repeat(own, used)
        found += part
    return found


def _without_unsupported(cells: Cells, factors: Factors, guided: int) -> Factors:
    """Merges pairs, the cheapest first, until every topic is worth its parameters."""
    while len(factors.terms) > max(guided + 1, 2):
        pairs = _pairs(cells, factors, guided)
        chosen = _disjoint([(c / price, i, j) for c, price, i, j in pairs if c < WORTH * price])
        if not chosen:
            return factors
        most = len(factors.terms) - 2
        factors = climb(cells, _merged(factors, chosen[:most]), STEPS)
    return factors


def _disjoint(pairs: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The pairs in their order, without those of which a topic is already taken."""
    chosen: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if not {i, j} & {topic for pair in chosen for topic in pair}:
            chosen.append((i, j))
    return chosen


def _pairs(cells: Cells, factors: Factors, guided: int) -> list[tuple[float, float, int, int]]:
    """What it costs to merge two topics, and what it saves, for the most similar pairs.

    The most similar are found by an upper bound of the cost that needs their terms only,
    ``Σ_k m_k KL(terms_k ‖ terms of both)`` with m the words of a topic, and by this bound per word
    of the smaller topic.
    """
    n_topics, bounds = len(factors.terms), _bounds(factors)
    smaller = np.maximum(np.minimum.outer(factors.sizes, factors.sizes), NONE)
    bounds[:guided] = np.inf
    near = {
        int(one)
        for each in (bounds, bounds / smaller)
        for one in np.argsort(each, axis=None, kind="stable")[: 2 * n_topics]
        if np.isfinite(bounds.flat[one])
    }
    expected = _expected(cells, factors.words, factors.terms)
    pairs = [divmod(one, n_topics) for one in sorted(near)]
    return [(*_cost(cells, factors, expected, i, j), i, j) for i, j in pairs]


def _bounds(factors: Factors) -> Floats:
    """The bound of each pair's cost; infinite on and below the diagonal."""
    sizes, terms = factors.sizes, factors.terms
    bounds = np.full((len(terms), len(terms)), np.inf)
    own = _entropies(terms)
    for i in range(len(terms) - 1):
        both = np.maximum(sizes[i] + sizes[i + 1 :], NONE)
        joined = (sizes[i] * terms[i] + sizes[i + 1 :, None] * terms[i + 1 :]) / both[:, None]
        apart = sizes[i] * own[i] + sizes[i + 1 :] * own[i + 1 :]
        bounds[i, i + 1 :] = both * _entropies(joined) - apart
    return bounds


def _entropies(terms: Floats) -> Floats:
    return -np.asarray((terms * np.log(np.maximum(terms, NONE))).sum(axis=1))


def _cost(cells: Cells, factors: Factors, expected: Floats, i: int, j: int) -> tuple[float, float]:
    """The log-likelihood lost by merging two topics, and the parameters saved."""
    words = factors.words[:, i] + factors.words[:, j]
    terms = _joined(factors, i, j)
    change = sum(
        factors.words[:, one][cells.rows] * (terms - factors.terms[one])[cells.columns]
        for one in (i, j)
    )
    lost = cells.n @ np.log(expected / np.maximum(expected + change, NONE))
    return float(lost), _price(words, terms)


def _joined(factors: Factors, i: int, j: int) -> Floats:
    sizes = factors.sizes[[i, j]]
    return np.asarray(sizes @ factors.terms[[i, j]] / max(sizes.sum(), NONE))


def _price(words: Floats, terms: Floats) -> float:
    """The parameters of a topic: text units and terms of which it has a word or more."""
    return float((words >= 1).sum() + (terms * words.sum() >= 1).sum())


def _merged(factors: Factors, pairs: Sequence[tuple[int, int]]) -> Factors:
    words, terms = factors.words.copy(), factors.terms.copy()
    for i, j in pairs:
        words[:, i] += words[:, j]
        terms[i] = _joined(factors, i, j)
    gone = [j for _, j in pairs]
    return Factors(np.delete(words, gone, axis=1), np.delete(terms, gone, axis=0))


def _moved(cells: Cells, factors: Factors, n_topics: int, guided: int) -> Factors | None:
    """One round of moves: splits and births into free slots, or splits into those mergers free."""
    splits = _splits(cells, factors, guided)
    free = n_topics - len(factors.terms)
    if free:
        splits.sort(key=lambda one: -one.gain / one.price)
        moved = _divided(cells, factors, splits[: max(free, TRIED)])
        moved = _at_most(cells, _without_unsupported(cells, moved, guided), n_topics, guided)
        if len(moved.terms) > len(factors.terms):
            return moved
        return _with_born(cells, factors, n_topics, guided)
    chosen, merged = _exchanges(splits, sorted(_pairs(cells, factors, guided)))
    return _divided(cells, factors, chosen, merged) if chosen else None


def _with_born(cells: Cells, factors: Factors, n_topics: int, guided: int) -> Factors | None:
    """With a topic of what is left over, if it gains as much as a topic of median size is worth."""
    born = _with_left_over(cells, factors, guided)
    same = climb(cells, factors, BORN_STEPS)
    gain = log_likelihood(cells, born) - log_likelihood(cells, same)
    prices = [_price(own, terms) for own, terms in zip(born.words.T, born.terms, strict=True)]
    if gain <= WORTH * max(prices[-1], float(np.median(prices))):
        return None
    return _at_most(cells, _without_unsupported(cells, born, guided), n_topics, guided)


def _with_left_over(cells: Cells, factors: Factors, guided: int) -> Factors:
    """With a topic from what all topics together leave over, as when one is spread over many.

    It starts from the terms and text units on one side of the first axis of the residuals,
    ``(n − expected) / sqrt(units terms)``.
    """
    scores, axis = _left_over(cells, factors)
    side = 1 if (axis**3).sum() > 0 else -1  # the side of few terms
    terms = np.maximum(side * axis, 0) * np.sqrt(np.bincount(cells.columns, cells.n, len(axis)))
    terms[factors.terms[guided:].max(axis=0) <= 0] = 0
    weight = np.maximum(side * scores, 0)
    weight = 0.5 * weight / max(weight.max(), NONE)
    words = factors.words * (1 - weight)[:, None]
    own = weight * factors.words.sum(axis=1)
    born = Factors(
        np.column_stack([words, own]), np.vstack([factors.terms, terms / max(terms.sum(), NONE)])
    )
    return climb(cells, born, BORN_STEPS)


def _left_over(cells: Cells, factors: Factors, steps: int = 60) -> tuple[Floats, Floats]:
    """Scores of text units and loadings of terms on the first axis of the residuals."""
    units = np.sqrt(np.maximum(np.bincount(cells.rows, cells.n, cells.shape[0]), 1))
    terms = np.sqrt(np.maximum(np.bincount(cells.columns, cells.n, cells.shape[1]), 1))
    scaled = _sparse(cells, cells.n / (units[cells.rows] * terms[cells.columns]))
    across = scaled.T
    left, right = factors.words / units[:, None], factors.terms / terms
    axis = terms / np.linalg.norm(terms)
    axis = np.where(np.arange(len(axis)) % 2, axis, -axis)
    for _ in range(steps):
        scores = scaled @ axis - left @ (right @ axis)
        axis = across @ scores - right.T @ (left.T @ scores)
        axis /= max(np.linalg.norm(axis), NONE)
    return scores / units, axis


def _at_most(cells: Cells, factors: Factors, n_topics: int, guided: int) -> Factors:
    """The cheapest mergers until there are no more topics than asked for."""
    while len(factors.terms) > n_topics:
        _, _, i, j = min(_pairs(cells, factors, guided))
        factors = climb(cells, _merged(factors, [(i, j)]), STEPS)
    return factors


def _exchanges(
    splits: Sequence[Split], pairs: Sequence[tuple[float, float, int, int]]
) -> tuple[list[Split], list[tuple[int, int]]]:
    """The splits that gain more than a merger costs, each with its merger, of different topics."""
    taken: set[int] = set()
    chosen, merged = [], []
    for split in sorted(splits, key=lambda one: -one.gain):
        for cost, _, *pair in pairs:
            if cost < split.gain and not {split.topic, *pair} & taken and split.topic not in pair:
                taken |= {split.topic, *pair}
                chosen.append(split)
                merged.append((pair[0], pair[1]))
                break
    return chosen, merged


def _divided(
    cells: Cells,
    factors: Factors,
    splits: Sequence[Split],
    merged: Sequence[tuple[int, int]] = (),
) -> Factors:
    """The factors with some topics split and others merged, after some steps."""
    words, terms = factors.words.copy(), factors.terms.copy()
    for split in splits:
        words[:, split.topic], terms[split.topic] = split.words[:, 0], split.terms[0]
    joined = _merged(Factors(words, terms), merged)
    every = Factors(
        np.column_stack([joined.words, *(one.words[:, 1] for one in splits)]),
        np.vstack([joined.terms, *(one.terms[1] for one in splits)]),
    )
    return climb(cells, every, STEPS)


def _splits(cells: Cells, factors: Factors, guided: int) -> list[Split]:
    expected = _expected(cells, factors.words, factors.terms)
    found = [_split(cells, factors, expected, one) for one in range(guided, len(factors.terms))]
    return [one for one in found if one is not None]


def _split(cells: Cells, factors: Factors, expected: Floats, topic: int) -> Split | None:
    """A topic in two, fitted to its own words only: the likelihood of all rises at least so far."""
    own, terms = factors.words[:, topic], factors.terms[topic]
    n = cells.n * own[cells.rows] * terms[cells.columns] / expected
    there = n >= AN_OCCURRENCE
    part = sparse.csr_array((n[there], (cells.rows[there], cells.columns[there])), cells.shape)
    units, used = (np.flatnonzero(part.sum(axis=axis)) for axis in (1, 0))
    if min(len(units), len(used)) < 2:
        return None
    inner = _cells(part[units][:, used])
    halves, base = _halves(inner)
    found = climb(inner, halves, SPLIT_STEPS)
    gain = log_likelihood(inner, found) - base
    share = found.words / np.maximum(found.words.sum(axis=1, keepdims=True), NONE)
    words = np.outer(own, found.sizes / max(found.sizes.sum(), NONE))
    words[units] = own[units, None] * share
    new = 1e-3 * np.vstack([terms, terms])
    new[:, used] += found.terms
    return Split(topic, gain, _price(own, terms), words, new / new.sum(axis=1, keepdims=True))


def _halves(cells: Cells) -> tuple[Factors, float]:
    """Two parts by the first axis of correspondence analysis, and the likelihood as one topic."""
    counted = _sparse(cells, cells.n)
    units, terms = (np.asarray(counted.sum(axis=axis)).ravel() for axis in (1, 0))
    total = cells.n.sum()
    base = cells.n @ np.log(units[cells.rows] * terms[cells.columns] / total)
    side = expit(2 * _first_axis(cells, units, terms))
    words = units[:, None] * np.column_stack([side, 1 - side])
    both = np.vstack([counted.T @ side, counted.T @ (1 - side)]) + 1e-9 * total
    return Factors(words, both / both.sum(axis=1, keepdims=True)), float(base)


def _first_axis(cells: Cells, units: Floats, terms: Floats, steps: int = 30) -> Floats:
    """Scores of the text units on the first axis, in standard deviations, by power iteration."""
    row, column = np.sqrt(units), np.sqrt(terms / units.sum())
    scaled = _sparse(cells, cells.n / (row[cells.rows] * np.sqrt(terms)[cells.columns]))
    edge = np.sqrt(units / units.sum())
    # The start is the text unit that differs most from the average.
    apart = np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel() - edge**2
    scores = np.zeros(len(units))
    scores[int(np.argmax(apart))] = 1
    across = scaled.T
    for _ in range(steps):
        axis = across @ scores - column * (edge @ scores)
        scores = scaled @ axis - edge * (column @ axis)
        scores /= max(np.linalg.norm(scores), NONE)
    spread = scores / edge / np.sqrt(len(units))
    return np.asarray(spread / max(spread.std(), NONE))


def _without_crossed(cells: Cells, factors: Factors, guided: int) -> Factors:
    """Without topics that are parts of others, such as half of one and half of another.

    No merger removes these, since it would join what the halves belong to. Of the pairs that are
    merged at the least cost, the smaller topics are left out in turn, and what they have goes to
    the others of their text units. The one that is missed least is left out for good, if the
    log-likelihood falls by less than ``WORTH_ALONE`` for each of its parameters; then once more.
    """
    while len(factors.terms) > max(guided + 1, 2):
        before, tried = log_likelihood(cells, factors), []
        for topic in _doubtful(cells, factors, guided):
            rest = climb(cells, _left_out(factors, topic), LEFT_STEPS)
            price = max(_price(factors.words[:, topic], factors.terms[topic]), 1)
            tried.append(((before - log_likelihood(cells, rest)) / price, topic, rest))
        lost, _, rest = min(tried, key=lambda one: one[:2], default=(np.inf, 0, factors))
        if lost >= WORTH_ALONE:
            return factors
        factors = rest
    return factors


def _doubtful(cells: Cells, factors: Factors, guided: int) -> list[int]:
    """The smaller topics of the pairs that are worth least apart."""
    pairs = [(cost / max(price, 1), i, j) for cost, price, i, j in _pairs(cells, factors, guided)]
    smaller = [min((i, j), key=lambda one: factors.sizes[one]) for _, i, j in sorted(pairs)]
    return [one for one in dict.fromkeys(smaller) if one >= guided][:TRIED]


def _left_out(factors: Factors, topic: int) -> Factors:
    """Without a topic: its words go to the others of each text unit, as these share it."""
    words, terms = np.delete(factors.words, topic, axis=1), np.delete(factors.terms, topic, axis=0)
    total = words.sum(axis=1, keepdims=True)
    share = np.where(total > NONE, words / np.maximum(total, NONE), 1 / len(terms))
    given = share * factors.words[:, [topic]]
    mass = terms * words.sum(axis=0)[:, None] + np.outer(given.sum(axis=0), factors.terms[topic])
    return Factors(words + given, mass / np.maximum(mass.sum(axis=1, keepdims=True), NONE))


def _filled(cells: Cells, factors: Factors, n_topics: int, guided: int) -> Factors:
    """As many topics as asked for: what the supported ones leave over, with their terms held."""
    held = len(factors.terms)
    while len(factors.terms) < n_topics:
        splits = sorted(_splits(cells, factors, guided), key=lambda one: -one.gain)
        chosen = splits[: n_topics - len(factors.terms)] or _copies(factors, n_topics)
        words = np.column_stack([factors.words, *(one.words[:, 1] for one in chosen)])
        for one in chosen:
            words[:, one.topic] = one.words[:, 0]
        terms = np.vstack([factors.terms, *(one.terms[1] for one in chosen)])
        factors = climb(cells, Factors(words, terms), STEPS, held=held)
    return climb(cells, factors, STEPS, held=held)


def _copies(factors: Factors, n_topics: int) -> list[Split]:
    """Where no topic can be split, its largest in equal parts."""
    largest = int(np.argmax(factors.sizes))
    terms = np.vstack([factors.terms[largest]] * 2)
    words = np.column_stack([factors.words[:, largest] / 2] * 2)
    return [Split(largest, 0.0, 0.0, words, terms)]
