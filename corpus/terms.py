"""Policy terms, matched in the text itself, whatever a segmenter makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from corpus.lexicon import PolicyTerm
from corpus.normalization import Normalized, normalize

Match = tuple[int, int, int]  # start, end, number of the term
Relation = Literal["nested", "overlapping"]

# Spaces that set characters apart for looks: 营 商 环 境.
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u00a0\u3000]+(?=[\u4e00-\u9fff])")


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


class TermMatcher:
    """Finds terms in texts: the leftmost first, of those the longest, none inside another.

    Args:
        terms: what to find.
    """

    def __init__(self, terms: Sequence[PolicyTerm]) -> None:
        self._terms = list(terms)
        self._automaton = AhoCorasick([normalize(one.term).text for one in self._terms])

    def mentions(self, text: str) -> Iterator[Mention]:
        """The terms of a text in order, full-width forms and invisible characters included."""
        return iter(self.find(text)[0])

    def find(self, text: str) -> tuple[list[Mention], list[Nested]]:
        """The mentions of a text, in order, and what stands in them or over their ends.

        Full-width forms, invisible characters, and spaces between two Chinese characters are read
        as a reader reads them; the offsets are those of the text given.
        """
        normal = normalize(text)
        normal = normal.without([match.span() for match in _SPACED.finditer(normal.text)])
        every = self._automaton.find_matches_as_indexes(normal.text, overlapping=True)
        chosen, rest = _resolved([(start, end, number) for number, start, end in every])
        mentions = [Mention(*self._said(match, normal)) for match in chosen]
        nested = [
            Nested(*self._said(match, normal), self._terms[over[2]].term, _relation(match, over))
            for match, over in rest
        ]
        return mentions, nested

    def _said(self, match: Match, normal: Normalized) -> tuple[int, int, str, int | None]:
        start, end, number = match
        found = self._terms[number]
        return normal.original(start), normal.original_end(end), found.term, found.area


def _resolved(every: list[Match]) -> tuple[list[Match], list[tuple[Match, Match]]]:
    """The matches that are mentions, and each other one with the mention that is in its place."""
    chosen: list[Match] = []
    rest = []
    for match in sorted(every, key=lambda one: (one[0], -one[1])):
        if chosen and match[0] < chosen[-1][1]:
            rest.append((match, chosen[-1]))
        else:
            chosen.append(match)
    return chosen, rest


def _relation(match: Match, mention: Match) -> Relation:
    return "nested" if match[1] <= mention[1] else "overlapping"
