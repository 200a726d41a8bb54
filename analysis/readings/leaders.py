"""Who leads, with ties told as ties, and what differs beyond its interval."""

from __future__ import annotations

from collections.abc import Collection, Hashable

import numpy as np
import pandas as pd

from analysis.readings.wording import is_year, listed
from analysis.uncertainty.differences import difference_interval, mean_interval
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
        >>> from analysis.readings.leaders import tie_groups
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


def leads(top: pd.DataFrame, what: tuple[str, str], nouns: tuple[str, str], lang: Lang) -> str:
    """Who leads in how many units, ties told as ties.

    Args:
        top: one row per unit and leader: unit, name; several rows of a unit where these are tied.
        what: what leads, in both languages: term, 词.
        nouns: the units in the plural, in both languages: years, 年.
        lang: en or zh.

    Example:
        >>> import pandas as pd
        >>> from analysis.readings.leaders import leads
        >>> top = pd.DataFrame({"unit": [2016, 2017, 2018], "name": ["Health", "Health", "Energy"]})
        >>> leads(top, ("area", "领域"), ("years", "年"), "en")
        'Of 3 years, the leading area is Health in 2 and Energy in 1.'
    """
    zh, n = lang == "zh", top["unit"].nunique()
    led = top.groupby("name").size().rename("units").reset_index()
    groups = tie_groups(led, "units", "name")
    said = [row for one in groups for row in one[["name", "units"]].itertuples(index=False)]
    noun = nouns[zh]
    if not said:
        return (
            f"{n}{noun}中居首的{what[1]}多不相同，无一领先。"
            if zh
            else f"Of {n} {noun}, no {what[0]} leads in more than others."
        )
    if len(led) == 1 and len(top) == n:
        every = "both" if n == 2 else f"all {n}"
        return (
            f"{n}{noun}中居首的{what[1]}均为{said[0][0]}。"
            if zh
            else f"The leading {what[0]} is {said[0][0]} in {every} {noun}."
        )
    rest = ("；其余由其他词居首" if zh else "; others lead in the rest") * (len(said) < len(led))
    tied = ("（并列者分别计入）" if zh else " (ties count for each)") * (len(top) > n)
    if zh:
        rest = rest.replace("词", what[1])
        names = listed([f"{one}在{k}{noun}" for one, k in said], lang)
        return f"{n}{noun}中，{names}居首{rest}{tied}。"
    names = listed([f"{one} in {k}" for one, k in said], lang)
    return f"Of {n} {noun}, the leading {what[0]} is {names}{rest}{tied}."


def nouns_of(units: Collection[Hashable], *, places: bool = False) -> tuple[str, str]:
    """What units are called in the plural, in both languages.

    Args:
        units: as in a table.
        places: whether those that are no years are places.
    """
    if all(is_year(one) for one in units):
        return "years", "年"
    return ("places", "个地方") if places else ("texts", "份文本")


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
    a, b = (one.loc[both, [value, "low", "high"]].astype(float).to_numpy().T for one in (of, other))
    d, low, high = difference_interval(*a, *b)
    return pd.DataFrame(
        {"a": a[0], "b": b[0], "difference": d, "low": low, "high": high}, index=both
    )


def apart(rows: pd.DataFrame, *, value: str = "share") -> pd.DataFrame:
    """How much each unit differs from the mean of the others, with its interval.

    Args:
        rows: one row per unit: unit, the value, low, high. Units without both limits are left out.
        value: the column of the values.

    Returns:
        One row per unit, in order of the labels: unit, the columns of ``differences``. No rows if
        fewer than two units have an interval.
    """
    known = rows.dropna(subset=[value, "low", "high"])
    known = known.assign(_label=known["unit"].astype(str)).sort_values("_label")
    known = known.drop(columns="_label").reset_index(drop=True)
    if len(known) < 2:
        return pd.DataFrame(columns=["unit", "a", "b", "difference", "low", "high"])
    figures = known[[value, "low", "high"]].astype(float).to_numpy()
    others = [np.delete(figures, at, axis=0) for at in range(len(known))]
    means = np.array([mean_interval(*one.T) for one in others])
    d, low, high = difference_interval(*figures.T, *means.T)
    found = {"a": figures[:, 0], "b": means[:, 0], "difference": d, "low": low, "high": high}
    return known[["unit"]].assign(**found)


def beyond(table: pd.DataFrame) -> Bools:
    """Which differences have an interval without 0.

    Args:
        table: with low and high; a limit may be missing.
    """
    return np.asarray((table["low"] > 0) | (table["high"] < 0))


def by_chance(tested: int, lang: Lang) -> str:
    """How many of so many 95% intervals would exclude 0 by chance, in brackets; "" if under one.

    Args:
        tested: the number of intervals.
        lang: en or zh.
    """
    expected = round(0.05 * tested)
    if expected < 1:
        return ""
    return (
        f"（仅凭偶然约有{expected}个）"
        if lang == "zh"
        else f" (about {expected} would by chance alone)"
    )
