"""The words of jieba's dictionary, with how often they occur and their part of speech."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Word(NamedTuple):
    """A word of jieba's dictionary: how often it occurs there, and jieba's tag (ns: a place)."""

    weight: int
    tag: str


@cache
def jieba_words() -> dict[str, Word]:
    """The words in jieba's dictionary.

    Example:
        >>> from corpus.lexicon import jieba_words
        >>> jieba_words()["市政府"].weight, jieba_words()["阜平县"].tag
        (1259, 'ns')
    """
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ", 2) for line in lines)
    return {word: Word(int(weight), tag) for word, weight, tag in rows}
