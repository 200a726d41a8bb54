"""Readings of policy areas: in parts of a report, over years, and between places."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Any

import pandas as pd

from analysis.confidence import the_confidence_of, with_confidence
from analysis.findings.leaders import (
    apart,
    beyond,
    by_chance,
    differences,
    leads,
    mean_of,
    tie_groups,
    units_of,
)
from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    clusters_of,
    digits_of,
    interval,
    is_year,
    label,
    listed,
    named,
    number,
    ordered,
    several,
    with_area_names,
    years_text,
)
from analysis.years_in_titles import span
from corpus.language import Lang
from corpus.schema import check_columns

LEVEL = 0.05
_NEEDED = ["unit", "share", "low", "high"]
UNITS = 3  # whose leading area is named; of more, the leading areas are counted


def _checked(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The rows whose share is known, with names of areas in the language."""
    check_columns(table, [*_NEEDED, "name" if "code" not in table else "code"])
    return with_area_names(table, lang).dropna(subset="share")


def _nothing(lang: Lang) -> str:
    return (
        "表中没有政策领域的占比。" if lang == "zh" else "The table has no share of a policy area."
    )


def _one_year(lang: Lang) -> str:
    return (
        "没有两个以上年份的报告可作历时比较，无从判断政策领域的升降。"
        if lang == "zh"
        else "Without a series of two or more years, no trend of policy areas can be told."
    )


@at_its_level
def areas_reading(
    table: pd.DataFrame,
    *,
    a: Hashable | None = None,
    b: Hashable | None = None,
    nation: Hashable | None = None,
    region: str = "",
    year: int | None = None,
    lang: Lang = "en",
) -> Reading:
    """Which policy area leads in each unit, and where two units differ beyond the interval.

    The interval of a difference is recovered from those of both shares (``combined_limits``).

    Args:
        table: from ``area_profile``: code or name, unit, share (in %), low, high.
        a: the unit from which the other is subtracted; by default the plan, or the later of two.
        b: the other unit; by default the review, or the earlier of two.
        nation: which of the two is the plan of the State Council, if either is.
        region: the place of the other, for the sentence that compares the two.
        year: its year.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import areas_reading
        >>> table = pd.DataFrame({"code": [1, 6, 1, 6], "unit": ["review"] * 2 + ["plan"] * 2,
        ...                       "share": [30.0, 10.0, 12.0, 14.0], "low": [25.0, 7.0, 8.0, 10.0],
        ...                       "high": [36.0, 14.0, 17.0, 19.0]})
        >>> print(areas_reading(table))
        Macroeconomics leads in the review (30.0% of sentences, 95% CI [25.0, 36.0]); Education
        leads in the plan (14.0%, 95% CI [10.0, 19.0]). Between the plan and the review, 1 of 2
        areas differs beyond its 95% CI: Macroeconomics takes less of the plan (−18.0 percentage
        points, 95% CI [−25.2, −10.9]). In Education the two differ by 4.0 percentage points (95% CI
        [−1.7, 9.8]). The direction is uncertain; this is not evidence of equality.
    """
    rows = _checked(table, lang)
    if not (rows["share"] > 0).any():
        return reading([_nothing(lang)], lang)
    units = ordered(rows["unit"])
    first = [_leading(rows, units, lang)]
    if len(units) == 1:
        return reading([*first, _one_unit(rows, units[0], lang)], lang)
    a, b = _two(units, a, b)
    if a is None or b is None:
        return reading([*first, _no_interval(rows, lang)], lang)
    sides = [rows[rows["unit"] == one].set_index("name") for one in (a, b)]
    every = differences(*sides).reset_index(names="name")
    found = every.dropna(subset=["low", "high"])
    if found.empty:
        return reading([*first, _no_interval(rows, lang)], lang)
    first.append(_differ(found, a, b, lang))
    if nation is not None and label(nation) in (label(a), label(b)):
        return reading(
            [*first, *_powers(found, label(nation) == label(a), region, year, lang)], lang
        )
    return reading([*first, *_uncertain(found, lang)], lang)


