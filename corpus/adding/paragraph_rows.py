"""Tables with one row per paragraph: which rows make up a report.

A report per row is the usual case, and excerpts may be as short as paragraphs. Rows are paragraphs
where they have the ID of one report; or where what is named of a report (year and place, or columns
that stay the same) does not change over many of them, nothing else does but a number that counts
them, and they read as one report: it begins once, or its numbered titles go on from row to row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import Any

from corpus.adding.cells import cell_text

Cells = Mapping[str, Any]
Numbered = tuple[int, Cells]

_FEWEST = 5  # rows of a report, in the median
_SHORT, _LONG, _FEW = 600, 3000, 0.02  # characters of a paragraph, of a report, share of these
_BEGINS = ("各位代表", "同志们")  # once in the first words of a report, however it is divided
_YEARS = range(1900, 2101)
_MOST = 0.8  # of the reports, whose rows show that they belong together
_ANEW = 0.2  # of the rows, that name a report in their first words
_TITLE = 45  # characters, of a title on its own row
_OPENS = re.compile("政府工作报告|^各位代表|^同志们|代表.{0,20}(?:政府|国务院)")
_SPEAKS = re.compile("代表.{0,20}(?:政府|国务院).{0,12}[向作].{0,12}报告")
_HEAD = re.compile(r"(?:.{2,12}[省市区县州盟旗])?(?:\d{4}年?)?政府工作报告")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"第?([一二三四五六七八九十]+)(?:部分|章)?[、.．，：\s]")
_ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


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
        is_id: whether the first of them is an ID, and another row with it no report of its own.
    """
    read = [row for row in rows if cell_text(row[1].get(text))]
    if not read or not _are_short([cells.get(text) for _, cells in read]):
        return None
    others = [name for name in read[0][1] if name != text and name not in keys]
    counter = _counter(read, others, keys[:1] if is_id else keys)
    steady = [one for one in others if one != counter]
    named = [keys[0]] if is_id else [*keys, *steady]
    if is_id:
        groups = _of_ids(read, text, keys[0], keys[1:], _dated(read, steady))
    else:
        groups = _of_reports(read, text, named, counter)
        numbered = counter is not None and len(keys) > 1 and _from_one(groups, counter, keys)
        groups = groups if numbered else _that_read_on(groups, text)
    if groups is None:
        return None
    ordered = [_in_order(group, counter) for group in groups]
    return [*ordered, *_without_text(rows, groups, text, named)]


def _are_short(texts: Sequence[Any]) -> bool:
    lengths = [len(one) for one in texts if isinstance(one, str)]
    return may_be_paragraphs(texts) and sum(one > _LONG for one in lengths) <= _FEW * len(lengths)


def _counter(rows: Sequence[Numbered], names: Sequence[str], keys: Sequence[str]) -> str | None:
    """The column that counts the rows of each report; what names it may need other columns."""
    for name in names:
        rest = [*keys, *(one for one in names if one != name)]
        if _counts(rows, name, keys) or (keys and _counts(rows, name, rest)):
            return name
    return None


def _of_ids(
    rows: Sequence[Numbered], text: str, key: str, places: Sequence[str], dated: Sequence[str]
) -> list[list[Numbered]] | None:
    """The rows of each ID; apart where they have none, or are of several years or places."""
    groups = _groups(rows, [key], in_turn=False) or []
    if not groups or median(map(len, groups)) < _FEWEST:
        return None
    found: list[list[Numbered]] = []
    for group in groups:
        apart = (
            not cell_text(group[0][1].get(key))
            or _begin_anew(_texts(group, text))
            or any(
                len({cell_text(cells.get(one)) for _, cells in group} - {""}) > 1 for one in places
            )
            or any(len({_year_of(cells.get(one)) for _, cells in group}) > 1 for one in dated)
        )
        found += [[row] for row in group] if apart else [group]
    return found


def _dated(rows: Sequence[Numbered], names: Sequence[str]) -> list[str]:
    """The columns whose cells all name a year: years, dates, titles of reports."""
    return [one for one in names if all(_year_of(cells.get(one)) for _, cells in rows)]


def _said_of(name: str, group: Sequence[Numbered]) -> set[str]:
    return {cell_text(cells.get(name)) for _, cells in group}


def _year_of(cell: Any) -> str:
    found = _YEAR.search(cell_text(cell))
    return found.group() if found else ""


def _of_reports(
    rows: Sequence[Numbered], text: str, named: Sequence[str], counter: str | None
) -> list[list[Numbered]] | None:
    """The rows with the same cells, in order; None where they are few, or reports of their own."""
    groups = _groups(rows, named, in_turn=counter is None) if named else None
    if groups is None or median(map(len, groups)) < _FEWEST:
        return None
    if not all(any(_key(group[0][1], named)) for group in groups):
        return None
    groups = [_in_order(group, counter) for group in groups]
    return None if any(_are_several(_texts(group, text)) for group in groups) else groups


