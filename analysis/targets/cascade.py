"""Targets beside those of the level of government above (层层加码)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus.place_names import codes_above
from corpus.schema import check_columns

LEVELS = ("national", "provincial", "prefecture", "county")
NATION = "000000"
_SAME = ["indicator_key", "kind", "base_unit", "year"]
_COLUMNS = [*_SAME, "level", "region_code", "region", "target", "target_report", "above",
            "above_region", "over"]  # fmt: skip


def target_cascade(promises: pd.DataFrame, *, nation: pd.DataFrame | None = None) -> pd.DataFrame:
    """Targets beside that of the nearest level of government above, for the same year (层层加码).

    The levels above a place are told by its code: 440306, 440300, 440000, 000000; places without a
    code are set beside the State Council. Only growth rates and ratios are compared; of a range,
    the lower end. Where several reports of a place set the target, the last one counts.

    Args:
        promises: from ``promises_and_results``.
        nation: the targets of the State Council in the same form (``Reference.promises``), where
            the corpus lacks its reports.

    Returns:
        One row per target of a place that is known: indicator_key, kind, base_unit, year, level,
        region_code, region, target, target_report, above (the target of the nearest higher level
        that has one for the year; missing if none has), above_region, over (target minus above).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.targets import target_cascade
        >>> promises = pd.DataFrame({
        ...     "region_code": ["000000", "440000", "440306"],
        ...     "region": ["全国", "广东省", "宝安区"],
        ...     "year": 2018, "target": [6.5, 7.0, 8.0], "target_report": ["a", "b", "c"],
        ...     "indicator_key": "gdp", "kind": "growth_rate", "base_unit": "%"})
        >>> table = target_cascade(promises)
        >>> print(table[["level", "target", "above_region", "over"]].to_string(index=False))
             level  target above_region  over
          national     6.5         None   NaN
        provincial     7.0           全国   0.5
            county     8.0          广东省   1.0
    """
    check_columns(
        promises, [*_SAME, "region_code", "region", "target", "target_report"], "promises"
    )
    own = _rates(promises, nation)
    there = _by_place(own[own["region_code"].notna()])
    places = own[[*_SAME, "region_code"]].itertuples(index=False, name=None)
    above = [_above(tuple(same), code, there) for *same, code in places]
    table = own.assign(
        level=[level_of_code(code) for code in own["region_code"]],
        above=pd.Series([one[0] for one in above], own.index, dtype=float),
        above_region=pd.Series([one[1] for one in above], own.index, dtype=object),
    )
    table["over"] = table["target"] - table["above"]
    table["order"] = table["level"].map({one: place for place, one in enumerate(LEVELS)})
    table = table.sort_values([*_SAME, "order", "region_code", "region"], ignore_index=True)
    return table[_COLUMNS]


def level_of_code(code: object) -> str:
    """The level of government of a code of GB/T 2260; county for places without a code.

    Args:
        code: six digits, or a missing value.

    Example:
        >>> from analysis.targets.cascade import level_of_code
        >>> [level_of_code(one) for one in ("000000", "440000", "440300", "440306", None)]
        ['national', 'provincial', 'prefecture', 'county', 'county']
    """
    if not isinstance(code, str):
        return "county"
    zeros = next((one for one in (6, 4, 2) if code.endswith("0" * one)), 0)
    return {6: "national", 4: "provincial", 2: "prefecture", 0: "county"}[zeros]


def _rates(promises: pd.DataFrame, nation: pd.DataFrame | None) -> pd.DataFrame:
    """The targets that are rates, one per place and year, with those of the State Council."""
    own = promises
    if nation is not None and not (promises["region_code"] == NATION).any():
        own = pd.concat([nation, promises], ignore_index=True)
    named = own["region_code"].notna() | own["region"].notna()  # what is no place has no level
    own = own[named & own["target"].notna() & own["kind"].isin(["growth_rate", "ratio"])]
    return own.drop_duplicates([*_SAME, "region_code", "region"], keep="last")


def _by_place(targets: pd.DataFrame) -> dict[tuple[Any, ...], tuple[float, str]]:
    columns = [*_SAME, "region_code", "target", "region"]
    rows = targets[columns].itertuples(index=False, name=None)
    return {tuple(place): (target, region) for *place, target, region in rows}


def _above(
    same: tuple[Any, ...], code: object, there: Mapping[tuple[Any, ...], tuple[float, str]]
) -> tuple[float, str | None]:
    """The target of the nearest place above that has one, and the name of the place."""
    for one in codes_above(code) if isinstance(code, str) else [NATION]:
        if (*same, one) in there:
            return there[(*same, one)]
    return float("nan"), None