def _two(
    units: list[Hashable], a: Hashable | None, b: Hashable | None
) -> tuple[Hashable | None, Hashable | None]:
    """Which two units are compared: those named, else the plan and the review, or the only two."""
    if a is not None and b is not None:
        known = {label(one): one for one in units}
        return known.get(label(a)), known.get(label(b))
    if {"plan", "review"} <= {label(one) for one in units}:
        return "plan", "review"
    return (units[1], units[0]) if len(units) == 2 else (None, None)


def _leading(rows: pd.DataFrame, units: list[Hashable], lang: Lang) -> str:
    """The leading area of up to three units; of more, which areas lead in how many."""
    zh = lang == "zh"
    if len(units) > UNITS:
        return _counted(rows, lang)
    tops = [_tops(rows[rows["unit"] == one]) for one in units]
    alone = len(units) > 1 and all(len(one) == 1 for one in tops)
    if alone and len({one["name"].iloc[0] for one in tops}) == 1:
        return _same_lead(tops, units, lang)
    said = [
        _lead_of(rows[rows["unit"] == one], one, lang, what=at == 0) for at, one in enumerate(units)
    ]
    joined = ("；" if zh else "; ").join(said)
    return f"居首的领域：{joined}。" if zh else f"{joined[0].upper()}{joined[1:]}."


def _tops(own: pd.DataFrame) -> pd.DataFrame:
    """The area with the largest share, or those that share the first place."""
    return own[own["share"] >= own["share"].max() - 1e-9]


def _same_lead(tops: list[pd.DataFrame], units: list[Hashable], lang: Lang) -> str:
    """The area that leads in every unit, with its shares."""
    name, said = tops[0]["name"].iloc[0], []
    for at, (top, unit) in enumerate(zip(tops, units, strict=True)):
        share = bracketed(*_share_of(top.iloc[0], lang, what=at == 0), lang=lang)
        said.append(
            f"{named(unit, lang)}{share}" if lang == "zh" else f"in {named(unit, lang)}{share}"
        )
    if lang == "zh":
        return f"{name}在{listed(said, lang)}均居首位。"
    return f"{name} leads {listed(said, lang)}."


def _share_of(row: pd.Series[Any], lang: Lang, *, what: bool) -> tuple[str, str]:
    """The share of an area and its interval; the first one says what it is a share of."""
    share, low, high = (row[one] for one in ("share", "low", "high"))
    digits = digits_of(share, low, high)
    value = f"{number(share, digits)}%"
    if what:
        value = f"占句数的{value}" if lang == "zh" else f"{value} of sentences"
    return value, interval(low, high, lang, digits=digits)


def _lead_of(own: pd.DataFrame, unit: Hashable, lang: Lang, *, what: bool) -> str:
    """The leading area of a unit, with its share; or those that share the first place."""
    where, top = named(unit, lang), _tops(own)
    names, share = sorted(top["name"]), top["share"].iloc[0]
    if len(names) > 1:
        text = listed(names, lang)
        each = number(share, digits_of(share))
        return (
            f"{where}为{text}（并列，各{each}%）"
            if lang == "zh"
            else f"{text} are tied for the lead in {where} ({each}%)"
        )
    value = bracketed(*_share_of(top.iloc[0], lang, what=what), lang=lang)
    return f"{where}为{names[0]}{value}" if lang == "zh" else f"{names[0]} leads in {where}{value}"


def _counted(rows: pd.DataFrame, lang: Lang, *, places: bool = False) -> str:
    """Which areas lead in how many units."""
    top = rows[rows["share"] >= rows.groupby("unit")["share"].transform("max") - 1e-9]
    units = units_of(rows["unit"].unique(), places=places)
    return leads(top[["unit", "name"]], ("area", "领域"), units, lang)


