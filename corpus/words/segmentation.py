"""Segmentation by jieba with added terms. No other module depends on a segmenter."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.lexicon.dictionary import weights_and_names
from corpus.text.normalization import normalize

if TYPE_CHECKING:
    import rjieba


TokenKind = Literal["word", "number", "latin", "punctuation"]
Engine = Literal["fast", "jieba"]
Cut = Callable[[str], list[str]]

_NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[%‰]?|[零〇○一二三四五六七八九十百千万亿两]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#._-]*")
_WORD = re.compile(r"\w")

# Two cases in which rjieba segments differently from jieba. First, ideographs that jieba does not
# treat as such:
_RARE = re.compile(
    "[\u3400-\u4dff\u9fd6-\ua4cf\uac00-\ufaff\U00010000-\U0001efff\U00020000-\U0010ffff]"
)
# Second, strings such as 2018-01-15, which rjieba keeps whole. The signs are fast to find; the
# slower pattern then excludes those in numbers such as 8.5%.
_SIGN = re.compile(r"[+#&_\-.%]")
_ODD_SIGN = re.compile(
    r"[+#&_\-]|%(?=[A-Za-z0-9+#&._%\-])|\.(?![0-9])|\.[0-9]+(?=[A-Za-z.])|(?<![A-Za-z0-9])[.%]"
)
_ASCII_RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]{2,}")
# jieba.finalseg's own pattern for text other than ideographs.
_ASCII_WORD = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


class Token(NamedTuple):
    """A token of a text; ``text[start:end]`` is the token as printed."""

    start: int
    end: int
    term: str
    kind: TokenKind


class Segmenter:
    """Segments text into words, with a dictionary of its own that nothing else can change.

    The words are those of jieba 0.42.1 with the given terms added, whichever engine is used:
    ``jieba`` is the reference, and ``fast`` is rjieba, corrected where it differs. jieba's cache
    file in the shared temporary folder is not used, because anyone with write access to it could
    change every result.

    Args:
        terms: terms that are kept as one word, in any order; jieba always separates those that
            contain punctuation (走出去、请进来).
        hmm: whether jieba may guess words that are in no dictionary.
        engine: the implementation; the words are the same.
    """

    def __init__(
        self, terms: Iterable[str] = (), *, hmm: bool = True, engine: Engine = "fast"
    ) -> None:
        self.terms = tuple(sorted({normalize(term).text for term in terms}))
        self.hmm = hmm
        self.engine = engine

    @property
    def fingerprint(self) -> str:
        """The sha256 of everything that affects tokens: jieba, the terms and the options."""
        parts = ["jieba", version("jieba"), f"hmm={self.hmm}", *self.terms]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def cut(self) -> Cut:
        """A function that splits a text into its words and everything between them, in order.

        Joined, the pieces are the text. The text should be normalised first.
        """
        return _jieba_cut(self) if self.engine == "jieba" else _fast_cut(self)

    def tokens(self, text: str) -> Iterator[Token]:
        """The tokens of a text, in order, with their offsets; white space is left out.

        Full-width letters and digits are normalised in ``term``; offsets refer to the text given.

        Args:
            text: any text.
        """
        normal = normalize(text)
        position = 0
        for word in self.cut(normal.text):
            begin, position = position, position + len(word)
            if not word.isspace():
                span = normal.original(begin), normal.original_end(position)
                yield Token(*span, word, kind_of(word))


def kind_of(term: str) -> TokenKind:
    """The kind of a token: a word, a number, a word in Latin letters, or punctuation."""
    if _NUMBER.fullmatch(term):
        return "number"
    if _LATIN.fullmatch(term):
        return "latin"
    return "word" if _WORD.search(term) else "punctuation"


# --- the reference --------------------------------------------------------------------------------


def _jieba_cut(settings: Segmenter) -> Cut:
    import jieba  # 0.1 s to import, and 0.5 s for its dictionary

    tokenizer = jieba.Tokenizer()
    weights, tokenizer.total = _jieba_dictionary()
    tokenizer.FREQ = weights.copy()  # it is changed by every word that is added
    tokenizer.initialized = True
    # Sorted, since the weight that jieba gives a new word depends on the words already added.
    for term in settings.terms:
        tokenizer.add_word(term)
    return lambda text: tokenizer.lcut(text, HMM=settings.hmm)


@cache
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    """The weights of jieba's words, with 0 for mere beginnings of words, and their sum."""
    import jieba

    tokenizer = jieba.Tokenizer()
    return tokenizer.gen_pfdict(tokenizer.get_dict_file())