def _that_read_on(groups: list[list[Numbered]] | None, text: str) -> list[list[Numbered]] | None:
    """The same groups; None where few of them show that their rows belong together."""
    found = [_reads_on(_texts(group, text)) for group in groups or []]
    return groups if sum(found) >= _MOST * len(found) else None


def _from_one(
    groups: Sequence[Sequence[Numbered]] | None, counter: str, keys: Sequence[str]
) -> bool:
    """Whether what the keys name are the groups, and the rows of each are counted from one on."""
    starts = [min(_whole(cells.get(counter)) or 0 for _, cells in one) for one in groups or []]
    named = {_key(group[0][1], keys) for group in groups or []}
    return len(starts) == len(named) > 1 and set(starts) in ({0}, {1})


def _texts(group: Sequence[Numbered], text: str) -> list[str]:
    return [cell_text(cells.get(text)) for _, cells in group]


def _groups(
    rows: Sequence[Numbered], named: Sequence[str], *, in_turn: bool
) -> list[list[Numbered]] | None:
    """The rows with the same cells; None where they must follow one another and do not."""
    groups: dict[tuple[str, ...], list[Numbered]] = {}
    before = None
    for number, cells in rows:
        key = _key(cells, named)
        if in_turn and key != before and key in groups:
            return None
        groups.setdefault(key, []).append((number, cells))
        before = key
    return list(groups.values())


def _key(cells: Cells, named: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell_text(cells.get(name)) for name in named)


def _in_order(group: Sequence[Numbered], counter: str | None) -> list[Numbered]:
    if counter is None:
        return list(group)
    return sorted(group, key=lambda row: _whole(row[1].get(counter)) or 0)


def _without_text(
    rows: Sequence[Numbered], groups: Sequence[Sequence[Numbered]], text: str, named: Sequence[str]
) -> list[list[Numbered]]:
    """The rows without text that belong to no report but name one, each to be refused."""
    known = {_key(cells, named) for group in groups for _, cells in group}
    known.add(("",) * len(named))
    empty = [row for row in rows if not cell_text(row[1].get(text))]
    return [[row] for row in empty if _key(row[1], named) not in known]


# --- what the texts show --------------------------------------------------------------------------


def _are_several(texts: Sequence[str]) -> bool:
    """Whether rows are of several reports: one begins after paragraphs, or is whole in a row."""
    if sum(bool(_SPEAKS.search(one[:100])) for one in texts) > 1 or _begin_anew(texts):
        return True
    if any(len(one) > _LONG and _OPENS.search(one[:_TITLE]) for one in texts):
        return True
    long = [len(one) > _TITLE for one in texts]
    opened = [bool(_OPENS.search(one[:_TITLE])) for one in texts]
    if sum(both == (True, True) for both in zip(long, opened, strict=True)) > _ANEW * len(texts):
        return True
    heads = [at for at, one in enumerate(texts) if _HEAD.fullmatch(one)]
    return any(min(sum(long[:at]), sum(long[at:])) >= _FEWEST for at in heads)


def _begin_anew(texts: Sequence[str]) -> bool:
    """Whether most rows begin as a report does, or all with the same words."""
    begin = sum(one.startswith(_BEGINS) and len(one) > len("各位代表：") for one in texts)
    alike = max(Counter(one[:12] for one in texts).values())
    return max(begin, alike) * 2 > len(texts)


def _reads_on(texts: Sequence[str]) -> bool:
    """Whether the first of the rows begins a report, or titles go on from one row to another."""
    titles = list(takewhile(lambda one: len(one) <= _TITLE, texts))
    first = [*titles, *texts[len(titles) : len(titles) + 1]]
    if any(_OPENS.search(one[:_TITLE]) for one in first):
        return True
    found = [_NUMBERED.match(one) for one in texts if len(one) <= _TITLE]
    numbers = [one.group(1) for one in found if one and one.group(1) in _ORDINALS]
    return len(numbers) > 1 and numbers == list(_ORDINALS[: len(numbers)])


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
        groups.setdefault(tuple(cell_text(cells.get(key)) for key in keys), []).append(number)
    return all(len(set(group)) == len(group) and min(group) <= 1 for group in groups.values())


def _climbs(numbers: Sequence[int]) -> bool:
    """Whether each number is the one after the one before, or the first one again."""
    first = min(numbers)
    return first <= 1 and all(after in (before + 1, first) for before, after in pairwise(numbers))


def _whole(cell: Any) -> int | None:
    said = cell_text(cell)
    return int(said) if said.isdecimal() else None


def spans_of(group: Sequence[Numbered]) -> tuple[int, int]:
    """The first and the last row of a group."""
    numbers = [number for number, _ in group]
    return min(numbers), max(numbers)


def texts_of(group: Sequence[Numbered], text: str) -> Iterator[str]:
    """The texts of a group's rows, without those that are empty; a year or number is one."""
    for _, cells in group:
        cell = cells.get(text)
        if said := cell_text(cell):
            yield cell if isinstance(cell, str) else said
