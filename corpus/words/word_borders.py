"""Whether words run across the ends of a term: 市政 in 市政府, 化工 in 一体化工程."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from math import inf, log

import numpy as np

from corpus.lexicon.dictionary import weights_and_names
from corpus.lexicon.lists import Borders
from corpus.text.normalization import Offsets, code_points

Cut = Callable[[str], list[str]]

# A term is refused if the words that run across it are this many times as likely as words that end
# where it does. Chosen on 615 places of 25 reports; those of tests/corpus/words were not used.
TIMES_AS_LIKELY = 4.0
# From so many characters on, only half a word at an end of a term makes it an accident
# (高技能人才 in 提高技能人才).
_LONG = 4
_LONGEST = 8  # characters in a word; what is longer is a name
# The last characters of places that are two words: 阜平|县城, 太行|山区, 保定|市政府.
_KINDS_OF_PLACE = "省市县区州镇乡山河江湖"
# Letters and digits that stand together are one word: 15G, AIGC, PM2.5.
_ASCII = 128
_SHOWN = 20  # characters of them on either side; what is longer is an address or a code
# An amount behind letters begins anew: 人均GDP21.6万元.
_AMOUNT = r"(?<=[A-Za-z])[0-9]+(?:\.[0-9]+)?[%‰百千万亿元美]"
_LATIN_WORD = re.compile(rf"[A-Za-z0-9](?:(?!{_AMOUNT})[A-Za-z0-9]|\.[0-9])*")


class WordBorders:
    """Tells which occurrences of terms begin or end within a word.

    An occurrence that begins and ends where the segmenter separates words is a mention. Any other
    is weighed: the words that cover it are divided anew, once with borders at both its ends and
    once without, and it is refused if the second is over four times as likely by the frequencies
    in jieba's dictionary. A word that contains the whole occurrence decides nothing (教育 in
    特殊教育), nor does one that shares a whole word with it (政务服务 in 政务|服务中心) or two
    characters or more with a term of four or more. Within letters and digits that stand together
    no term begins or ends (5G in 15G and in 5GWh), but for an amount behind letters
    (人均GDP21.6万元).

    Args:
        cut: splits a text into its words, as ``Segmenter.cut`` does.
        named: strings whose words are given, since frequencies mislead there, each with the
            borders inside it; from ``word_borders``.
    """

    def __init__(self, cut: Cut, named: Mapping[str, Borders]) -> None:
        self._cut = cut
        self.named = dict(named)
        self._known: dict[tuple[str, int, int], bool] = {}

    def across(
        self, text: str, starts: Offsets, ends: Offsets, word_ends: Offsets | None = None
    ) -> list[tuple[int, str]]:
        """The occurrences that words run across, by position, with those words.

        Args:
            text: a normalised text.
            starts: where each occurrence begins.
            ends: where it ends.
            word_ends: where the words of the text end, if it is segmented already.
        """
        if not len(starts):
            return []
        after = self._word_ends(text, starts, ends) if word_ends is None else word_ends
        begins = np.append(0, after)
        first = np.searchsorted(begins, starts, side="right") - 1
        last = np.searchsorted(after, ends, side="left")
        is_split = (begins[first] != starts) | (after[last] != ends)
        found = list(_within_latin_words(text, starts, ends))
        is_split[[place for place, _ in found]] = False
        split = np.flatnonzero(is_split)
        for place, here, until in zip(
            split.tolist(), begins[first[split]].tolist(), after[last[split]].tolist(), strict=True
        ):
            words = text[here:until]
            if self._runs_across(words, int(starts[place]) - here, int(ends[place]) - here):
                found.append((place, words))
        return found

    def _runs_across(self, words: str, start: int, end: int) -> bool:
        key = words, start, end
        if key not in self._known:
            self._known[key] = gain_of_crossing(words, start, end) > log(TIMES_AS_LIKELY)
        return self._known[key]

    def _word_ends(self, text: str, starts: Offsets, ends: Offsets) -> Offsets:
        """Where words end in the lines that hold an occurrence; other lines stay whole."""
        lines = text.splitlines(keepends=True)
        until = np.cumsum([len(line) for line in lines])
        holds = set(np.searchsorted(until, starts, side="right").tolist())
        lengths: list[int] = []
        for number, line in enumerate(lines):
            lengths += map(len, self._cut(line)) if number in holds else [len(line)]
        return np.cumsum(lengths, dtype=np.int64)


def _within_latin_words(text: str, starts: Offsets, ends: Offsets) -> Iterator[tuple[int, str]]:
    """The occurrences that begin or end within letters and digits, by position, with these.

    The segmenter cannot tell, since a term of its dictionary ends a word there (5G工厂 in 15G工厂).
    """
    points = code_points(text)
    latin = np.flatnonzero((points[starts] < _ASCII) | (points[ends - 1] < _ASCII))
    words = [match.span() for match in _LATIN_WORD.finditer(text)] if len(latin) else []
    if not words:
        return
    for place in latin.tolist():
        for edge in (int(starts[place]), int(ends[place])):
            begin, stop = words[bisect_left(words, (edge,)) - 1]
            if begin < edge < stop:
                yield place, text[max(begin, edge - _SHOWN) : min(stop, edge + _SHOWN)]
                break


def gain_of_crossing(words: str, start: int, end: int) -> float:
    """How much likelier words across a term are than words that end where it does.

    Returns:
        The logarithm of P(best division of ``words``) / P(best division with borders at ``start``
        and ``end``), at least 0, where P is the product of the words' shares in jieba's
        dictionary. Words that contain the whole term are left out of both, and so are those that
        share two or more characters with it, up to a border between its own words or, with a term
        of four or more, up to any place in it.

    Args:
        words: the words that cover the term, joined.
        start: where the term begins in them.
        end: where it ends.

    Example:
        >>> from corpus.words.word_borders import gain_of_crossing
        >>> [round(gain_of_crossing(*one), 1) for one in [("市政府", 0, 2), ("客货运", 1, 3)]]
        [4.8, 0.0]
    """
    term = words[start:end]
    whole = range(1, len(term)) if len(term) >= _LONG else _borders(term)
    inner = {start + cut for cut in whole}

    def allowed(begin: int, stop: int) -> bool:
        if begin <= start and stop >= end:
            return (begin, stop) == (start, end)
        if begin < start < stop:
            return not (stop - start >= 2 and stop in inner)
        return not (begin < end < stop and end - begin >= 2 and begin in inner)

    parts = (words[:start], term, words[end:])
    return _divided(words, allowed)[0] - sum(likelihood(part) for part in parts)


def named_borders(start: int, end: int, here: int, named: str, borders: Borders) -> bool | None:
    """Whether a term respects the words of a named string; None if that says nothing of the term.

    Args:
        start: where the term begins in the text.
        end: where it ends.
        here: where the named string begins.
        named: the named string.
        borders: the borders inside it.
    """
    within = [edge - here for edge in (start, end) if here < edge < here + len(named)]
    if not within:
        return None
    if all(edge in borders.inside for edge in within):
        return True
    across = any(start < here + border < end for border in borders.inside)
    return False if borders.closed and (across or not borders.inside) else None


@lru_cache(maxsize=2**14)
def likelihood(text: str) -> float:
    """The logarithm of the probability of the likeliest division of a text."""
    return _divided(text)[0]


@cache
def _borders(term: str) -> tuple[int, ...]:
    """The borders of the words inside a term, as if it were no word itself."""
    whole = len(term)
    return _divided(term, lambda begin, stop: stop - begin < whole)[1]


def _divided(
    text: str, allowed: Callable[[int, int], bool] | None = None
) -> tuple[float, tuple[int, ...]]:
    """The likeliest division of a text: its logarithm, and the borders inside."""
    weights, total = _weights()
    logs = _logarithms()
    best = [0.0] + [-inf] * len(text)
    came_from = [0] * (len(text) + 1)
    for begin in range(len(text)):
        if best[begin] == -inf:  # no division has a border here
            continue
        for stop in range(begin + 1, min(len(text), begin + _LONGEST) + 1):
            weight = weights.get(text[begin:stop], 1 if stop == begin + 1 else 0)
            if weight and (allowed is None or allowed(begin, stop)):
                if weight not in logs:
                    logs[weight] = log(weight / total)
                value = best[begin] + logs[weight]
                if value > best[stop]:
                    best[stop], came_from[stop] = value, begin
    borders = []
    at = came_from[-1]
    while at:
        borders.append(at)
        at = came_from[at]
    return best[-1], tuple(reversed(borders))


@cache
def _logarithms() -> dict[int, float]:
    """The logarithms of the shares of weights, each made once."""
    return {}


@cache
def _weights() -> tuple[dict[str, int], float]:
    """The weights of jieba's words, without places that are two words, and their sum."""
    known, names = weights_and_names()
    weights = known.copy()
    for name, tag in names.items():
        if tag.startswith("ns") and len(name) > 2 and name[-1] in _KINDS_OF_PLACE:
            del weights[name]
    return weights, float(sum(weights.values()))
