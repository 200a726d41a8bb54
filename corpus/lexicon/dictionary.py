"""The words of jieba's dictionary, with how often they occur and their part of speech."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def _columns() -> tuple[list[str], list[str], list[str]]:
    """The words, their weights and their tags, as printed."""
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    fields = text.split()  # a line has three
    return fields[::3], fields[1::3], fields[2::3]


@cache
def jieba_words() -> dict[str, tuple[int, str]]:
    """The weight of each word in jieba's dictionary, and its tag there (``ns`` is a place).

    Example:
        >>> from corpus.lexicon import jieba_words
        >>> jieba_words()["市政府"], jieba_words()["阜平县"][1]
        ((1259, 'n'), 'ns')
    """
    words, weights, tags = _columns()
    return dict(zip(words, zip(map(int, weights), tags, strict=True), strict=True))


@cache
def weights_and_names() -> tuple[dict[str, int], dict[str, str]]:
    """The weight of each word, and the tags of names: what is needed, in half of the time.

    A pair for each of 349,000 words takes longer to make than the rest. Both are shared: copy them
    before you change them.

    Example:
        >>> from corpus.lexicon.dictionary import weights_and_names
        >>> weights, names = weights_and_names()
        >>> weights["市政府"], names["阜平县"], names.get("市政府")
        (1259, 'ns', None)
    """
    words, weights, tags = _columns()
    of_names = {tag for tag in set(tags) if tag.startswith(("ns", "nr"))}
    names = {word: tag for word, tag in zip(words, tags, strict=True) if tag in of_names}
    return dict(zip(words, map(int, weights), strict=True)), names