def _one_unit(rows: pd.DataFrame, unit: Hashable, lang: Lang) -> str:
    """Model 7: what the intervals of one text do not describe."""
    where, what = named(unit, lang), clusters_of(rows, lang)
    if rows[["low", "high"]].isna().to_numpy().all():
        return _no_interval(rows, lang)
    if lang == "zh":
        return f"表中仅有{where}；置信区间反映各{what}之间的变异，不能推及其他年份或政府。"
    return f"With {where} alone, CIs describe its {what}, not other years or governments."


def _no_interval(rows: pd.DataFrame, lang: Lang) -> str:
    if rows[["low", "high"]].notna().to_numpy().any():
        return ""
    what = clusters_of(rows, lang)
    if lang == "zh":
        return f"{what}过少，未报告置信区间，不能断定有无差异。"
    return f"There are too few {what} for CIs, so no difference can be told."


def _differ(found: pd.DataFrame, a: Hashable, b: Hashable, lang: Lang) -> str:
    """How many areas differ, and the one that takes more, and the one that takes less, of a."""
    zh, m, sure = lang == "zh", len(found), found[beyond(found)]
    name_a, name_b = named(a, lang), named(b, lang)
    if sure.empty:
        return (
            f"{name_a}与{name_b}相比，{m}个领域之差的95%置信区间均含0。"
            if zh
            else f"Between {name_a} and {name_b}, no difference of the "
            f"{several(m, 'area', 'areas')} has a 95% CI without 0."
        )
    ends = [_furthest(sure, sign, a, lang) for sign in (1, -1)]
    said = ("，" if zh else ", ").join(filter(None, ends))
    chance = by_chance(found, lang)
    if zh:
        both = f"{name_a}与{name_b}相比，{m}个领域中，{len(sure)}个之差的95%置信区间不含0"
        return f"{both}{chance}：{said}。"
    differ = "differs beyond its 95% CI" if len(sure) == 1 else "differ beyond their 95% CIs"
    return (
        f"Between {name_a} and {name_b}, {len(sure)} of {several(m, 'area', 'areas')} "
        f"{differ}{chance}: {said}."
    )


def _furthest(sure: pd.DataFrame, sign: int, a: Hashable, lang: Lang) -> str:
    rows = sure[sure["difference"] * sign > 0]
    if rows.empty:
        return ""
    row = _largest(rows)
    points = _points(row, lang)
    if lang == "zh":
        return f"{row['name']}在{named(a, lang)}占比{'较高' if sign > 0 else '较低'}{points}"
    return f"{row['name']} takes {'more' if sign > 0 else 'less'} of {named(a, lang)}{points}"


def _largest(rows: pd.DataFrame) -> pd.Series[Any]:
    rows = rows.assign(_size=rows["difference"].abs())
    return rows.sort_values(["_size", "name"], ascending=[False, True]).iloc[0]


def _points(row: pd.Series[Any], lang: Lang, *, plus: bool = True) -> str:
    """The difference with its interval, in brackets."""
    d, low, high = (float(row[one]) for one in ("difference", "low", "high"))
    digits = digits_of(d, low, high)
    unit = "个百分点" if lang == "zh" else " percentage points"
    value = f"{number(d, digits, plus=plus)}{unit}"
    return bracketed(value, interval(low, high, lang, digits=digits), lang=lang)


def _uncertain(found: pd.DataFrame, lang: Lang) -> list[str]:
    """Model 6, for the largest difference whose interval contains 0."""
    rows = found[~beyond(found)]
    if rows.empty:
        return []
    row = _largest(rows)
    d, low, high = (float(row[one]) for one in ("difference", "low", "high"))
    if d < 0:
        d, low, high = -d, -high, -low
    digits = digits_of(d, low, high)
    limits = bracketed(interval(low, high, lang, digits=digits), lang=lang)
    if lang == "zh":
        size = f"{row['name']}的占比两者相差{number(d, digits)}个百分点{limits}"
        return [f"{size}，方向无法确定，但不等于没有差异。"]
    size = f"In {row['name']} the two differ by {number(d, digits)} percentage points{limits}."
    return [size, "The direction is uncertain; this is not evidence of equality."]


