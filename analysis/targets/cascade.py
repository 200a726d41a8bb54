"""Targets beside those of the level of government above (层层加码)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.targets.parent_targets import (
    LEVELS,
    NATION,
    Parent,
    Parents,
    amplified,
    level_of_code,
    middles,
    nearest_above,
    places_above,
)
from analysis.targets.rows import Row, tuples
from corpus.schema import check_columns

_SAME = ["indicator_key", "kind", "base_unit", "year"]
_KINDS = ("growth_rate", "share", "ratio")  # amounts of places of different size are not compared
_COLUMNS = [
    *_SAME,
    "level",
    "region_code",
    "region",
    "target",
    "rate",
    "target_report",
    "above",
    "above_region",
    "over",
]


def target_cascade(
    promises: pd.DataFrame,
    *,
    nation: pd.DataFrame | None = None,
    reports: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Targets beside that of the nearest level of government above, for the same year (层层加码).

    The levels above a place are told by its code: 440306, 440300, 440000, 000000; those above a
    place without a code, such as a new area, by the ``parents`` of its report. Only growth rates,
    shares and ratios are compared; of a range, the midpoint: ``over = rate - above``, as in
    ``target_pressure``, on both sides. Where several reports of a place set the target, the last
    one counts.

    Args:
        promises: from ``promises_and_results``.
        nation: the targets of the State Council in the same form (``Reference.promises``), for
            years for which its reports in the corpus set no target.
        reports: the table of the store, for the parents of places without a code; without it, they
            are set beside the State Council.

    Returns:
        One row per target of a place that is known: indicator_key, kind, base_unit, year, level,
        region_code, region, target (of a range the lower end), rate (of a range the midpoint),
        target_report, above (the rate of the nearest higher level that has one for the year;
        missing if none has), above_region, over.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.targets import target_cascade
        >>> promises = pd.DataFrame({
        ...     "region_code": ["000000", "440000", "440306"],
        ...     "region": ["全国", "广东省", "宝安区"],
        ...     "year": 2019, "target": [6.0, 6.0, 8.0], "target_high": [6.5, 6.5, None],
        ...     "target_report": ["a", "b", "c"],
        ...     "indicator_key": "gdp", "kind": "growth_rate", "base_unit": "%"})
        >>> table = target_cascade(promises)
        >>> print(table[["level", "target", "rate", "above", "over"]].to_string(index=False))
             level  target  rate  above  over
          national     6.0  6.25    NaN   NaN
        provincial     6.0  6.25   6.25  0.00
            county     8.0  8.00   6.25  1.75
    """
    check_columns(
        promises, [*_SAME, "region_code", "region", "target", "target_report"], "promises"
    )
    own = _compared(promises, nation)
    known, parents = _by_place(own), _parents(reports)
    above = [
        nearest_above(
            places_above(one.region_code, parents.get(one.target_report)), known, _same(one)
        )
        for one in tuples(own)
    ]
    table = own.assign(
        level=[level_of_code(code) for code in own["region_code"]],
        above=pd.Series([one.rate if one else np.nan for one in above], own.index, dtype=float),
        above_region=pd.Series([one and one.region for one in above], own.index, dtype=object),
    )
    table["over"] = amplified(table["rate"], table["above"])
    table["order"] = table["level"].map({one: place for place, one in enumerate(LEVELS)})
    table = table.sort_values([*_SAME, "order", "region_code", "region"], ignore_index=True)
    return table[_COLUMNS]


def _compared(promises: pd.DataFrame, nation: pd.DataFrame | None) -> pd.DataFrame:
    """The targets that are rates or shares, one per place and year, with the State Council's."""
    own = promises
    if nation is not None:
        there = promises.loc[promises["region_code"] == NATION, "year"]
        own = pd.concat([nation[~nation["year"].isin(there)], promises], ignore_index=True)
    named = own["region_code"].notna() | own["region"].notna()  # what is no place has no level
    own = own[named & own["target"].notna() & own["kind"].isin(_KINDS)]
    own = own.drop_duplicates([*_SAME, "region_code", "region"], keep="last")
    high = own["target_high"] if "target_high" in own else pd.Series(np.nan, own.index)
    return own.assign(rate=middles(own["target"], high))


def _same(row: Row) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _SAME)


def _by_place(targets: pd.DataFrame) -> Parents:
    """The targets of each place that has a code, by code and by name."""
    return {
        (place, _same(one)): Parent(
            one.region, level_of_code(one.region_code), one.rate, str(one.target_report)
        )
        for one in tuples(targets[targets["region_code"].notna()])
        for place in (one.region_code, one.region)
        if isinstance(place, str)
    }


def _parents(reports: pd.DataFrame | None) -> dict[str, Any]:
    """The names of the places above that of each report, where they are known."""
    if reports is None or "parents" not in reports:
        return {}
    return dict(zip(reports["report_id"], reports["parents"], strict=True))
