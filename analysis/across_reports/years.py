"""Change over years: shares with intervals, histories of terms, and neighbouring reports."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import xlogy

from analysis.across_reports.nation import Reference
from analysis.comparison import contributions, signs
from analysis.focus import area_profile
from corpus.arrays import Floats, Ints
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

_AT_A_TIME = 8  # exchanges, so that they fit into the processor's cache


def area_trends(reference: Reference, *, side: str | None = None) -> pd.DataFrame:
    """The share of each policy area in the sentences of each year's report, with intervals.

    Args:
        reference: from ``national_reference``.
        side: ``plan`` or ``review``, to compare plans with plans; None for the whole report.

    Returns:
        One row per year and area, as in ``area_profile`` with the year as unit and the passage as
        resampling unit. Years without a report have no rows.

    Raises:
        ValueError: if no passage belongs to that side.

    Example:
        >>> from analysis.across_reports import area_trends, national_reference
        >>> trends = area_trends(national_reference()).query("name == 'Macroeconomics'")
        >>> chosen = trends[trends["unit"].isin([1957, 1998])].round(1)
        >>> print(chosen[["unit", "n", "share", "low", "high"]].to_string(index=False))
         unit   n  share  low  high
         1957 115   16.2  9.8  24.9
         1998  76   17.2  8.8  29.4
    """
    passages = reference.passages
    if side is not None:
        passages = passages[passages["orientation"].map(SIDES) == side]
        if passages.empty:
            raise ValueError(f"side {side!r} has no passages; choose plan or review")
    keys = ["report_year", "passage"]
    counts = reference.areas.merge(passages[keys], on=keys)
    return area_profile(
        counts.rename(columns={"report_year": "unit", "passage": "block"}),
        passages.rename(columns={"report_year": "unit", "passage": "block"}).assign(
            cluster="passage"
        ),
    )


def term_histories(reference: Reference, *, min_years: int = 3, recent: int = 5) -> pd.DataFrame:
    """When each policy term first and last occurs in the reports, and whether it returned.

    A long report contains more terms than a short one, so a term may seem to enter where a report
    is merely long. Terms must therefore occur in ``min_years`` reports, and the peak is that of
    the rate per 1,000 words.

    Args:
        reference: from ``national_reference``.
        min_years: terms in fewer reports are left out.
        recent: the number of reports at each end of the series within which entering and leaving
            cannot be established.

    Returns:
        One row per term, the latest to enter first, then by number of reports: term, area,
        first_year, last_year, years (reports with the term), n (mentions), peak_year, peak (the
        highest rate per 1,000 words), status (entered: first used after the first ``recent``
        reports; left: last used before the last ``recent``; entered and left; or lasting),
        returns_after (the largest number of consecutive reports without it, between two with it).

    Example:
        >>> from analysis.across_reports import national_reference, term_histories
        >>> histories = term_histories(national_reference()).round({"peak": 2})
        >>> chosen = histories[histories["term"].isin(["营商环境", "人民公社"])]
        >>> print(chosen[["term", "first_year", "last_year", "peak_year", "peak", "status"]]
        ...       .to_string(index=False))
        term  first_year  last_year  peak_year  peak  status
        营商环境        2014       2025       2019  0.66 entered
        人民公社        1959       1979       1959  1.25    left
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
    """How much the wording of each report differs from that of the report before it.

    By chance two reports differ too, the more so the shorter they are. ``jsd_by_chance`` is the
    mean if passages are exchanged at random between the reports, each only with the passage at the
    same place of the other: reports go through their chapters in much the same order, and passages
    assigned without regard to place would bring two chapters on defence into one report and none
    into the other, which no author does. p is ``(1 + b) / (1 + B)``, b of B exchanges being at
    least as divergent as observed.

    A jsd below chance is no error: a report written from the one before it repeats more of its
    wording than two reports would that were written independently.

    Args:
        reference: from ``national_reference``.
        n_permutations: how many exchanges are drawn.
        seed: of the draw.

    Returns:
        One row per report except the first: report_year, before (the year of the report before
        it), gap (years between them), jsd (Jensen–Shannon divergence in bits), jsd_by_chance and p
        (missing if a report is a single passage), more and less (the five terms that contribute
        most to jsd and are used more, or less, than in the report before).

    Raises:
        ValueError: if n_permutations is below 1.

    Example:
        >>> from dataclasses import replace
        >>> from analysis.across_reports import national_reference, neighbour_divergence
        >>> reference = national_reference()
        >>> terms = reference.terms[reference.terms["report_year"].between(2018, 2020)]
        >>> table = neighbour_divergence(replace(reference, terms=terms), n_permutations=19)
        >>> print(table[["report_year", "jsd", "more"]].round(2).to_string(index=False))
         report_year  jsd              more
                2019 0.24    缓解、公正监管、又、稳、运行
                2020 0.31 疫情、疫情防控、保民生、抗疫、就业
    """
    if n_permutations < 1:
        raise ValueError(f"n_permutations is {n_permutations}; it must be 1 or more")
    by_year = _by_passage(reference.terms)
    total, names = _by_report(reference.terms)
    rows = []
    for before, year in pairwise(by_year):
        jsd, more, less = _apart(total[year], total[before], names)
        chance, p = _by_place(by_year[before], by_year[year], n_permutations, seed)
        rows.append((year, before, year - before, jsd, chance, p, more, less))
    columns = ["report_year", "before", "gap", "jsd", "jsd_by_chance", "p", "more", "less"]
    return pd.DataFrame(rows, columns=columns)


