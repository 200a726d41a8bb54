"""Targets compared with the results that later reports give."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from corpus.schema import check_columns

# What identifies a target and its result: the same indicator of the same region and year.
_KEYS = ["region_code", "indicator_key", "kind", "base_unit", "year"]
# Growth over a year other than the one before: 比2002年增长65.5%.
_OTHER_BASE = r"比[^，。；]{0,3}(?:19|20)\d\d年[^，。；]{0,8}"


def promises_and_results(book: pd.DataFrame) -> pd.DataFrame:
    """The targets set for each year, with the results that the reports give for that year.

    A target is matched with the result for the same region, indicator, kind of quantity, base unit
    and year. The report of the following year, which reviews that year, has precedence over the
    others. Where a report gives several values, its first one counts; among targets, the first one
    in a sentence with 目标 or 预期. Annual averages, cumulative values and growth since a year
    that the sentence names are left out.

    Args:
        book: from ``ledger``.

    Returns:
        One row per target for a single year of an indicator in the vocabulary: region_code, region,
        indicator_key, indicator_en, kind, base_unit, year, target, target_high (upper limit of a
        target range), bound, target_report, result, result_report, difference (result minus
        target; for a range, minus the nearer limit, and 0 within it), verdict (kept, missed, or ""
        for a target without a result). Decreases are negative.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger, promises_and_results
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> later = book[book["status"] == "target"].assign(  # a simulated report of 2019
        ...     report_id="2019", report_year=2019, status="achieved",
        ...     base_value=lambda table: table["base_value"] - 0.5)
        >>> table = promises_and_results(pd.concat([book, later])).query("indicator_key == 'gdp'")
        >>> print(table[["year", "target", "result", "verdict"]].to_string(index=False))
         year  target  result verdict
         2018     7.0     6.5  missed
    """
    check_columns(book, ["region_code", "indicator_key", "kind", "status", "period", "base_value"])
    known = _of_one_year(book)
    table = _targets(known).merge(_results(known), on=_KEYS, how="left")
    low, high = table["signed"], table["signed_high"].fillna(table["signed"])
    ends = np.sort(np.stack([low, high]), axis=0)
    result = table["result"].to_numpy(dtype=float)
    table["difference"] = result - np.clip(result, ends[0], ends[1])
    judged = (table["difference"], table["bound"], table["indicator_key"], ends[0])
    table["verdict"] = [_verdict(*one) for one in zip(*judged, strict=True)]
    table = table.rename(columns={"signed": "target", "report_id": "target_report"})
    table["target_high"] = table["signed_high"]
    columns = ["region_code", "region", "indicator_key", "indicator_en", "kind", "base_unit",
               "year", "target", "target_high", "bound", "target_report", "result",
               "result_report", "difference", "verdict"]  # fmt: skip
    order = ["region_code", "indicator_key", "year", "target_report"]
    return table.sort_values(order, ignore_index=True)[columns]


def _of_one_year(book: pd.DataFrame) -> pd.DataFrame:
    """The quantities of known indicators that are for one year, with signed values."""
    known = book[book["indicator_key"].notna() & book["period"].astype(str).str.fullmatch(r"\d{4}")]
    known = known.assign(
        year=known["period"].astype(int),
        signed=_signed(known["base_value"], known["change"]),
        signed_high=_signed(known["base_high"], known["change"]),
    )
    return known[~known["modifier"].str.contains(r"年均|累计|比\d{4}年") & ~_of_another_base(known)]


def _targets(known: pd.DataFrame) -> pd.DataFrame:
    """One target per report and key: that of a sentence which names a target, else the first."""
    targets = known[known["status"] == "target"]
    targets = targets.assign(goal=targets["sentence"].str.contains("目标|预期"))
    targets = targets.sort_values("goal", ascending=False, kind="stable")
    return targets.drop_duplicates([*_KEYS, "report_id"])


def _results(known: pd.DataFrame) -> pd.DataFrame:
    """One result per key: the first of the report that reviews the year, else the first of all."""
    results = known[known["status"] == "achieved"]
    # A report that plans a year rarely has results of it: such a value is mostly a misread year.
    results = results.assign(reviews=results["report_year"] == results["year"] + 1)
    results = results.sort_values("reviews", ascending=False, kind="stable").drop_duplicates(_KEYS)
    return results[[*_KEYS, "signed", "report_id"]].rename(
        columns={"signed": "result", "report_id": "result_report"}
    )


def _of_another_base(book: pd.DataFrame) -> pd.Series:
    """Whether a value is growth since a named year, and thus not growth in one year."""
    pairs = zip(book["printed"], book["sentence"], strict=True)
    found = [
        re.search(_OTHER_BASE + re.escape(printed), sentence) is not None
        for printed, sentence in pairs
    ]
    return pd.Series(found, index=book.index, dtype=bool)


def _signed(value: pd.Series, change: pd.Series) -> pd.Series:
    """The values, negative where the quantity decreases (下降2.6%, and 增长-2.6%)."""
    return value.where(change != "down", -value.abs())


# Indicators for which lower is better: a target is an upper limit unless its wording says at least.
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
    """How many targets of each report have a result in a later report, and how many were met.

    Not reported is not missed: a report may leave a target out for many reasons.

    Args:
        book: from ``ledger``.

    Returns:
        One row per report with targets as in ``promises_and_results``: target_report, targets
        (their number), reported (those with a result), kept, missed.

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import completeness, ledger
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> later = book[book["indicator_key"].eq("gdp") & book["status"].eq("target")].assign(
        ...     report_id="2019", report_year=2019, status="achieved")  # a simulated report of 2019
        >>> print(completeness(pd.concat([book, later])).to_string(index=False))
        target_report  targets  reported  kept  missed
        shahekou-2018        6         1     1       0
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
    """The targets that a later report sets again for the same year, and how they changed.

    Args:
        book: from ``ledger``.

    Returns:
        One row per target that an earlier report of the region had set for the same year:
        region_code, region, indicator_key, kind, base_unit, year, first_report, first (the target
        in that report), target_report, target, revision (target minus first).

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger, target_revisions
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> before = book[book["indicator_key"].eq("gdp") & book["status"].eq("target")].assign(
        ...     report_id="2017", report_year=2017, base_value=7.5)  # a simulated report of 2017
        >>> table = target_revisions(pd.concat([book, before]))
        >>> print(table[["year", "first", "target", "revision"]].to_string(index=False))
         year  first  target  revision
         2018    7.5     7.0      -0.5
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
    """Targets for the same year compared between levels of government (层层加码).

    Only growth rates and ratios are compared.

    Args:
        book: from ``ledger``.
        levels: report_id and level (national, provincial, prefecture or county), as in the table
            ``reports`` of the data store.

    Returns:
        One row per target: indicator_key, kind, base_unit, year, level, region, target, above (the
        target at the nearest higher level that has one, or the median where several regions do;
        missing at the highest level), over (target minus above).

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger, target_cascade
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> gdp = book[book["indicator_key"].eq("gdp") & book["status"].eq("target")]
        >>> state = gdp.assign(report_id="cn", region="全国", region_code="000000", base_value=6.5)
        >>> levels = pd.DataFrame({"report_id": ["cn", "shahekou-2018"],
        ...                        "level": ["national", "county"]})
        >>> table = target_cascade(pd.concat([state, gdp]), levels=levels)
        >>> print(table[["level", "target", "above", "over"]].to_string(index=False))
           level  target  above  over
        national     6.5    NaN   NaN
          county     7.0    6.5   0.5
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
