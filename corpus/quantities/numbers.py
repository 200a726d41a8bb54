"""The numbers of a text with their units, without dates, ordinals, names and slogans.

The span ``start``–``end`` depends on how a number is printed:

- 410.5亿元, 一千二百万人: the numeral without its last 万 or 亿, which belongs to the unit (410.5
  and 亿元; 1200 and 万人; 三亿七千零六十二万吨 is 37062 万吨).
- 百分之六点五, 三分之一, 万分之三, 1/3: the whole expression; the unit is %, or empty for a
  fraction.
- 6%—6.5%, 5至8个: from the first digit of the first numeral to the last digit of the second.
- -3.5%: from the sign, which is part of the value.
- 近千个, 破亿度, 千万吨: the magnitude (1000 and 个, 1 and 亿度, 1000 and 万吨).
- 28∶44∶28: the whole ratio, which has no single value.
- 1?43亿美元: all of it; without the lost character it has no value.

翻一番 is recorded as printed, as 1 番; converting it to a multiple is left to the normalisation of
units. 一半 is 0.5. Indefinite numbers (几十, 数百) are not recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import nan

from corpus.quantities.lookalikes import (
    CLAUSE_END,
    inside,
    is_manner_of_speaking,
    is_name,
    named_spans,
)
from corpus.quantities.misprints import LOST
from corpus.quantities.units import KINDS, Figure, unit_pattern
from corpus.text.numerals import ARABIC, HAN, LONGEST, MIXED, read_number

# A magnitude without a numeral is a number after 近, 破, 上 … (近千个, 破亿度, 上百家)
# and, where it has two characters, before a measure other than money (千万吨, 百万千瓦).
_MAGNITUDE = (
    "(?:(?<=[破超达近逾])|(?<=[^通经走]过)|(?<=[^节条公制]约)|(?<=[^以线网路山海世早晚千]上))(?:[百十千]?[万亿]|[百千])(?=[^分年])|"
    "(?<![每几数上多两余第一-九十百千万亿\\d])[百十千]?[万亿](?=[元亩吨户人]以上)|"
    "(?<![每几数上多两余第一-九十百千万亿\\d])[百十千][万亿](?=[吨千平立公米亩][瓦方里顷米升]?(?!级))"
)
_RATIO = r"(?<![\d.:∶])\d+(?:\.\d+)?(?: ?[:∶：] ?\d+(?:\.\d+)?){2,}(?![\d.:∶：])"
_MINUS = r"(?:(?<=[长降幅率速为是至到达升下落度的比])[-−](?=\d)|(?<=半年)[-−](?=[\d.]+ ?%))"
NUMBER = re.compile(
    rf"{_MAGNITUDE}|{_RATIO}|一半|"
    rf"[百千]分之(?:百|{HAN}|{ARABIC})|[十百千]?[万亿]分之(?:{HAN}|{ARABIC})|"
    rf"{HAN}(?:分之(?:{HAN}|{ARABIC}))?|{MIXED}|"
    rf"(?:{_MINUS})?{ARABIC}(?:/\d{{1,3}}(?![\d万])|[?？\ufffd] ?\d+(?:\.\d+)?)?"
)
# The characters between a numeral and its unit: 30余万人, 4万多元, 6 ％.
AFTER_NUMBER = re.compile(
    r" ?(?P<over>[余多])?(?P<scale>[百千]?万亿|[百千]?[万亿]|千(?=[多余人元户个名亩]))?"
    r"(?:(?P<over_scale>[余多])(?P<scale_over>亿)?)?"
    rf"(?: ?(?P<unit>{unit_pattern()})|[∶：:](?P<ratio>1(?![\d.])))?"
)
# The characters that may precede or follow a Chinese numeral that is a quantity: most (一是, 统一,
# 十分) have no unit and are skipped before parsing.
BARE_HAN = re.compile("[一二三四五六七八九十百千两零〇○]+")
YEAR = re.compile("1[0-9]{3}|2[01][0-9]{2}|2200")
_FIRST_OF_UNITS = "".join(sorted({unit[0] for unit in KINDS}))
CAN_FOLLOW = frozenset(_FIRST_OF_UNITS + " 余多百千万亿∶：:点瓦克米伏卡—–-~～至到")
CAN_PRECEDE = frozenset("为至到达—–-~～ ")
# The first character of every number, without the single numerals that are skipped.
_FOLLOW = re.escape("".join(sorted(CAN_FOLLOW | set("一二三四五六七八九十百千万亿两零〇○点半"))))
NUMBER_START = re.compile(
    r"[-−\d百千万亿一二三四五六七八九十两零〇○]"
    rf"(?:(?<=[-−\d百千万亿十])|(?=[{_FOLLOW}])|(?<=[为至到达—–\-~～ ].))"
)
# Numbers only where NUMBER matches them.
ROUND = {"十": 10.0, "百": 100.0, "千": 1000.0, "一半": 0.5}
MAGNITUDES = frozenset(head + tail for head in ("", *"十百千") for tail in ("万", "亿"))
WITHOUT_VALUE = re.compile(rf"[:∶：]|{LOST.pattern}")
SIGNS_AND_DIGITS = "-−0123456789"
SCALES = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}

PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
RANGE = re.compile(r" ?(?:[—–\-~～]{1,2}|至|到) ?")
# Between the numbers of a list with one unit, and before its first: 1、5个 may be item 1.
LISTED = re.compile(r"\s?(?:、|和|及|与|以及)\s?")
BEFORE_LISTED = re.compile(r"(?<![国省县乡]道)(?<=[^\s。；：:,，(（])\s?$")
# 居民消费价格指数控制在103以内: an index of prices, the year before being 100.
INDEX = re.compile(r"价格(?:总?水平)?总?指数[^，。；\d]{0,6}$")
AFTER_AN_INDEX = re.compile(r"\s?(?:左右|以[上下内]|[，。；、,;（(])|\s?$")
FROM = re.compile(r"(?:由|从|自)[^，。；,;]{0,24}$")


def _figure(folded: str, match: re.Match[str]) -> Figure | None:
    """The number at a match with the unit after it, or None if it is not a number."""
    run = match.group().rstrip("点")
    if run.endswith("千") and folded[match.end() : match.end() + 1] in tuple("瓦克米伏卡"):
        run = run[:-1]  # 一千九百五十万千瓦
    if not run or len(run) > 2 * LONGEST:
        return None
    if len(run) <= LONGEST and PLAIN.fullmatch(run):  # as most are: 12, 8.5
        bare = _found(match.start(), match.start() + len(run), float(run))
        return (
            _with_unit(folded, bare, run) if folded[bare.end : bare.end + 1] in CAN_FOLLOW else bare
        )
    odd = WITHOUT_VALUE.search(run)
    if odd:
        bare = _found(match.start(), match.end(), nan)
        return _with_unit(folded, bare, run) if LOST.match(odd.group()) else bare
    numeral = run if _is_share(run) else run.rstrip("万亿") or run
    value, end = _value(numeral), match.start() + len(numeral)
    if value is None:
        return None
    bare = _found(match.start(), end, value, is_han=run[0] not in SIGNS_AND_DIGITS)
    if run[:3] in ("百分之", "千分之"):
        return bare._replace(measure="%" if run[0] == "百" else "‰")
    if numeral == run and run in ("万", "亿"):  # 破亿度
        return _with_unit(folded, bare._replace(end=match.start()), run)._replace(end=end)
    return _with_unit(folded, bare, run) if folded[end : end + 1] in CAN_FOLLOW else bare


def _found(start: int, end: int, value: float, *, is_han: bool = False) -> Figure:
    """A number of which only the place and the value are known."""
    return Figure(start, end, end, value, nan, "", "", False, is_han)


def _value(numeral: str) -> float | None:
    """The value of a numeral, negative after a minus sign; 1 for 万 or 亿 by itself."""
    if numeral in ("万", "亿"):
        return 1.0
    if numeral[0] in "-−":
        value = read_number(numeral[1:])
        return None if value is None else -value
    return ROUND.get(numeral) or read_number(numeral)


def _is_share(run: str) -> bool:
    return "分之" in run or "/" in run


def _with_unit(folded: str, bare: Figure, run: str) -> Figure:
    """A number with the unit after it, and with 万 or 亿 in the unit rather than in the value."""
    after = AFTER_NUMBER.match(folded, bare.end)
    assert after is not None  # every part of the pattern is optional
    scale = (after["scale"] or "") + (after["scale_over"] or "")
    value = bare.value
    has_scale = "万" in run or "亿" in run
    if has_scale and run not in MAGNITUDES and not _is_share(run) and scale in SCALES:
        # 三亿七千零六十二万 and 六亿三千多万 are counted in 万.
        value = round((read_number(run.rstrip("万亿") + scale) or value) / SCALES[scale], 10)
    measure = after["unit"] or ("∶1" if after["ratio"] else "")
    has_more = measure.startswith("个多")  # 2个多百分点
    over = bool(after["over"] or after["over_scale"]) or has_more
    measure = measure.replace("个多", "个")
    return Figure(bare.start, bare.end, after.end(), value, nan, scale, measure, over, bare.is_han)


def _is_range(folded: str, low: Figure, high: Figure) -> bool:
    """Whether two numbers are the ends of one range: 6%—6.5%, 5至8个, but not 由7种到15种."""
    is_percent = low.is_han and high.is_han and low.measure == "%" and not high.unit  # 百分之八至九
    same_unit = low.scale in ("", high.scale) and low.measure in ("", high.measure)
    same_unit = same_unit or is_percent
    is_range_already = low.high == low.high
    if high.start - low.unit_end > 4 or is_range_already or not same_unit:
        return False
    if not low.value < high.value:
        return False
    gap = folded[low.unit_end : high.start]
    if not RANGE.fullmatch(gap):
        return False
    left = folded[max(0, low.start - 26) : low.start]
    return not (gap.strip() in ("到", "至") and FROM.search(left))


def _with_ranges(folded: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, with the two ends of every range combined into one."""
    last: Figure | None = None
    for figure in figures:
        if last is not None and _is_range(folded, last, figure):
            low, measure = last, figure.measure or last.measure
            last = figure._replace(
                start=low.start, value=low.value, high=figure.value, measure=measure
            )
            continue
        if last is not None:
            yield last
        last = figure
    if last is not None:
        yield last


