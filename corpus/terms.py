"""Policy terms, matched in the text itself, whatever a segmenter makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from corpus.lexicon import PolicyTerm
from corpus.normalization import normalize


class Mention(NamedTuple):
    """A policy term that stands in a text: ``text[start:end]`` is what was printed."""

    start: int
    end: int
    term: str
    area: int | None


class TermMatcher:
    """Finds terms in texts: the leftmost first, of those the longest, none inside another.

    Args:
        terms: what to find.
    """

    def __init__(self, terms: Sequence[PolicyTerm]) -> None:
        self._terms = list(terms)
        patterns = [normalize(one.term).text for one in self._terms]
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)

    def mentions(self, text: str) -> Iterator[Mention]:
        """The terms of a text in order, full-width forms and invisible characters included."""
        normal = normalize(text)
        for index, begin, end in self._automaton.find_matches_as_indexes(normal.text):
            found = self._terms[index]
            span = normal.original(begin), normal.original_end(end)
            yield Mention(*span, found.term, found.area)
