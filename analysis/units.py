"""The units of a panel: which columns of the store identify them, and out of what is counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, get_args

Key = Literal["region", "year", "orientation", "report"]
Denominator = Literal["words", "tokens", "characters", "sentences"]

# The columns of the data store that identify a unit.
KEYS: dict[str, tuple[str, ...]] = {
    "region": ("region_code", "region", "level"),
    "year": ("report_year",),
    "orientation": ("orientation",),
    "report": ("report_id",),
}


def check_units(by: Collection[str], match: str, matches: Any, denominator: str) -> None:
    """Raises ValueError unless units, match and denominator are some that there are.

    Args:
        by: the names of the units.
        match: how terms are matched.
        matches: the ``Literal`` of those that there are.
        denominator: out of what is counted.

    Raises:
        ValueError: with the value that is wrong and those to choose from.
    """
    for value, known, name in (
        *((key, tuple(KEYS), "unit") for key in by),
        (match, get_args(matches), "match"),
        (denominator, get_args(Denominator), "denominator"),
    ):
        if value not in known:
            raise ValueError(f"{value!r} is not a {name}; choose from {', '.join(known)}")
    if not by:
        raise ValueError("by is empty; choose at least one of region, year, orientation, report")
