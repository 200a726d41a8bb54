"""The counts of reports of one's own in the form of the reference data, to be set beside it."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.across_reports.counts_by_passage import NEEDED, passage_counts
from analysis.across_reports.nation import TABLES, Reference
from analysis.across_reports.reuse import reuse_share
from analysis.areas.codes import read_codes
from analysis.sentences import spoken_sentences
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.schema import Table, check_columns
from corpus.store.kept_tables import kept
from corpus.store.tables import read_table


def own_series(corpus: Corpus, reports: pd.DataFrame) -> Reference:
    """The reports of one place over years, counted by passage as the State Council's are.

    Args:
        corpus: a corpus whose data store is up to date.
        reports: report_id and report_year, one row per year, such as ``Selection.over_years``.

    Returns:
        As from ``national_reference``, without promises. ``reused`` is missing for the first report
        and after a missing year.

    Raises:
        Refusal: ``no_report_year``, of no reports: the place in focus has none with a year.
        ValueError: if a year is missing or occurs twice.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import own_series
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> own = own_series(corpus, read_table(corpus, "reports"))
        >>> len(own.passages), int(own.about["words"].sum())
        (18, 5047)
    """
    check_columns(reports, ["report_id", "report_year"], "reports")
    if reports.empty:
        raise Refusal("no_report_year", "years")
    if reports["report_year"].isna().any() or reports["report_year"].duplicated().any():
        raise ValueError(
            "a year is missing or occurs twice in report_year; give one report per year"
        )
    ordered = reports.sort_values("report_year")
    years = dict(zip(ordered["report_id"], ordered["report_year"].astype(int), strict=True))
    codes = dict(list(read_codes(corpus, report_id=list(years)).groupby("report_id")))
    read = _tables(corpus, list(years))
    found = [_counted(read[one], year, codes[one]) for one, year in years.items()]
    tables = {
        name: pd.concat([counted[name] for _, counted in found], ignore_index=True)
        for name in TABLES
    }
    about = pd.DataFrame([entry for entry, _ in found])
    return Reference(
        about=about.assign(reused=_reused(corpus, years=years)["reused"]),
        promises=pd.DataFrame(),
        **tables,
    )


def _tables(corpus: Corpus, report_ids: list[str]) -> dict[str, dict[Table, pd.DataFrame]]:
    """The rows of each report, each table being read once."""
    found: dict[str, dict[Table, pd.DataFrame]] = {one: {} for one in report_ids}
    for name in NEEDED:
        rows = read_table(corpus, name, report_id=report_ids)
        groups = dict(list(rows.groupby("report_id")))
        for one in report_ids:
            found[one][name] = groups.get(one, rows.iloc[:0]).reset_index(drop=True)
    return found


def _counted(
    tables: dict[Table, pd.DataFrame], year: int, codes: pd.DataFrame
) -> tuple[dict[str, object], dict[str, pd.DataFrame]]:
    """The entry of a report, and its counts by table."""
    counted = passage_counts(tables, codes)
    for table in counted.values():
        table.insert(0, "report_year", np.int32(year))
    report = tables["reports"].iloc[0]
    wrong = sorted({one["code"] for one in json.loads(report["warnings"])})
    entry: dict[str, object] = {
        "report_year": year,
        "kind": "work",
        "sha256": report["sha256"],
        "words": int(counted["passages"]["words"].sum()),
        "notices": ", ".join(wrong),
    }
    return entry, counted


@kept
def _reused(corpus: Corpus, *, years: dict[str, int]) -> pd.DataFrame:
    """The share of each report that the report of the year before has too: reused."""
    shares = [np.nan]
    spoken = (spoken_sentences(corpus, one) for one in years)
    for (before, report), both in zip(pairwise(years), pairwise(spoken), strict=True):
        if years[report] - years[before] > 1:
            shares.append(np.nan)
            continue
        found = reuse_share(pd.concat(both), source=before, target=report)
        shares.append(float(found["share"]))
    return pd.DataFrame({"reused": shares})
