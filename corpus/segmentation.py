"""Words, as jieba cuts them with the policy lexicon. The only module that knows a segmenter."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.normalization import normalize

if TYPE_CHECKING:
    import jieba

Kind = Literal["word", "number", "latin", "punctuation"]

_NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[%‰]?|[零〇○一二三四五六七八九十百千万亿两]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#._-]*")
_WORD = re.compile(r"\w")


class Token(NamedTuple):
    """A word and where it stands: ``text[start:end]`` is what was printed."""

    start: int
    end: int
    term: str
    kind: Kind


class Segmenter:
    """Cuts text into words, with its own dictionary: nothing else changes what it does.

    The words are those of jieba 0.42.1 with the given terms added. jieba's file cache in the shared
    temporary folder is not used: whoever can write there could change every result.

    Args:
        terms: kept whole where they stand, in any order; not those with punctuation in them
            (走出去、请进来), at which jieba always cuts.
        hmm: whether jieba may guess words that no dictionary has.
    """

    def __init__(self, terms: Iterable[str] = (), *, hmm: bool = True) -> None:
        self.terms = tuple(sorted({normalize(term).text for term in terms}))
        self.hmm = hmm

    @property
    def fingerprint(self) -> str:
        """The sha256 of all that can change a token: jieba, the terms, the options."""
        parts = ["jieba", version("jieba"), f"hmm={self.hmm}", *self.terms]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def _tokenizer(self) -> jieba.Tokenizer:
        import jieba  # 0.1 s to import, and not needed where the store is up to date

        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        # Sorted: the weight jieba gives a new word depends on those that it has.
        for term in self.terms:
            tokenizer.add_word(term)
        return tokenizer

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of a text in order, with their offsets; white space is left out.

        Full-width letters and digits are normalised in ``term``; the offsets count the text given.
        """
        normal = normalize(text)
        position = 0
        for word in self._tokenizer.cut(normal.text, HMM=self.hmm):
            begin, position = position, position + len(word)
            if not word.isspace():
                span = normal.original(begin), normal.original_end(position)
                yield Token(*span, word, kind_of(word))


def kind_of(term: str) -> Kind:
    """What a token is: a word, a number, a word in Latin letters, or punctuation."""
    if _NUMBER.fullmatch(term):
        return "number"
    if _LATIN.fullmatch(term):
        return "latin"
    return "word" if _WORD.search(term) else "punctuation"
