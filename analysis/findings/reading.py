"""A few sentences on what a table shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from analysis.confidence import at_confidence, confidence_of
from corpus.language import Lang, check_language

MOST = 4  # sentences
_Options = ParamSpec("_Options")
_Table = TypeVar("_Table", pd.DataFrame, pd.DataFrame | None)
# What Markdown, or the formulas of a notebook, would take for a sign; "p < 0.05" is none.
_SIGNS = re.compile(r"[\\*_`$~|#]|<(?=\S)")


@dataclass(frozen=True)
class Reading:
    """What a table shows, in one language: as text, and as Markdown in a notebook.

    Attributes:
        sentences: one to four of them, each complete.
        lang: en or zh.

    Example:
        >>> from analysis.findings import Reading
        >>> print(Reading(("Education leads.", "Culture follows."), "en"))
        Education leads. Culture follows.
        >>> print(Reading(("教育居首。", "文化次之。"), "zh"))
        教育居首。文化次之。
    """

    sentences: tuple[str, ...]
    lang: Lang

    def __str__(self) -> str:
        return ("" if self.lang == "zh" else " ").join(self.sentences)

    def _repr_markdown_(self) -> str:
        return _SIGNS.sub(r"\\\g<0>", str(self))


def reading(sentences: Iterable[str], lang: Lang) -> Reading:
    """The reading that has these sentences, without the empty ones.

    Args:
        sentences: in order; "" where there is nothing to say.
        lang: en or zh.

    Raises:
        ValueError: if no sentence, or more than four, are left.
    """
    check_language(lang)
    kept = tuple(one for one in sentences if one)
    if not 1 <= len(kept) <= MOST:
        raise ValueError(f"a reading has one to {MOST} sentences, not {len(kept)}")
    return Reading(kept, lang)


def at_its_level(
    write: Callable[Concatenate[_Table, _Options], Reading],
) -> Callable[Concatenate[_Table, _Options], Reading]:
    """A function whose sentences are on 95% intervals, made to name the level that a table has.

    Args:
        write: a function that makes a reading of a table, which comes first.
    """

    @wraps(write)
    def written(table: _Table, *args: _Options.args, **options: _Options.kwargs) -> Reading:
        found, level = write(table, *args, **options), confidence_of(table)
        return replace(found, sentences=tuple(at_confidence(one, level) for one in found.sentences))

    return written
