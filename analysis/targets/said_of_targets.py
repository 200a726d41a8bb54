"""What a report itself says of the targets of the year that it reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pandas as pd

from analysis.targets.indicators import indicator_key, indicators

Said = Literal["exceeded", "met", "missed"]

_AIM = r"(?:目标|预期|计划|任务|指标)"
# The target by its number, and as it was set: 低于8%的预定目标.
_NAMED = r"(?:[\d.]+[%万亿人元]*(?:左右|以[上内])?的)?"
_SET = r"(?:年初|全年|年度|原定|既定|预定|预期|提出|确定|计划|调?控制?|的)"
_TO_AIM = rf"[^，。；;,]{{0,60}}?{_AIM}"
_PERCENT = r"(?<!\d)\d+(?:\.\d+)?%"
_Claim = Said | Literal["above", "below", "percent"]
# In order of precedence: what was not reached may be called 没有完成, which holds 完成.
_CLAIMS: tuple[tuple[_Claim, re.Pattern[str]], ...] = (
    ("percent", re.compile(rf"完成了?(?:{_SET}|年)*{_AIM}+数?的{_PERCENT}(?:[、和]{_PERCENT})*")),
    ("missed", re.compile(rf"(?:没有|没能|未能|未)(?:完全|全面)?(?:实现|完成|达到?){_TO_AIM}")),
    ("missed", re.compile(r"不[及如]预期|与[^，。；]{0,8}目标[^，。；]{0,4}差距|未达预期")),
    ("exceeded", re.compile(rf"超额(?:完成|实现)(?:了)?(?:{_TO_AIM})?")),
    ("exceeded", re.compile(r"[好优]于(?:年初|全年|年度)?(?:的)?(?:预期|目标)(?:目标)?")),
    ("above", re.compile(rf"(?:高于|超过|超出|超)了?{_NAMED}{_SET}*{_AIM}")),
    ("below", re.compile(rf"低于{_NAMED}{_SET}*{_AIM}")),
    ("met", re.compile(rf"控制在{_SET}*{_AIM}(?:值|数)?(?:以内|之内|范围内?|内)")),
    ("met", re.compile(rf"(?:实现|完成|达到)了?{_SET}+(?:控制|增长|目标|预期|任务)+")),
)
# Targets of others, or of more than the year: 国家下达的任务, “十四五”目标.
_OF_OTHERS = re.compile(r"国家|省[定下]|市[定下]|上级|下达|中央|[一二三四五]五|规划|提前|五年|纲要")
# 化学需氧量、二氧化硫排放量继续下降(，超额完成控制目标): what is said of a name without a number.
_PREDICATE = re.compile(
    r"(?:[也均都]|全部|继续|持续|进一步|稳步|明显|大幅|有所)*"
    r"(?:下降|减少|降低|削减|回落|增长|提高)?[也均都]?$"
)
# Those that a report names as the ones it did not reach: 各项目标，除A、B等4项指标没有完成外.
_EXCEPT = re.compile(
    r"除(?P<names>[^，。；\d]{2,80}?)(?=等|[两几\d]*[项个]?指标|，|没|未)"
    r"(?P<why>[^。；]{0,90}?(?:没有|未能?|没能)(?:完成|达到|实现|达标))[^，。；]{0,4}外"
)
_EACH = re.compile(r"[均都]|全部|双双")
_SHORT = 12  # characters of a claim that are quoted in full
_WHOLE = 100  # percent of a target that is met
_SEGMENT = re.compile(r"[^。；;\n]+")


class Statement(NamedTuple):
    """What a report says of the target of an indicator: its verdict, its words, where they are."""

    verdict: Said
    words: str
    report: str
    start: int


def statements(known: pd.DataFrame) -> dict[tuple[object, str, int], Statement]:
    """What reports say of the targets of the year they review, by region, indicator and year.

    A statement is of the numbers that it encloses (没有实现能耗降低4%的目标), else of the last
    number before it (新增就业1351万人，超额完成目标), or of all before it after 均 or 全部; else
    of the indicators that the clause before it names (登记失业率控制在目标以内).

    Args:
        known: the quantities of a ledger, of known indicators or not, with the words around them.
    """
    found: dict[tuple[object, str, int], Statement] = {}
    reviewed = (
        known[known["orientation"].str.startswith(("review", "problems"))]
        if "orientation" in known
        else known
    )
    told = reviewed["sentence"].str.contains(f"{_AIM}|预期|超额", na=False)
    for _, rows in reviewed[told].groupby(["report_id", "sentence"], sort=False):
        for row, statement in _in_sentence(rows):
            key = (row["place"], str(row["indicator_key"]), int(row["report_year"]) - 1)
            found.setdefault(key, statement)
    return found


def _in_sentence(rows: pd.DataFrame) -> Iterator[tuple[pd.Series, Statement]]:
    sentence = str(rows["folded"].iloc[0])
    yield from _excepted(rows.iloc[0], sentence)
    for segment in _SEGMENT.finditer(sentence):
        taken = 0
        for claim, verdict in _claims_in(segment.group()):
            start, end = segment.start() + claim.start(), segment.start() + claim.end()
            if _OF_OTHERS.search(claim.group()) or start < taken:
                continue
            taken = end
            for row in _rows_of(rows, segment, start, end):
                if row["indicator_key"] in indicators():
                    offset = int(row.get("start", 0)) - int(row["at"]) + start
                    one = _of(verdict, str(row["indicator_key"]))
                    if verdict == "percent":
                        one = _of_percent(claim, int(row["at"]) - segment.start())
                    words = claim.group() if len(claim.group()) <= _SHORT else _shortened(claim)
                    yield row, Statement(one, words, str(row["report_id"]), offset)


def _excepted(row: pd.Series, sentence: str) -> Iterator[tuple[pd.Series, Statement]]:
    """Each indicator that a sentence on targets excepts from those that were reached."""
    for found in _EXCEPT.finditer(sentence):
        if _OF_OTHERS.search(found.group()):
            continue
        offset = int(row.get("start", 0)) - int(row["at"]) + found.start()
        said = Statement("missed", found.group(), str(row["report_id"]), offset)
        if len(said.words) > _SHORT:
            said = said._replace(words=f"{said.words[:4]}…{found['why'][-4:]}")
        for key in map(indicator_key, re.split("[、和及]", found["names"])):
            if key:
                yield pd.Series({**row, "indicator_key": key}), said


def _rows_of(rows: pd.DataFrame, segment: re.Match[str], start: int, end: int) -> list[pd.Series]:
    """The numbers that a claim is about, or a row for each indicator named just before it."""
    inside = rows[(rows["at"] >= segment.start()) & (rows["at"] < segment.end())]
    enclosed = ((inside["at"] >= start) & (inside["at"] < end)).any()
    named = [] if enclosed else _named(segment.string[segment.start() : start])
    if named:
        return [pd.Series({**rows.iloc[0], "indicator_key": key}) for key in named]
    return [row for _, row in _meant(inside, segment.string, start, end).iterrows()]


def _named(words: str) -> list[str]:
    """The indicators that are all that the last clause names, without a number; else none."""
    clauses = [one for one in re.split("[，；,;]", words) if one]
    if not clauses or re.search(r"\d", clauses[-1]):
        return []
    names = re.split("[、和及]", _PREDICATE.sub("", clauses[-1]))
    keys = [indicator_key(one) for one in names]
    return [one for one in keys if one] if all(keys) else []


def _of_percent(claim: re.Match[str], at: int) -> Said:
    """What 完成年计划的118.2%、95% says of the number at a place of its segment, or the first."""
    numbers = [
        (claim.start() + one.start(), float(one.group()[:-1]))
        for one in re.finditer(_PERCENT, claim.group())
    ]
    percent = dict(numbers).get(at, numbers[0][1])
    return "exceeded" if percent > _WHOLE else "met" if percent == _WHOLE else "missed"


def _shortened(claim: re.Match[str]) -> str:
    """The beginning and end of a long claim: 没有实现…目标; one in percent in full."""
    if claim.group().endswith("%"):
        return claim.group()
    return f"{claim.group()[:4]}…{claim.group()[-2:]}"


def _claims_in(segment: str) -> list[tuple[re.Match[str], str]]:
    """The claims of a segment in order; of those that overlap, the first kind."""
    found: list[tuple[re.Match[str], str]] = []
    for verdict, pattern in _CLAIMS:
        for one in pattern.finditer(segment):
            if not any(
                one.start() < other.end() and other.start() < one.end() for other, _ in found
            ):
                found.append((one, verdict))
    return sorted(found, key=lambda one: one[0].start())


def _meant(rows: pd.DataFrame, sentence: str, start: int, end: int) -> pd.DataFrame:
    """The numbers that a claim is about."""
    enclosed = rows[(rows["at"] >= start) & (rows["at"] < end)]
    if enclosed["indicator_key"].isin(list(indicators())).any():
        return enclosed
    before = rows[rows["at"] < start]
    if before.empty:
        return before
    last = before.iloc[-1]
    between = sentence[int(last["at"]) : start]
    if _EACH.search(between[-4:]):
        return before
    return (
        before[before["indicator_key"] == last["indicator_key"]]
        if between.count("，") < 2
        else before.iloc[:0]
    )


def _of(verdict: str, key: str) -> Said:
    """What above and below the target amount to, as the indicator should rise or fall."""
    if verdict in ("above", "below"):
        fine = (verdict == "above") == (indicators()[key].better == "more")
        return "exceeded" if fine else "missed"
    return "missed" if verdict == "missed" else "met" if verdict == "met" else "exceeded"
