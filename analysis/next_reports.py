"""Targets that no report tells of, since the corpus lacks the report of the next year."""

from __future__ import annotations

import pandas as pd

NO_NEXT_REPORT = "no_next_report"  # in tables of counts and figures, apart from not_reported
LACKING = "no report of {} in the corpus"  # the reason of such a target, with the year


def without_next_report(table: pd.DataFrame) -> pd.Series:
    """Which targets have no verdict only because the corpus lacks the report that would tell.

    Args:
        table: from ``promises_and_results``: verdict and, where known, reason.

    Example:
        >>> import pandas as pd
        >>> from analysis.next_reports import without_next_report
        >>> table = pd.DataFrame({"verdict": "not_reported", "reason": [
        ...     "no report of 2027 in the corpus", "the report of 2026 does not give it"]})
        >>> without_next_report(table).tolist()
        [True, False]
    """
    reason = table.get("reason", pd.Series("", index=table.index)).astype("string").fillna("")
    return table["verdict"].eq("not_reported") & reason.str.fullmatch(LACKING.format(r"\d+"))
