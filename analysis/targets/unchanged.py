"""What is said to be level with the year before (与上年持平): growth of 0 without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.targets.comparable import comparable
from analysis.targets.indicators import indicator_key, indicators
from analysis.targets.rows import records
from analysis.targets.words_around import with_words
from corpus.text.numerals import fold

_ROUGHLY = re.compile("基本|大体|大致|总体")
# 社会消费品零售总额与上年基本持平, 投资同比持平, but neither 与全国持平 nor 支持平台.
_LEVEL = re.compile(
    r"(?P<name>[^，。；;：:]{2,40}?)(?P<rate>总水平|涨幅|增速|增幅|增长率|降幅)?"
    r"(?:预计|力争|继续|保持|将|可|总体|基本)*"
    r"(?:同比|[与和同较比](?:上年|去年|上一年)(?:同期)?(?:水平)?(?:相比)?)?"
    r"(?:继续|保持|总体|大体|大致|基本)*持平(?![安稳台])"
)
_WITH_OTHERS = re.compile("^[与和同跟比较]|[与和同跟比较](?:全|经济|计划|预算)")
_SHARED = re.compile("、|和|与|及|以及")
_A_NUMBER = re.compile(r".*\d[^、和与及]*", re.DOTALL)
_HALF = 0.5  # half a unit of a 0 without decimals


def with_unchanged(book: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``comparable``, and then those of ``unchanged``.

    Args:
        book: a ledger from ``whole``.
    """
    known, steady = comparable(book), unchanged(book)
    return pd.concat([known, steady], ignore_index=True) if len(steady) else known


def unchanged(book: pd.DataFrame) -> pd.DataFrame:
    """What sentences with a number say to be as in the year before, as rows of ``comparable``.

    The amount of an indicator that grows is then growth of 0%; a rate of growth or a share that is
    level with the last one has no number, and its ``span`` says why.

    Args:
        book: a ledger from ``whole``.
    """
    told = book[book["start"].notna() & book["sentence"].str.contains("持平", na=False)]
    told = with_words(told)
    told = told[told["at"] >= 0].drop_duplicates(["report_id", "sentence"])
    return pd.DataFrame([one for row in records(told) for one in _in_sentence(row)])


def _in_sentence(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    said = fold(str(row["sentence"]))
    first = int(row["start"]) - int(row["at"])
    for found in _LEVEL.finditer(said):
        for name, key in _named(found["name"]):
            at = found.end("name") - len(name)
            place = {
                "at": at,
                "before": said[:at],
                "after": said[found.end() :],
                "start": first + at,
                "end": first + found.end(),
            }
            yield row | _growth_of_0(row, key, found) | place | {"indicator": name}


def _named(names: str) -> Iterator[tuple[str, str]]:
    """The last of the names before 持平 that are indicators, up to where each name begins."""
    if _WITH_OTHERS.search(names):
        return
    names = _A_NUMBER.sub("", names)
    shared = [one.span() for one in _SHARED.finditer(names)]
    starts = [0, *(end for _, end in shared)]
    ends = [*(start for start, _ in shared), len(names)]
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        key = indicator_key(names[start:end])
        if key is None:
            return
        yield names[start:], key


def _growth_of_0(row: dict[str, Any], key: str, found: re.Match[str]) -> dict[str, Any]:
    one = indicators()[key]
    of_rate = found["rate"] not in (None, "总水平")
    year = row["report_year"] - (row["status"] == "achieved")
    grows = one.percent == "growth" and not of_rate
    measure = "rate" if one.percent == "growth" else "share"
    span = "" if grows else found.group()[found.end("name") - found.start() :]
    return {
        "indicator_key": key,
        "indicator_en": one.name_en,
        "measure": measure,
        "unit": "%",
        "base_unit": "%",
        "kind": "growth_rate" if grows else "share",
        "amount": 0.0,
        "amount_high": np.nan,
        "base_value": 0.0,
        "half": _HALF,
        "span": span,
        "basis": "",
        "added": False,
        "scope": "",
        "ahead": False,
        "year": year,
        "modifier": "",
        "change": "none",
        "bound": "approx" if _ROUGHLY.search(found.group()) else "eq",
    }
