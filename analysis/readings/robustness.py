"""Readings of other specifications of the same question."""

from __future__ import annotations

import pandas as pd

from analysis.readings.reading import Reading, reading
from analysis.readings.wording import count, listed, several
from corpus.language import Lang
from corpus.schema import check_columns

_CHOICES = {
    "numerator": ("what is counted", "计数方式"),
    "denominator": ("the denominator", "分母"),
    "part": ("the part of the report", "报告部分"),
}


def robustness_reading(table: pd.DataFrame, *, studied: str, lang: Lang = "en") -> Reading:
    """Whether the rank of a word list depends on the specification, and on which choice most.

    The choice on which it depends most is the one whose options differ most in the median rank.

    Args:
        table: from ``measure_variants``.
        studied: the list that is looked at, as in the column ``list``.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or the list is not in the table.

    Example:
        >>> import pandas as pd
        >>> from analysis.readings import robustness_reading
        >>> table = pd.DataFrame({
        ...     "list": ["Energy", "Health"] * 2, "variant": ["a", "a", "b", "b"],
        ...     "numerator": ["mention"] * 2 + ["substring"] * 2, "share": [4.0, 2.0, 3.0, 5.0],
        ...     "rank": [1, 2, 2, 1], "default": [True, True, False, False]})
        >>> print(robustness_reading(table, studied="Energy"))
        Energy ranks 1 of 2 by our own specification, and from 1 to 2 over 2 specifications. Its
        rank is the same as by our own in 1 of them. It depends most on what is counted (median rank
        1 to 2). A ranking that depends on the specification should not be reported from one.
    """
    check_columns(table, ["list", "variant", "rank", "default"])
    own = table[(table["list"] == studied) & table["rank"].notna()]
    if own.empty:
        raise ValueError(f"list {studied!r} has no rank in the table; check its name")
    lists, ranks = table["list"].nunique(), own["rank"].astype(float)
    chosen = own[own["default"].astype(bool)]
    if len(own) == 1 or ranks.nunique() == 1:
        return reading([_constant(studied, ranks, lists, len(own), lang)], lang)
    return reading(
        [
            _range(studied, ranks, chosen, lists, lang),
            _same(ranks, chosen, lang),
            _choice(own, lang),
            _caution(lang),
        ],
        lang,
    )


def _rank(value: float) -> str:
    return f"{value:g}"


def _constant(studied: str, ranks: pd.Series[float], lists: int, n: int, lang: Lang) -> str:
    rank = _rank(float(ranks.iloc[0]))
    if lang == "zh":
        return f"{studied}在{n}种测量口径下均居{lists}个词表的第{rank}位。"
    under = "the one specification" if n == 1 else f"all {n} specifications"
    return f"{studied} ranks {rank} of {several(lists, 'list', 'lists')} under {under}."


def _range(
    studied: str, ranks: pd.Series[float], chosen: pd.DataFrame, lists: int, lang: Lang
) -> str:
    ends, n = [_rank(one) for one in (ranks.min(), ranks.max())], len(ranks)
    rank = _rank(float(chosen["rank"].iloc[0])) if len(chosen) else ""
    if lang == "zh":
        own = f"按默认口径居{lists}个词表的第{rank}位，" if rank else ""
        return f"{studied}{own}{n}种测量口径下居第{ends[0]}至第{ends[1]}位。"
    own = f"{rank} of {lists} by our own specification, and " if rank else ""
    return f"{studied} ranks {own}from {ends[0]} to {ends[1]} over {count(n)} specifications."


def _same(ranks: pd.Series[float], chosen: pd.DataFrame, lang: Lang) -> str:
    if chosen.empty:
        return ""
    k = int((ranks == float(chosen["rank"].iloc[0])).sum())
    if lang == "zh":
        return f"其中{k}种（含默认口径）位次与默认口径相同。"
    return f"Its rank is the same as by our own in {k} of them."


def _choice(own: pd.DataFrame, lang: Lang) -> str:
    """The choice whose options differ most in the median rank."""
    spans = []
    for name in _CHOICES:
        if name in own and own[name].nunique() > 1:
            medians = own.groupby(name)["rank"].median()
            spans.append((medians.max() - medians.min(), name, medians.min(), medians.max()))
    widest = max((one[0] for one in spans), default=0)
    if widest <= 0:
        return ""
    most = [one for one in spans if one[0] == widest]
    zh = lang == "zh"
    said = [
        f"{_CHOICES[name][zh]}（中位位次{_rank(low)}至{_rank(high)}）"
        if zh
        else f"{_CHOICES[name][zh]} (median rank {_rank(low)} to {_rank(high)})"
        for _, name, low, high in most
    ]
    joined = listed(said, lang)
    return f"位次最受{joined}影响。" if zh else f"It depends most on {joined}."


def _caution(lang: Lang) -> str:
    if lang == "zh":
        return "位次取决于测量口径时，不宜只报告一种。"
    return "A ranking that depends on the specification should not be reported from one."
