"""Terms over the years of one place: dropped, come and gone, come back, or come to stay."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from corpus.arrays import Floats
from corpus.schema import check_columns

Course = Literal["dropped", "came and went", "came back", "came to stay", "throughout"]


def histories_by_year(
    counts: pd.DataFrame,
    words: pd.Series,
    *,
    min_count: int = 10,
    absent: int | None = None,
    expected: float = 3.0,
) -> pd.DataFrame:
    """How often each term occurs year by year, and whether it came, went, came back or stayed.

    A run of reports without a term is an absence if it has at least ``absent`` reports, and if the
    term would have been expected at least ``expected`` times in their words, at its rate from its
    first to its last occurrence. With 3, a Poisson variable is 0 with a probability of 0.05, so
    that a rare term, or a few short reports, do not make an absence. An absence lies before the
    first report with the term, after the last, or between two; a single report with the term at
    either end, beyond an absence, is no return and is passed over. Then a term

    - was dropped: absent after its last occurrence, not before its first;
    - came and went: absent before and after;
    - came back: absent in between, not after;
    - came to stay: absent before, neither in between nor after;
    - is there throughout: no absence.

    Years without a report are not counted: what is missing is not absent.

    Args:
        counts: unit (the report year), term, n, as from ``count_terms``; years without the term
            may be left out.
        words: the number of words of each report, by year: the years that have a report.
        min_count: terms that occur less often in all are left out.
        absent: the fewest consecutive reports of an absence; None for a fifth of all reports, at
            least 3.
        expected: the fewest occurrences that would be expected in an absence.

    Returns:
        One row per term and report, years without the term included, by term: term, year, n, words,
        per_ten_thousand, total (of the term), first_year, last_year (with the term), since, until
        (the same without a single report that is passed over), class.

    Raises:
        ValueError: if a column is missing, a year of the counts has no number of words, or a report
            has no words.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import histories_by_year
        >>> words = pd.Series(1000, index=range(2001, 2011))
        >>> counts = pd.DataFrame({"unit": range(2006, 2011), "term": "一带一路", "n": 4})
        >>> table = histories_by_year(counts, words)
        >>> len(table), int(table["first_year"].iloc[0]), table["class"].iloc[0]
        (10, 2006, 'came to stay')
    """
    check_columns(counts, ["unit", "term", "n"])
    words = words.sort_index()
    if not (words > 0).all():
        raise ValueError(f"the report of {words.index[~(words > 0)][0]} has no words; leave it out")
    strange = counts.loc[~counts["unit"].isin(words.index), "unit"]
    if len(strange):
        raise ValueError(f"words has no number for {strange.iloc[0]}; add the words of its report")
    n = counts.pivot_table(index="term", columns="unit", values="n", aggfunc="sum", fill_value=0)
    n = n.reindex(columns=words.index, fill_value=0)
    n = n[n.sum(axis=1) >= max(min_count, 1)]
    size = words.to_numpy(dtype=float)
    fewest = max(3, -(-len(words) // 5)) if absent is None else absent
    about = [_about(row, size, words.index, fewest, expected) for row in n.to_numpy()]
    named = pd.DataFrame(about, columns=list(_ABOUT))
    named.insert(0, "term", n.index)
    table = n.reset_index().melt(id_vars="term", var_name="year", value_name="n")
    table = table.sort_values(["term", "year"], ignore_index=True)
    table = table.assign(words=table["year"].map(words))
    table["per_ten_thousand"] = 1e4 * table["n"] / table["words"]
    return table.merge(named, on="term")


_ABOUT = ("total", "first_year", "last_year", "since", "until", "class")


def _about(
    n: Floats, words: Floats, years: pd.Index, absent: int, expected: float
) -> tuple[int, int, int, int, int, Course]:
    """The figures of one term in the order of ``_ABOUT``."""
    there = [int(place) for place in np.flatnonzero(n > 0)]
    years_of = int(years[there[0]]), int(years[there[-1]])
    rate = n.sum() / words[there[0] : there[-1] + 1].sum()

    def is_absence(start: int, end: int) -> bool:
        return bool(end - start >= absent and rate * words[start:end].sum() >= expected)

    if len(there) > 2 and is_absence(there[0] + 1, there[1]):
        there = there[1:]
    if len(there) > 2 and is_absence(there[-2] + 1, there[-1]):
        there = there[:-1]
    before, after = is_absence(0, there[0]), is_absence(there[-1] + 1, len(n))
    between = any(is_absence(a + 1, b) for a, b in pairwise(there))
    spoken = int(years[there[0]]), int(years[there[-1]])
    return int(n.sum()), *years_of, *spoken, course(before, between, after)


def course(before: bool, between: bool, after: bool) -> Course:
    """The class of a term that is absent before, between or after its occurrences.

    Example:
        >>> from analysis.across_reports.histories import course
        >>> course(True, False, False)
        'came to stay'
    """
    if after:
        return "came and went" if before else "dropped"
    if between:
        return "came back"
    return "came to stay" if before else "throughout"
