"""What a number is reached from: 由8%(提高到), and 在…基础上, such as the growth of last year."""

from __future__ import annotations

import re

# The words of a clause before a number, and those after it: 在去年增长|7%|的基础上增长7.5%.
GROUND = re.compile(r"在[^，。；,;：:\n]{0,40}$")
GROUND_AFTER = re.compile(r"[^，。；,;：:\d\n]{0,10}?基础上")
# Those of a number from which another is reached: 由|8%|提高到10%.
BASE = re.compile(r"(?:由|从)[^，。；,;]{0,30}$")
BASE_AFTER = re.compile(
    r"[^，。；,;、]{0,16}?(?:提高|增加|扩大|增长|上升|下降|降低|减少|缩短|提升|缩小|降|增|升|"
    r"压减|压缩|减|上调|发展|回落|放缓|收窄|下调|调整)(?:到|至|为)"
)


def may_be_base(after: str) -> bool:
    """Whether a number may be one that another is reached from, by a sign that is fast to find.

    Args:
        after: the words after it.
    """
    return "到" in after or "至" in after or "为" in after or "基础上" in after


def base_before(clause: str, after: str) -> re.Match[str] | None:
    """The words before a number that another is reached from; None where it is no such number.

    Args:
        clause: the words of its clause before it.
        after: the words after it.

    Example:
        >>> from corpus.text.base_phrases import base_before
        >>> base_before("失业率由", "%降到3%").group()
        '由'
        >>> base_before("由此增长", "%，降到3%") is None
        True
    """
    if not may_be_base(after):
        return None
    found = BASE.search(clause) if BASE_AFTER.match(after) else None
    return found or ground_before(clause, after)


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
    return GROUND.search(clause) if "基础上" in after and GROUND_AFTER.match(after) else None
