"""The languages of results and messages."""

from __future__ import annotations

import locale
import os
from typing import Final, Literal, get_args

Lang = Literal["en", "zh"]
LANGS: Final = get_args(Lang)


def check_language(lang: str) -> None:
    """Raises ValueError unless the language of what is shown is one that there is.

    Args:
        lang: en or zh.

    Raises:
        ValueError: with the languages there are.

    Example:
        >>> from corpus.language import check_language
        >>> check_language("zh")
        >>> check_language("cn")
        Traceback (most recent call last):
        ...
        ValueError: lang is 'cn'; choose en or zh
    """
    if lang not in LANGS:
        raise ValueError(f"lang is {lang!r}; choose {' or '.join(LANGS)}")


def terminal_language() -> Lang:
    """The language of messages: that of GWR_LANGUAGE, else of the terminal, else English."""
    names = (os.environ.get(name) for name in ("GWR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"