def _powers(
    found: pd.DataFrame, nation_is_a: bool, region: str, year: int | None, lang: Lang
) -> list[str]:
    """Model 11, for the largest difference: a lower share is not neglect."""
    row = _largest(found)
    own, theirs = ("b", "a") if nation_is_a else ("a", "b")
    digits = digits_of(row["a"], row["b"])
    ours, state = (number(row[one], digits) for one in (own, theirs))
    if lang == "zh":
        when = f"{year}年，" if year is not None else ""
        whose = f"{region}部署部分" if region else "本地部署部分"
        both = f"{when}{row['name']}在{whose}占{ours}%的句子，在国务院报告部署部分占{state}%。"
        return [both, "两级政府事权不同，占比低不等于不重视。"]
    when = f"In {year}, " if year is not None else ""
    whose = f"{region}'s plan" if region else "the local plan"
    share = f"{when}{row['name']} takes {ours}% of sentences in {whose}"
    return [
        f"{share} and {state}% in the State Council's.",
        "Their powers differ: a lower share is not neglect.",
    ]


@at_its_level
def area_trends_reading(
    table: pd.DataFrame,
    *,
    years: int = 5,
    missing_years: Collection[int] | None = None,
    region: str = "",
    lang: Lang = "en",
) -> Reading:
    """Which policy areas rose and fell most beyond their intervals, and which years are missing.

    The mean of the first years is compared with that of the last, with an interval recovered from
    those of the years (``combined_limits``): ``years`` reports at each end, or one, if there are
    not twice as many.

    Args:
        table: one row per year and area: unit (the year), code or name, share (in %), low, high.
        years: the number of reports at each end.
        missing_years: those without a report; None for the gaps between the years of the table.
        region: the place, for the sentence on missing years.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or a unit is not a year.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import area_trends_reading
        >>> table = pd.DataFrame({"code": [7, 7, 1, 1], "unit": [2016, 2018] * 2,
        ...                       "share": [4.0, 9.0, 20.0, 18.0], "low": [3.0, 7.5, 16.0, 14.0],
        ...                       "high": [5.5, 11.0, 25.0, 23.0]})
        >>> print(area_trends_reading(table, region="Shahekou"))
        From 2016 to 2018, 1 of 2 areas changed beyond its 95% CI; of these Environment rose most,
        to 9.0% of sentences (+5.0 percentage points, 95% CI [2.9, 7.2]). For the other area the
        direction is uncertain, not shown to be equal. The corpus has no Shahekou report for 2017;
        the line breaks there. Missing is not zero.
    """
    rows = _checked(table, lang)
    if rows.empty:
        return reading([_one_year(lang)], lang)
    wrong = [one for one in rows["unit"] if not is_year(one)]
    if wrong:
        raise ValueError(f"unit {wrong[0]!r} is not a year; give the areas by year")
    rows = rows.assign(unit=[int(label(one)) for one in rows["unit"]])
    there = sorted(set(rows["unit"]))
    gaps = set(range(there[0], there[-1])) - set(there) if missing_years is None else missing_years
    missing = _missing(gaps, region, lang)
    if len(there) == 1:
        lead = _leading(rows, list(there), lang)
        return reading([lead, _one_unit(rows, there[0], lang), *missing], lang)
    ends = years if len(there) >= 2 * years else 1
    found = _ends(rows, there[:ends], there[-ends:])
    between = _between(there[:ends], there[-ends:], lang)
    known = found.dropna(subset=["low", "high"])
    untold = len(found) - len(known)
    return reading([*_trends(known, between, untold, lang), *missing], lang)


def _ends(rows: pd.DataFrame, first: list[int], last: list[int]) -> pd.DataFrame:
    """The means of both ends and their difference, by area; of areas known in every year."""
    means = []
    for end in (last, first):
        own = rows[rows["unit"].isin(end)]
        found = {name: mean_of(one) for name, one in own.groupby("name") if len(one) == len(end)}
        table = pd.DataFrame(found, index=["share", "low", "high"], dtype=float).T
        means.append(with_confidence(table.rename_axis("name"), the_confidence_of(rows)))
    return differences(*means).rename_axis("name").reset_index()


