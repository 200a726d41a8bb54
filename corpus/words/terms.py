"""Policy terms matched in the text itself, independently of segmentation."""

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

# Spaces inserted between characters for layout: 营 商 环 境.
_SPACED = re.compile(r"[ \t\u00a0\u3000](?<=[\u4e00-\u9fff].)[ \t\u00a0\u3000]*(?=[\u4e00-\u9fff])")


class Mention(NamedTuple):
    """An occurrence of a policy term; ``text[start:end]`` is the term as printed."""

    start: int
    end: int
    term: str
    area: int | None


class Nested(NamedTuple):
    """An occurrence of a policy term that is not counted, because a mention covers it.

    Attributes:
        start: where it begins, in code points of the text.
        end: where it ends.
        term: the term.
        area: its policy area.
        mention: the term of the mention that covers it.
        relation: ``nested`` within the mention, or ``overlapping`` its end.
    """

    start: int
    end: int
    term: str
    area: int | None
    mention: str
    relation: Relation


class Matches(NamedTuple):
    """Occurrences of terms in a text, in order: columns of the same length.

    Attributes:
        start: where each begins, in code points of the text.
        end: where each ends.
        number: the term, by its position among the terms of the matcher.
    """

    start: Offsets
    end: Offsets
    number: Offsets


class Found(NamedTuple):
    """All occurrences of terms in a text.

    Attributes:
        mentions: the leftmost match at each point, and the longest of those; none overlap.
        nested: the occurrences that a mention covers, in whole or in part.
        over: the mention that covers each of these.
    """

    mentions: Matches
    nested: Matches
    over: Matches


class TermMatcher:
    """Finds terms in texts: the leftmost match, and the longest of those, without overlaps.

    Args:
        terms: the terms to find.
    """

    def __init__(self, terms: Sequence[PolicyTerm]) -> None:
        self._terms = list(terms)
        self._automaton = AhoCorasick([normalize(one.term).text for one in self._terms])

    @cached_property
    def names(self) -> pa.Array:
        """The terms, in the order of their numbers."""
        return pa.array([one.term for one in self._terms], pa.string())

    @cached_property
    def areas(self) -> pa.Array:
        """The policy areas of the terms, in the same order."""
        return pa.array([one.area for one in self._terms], pa.int32())

    def mentions(self, text: str) -> Iterator[Mention]:
        """The mentions in a text, in order; see ``find``."""
        return iter(self.find(text)[0])

    def find(self, text: str) -> tuple[list[Mention], list[Nested]]:
        """The mentions in a text, in order, and the terms nested in them or overlapping them.

        Full-width forms, invisible characters and spaces between two Chinese characters make no
        difference to a match; offsets refer to the text given.

        Args:
            text: any text.
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
        """As ``find``, in a text that is already normalised, with columns instead of objects."""
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
        """Start, end, term and area of each match, offset in the text before normalisation."""
        starts, ends = normal.originals(found.start), normal.original_ends(found.end)
        terms = [self._terms[number] for number in found.number.tolist()]
        return [
            (start, end, one.term, one.area)
            for start, end, one in zip(starts.tolist(), ends.tolist(), terms, strict=True)
        ]


def _mention_of_each(starts: Sequence[int], ends: Sequence[int]) -> Offsets:
    """For each match, the mention at its position: itself, or one that began earlier."""
    chosen: list[int] = []
    index = 0
    while index < len(starts):
        chosen.append(index)
        index = bisect_left(starts, ends[index], index + 1)
    return np.repeat(chosen, np.diff([*chosen, len(starts)])).astype(np.int64)
