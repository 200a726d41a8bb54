"""Promises and results: the ledger of all quantities, and what was kept of what was promised."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analysis.counts import check_columns
from corpus.lexicon import FOLDER

INDICATORS = FOLDER / "indicators.csv"
# 万 and 亿 stay in the printed unit; here they are multiplied out.
_MULTIPLES = (("万亿", 1e12), ("百万", 1e6), ("千万", 1e7), ("亿", 1e8), ("万", 1e4), ("千", 1e3))
# Units that are not counted in their multiples, though their names begin like one.
_WHOLE_UNITS = {"千米", "千瓦", "千瓦时", "千克", "千伏", "万千瓦"}
_BASES = {"公里": ("米", 1e3), "千米": ("米", 1e3), "吨": ("千克", 1e3), "公斤": ("千克", 1.0),
          "斤": ("千克", 0.5), "亩": ("平方米", 2000 / 3), "公顷": ("平方米", 1e4),
          "平方公里": ("平方米", 1e6), "千瓦": ("瓦", 1e3), "千瓦时": ("瓦时", 1e3),
          "个百分点": ("百分点", 1.0), "成": ("%", 10.0), "‰": ("%", 0.1)}  # fmt: skip
# What stands around the name of an indicator and does not change it.
_AROUND = re.compile(
    r"^(?:全|本|我)(?:省|市|区|县|州|旗|国|年|社会)|^(?:实现|完成|预计|力争|达到|计划|提出|安排|保持)"
    r"|^(?:中央|今年|全年|年均|党中央|国务院)|^[^，。]{0,8}(?:期间|时期)|[“”\"]"
    r"|(?:的?增长|增速|增幅|的?宏观?调控|速度)$"
)
# A figure that is set beside that of another year than the one before: 比2002年增长65.5%.
_OTHER_BASE = r"比[^，。；]{0,3}(?:19|20)\d\d年[^，。；]{0,8}"
_LONG = 4  # characters of a name that is told at the end of a longer one


@dataclass(frozen=True)
class Indicator:
    """An indicator of the vocabulary.

    Attributes:
        key: its name in code and columns.
        name_zh: in Chinese.
        name_en: in English.
        synonyms: how reports name it.
    """

    key: str
    name_zh: str
    name_en: str
    synonyms: tuple[str, ...]


@cache
def indicators() -> dict[str, Indicator]:
    """The vocabulary of indicators, by key."""
    with INDICATORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["key"]: Indicator(row["key"], row["name_zh"], row["name_en"],
                              tuple(row["synonyms"].split(";")))
        for row in rows
    }  # fmt: skip


@cache
def _synonyms() -> dict[str, str]:
    return {one: found.key for found in indicators().values() for one in found.synonyms}


def indicator_key(words: str) -> str | None:
    """The key of the indicator that a report calls so; None where the vocabulary has none.

    Args:
        words: the indicator as printed.
    """
    plain = str(words).strip()
    known = _synonyms()
    while plain not in known:
        shorter = _AROUND.sub("", plain, count=1)
        if shorter == plain:
            return _at_the_end(plain)
        plain = shorter
    return known[plain]


def _at_the_end(words: str) -> str | None:
    """The indicator that a longer name ends in: 综合提出国内生产总值."""
    ends = [one for one in _synonyms() if len(one) >= _LONG and words.endswith(one)]
    return _synonyms()[max(ends, key=len)] if ends else None


def in_base_unit(value: float, unit: str) -> tuple[float, str]:
    """A value in its base unit: 万 and 亿 multiplied out, lengths in metres, weights in kilograms.

    Args:
        value: as printed.
        unit: as printed, 万 and 亿 in it.

    Returns:
        The value and the base unit; per cent stay per cent, and money keeps its currency.
    """
    rest, factor = unit, 1.0
    while rest and rest not in _WHOLE_UNITS and rest not in _BASES:
        multiple = next(((name, one) for name, one in _MULTIPLES
                         if rest.startswith(name) and rest != name), None)  # fmt: skip
        if multiple is None:
            break
        rest, factor = rest[len(multiple[0]) :], factor * multiple[1]
    if rest == "万千瓦":
        rest, factor = "千瓦", factor * 1e4
    base, size = _BASES.get(rest, (rest, 1.0))
    return value * factor * size, base


def ledger(
    quantities: pd.DataFrame,
    sentences: pd.DataFrame,
    texts: pd.DataFrame,
    reports: pd.DataFrame,
) -> pd.DataFrame:
    """Every quantity of the reports with its sentence, its indicator by name, and its base value.

    Args:
        quantities: the table of the store.
        sentences: the table of the store.
        texts: the table of the store.
        reports: the table of the store.

    Returns:
        A row a quantity, in the order of the reports and of the text: report_id, region_code,
        region, report_year, start, end, printed (the number as it stands), value, value_high,
        unit, base_value, base_high, base_unit, indicator (as printed), indicator_key and
        indicator_en (of the vocabulary; missing where it has none), kind, change, bound, status,
        period, modifier, warning (what looks wrong in the number), orientation (of the
        sentence), sentence_id, sentence.

    Raises:
        ValueError: where a column is missing.
    """
    check_columns(quantities, ["report_id", "sentence_id", "value", "unit", "indicator", "status"])
    keys = ["report_id", "sentence_id"]
    places = sentences[[*keys, "start", "end", "orientation"]].rename(
        columns={"start": "first", "end": "last"}
    )
    about = reports[["report_id", "region_code", "region", "report_year"]]
    table = quantities.merge(places, on=keys, how="left", validate="many_to_one")
    table = table.merge(about, on="report_id", how="left", validate="many_to_one")
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    spans = zip(table["report_id"], table["start"], table["end"], table["first"], table["last"],
                strict=True)  # fmt: skip
    said = [(text_of[one][a:b], text_of[one][c:d]) for one, a, b, c, d in spans]
    table["printed"] = [one for one, _ in said]
    table["sentence"] = [" ".join(one.split()) for _, one in said]
    units = table["unit"].fillna("").astype(str)
    for name, base in (("value", "base_value"), ("value_high", "base_high")):
        table[base] = [in_base_unit(value, unit)[0]
                       for value, unit in zip(table[name], units, strict=True)]  # fmt: skip
    table["base_unit"] = [in_base_unit(1.0, unit)[1] for unit in units]
    named = [indicator_key(one) for one in table["indicator"].fillna("")]
    table["indicator_key"] = named
    table["indicator_en"] = [None if one is None else indicators()[one].name_en for one in named]
    columns = ["report_id", "region_code", "region", "report_year", "start", "end", "printed",
               "value", "value_high", "unit", "base_value", "base_high", "base_unit", "indicator",
               "indicator_key", "indicator_en", "kind", "change", "bound", "status", "period",
               "modifier", "warning", "orientation", "sentence_id", "sentence"]  # fmt: skip
    order = ["report_id", "start"]
    return table.sort_values(order, ignore_index=True)[columns]


def promises_and_results(book: pd.DataFrame) -> pd.DataFrame:
    """What was promised for a year, and what the reports say was reached in it.

    A target of an indicator for a year is set beside the achievement of the same indicator, kind
    and year of the same region: in the next report, which reviews that year, or in the same report
    where it reviews and plans one. Where a report names an indicator's figure twice, the first
    stands.

    Args:
        book: from ``ledger``.

    Returns:
        A row a target with a key and a period of one year: region_code, region, indicator_key,
        indicator_en, kind, base_unit, year, target, target_high, bound, target_report, result,
        result_report, difference (result less target, or less the nearer end of its range; 0
        within it), verdict (kept, missed, or "" where a bound leaves it open or the result is
        missing).

    Raises:
        ValueError: where a column is missing.
    """
    check_columns(book, ["region_code", "indicator_key", "kind", "status", "period", "base_value"])
    known = book[book["indicator_key"].notna()
                 & book["period"].astype(str).str.fullmatch(r"\d{4}")]  # fmt: skip
    known = known.assign(
        year=known["period"].astype(int),
        signed=_signed(known["base_value"], known["change"]),
        signed_high=_signed(known["base_high"], known["change"]),
    )
    keys = ["region_code", "indicator_key", "kind", "base_unit", "year"]
    known = known[~known["modifier"].str.contains("年均|累计") & ~_of_another_base(known)]
    goal = known["sentence"].str.contains("目标|预期")
    targets = known[known["status"] == "target"].assign(goal=goal)
    targets = targets.sort_values("goal", ascending=False, kind="stable")
    targets = targets.drop_duplicates([*keys, "report_id"])
    # The next report reviews the year; what the same report has as reached is rarely that year's.
    results = known[known["status"] == "achieved"]
    results = results.assign(reviews=results["report_year"] == results["year"] + 1)
    results = results.sort_values("reviews", ascending=False, kind="stable").drop_duplicates(keys)
    results = results[[*keys, "signed", "report_id"]].rename(
        columns={"signed": "result", "report_id": "result_report"}
    )
    table = targets.merge(results, on=keys, how="left")
    low, high = table["signed"], table["signed_high"].fillna(table["signed"])
    ends = np.sort(np.stack([low, high]), axis=0)
    result = table["result"].to_numpy(dtype=float)
    table["difference"] = result - np.clip(result, ends[0], ends[1])
    table["verdict"] = [_verdict(*one) for one in
                        zip(table["difference"], table["bound"], table["indicator_key"],
                            ends[0], strict=True)]  # fmt: skip
    table = table.rename(columns={"signed": "target", "report_id": "target_report"})
    table["target_high"] = table["signed_high"]
    columns = ["region_code", "region", "indicator_key", "indicator_en", "kind", "base_unit",
               "year", "target", "target_high", "bound", "target_report", "result",
               "result_report", "difference", "verdict"]  # fmt: skip
    order = ["region_code", "indicator_key", "year", "target_report"]
    return table.sort_values(order, ignore_index=True)[columns]


def _of_another_base(book: pd.DataFrame) -> pd.Series:
    """Growth since a year that is named, which is no growth of one year."""
    pairs = zip(book["printed"], book["sentence"], strict=True)
    found = [re.search(_OTHER_BASE + re.escape(printed), said) is not None
             for printed, said in pairs]  # fmt: skip
    return pd.Series(found, index=book.index, dtype=bool)


def _signed(value: pd.Series, change: pd.Series) -> pd.Series:
    """What goes down is negative."""
    return value.where(change != "down", -value)


# Where less is better, and a target is a ceiling unless it says otherwise.
_CEILINGS = ("cpi", "unemployment_surveyed", "unemployment_registered", "deficit", "deficit_ratio",
             "pm25")  # fmt: skip


def _verdict(difference: float, bound: str, key: str, target: float) -> str:
    if not np.isfinite(difference):
        return ""
    if bound in ("le", "lt") or (key in _CEILINGS and bound not in ("ge", "gt")):
        return "kept" if difference <= 0 else "missed"
    if bound in ("approx", "approx_over", "approx_under"):
        near = max(0.05 * abs(target), 0.5 if abs(target) < 100 else 0)
        return "kept" if difference >= -near else "missed"
    return "kept" if difference >= 0 else "missed"


def completeness(book: pd.DataFrame) -> pd.DataFrame:
    """Of the targets of each report, how many the next reports speak of at all.

    Args:
        book: from ``ledger``.

    Returns:
        A row a report with targets that can be followed: target_report, targets, reported,
        kept, missed.
    """
    table = promises_and_results(book)
    grouped = table.groupby("target_report")
    return pd.DataFrame({
        "targets": grouped.size(), "reported": grouped["result"].count(),
        "kept": grouped["verdict"].agg(lambda one: int((one == "kept").sum())),
        "missed": grouped["verdict"].agg(lambda one: int((one == "missed").sum())),
    }).reset_index()  # fmt: skip


def target_revisions(book: pd.DataFrame) -> pd.DataFrame:
    """The targets that later reports name again for the same year, and how they changed.

    Args:
        book: from ``ledger``.

    Returns:
        A row a target that an earlier report of the region named too: region_code, region,
        indicator_key, kind, base_unit, year, first_report, first (its target), target_report,
        target, revision (target less first).
    """
    table = promises_and_results(book)
    keys = ["region_code", "indicator_key", "kind", "base_unit", "year"]
    order = book.drop_duplicates("report_id").set_index("report_id")["report_year"]
    table = table.assign(named=table["target_report"].map(order)).sort_values("named")
    first = table.drop_duplicates(keys)[[*keys, "target_report", "target"]]
    first = first.rename(columns={"target_report": "first_report", "target": "first"})
    again = table.merge(first, on=keys)
    again = again[again["target_report"] != again["first_report"]]
    again = again.assign(revision=again["target"] - again["first"])
    columns = ["region_code", "region", "indicator_key", "kind", "base_unit", "year",
               "first_report", "first", "target_report", "target", "revision"]  # fmt: skip
    return again.sort_values([*keys, "named"], ignore_index=True)[columns]


def target_cascade(book: pd.DataFrame, *, levels: pd.DataFrame) -> pd.DataFrame:
    """The same target down the levels of government in one year: 层层加码.

    Args:
        book: from ``ledger``.
        levels: the table ``reports``: report_id, level.

    Returns:
        A row an indicator, kind, year and region with a target: indicator_key, kind, base_unit,
        year, level, region, target, above (the target of the nearest level above that has one;
        where several regions are on it, their median), over (target less above).
    """
    order = {"national": 0, "provincial": 1, "prefecture": 2, "county": 3}
    table = promises_and_results(book).merge(
        levels[["report_id", "level"]], left_on="target_report", right_on="report_id"
    )
    keys = ["indicator_key", "kind", "base_unit", "year"]
    table = table[table["kind"].isin(["growth_rate", "ratio"])].assign(
        depth=table["level"].map(order)
    )
    parts = []
    for _, group in table.groupby(keys):
        median = group.groupby("depth")["target"].median()
        above = [median[median.index < depth].iloc[-1:].sum(min_count=1)
                 for depth in group["depth"]]  # fmt: skip
        parts.append(group.assign(above=above))
    if not parts:
        return pd.DataFrame(columns=[*keys, "level", "region", "target", "above", "over"])
    found = pd.concat(parts, ignore_index=True)
    found["over"] = found["target"] - found["above"]
    columns = [*keys, "level", "region", "target", "above", "over"]
    return found[columns]