def _with_shared_units(folded: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, those of a list with the unit that its last one has: 4.1、2.6和1.8亿元."""
    found = list(figures)
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        if one.measure or not following.unit:
            continue
        gap = folded[one.unit_end : following.start]
        if len(gap) <= 4 and LISTED.fullmatch(gap) and _may_share(folded, one):
            scale = one.scale or following.scale
            found[at] = one._replace(scale=scale, measure=following.measure)
    return found


def _may_share(folded: str, figure: Figure) -> bool:
    """Whether a number without a unit may be one of a list: not 三、四个, 1、5个 or 08、09年."""
    if figure.is_han or re.search("[/:∶：]", folded[figure.start : figure.end]):
        return False
    if folded.startswith("0", figure.start) and not folded.startswith("0.", figure.start):
        return False
    before = folded[max(0, figure.start - 3) : figure.start]
    return bool(figure.scale or BEFORE_LISTED.search(before))


def _is_measured(folded: str, figure: Figure) -> bool:
    """Whether a figure has a unit, or 万 or 亿 in its place, or is a fraction or a named ratio."""
    if figure.measure or figure.scale:
        return True
    printed = folded[figure.start : figure.end]
    if printed == "一半" or re.search("分之|[/:∶：]", printed):
        return True
    left = folded[max(0, figure.start - 14) : figure.start]
    after = folded[figure.unit_end : figure.unit_end + 4]
    if INDEX.search(left) and 90 < figure.value < 130 and AFTER_AN_INDEX.match(after):
        return True
    is_ratio = re.search(r"(?:比|系数|指数)[^，。；]{0,6}[为至到达]$", left)
    return bool(is_ratio and CLAUSE_END.match(folded, figure.end))


def _numbers(folded: str) -> Iterator[re.Match[str]]:
    """As ``NUMBER.finditer``, but only from characters at which a number can begin."""
    start = NUMBER_START.search(folded)
    while start:
        match = NUMBER.match(folded, start.start())
        if match:
            yield match
        start = NUMBER_START.search(folded, match.end() if match else start.end())


def _is_bare(folded: str, match: re.Match[str]) -> bool:
    """Whether it is a calendar year, or a Chinese numeral without a unit, range or ratio beside it.

    Most numerals of a report are of this kind: 一是, 进一步, 十分.
    """
    after = folded[match.end() : match.end() + 1]
    if after == "年" and YEAR.fullmatch(match.group()):
        return True
    if after in CAN_FOLLOW or not BARE_HAN.fullmatch(match.group()):
        return False
    return folded[max(match.start() - 1, 0) : match.start()] not in CAN_PRECEDE


def figures_in(folded: str) -> list[Figure]:
    """The figures of a folded text, in order, without names and manners of speaking."""
    found: list[Figure] = []
    named = named_spans(folded)
    for match in _numbers(folded):
        in_a_unit = found and match.start() < found[-1].unit_end  # 10.5/10万
        if in_a_unit or _is_bare(folded, match) or inside(match.start(), named):
            continue
        figure = _figure(folded, match)
        if figure is not None and not is_name(folded, figure):
            found.append(figure)
    return [
        figure
        for figure in _with_shared_units(folded, list(_with_ranges(folded, found)))
        if _is_measured(folded, figure) and not is_manner_of_speaking(folded, figure)
    ]
