"""Target pressure of several indicators beside each other, one row per region and year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.export.labels import Label
from analysis.targets.indicators import indicator_name, indicators
from analysis.targets.pressure_indicators import COMPARED_INDICATORS, compared_by
from corpus.schema import check_columns

_KEYS = ["region_code", "region", "year"]
# What the columns of an indicator are called, and what of the long table they hold.
_FIGURES = {
    "rate": ("rate", "target", "目标值"),
    "last": ("last_result", "result of the year before", "上年完成值"),
    "pressure": ("pressure", "target minus last result", "目标压力（减上年完成值）"),
    "above": ("parent_target", "target of the level above", "上级目标"),
    "amplification": ("amplification", "target minus that above", "目标加码（减上级目标）"),
    "wording": ("wording", "wording of the target", "目标措辞"),
}


def pressure_wide(panel: pd.DataFrame) -> pd.DataFrame:
    """The rows of the first indicator, with columns for each of the others.

    Args:
        panel: from ``pressure_panel``, of several indicators of ``COMPARED_INDICATORS``.

    Returns:
        One row per region and year: the columns of ``pressure_panel`` for the first indicator;
        then for each other one, under its short name X: rate_X (the target, of a range the
        midpoint), last_X, pressure_X, above_X (the target of the level above), amplification_X
        and wording_X; of amounts neither above_X nor amplification_X.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.targets import pressure_panel, pressure_wide
        >>> panel = pressure_panel(open_corpus(), indicator=["gdp", "cpi", "new_jobs"])
        >>> table = pressure_wide(panel)
        >>> table[["rate", "rate_cpi", "rate_new_jobs"]].to_numpy().tolist()
        [[7.0, nan, nan]]
    """
    check_columns(panel, [*_KEYS, "indicator_key", *(one for one, *_ in _FIGURES.values())])
    keys = list(dict.fromkeys(panel["indicator_key"]))
    table = panel[panel["indicator_key"].isin(keys[:1])].reset_index(drop=True)
    for key in keys[1:]:
        own = _columns(panel[panel["indicator_key"] == key], key)
        table = table.merge(own, on=_KEYS, how="left", validate="one_to_one")
    return table


def _figures(indicator: str) -> dict[str, tuple[str, str, str]]:
    of_size = compared_by(indicator) == "amount"
    return {
        f"{name}_{COMPARED_INDICATORS[indicator]}": said
        for name, said in _FIGURES.items()
        if not (of_size and name in ("above", "amplification"))
    }


def _columns(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    figures = {name: rows[said[0]] for name, said in _figures(indicator).items()}
    return rows[_KEYS].assign(**figures)


def wide_labels() -> Mapping[str, Label]:
    """The labels of the columns that each indicator after the first has."""
    return {
        name: Label(
            f"{indicator_name(key)}: {english}{_unit(key)[0]}",
            f"{indicator_name(key, 'zh')}：{chinese}{_unit(key)[1]}",
        )
        for key in list(COMPARED_INDICATORS)[1:]
        for name, (_, english, chinese) in _figures(key).items()
    }


def _unit(indicator: str) -> tuple[str, str]:
    """The unit of amounts; those of all others are per cent, and their differences points."""
    if compared_by(indicator) != "amount":
        return "", ""
    unit = indicators()[indicator].units[0]
    return f" ({'people' if unit == '人' else 'kg'})", f"（{unit}）"
