"""Each report with that of the nearest level of government above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from corpus.place_names import codes_above
from corpus.schema import PATH_SEPARATOR, check_columns

NATION = "000000"
_COLUMNS = (
    "report",
    "other",
    "group",
    "lag",
    "region",
    "other_region",
    "level",
    "other_level",
    "report_year",
    "other_year",
)
_OPTIONAL = ("region", "parents", "delivery_date")


def with_level_above(reports: pd.DataFrame, *, lag: int = 0) -> pd.DataFrame:
    """Each report with the report of the nearest level above it that is there, for ``similarity``.

    The levels above a place are told by its code (440306, 440300, 440000, 000000), or, for a new
    area without a code, by its ``parents``. The nearest may differ between years: a county has the
    city's report where there is one for the year, otherwise the province's or the State Council's;
    ``other_level`` says which. Where a place has several reports for a year, its last delivered is
    taken, then the first by report ID.

    Args:
        reports: the table of the store: report_id, region_code, level, report_year and, where
            known, region, parents and delivery_date.
        lag: the number of years by which the higher level's report is older: 0 for the same report
            year, 1 for the year before.

    Returns:
        One row per report that has a report above it, in the order of the table: report, other
        (report IDs), group (both levels, within which ``similarity`` shuffles pairs), lag, region,
        other_region, level, other_level, report_year, other_year.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import with_level_above
        >>> reports = pd.DataFrame({
        ...     "report_id": ["nation-2018", "liaoning-2018", "shahekou-2018", "shahekou-2019"],
        ...     "region_code": ["000000", "210000", "210204", "210204"],
        ...     "level": ["national", "provincial", "county", "county"],
        ...     "report_year": [2018, 2018, 2018, 2019]})
        >>> print(with_level_above(reports)[["report", "other", "other_level"]]
        ...       .to_string(index=False))
               report         other other_level
        liaoning-2018   nation-2018    national
        shahekou-2018 liaoning-2018  provincial
        >>> with_level_above(reports, lag=1)["other"].tolist()
        ['liaoning-2018']
    """
    check_columns(reports, ["report_id", "region_code", "level", "report_year"], "reports")
    known = reports.assign(**{one: None for one in _OPTIONAL if one not in reports})
    known = known[known["report_year"].notna()].astype({"report_year": "int64"})
    known = known.astype(object).where(known.notna(), None)
    there = _by_place(known)
    rows = []
    for own in _records(known):
        year = own["report_year"] - lag
        above = (there.get((*place, year)) for place in _places_above(own))
        found = next((one for one in above if one is not None), None)
        if found is not None:
            rows.append(_row(own, found, lag))
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        dict(zip(map(str, table), row, strict=True))
        for row in table.itertuples(index=False, name=None)
    ]


def _by_place(reports: pd.DataFrame) -> dict[tuple[str, str, int], dict[str, Any]]:
    """The report of each place and year: by code, and by name."""
    latest = reports.assign(_day=reports["delivery_date"].fillna("").astype(str))
    latest = latest.sort_values(["_day", "report_id"], ascending=[False, True])
    found: dict[tuple[str, str, int], dict[str, Any]] = {}
    for row in _records(latest):
        for kind, column in (("code", "region_code"), ("name", "region")):
            if row[column]:
                found.setdefault((kind, str(row[column]), row["report_year"]), row)
    return found


def _places_above(own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The places above one, the nearest first: by code or, without one, by name."""
    code = own["region_code"]
    if code:
        yield from (("code", one) for one in codes_above(code))
    elif own["parents"]:
        yield from (("name", one) for one in reversed(own["parents"].split(PATH_SEPARATOR)))
        yield "code", NATION


def _row(own: Mapping[str, Any], other: Mapping[str, Any], lag: int) -> tuple[Any, ...]:
    return (
        own["report_id"],
        other["report_id"],
        f"{own['level']} / {other['level']}",
        lag,
        own["region"],
        other["region"],
        own["level"],
        other["level"],
        own["report_year"],
        other["report_year"],
    )
