"""Policy terms, matched in the text itself, whatever a segmenter makes of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
import pyarrow as pa
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from corpus.lexicon.lists import PolicyTerm
from corpus.text.normalization import Normalized, Offsets, normalize

Relation = Literal["nested", "overlapping"]

# Spaces that set characters apart for looks: 营 商 环 境.
_SPACED = re.compile(r"[ \t\u00a0\u3000](?<=[\u4e00-\u9fff].)[ \t\u00a0\u3000]*(?=[\u4e00-\u9fff])")


class Mention(NamedTuple):
    """A policy term that stands in a text: ``text[start:end]`` is what was printed."""

    start: int
    end: int
    term: str
    area: int | None


class Nested(NamedTuple):
    """A policy term that is no mention, because a mention stands at its place.

    Attributes:
        start: where it stands.
        end: where it ends.
        term: what it is.
        area: its policy area.
        mention: the term of the mention.
        relation: ``nested`` in the mention, or ``overlapping`` it.
    """

    start: int
    end: int
    term: str
    area: int | None
    mention: str
    relation: Relation


class Matches(NamedTuple):
    """Terms that stand in a text, in order: columns of the same length.

    Attributes:
        start: where each stands, in code points of the text.
        end: where it ends.
        number: the term, by its place among those of the matcher.
    """

    start: Offsets
    end: Offsets
    number: Offsets


class Found(NamedTuple):
    """All that stands in a text.

    Attributes:
        mentions: the leftmost first, of those the longest, none inside another.
        nested: those that a mention stands in the place of.
        over: the mention of each of them.
    """

    mentions: Matches
    nested: Matches
    over: Matches


class TermMatcher:
    """Finds terms in texts: the leftmost first, of those the longest, none inside another.

    Args:
        terms: what to find.
    """

    def __init__(self, terms: Sequence[PolicyTerm]) -> None:
        self._terms = list(terms)
        self._automaton = AhoCorasick([normalize(one.term).text for one in self._terms])

    @cached_property
    def names(self) -> pa.Array:
        """The terms, by their numbers."""
        return pa.array([one.term for one in self._terms], pa.string())

    @cached_property
    def areas(self) -> pa.Array:
        """Their policy areas, by their numbers."""
        return pa.array([one.area for one in self._terms], pa.int32())

    def mentions(self, text: str) -> Iterator[Mention]:
        """The terms of a text in order, full-width forms and invisible characters included."""
        return iter(self.find(text)[0])

    def find(self, text: str) -> tuple[list[Mention], list[Nested]]:
        """The mentions of a text, in order, and what stands in them or over their ends.

        Full-width forms, invisible characters, and spaces between two Chinese characters are read
        as a reader reads them; the offsets are those of the text given.
        """
        normal = normalize(text)
        found = self.spans(normal.text)
        mentions, nested, over = (self._said(one, normal) for one in found)
        return (
            [Mention(*one) for one in mentions],
            [
                Nested(*one, other[2], "nested" if one[1] <= other[1] else "overlapping")
                for one, other in zip(nested, over, strict=True)
            ],
        )

    def spans(self, text: str) -> Found:
        """As ``find``, in a text that is normalised, for many terms at once."""
        spaced = [match.span() for match in _SPACED.finditer(text)]
        close = Normalized(text).without(spaced)
        every = self._automaton.find_matches_as_indexes(close.text, overlapping=True)
        number, start, end = np.array(every, dtype=np.int64).reshape(-1, 3).T
        order = np.lexsort((-end, start))
        number, start, end = number[order], start[order], end[order]
        over = _mention_of_each(start.tolist(), end.tolist())
        start, end = close.originals(start), close.original_ends(end)
        own = over == np.arange(len(over))

        def those(which: NDArray[Any]) -> Matches:
            return Matches(start[which], end[which], number[which])

        return Found(those(own), those(~own), those(over[~own]))

    def _said(self, found: Matches, normal: Normalized) -> list[tuple[int, int, str, int | None]]:
        """Start, end, term and area of each, in the text before it was normalised."""
        starts, ends = normal.originals(found.start), normal.original_ends(found.end)
        terms = [self._terms[number] for number in found.number.tolist()]
        return [
            (start, end, one.term, one.area)
            for start, end, one in zip(starts.tolist(), ends.tolist(), terms, strict=True)
        ]


def _mention_of_each(starts: Sequence[int], ends: Sequence[int]) -> Offsets:
    """The match that is the mention at the place of each: itself, or one that began before."""
    chosen: list[int] = []
    index = 0
    while index < len(starts):
        chosen.append(index)
        index = bisect_left(starts, ends[index], index + 1)
    return np.repeat(chosen, np.diff([*chosen, len(starts)])).astype(np.int64)
