"""Promises beside results."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from corpus.schema import check_columns

# A figure that is set beside that of another year than the one before: 比2002年增长65.5%.
_OTHER_BASE = r"比[^，。；]{0,3}(?:19|20)\d\d年[^，。；]{0,8}"


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
    known = book[book["indicator_key"].notna() & book["period"].astype(str).str.fullmatch(r"\d{4}")]
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
    table["verdict"] = [
        _verdict(*one)
        for one in zip(
            table["difference"], table["bound"], table["indicator_key"], ends[0], strict=True
        )
    ]
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
    found = [
        re.search(_OTHER_BASE + re.escape(printed), said) is not None for printed, said in pairs
    ]
    return pd.Series(found, index=book.index, dtype=bool)


def _signed(value: pd.Series, change: pd.Series) -> pd.Series:
    """What goes down is negative."""
    return value.where(change != "down", -value)


# Where less is better, and a target is a ceiling unless it says otherwise.
_CEILINGS = (
    "cpi",
    "unemployment_surveyed",
    "unemployment_registered",
    "deficit",
    "deficit_ratio",
    "pm25",
)


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
    return pd.DataFrame(
        {
            "targets": grouped.size(),
            "reported": grouped["result"].count(),
            "kept": grouped["verdict"].agg(lambda one: int((one == "kept").sum())),
            "missed": grouped["verdict"].agg(lambda one: int((one == "missed").sum())),
        }
    ).reset_index()


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
    columns = [
        "region_code",
        "region",
        "indicator_key",
        "kind",
        "base_unit",
        "year",
        "first_report",
        "first",
        "target_report",
        "target",
        "revision",
    ]
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
        above = [
            median[median.index < depth].iloc[-1:].sum(min_count=1) for depth in group["depth"]
        ]
        parts.append(group.assign(above=above))
    if not parts:
        return pd.DataFrame(columns=[*keys, "level", "region", "target", "above", "over"])
    found = pd.concat(parts, ignore_index=True)
    found["over"] = found["target"] - found["above"]
    columns = [*keys, "level", "region", "target", "above", "over"]
    return found[columns]
