"""The place of a report: its GB/T 2260 code in the edition for the report year."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeVar, cast

from corpus.lexicon.lists import FOLDER

Key = TypeVar("Key", bound=Hashable)
Level = Literal["national", "provincial", "prefecture", "county"]

REGIONS: Final = FOLDER / "regions.csv"
DEPTH: Final[Mapping[Level, int]] = {"national": 0, "provincial": 1, "prefecture": 2, "county": 3}
NATIONAL: Final = "000000"
_STILL: Final = "999999"  # sorts after every edition: the name is still valid


@dataclass(frozen=True)
class Place:
    """A place with a GB/T 2260 code.

    Attributes:
        code: six digits; 000000 for the whole country.
        name: the full name, as the edition prints it.
        level: national, provincial, prefecture or county.
        parents: the names of the places above it, province first.
        edition: the edition of GB/T 2260 with the code, as YYYYMM.
    """

    code: str
    name: str
    level: Level
    parents: tuple[str, ...]
    edition: str


class Region(NamedTuple):
    """One line of regions.csv: a code with one name, and the first and last edition with both."""

    code: str
    name: str
    level: Level
    first: str
    last: str


@dataclass(frozen=True)
class Gazetteer:
    """All lines of regions.csv, indexed for look-up.

    Attributes:
        editions: months as YYYYMM, sorted.
        by_code: the lines of each code, sorted by edition.
        full: lines by full name.
        informal: lines by a shorter name with its suffix: 湘西州, 清原县, 广西自治区.
        bare: provinces and prefectures by name without suffix: 内蒙古, 大连.
        starts: the first two characters of all these names.
        longest: the number of characters in the longest name.
    """

    editions: tuple[str, ...]
    by_code: Mapping[str, tuple[Region, ...]]
    full: Mapping[str, tuple[Region, ...]]
    informal: Mapping[str, tuple[Region, ...]]
    bare: Mapping[str, tuple[Region, ...]]
    starts: frozenset[str]
    longest: int


def place_of_code(code: str, year: int | None = None) -> Place | None:
    """The place with a GB/T 2260 code, or None if no edition for the year has the code.

    A code is valid for a year if it is in the edition in force when the year began, or in the first
    edition from October of that year onwards; the latter gives the name. Years before the first
    edition use the first, years after the newest use the newest. Without a year, the last name of
    the code is given.

    Args:
        code: six digits.
        year: the report year.

    Example:
        >>> from corpus.structure import place_of_code
        >>> place = place_of_code("210204", year=2018)
        >>> place.name, place.level, place.parents
        ('沙河口区', 'county', ('辽宁省', '大连市'))
        >>> [place_of_code("110103", year=year) is not None for year in (2008, 2018)]
        [True, False]
    """
    lines = [line for line in gazetteer().by_code.get(code, ()) if _in_year(line, year)]
    return place_of_line(lines[-1], year) if lines else None


def find_place(
    candidates: Sequence[str], context: str = "", year: int | None = None
) -> Place | None:
    """The place that the lines of a report name, or None if it cannot be determined.

    The first line that names a place decides. The longest known name counts at each position, and
    the most specific of several names: 浙江省杭州市西湖区 is 西湖区. If several places share a name
    in that year, the one whose parents are mentioned most often is chosen: in the same line, then
    in the other lines, then in the context; then the one whose neighbours are mentioned most often
    in the context. A tie gives None.

    The result is also None if a line names an area without a code, such as a development zone, a
    town or a name not valid in that year (苏州工业园区, 天津滨海高新区), because the place above it
    has a different government. 滨海新区 and 浦东新区 have had codes since they became districts.

    Args:
        candidates: lines such as session, title and office, the most reliable first.
        context: the text of the whole page.
        year: the report year; without it, current names take precedence over abolished ones.

    Example:
        >>> from corpus.structure import find_place
        >>> find_place(["浙江省杭州市西湖区人民政府"], year=2018).code
        '330106'
        >>> place = find_place(["鼓楼区人民政府工作报告"], context="南京市鼓楼区", year=2018)
        >>> place.parents
        ('江苏省', '南京市')
        >>> print(find_place(["鼓楼区人民政府工作报告"], year=2018))
        None
    """
    for number, text in enumerate(candidates):
        spans = list(_spans(text))
        if _names_area_without_code(text, spans):
            return None
        if spans:
            others = "\n".join([*candidates[:number], *candidates[number + 1 :]])
            return _choose([text[start:end] for start, end in spans], text, others, context, year)
        if _NATIONAL_NAMES.search(text):
            return place_of_code(NATIONAL)
    return None


# --- names in a line ----------------------------------------------------------------------------

_HAN = r"[\u3400-\u9fff]"
_NATIONAL_NAMES = re.compile(
    r"国务院|中央人民政府|全国人民代表大会|全国人大|中华人民共和国|^\s*全国\s*$"
)
# A name without suffix counts only between these, because 海南 is also a given name.
_BEFORE_NAME = re.compile(rf"[在于由年日届]|(?!{_HAN})")
_AFTER_BARE_NAME = re.compile(
    rf"$|(?!{_HAN})|政府|人民|人大|两会|第|主席|代|[〇零一二三四五六七八九十]"
)

_GOVERNMENT = r"人民政府|政府|管委会|管理委员会|办事处|党工委|第|人大|工作报告"
_ZONE = r"开发区|高新区|新区|园区|示范区|试验区|合作区|管理区|度假区|保税区|名胜区|产业区|建设兵团"
_AREA = r"县|旗|市|区|州|盟|镇|乡|街道"
_LETTER = rf"(?:(?![年届第会的在我本全各该]|政府|人民|自治|代表){_HAN})"
# Applied to a line in which each known name has been replaced by ｜.
_AREA_WITHOUT_CODE = re.compile(
    rf"(?<!{_HAN})[在年日]?{_LETTER}{{0,14}}?(?:{_ZONE})(?:{_GOVERNMENT}|(?!{_HAN}))"
    rf"|(?<!{_HAN})[在年日]?{_LETTER}{{2,12}}?(?:{_AREA})(?:{_GOVERNMENT})"
    rf"|(?<=｜){_LETTER}{{1,12}}(?:{_AREA})(?!{_HAN})"
)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place name; the longest name counts at each position."""
    start = end = 0
    while start < len(text):
        free = start == end or bool(_BEFORE_NAME.match(text, start - 1))
        if name := _name_at(text, start, free=free):
            end = start + len(name)
            yield start, end
        start = end if name else start + 1


