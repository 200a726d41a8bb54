"""Passages of texts by their offsets."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def slices(text: str, starts: Iterable[int], ends: Iterable[int]) -> list[str]:
    """The passages of a text between given offsets.

    Args:
        text: any text.
        starts: where each passage begins, in code points.
        ends: one past the end of each passage; as many as ``starts``.

    Example:
        >>> from corpus.text.spans import slices
        >>> slices("营商环境持续优化", [0, 4], [4, 8])
        ['营商环境', '持续优化']
    """
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def printed(rows: pd.DataFrame, texts: pd.DataFrame) -> list[str]:
    """The passage that each row of a table refers to, as its document prints it.

    Args:
        rows: rows of any table with report_id, start and end.
        texts: the table ``texts`` of the data store.

    Example:
        >>> import pandas as pd
        >>> from corpus.text.spans import printed
        >>> texts = pd.DataFrame({"report_id": ["a"], "text": ["营商环境持续优化"]})
        >>> printed(pd.DataFrame({"report_id": ["a"], "start": [4], "end": [8]}), texts)
        ['持续优化']
    """
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    places = zip(rows["report_id"], rows["start"], rows["end"], strict=True)
    return [text_of[report][start:end] for report, start, end in places]
