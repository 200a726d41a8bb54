"""Signs that mail programs put before each line of what is answered or passed on: ``> ``."""

from __future__ import annotations

import re

from corpus.text.normalization import Normalized

# A bar has no other in its line, which would make it a row of a table.
_QUOTED = re.compile(r"^[ \t]{0,3}(?:(?:[>＞][ \t]?){1,6}|[|｜][ \t](?=[^|｜\n]*$))", re.MULTILINE)
_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
FEWEST = 6
# A mail has lines of its own before and after what it quotes.
LEAST_SHARE = 0.5


def without_quote_marks(plain: Normalized) -> tuple[Normalized, int]:
    r"""The text without the marks before its lines, and how many there were.

    A text in which fewer than half of the lines have one is left as it is.

    Args:
        plain: any text, with the way back to its document.

    Example:
        >>> from corpus.text.normalization import Normalized
        >>> from corpus.text.quoted_lines import without_quote_marks
        >>> lines = ["一、工作回顾", "成绩显著。", "困难不少。"] * 3
        >>> without_quote_marks(Normalized("\n".join(f"> {one}" for one in lines)))[0].text[:9]
        '一、工作回顾\n成绩'
    """
    if not any(sign in plain.text for sign in ">＞|｜"):
        return plain, 0
    marks = [match.span() for match in _QUOTED.finditer(plain.text)]
    if len(marks) < FEWEST or len(marks) < LEAST_SHARE * len(_LINE.findall(plain.text)):
        return plain, 0
    return plain.without(marks), len(marks)
