"""The words of jieba's dictionary, with how often they occur and their part of speech."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def jieba_words() -> dict[str, tuple[int, str]]:
    """The weight of each word in jieba's dictionary, and its tag there (``ns`` is a place).

    Example:
        >>> from corpus.lexicon import jieba_words
        >>> jieba_words()["市政府"], jieba_words()["阜平县"][1]
        ((1259, 'n'), 'ns')
    """
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    fields = text.split()  # a line has three
    return dict(
        zip(fields[::3], zip(map(int, fields[1::3]), fields[2::3], strict=True), strict=True)
    )
