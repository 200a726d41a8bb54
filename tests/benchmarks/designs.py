"""Made-up reports whose truth is known: lengths of paragraphs, sections, and how words cluster.

A design says how often a term occurs in each paragraph, given a rate: it can tell the expected
count and the probability that there is none, the variance of the sum over the text, and it draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.random import Generator
from scipy.optimize import brentq
from scipy.special import betaln, roots_genlaguerre, zeta

from analysis.uncertainty.clusters import Cluster, summed
from corpus.arrays import Floats, Ints

# Words of the paragraphs of the shipped report, corpus/reports/shahekou-2018.txt, by section, from
# the table ``sizes`` of the store. They are frozen, so that figures do not move with segmentation.
SHAHEKOU = (
    (2, 21),
    (6, 58, 8, 59, 34, 55, 102, 117, 98),
    *((size,) for size in (137, 142, 175, 130, 115, 130, 95, 130, 148, 98, 116, 89)),
    (6, 78, 54, 9),
    *((size,) for size in (134, 120, 157, 93, 93, 116)),
    (4, 36, 52, 34, 7, 115, 72),
    (14, 51, 65, 61),
    (13, 97, 70, 71, 91),
    (13, 76, 81, 73, 79),
    (12, 48, 57, 60, 62, 59),
    (12, 72, 74, 65),
    (12, 48, 37, 55, 42),
    (11, 60, 79, 82),
)
LONG = (8, 15)  # paragraphs in a section, at least and at most
_SHORT = (2, 6)
_MOST_REPEATS = 20


class Text(NamedTuple):
    """The number of words in each paragraph, and the number of its section."""

    size: Floats
    section: Ints


def _gamma(rng: Generator, paragraphs: int) -> Text:
    """80 words in the mean, with a standard deviation of 57."""
    size = np.maximum(rng.gamma(2, 40, paragraphs).round(), 4)
    return Text(size, sections_of(rng, paragraphs, _SHORT))


def _pareto(rng: Generator, paragraphs: int) -> Text:
    """Half of the paragraphs have up to 28 words, one in a hundred has a thousand."""
    size = np.minimum((rng.pareto(1.1, paragraphs) + 1) * 15, 20_000).round()
    return Text(size, sections_of(rng, paragraphs, _SHORT))


def _real(rng: Generator, paragraphs: int) -> Text:
    """Sections of the shipped report at random, until there are so many paragraphs."""
    drawn = [SHAHEKOU[one] for one in rng.integers(len(SHAHEKOU), size=paragraphs)]
    section = np.repeat(np.arange(paragraphs), [len(one) for one in drawn])
    return Text(np.concatenate(drawn).astype(float)[:paragraphs], section[:paragraphs])


LENGTHS: dict[str, Callable[[Generator, int], Text]] = {
    "gamma": _gamma,
    "Pareto": _pareto,
    "real": _real,
}


def sections_of(rng: Generator, paragraphs: int, between: tuple[int, int]) -> Ints:
    """Sections of so many paragraphs, the last one cut short."""
    many = rng.integers(between[0], between[1] + 1, paragraphs)
    return np.repeat(np.arange(paragraphs), many)[:paragraphs]


def written(
    rng: Generator, lengths: str, paragraphs: int, sections: tuple[int, int] | int | None = None
) -> Text:
    """A text with these lengths.

    Args:
        rng: the source of randomness.
        lengths: a name of ``LENGTHS``.
        paragraphs: how many.
        sections: how many paragraphs a section has, at least and at most; or how many sections
            there are, alike in size; or as the lengths have them.
    """
    text = LENGTHS[lengths](rng, paragraphs)
    if sections is None:
        return text
    if isinstance(sections, int):
        return Text(text.size, np.arange(paragraphs) * sections // paragraphs)
    return Text(text.size, sections_of(rng, paragraphs, sections))


def clustered(counts: Ints, text: Text, cluster: Cluster) -> tuple[Floats, Floats]:
    """Counts and sizes by section, or as they are."""
    if cluster == "paragraph":
        return counts.astype(float), text.size
    x, m = summed(counts, text.size, text.section)
    return x.toarray(), m


class Design(Protocol):
    """How often a term occurs in each paragraph."""

    def absent(self, size: Floats, rate: float) -> Floats:
        """The probability that a paragraph does not contain the term."""

    def mean(self, size: Floats, rate: float) -> Floats:
        """The expected count in each paragraph."""

    def variance(self, text: Text, rate: float) -> float:
        """The variance of the count in the whole text."""

    def draw(self, rng: Generator, text: Text, rate: float, terms: int) -> Ints:
        """Counts, shape ``(paragraphs, terms)``."""


@dataclass(frozen=True)
class Rates:
    """Words are independent draws at a rate, which gamma variables of mean 1 multiply.

    Attributes:
        section: the shape of the variable that paragraphs of a section share; infinite for none.
        paragraph: the shape of each paragraph's own.
    """

    section: float = np.inf
    paragraph: float = np.inf

    def absent(self, size: Floats, rate: float) -> Floats:
        points, weights = _gamma_points(self.paragraph)
        own = rate * size[:, None] * points
        if np.isinf(self.section):
            return np.exp(-own) @ weights
        return (1 + own / self.section) ** -self.section @ weights

    def mean(self, size: Floats, rate: float) -> Floats:
        return rate * size

    def variance(self, text: Text, rate: float) -> float:
        whole = np.bincount(text.section, text.size) ** 2
        own = np.bincount(text.section, text.size**2) / self.paragraph
        shared = (1 + 1 / self.section) * (whole + own) - whole
        return float(rate * text.size.sum() + rate**2 * shared.sum())

    def draw(self, rng: Generator, text: Text, rate: float, terms: int) -> Ints:
        shared = _gamma_drawn(rng, self.section, (int(text.section.max()) + 1, terms))
        own = _gamma_drawn(rng, self.paragraph, (len(text.size), terms))
        return rng.poisson(rate * text.size[:, None] * shared[text.section] * own)


def _gamma_points(shape: float) -> tuple[Floats, Floats]:
    """Points and weights to integrate over a gamma variable of mean 1."""
    if np.isinf(shape):
        return np.ones(1), np.ones(1)
    points, weights = roots_genlaguerre(24, shape - 1)
    return points / shape, weights / weights.sum()


def _gamma_drawn(rng: Generator, shape: float, many: tuple[int, int]) -> Floats:
    return np.ones(many) if np.isinf(shape) else rng.gamma(shape, 1 / shape, many)


@dataclass(frozen=True)
class Bursts:
    """Beta-binomial: ``rho`` is the correlation of two words of the same paragraph."""

    rho: float

    def absent(self, size: Floats, rate: float) -> Floats:
        a, b = self._shapes(rate)
        return np.exp(betaln(a, b + size) - betaln(a, b))

    def mean(self, size: Floats, rate: float) -> Floats:
        return rate * size

    def variance(self, text: Text, rate: float) -> float:
        return float((text.size * rate * (1 - rate) * (1 + (text.size - 1) * self.rho)).sum())

    def draw(self, rng: Generator, text: Text, rate: float, terms: int) -> Ints:
        if rate == 0:
            return np.zeros((len(text.size), terms), dtype=np.int64)
        share = rng.beta(*self._shapes(rate), (len(text.size), terms))
        return rng.binomial(text.size.astype(int)[:, None], share)

    def _shapes(self, rate: float) -> tuple[float, float]:
        return rate * (1 - self.rho) / self.rho, (1 - rate) * (1 - self.rho) / self.rho


@dataclass(frozen=True)
class Repeats:
    """A term comes up at a rate, and is repeated on the spot as Zipf's law has it.

    There are at most 20 repeats each time, and at most as many as a third of the paragraph's words.
    """

    exponent: float

    def absent(self, size: Floats, rate: float) -> Floats:
        return np.exp(-rate * size)

    def mean(self, size: Floats, rate: float) -> Floats:
        return rate * size * self._moment(size, 1)

    def variance(self, text: Text, rate: float) -> float:
        return float((rate * text.size * self._moment(text.size, 2)).sum())

    def draw(self, rng: Generator, text: Text, rate: float, terms: int) -> Ints:
        times = rng.poisson(rate * text.size[:, None], (len(text.size), terms))
        place = np.repeat(np.arange(times.size), times.ravel())
        most = _most(text.size)[place // terms]
        repeats = np.minimum(rng.zipf(self.exponent, len(place)), most)
        found = np.bincount(place, repeats, times.size).astype(np.int64)
        return found.reshape(times.shape)

    def _moment(self, size: Floats, power: int) -> Floats:
        """The mean of the repeats of one time to this power, by the size of the paragraph."""
        times = np.arange(1, _MOST_REPEATS + 1)
        each = times**-self.exponent / zeta(self.exponent)
        beyond = 1 - np.cumsum(each)  # what is drawn above a bound counts as the bound
        return (np.cumsum(times**power * each) + times**power * beyond)[_most(size) - 1]


def _most(size: Floats) -> Ints:
    return np.clip(size // 3, 1, _MOST_REPEATS).astype(np.int64)


DESIGNS: dict[str, Design] = {
    "independent": Rates(),
    "bursts, ρ 0.01": Bursts(0.01),
    "bursts, ρ 0.05": Bursts(0.05),
    "repeats, Zipf 2.1": Repeats(2.1),
    "repeats, Zipf 2.5": Repeats(2.5),
    "sections share a rate": Rates(section=1.0),
    "both": Rates(section=1.0, paragraph=1.5),  # and each paragraph has its own besides
}
BY_SECTION = ("sections share a rate", "both")  # paragraphs are independent in the others


def rate_for(design: Design, size: Floats, holding: float) -> float:
    """The rate at which so many paragraphs contain the term, in the mean."""

    def surplus(log_rate: float) -> float:
        return float((1 - design.absent(size, np.exp(log_rate))).sum() - holding)

    return float(np.exp(brentq(surplus, -18, -0.02)))


def share_at(design: Design, size: Floats, rate: float) -> float:
    """The true share of a term among the words of a text."""
    return float(design.mean(size, rate).sum() / size.sum())


def rate_of(design: Design, size: Floats, share: float) -> float:
    """The rate at which a term has this share, which depends on lengths if repeats are bounded."""

    def surplus(log_rate: float) -> float:
        return share_at(design, size, np.exp(log_rate)) / share - 1

    return float(np.exp(brentq(surplus, -20, -0.02))) if share else 0.0
