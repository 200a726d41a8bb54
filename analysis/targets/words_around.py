"""The words around each number of the ledger, in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from corpus.text.numerals import fold

_WITHIN = ".一二三四五六七八九十百千万亿两零〇"
_TO_LAST_CLAUSE = re.compile(r".*[，。；：;:!！?？\n]", re.DOTALL)
_TO_LAST_SEGMENT = re.compile(r".*[。；;\n]", re.DOTALL)


def with_words(book: pd.DataFrame) -> pd.DataFrame:
    """The ledger with the folded words of the sentence before and after each number.

    Args:
        book: from ``ledger``.

    Returns:
        The rows with the columns at (position in the sentence; -1 where the number is not in it),
        before and after.
    """
    key = "sentence_id" if "sentence_id" in book else "sentence"
    book = book.sort_values(["report_id", "start"]) if "start" in book else book
    units = book["unit"] if "unit" in book else book["printed"].str.slice(0, 0)
    columns = (*(book[name] for name in ("report_id", key, "printed", "sentence")), units)
    last: tuple[object, object] = (None, None)
    rows: list[tuple[int, str, str]] = []
    since = 0
    for report, one, printed, sentence, unit in zip(*columns, strict=True):
        since = since if (report, one) == last else 0
        words, number = fold(str(sentence)), " ".join(fold(str(printed)).split())
        at = _place(words, number, str(unit), since)
        rows.append((at, words[:at], words[at + len(number) :]) if at >= 0 else (-1, words, ""))
        last, since = (report, one), at + len(number) if at >= 0 else since
    found = pd.DataFrame(rows, columns=["at", "before", "after"], index=book.index)
    return book.assign(at=found["at"], before=found["before"], after=found["after"])


def _place(words: str, number: str, unit: str, since: int) -> int:
    """Where a number begins: at its first place before its unit, else at its first place."""
    rest = words[since:]
    places = list(_places(rest, number)) if number else []
    with_unit = [at for at in places if rest[at + len(number) :].lstrip().startswith(unit)]
    return next((since + at for at in [*with_unit, *places]), -1)


def _places(words: str, number: str) -> Iterator[int]:
    """Where a number begins that is no part of a longer one.

    Every number is looked for once, so a regular expression of each would cost more to compile
    than to match.
    """
    at = words.find(number)
    while at >= 0:
        end = at + len(number)
        begins = at == 0 or not (words[at - 1] in _WITHIN or words[at - 1].isdecimal())
        after = words[end : end + 2]
        ends = not (after[:1].isdecimal() or (after[:1] == "." and after[1:].isdecimal()))
        if begins and ends:
            yield at
        at = words.find(number, end if begins and ends else at + 1)


def clause_of(before: str) -> str:
    """The words between the last comma and a number."""
    found = _TO_LAST_CLAUSE.match(before)
    return before[found.end() :] if found else before


def segment_of(before: str) -> str:
    """The words between the last semicolon or full stop and a number."""
    found = _TO_LAST_SEGMENT.match(before)
    return before[found.end() :] if found else before
