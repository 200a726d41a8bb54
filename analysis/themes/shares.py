"""How much of each report is about each theme, for a panel."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.uncertainty.shares import share_intervals
from corpus.schema import check_columns

COLUMNS = (
    "report_id",
    "theme",
    "name",
    "n",
    "mentions",
    "share",
    "low",
    "high",
    "cluster",
    "basis",
    "reason",
)


def theme_shares(
    mentions: pd.DataFrame, table: pd.DataFrame, *, intervals: bool = True
) -> pd.DataFrame:
    """The share of each theme in the policy term mentions of each report, in %.

    ``share = 100 n / mentions``, where n are the mentions of the theme's terms and mentions those
    of all policy terms, so the shares of a report sum to less than 100. Themes are taken as given:
    the interval is one of the text, and does not say how far the theme itself would be another.

    Args:
        mentions: one row per policy term mentioned: report_id, term, paragraph_id and, where known,
            section.
        table: from ``themes``, of one period.
        intervals: False for none, which is faster for thousands of reports.

    Returns:
        One row per report and theme, also where n is 0, ready to be merged by report_id: report_id,
        theme, name, n, mentions, share, low, high (see ``share_intervals``), cluster, basis,
        reason.

    Raises:
        ValueError: if a column is missing, or the table has a term twice.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.themes import Grouping, theme_shares, themes
        >>> from corpus.store import read_table
        >>> mentions = read_table(open_corpus(), "mentions")
        >>> found = themes(mentions, grouping=Grouping("paragraph", min_units=3), bootstraps=0)
        >>> shares = theme_shares(mentions, found)[["report_id", "theme", "share", "low", "high"]]
        >>> print(shares.head(2).round(1).to_string(index=False))
            report_id  theme  share  low  high
        shahekou-2018      1    3.8  2.3   6.1
        shahekou-2018      2    2.5  0.8   7.5
    """
    check_columns(table, ["theme", "name", "term"], "the table of themes")
    check_columns(mentions, ["report_id", "term", "paragraph_id"], "mentions")
    if table["term"].duplicated().any():
        raise ValueError("column term has a term twice; give the themes of one period")
    known = table[table["theme"].notna()]
    names = known.drop_duplicates("theme").set_index("theme")["name"].sort_index()
    number = pd.Series(range(len(names)), index=names.index)
    theme = mentions["term"].map(known.set_index("term")["theme"].map(number)).fillna(-1)
    cluster = "section" if "section" in mentions else "paragraph"
    rows = mentions.assign(theme_at=theme.astype(int))
    key = "section" if cluster == "section" else "paragraph_id"
    if not intervals:
        return _finished(_counted(rows, len(names)), names, cluster)
    parts = [_bounded(own, len(names), key, cluster) for _, own in rows.groupby("report_id")]
    return _finished(pd.concat(parts), names, cluster)


def _counted(rows: pd.DataFrame, many: int) -> pd.DataFrame:
    """One row per report and theme, with the mentions of both."""
    code, reports = pd.factorize(rows["report_id"], sort=True)
    at = rows["theme_at"].to_numpy()
    own = at >= 0
    n = np.bincount(code[own] * many + at[own], minlength=many * len(reports))
    size = np.bincount(code, minlength=len(reports))
    return pd.DataFrame(
        {
            "report_id": np.repeat(reports, many),
            "theme_at": np.tile(np.arange(many), len(reports)),
            "n": n,
            "mentions": np.repeat(size, many),
        }
    ).assign(low=np.nan, high=np.nan, basis="", reason="not asked for")


def _bounded(rows: pd.DataFrame, many: int, key: str, cluster: str) -> pd.DataFrame:
    """The themes of one report with their intervals."""
    block, _ = pd.factorize(rows[key], sort=True, use_na_sentinel=False)
    at = rows["theme_at"].to_numpy()
    own = at >= 0
    shape = (int(block.max()) + 1, many)
    n = sparse.coo_array((np.ones(int(own.sum())), (block[own], at[own])), shape=shape).tocsc()
    found = share_intervals(n, np.bincount(block), block=cluster, borrow=False)
    table = _counted(rows, many)
    for name in ("low", "high"):
        table[name] = 100 * found[name].to_numpy()
    return table.assign(basis=found["basis"].to_numpy(), reason=found["reason"].to_numpy())


def _finished(table: pd.DataFrame, names: pd.Series, cluster: str) -> pd.DataFrame:
    at = table["theme_at"].to_numpy()
    table = table.assign(
        theme=names.index[at],
        name=names.to_numpy()[at],
        cluster=cluster,
        share=100 * table["n"] / table["mentions"],
    )
    return table[list(COLUMNS)].reset_index(drop=True)
