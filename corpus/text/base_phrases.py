"""在…基础上: the phrase that names what a number starts from, such as the growth of last year."""

from __future__ import annotations

import re

# The words of a clause before a number, and those after it: 在去年增长|7%|的基础上增长7.5%.
GROUND = re.compile(r"在[^，。；,;：:\n]{0,40}$")
GROUND_AFTER = re.compile(r"[^，。；,;：:\d\n]{0,10}?基础上")


def ground_before(clause: str, after: str) -> re.Match[str] | None:
    """The words before a number that another starts from; None where it is no such number.

    Args:
        clause: the words of its clause before it.
        after: the words after it.

    Example:
        >>> from corpus.text.base_phrases import ground_before
        >>> ground_before("在去年增长", "%的基础上增长7.5%").group()
        '在去年增长'
        >>> ground_before("增长", "%，基础上升") is None
        True
    """
    return GROUND.search(clause) if GROUND_AFTER.match(after) else None
