"""Cells of csv files that a spreadsheet would take for formulas: written as text, read back."""

from __future__ import annotations

import re

# What OWASP lists ("CSV Injection"), with the full-width signs that East Asian input methods give;
# after apostrophes too, so that no text is mistaken for an escaped one.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?")


def escaped(text: str) -> str:
    """A text as it is written to a cell: after an apostrophe where it might be a formula.

    A spreadsheet takes what begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end for a
    formula, which may call a program. With an apostrophe before it, it is text. Plain numbers stay
    as they are. ``unescaped`` gives back every text as it was.

    Args:
        text: of a cell.

    Example:
        >>> from corpus.spreadsheet_formulas import escaped, unescaped
        >>> [escaped(one) for one in ("=1+1", "-3.5", "'=1", "营商环境")]
        ["'=1+1", '-3.5', "''=1", '营商环境']
        >>> unescaped(escaped("'=1"))
        "'=1"
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unescaped(text: str) -> str:
    """The text of a cell that ``escaped`` wrote; all others as they are.

    Args:
        text: of a cell.
    """
    return text[1:] if text.startswith("'") and escaped(text[1:]) == text else text
