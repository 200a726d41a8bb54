"""Numbers of several indicators at once: 二氧化硫、氮氧化物排放量均下降3%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.targets.indicators import indicator_key, indicators
from analysis.targets.rows import records
from analysis.targets.words_around import clause_of
from corpus.text.numerals import fold

_BETWEEN = re.compile("、|以及|和|与|及")
# The same number for town and for country: 城乡居民人均可支配收入均增长7%.
_BOTH = re.compile(
    r"城乡(?:常住)?居民[^，。；\d]*收入[^，。；\d]{0,4}?(?:[均都]|双双)[^，。；\d]*$"
)
# Another number follows, so that each name has its own: 分别增长5%、6%.
_ITS_OWN = re.compile(r"^\s*[%个百分点]+(?:左右|以[上内下])?\s*(?:、|和|与|及|以及)\s*[\d负减]")


def with_shared(known: pd.DataFrame) -> pd.DataFrame:
    """The rows, and after each that is a rate or share of several indicators one for each other.

    The ledger has the number once, with one of its indicators. One of 城乡居民…均 is of urban and
    of rural income.

    Args:
        known: quantities of known indicators, with the words around them.

    Example:
        >>> import pandas as pd
        >>> from analysis.targets.shared_numbers import with_shared
        >>> row = {"indicator_key": "nitrogen_oxides", "indicator_en": "", "base_unit": "%",
        ...        "indicator": "氮氧化物排放量", "after": "%。",
        ...        "before": "二氧化硫、氮氧化物排放量均下降"}
        >>> with_shared(pd.DataFrame([row]))["indicator_key"].tolist()
        ['nitrogen_oxides', 'sulphur_dioxide']
    """
    found: list[dict[str, Any]] = []
    for row in records(known):
        found += _of_town_and_country(row) or [row, *_of_others(row)]
    if len(found) == len(known):
        return known
    return pd.DataFrame(found, columns=known.columns).astype(known.dtypes.to_dict())


def _of_town_and_country(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The row as one of urban and one of rural income, where it is said to be of both."""
    is_income = row["indicator_key"] == "disposable_income" and row["base_unit"] == "%"
    if not is_income or not _BOTH.search(clause_of(str(row["before"]))):
        return []
    keys = ("urban_income", "rural_income")
    return [row | {"indicator_key": key, "indicator_en": indicators()[key].name_en} for key in keys]


def _of_others(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The row as one of each other indicator that shares its number."""
    if row["base_unit"] != "%" or _ITS_OWN.search(str(row["after"])):
        return
    clause, name = clause_of(str(row["before"])), fold(str(row["indicator"] or ""))
    at = clause.rfind(name) if name else -1
    if at < 0 or re.search(r"\d", clause[: at + len(name)]) or "分别" in clause:
        return
    keys = _last_named(clause[: at + len(name)])
    for key in keys if row["indicator_key"] in keys else ():
        if key != row["indicator_key"]:
            yield row | {"indicator_key": key, "indicator_en": indicators()[key].name_en}


def _last_named(names: str) -> list[str]:
    """The indicators that end a list of names, up to the first that is none, in their order."""
    keys: list[str] = []
    for name in reversed(_BETWEEN.split(names)):
        key = indicator_key(name)
        if key is None:
            break
        keys.insert(0, key)
    return list(dict.fromkeys(keys))