def _between(first: list[int], last: list[int], lang: Lang) -> str:
    ends, k = [span(one[0], one[-1], lang) for one in (first, last)], len(first)
    if lang == "zh":
        return f"{ends[0]}年至{ends[1]}年" + (f"（各{k}份报告的均值）" if k > 1 else "")
    return f"From {ends[0]} to {ends[1]}" + (f" (means of {k} reports each)" if k > 1 else "")


def _trends(known: pd.DataFrame, between: str, untold: int, lang: Lang) -> list[str]:
    """How many areas changed, which rose and fell most, and of how many nothing can be told."""
    zh, m, sure = lang == "zh", len(known), known[beyond(known)]
    if not m:
        return [
            f"{between}，没有领域可以比较置信区间。"
            if zh
            else f"{between}, no area has CIs that could be compared."
        ]
    if sure.empty:
        return [_no_trend(m, between, lang), _rest(0, untold, lang)]
    said = ("，" if zh else ", and ").join(filter(None, (_moved(sure, s, lang) for s in (1, -1))))
    chance, rest = by_chance(known, lang), _rest(m - len(sure), untold, lang)
    if zh:
        found = f"{m}个领域中，{len(sure)}个变化的95%置信区间不含0{chance}"
        return [f"{between}，{found}；其中{said}。", rest]
    theirs = "its 95% CI" if len(sure) == 1 else "their 95% CIs"
    found = f"{len(sure)} of {several(m, 'area', 'areas')} changed beyond {theirs}{chance}"
    return [f"{between}, {found}; of these {said}.", rest]


def _no_trend(m: int, between: str, lang: Lang) -> str:
    if lang == "zh":
        found = f"{m}个领域变化的95%置信区间均含0"
        return f"{between}，{found}，方向无法确定，但不等于没有变化。"
    areas = "the area" if m == 1 else f"any of the {m} areas"
    return (
        f"{between}, the 95% CI of the change of {areas} contains 0: the direction is uncertain, "
        "which is not evidence of equality."
    )


def _rest(rest: int, untold: int, lang: Lang) -> str:
    """Of how many areas nothing can be told: those that are uncertain, those without a CI."""
    zh, said = lang == "zh", []
    if rest and zh:
        said.append(f"其余{rest}个方向无法确定，但不等于没有变化")
    elif rest:
        others = "area" if rest == 1 else f"{rest} areas"
        said.append(f"For the other {others} the direction is uncertain, not shown to be equal")
    if untold and zh:
        said.append(f"另有{untold}个领域缺置信区间，未作比较")
    elif untold:
        said.append(f"{several(untold, 'area', 'areas')} without a CI could not be compared")
    return ("；" if zh else "; ").join(said) + ("。" if zh else ".") if said else ""


def _moved(sure: pd.DataFrame, sign: int, lang: Lang) -> str:
    """The area that rose, or fell, most."""
    rows = sure[sure["difference"] * sign > 0]
    if rows.empty:
        return ""
    row = _largest(rows)
    points, now = _points(row, lang), number(row["a"], digits_of(row["a"]))
    if lang == "zh":
        way = "升" if sign > 0 else "降"
        return f"{row['name']}{way}幅最大，{way}至{now}%{points}"
    return f"{row['name']} {'rose' if sign > 0 else 'fell'} most, to {now}% of sentences{points}"


def _missing(gaps: Collection[int], region: str, lang: Lang) -> list[str]:
    """Model 10: missing is not zero."""
    if not gaps:
        return []
    years = years_text([int(one) for one in gaps], lang)
    if lang == "zh":
        return [f"语料库缺{region}{years}报告，折线在此断开；缺失不等于零。"]
    whose = f"{region} report" if region else "report"
    broken = f"The corpus has no {whose} for {years}; the line breaks there."
    return [broken, "Missing is not zero."]


