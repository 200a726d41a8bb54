"""Concordance: every place where a term stands, with its context."""

from __future__ import annotations

import pandas as pd


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
    """
    found = rows[rows["term"] == term].sort_values(["report_id", "start"], ignore_index=True)
    text_of = texts.set_index("report_id")["text"]
    context = [_context(text_of[row.report_id], row.start, row.end, window)
               for row in found.itertuples(index=False)]  # fmt: skip
    around = pd.DataFrame(context, columns=["left", "keyword", "right"])
    return pd.concat([found[["report_id", "paragraph_id", "start", "end"]], around], axis=1)


def _context(text: str, start: int, end: int, window: int) -> tuple[str, str, str]:
    parts = text[max(0, start - window) : start], text[start:end], text[end : end + window]
    left, keyword, right = ("¶".join(part.splitlines()) for part in parts)
    return left, keyword, right
