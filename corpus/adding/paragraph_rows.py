"""Tables with one row per paragraph: which rows make up a report.

A report per row is the usual case. Rows are paragraphs where they are short, where what is named of
a report (its ID, or its year and place) stays the same over many of them, and where nothing else
in them changes but a number that counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

Cells = Mapping[str, Any]
Numbered = tuple[int, Cells]

_FEWEST = 5  # rows of a report, in the median
_SHORT, _LONG, _FEW = 600, 3000, 0.02  # characters of a paragraph, of a report, share of these
_BEGINS = ("各位代表", "同志们")  # once in the first words of a report, however it is divided
_YEARS = range(1900, 2101)


def may_be_paragraphs(texts: Sequence[Any]) -> bool:
    """Whether the first texts of a table are as short as paragraphs."""
    lengths = [len(one) for one in texts if isinstance(one, str) and one.strip()]
    return len(lengths) >= _FEWEST and median(lengths) < _SHORT


def paragraphs_together(
    rows: Sequence[Numbered], *, text: str, keys: Sequence[str], is_id: bool = False
) -> list[list[Numbered]] | None:
    """The rows of each report, in the order of its paragraphs; None where each row is a report.

    Args:
        rows: the number of each row, and its cells by column.
        text: the column of the texts.
        keys: the columns that name a report; where there are none, those that stay the same.
        is_id: whether one of them is an ID, and another row with it no report of its own.
    """
    if not rows or not _are_short([cells.get(text) for _, cells in rows]):
        return None
    others = [name for name in rows[0][1] if name != text and name not in keys]
    counter = next((one for one in others if _counts(rows, one, keys)), None)
    steady = [one for one in others if one != counter]
    named = list(keys) if len(keys) > 1 or is_id else [*keys, *steady]
    if not named:
        return None
    groups = _groups(rows, named, in_turn=counter is None and not is_id)
    if groups is None or median(map(len, groups)) < _FEWEST:
        return None
    if any(_are_several(group, text, steady, is_id=is_id) for group in groups):
        return None
    if counter is None:
        return groups
    return [sorted(group, key=lambda row: _whole(row[1].get(counter)) or 0) for group in groups]


def _are_short(texts: Sequence[Any]) -> bool:
    lengths = [len(one) for one in texts if isinstance(one, str)]
    return may_be_paragraphs(texts) and sum(one > _LONG for one in lengths) <= _FEW * len(lengths)


def _groups(
    rows: Sequence[Numbered], named: Sequence[str], *, in_turn: bool
) -> list[list[Numbered]] | None:
    """The rows with the same cells; None where they must follow one another and do not."""
    groups: dict[tuple[str, ...], list[Numbered]] = {}
    before = None
    for number, cells in rows:
        key = tuple(_said(cells.get(name)) for name in named)
        if in_turn and key != before and key in groups:
            return None
        groups.setdefault(key, []).append((number, cells))
        before = key
    return list(groups.values())


def _are_several(
    group: Sequence[Numbered], text: str, steady: Sequence[str], *, is_id: bool
) -> bool:
    """Whether the rows of a group are reports of their own: they begin so, or are of several."""
    begin = sum(
        _said(cells.get(text)).startswith(_BEGINS)
        and len(_said(cells.get(text))) > len("各位代表：")
        for _, cells in group
    )
    if begin * 2 > len(group):
        return True
    return not is_id and any(
        len({_said(cells.get(name)) for _, cells in group}) > 1 for name in steady
    )


def _counts(rows: Sequence[Numbered], name: str, keys: Sequence[str]) -> bool:
    """Whether a column counts rows: those of each report from 0 or 1 on, or all of them."""
    numbers = [_whole(cells.get(name)) for _, cells in rows]
    whole = [one for one in numbers if one is not None]
    if (
        len(whole) < len(numbers)
        or len(set(whole)) < _FEWEST
        or all(one in _YEARS for one in whole)
    ):
        return False
    if sorted(whole) == list(range(min(whole), min(whole) + len(whole))):
        return True
    if not keys:  # a report begins where the number does again
        return sum(one == min(whole) for one in whole) > 1 and _climbs(whole)
    groups: dict[tuple[str, ...], list[int]] = {}
    for (_, cells), number in zip(rows, whole, strict=True):
        groups.setdefault(tuple(_said(cells.get(key)) for key in keys), []).append(number)
    return all(len(set(group)) == len(group) and min(group) <= 1 for group in groups.values())


def _climbs(numbers: Sequence[int]) -> bool:
    """Whether each number is the one after the one before, or the first one again."""
    first = min(numbers)
    return first <= 1 and all(after in (before + 1, first) for before, after in pairwise(numbers))


def _whole(cell: Any) -> int | None:
    said = _said(cell)
    return int(said) if said.isdecimal() else None


def _said(cell: Any) -> str:
    """A cell as text: 3, not 3.0; empty for an empty or missing cell."""
    if cell is None or cell != cell:  # NaN and NaT differ from themselves
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def spans_of(group: Sequence[Numbered]) -> tuple[int, int]:
    """The first and the last row of a group."""
    numbers = [number for number, _ in group]
    return min(numbers), max(numbers)


def texts_of(group: Sequence[Numbered], text: str) -> Iterator[str]:
    """The texts of a group's rows, without those that are empty."""
    for _, cells in group:
        said = cells.get(text)
        if isinstance(said, str) and said.strip():
            yield said