@at_its_level
def places_reading(
    table: pd.DataFrame, *, nation: Hashable | None = None, lang: Lang = "en"
) -> Reading:
    """Which places stand apart in which areas: from the mean of the others, after adjustment.

    The share of each place is compared with the mean of the other places, and p adjusted over all
    areas and places, as by ``against_others``.

    Args:
        table: one row per place and area: unit (the place), code or name, share (in %), low, high.
        nation: the unit that is no place but the State Council; it is left out.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import places_reading
        >>> table = pd.DataFrame({"code": 7, "unit": ["Benxi", "Dalian", "Fushun"],
        ...                       "share": [4.0, 12.0, 5.0], "low": [1.5, 10.0, 2.5],
        ...                       "high": [7.5, 14.5, 8.5]})
        >>> print(places_reading(table))
        The leading area is Environment in all 3 places. Of 3 comparisons of a place with the mean
        of the others, 2 have a 95% CI without 0; after adjustment 2 differ (adjusted p < 0.05).
        Furthest apart: Dalian in Environment (12.0%; +7.5 percentage points, 95% CI [4.3, 10.6]);
        Benxi in Environment (4.0%; −4.5 percentage points, 95% CI [−7.8, −0.7]).
    """
    rows = _checked(table, lang)
    if nation is not None:
        rows = rows[rows["unit"].map(label) != label(nation)]
    if rows.empty or not (rows["share"] > 0).any():
        return reading([_nothing(lang)], lang)
    units = ordered(rows["unit"])
    if len(units) == 1:
        lead = _leading(rows, units, lang)
        return reading([lead, _one_unit(rows, units[0], lang)], lang)
    found = apart(rows, by="name")
    lead = _counted(rows, lang, places=True)
    if found.empty:
        return reading([lead, _no_interval(rows, lang)], lang)
    return reading([lead, _compared(found, lang), _apart(found, lang)], lang)


def _compared(found: pd.DataFrame, lang: Lang) -> str:
    """How many comparisons have an interval without 0, and how many remain after adjustment."""
    m, raw, k = len(found), int(beyond(found).sum()), int((found["p_adjusted"] < LEVEL).sum())
    if lang == "zh":
        first = f"各地与其余地方的均值作{m}次比较，"
        some = f"{raw}次之差的95%置信区间不含0，校正后" if raw else "差值的95%置信区间"
        none = f"{'无一显著' if raw else '均含0'}：不能断定何地突出，但不等于没有差异。"
        return first + some + (f"{k}次仍显著（校正后p < 0.05）。" if k else none)
    of = f"{several(m, 'comparison', 'comparisons')} of a place with the mean of the others"
    if not raw:
        return f"Of {of}, none has a 95% CI without 0, which is not evidence of equality."
    first = f"Of {of}, {raw} {'has' if raw == 1 else 'have'} a 95% CI without 0;"
    if not k:
        return f"{first} none differs after adjustment, which is not evidence of equality."
    return f"{first} after adjustment {k} differ{'s' if k == 1 else ''} (adjusted p < 0.05)."


def _apart(found: pd.DataFrame, lang: Lang, *, most: int = 3) -> str:
    """The places that stand furthest apart, of those that differ after adjustment."""
    sure = found[found["p_adjusted"] < LEVEL]
    if sure.empty:
        return ""
    sure = sure.assign(_far=sure["difference"].abs(), _id=sure["unit"].map(label) + sure["name"])
    rows = pd.concat([sure.head(0), *tie_groups(sure, "_far", "_id", most=most)])
    said = [_stands(row, lang) for _, row in rows.iterrows()]
    if not said:
        return ""
    joined = ("；" if lang == "zh" else "; ").join(said)
    return f"相差最大的是：{joined}。" if lang == "zh" else f"Furthest apart: {joined}."


def _stands(row: pd.Series[Any], lang: Lang) -> str:
    where, share = named(row["unit"], lang), number(row["a"], digits_of(row["a"]))
    points = _points(row, lang)
    if lang == "zh":
        return f"{where}的{row['name']}（占{share}%，{points[1:]}"
    return f"{where} in {row['name']} ({share}%; {points[2:]}"
