"""Concordance: every occurrence of a term or a pattern, with its context."""

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
    """The concordance lines of a term: each occurrence with the text around it.

    ``export.save_table`` writes the table to a file.

    Args:
        rows: tokens or mentions, or the result of ``find_pattern``: report_id, paragraph_id, start,
            end, term.
        texts: the table of the store.
        term: the term, or several; None for all rows.
        window: the number of characters of context on each side; line ends in it appear as ``¶``.
        sort: ``place``, by report and position in the text; ``left``, by the text before the
            keyword, read backwards from it; ``right``, by the text after it; ``keyword``. Sorting
            is by code point; ties remain in the order of the text.

    Returns:
        One row per occurrence: report_id, paragraph_id, start, end, left, keyword (as printed),
        right.

    Raises:
        ValueError: if a column or the text of a report is missing, a place or a text is listed
            twice, a place is outside its text, the window is negative, or the order is unknown.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.concordance import concordance
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> mentions, texts = read_table(corpus, "mentions"), read_table(corpus, "texts")
        >>> lines = concordance(mentions, texts, "营商环境", window=6)
        >>> print(lines[["left", "keyword", "right"]].head(2).to_string(index=False))
          left keyword  right
        二是大力改善    营商环境 和创新环境,
        。牢固树立“    营商环境 就是生产力”
    """
    check_columns(rows, [*_COLUMNS, "term"])
    if window < 0:
        raise ValueError(f"window is {window}; it must be a number of characters, 0 or more")
    if sort not in get_args(Order):
        raise ValueError(f"unknown order {sort!r}; choose place, left, right or keyword")
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
        raise ValueError(f"place {start} to {end} is outside the text of the report {report!r}")
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
    """Every match of a regular expression, within paragraphs.

    The search covers the text as printed in the document, not its segmented words. ``^`` and ``$``
    match the ends of a paragraph, and ``.`` also matches line ends, so that a match may run over a
    line break. Matches do not overlap, and empty ones are left out. The syntax is that of Python's
    ``re``; the search is done by the library ``regex``, which can be stopped, since a pattern with
    repeats within repeats may otherwise run for years.

    Args:
        paragraphs: the table of the store: report_id, paragraph_id, start, end.
        texts: the table of the store.
        pattern: such as ``创新.{0,10}驱动`` or ``[0-9.]+%``.
        seconds: the time after which the search of a paragraph is given up.

    Returns:
        One row per match, in the order of the reports and of the text: report_id, paragraph_id,
        start, end, term (the text matched), ready for ``concordance``.

    Raises:
        ValueError: if the pattern is not valid or takes too long, or a column or the text of a
            report is missing.

    Example:
        >>> from analysis import find_pattern, open_corpus
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> paragraphs, texts = read_table(corpus, "paragraphs"), read_table(corpus, "texts")
        >>> find_pattern(paragraphs, texts, "增长[0-9.]+%")["term"].head(3).tolist()
        ['增长7%', '增长7%', '增长6.7%']
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


# Within itself a pattern can go on for as long as there is memory.
_WITHIN_ITSELF = re.compile(r"(?<!\\)(?:\\\\)*\(\?(?:R|[0-9]+|&\w+)\)")


def _compiled(pattern: str) -> Any:
    if _WITHIN_ITSELF.search(pattern):
        raise ValueError(f"the pattern {pattern!r} occurs within itself; write it without (?R)")
    try:
        return regex.compile(pattern, regex.DOTALL)
    except regex.error as error:
        raise ValueError(f"the pattern {pattern!r} is not valid ({error}); correct it") from error
    except RecursionError as error:
        raise ValueError("the pattern has too many brackets within brackets; write less") from error


def _matches(search: Any, text: str, seconds: float) -> Iterator[tuple[int, int]]:
    try:
        found = [match.span() for match in search.finditer(text, timeout=seconds)]
    except TimeoutError as error:
        raise ValueError(
            f"the pattern {search.pattern!r} takes longer than {seconds:g} s in one paragraph; "
            "limit its repeats, for instance to {0,10}, and avoid repeats within repeats"
        ) from error
    return (span for span in found if span[0] < span[1])
