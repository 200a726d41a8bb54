"""Words, as jieba cuts them with the policy lexicon. The only module that knows a segmenter."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.text.normalization import normalize

if TYPE_CHECKING:
    import rjieba


TokenKind = Literal["word", "number", "latin", "punctuation"]
Engine = Literal["fast", "jieba"]
Cut = Callable[[str], list[str]]

_NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[%‰]?|[零〇○一二三四五六七八九十百千万亿两]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#._-]*")
_WORD = re.compile(r"\w")

# What rjieba cuts otherwise than jieba. Ideographs that jieba does not know as such:
_RARE = re.compile(
    "[\u3400-\u4dff\u9fd6-\ua4cf\uac00-\ufaff\U00010000-\U0001efff\U00020000-\U0010ffff]"
)
# and runs like 2018-01-15, which it keeps whole. First the signs that tell that there may be one,
# which are fast to find, and then which of them do: not those of 8.5%.
_SIGN = re.compile(r"[+#&_\-.%]")
_ODD_SIGN = re.compile(
    r"[+#&_\-]|%(?=[A-Za-z0-9+#&._%\-])|\.(?![0-9])|\.[0-9]+(?=[A-Za-z.])|(?<![A-Za-z0-9])[.%]"
)
_ASCII_RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]{2,}")
# jieba.finalseg's own pattern, by which it cuts what is no ideograph.
_ASCII_WORD = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


class Token(NamedTuple):
    """A word and where it stands: ``text[start:end]`` is what was printed."""

    start: int
    end: int
    term: str
    kind: TokenKind


class Segmenter:
    """Cuts text into words, with its own dictionary: nothing else changes what it does.

    The words are those of jieba 0.42.1 with the given terms added, whichever engine finds them:
    ``jieba`` is the reference, ``fast`` is rjieba, corrected where it cuts otherwise. jieba's file
    cache in the shared temporary folder is not used: whoever can write there could change every
    result.

    Args:
        terms: kept whole where they stand, in any order; not those with punctuation in them
            (走出去、请进来), at which jieba always cuts.
        hmm: whether jieba may guess words that no dictionary has.
        engine: what cuts; the words are the same.
    """

    def __init__(
        self, terms: Iterable[str] = (), *, hmm: bool = True, engine: Engine = "fast"
    ) -> None:
        self.terms = tuple(sorted({normalize(term).text for term in terms}))
        self.hmm = hmm
        self.engine = engine

    @property
    def fingerprint(self) -> str:
        """The sha256 of all that can change a token: jieba, the terms, the options."""
        parts = ["jieba", version("jieba"), f"hmm={self.hmm}", *self.terms]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def cut(self) -> Cut:
        """A function that gives the words of a text in order, and all that lies between them.

        Joined, they are the text. The text is cut as it is: normalise it before.
        """
        return _jieba_cut(self) if self.engine == "jieba" else _fast_cut(self)

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of a text in order, with their offsets; white space is left out.

        Full-width letters and digits are normalised in ``term``; the offsets count the text given.
        """
        normal = normalize(text)
        position = 0
        for word in self.cut(normal.text):
            begin, position = position, position + len(word)
            if not word.isspace():
                span = normal.original(begin), normal.original_end(position)
                yield Token(*span, word, kind_of(word))


def kind_of(term: str) -> TokenKind:
    """What a token is: a word, a number, a word in Latin letters, or punctuation."""
    if _NUMBER.fullmatch(term):
        return "number"
    if _LATIN.fullmatch(term):
        return "latin"
    return "word" if _WORD.search(term) else "punctuation"


# --- the reference --------------------------------------------------------------------------------


def _jieba_cut(settings: Segmenter) -> Cut:
    import jieba  # 0.1 s to import, and 0.5 s for its dictionary

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    # Sorted: the weight jieba gives a new word depends on those that it has.
    for term in settings.terms:
        tokenizer.add_word(term)
    return lambda text: tokenizer.lcut(text, HMM=settings.hmm)


# --- the fast engine ------------------------------------------------------------------------------


def _fast_cut(settings: Segmenter) -> Cut:
    engine = _rjieba_with(settings.terms)
    reference: list[Cut] = []  # made when the first rare character is met

    def exactly(line: str) -> list[str]:
        if _RARE.search(line):
            if not reference:
                reference.append(_jieba_cut(settings))
            return reference[0](line)
        return _recut(engine.cut(line, settings.hmm), engine)

    def cut(text: str) -> list[str]:
        odd = [match.start() for match in _RARE.finditer(text)]
        if settings.hmm:  # without, rjieba cuts runs of letters and signs as jieba does
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
    """The lines in which the places are, each once; a line end cuts words in any case."""
    end = 0
    for place in places:
        if place >= end:
            start = text.rfind("\n", end, place) + 1 or end
            found = text.find("\n", place)
            end = len(text) if found < 0 else found + 1
            yield start, end


def _recut(words: list[str], engine: rjieba.Jieba) -> list[str]:
    """The words with runs of letters and signs cut as jieba does, but for those it has whole."""
    found: list[str] = []
    for word in words:
        if len(word) > 1 and _ASCII_RUN.fullmatch(word) and not engine.has_word(word):
            found += filter(None, _ASCII_WORD.split(word))
        else:
            found.append(word)
    return found


def _rjieba_with(terms: Iterable[str]) -> rjieba.Jieba:
    """An engine with the terms added at the weights that jieba gives them, one after the other.

    jieba's total grows by the whole weight of a word that it has already, rjieba's by what it
    gains: a word that no text holds makes up for the difference, since the total is in all weights.
    """
    import rjieba

    engine = rjieba.Jieba()
    weights = dict(_dictionary())
    total, owed = sum(weights.values()), 0
    for term in terms:
        weight = _suggested_weight(term, engine.cut(term, False), weights, total)
        owed += weights.get(term, 0)
        weights[term] = weight
        total += weight
        engine.add_word(term, weight, None)
        if owed:
            engine.add_word("\ue000\ue001", owed, None)
    return engine


def _suggested_weight(term: str, parts: list[str], weights: dict[str, int], total: int) -> int:
    """As jieba's ``suggest_freq``: the least weight at which the term is not cut into its parts."""
    share = 1.0
    for part in parts:
        share *= _weight(part, weights) / float(total)
    return max(int(share * total) + 1, weights.get(term, 1))


def _weight(part: str, weights: dict[str, int]) -> int:
    """As jieba's table has it: 0 for what only begins a word, 1 for what it does not know."""
    known = weights.get(part)
    if known is not None:
        return known
    return 0 if any(word.startswith(part) for word in weights) else 1


@cache
def _dictionary() -> dict[str, int]:
    """The words of jieba's dictionary with their weights."""
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(weight) for word, weight, _ in (line.split(" ", 2) for line in lines)}
