"""Who leads, with ties told as ties, and what differs beyond its interval."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.across_reports.standing_apart import against_others
from analysis.confidence import the_confidence_of, with_confidence
from analysis.findings.wording import is_year, listed
from analysis.uncertainty.recovered_intervals import combined_limits
from corpus.arrays import Bools
from corpus.language import Lang

_SAME = 1e-9


def tie_groups(table: pd.DataFrame, value: str, name: str, *, most: int = 3) -> list[pd.DataFrame]:
    """The rows with the largest values, in groups of the same value, at most so many rows.

    A group that would not fit is left out whole, with all that follow, so that no row is named
    while another with the same value is not.

    Args:
        table: any table.
        value: the column that decides.
        name: the column that orders the rows of a group.
        most: the rows of all groups together.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings.leaders import tie_groups
        >>> table = pd.DataFrame({"term": list("abcd"), "n": [5, 2, 2, 2]})
        >>> [group["term"].tolist() for group in tie_groups(table, "n", "term", most=3)]
        [['a']]
    """
    rows = table.dropna(subset=value).assign(_name=table[name].astype(str))
    rows = rows.sort_values([value, "_name"], ascending=[False, True]).drop(columns="_name")
    new = rows[value].astype(float).diff().abs().gt(_SAME).cumsum()
    groups, taken = [], 0
    for _, group in rows.groupby(new.to_numpy()):
        taken += len(group)
        if taken > most:
            break
        groups.append(group)
    return groups


def leads(top: pd.DataFrame, what: tuple[str, str], units: Units, lang: Lang) -> str:
    """Who leads in how many units, ties told as ties.

    Args:
        top: one row per unit and leader: unit, name; several rows of a unit where these are tied.
        what: what leads, in both languages: term, 词.
        units: what the units are called, see ``units_of``.
        lang: en or zh.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings.leaders import leads, units_of
        >>> top = pd.DataFrame({"unit": [2016, 2017, 2018], "name": ["Health", "Health", "Energy"]})
        >>> leads(top, ("area", "领域"), units_of(top["unit"]), "en")
        'Of 3 years, the leading area is Health in 2 and Energy in 1.'
    """
    n, led = top["unit"].nunique(), top.groupby("name").size().rename("units").reset_index()
    groups = tie_groups(led, "units", "name")
    said = [row for one in groups for row in one[["name", "units"]].itertuples(index=False)]
    tied, rest = len(top) > n, _rest(top, [name for name, _ in said], what[lang == "zh"], lang)
    if lang == "zh":
        return _leads_zh(n, said, what[1], units, rest=rest, tied=tied)
    if not said:
        return f"Of {n} {units.english}, no {what[0]} leads in more than others."
    if len(led) == 1:
        every = "both" if n == 2 else f"all {n}"
        return f"The leading {what[0]} is {said[0][0]} in {every} {units.english}."
    each = " (ties count for each)" if tied else ""
    names = listed([f"{one} in {k}" for one, k in said], lang)
    return f"Of {n} {units.english}, the leading {what[0]} is {names}{rest}{each}."


def _rest(top: pd.DataFrame, named: list[str], what: str, lang: Lang) -> str:
    """That others lead in the rest, or only beside those that are named; "" without others."""
    if top["name"].isin(named).all():
        return ""
    if top["name"].isin(named).groupby(top["unit"]).any().all():
        return f"；另有{what}与之并列" if lang == "zh" else "; others are tied with these"
    return f"；其余由其他{what}居首" if lang == "zh" else "; others lead in the rest"


def _leads_zh(n: int, said: list[Any], what: str, units: Units, *, rest: str, tied: bool) -> str:
    if not said:
        return f"{n}{units.chinese}中居首的{what}多不相同，无一领先。"
    if len(said) == 1 and not rest:
        return f"{n}{units.chinese}中居首的{what}均为{said[0][0]}。"
    each = "（并列者分别计入）" if tied else ""
    names = "，".join(f"{one}居首{k}{units.measure}" for one, k in said)
    return f"{n}{units.chinese}中，{names}{rest}{each}。"


class Units(NamedTuple):
    """What units are called: in English, in Chinese, and the Chinese measure word alone."""

    english: str
    chinese: str
    measure: str


def units_of(units: Iterable[Hashable], *, places: bool = False) -> Units:
    """What units are called in the plural: years, places or texts.

    Args:
        units: as in a table.
        places: whether those that are no years are places.
    """
    if all(is_year(one) for one in units):
        return Units("years", "年", "年")
    return Units("places", "个地方", "个") if places else Units("texts", "份文本", "份")


def differences(of: pd.DataFrame, other: pd.DataFrame, *, value: str = "share") -> pd.DataFrame:
    """The differences of two tables that have the same rows, with their intervals.

    Args:
        of: the value, low and high of the one, by index.
        other: the same of the other.
        value: the column of the values.

    Returns:
        By index: a and b (both values), difference, low, high (missing where a limit is).
    """
    both = of.index.intersection(other.index).sort_values()
    sides = [one.loc[both, [value, "low", "high"]].astype(float) for one in (of, other)]
    share, lower, upper = np.stack([one.to_numpy().T for one in sides], axis=-1)
    low, high = combined_limits(share, lower, upper, [1, -1])
    a, b = share.T
    table = pd.DataFrame(
        {"a": a, "b": b, "difference": a - b, "low": low, "high": high}, index=both
    )
    return with_confidence(table, the_confidence_of(of, other))


def mean_of(rows: pd.DataFrame, *, value: str = "share") -> tuple[float, float, float]:
    """The mean of independent rows of the same weight, with its limits.

    Args:
        rows: one or more: the value, low, high.
        value: the column of the values.

    Returns:
        The mean and its limits (see ``combined_limits``), missing where one of a row is.
    """
    share, lower, upper = rows[[value, "low", "high"]].astype(float).to_numpy().T
    low, high = combined_limits(share, lower, upper, np.full(len(rows), 1 / len(rows)))
    return float(share.mean()), float(low), float(high)


def apart(rows: pd.DataFrame, *, by: str, value: str = "share") -> pd.DataFrame:
    """How much each unit differs from the mean of the others, with its interval.

    Args:
        rows: one row per unit and ``by``: unit, by, the value, low, high. Rows without both limits
            are left out.
        by: such as the area.
        value: the column of the values.

    Returns:
        From ``against_others``: unit, by, a (the value), difference, low, high, p_adjusted. No rows
        of which there is nothing to compare with.
    """
    known = rows.dropna(subset=[value, "low", "high"])
    known = known.assign(_unit=known["unit"].astype(str)).sort_values([by, "_unit"])
    known = known.drop(columns="_unit").reset_index(drop=True)
    found = against_others(known, by=by, value=value)
    limits = {"low": found["difference_low"], "high": found["difference_high"], "a": found[value]}
    columns = ["unit", by, "a", "difference", "low", "high", "p_adjusted"]
    table = found.assign(**limits)[columns].dropna(subset=["low", "high"])
    return with_confidence(table, the_confidence_of(rows))


def beyond(table: pd.DataFrame) -> Bools:
    """Which differences have an interval without 0.

    Args:
        table: with low and high; a limit may be missing.
    """
    return np.asarray((table["low"] > 0) | (table["high"] < 0))


def by_chance(tested: pd.DataFrame, lang: Lang) -> str:
    """How many of the intervals would exclude 0 by chance, in brackets; "" if under one.

    Args:
        tested: one row per interval.
        lang: en or zh.
    """
    expected = round(round(1 - the_confidence_of(tested), 9) * len(tested))
    if expected < 1:
        return ""
    return (
        f"（仅凭偶然约有{expected}个）"
        if lang == "zh"
        else f" (about {expected} would by chance alone)"
    )
