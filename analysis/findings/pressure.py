"""Readings of target pressure: how targets are worded, and beside what they are set."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.figures.words import says
from analysis.findings.reading import Reading, reading
from analysis.findings.wording import number, several
from analysis.targets.indicators import indicator_name
from analysis.targets.printed_targets import amount_text
from corpus.language import Lang
from corpus.place_names import place_name
from corpus.schema import check_columns

_NEEDED = [
    "region",
    "year",
    "indicator_key",
    "rate",
    "pressure",
    "amplification",
    "parent",
    "parent_target",
    "wording",
]


def pressure_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """How targets are worded, and whether they outdo the last result and the level above.

    Args:
        table: from ``target_pressure`` or ``pressure_panel``, of one indicator; without a column
            unit, values are in %.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import pressure_reading
        >>> table = pd.DataFrame({"region": "深圳市", "year": [2018, 2019, 2020],
        ...                       "indicator_key": "gdp", "rate": [8.0, 7.0, None],
        ...                       "pressure": [-0.8, -0.6, None],
        ...                       "amplification": [1.0, 0.75, None],
        ...                       "parent": ["广东省", "广东省", None],
        ...                       "parent_target": [7.0, 6.25, None],
        ...                       "wording": ["hard", "soft", "absent"]})
        >>> print(pressure_reading(table))
        2 of 3 reports have a target for gross domestic product: 1 in hard wording (at least,
        ensure, strive for), 1 in soft wording (around, a range), 0 as a number alone. It is below
        the last result in 2 of 2 reports (median difference −0.7 percentage points). It is above
        that of the nearest level above in 2 of 2 (median +0.9), by most in Shenzhen in 2018 (8%
        against 7% of Guangdong). No target was found in 1 report, which need not mean that none
        was set: check its text.
    """
    check_columns(table, _NEEDED)
    if table.empty:
        return reading([_NO_REPORT[lang == "zh"]], lang)
    if len(table) == 1:
        return reading(_one(table.iloc[0].to_dict(), lang), lang)
    told = (_worded, _against_result, _against_parent, _without)
    return reading([one(table, lang) for one in told], lang)


_NO_REPORT = (  # such as where the years are unknown, to which targets belong
    "There is no report whose year is known, so no target can be read.",
    "没有年度已知的报告，无从读取目标值。",
)
_WORDS = {
    "hard": ("in hard wording", "措辞为硬约束"),
    "soft": ("in soft wording", "措辞为软约束"),
    "point": ("a number alone", "仅有数值"),
}


def _one(row: dict[Any, Any], lang: Lang) -> list[str]:
    """The target of a single report, and what it is set beside."""
    name, place = indicator_name(str(row["indicator_key"]), lang), _place(row["region"], lang)
    zh, year = lang == "zh", int(row["year"])
    if pd.isna(row["rate"]):
        if zh:
            return [f"{place}{year}年报告未读出{name}目标值，未必等于未设目标，请核对原文。"]
        none = f"No target for {name} was found in the report of {place} for {year}"
        return [f"{none}, which need not mean that none was set: check its text."]
    unit = str(row.get("unit", "%"))
    own, words = _value(row["rate"], unit, lang), _WORDS[row["wording"]][zh]
    first = f"The target of {place} for {name} in {year} is {own}, {words}."
    said = [f"{place}{year}年{name}目标为{own}，{words}。" if zh else first]
    if pd.notna(row["pressure"]):
        last = _value(float(row["rate"]) - float(row["pressure"]), unit, lang)
        side = _side(row["pressure"], unit, lang)
        beside = f"It is {side} the last result of {last}."
        said.append(f"与上年完成值（{last}）相比，{side}。" if zh else beside)
    if pd.notna(row["amplification"]):
        above, theirs = _place(row["parent"], lang), _value(row["parent_target"], unit, lang)
        side = _side(row["amplification"], unit, lang)
        beside = f"It is {side} the target of {above} ({theirs}), the nearest level above with one."
        said.append(f"与最近上级（{above}，{theirs}）相比，{side}。" if zh else beside)
    return said


def _side(gap: Any, unit: str, lang: Lang) -> str:
    """By how much one is above or below the other."""
    if round(float(gap), 9) == 0:
        return "持平" if lang == "zh" else "equal to"
    size = _points(abs(float(gap)), unit, lang)
    if lang == "zh":
        return f"{'高' if gap > 0 else '低'}{size}"
    return f"{size} {'above' if gap > 0 else 'below'}"


def _points(size: float, unit: str, lang: Lang) -> str:
    """A difference of rates in percentage points, of amounts in their unit."""
    if unit != "%":
        return _value(size, unit, lang)
    text = number(size, 2).rstrip("0").rstrip(".")
    if lang == "zh":
        return f"{text}个百分点"
    return f"{text} {'percentage point' if text == '1' else 'percentage points'}"


def _worded(table: pd.DataFrame, lang: Lang) -> str:
    name = indicator_name(str(table["indicator_key"].iloc[0]), lang)
    with_one, n = table[table["rate"].notna()], len(table)
    hard, soft, point = (int(with_one["wording"].eq(x).sum()) for x in ("hard", "soft", "point"))
    if lang == "zh":
        return (
            f"{n}份报告中，{len(with_one)}份有{name}目标：硬约束措辞（以上、确保、力争）{hard}份，"
            f"软约束措辞（左右、区间）{soft}份，仅有数值的{point}份。"
        )
    return (
        f"{len(with_one)} of {several(n, 'report', 'reports')} have a target for {name}: {hard} "
        f"in hard wording (at least, ensure, strive for), {soft} in soft wording (around, a range),"
        f" {point} as a number alone."
    )


def _against_result(table: pd.DataFrame, lang: Lang) -> str:
    gap = table["pressure"].dropna().astype(float)
    if gap.empty:
        return ""
    below, n = int((gap.round(9) < 0).sum()), len(gap)
    middle = _median(float(gap.median()), _unit(table), lang)
    if lang == "zh":
        return f"有上年完成值的{n}份中，目标低于完成值的{below}份，差值中位数{middle}。"
    reports = several(n, "report", "reports")
    return f"It is below the last result in {below} of {reports} (median difference {middle})."


def _unit(table: pd.DataFrame) -> str:
    return str(table["unit"].iloc[0]) if "unit" in table else "%"


def _median(value: float, unit: str, lang: Lang) -> str:
    """A median difference with its sign."""
    if unit == "%":
        text = number(value, 1, plus=True)
        return f"{text}个百分点" if lang == "zh" else f"{text} percentage points"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + _value(abs(value), unit, lang)


def _against_parent(table: pd.DataFrame, lang: Lang) -> str:
    rows = table.dropna(subset=["amplification"])
    if rows.empty:
        return ""
    gap = rows["amplification"].astype(float).round(9)
    above, middle = int((gap > 0).sum()), number(float(gap.median()), 1, plus=True)
    most = _most(rows.assign(amplification=gap), lang) if above else ""
    if lang == "zh":
        said = f"可与最近上级比较的{len(rows)}份中，高于上级的{above}份，差值中位数{middle}个百分点"
        return f"{said}{most}。"
    said = f"It is above that of the nearest level above in {above} of {len(rows)}"
    return f"{said} (median {middle}){most}."


def _most(rows: pd.DataFrame, lang: Lang) -> str:
    """The report whose target is furthest above that of its parent."""
    order = ["amplification", "year", "region"]
    rows = rows.sort_values(order, ascending=[False, True, True])
    row = rows.iloc[0].to_dict()
    others = int((rows["amplification"] == row["amplification"]).sum()) - 1
    own, other = (_percent(row[name]) for name in ("rate", "parent_target"))
    place, parent = (_place(row[name], lang) for name in ("region", "parent"))
    if lang == "zh":
        more = f"，另有{others}份差值相同" if others else ""
        return f"，最大为{place}{row['year']}年（{own}，{parent}{other}）{more}"
    more = f", and in {others} more by as much" if others else ""
    return f", by most in {place} in {row['year']} ({own} against {other} of {parent}){more}"


def _place(region: Any, lang: Lang) -> str:
    name = place_name(region, lang) if isinstance(region, str) else says("no_place", lang)
    return f"the {name}" if name == "State Council" else name


def _value(value: Any, unit: str, lang: Lang) -> str:
    """A target or result in its unit."""
    if unit != "%":
        return amount_text({"kind": "level", "base_unit": unit}, float(value), lang)
    return _percent(value)


def _percent(value: Any) -> str:
    text = number(float(value), 2)
    return f"{text.rstrip('0').rstrip('.')}%"


def _without(table: pd.DataFrame, lang: Lang) -> str:
    none = int(table["rate"].isna().sum())
    if not none:
        return ""
    if lang == "zh":
        return f"{none}份未读出目标值，未必等于未设目标，请核对原文。"
    reports, its = several(none, "report", "reports"), "its text" if none == 1 else "their texts"
    found = f"No target was found in {reports}, which need not mean that none was set"
    return f"{found}: check {its}."


_LEVEL_NAMES = {
    "national": ("the State Council", "国务院"),
    "provincial": ("provinces", "省级"),
    "prefecture": ("prefecture-level cities", "地级"),
    "county": ("counties and districts", "县级"),
    "": ("an unknown level", "层级不明"),
}


def pressure_levels_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """How many targets of each level of government are above those of the level above it.

    Args:
        table: from ``pressure_by_level``.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import pressure_levels_reading
        >>> table = pd.DataFrame({"level": ["county"], "reports": [12], "hard": [7], "absent": [1],
        ...                       "compared": [10], "higher": [6], "same": [3], "lower": [1],
        ...                       "median_amplification": [0.5]})
        >>> print(pressure_levels_reading(table))
        Of 12 reports of counties and districts, 7 word the target hard, and in 1 none was found; of
        10 that can be compared with the level above, 6 are higher, 3 the same and 1 lower (median
        +0.5 percentage points).
    """
    needed = [
        "level",
        "reports",
        "hard",
        "absent",
        "compared",
        "higher",
        "same",
        "lower",
        "median_amplification",
    ]
    check_columns(table, needed)
    if table.empty:
        return reading([_NO_REPORT[lang == "zh"]], lang)
    rows = [row for row in table.to_dict("records") if row["level"] or len(table) == 1]
    return reading([_of_level(row, lang) for row in rows], lang)


def _of_level(row: dict[Any, Any], lang: Lang) -> str:
    name = _LEVEL_NAMES.get(row["level"], (str(row["level"]),) * 2)[lang == "zh"]
    n, compared = int(row["reports"]), int(row["compared"])
    counts = [int(row[one]) for one in ("higher", "same", "lower")]
    middle = number(float(row["median_amplification"]), 1, plus=True) if compared else ""
    if lang == "zh":
        told = (
            f"；可与上级比较的{compared}份中，较高{counts[0]}份、相同{counts[1]}份、"
            f"较低{counts[2]}份（差值中位数{middle}个百分点）"
        )
        none = f"，未读出目标值{row['absent']}份" if row["absent"] else ""
        first = f"{name}报告{n}份，硬约束措辞{row['hard']}份{none}"
        return f"{first}{told if compared else '，均无法与上级比较'}。"
    words = "word" if int(row["hard"]) != 1 else "words"
    none = f", and in {row['absent']} none was found" if row["absent"] else ""
    reports = several(n, "report", "reports")
    first = f"Of {reports} of {name}, {row['hard']} {words} the target hard{none}"
    if not compared:
        return f"{first}; none can be compared with a level above."
    are = "is" if counts[0] == 1 else "are"
    return (
        f"{first}; of {compared} that can be compared with the level above, {counts[0]} {are} "
        f"higher, {counts[1]} the same and {counts[2]} lower (median {middle} percentage points)."
    )
