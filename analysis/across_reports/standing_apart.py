"""Each year or place against the mean of the others: who stands apart beyond error."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.confidence import the_confidence_of
from analysis.uncertainty.permutation import adjust_p
from analysis.uncertainty.recovered_intervals import combined_limits, recovered_p
from corpus.schema import check_columns

COLUMNS = ("others", "difference", "difference_low", "difference_high", "p", "p_adjusted")
NO_SHARE_INTERVAL = "a share has no CI"


def against_others(table: pd.DataFrame, *, by: str = "name", value: str = "share") -> pd.DataFrame:
    """The share of each area in each unit, less its mean in the other units, with an interval.

    For unit i of k the difference is ``s_i − Σ s_j / (k − 1)`` over the others; its limits are
    recovered from those of the shares (see ``combined_limits``), which takes the reports for
    independent. p belongs to the interval (see ``recovered_p``); p_adjusted is Benjamini and
    Hochberg's, over all areas and units of the table.

    Args:
        table: one row per unit and area: unit (years or places), ``by``, ``value``, low, high.
        by: the column with the areas.
        value: the column with the shares.

    Returns:
        The rows in their order, with others (the mean of the other units), difference,
        difference_low, difference_high, p and p_adjusted; missing if the area has one unit only,
        and the limits also where those of a share are, for which there is difference_reason.

    Raises:
        ValueError: if a column is missing, or a unit has an area twice.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import against_others
        >>> table = pd.DataFrame({"name": "Health", "unit": ["A", "B", "C"], "share": [9.0, 4, 4],
        ...                       "low": [7.0, 3, 3], "high": [12.0, 6, 6]})
        >>> found = against_others(table).round(1)
        >>> found[["unit", "difference", "difference_low", "difference_high"]].to_numpy().tolist()
        [['A', 5.0, 2.6, 8.1], ['B', -2.5, -4.6, -0.2], ['C', -2.5, -4.6, -0.2]]
    """
    check_columns(table, ["unit", by, value, "low", "high"], "table")
    if table.duplicated([by, "unit"]).any():
        raise ValueError(f"a unit stands twice in {by!r}; give one row per unit and area")
    found = pd.DataFrame(np.nan, index=range(len(table)), columns=list(COLUMNS))
    for places in table.groupby(by).indices.values():
        if len(places) > 1:
            found.loc[places, list(COLUMNS[:4])] = _one_area(table.iloc[places], value)
    names = ("difference", "difference_low", "difference_high")
    p = recovered_p(*(found[name] for name in names), confidence=the_confidence_of(table))
    known = ~np.isnan(p)
    found["p"] = p
    found.loc[known, "p_adjusted"] = adjust_p(p[known])
    alone = np.where(found["difference"].isna(), "no other unit has it", NO_SHARE_INTERVAL)
    reason = np.where(found[list(names[1:])].isna().any(axis=1), alone, "")
    columns = {name: found[name].to_numpy() for name in COLUMNS}
    return table.assign(**columns, difference_reason=reason.astype(object))


def _one_area(rows: pd.DataFrame, value: str) -> np.ndarray:
    """others, difference and its limits, one row per unit."""
    k = len(rows)
    share, low, high = (rows[name].to_numpy(dtype=float) for name in (value, "low", "high"))
    weights = np.where(np.eye(k, dtype=bool), 1.0, -1 / (k - 1))
    lower, upper = combined_limits(share, low, high, weights)
    others = (share.sum() - share) / (k - 1)
    return np.column_stack([others, share - others, lower, upper])