# --- the fast engine ------------------------------------------------------------------------------


def _fast_cut(settings: Segmenter) -> Cut:
    engine = _rjieba_with(settings.terms)

    def exactly(line: str) -> list[str]:
        """A line as jieba divides it: first at rare characters, which are words by themselves."""
        words: list[str] = []
        position = 0
        for rare in _RARE.finditer(line):
            words += _recut(engine.cut(line[position : rare.start()], settings.hmm), engine)
            words.append(rare.group())
            position = rare.end()
        return words + _recut(engine.cut(line[position:], settings.hmm), engine)

    def cut(text: str) -> list[str]:
        odd = [match.start() for match in _RARE.finditer(text)]
        if settings.hmm:  # without HMM, rjieba treats letters and signs as jieba does
            signs = (match.start() for match in _SIGN.finditer(text))
            odd += [place for place in signs if _ODD_SIGN.match(text, place)]
        words: list[str] = []
        position = 0
        for start, end in _lines_around(text, sorted(odd)):
            words += engine.cut(text[position:start], settings.hmm)
            words += exactly(text[start:end])
            position = end
        return words + engine.cut(text[position:], settings.hmm)

    return cut


def _lines_around(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The lines that contain the given offsets, each once; no word extends over a line end."""
    end = 0
    for place in places:
        if place >= end:
            start = text.rfind("\n", end, place) + 1 or end
            found = text.find("\n", place)
            end = len(text) if found < 0 else found + 1
            yield start, end


def _recut(words: list[str], engine: rjieba.Jieba) -> list[str]:
    """The words, with strings of letters and signs split like jieba's, except dictionary words."""
    found: list[str] = []
    for word in words:
        if len(word) > 1 and _ASCII_RUN.fullmatch(word) and not engine.has_word(word):
            found += filter(None, _ASCII_WORD.split(word))
        else:
            found.append(word)
    return found


def _rjieba_with(terms: Iterable[str]) -> rjieba.Jieba:
    """An engine with the terms added one by one, at the weights that jieba would give them.

    If a word is already known, jieba's total grows by its whole new weight, rjieba's only by the
    increase. Since every weight depends on the total, a word that occurs in no text makes up the
    difference.
    """
    import rjieba

    engine = rjieba.Jieba()
    known = _Known.of_jieba()
    total, owed = sum(known.weights.values()), 0
    for term in terms:
        weight = _suggested_weight(term, engine.cut(term, False), known, total)
        owed += known.weights.get(term, 0)
        known.add(term, weight)
        total += weight
        engine.add_word(term, weight, None)
        if owed:
            engine.add_word("\ue000\ue001", owed, None)
    return engine


@dataclass(frozen=True)
class _Known:
    """The words of a dictionary with their weights, and which strings are beginnings of words."""

    weights: dict[str, int]
    ordered: list[str]
    begun: set[str]

    @classmethod
    def of_jieba(cls) -> _Known:
        weights, _ = weights_and_names()
        return cls(weights.copy(), sorted(weights), set())

    def add(self, term: str, weight: int) -> None:
        self.weights[term] = weight
        self.begun.update(term[:end] for end in range(1, len(term)))

    def weight(self, part: str) -> int:
        """As in jieba's table: 0 for the mere beginning of a word, 1 for an unknown string."""
        known = self.weights.get(part)
        if known is not None:
            return known
        following = bisect_left(self.ordered, part)
        begins = following < len(self.ordered) and self.ordered[following].startswith(part)
        return 0 if begins or part in self.begun else 1


def _suggested_weight(term: str, parts: list[str], known: _Known, total: int) -> int:
    """As jieba's ``suggest_freq``: the least weight at which the term is not split into parts."""
    share = 1.0
    for part in parts:
        share *= known.weight(part) / float(total)
    return max(int(share * total) + 1, known.weights.get(term, 1))
