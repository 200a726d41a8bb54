"""Themes of several periods, each found from the reports of its own years."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.across_reports.smoothing import plan_period
from analysis.themes.grouping import GROUPING, Grouping, themes
from analysis.themes.occurrence import MIN_CLUSTERS, Cluster, chosen_cluster
from corpus.errors import Refusal
from corpus.schema import check_columns

Years = tuple[int, int]


def themes_by_period(
    mentions: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    periods: Sequence[Years] | None = None,
    grouping: Grouping = GROUPING,
    bootstraps: int = 100,
    cluster: Cluster | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """The themes of each period, from its own reports and with its own terms.

    Periods with more reports have more terms that occur often enough, and so other themes: take
    periods alike in length, or one ``max_terms`` that all of them reach. Of a place's few reports
    per period most themes are unstable: look at ``stability`` before a split or a merger is told.

    Args:
        mentions: as for ``themes``.
        reports: the table of the store: report_id, report_year.
        periods: first and last years, in order and without a year in two of them; None for the
            five-year plans (see ``plan_period``) but those whose reports have too little text for a
            theme. Reports of other years are left out.
        grouping: as in ``themes``.
        bootstraps: as in ``themes``.
        cluster: as in ``themes``; None for reports where every period has five, else sections or
            paragraphs in all of them.
        seed: as in ``themes``.

    Returns:
        The rows of ``themes`` by period: period (the first and the last year with a report, such as
        2001-2005), reports (how many), and the columns of ``themes``.

    Raises:
        ValueError: if a column is missing, a period is not valid, no report is in any, or an option
            is out of range.
        Refusal: ``too_little_text`` in a period that was asked for, or in all.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.themes import Grouping, themes_by_period
        >>> from corpus.store import read_table
        >>> mentions, reports = (read_table(open_corpus(), one) for one in ("mentions", "reports"))
        >>> usual = Grouping("paragraph")
        >>> found = themes_by_period(mentions, reports, grouping=usual, bootstraps=0)
        >>> print(found[["period", "reports", "theme"]].head(1).to_string(index=False))
        period  reports  theme
          2018        1      1
    """
    check_columns(mentions, ["report_id", "term"], "mentions")
    check_columns(reports, ["report_id", "report_year"], "reports")
    year = reports.dropna(subset="report_year").set_index("report_id")["report_year"].astype(int)
    chosen = _plans(year) if periods is None else _checked(periods)
    inside = [year[year.between(*one)] for one in chosen]
    inside = [one for one in inside if len(one)]
    if not inside:
        raise ValueError("no report is of a year in any of the periods")
    parts = [mentions[mentions["report_id"].isin(one.index)] for one in inside]
    drawn = cluster or _cluster(parts, inside)
    found: list[pd.DataFrame] = []
    refused: list[Refusal] = []
    for own, years in zip(parts, inside, strict=True):
        try:
            one = themes(own, grouping=grouping, bootstraps=bootstraps, cluster=drawn, seed=seed)
            found.append(_with_period(one, years))
        except Refusal as refusal:
            refused.append(refusal)
    if refused and (periods is not None or not found):
        raise refused[0]
    return pd.concat(found, ignore_index=True)


def _plans(year: pd.Series) -> list[Years]:
    return sorted({plan_period(int(one))[1:] for one in year})


def _checked(periods: Sequence[Years]) -> list[Years]:
    """The periods, if each ends after it begins and before the next one begins."""
    ends = [int(one) for years in periods for one in years]
    if len(ends) != 2 * len(periods) or not ends:
        raise ValueError("periods must be pairs of a first and a last year, such as (2001, 2005)")
    first, last = ends[::2], ends[1::2]
    right = all(a <= b for a, b in zip(first, last, strict=True))
    if not right or any(b >= a for a, b in zip(first[1:], last, strict=False)):
        raise ValueError("periods must be in order, and no year in two of them")
    return list(zip(first, last, strict=True))


def _cluster(parts: list[pd.DataFrame], inside: list[pd.Series]) -> Cluster | None:
    """What is drawn in all periods alike; None leaves it to each, as with one period."""
    if all(len(one) >= MIN_CLUSTERS for one in inside):
        return "report"
    smallest = min(parts, key=lambda own: own["report_id"].nunique())
    return None if smallest.empty else chosen_cluster(smallest)


def _with_period(found: pd.DataFrame, years: pd.Series) -> pd.DataFrame:
    """The themes of a period, with its name and how many reports it has."""
    first, last = int(years.min()), int(years.max())
    period = str(first) if first == last else f"{first}-{last}"
    found.insert(0, "period", period)
    found.insert(1, "reports", len(years))
    return found
