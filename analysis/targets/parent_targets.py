"""The target of the nearest level of government above a place, and which level that is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.targets.rows import Row, tuples
from corpus.place_names import codes_above
from corpus.schema import PATH_SEPARATOR

LEVELS = ("national", "provincial", "prefecture", "county")
NATION = "000000"
_NOTHING = {
    "parent": None,
    "parent_level": None,
    "parent_year": pd.NA,
    "parent_target": np.nan,
    "parent_report": None,
    "parent_reason": "",
    "parent_note": "",
}


class Parent(NamedTuple):
    """The target of a place for a year.

    Attributes:
        region: the name of the place.
        level: its level of government.
        rate: the target, of a range the midpoint.
        report: the report that sets it.
    """

    region: str
    level: str
    rate: float
    report: str


# What a target is compared within, such as its year.
Same = Hashable
# By place (a code, or a name where there is none) and year; None where a report sets no target.
Parents = Mapping[tuple[str, Same], Parent | None]


def middle(low: float, high: float) -> float:
    """The midpoint of a range; of a single number, the number.

    Example:
        >>> from analysis.targets.parent_targets import middle
        >>> middle(6.0, 6.5), middle(7.0, float("nan"))
        (6.25, 7.0)
    """
    return float(low if high is None or np.isnan(high) else (low + high) / 2)


def middles(low: pd.Series, high: pd.Series) -> pd.Series:
    """The midpoints of ranges; of single numbers, which have no upper end, the numbers.

    Example:
        >>> import pandas as pd
        >>> from analysis.targets.parent_targets import middles
        >>> middles(pd.Series([6.0, 7.0]), pd.Series([6.5, None])).tolist()
        [6.25, 7.0]
    """
    low = low.astype("float64")
    return (low + high.astype("float64").fillna(low)) / 2


def amplified(rate: pd.Series, above: pd.Series) -> pd.Series:
    """How far targets are above those of the level above: ``rate - above``, in points.

    The one rule for 层层加码 wherever it is computed: of a range the midpoint counts, on both
    sides. Rounded to nine digits, so that equal targets differ by 0.

    Args:
        rate: the targets, of a range the midpoint (``middle``).
        above: those of the nearest level above with one, likewise; missing where there is none.
    """
    return (rate.astype("float64") - above.astype("float64")).round(9)


def level_of_code(code: object) -> str:
    """The level of government of a code of GB/T 2260; county for places without a code.

    Args:
        code: six digits, or a missing value.

    Example:
        >>> from analysis.targets.parent_targets import level_of_code
        >>> [level_of_code(one) for one in ("000000", "440000", "440300", "440306", None)]
        ['national', 'provincial', 'prefecture', 'county', 'county']
    """
    if not isinstance(code, str):
        return "county"
    zeros = next((one for one in (6, 4, 2) if code.endswith("0" * one)), 0)
    return {6: "national", 4: "provincial", 2: "prefecture", 0: "county"}[zeros]


def nearest_above(places: Iterable[str], known: Parents, same: Same) -> Parent | None:
    """The target of the nearest place above that has one; None where none has.

    Args:
        places: those above, the nearest first.
        known: targets by place and by what they are compared within.
        same: what they are compared within, such as the year.
    """
    return next((one for place in places if (one := known.get((place, same)))), None)


def level_of(report: Row) -> str:
    """The level of government that a report is of: as the table says or, failing that, by code."""
    return str(report.level) if isinstance(report.level, str) else level_of_code(report.region_code)


def targets_by_place(
    reports: pd.DataFrame,
    targets: Mapping[str, Row],
    nation: pd.DataFrame | None,
    indicator: str,
    measure: str,
) -> Parents:
    """The target of each place and year, with those of the State Council where the corpus has none.

    Args:
        reports: in order, of several of a place and year the first that has a target counts.
        targets: the target of each report that has one.
        nation: the targets of the State Council, or None.
        indicator: the key of the indicator.
        measure: what is compared of it, as ``compared_by`` says.
    """
    found: dict[tuple[str, Same], Parent | None] = {}
    for one in tuples(reports):
        target = targets.get(one.report_id)
        parent = None if target is None else _parent(one, target)
        for place in (one.region_code, one.region):
            if isinstance(place, str) and found.get((place, one.report_year)) is None:
                found[place, one.report_year] = parent
    of_nation = {} if nation is None else _of_nation(nation, indicator, measure)
    for place, target in found.items():
        if target is not None or place not in of_nation:
            of_nation[place] = target
    return of_nation


def _parent(report: Row, target: Row) -> Parent:
    rate = middle(target.amount, target.amount_high)
    return Parent(report.region, level_of(report), rate, report.report_id)


def _of_nation(
    nation: pd.DataFrame, indicator: str, measure: str
) -> dict[tuple[str, Same], Parent | None]:
    """The targets that the State Council sets for the year of its report."""
    kind = {"rate": "growth_rate"}.get(measure, measure)
    of_it = nation[nation["indicator_key"].eq(indicator) & nation["kind"].eq(kind)]
    years = pd.to_numeric(nation["target_report"], errors="coerce").dropna().unique()
    own = of_it[of_it["year"] == pd.to_numeric(of_it["target_report"], errors="coerce")]
    found: dict[tuple[str, Same], Parent | None] = {(NATION, int(year)): None for year in years}
    for one in tuples(own[own["target"].notna()]):
        rate = middle(one.target, one.target_high)
        found[NATION, int(one.year)] = Parent("全国", "national", rate, str(one.target_report))
    return found


def with_parent(report: Row, known: Parents, lag: int) -> dict[str, Any]:
    """The nearest level above a report that has a target for the year, or why there is none.

    Args:
        report: with region_code, region, parents and report_year.
        known: from ``targets_by_place``.
        lag: by how many years the target above is older.
    """
    if report.region_code == NATION:
        return _NOTHING | {"parent_reason": "no level above the State Council"}
    year = report.report_year - lag
    places = list(places_above(report.region_code, report.parents))
    parent = nearest_above(places, known, year)
    silent = [one for one in places if (one, year) in known and known[one, year] is None]
    if parent is not None:
        return _NOTHING | _named(parent, year) | {"parent_note": _note(report, parent, silent)}
    there = "the reports above set none" if silent else "no report with targets above"
    return _NOTHING | {"parent_reason": f"no target of a level above for {year} ({there})"}


def without_parent() -> dict[str, Any]:
    """What a row of amounts has in place of the level above: places differ in size."""
    return _NOTHING | {"parent_reason": "amounts of places of different size are not compared"}


def _named(parent: Parent, year: int) -> dict[str, Any]:
    return {
        "parent": parent.region,
        "parent_level": parent.level,
        "parent_year": year,
        "parent_target": parent.rate,
        "parent_report": parent.report,
    }


def places_above(code: object, parents: object) -> Iterator[str]:
    """The places above one, the nearest first: by code or, without one, by name.

    Args:
        code: of the place; a missing value where it has none.
        parents: the names of the places above it, the highest first, as in the table ``reports``.

    Example:
        >>> from analysis.targets.parent_targets import places_above
        >>> list(places_above("440306", None)), list(places_above(None, "广东省 > 深圳市"))
        (['440300', '440000', '000000'], ['深圳市', '广东省', '000000'])
    """
    if isinstance(code, str):
        yield from codes_above(code)
        return
    if isinstance(parents, str) and parents:
        yield from reversed(parents.split(PATH_SEPARATOR))
    yield NATION


def _note(report: Row, parent: Parent, silent: list[str]) -> str:
    """That levels between have been passed over, so that rows are not alike."""
    own = level_of(report)
    between = LEVELS[LEVELS.index(parent.level) + 1 : LEVELS.index(own)] if own in LEVELS else ()
    if not between:
        return ""
    why = "its report sets none" if silent else "no report with one in the corpus"
    return f"not the next level above, but the {parent.level} one: {why}"
