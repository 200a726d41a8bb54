"""Readings of tone, readability and formulaic language, with how the measure misleads."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.figures.words import says
from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    interval,
    is_same,
    number,
)
from analysis.tone.formulaic import MEASURES as FORMULA
from analysis.tone.measures import MEASURES, Measure
from corpus.language import Lang
from corpus.place_names import place_name
from corpus.schema import check_columns

_UNITS = {
    "per 1,000 words": (" per 1,000 words", "次/千词"),
    "%": ("%", "%"),
    "words": (" words", "词"),
    "characters": (" characters", "字"),
}
_EVERY = MEASURES | FORMULA


@at_its_level
def tone_reading(table: pd.DataFrame, *, measure: str, lang: Lang = "en") -> Reading:
    """Which reports have most and least of a measure, whether they differ, and how it misleads.

    Args:
        table: from ``tone_panel`` or ``formula_panel``.
        measure: the name of a measure, such as positive, sentence_characters or formulaic_rarefied.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or there is no such measure.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import tone_reading
        >>> table = pd.DataFrame({"region": ["深圳市", "保定市"], "year": [2018, 2019],
        ...                       "measure": "positive", "value": [12.0, 8.0],
        ...                       "low": [9.0, 6.5], "high": [15.0, 10.0]})
        >>> print(tone_reading(table, measure="positive"))
        Words of praise: highest in Shenzhen in 2018 (12.0 per 1,000 words, 95% CI [9.0, 15.0]) and
        lowest in Baoding in 2019 (8.0, 95% CI [6.5, 10.0]), of 2 reports. Their CIs overlap, so
        that the order of the two is uncertain. Mind what is measured: words of a list, whatever
        they mean in their place; reports praise by habit.
    """
    check_columns(table, ["region", "year", "measure", "value", "low", "high"])
    if measure not in _EVERY:
        raise ValueError(f"no measure {measure!r}; choose {', '.join(_EVERY)}")
    about = _EVERY[measure]
    rows = table[(table["measure"] == measure) & table["value"].notna()]
    if rows.empty:
        return reading([_nothing(about, lang, of_others=measure in FORMULA)], lang)
    order = rows.sort_values(["value", "year", "region"], kind="stable")
    low, high = (order.iloc[at].to_dict() for at in (0, -1))
    if len(rows) == 1:
        return reading([_alone(high, about, lang), _caution(about, lang)], lang)
    if is_same(high["value"], low["value"]):
        return reading([_all_same(high, len(rows), about, lang), _caution(about, lang)], lang)
    ends = _ends(high, low, len(rows), about, lang)
    return reading([ends, _overlap(high, low, lang), _caution(about, lang)], lang)


def _nothing(about: Measure, lang: Lang, *, of_others: bool) -> str:
    if of_others:
        few = f"语料库中可比的其他报告过少，无法计算“{about.chinese}”。"
        english = f"The corpus has too few other reports to compute {about.english}."
        return few if lang == "zh" else english
    if lang == "zh":
        return f"没有年度已知的报告有“{about.chinese}”的数值。"
    return f"No report whose year is known has a value of {about.english}."


def _alone(row: dict[Any, Any], about: Measure, lang: Lang) -> str:
    if lang == "zh":
        return f"{_report(row, lang)}报告的“{about.chinese}”为{_value(row, about, lang)}。"
    name = about.english[0].upper() + about.english[1:]
    return f"{name} in the report of {_report(row, lang)}: {_value(row, about, lang)}."


def _all_same(row: dict[Any, Any], n: int, about: Measure, lang: Lang) -> str:
    said = number(row["value"]) + _UNITS[about.unit][lang == "zh"]
    if lang == "zh":
        return f"{n}份报告的“{about.chinese}”相同，均为{said}。"
    name = about.english[0].upper() + about.english[1:]
    return f"{name}: the same in {'both' if n == 2 else f'all {n}'} reports, {said}."


def _ends(high: dict[Any, Any], low: dict[Any, Any], n: int, about: Measure, lang: Lang) -> str:
    if lang == "zh":
        most = f"{n}份报告中，“{about.chinese}”最高的是{_report(high, lang)}"
        first, last = (_bracketed(row, about, lang, unit=True) for row in (high, low))
        return f"{most}{first}，最低的是{_report(low, lang)}{last}。"
    name = about.english[0].upper() + about.english[1:]
    first = _bracketed(high, about, lang, unit=True)
    last = _bracketed(low, about, lang, unit=about.unit == "%")
    most, least = f"{_report(high, lang)}{first}", f"{_report(low, lang)}{last}"
    return f"{name}: highest in {most} and lowest in {least}, of {n} reports."


def _overlap(high: dict[Any, Any], low: dict[Any, Any], lang: Lang) -> str:
    """Whether the intervals of the two ends overlap; nothing where one is missing."""
    if pd.isna(high["low"]) or pd.isna(low["high"]) or low["high"] < high["low"]:
        return ""
    if lang == "zh":
        return "两者置信区间重叠，高低未定。"
    return "Their CIs overlap, so that the order of the two is uncertain."


def _caution(about: Measure, lang: Lang) -> str:
    if lang == "zh":
        return f"注意：{about.caution.chinese}。"
    return f"Mind what is measured: {about.caution.english}."


def _report(row: dict[Any, Any], lang: Lang) -> str:
    known = isinstance(row["region"], str)
    place = place_name(row["region"], lang) if known else says("no_place", lang)
    place = f"the {place}" if place == "State Council" else place
    return f"{place}{row['year']}年" if lang == "zh" else f"{place} in {row['year']}"


def _value(row: dict[Any, Any], about: Measure, lang: Lang) -> str:
    ends = interval(row["low"], row["high"], lang)
    return f"{number(row['value'])}{_UNITS[about.unit][lang == 'zh']}" + bracketed(ends, lang=lang)


def _bracketed(row: dict[Any, Any], about: Measure, lang: Lang, *, unit: bool) -> str:
    said = number(row["value"]) + (_UNITS[about.unit][lang == "zh"] if unit else "")
    return bracketed(said, interval(row["low"], row["high"], lang), lang=lang)
