"""Readings of other specifications of the same question."""

from __future__ import annotations

import pandas as pd

from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    count,
    digits_of,
    interval,
    listed,
    named,
    number,
    several,
)
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
        >>> from analysis.findings import robustness_reading
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
    found = _widest(own, "rank")
    if not found:
        return ""
    zh = lang == "zh"
    said = [
        f"{_CHOICES[name][zh]}（中位位次{_rank(low)}至{_rank(high)}）"
        if zh
        else f"{_CHOICES[name][zh]} (median rank {_rank(low)} to {_rank(high)})"
        for name, low, high in found
    ]
    joined = listed(said, lang)
    return f"位次最受{joined}影响。" if zh else f"It depends most on {joined}."


def _widest(
    table: pd.DataFrame, value: str, *, log: bool = False
) -> list[tuple[str, float, float]]:
    """The choices whose options differ most in the median: name, lowest and highest median."""
    spans = []
    for name in _CHOICES:
        if name in table and table[name].nunique() > 1:
            medians = table.groupby(name)[value].median()
            low, high = float(medians.min()), float(medians.max())
            spans.append((round(high / low if log and low else high - low, 9), name, low, high))
    widest = max((one[0] for one in spans), default=0)
    least = 1 if log else 0
    return [(name, low, high) for size, name, low, high in spans if size == widest > least]


def _caution(lang: Lang) -> str:
    if lang == "zh":
        return "位次取决于测量口径时，不宜只报告一种。"
    return "A ranking that depends on the specification should not be reported from one."


@at_its_level
def ratios_reading(
    table: pd.DataFrame, *, studied: str, target: str, reference: str, lang: Lang = "en"
) -> Reading:
    """In how many specifications a word list has the higher rate in the focus text, and how surely.

    The choice on which the ratio depends most is the one whose options have medians that are most
    times apart.

    Args:
        table: from ``ratio_variants``.
        studied: what the word list is called.
        target: what the focus text is called: ``plan``, or a label such as 2022–2026.
        reference: what the reference text is called.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import ratios_reading
        >>> table = pd.DataFrame({
        ...     "numerator": ["mention", "substring"], "ratio": [1.4, 2.1], "low": [0.8, 1.2],
        ...     "high": [2.5, 3.4], "default": [True, False]})
        >>> print(ratios_reading(table, studied="Environment", target="plan", reference="review"))
        Environment has the higher rate in the plan than in the review under all 2 specifications;
        the ratio is 1.4 to 2.1, by default 1.4 (95% CI [0.8, 2.5]). 1 of 2 95% CIs excludes 1. The
        ratio depends most on what is counted (median 1.4 to 2.1).
    """
    check_columns(table, ["ratio", "low", "high", "default"])
    known, names = table[table["ratio"].notna()], (named(target, lang), named(reference, lang))
    if known.empty:
        return reading([_no_ratio(len(table), studied, names, lang)], lang)
    without = len(table) - len(known)
    return reading(
        [
            _above(known, studied, names, lang),
            _excluding(known, lang),
            _ratio_choice(known, lang),
            _without_ratio(without, names[1], lang),
        ],
        lang,
    )


def _no_ratio(n: int, studied: str, names: tuple[str, str], lang: Lang) -> str:
    target, reference = names
    if not n:
        if lang == "zh":
            return f"语料库缺少{target}或{reference}，{studied}无从比较。"
        return f"The corpus lacks {target} or {reference}, so {studied} cannot be compared."
    if lang == "zh":
        return f"{reference}未出现{studied}的词，比值无从计算。"
    return f"No term of {studied} occurs in {reference}, so there is no ratio."


def _above(known: pd.DataFrame, studied: str, names: tuple[str, str], lang: Lang) -> str:
    """How many ratios lie above 1 (or that all lie below), their range, and the default one."""
    ratio, n, (target, reference) = known["ratio"].astype(float), len(known), names
    above, below = int((ratio > 1).sum()), bool((ratio < 1).all())
    ends, own = _ends(ratio, lang), _default_ratio(known, lang)
    every = below or above == n
    if lang == "zh":
        many = f"{n}种测量口径均" if every else f"{n}种测量口径中有{above}种"
        verb = "低于" if below else "高于"
        return f"{studied}在{target}的频率，{many}{verb}{reference}；比值为{ends}{own}。"
    under = "the one specification" if n == 1 else f"all {n} specifications"
    if not every:
        under = f"{above} of {several(n, 'specification', 'specifications')}"
    return (
        f"{studied} has the {'lower' if below else 'higher'} rate in {target} than in {reference} "
        f"under {under}; the ratio is {ends}{own}."
    )


def _ends(ratio: pd.Series[float], lang: Lang) -> str:
    """The smallest and the largest value, or the one value."""
    digits = digits_of(ratio.min(), ratio.max())
    both = dict.fromkeys(number(float(one), digits) for one in (ratio.min(), ratio.max()))
    return ("至" if lang == "zh" else " to ").join(both)


def _default_ratio(known: pd.DataFrame, lang: Lang) -> str:
    chosen = known[known["default"].astype(bool)]
    if chosen.empty:
        return ""
    row = chosen.iloc[0]
    digits = digits_of(known["ratio"].min())
    within = bracketed(interval(row["low"], row["high"], lang, digits=digits), lang=lang)
    value = number(row["ratio"], digits)
    return f"，默认口径为{value}{within}" if lang == "zh" else f", by default {value}{within}"


def _excluding(known: pd.DataFrame, lang: Lang) -> str:
    """How many intervals exclude 1; where none does, that this is no evidence of equality."""
    bounded = known[known["low"].notna() | known["high"].notna()]
    n, zh = len(bounded), lang == "zh"
    if not n:
        return "未报告置信区间。" if zh else "No CI is reported."
    k = int(((bounded["low"] > 1) | (bounded["high"] < 1)).sum())
    if k:
        excludes = "excludes" if k == 1 else "exclude"
        return f"{n}个95%置信区间中有{k}个不含1。" if zh else f"{k} of {n} 95% CIs {excludes} 1."
    if zh:
        return f"{n}个95%置信区间均含1，方向无法确定，但不等于没有差异。"
    every = "The one 95% CI contains" if n == 1 else f"All {n} 95% CIs contain"
    return f"{every} 1: the direction is uncertain, which is not evidence of equality."


def _ratio_choice(known: pd.DataFrame, lang: Lang) -> str:
    """The choice whose options have medians that are most times apart."""
    zh = lang == "zh"
    said = [
        _CHOICES[name][zh] + (f"（中位数{ends}）" if zh else f" (median {ends})")
        for name, *medians in _widest(known, "ratio", log=True)
        for ends in [_ends(pd.Series(medians), lang)]
        if number(medians[0], digits_of(*medians)) != number(medians[1], digits_of(*medians))
    ]
    joined = listed(said, lang)
    if not joined:
        return ""
    return f"比值最受{joined}影响。" if zh else f"The ratio depends most on {joined}."


def _without_ratio(n: int, reference: str, lang: Lang) -> str:
    if not n:
        return ""
    if lang == "zh":
        return f"另有{n}种口径无比值，因{reference}未出现这些词。"
    unit = several(n, "more specification", "more specifications")
    gives = "gives" if n == 1 else "give"
    return f"{unit} {gives} no ratio, as the terms do not occur in {reference}."
