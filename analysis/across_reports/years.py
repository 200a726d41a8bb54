"""Across years: shares with intervals, terms that come and go, and how far apart neighbours are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import stats

from analysis.across_reports.nation import Reference
from analysis.comparison import divergence
from analysis.focus import area_profile
from analysis.uncertainty.permutation import adjust_p
from corpus.schema import SIDES

COLUMNS = (
    "term",
    "area",
    "first_year",
    "last_year",
    "years",
    "n",
    "peak_year",
    "peak",
    "status",
    "returns_after",
)


def area_trends(reference: Reference, *, side: str | None = None) -> pd.DataFrame:
    """The share of each policy area in the sentences of each year's report, with intervals.

    Args:
        reference: from ``national_reference``.
        side: ``plan`` or ``review``, so that plans are compared with plans; None for the whole.

    Returns:
        As ``area_profile``, the unit being the year. Missing years are missing.

    Raises:
        ValueError: where no passage is of that side.
    """
    passages = reference.passages
    if side is not None:
        passages = passages[passages["orientation"].map(SIDES) == side]
        if passages.empty:
            raise ValueError(f"no passage is of the side {side!r}; it is plan or review")
    keys = ["report_year", "passage"]
    counts = reference.areas.merge(passages[keys], on=keys)
    return area_profile(
        counts.rename(columns={"report_year": "unit", "passage": "block"}),
        passages.rename(columns={"report_year": "unit", "passage": "block"}),
    )


def term_histories(reference: Reference, *, min_years: int = 3, recent: int = 5) -> pd.DataFrame:
    """When each policy term first and last stands in the reports, and whether it came back.

    A long report holds more terms than a short one, so that a term seems to enter where a report is
    merely long. Therefore a term must stand in ``min_years`` reports, and its peak is that of its
    rate in 1,000 words.

    Args:
        reference: from ``national_reference``.
        min_years: in fewer reports than these a term is left out.
        recent: years at each end of the series in which entering and leaving cannot be told.

    Returns:
        A row a term, the latest to enter first, then by its number of years: term, area,
        first_year, last_year, years (reports with it), n, peak_year, peak (in 1,000 words),
        status (entered: first seen after the first ``recent`` reports; left: last seen before the
        last ``recent``; both; or lasting), returns_after (the longest gap in reports between two
        that have it).
    """
    years = np.array(sorted(reference.about["report_year"]))
    words = reference.passages.groupby("report_year")["words"].sum()
    n = reference.mentions.groupby(["term", "report_year"])["n"].sum().unstack(fill_value=0)
    n = n.reindex(columns=years, fill_value=0)
    n = n[(n > 0).sum(axis=1) >= min_years]
    area = reference.mentions.drop_duplicates("term").set_index("term")["area"]
    rate = pd.DataFrame(1000 * n / words.reindex(years).to_numpy())
    there = n.to_numpy() > 0
    first, last = there.argmax(axis=1), len(years) - 1 - there[:, ::-1].argmax(axis=1)
    entered, left = first >= recent, last < len(years) - recent
    table = pd.DataFrame(
        {
            "term": n.index,
            "area": area.reindex(n.index).to_numpy(),
            "first_year": years[first],
            "last_year": years[last],
            "years": there.sum(axis=1),
            "n": n.sum(axis=1).to_numpy(),
            "peak_year": years[rate.to_numpy().argmax(axis=1)],
            "peak": rate.to_numpy().max(axis=1),
            "status": np.select(
                [entered & left, entered, left], ["entered and left", "entered", "left"], "lasting"
            ),
            "returns_after": [
                int(np.diff(np.flatnonzero(row)).max(initial=1)) - 1 for row in there
            ],
        }
    )
    return table.sort_values(
        ["first_year", "years", "term"], ascending=[False, False, True], ignore_index=True
    )[list(COLUMNS)]


def neighbour_divergence(
    reference: Reference, *, n_permutations: int = 199, seed: int = 1
) -> pd.DataFrame:
    """How far apart the words of each report and the one before it are.

    Args:
        reference: from ``national_reference``.
        n_permutations: as ``divergence``.
        seed: of the permutations.

    Returns:
        A row a report but the first: report_year, before (the year of the report before it), gap
        (years between them), jsd (bits), jsd_by_chance (of passages dealt out at random), p, and
        more, less (the terms that add most, used more in the year, or in the one before).
    """
    terms = reference.terms
    unit = terms["report_year"].astype(str) + "/" + terms["passage"].astype(str)
    counts = terms.assign(unit=unit)[["unit", "term", "n", "report_year"]]
    years = sorted(counts["report_year"].unique())
    rows = []
    for before, year in pairwise(years):
        here = counts[counts["report_year"].isin([before, year])]
        own = here.loc[here["report_year"] == year, "unit"].unique()
        found = divergence(
            here[["unit", "term", "n"]], a=list(own), seed=seed, n_permutations=n_permutations
        )
        lead = {sign: "、".join(found[found["sign"] == sign]["term"].head(5)) for sign in (1, -1)}
        first = found.iloc[0]
        rows.append(
            (
                year,
                before,
                year - before,
                first["jsd"],
                first["jsd_by_chance"],
                first["p"],
                lead[1],
                lead[-1],
            )
        )
    columns = ["report_year", "before", "gap", "jsd", "jsd_by_chance", "p", "more", "less"]
    return pd.DataFrame(rows, columns=columns)


def turning_points(steps: pd.DataFrame, *, window: int = 5) -> pd.DataFrame:
    """Which steps from one year's report to the next are larger than the steps around them.

    Words drift every year, so that every step lies beyond chance. A turning point is a step larger
    than the usual one of its time. With ``step = jsd - jsd_by_chance``, m steps around it
    (at most ``window`` on each side), their mean and their standard deviation s,
    ``t = (step - mean) / (s sqrt(1 + 1 / m))`` and p is that of one new draw from the same
    normal distribution, upwards (Student's t, m − 1 degrees of freedom).

    Args:
        steps: from ``neighbour_divergence``.
        window: steps on each side that are looked at; a step over missing years is none.

    Returns:
        The table with step, usual (that mean), neighbours (m), t, p, p_adjusted (Benjamini and
        Hochberg over all steps). A step over missing years, or with fewer than 3 neighbours, has
        no p.

    Raises:
        ValueError: where window is below 2.
    """
    if window < 2:
        raise ValueError(f"window is {window}; it is 2 or more")
    step = (steps["jsd"] - steps["jsd_by_chance"]).where(steps["gap"] == 1).to_numpy(dtype=float)
    usual, size, t, p = (np.full(len(step), np.nan) for _ in range(4))
    for at, own in enumerate(step):
        around = np.delete(step[max(0, at - window) : at + window + 1], min(at, window))
        around = around[np.isfinite(around)]
        size[at] = len(around)
        if np.isfinite(own) and len(around) >= 3:
            usual[at] = around.mean()
            spread = around.std(ddof=1) * np.sqrt(1 + 1 / len(around))
            if spread > 0:
                t[at] = (own - usual[at]) / spread
                p[at] = stats.t.sf(t[at], len(around) - 1)
    return steps.assign(
        step=step, usual=usual, neighbours=size.astype(int), t=t, p=p, p_adjusted=adjust_p(p)
    )