def _by_report(terms: pd.DataFrame) -> tuple[dict[int, Floats], NDArray[np.object_]]:
    """The counts of each report, one column per term of any, and the terms, sorted."""
    row, years = pd.factorize(terms["report_year"], sort=True)
    column, names = pd.factorize(terms["term"], sort=True)
    every = sparse.csr_array((terms["n"].to_numpy(dtype=float), (row, column)))
    counted = {int(year): every[[at]].toarray()[0] for at, year in enumerate(years)}
    return counted, np.asarray(names, dtype=object)


def _apart(own: Floats, before: Floats, names: NDArray[np.object_]) -> tuple[float, str, str]:
    """The divergence, and the five terms that contribute most to it and are used more, or less."""
    there = own + before > 0
    own, before, names = own[there], before[there], names[there]
    parts, sign = contributions(own, before), signs(own, before)
    order = np.argsort(-parts, kind="stable")
    more, less = (names[order[sign[order] == one][:5]] for one in (1, -1))
    return float(parts.sum()), "、".join(more), "、".join(less)


def _by_passage(terms: pd.DataFrame) -> dict[int, sparse.csr_array]:
    """The counts of each report, one row per passage in order, one column per term of any."""
    terms = terms.sort_values(["report_year", "passage"], kind="stable")
    column = pd.factorize(terms["term"])[0]
    row = terms.groupby(["report_year", "passage"]).ngroup().to_numpy()
    every = sparse.csr_array((terms["n"].to_numpy(dtype=float), (row, column)))
    places = terms[["report_year", "passage"]].drop_duplicates()["report_year"].to_numpy()
    return {int(year): every[places == year] for year in np.unique(places)}


def _by_place(
    before: sparse.csr_array, year: sparse.csr_array, n_permutations: int, seed: int
) -> tuple[float, float]:
    """The mean divergence of exchanges of passages at the same place, and p."""
    if min(before.shape[0], year.shape[0]) < 2:
        return np.nan, np.nan
    used = np.flatnonzero(before.sum(axis=0) + year.sum(axis=0))
    one, other = before[:, used].toarray(), year[:, used].toarray()
    here, there = same_places(len(one), len(other))
    rng = np.random.default_rng(seed)
    taken = rng.integers(0, 2, (1 + n_permutations, len(here))).astype(float)
    taken[0] = 0  # as observed
    apart, ours, theirs = other[there] - one[here], one.sum(axis=0), other.sum(axis=0)
    found = np.concatenate(
        [
            _jsd(ours + moved, theirs - moved)
            for start in range(0, len(taken), _AT_A_TIME)
            for moved in [taken[start : start + _AT_A_TIME] @ apart]
        ]
    )
    as_large = np.count_nonzero(found >= found[0] * (1 - 1e-9))  # with the observed one
    return float(found[1:].mean()), as_large / (1 + n_permutations)


def same_places(one: int, other: int) -> tuple[Ints, Ints]:
    """Pairs of passages at the same place, in two reports of so many passages.

    All passages of the shorter report have a partner; some of the longer one have none.

    Args:
        one: the number of passages of one report.
        other: that of the other.

    Returns:
        The numbers of the passages in the one and in the other report.
    """
    few, many = sorted((one, other))
    of_few = np.arange(few)
    of_many = ((of_few + 0.5) * many / few).astype(np.int64)
    return (of_few, of_many) if one <= other else (of_many, of_few)


def _jsd(a: Floats, b: Floats) -> Floats:
    """The Jensen–Shannon divergence (bits) of each row of counts in a from that in b."""
    p, q = a / a.sum(axis=1, keepdims=True), b / b.sum(axis=1, keepdims=True)
    middle, each = _entropy((p + q) / 2), (_entropy(p) + _entropy(q)) / 2
    return (middle - each) / np.log(2)


def _entropy(shares: Floats) -> Floats:
    return np.asarray(-xlogy(shares, shares).sum(axis=1))
