"""Names and messages as a terminal shows them: nothing in them moves its cursor or turns its line.

A file name may hold escape codes, line ends and marks that reverse the direction of writing, by
which a message would say what nobody wrote.
"""

from __future__ import annotations

import json
import re

# Control characters (C0 and C1), marks and overrides of direction, line and paragraph separators,
# tags, and halves of surrogate pairs, which stand for bytes that are no UTF-8. Joiners stay: names
# in several scripts need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def printable(words: str, *, keep: str = "") -> str:
    r"""Words with control characters, line ends and marks of direction as escapes.

    Args:
        words: a name, or a message that has names in it.
        keep: characters that stay as they are, such as the line ends of a message of several lines.

    Example:
        >>> from corpus.display import printable
        >>> print(printable("2018\x1b[2J\u202etxt.年报"))
        2018\x1b[2J\u202etxt.年报
    """
    return _UNSAFE.sub(lambda found: found[0] if found[0] in keep else _escape(found[0]), words)


def escaped_json(text: str) -> str:
    r"""A JSON document of several lines with the same characters as escapes, which JSON has too.

    Args:
        text: as ``json.dumps(…, ensure_ascii=False, indent=1)`` returns it.

    Example:
        >>> from corpus.display import escaped_json
        >>> print(escaped_json('{"name": "2018\u202etxt.年报"}'))
        {"name": "2018\u202etxt.年报"}
    """
    return _UNSAFE.sub(lambda at: at[0] if at[0] == "\n" else json.dumps(at[0])[1:-1], text)


def _escape(character: str) -> str:
    """As Python writes it."""
    return character.encode("unicode_escape").decode("ascii")
