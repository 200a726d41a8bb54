"""Concordance: every place where a term or a pattern stands, with its context."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Literal, get_args

import pandas as pd
import regex

from analysis.checks import check_places
from corpus.schema import check_columns

Order = Literal["place", "left", "right", "keyword"]

_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # as str.splitlines
_COLUMNS = ["report_id", "paragraph_id", "start", "end"]


def concordance(
    rows: pd.DataFrame,
    texts: pd.DataFrame,
    term: str | Collection[str] | None = None,
    *,
    window: int = 20,
    sort: Order = "place",
) -> pd.DataFrame:
    """Every place where a term stands, with what is said around it: keyword in context.

    ``tables.save_table`` writes it to a file.

    Args:
        rows: tokens or mentions, or what ``find_pattern`` found: report_id, paragraph_id, start,
            end, term.
        texts: the table of the store.
        term: which, or several; None for all rows.
        window: characters of context on each side; line ends in it are shown as ``¶``.
        sort: ``place``, by report and place in the text; ``left``, by what stands before, from
            the keyword backwards; ``right``, by what stands after; ``keyword``. By code points;
            what is the same stays in the order of places.

    Returns:
        A row a place: report_id, paragraph_id, start, end, left, keyword (as printed), right.

    Raises:
        ValueError: where a column or the text of a report is missing, the same place or text is
            there twice, a place is not in its text, the window is negative, or the order unknown.
    """
    check_columns(rows, [*_COLUMNS, "term"])
    if window < 0:
        raise ValueError(f"window is {window}; it counts characters, 0 or more")
    if sort not in get_args(Order):
        raise ValueError(f"there is no order {sort!r}; it is place, left, right or keyword")
    found = rows if term is None else rows[rows["term"].isin(_several(term))]
    check_places(found)
    found = found.sort_values(["report_id", "start", "end"], ignore_index=True)[_COLUMNS]
    text_of = _texts(texts, found["report_id"])
    context = [
        _context(text_of[report], report, start, end, window)
        for report, start, end in zip(found["report_id"], found["start"], found["end"], strict=True)
    ]
    around = pd.DataFrame(context, columns=["left", "keyword", "right"], dtype=str)
    return _sorted(pd.concat([found, around], axis=1), sort)


def _several(term: str | Collection[str]) -> list[str]:
    return [term] if isinstance(term, str) else list(term)


def _texts(texts: pd.DataFrame, needed: pd.Series) -> dict[Any, str]:
    check_columns(texts, ["report_id", "text"])
    twice = texts["report_id"].duplicated()
    if twice.any():
        raise ValueError(
            f"there are two texts of the report {texts.loc[twice, 'report_id'].iloc[0]!r}"
        )
    text_of: dict[Any, str] = dict(zip(texts["report_id"], texts["text"].astype(str), strict=True))
    unknown = set(needed) - set(text_of)
    if unknown:
        raise ValueError(f"there is no text of the report {min(unknown)!r}")
    return text_of


def _context(text: str, report: object, start: int, end: int, window: int) -> tuple[str, str, str]:
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"place {start} to {end} is not in the text of the report {report!r}")
    parts = text[max(0, start - window) : start], text[start:end], text[end : end + window]
    left, keyword, right = (_LINE_END.sub("¶", part) for part in parts)
    return left, keyword, right


def _sorted(table: pd.DataFrame, sort: Order) -> pd.DataFrame:
    if sort == "place":
        return table
    keys = table[sort].str[::-1] if sort == "left" else table[sort]
    order = sorted(range(len(table)), key=keys.tolist().__getitem__)
    return table.iloc[order].reset_index(drop=True)


def find_pattern(
    paragraphs: pd.DataFrame, texts: pd.DataFrame, pattern: str, *, seconds: float = 2.0
) -> pd.DataFrame:
    """Every place where a regular expression matches, within a paragraph.

    The text is searched as it is in the document, not its words. ``^`` and ``$`` are the ends of a
    paragraph, and ``.`` matches line ends too, so that broken lines are no end. Matches do not
    overlap, and empty ones are left out. The syntax is that of Python's ``re``; the library
    ``regex`` does the search, because it can be stopped: a pattern with repeats within repeats
    may else take years.

    Args:
        paragraphs: the table of the store: report_id, paragraph_id, start, end.
        texts: the table of the store.
        pattern: such as ``创新.{0,10}驱动`` or ``[0-9.]+%``.
        seconds: after which the search of one paragraph is given up.

    Returns:
        A row a match, in the order of the reports and of the text: report_id, paragraph_id,
        start, end, term (what matched), for ``concordance``.

    Raises:
        ValueError: where the pattern cannot be read or takes too long, or a column or the text of
            a report is missing.
    """
    check_columns(paragraphs, _COLUMNS)
    search = _compiled(pattern)
    text_of = _texts(texts, paragraphs["report_id"])
    places = paragraphs[_COLUMNS].sort_values(["report_id", "start"])
    matches = [
        (report, paragraph, start + at, start + to, text_of[report][start + at : start + to])
        for report, paragraph, start, end in places.itertuples(index=False, name=None)
        for at, to in _matches(search, text_of[report][start:end], seconds)
    ]
    table = pd.DataFrame(matches, columns=[*_COLUMNS, "term"])
    return table.astype({"start": "int64", "end": "int64", "term": str})


def _compiled(pattern: str) -> Any:
    try:
        return regex.compile(pattern, regex.DOTALL)
    except regex.error as error:
        raise ValueError(f"the pattern {pattern!r} cannot be read: {error}") from error


def _matches(search: Any, text: str, seconds: float) -> Iterator[tuple[int, int]]:
    try:
        found = [match.span() for match in search.finditer(text, timeout=seconds)]
    except TimeoutError as error:
        raise ValueError(
            f"the pattern {search.pattern!r} takes longer than {seconds:g} s in one paragraph; put "
            "limits such as {0,10} on its repeats, and take repeats out of repeats"
        ) from error
    return (span for span in found if span[0] < span[1])
