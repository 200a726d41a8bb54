"""The time of a quantity: whether it is a result or a target, and for which period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.quantities.lookalikes import PRICES
from corpus.quantities.phrases import MANY, YEAR, Status
from corpus.quantities.units import Figure
from corpus.text.base_phrases import BASE, BASE_AFTER, base_before, may_be_base
from corpus.text.numerals import read_number

DONE = re.compile(
    r"已(?!有的|建成的)|(?:增长|增加|提高|下降|减少|完成|达到|实现|建成|新增|培养|投入|解决|"
    r"安排|超过|翻|取得)了|"
    r"累计(?:完成|实现)|目前|截至|现有|(?<![比较同于与])去年(?:末|底|全|[^，]{0,8}(?:增长|完成|"
    r"达到))|过去(?:的)?[一五]年|(?:剩余|余下)[\d户个人]*$"
)
# Common to all of them and rare elsewhere, so that one quick search usually replaces the slow one.
MAY_BE_DONE = re.compile("[已了累目截现去过剩余]")
SAID_DONE = re.compile(r"(?:实现|完成|超过|达到|保持|取得)了(?:年初|预定|预期|原定|较快|较高|高于)")
INTENDED = re.compile(
    r"力争|争取(?=到|在|[^，。]{0,12}(?:达|超|增长|实现|完成|率|突破))|计划到|预期目标|"
    r"奋斗目标|目标(?:是|为)|(?<!占)拟(?!人|定)|计划(?=年产|总?投资|新建|建设|用地)|将(?=[达增超突为提新安发建有在])|"
    r"预计[^，。；]{0,6}(?:达产|投产|投用|竣工)|预计可?(?:实现|形成)?年(?:产|营|销|税|纳|利)|"
    r"(?<![需重主])要(?:达|提|增|实|力|确|完|新|建|控|超)|今后|未来(?=[三五十一二两几\d])"
)
MAY_BE_INTENDED = re.compile("[争计目拟将预要今未]")
TO_A_YEAR = re.compile(r"到20[2-9]\d年")
AS_A_TARGET = re.compile(
    r"(?:以[上内])?(?:左右)?的?(?:(?:年度|全年|预期|奋斗|规划|增长|发展)+目标|(?:年度|全年|目标)+任务)"
)
# 国家下达的110万人: what was to be done, whether or not it was.
ASSIGNED = re.compile(r"(?:下达|分解|核定|规定|交办|分配|部署)(?:给[^，。]{1,6})?的[^，。]{0,4}$")
# What was planned or required and is not done, or not yet.
NOT_REACHED = re.compile(
    r"(?:未能?|没有|没能)(?:如期|按期|完全)?(?:达到?|完成|实现|达成)(?P<what>[^，。；]{0,40})$"
)
REQUIRED = re.compile(r"[^，。；\n]{0,24}(?:目标|任务|要求|指标|标准|计划)")
POSTPONED = re.compile(
    r"[^，。；、\n]{0,12}(?:(?:暂缓|推迟)(?:实施|开工|建设|启动|推进|执行)|正在?按照?(?:计划|进度|时序))"
)
# What a thing will do once it is finished: 全部建成后预计年消耗…，实现销售收入18亿元.
ONCE_DONE = re.compile(r"(?:建成|投产|达产|竣工|完工|投用|投运|建设|实施)后[，,]?(?!已)[^。；\n]*$")
_GROUNDS = re.compile(r"在[^，。；,;：:\n]{1,60}?基础上")

# Not in the midst of a numeral, and not 2005—2014年10年间.
_ALONE = r"(?<![\d一二三四五六七八九十年])(?<!年这)"
# 增速创24年来新高, 近17年来首次居第一: the years since which there was no other.
_A_RECORD = r"来?的?[^，。；]{0,14}?(?:首[次个]|新[高低]|最[高低好快大多]|第一|之最)"
PERIOD = re.compile(
    rf"(?P<first>{YEAR}) ?年?(?:[—–\-~～]{{1,2}}|至|到)(?P<last>{YEAR}) ?年|(?P<year>{YEAR}) ?年|"
    r"(?P<word>今年|去年|(?<!础)上年(?!均)|明年)|“?(?P<plan>十?[一二三四五六七八九]|"
    r"十)五”?(?:规划|计划)?(?:时期|期间|以来|末)|"
    rf"(?P<past>(?:过去|最近|近)的?(?P<before>{MANY}) ?年|前的?[五5] ?年|"
    rf"{_ALONE}(?P<since>{MANY}) ?年来)"
    rf"(?!{_A_RECORD}|行动|规划|计划)|"
    rf"(?P<many>{_ALONE}(?:(?P<within>{MANY}) ?年间|[五5] ?年(?:内|累计|共|新增|合计|平均)))|"
    rf"(?P<coming>(?:今后|未来)的?(?P<ahead>{MANY}) ?年(?!行动|规划|计划))"
)
# 比2009年(增长), 同2009年相比(增长), and for the rest of a sentence 与2009年成立时相比，….
_COMPARED = rf"[与同和](?P<far>{YEAR}) ?年[^，。；\n]{{0,16}}(?:相比|比较)"
BASE_YEAR = re.compile(rf"[比较](?P<near>{YEAR}) ?年|{_COMPARED}")
_HEADING_BASE = re.compile(rf"{_COMPARED}较?[，,]")
_TO_LAST_COMMA = re.compile(r".*[，。；,;：:]", re.DOTALL)
COMPARISON = re.compile(r"[比较同与于]$")
# 是2011年的1.8倍: a year that what is measured is a multiple of.
_MULTIPLE_OF = re.compile(
    r" ?年?(?:同期|全年|[末底])?的? ?[约近]?[\d.一二两三四五六七八九十百]+"
    r"(?:余|多|点[\d一二三四五六七八九])?倍"
)


class Period(NamedTuple):
    """A period that a sentence names: where, as far as where it holds, label and last year."""

    start: int
    until: int
    label: str
    last: int


def status_of(
    orientation: str, clause: str, figure: Figure, text: str, period_end: int, year: int | None
) -> Status:
    """Result or target: as the time reference implies, unless the clause or its year differs.

    What was missed, put off or is under way as planned is no result: it counts as a target.
    """
    plans = orientation.startswith("plan")
    after = text[figure.unit_end : figure.unit_end + 30]
    if AS_A_TARGET.match(after) or ("的" in clause[-6:] and ASSIGNED.search(clause)):
        return "target"
    if plans:
        is_base = base_before(clause, after) is not None
        is_past = year is not None and 0 < period_end < year
        is_done = _is_done(clause) or _ends_done(text, figure)
        return "achieved" if is_base or is_past or is_done else "target"
    if _is_undone(clause, after):
        return "target"
    is_future = period_end > year if year else bool(TO_A_YEAR.search(clause))
    if _is_done(clause):
        return "achieved"
    is_intended = is_future or _is_intended(clause) or _is_once_done(text, figure)
    return "target" if is_intended else "achieved"


def _is_done(clause: str) -> bool:
    return bool(MAY_BE_DONE.search(clause) and DONE.search(clause))


def _is_intended(clause: str) -> bool:
    return bool(MAY_BE_INTENDED.search(clause) and INTENDED.search(clause))


def _is_undone(clause: str, after: str) -> bool:
    """Whether it is what was not reached (未达到80%的要求) or is put off (5个项目暂缓实施)."""
    missed = NOT_REACHED.search(clause) if "未" in clause or "没" in clause else None
    if missed and ("的" not in missed["what"] or REQUIRED.match(after)):
        return True
    return ("按" in after or "缓" in after or "迟" in after) and bool(POSTPONED.match(after))


def _is_once_done(text: str, figure: Figure) -> bool:
    """Whether it is what something will do once finished (建成后预计年耗…，实现收入18亿元)."""
    before = text[max(0, figure.start - 80) : figure.start]
    return "后" in before and bool(ONCE_DONE.search(before))


def _ends_done(text: str, figure: Figure) -> bool:
    """Whether the sentence goes on to report achievement: 增长10.2%，…，实现了年初的目标."""
    rest = re.match(r"[^。；\n]*", text[figure.unit_end : figure.unit_end + 80])
    return bool(rest and SAID_DONE.search(rest.group()))


def _number_of_plan(name: str) -> int:
    """The number of a five-year plan: 一 is the first, 十四 the fourteenth."""
    return int(read_number(name) or 0)


def _span_of_plan(number: int) -> tuple[int, int]:
    """The first and last year of a five-year plan; the third began in 1966, after an interval."""
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return first, first + 4


def _calendar_year(printed: str) -> int:
    """A year in digits from 1997, 1 9 9 7 or 一九九七."""
    names = dict(zip("一二三四五六七八九〇○零", "123456789000", strict=True))
    return int("".join(names.get(char, char) for char in printed if char != " "))


LAST = ("去年", "上年")
PAST_YEAR = "review_past_year"
AFTER_A_BASE = 30  # characters after a number in which it is said to be a base
_LENGTHS = ("before", "since", "within", "ahead")


def _years_of(match: re.Match[str], year: int | None, plans: bool) -> tuple[int, int] | str:
    """The first and last year of a period; its words if the report year is not known."""
    if match["first"]:
        return _calendar_year(match["first"]), _calendar_year(match["last"])
    if match["year"]:
        return (_calendar_year(match["year"]),) * 2
    if match["plan"]:
        return _span_of_plan(_number_of_plan(match["plan"]))
    if year is None:
        return match.group()
    span = next((one for one in map(match.group, _LENGTHS) if one), "五")
    length = int(read_number(span) or 1)
    if match["past"] or (match["many"] and not plans):
        return year - length, year - 1
    if match["coming"] or match["many"]:
        return year, year + length - 1
    return (year - 1 if match["word"] in LAST else year,) * 2


def is_reached_from(text: str, start: int, last: Figure, position: int) -> bool:
    """Whether what is at a position is reached from the number before it: 由8%提高到(10%)."""
    found = BASE_AFTER.match(text, last.unit_end)
    if found is None or found.end() > position or position - last.unit_end > AFTER_A_BASE:
        return False
    is_apart = _TO_LAST_COMMA.match(text[last.unit_end : position])
    return not is_apart and BASE.search(clause_before(text, start, last.start)) is not None


def grounds_in(text: str, start: int, end: int, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """The spans of a sentence that say from what something is reached (由2015年的38%, 在…基础上).

    Args:
        text: the folded text.
        start: of the sentence.
        end: of the sentence.
        figures: those of the sentence.
    """
    is_named = text.find("基础上", start, end) >= 0
    spans = [found.span() for found in _GROUNDS.finditer(text, start, end)] if is_named else []
    for figure in figures:
        after = text[figure.unit_end : figure.unit_end + AFTER_A_BASE]
        if not may_be_base(after):
            continue
        clause = clause_before(text, start, figure.start)
        found = base_before(clause, after)
        if found:
            spans.append((figure.start - len(clause) + found.start(), figure.unit_end))
    return spans


def periods_in(
    text: str,
    start: int,
    end: int,
    year: int | None,
    orientation: str,
    grounds: Sequence[tuple[int, int]] = (),
) -> list[Period]:
    """The periods that a sentence names.

    A year of comparison (是2011年的1.8倍 too), and one whose prices are meant, is not one of them.
    One of what something is reached from (由2015年的38%提高到46%) holds only there; in a review of
    the past year, 上年 is the year before that.
    """
    found: list[Period] = []
    if text.find("年", start, end) < 0 and text.find("五", start, end) < 0:
        return found  # every period contains one of them
    for match in PERIOD.finditer(text, start, end):
        if COMPARISON.search(text[max(start, match.start() - 1) : match.start()]):
            continue
        if PRICES.match(text, match.end()) or _MULTIPLE_OF.match(text, match.end()):
            continue
        until = next((last for first, last in grounds if first <= match.start() < last), end)
        years = _years_of(match, year, orientation.startswith("plan"))
        if isinstance(years, str):
            found.append(Period(match.start(), until, years, 0))
        elif years[0] <= years[1]:
            before = int(until < end and match["word"] in LAST and orientation == PAST_YEAR)
            years = years[0] - before, years[1] - before
            label = str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
            found.append(Period(match.start(), until, label, years[1]))
    return found


# The first and last year of what is said with each time reference, less the report year.
_USUAL_YEARS = {
    "review_past_year": (-1, -1),
    "review_multi_year": (-5, -1),
    "problems": (-1, -1),
    "plan_next_year": (0, 0),
    "plan_multi_year": (0, 4),
}


@lru_cache(maxsize=1 << 10)
def _usual_period(orientation: str, year: int | None) -> str:
    """The period implied by the time reference of a sentence that names none."""
    first, last = _USUAL_YEARS.get(orientation, (None, 0))
    if year is None or first is None:
        return ""
    return f"{year + first}-{year + last}" if first < last else f"{year + first}"


def period_of(
    periods: Sequence[Period], position: int, orientation: str, year: int | None
) -> tuple[str, int]:
    """Label and last year of the last period named before a position, or else those implied."""
    named = [one for one in periods if one.start < position < one.until]
    if not named:
        return _usual_period(orientation, year), 0
    label, last = named[-1].label, named[-1].last
    # In a report delivered in December, 今年 is the reviewed year.
    if orientation.startswith("review") and label == str(year) and last == year:
        return _usual_period(orientation, year), 0
    return label, last


def bases_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places and years with which the rest of a sentence compares: 与2009年成立时相比，…."""
    if text.find("比", start, end) < 0:
        return []
    found = _HEADING_BASE.finditer(text, start, end)
    return [(match.end(), _calendar_year(match["far"])) for match in found]


def base_named(left: str) -> str:
    """The year with which the words before a number compare it, as in 比2009年增长, or "".

    比2009年的(30亿元) is followed by the value of that year, which is not compared itself.
    """
    if "年" not in left or left.endswith("年的"):
        return ""
    years = [match["near"] or match["far"] for match in BASE_YEAR.finditer(left)]
    return f"比{_calendar_year(years[-1])}年" if years else ""


def base_ahead(bases: list[tuple[int, int]], position: int) -> str:
    """The year with which a sentence compares everything from there on, as 比2009年, or ""."""
    years = [year for place, year in bases if place <= position] if bases else []
    return f"比{years[-1]}年" if years else ""


def clause_before(
    text: str, start: int, position: int, grounds: Sequence[tuple[int, int]] = ()
) -> str:
    """The words between the last comma and a position, without the spans that end before it."""
    since, words = max(start, position - 80), ""
    for first, last in sorted(grounds) if grounds else ():
        if last <= position:
            words, since = words + text[since:first], max(since, last)
    words += text[since:position]
    before = _TO_LAST_COMMA.match(words)
    return words[before.end() :] if before else words
