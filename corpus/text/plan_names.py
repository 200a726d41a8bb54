"""Names of five-year plans: "十一五" in straight or corner quotation marks is “十一五”."""

from __future__ import annotations

import re

_QUOTED_PLAN = re.compile(r"[\"＂「『](?P<name>[^\"＂「」『』“”\n]{0,3}五)[\"＂」』]")


def with_quoted_plans(text: str) -> str:
    """The text, of the same length, with the names of five-year plans in curly quotation marks.

    Args:
        text: of a document or part of one.

    Example:
        >>> from corpus.text.plan_names import with_quoted_plans
        >>> with_quoted_plans('"十一五"期间')
        '“十一五”期间'
    """
    return _QUOTED_PLAN.sub("“\\g<name>”", text) if "五" in text else text
