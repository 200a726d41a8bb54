"""Places that are not named in full: codes of another year, stems, mentions, areas without a code.

What people write beside a text, or in it, is often less than a name of GB/T 2260 in the year of the
report: today's code for a county of 2003, 安国 for 安国市, a district that is only mentioned, or a
new area that never had a code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.lexicon.dictionary import weights_and_names
from corpus.structure.regions import (
    DEPTH,
    Place,
    Region,
    bare_name,
    find_place,
    lines_in_year,
    parent_names,
    place_of_code,
    place_of_line,
)

_HAN = r"[\u3400-\u9fff]"
_SUFFIX = re.compile(r"(?:自治县|自治旗|左旗|右旗|新区|特区|林区|矿区|[县市区旗])$")
# 坪山新区管理委员会: an area with a government and without a code.
_AREA = re.compile(
    rf"(?P<name>(?!年)(?:(?![在由代表向于我]){_HAN}){{2,12}}?(?:新区|开发区|高新区|示范区|试验区|合作区|管理区|度假区|名胜区))"
    r"(?=(?:党工委|工委)?[、和]?(?:管委会|管理委员会))"
)
_KIND_WITHOUT_CODE = re.compile(
    rf"{_HAN}(?:新区|开发区|高新区|园区|示范区|试验区|合作区|管理区|度假区|保税区|名胜区|产业区"
    r"|兵团|农场|镇|乡|苏木|街道)$"
)
# The kind of government that speaks, where it does not name itself: 我代表区人民政府.
_OWN_KIND = re.compile(
    r"代表(?P<kind>[区县旗市])人民政府|(?<=[，。、；\n我全])(?:我|全)(?P<own>[区县旗市])"
)
# A place that is only mentioned is meant from so many mentions, and if it is so many times as often
# named as any other. Without its full name it is asked for more.
LEAST_MENTIONS, LEAST_STEMS, LEAST_RATIO = 3, 12, 3
# A stem that is as common a word in the dictionary of jieba, and no place there, proves nothing
# (乡村振兴, 平安建设).
_COMMON = 100


class Area(NamedTuple):
    """An area with a government of its own and without a code of GB/T 2260.

    Attributes:
        name: as printed, without the places above it.
        level: the level below that of the place it belongs to; None where that is not known.
        parents: the names of the places above it, province first.
    """

    name: str
    level: str | None
    parents: tuple[str, ...]


def place_at(code: str, year: int | None) -> Place | None:
    """The place of a code in a year, also where the code is that of another year.

    A code that is not in the edition for the year stands for the place that has the same stem, in
    the same prefecture and at the same level, in that year: 130609 徐水区 (since 2015) is 130625
    徐水县 in 2010.

    Args:
        code: six digits of GB/T 2260.
        year: the report year; without it the code's last name is given.

    Example:
        >>> from corpus.structure.partial_place_names import place_at
        >>> place = place_at("130609", 2010)
        >>> place.code, place.name
        ('130625', '徐水县')
    """
    place = place_of_code(code, year)
    known = place_of_code(code)
    if place or known is None:
        return place
    stem = _stem(known.name)
    for length in (4, 2):
        near = [
            line
            for line in lines_in_year(year)
            if line.code[:length] == code[:length]
            and line.level == known.level
            and _stem(line.name) == stem
        ]
        if len(near) == 1:
            return place_of_line(near[0], year)
    return None


def place_called(name: str, year: int | None, around: str = "") -> Place | None:
    """The place that a cell of a table or the name of a file calls by its name or its stem.

    Args:
        name: 安国市, 安国, 河北安国, 深圳盐田.
        year: the report year.
        around: other cells of the row, or the text, which tell places of one name apart.

    Returns:
        The place, or None where no place or more than one is so called.

    Example:
        >>> from corpus.structure.partial_place_names import place_called
        >>> place_called("安国", 2022).name, place_called("深圳盐田", 2020).code
        ('安国市', '440308')
        >>> print(place_called("朝阳", 2020, "吉林省长春市").name)
        朝阳区
    """
    found = places_called(name, year, around)
    return found[0] if len(found) == 1 else find_place([_han_of(name)], around, year)


def places_called(name: str, year: int | None, around: str = "") -> list[Place]:
    """All places that a name or a stem can mean in a year, of those on the highest level.

    Args:
        name: as in ``place_called``.
        year: the report year.
        around: as in ``place_called``.

    Example:
        >>> from corpus.structure.partial_place_names import places_called
        >>> [place.code for place in places_called("鼓楼区", 2020)]
        ['320106', '320302', '350102', '410204']
        >>> [place.code for place in places_called("南京鼓楼区", 2020)]
        ['320106']
    """
    plain = _han_of(name)
    lines = _latest(
        [
            line
            for line in lines_in_year(year)
            if plain.endswith((line.name, _stem(line.name))) and _can_be_meant(line)
        ]
    )
    longest = max((_length_named(line, plain) for line in lines), default=0)
    lines = [line for line in lines if _length_named(line, plain) == longest]
    before = plain[: len(plain) - longest]
    if before:
        lines = [line for line in lines if any(one in before for one in parent_names(line, year))]
    above = [sum(around.count(one) for one in parent_names(line, year)) for line in lines]
    if any(above):
        lines = [line for line, n in zip(lines, above, strict=True) if n == max(above)]
    highest = min((DEPTH[line.level] for line in lines), default=0)
    return [place_of_line(line, year) for line in lines if DEPTH[line.level] == highest]


def _han_of(name: str) -> str:
    return re.sub(r"[^\u3400-\u9fff]+", "", name)


def _length_named(line: Region, text: str) -> int:
    """How many characters at the end of a text name a place, in full or by its stem."""
    return len(line.name) if text.endswith(line.name) else len(_stem(line.name))


def _latest(lines: Sequence[Region]) -> list[Region]:
    """The lines, without those that another succeeds within the year (徐水县, 徐水区 in 2015)."""
    by_age = sorted(lines, key=lambda line: line.first)
    last = {(_stem(line.name), line.code[:4], line.level): line for line in by_age}
    return [line for line in lines if last[_stem(line.name), line.code[:4], line.level] is line]


def place_mentioned(text: str, year: int | None) -> Place | None:
    """The place that a text is about, by how often it names places of its own kind.

    The kind is that of the government that speaks (我代表区人民政府, 全县). Of all places of that
    kind the one is meant that is named at least ``LEAST_MENTIONS`` times, once of them in full, and
    ``LEAST_RATIO`` times as often as the next; without its full name ``LEAST_STEMS`` times, if a
    place above it is named too and its stem is not a common word.

    Args:
        text: the readable text.
        year: the report year.

    Example:
        >>> from corpus.structure.partial_place_names import place_mentioned
        >>> text = "我代表区人民政府作报告。" + "盐田港吞吐量增长。" * 5 + "《盐田区国民经济规划》"
        >>> place_mentioned(text, 2016).code
        '440308'
    """
    kind = own_kind(text)
    if kind is None:
        return None
    pairs = set(pairwise(text))
    ranked = sorted(
        (
            (_times_named(line, text, pairs), line)
            for line in lines_in_year(year)
            if DEPTH[line.level] > 1 and line.name.endswith(kind) and _can_be_meant(line)
        ),
        key=lambda pair: (-pair[0], pair[1].code),
    )
    most = ranked[0][0] if ranked else 0
    lines = _latest([line for n, line in ranked if n * LEAST_RATIO > most])
    stems = {_stem(line.name) for line in lines}
    if most < LEAST_MENTIONS or len(stems) != 1:
        return None
    in_full = any(line.name in text for line in lines)
    above = {line: sum(text.count(one) for one in parent_names(line, year)) for line in lines}
    best = [line for line in lines if above[line] == max(above.values())]
    if len(best) != 1 or not (in_full or (most >= LEAST_STEMS and above[best[0]])):
        return None
    return place_of_line(best[0], year)


def own_kind(text: str) -> str | None:
    """The kind of place whose government speaks: 全县, 我代表区人民政府.

    Args:
        text: the readable text.

    Example:
        >>> from corpus.structure.partial_place_names import own_kind
        >>> own_kind("现在，我代表县人民政府作报告。过去一年，全县经济平稳增长。")
        '县'
    """
    kinds = [match["kind"] or match["own"] for match in _OWN_KIND.finditer(text)]
    return max(sorted(set(kinds)), key=kinds.count, default=None)


def _times_named(line: Region, text: str, pairs: Collection[tuple[str, str]]) -> int:
    """How often a text names a place, by its stem unless that is a common word (新建, 平安).

    Most of thousands of names are not sought, since their first two characters are nowhere
    together.
    """
    stem = _stem(line.name)
    times = text.count(stem) if tuple(stem[:2]) in pairs else 0
    if times >= LEAST_MENTIONS and _is_common(stem):
        return text.count(line.name)
    return times


def area_without_code(lines: Sequence[str], context: str, year: int | None) -> Area | None:
    """The area that a line names with its committee (坪山新区管委会), and the place above it.

    Args:
        lines: session, title, office, and whom the speaker represents.
        context: the text, in which the prefecture above the area is the one most often named.
        year: the report year.

    Example:
        >>> from corpus.structure.partial_place_names import area_without_code
        >>> area_without_code(["坪山新区管委会"], "深圳市坪山新区，深圳", 2014)
        Area(name='坪山新区', level='county', parents=('广东省', '深圳市'))
    """
    for line in lines:
        if match := _AREA.search(line):
            return area_called(match["name"], context, year)
    return None


def area_called(name: str, context: str, year: int | None) -> Area:
    """The area that a name calls, which has no code, and the place above it.

    Args:
        name: 大鹏新区, 深圳市大鹏新区.
        context: as in ``area_without_code``.
        year: the report year.

    Example:
        >>> from corpus.structure.partial_place_names import area_called
        >>> area_called("深圳市大鹏新区", "", 2015)
        Area(name='大鹏新区', level='county', parents=('广东省', '深圳市'))
    """
    own, above = _without_places_above(name, year)
    parent = above or _prefecture_named(context, year)
    if parent is None:
        return Area(own, None, ())
    place = place_of_line(parent, year)
    below = {"provincial": "prefecture", "prefecture": "county"}
    return Area(own, below.get(parent.level), (*place.parents, place.name))


def is_area_name(name: str) -> bool:
    """Whether a name is that of a kind of area that has no code: 新区, 开发区, 镇, 街道.

    Args:
        name: of the area.
    """
    return _KIND_WITHOUT_CODE.search(name) is not None


def _without_places_above(name: str, year: int | None) -> tuple[str, Region | None]:
    """The name without a place at its beginning (深圳市大鹏新区), and that place."""
    found: Region | None = None
    high = (line for line in lines_in_year(year) if DEPTH[line.level] < 3)
    for line in sorted(high, key=lambda line: -len(line.name)):
        for above in (line.name, bare_name(line.name)):
            if name.startswith(above) and len(name) - len(above) > 3:
                name, found = name[len(above) :], line
                break
    return name, found


def _prefecture_named(text: str, year: int | None) -> Region | None:
    lines = [line for line in lines_in_year(year) if line.level == "prefecture"]
    pairs = set(pairwise(text))
    named = {line: bare_name(line.name) for line in lines}
    counts = {
        line: text.count(one) if tuple(one[:2]) in pairs else 0 for line, one in named.items()
    }
    best = max(lines, key=lambda line: (counts[line], line.code), default=None)
    others = [n for line, n in counts.items() if line != best]
    return best if best and counts[best] > max(others, default=0) else None


@lru_cache(maxsize=8192)  # more than there are names of places
def _stem(name: str) -> str:
    """A name without its suffix: 安国市 to 安国, 唐县 to 唐县, since 唐 names nothing."""
    bare = bare_name(name)
    stem = _SUFFIX.sub("", bare if bare != name else name)
    return stem if len(stem) > 1 else name


def _can_be_meant(line: Region) -> bool:
    """Whether a name is one: 城区, 郊区 and 矿区 are words of every report."""
    return line.name.endswith("县") or len(line.name) > 2


def _is_common(stem: str) -> bool:
    weights, names = weights_and_names()
    return len(stem) == 2 and weights.get(stem, 0) > _COMMON and stem not in names