def _name_at(text: str, start: int, *, free: bool) -> str:
    """The longest place name that starts here; '' if there is none.

    Args:
        text: one line.
        start: the offset at which the name would start.
        free: whether a name may begin here even if it is short or has no suffix.
    """
    known = gazetteer()
    if text[start : start + 2] not in known.starts:
        return ""
    for length in range(min(known.longest, len(text) - start), 1, -1):
        name = text[start : start + length]
        if (name in known.full or name in known.informal) and (free or length > 2):
            return name
        if free and name in known.bare and _may_end_bare(text, start + length):
            return name
    return ""


def _may_end_bare(text: str, end: int) -> bool:
    """Whether a name without suffix can end here: 大连 in 大连沙河口区, but not in 大连港."""
    return bool(_AFTER_BARE_NAME.match(text, end) or _name_at(text, end, free=True))


def _names_area_without_code(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    for start, end in reversed(spans):
        text = f"{text[:start]}｜{text[end:]}"
    return bool(_AREA_WITHOUT_CODE.search(text))


# --- one of several -----------------------------------------------------------------------------

# Hainan was separated from Guangdong in 1988, Chongqing from Sichuan in 1997.
_CARVED_OUT: Final = {"46": "44", "50": "51", "5001": "5102"}


def _choose(
    names: Sequence[str], text: str, others: str, context: str, year: int | None
) -> Place | None:
    """The place meant by the names in a line, given the evidence around them."""
    lines = _most_specific([_lines_named(name, year) for name in names])
    lines = [line for line in lines if _in_year(line, year)]
    for evidence in (text, others, context):
        lines = _most_mentioned(lines, evidence, lambda line: parent_names(line, year))
    lines = _most_mentioned(lines, context, lambda line: _neighbour_names(line, year))
    if year is None:
        lines = [line for line in lines if line.last == _STILL] or lines
    return place_of_line(lines[0], year) if len(lines) == 1 else None


def _lines_named(name: str, year: int | None) -> list[Region]:
    """The lines that a name can mean in a year, or else in any year.

    A province takes precedence over a prefecture: 吉林, 海南 and, since 1997, 重庆市.
    """
    known = gazetteer()
    readings = [table.get(name, ()) for table in (known.full, known.informal, known.bare)]
    for lines in readings:
        if valid := [line for line in lines if _in_year(line, year)]:
            provinces = [line for line in valid if line.level == "provincial"]
            return provinces or _without_predecessors(valid)
    return [line for lines in readings for line in lines]


def _without_predecessors(lines: Sequence[Region]) -> list[Region]:
    """The lines, without those that another of them succeeds under a new code."""
    return [line for line in lines if not any(_succeeds(other, line) for other in lines)]


def _succeeds(later: Region, earlier: Region) -> bool:
    """Whether a later line is the same place: in the same province or, for districts, city."""
    size = 4 if earlier.name.endswith("区") else 2
    before = later.code[:size]
    return later.first > earlier.last and earlier.code[:size] in (before, _CARVED_OUT.get(before))


@cache
def latest_code(code: str, name: str) -> str:
    """The latest code of the same place: that of the line that succeeds it under the same name.

    A place has a new code where it was moved to another city of its province, or where a county
    became a city or a district. Where its name changed too (通县, 通州区), or where several lines
    may succeed it, the code stays as it is.

    Args:
        code: six digits of GB/T 2260.
        name: the full name of the place at the time.

    Example:
        >>> from corpus.structure.regions import latest_code
        >>> latest_code("130625", "徐水县"), latest_code("440300", "深圳市")
        ('130609', '440300')
    """
    line = next((one for one in gazetteer().by_code.get(code, ()) if one.name == name), None)
    if line is None or line.level not in ("prefecture", "county"):
        return code
    alike = (one for one in lines_by_stem()[line.level, _stem(name)] if _succeeds(one, line))
    last = _without_predecessors(list(alike))
    return last[0].code if len(last) == 1 else code


@cache
def lines_by_stem() -> dict[tuple[str, str], tuple[Region, ...]]:
    """All lines by level and name without 县, 区, 市 or the like."""
    lines = (line for lines in gazetteer().by_code.values() for line in lines)
    return _grouped([((line.level, _stem(line.name)), line) for line in lines])


def _stem(name: str) -> str:
    return re.sub(r"(?<=..)(?:地区|[县区市盟])$", "", name)


def _most_specific(readings: Sequence[Sequence[Region]]) -> list[Region]:
    """The lines of the first name that reaches the deepest level named."""
    deepest = max(DEPTH[line.level] for lines in readings for line in lines)
    found = ([line for line in lines if DEPTH[line.level] == deepest] for lines in readings)
    return next(lines for lines in found if lines)


def _most_mentioned(
    lines: list[Region], text: str, related: Callable[[Region], frozenset[str]]
) -> list[Region]:
    """The lines whose related names the text mentions most often; all of them if tied."""
    if len(lines) < 2 or not text:
        return lines
    counts = [sum(text.count(name) for name in related(line)) for line in lines]
    return [line for line, count in zip(lines, counts, strict=True) if count == max(counts)]


# --- above and around ---------------------------------------------------------------------------


def place_of_line(line: Region, year: int | None) -> Place:
    """The place of a line of regions.csv, with the places above it in that year."""
    parents = tuple(parent.name for parent in _parents(line, year))
    return Place(line.code, line.name, line.level, parents, _edition(line, year))


def _edition(line: Region, year: int | None) -> str:
    """The edition for the year, or the nearest one with the line."""
    return min(max(_edition_at_end(year), line.first), line.last)


def _parents(line: Region, year: int | None) -> list[Region]:
    """The province and prefecture above a line, in the edition that ``_edition`` gives."""
    edition = _edition(line, year)
    codes = dict.fromkeys((line.code[:2] + "0000", line.code[:4] + "00"))
    found = [_line_in(code, edition) for code in codes if code != line.code]
    return [parent for parent in found if parent]


def _line_in(code: str, edition: str) -> Region | None:
    lines = gazetteer().by_code.get(code, ())
    return next((line for line in lines if line.first <= edition <= line.last), None)


def parent_names(line: Region, year: int | None) -> frozenset[str]:
    """Names of the places above a line; a full name counts twice, as it contains the short one."""
    names = [parent.name for parent in _parents(line, year)]
    return frozenset([*names, *map(bare_name, names)])


def _neighbour_names(line: Region, year: int | None) -> frozenset[str]:
    """Full names of the other counties in the same prefecture in that year."""
    found = (other for lines in gazetteer().by_code.values() for other in lines)
    near = (other for other in found if other.code[:4] == line.code[:4])
    return frozenset(
        other.name for other in near if other.name != line.name and _in_year(other, year)
    )


# --- years and editions -------------------------------------------------------------------------


@cache
def lines_in_year(year: int | None) -> tuple[Region, ...]:
    """The lines of regions.csv that are valid in a year, in the order of their codes."""
    found = (line for lines in gazetteer().by_code.values() for line in lines)
    return tuple(line for line in found if line.code != NATIONAL and _in_year(line, year))


def _in_year(line: Region, year: int | None) -> bool:
    """Whether the line is in the edition in force at the beginning or at the end of a year."""
    if year is None:
        return True
    return line.first <= _edition_at_end(year) and _edition_at_start(year) <= line.last


@cache
def _edition_at_end(year: int | None) -> str:
    """The first edition from October of the year onwards; the newest if there is none yet."""
    editions = gazetteer().editions
    if year is None:
        return editions[-1]
    return editions[min(bisect_left(editions, f"{year}10"), len(editions) - 1)]


@cache
def _edition_at_start(year: int) -> str:
    """The last edition before the year; the first edition if there is none."""
    editions = gazetteer().editions
    return editions[max(bisect_right(editions, f"{year - 1}12") - 1, 0)]


# --- loading ------------------------------------------------------------------------------------

_PEOPLES = (
    "各族|壮族|回族|满族|苗族|彝族|藏族|侗族|瑶族|白族|傣族|黎族|佤族|畲族|水族|土族|羌族|怒族|京族|"
    "蒙古族|蒙古|朝鲜族|土家族|布依族|哈尼族|哈萨克族|哈萨克|傈僳族|仡佬族|东乡族|拉祜族|纳西族|景颇族|"
    "柯尔克孜族|柯尔克孜|达斡尔族|仫佬族|布朗族|撒拉族|毛南族|锡伯族|阿昌族|普米族|塔吉克族|塔吉克|"
    "保安族|裕固族|独龙族|维吾尔|锡伯|各族联合"
)
_SUFFIXED = re.compile(
    rf"(.{{2,}}?)(?:{_PEOPLES})*(特别行政区|自治区|自治州|自治县|行政区|地区|省|市|盟|区)"
)
_LONGEST_NAME = 40  # what is longer, such as a sentence in a column of regions, names no place
# Suffixes in common use instead of the full ones.
_INFORMAL_SUFFIX: Final = {
    "自治区": "自治区",
    "自治州": "州",
    "自治县": "县",
    "区": "区",
}


@cache
def gazetteer() -> Gazetteer:
    """All lines of regions.csv, by code and by name."""
    lines = list(_read_regions(REGIONS))
    editions = {line.first for line in lines} | {line.last for line in lines} - {_STILL}
    high = [line for line in lines if line.level in ("provincial", "prefecture")]
    full = _grouped([(line.name, line) for line in lines if line.code != NATIONAL])
    bare = _grouped([(name, line) for line in high if (name := bare_name(line.name)) != line.name])
    return Gazetteer(
        editions=tuple(sorted(editions)),
        by_code=_grouped([(line.code, line) for line in lines]),
        full=full,
        informal=_grouped([(name, line) for line in lines if (name := _informal(line.name))]),
        bare=bare,
        starts=frozenset(name[:2] for names in (full, bare) for name in names),
        longest=max(map(len, full)),
    )


def _read_regions(path: Path) -> Iterator[Region]:
    """The lines of regions.csv in order; an open last edition sorts after all others."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for code, name, level, _, first, last in rows:
            yield Region(code, name, cast(Level, level), first, last or _STILL)


def _grouped(pairs: Sequence[tuple[Key, Region]]) -> dict[Key, tuple[Region, ...]]:
    groups: dict[Key, list[Region]] = {}
    for key, line in pairs:
        groups.setdefault(key, []).append(line)
    return {key: tuple(lines) for key, lines in groups.items()}


def _suffixed(name: str) -> re.Match[str] | None:
    """The stem and the suffix of a name."""
    return _SUFFIXED.fullmatch(name) if len(name) <= _LONGEST_NAME else None


@lru_cache(maxsize=8192)  # more than there are names of places
def bare_name(name: str) -> str:
    """A name without suffix and nationalities: 湘西土家族苗族自治州 to 湘西; unchanged if short."""
    match = _suffixed(name)
    return match[1] if match and not (match[2] == "盟" and len(match[1]) < 3) else name


def _informal(name: str) -> str:
    """A name without nationalities: 湘西州, 清原县, 广西自治区; '' if that is not shorter."""
    match = _suffixed(name) if "族" in name or "自治" in name else None
    suffix = _INFORMAL_SUFFIX.get(match[2]) if match else None
    return f"{match[1]}{suffix}" if match and suffix and match[1] + suffix != name else ""
