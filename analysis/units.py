"""The units of a panel: which columns of the store identify them, and out of what is counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, get_args

import pandas as pd

from corpus.place_names import latest_code

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


def place_keys(table: pd.DataFrame) -> pd.Series:
    """Which place each row is of, the same in all years: its latest code, or else its name.

    Args:
        table: with the columns region_code and region.
    """
    pairs = zip(table["region_code"], table["region"], strict=True)
    keys = [_place_key(code, region) for code, region in pairs]
    return pd.Series(keys, table.index, dtype="object")


def _place_key(code: object, region: object) -> object:
    if not isinstance(code, str):
        return region
    return latest_code(code, region) if isinstance(region, str) else code
