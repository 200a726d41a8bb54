"""Targets for the same year compared: between reports, and between levels of government."""

from __future__ import annotations

import pandas as pd

from analysis.targets.promises import promises_and_results


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
    table = promises_and_results(book).dropna(subset="target")
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
    table = promises_and_results(book).dropna(subset="target").merge(
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
