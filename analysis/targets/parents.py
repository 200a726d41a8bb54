"""The target of the nearest level of government above a place, and which level that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.targets.around import Row, tuples
from analysis.targets.cascade import LEVELS, NATION, level_of_code
from corpus.place_names import codes_above
from corpus.schema import PATH_SEPARATOR

_NOTHING = {"parent": None, "parent_level": None, "parent_year": pd.NA, "parent_target": np.nan,
            "parent_report": None, "parent_reason": "", "parent_note": ""}  # fmt: skip


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


# By place (a code, or a name where there is none) and year; None where a report sets no target.
Parents = Mapping[tuple[str, int], Parent | None]


def middle(low: float, high: float) -> float:
    """The midpoint of a range; of a single number, the number."""
    return float(low if high is None or np.isnan(high) else (low + high) / 2)


def level_of(report: Row) -> str:
    """The level of government that a report is of: as the table says or, failing that, by code."""
    return str(report.level) if isinstance(report.level, str) else level_of_code(report.region_code)


def targets_by_place(
    reports: pd.DataFrame,
    targets: Mapping[str, Row],
    nation: pd.DataFrame | None,
    indicator: str,
) -> Parents:
    """The target of each place and year, with those of the State Council where the corpus lacks it.

    Args:
        reports: in order, of several of a place and year the first that has a target counts.
        targets: the target of each report that has one.
        nation: the targets of the State Council, or None.
        indicator: the key of the indicator.
    """
    found: dict[tuple[str, int], Parent | None] = {}
    for one in tuples(reports):
        target = targets.get(one.report_id)
        parent = None if target is None else _parent(one, target)
        for place in (one.region_code, one.region):
            if isinstance(place, str) and found.get((place, one.report_year)) is None:
                found[place, one.report_year] = parent
    return found if nation is None else _of_nation(nation, indicator) | found


def _parent(report: Row, target: Row) -> Parent:
    rate = middle(target.amount, target.amount_high)
    return Parent(report.region, level_of(report), rate, report.report_id)


def _of_nation(nation: pd.DataFrame, indicator: str) -> dict[tuple[str, int], Parent | None]:
    """The targets that the State Council sets for the year of its report."""
    of_it = nation[nation["indicator_key"].eq(indicator) & nation["kind"].eq("growth_rate")]
    years = pd.to_numeric(nation["target_report"], errors="coerce").dropna().unique()
    own = of_it[of_it["year"] == pd.to_numeric(of_it["target_report"], errors="coerce")]
    return {(NATION, int(year)): None for year in years} | {
        (NATION, int(one.year)): None
        if np.isnan(one.target)
        else Parent("全国", "national", middle(one.target, one.target_high), str(one.target_report))
        for one in tuples(own)
    }


def with_parent(report: Row, known: Parents, lag: int) -> dict[str, Any]:
    """The nearest level above a report that has a target for the year, or why there is none.

    Args:
        report: with region_code, region, parents and report_year.
        known: from ``targets_by_place``.
        lag: by how many years the target above is older.
    """
    if report.region_code == NATION:
        return _NOTHING | {"parent_reason": "no level above the State Council"}
    year, silent = report.report_year - lag, list[str]()
    for place in _places_above(report):
        parent = known.get((place, year))
        if parent is not None:
            return _NOTHING | _named(parent, year) | {"parent_note": _note(report, parent, silent)}
        silent += [place] if (place, year) in known else []
    there = "the reports above set none" if silent else "no report with targets above"
    return _NOTHING | {"parent_reason": f"no target of a level above for {year} ({there})"}


def _named(parent: Parent, year: int) -> dict[str, Any]:
    return {"parent": parent.region, "parent_level": parent.level, "parent_year": year,
            "parent_target": parent.rate, "parent_report": parent.report}  # fmt: skip


def _places_above(report: Row) -> Iterator[str]:
    """The places above one, the nearest first: by code or, without one, by name."""
    if isinstance(report.region_code, str):
        yield from codes_above(report.region_code)
        return
    if isinstance(report.parents, str) and report.parents:
        yield from reversed(report.parents.split(PATH_SEPARATOR))
    yield NATION


def _note(report: Row, parent: Parent, silent: list[str]) -> str:
    """That levels between have been passed over, so that rows are not alike."""
    own = level_of(report)
    between = LEVELS[LEVELS.index(parent.level) + 1 : LEVELS.index(own)] if own in LEVELS else ()
    if not between:
        return ""
    why = "its report sets none" if silent else "no report with one in the corpus"
    return f"not the next level above, but the {parent.level} one: {why}"
