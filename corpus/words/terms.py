"""Policy terms matched in the text itself, independently of segmentation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Literal, NamedTuple

import numpy as np
import pyarrow as pa
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from corpus.lexicon.lists import PolicyTerm
from corpus.text.normalization import Normalized, Offsets, normalize
from corpus.words.word_borders import WordBorders, named_borders

Relation = Literal["nested", "overlapping", "crossing"]

# Spaces inserted between characters for layout (营 商 环 境), those that many put between Chinese
# and Latin (单位 GDP 能耗), and those before digits set low (PM 2.5); others separate words.
_SPACED = re.compile(
    r"[ \t\u00a0\u3000](?<=[\u4e00-\u9fff].)[ \t\u00a0\u3000]*(?=[\u4e00-\u9fffA-Za-z0-9])"
    r"|[ \t\u00a0\u3000](?<=[A-Za-z0-9].)[ \t\u00a0\u3000]*(?=[\u4e00-\u9fff])"
    r"|[ \t\u00a0\u3000](?<=[A-Za-z].)[ \t\u00a0\u3000]*(?=[0-9])"
)


class Mention(NamedTuple):
    """An occurrence of a policy term; ``text[start:end]`` is the term as printed."""

    start: int
    end: int
    term: str
    area: int | None


class Nested(NamedTuple):
    """An occurrence of a policy term that is not counted.

    Attributes:
        start: where it begins, in code points of the text.
        end: where it ends.
        term: the term.
        area: its policy area.
        mention: the term of the mention that covers it, or the words that run across it.
        relation: ``nested`` within the mention, ``overlapping`` its end, or ``crossing``: it
            begins or ends within a word (市政 in 市政府), so that it is no word itself.
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

    def those(self, which: NDArray[Any]) -> Matches:
        """The occurrences that a mask or positions choose."""
        return Matches(self.start[which], self.end[which], self.number[which])


class Found(NamedTuple):
    """All occurrences of terms in a text.

    Attributes:
        mentions: the leftmost match at each point, and the longest of those; none overlap.
        nested: the occurrences that a mention covers, in whole or in part.
        over: the mention that covers each of these.
        crossing: the occurrences that are no words, which no mention covers or is covered by.
        words: the words that run across each of these.
    """

    mentions: Matches
    nested: Matches
    over: Matches
    crossing: Matches
    words: list[str]


class TermMatcher:
    """Finds terms in texts: the leftmost match, and the longest of those, without overlaps.

    Args:
        terms: the terms to find.
        borders: tells which occurrences begin or end within a word and are not counted; without
            it, all are.
    """

    def __init__(self, terms: Sequence[PolicyTerm], *, borders: WordBorders | None = None) -> None:
        self._terms = list(terms)
        self._borders = borders
        self._named = list(borders.named.items()) if borders else []
        patterns = [normalize(one.term).text for one in self._terms]
        self._longest = max(map(len, patterns), default=0)
        self._automaton = AhoCorasick([*patterns, *(named for named, _ in self._named)])

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

        Full-width forms, invisible characters, and spaces beside a Chinese character or between a
        letter and a digit make no difference to a match; offsets refer to the text given.

        Args:
            text: any text.
        """
        normal = normalize(text)
        found = self.spans(normal.text)
        mentions, nested, over, crossing = (self._said(one, normal) for one in found[:4])
        inside = [
            Nested(*one, other[2], "nested" if one[1] <= other[1] else "overlapping")
            for one, other in zip(nested, over, strict=True)
        ]
        across = [
            Nested(*one, words, "crossing")
            for one, words in zip(crossing, found.words, strict=True)
        ]
        both = sorted([*inside, *across], key=lambda one: (one.start, -one.end))
        return [Mention(*one) for one in mentions], both

    def spans(self, text: str, word_ends: Offsets | None = None) -> Found:
        """As ``find``, in a text that is already normalised, with columns instead of objects.

        Args:
            text: a normalised text.
            word_ends: where its words end, if it is segmented already.
        """
        every, named = self._occurrences(text)
        across = self._across(text, every, named, word_ends)
        words = np.zeros(len(every.start), dtype=bool)
        words[list(across)] = True
        crossing = every.those(words)
        kept = every.those(~words)
        over = mention_of_each(kept.start.tolist(), kept.end.tolist())
        own = over == np.arange(len(over))
        return Found(
            kept.those(own),
            kept.those(~own),
            kept.those(over[~own]),
            crossing,
            [across[place] for place in sorted(across)],
        )

    def _occurrences(self, text: str) -> tuple[Matches, Matches]:
        """All occurrences of terms, and those of strings whose words are given, in order."""
        spaced = [match.span() for match in _SPACED.finditer(text)]
        close = Normalized(text).without(spaced)
        every = self._automaton.find_matches_as_indexes(close.text, overlapping=True)
        flat = np.fromiter(chain.from_iterable(every), np.int64, 3 * len(every))
        number, start, end = flat.reshape(-1, 3).T
        order = np.lexsort((-end, start))
        found = Matches(
            close.originals(start[order]), close.original_ends(end[order]), number[order]
        )
        term = found.number < len(self._terms)
        return found.those(term), found.those(~term)

    def _across(
        self, text: str, every: Matches, named: Matches, word_ends: Offsets | None
    ) -> dict[int, str]:
        """The occurrences that are no words, by position, with the words that run across."""
        if self._borders is None:
            return {}
        across = dict(self._borders.across(text, every.start, every.end, word_ends))
        # The longest last, since it knows more of what stands there.
        for place in np.argsort(named.end - named.start, kind="stable").tolist():
            here, stop = int(named.start[place]), int(named.end[place])
            words, known = self._named[int(named.number[place]) - len(self._terms)]
            first, last = np.searchsorted(every.start, [here - self._longest, stop])
            for one in range(int(first), int(last)):
                own = named_borders(int(every.start[one]), int(every.end[one]), here, words, known)
                if own:
                    across.pop(one, None)
                elif own is False:
                    across[one] = words
        return across

    def _said(self, found: Matches, normal: Normalized) -> list[tuple[int, int, str, int | None]]:
        """Start, end, term and area of each match, offset in the text before normalisation."""
        starts, ends = normal.originals(found.start), normal.original_ends(found.end)
        terms = [self._terms[number] for number in found.number.tolist()]
        return [
            (start, end, one.term, one.area)
            for start, end, one in zip(starts.tolist(), ends.tolist(), terms, strict=True)
        ]


def mention_of_each(starts: Sequence[int], ends: Sequence[int]) -> Offsets:
    """For each occurrence, the mention at its place: itself, or one that began earlier.

    Args:
        starts: where each begins, in order; of those that begin together, the longest first.
        ends: where each ends.
    """
    chosen: list[int] = []
    index = 0
    while index < len(starts):
        chosen.append(index)
        index = bisect_left(starts, ends[index], index + 1)
    return np.repeat(chosen, np.diff([*chosen, len(starts)])).astype(np.int64)
