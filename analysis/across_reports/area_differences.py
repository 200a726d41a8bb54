"""Policy areas of two sides beside each other: plan and review, or a place and the nation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.across_reports.standing_apart import NO_SHARE_INTERVAL
from analysis.across_reports.two_reports import areas_of_two
from analysis.areas.classify import NONE
from analysis.confidence import the_confidence_of, with_confidence
from analysis.uncertainty.permutation import adjust_p
from analysis.uncertainty.recovered_intervals import combined_limits, recovered_p
from corpus.lexicon.lists import policy_areas
from corpus.schema import check_columns

_DIFFERENCE = ("difference", "difference_low", "difference_high")
_FIGURES = ("n", "sentences", "share", "low", "high")


def areas_by_side(coded: pd.DataFrame) -> pd.DataFrame:
    """What the plan stresses more than the review, in each year or place.

    Args:
        coded: one row per sentence: unit, side (plan, review, or missing), report_id, paragraph_id,
            code and, where known, section; see ``read_codes`` and ``with_units``.

    Returns:
        The rows of ``areas_of_two`` (a the plan, b the review) of each unit in which both sides
        have sentences, with the unit, p (from the interval, see ``recovered_p``) and p_adjusted
        (of all rows: Benjamini and Hochberg).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import areas_by_side
        >>> coded = pd.DataFrame({"unit": 2018, "report_id": "x", "paragraph_id": range(8),
        ...                       "side": ["plan"] * 4 + ["review"] * 4,
        ...                       "code": [6, 6, 6, 1, 6, 1, 1, 1]})
        >>> areas_by_side(coded)[["unit", "code", "difference"]].to_numpy().tolist()
        [[2018.0, 6.0, 50.0], [2018.0, 1.0, -50.0]]
    """
    check_columns(coded, ["unit", "side", "report_id", "paragraph_id", "code"], "coded")
    sided = coded[coded["side"].notna()]
    tables = [
        areas_of_two(rows, a="plan", b="review", of="side").assign(unit=unit)
        for unit, rows in sided.groupby("unit", sort=True)
        if rows["side"].nunique() == 2
    ]
    if not tables:
        return pd.DataFrame(
            columns=[
                "unit",
                "code",
                "name_en",
                "name_zh",
                "difference",
                "difference_low",
                "difference_high",
                "p_adjusted",
            ]
        )
    table = pd.concat(tables, ignore_index=True)
    table["p"] = recovered_p(*(table[name] for name in _DIFFERENCE))
    known = table["p"].notna()
    table.loc[known, "p_adjusted"] = adjust_p(table.loc[known, "p"])
    return table


def pair_profiles(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Two area profiles beside each other, with the difference of each area.

    The interval of the difference is made from the limits of the two shares as in
    ``compare_shares`` (Newcombe 1998, method 10); the two texts are taken as independent.

    Args:
        a: the profile of one unit, from ``area_profile`` or ``area_trends``.
        b: that of another, such as the State Council's.

    Returns:
        One row per area that occurs in either, salutations left out, the largest difference first:
        code, name_en, name_zh, n_a, sentences_a, share_a (in %), low_a, high_a, the same of b,
        difference (percentage points, a minus b), difference_low, difference_high, reason (why the
        difference or its interval is missing, or "").

    Raises:
        ValueError: if a column is missing, or a profile lists an area twice.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import pair_profiles
        >>> a = pd.DataFrame({"code": [6], "n": [9], "sentences": [50], "share": [18.0],
        ...                   "low": [10.0], "high": [30.0]})
        >>> b = a.assign(n=5, share=10.0, low=6.0, high=16.0)
        >>> table = pair_profiles(a, b).round(1)
        >>> table[["difference", "difference_low", "difference_high"]].to_numpy().tolist()
        [[8.0, -2.0, 20.6]]
    """
    for one, name in ((a, "a"), (b, "b")):
        check_columns(one, ["code", *_FIGURES], name)
        if one["code"].duplicated().any():
            raise ValueError(f"profile {name} lists an area twice; give the rows of one unit")
    both = a[["code", *_FIGURES]].merge(
        b[["code", *_FIGURES]], on="code", how="outer", suffixes=("_a", "_b")
    )
    both = both[(both["code"] != NONE) & (both[["n_a", "n_b"]].fillna(0).sum(axis=1) > 0)]
    names = [policy_areas()[str(code)] for code in both["code"]]
    table = both.assign(**{one: [row[one] for row in names] for one in ("name_en", "name_zh")})
    table["difference"] = table["share_a"] - table["share_b"]
    shares, low, high = (table[[f"{one}_a", f"{one}_b"]] for one in ("share", "low", "high"))
    limits = combined_limits(shares, low, high, [1, -1])
    table["difference_low"], table["difference_high"] = limits
    alone = np.where(table["difference"].isna(), "in one profile only", NO_SHARE_INTERVAL)
    table["reason"] = np.where(np.isnan(limits).any(axis=0), alone, "")
    table = with_confidence(table, the_confidence_of(a, b))
    return table.sort_values(["difference", "code"], ascending=[False, True], ignore_index=True)
