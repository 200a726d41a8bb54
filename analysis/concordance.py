"""Concordance: every place where a term stands, with its context."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from analysis.counts import check_columns

_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # as str.splitlines


def concordance(
    rows: pd.DataFrame, texts: pd.DataFrame, term: str, *, window: int = 20
) -> pd.DataFrame:
    """Every place where a term stands, with what is said around it.

    Args:
        rows: tokens or mentions: report_id, paragraph_id, start, end, term.
        texts: the table of the store.
        term: which.
        window: characters of context on each side; line ends in it are shown as ``¶``.

    Returns:
        A row a place, in the order of the reports and of the text: report_id, paragraph_id, start,
        end, left, keyword (as printed), right.

    Raises:
        ValueError: where a column or the text of a report is missing, or the window is negative.
    """
    check_columns(rows, ["report_id", "paragraph_id", "start", "end", "term"])
    check_columns(texts, ["report_id", "text"])
    if window < 0:
        raise ValueError(f"window is {window}; it counts characters, 0 or more")
    found = rows[rows["term"] == term].sort_values(["report_id", "start"], ignore_index=True)
    text_of: dict[Any, str] = dict(zip(texts["report_id"], texts["text"].astype(str), strict=True))
    unknown = set(found["report_id"]) - set(text_of)
    if unknown:
        raise ValueError(f"there is no text of the report {min(unknown)!r}")
    context = [
        _context(text_of[report], start, end, window)
        for report, start, end in zip(found["report_id"], found["start"], found["end"], strict=True)
    ]
    around = pd.DataFrame(context, columns=["left", "keyword", "right"])
    return pd.concat([found[["report_id", "paragraph_id", "start", "end"]], around], axis=1)


def _context(text: str, start: int, end: int, window: int) -> tuple[str, str, str]:
    parts = text[max(0, start - window) : start], text[start:end], text[end : end + window]
    left, keyword, right = (_LINE_END.sub("¶", part) for part in parts)
    return left, keyword, right
