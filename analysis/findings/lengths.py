"""Readings of the lengths of reports and of their parts."""

from __future__ import annotations

import json
from typing import Any, Literal

import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import (
    bracketed,
    count,
    interval,
    listed,
    named,
    number,
    several,
)
from analysis.topics.change import rising_and_falling
from corpus.language import Lang
from corpus.schema import SIDES, check_columns

Value = Literal["words", "characters"]
MIN_YEARS = 8  # fewer say too little about how much neighbouring years resemble each other


def lengths_reading(
    table: pd.DataFrame,
    *,
    parts: pd.DataFrame | None = None,
    value: Value = "words",
    label: str = "label",
    year: str = "report_year",
    lang: Lang = "en",
) -> Reading:
    """Which report is the longest, whether they grow longer, what of them is plan, what is unsure.

    Where the reports are those of 8 or more years, one a year, the mean length of the first years
    is compared with that of the last (up to 5 at each end) by ``rising_and_falling``, whose
    interval allows for years that resemble each other.

    Args:
        table: one row per report, as from ``report_lengths``: report_id and the columns below.
            With ``warnings`` of the table ``reports``, those are named whose parts are uncertain.
        parts: from ``part_lengths``, for the shares of review and plan.
        value: the column of the lengths: words or characters.
        label: the column that names the reports; report_id, if there is none.
        year: the column of their years; without it, no trend is told.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import lengths_reading
        >>> table = pd.DataFrame({"report_id": ["a", "b"], "label": ["Dalian", "Benxi"],
        ...                       "words": [8000, 5000]})
        >>> print(lengths_reading(table))
        Dalian has the longest of 2 reports (8,000 words), Benxi the shortest (5,000).
        >>> print(lengths_reading(table, lang="zh"))
        2份报告中，Dalian最长（8,000词），Benxi最短（5,000词）。
    """
    check_columns(table, ["report_id", value])
    name = label if label in table else "report_id"
    rows = table.dropna(subset=value).assign(_name=table[name])
    if rows.empty:
        return reading([_nothing(lang)], lang)
    trend = _trend(rows, value, year, lang)
    return reading(
        [_ends(rows, value, lang), trend, _sides(rows, parts, lang), _unsure(table, name, lang)],
        lang,
    )


def _nothing(lang: Lang) -> str:
    return "表中没有报告的长度。" if lang == "zh" else "The table has no length of a report."


def _ends(rows: pd.DataFrame, value: Value, lang: Lang) -> str:
    """The longest and the shortest report, or the only one."""
    zh, unit = lang == "zh", {"words": "词", "characters": "字"}[value]
    n, longest = len(rows), int(rows[value].max())
    if n == 1:
        own = named(rows["_name"].iloc[0], lang)
        only = f"{own}共{count(longest)}{unit}" if zh else f"{own} has {count(longest)} {value}"
        return (
            f"{only}；仅有一份报告，无从比较长短。"
            if zh
            else f"{only}; with one report there is no length to compare."
        )
    shortest = int(rows[value].min())
    if longest == shortest:
        return (
            f"{n}份报告长度相同，均为{count(longest)}{unit}。"
            if zh
            else f"{'Both' if n == 2 else f'All {n}'} reports have the same length, "
            f"{count(longest)} {value}."
        )
    top, low = (_named(rows[rows[value] == one], lang) for one in (longest, shortest))
    if zh:
        return (
            f"{n}份报告中，{top}最长（{count(longest)}{unit}），"
            f"{low}最短（{count(shortest)}{unit}）。"
        )
    have = "has" if (rows[value] == longest).sum() == 1 else "have"
    return (
        f"{top} {have} the longest of {n} reports ({count(longest)} {value}), "
        f"{low} the shortest ({count(shortest)})."
    )


def _named(rows: pd.DataFrame, lang: Lang) -> str:
    """The names of one report, or of several of the same length."""
    names = sorted(named(one, lang) for one in rows["_name"])
    if len(names) <= 3:
        return listed(names, lang)
    return (
        f"{names[0]}等{len(names)}份" if lang == "zh" else f"{names[0]} with {len(names) - 1} more"
    )


def _trend(rows: pd.DataFrame, value: Value, year: str, lang: Lang) -> str:
    """Whether the length changed between the first years and the last."""
    if year not in rows:
        return ""
    known = rows.dropna(subset=year)
    if len(known) < MIN_YEARS or known[year].duplicated().any():
        return ""
    series = pd.DataFrame({"unit": known[year].astype(int), "topic": 1, "share": known[value]})
    ends = min(5, len(known) // 2)
    row = rising_and_falling(series, years=ends).iloc[0]
    return _changed(row, value, lang)


def _changed(row: pd.Series[Any], value: Value, lang: Lang) -> str:
    zh, unit = lang == "zh", {"words": "词", "characters": "字"}[value]
    dash = "—" if zh else "–"
    spans = [str(row[one]).replace("-", dash) for one in ("first_years", "last_years")]
    ends = [count(round(row[one])) for one in ("first", "last")]
    limits = interval(row["low"], row["high"], lang, digits=0)
    if not limits or not (row["low"] > 0 or row["high"] < 0):
        ci = bracketed(limits, lang=lang)
        change = number(row["change"], 0, plus=True)
        return (
            f"{spans[0]}年平均{ends[0]}{unit}，{spans[1]}年平均{ends[1]}{unit}，变化为{change}"
            f"{unit}{ci}，不能断定有升降趋势。"
            if zh
            else f"The mean was {ends[0]} {value} in {spans[0]} and {ends[1]} in {spans[1]}, a "
            f"change of {change}{ci}: no trend can be told."
        )
    rose = row["change"] > 0
    if zh:
        return (
            f"报告趋于变{'长' if rose else '短'}：{spans[0]}年平均{ends[0]}{unit}，{spans[1]}年平均"
            f"{ends[1]}{unit}（变化的{limits}）。"
        )
    return (
        f"The reports have grown {'longer' if rose else 'shorter'}: from a mean of {ends[0]} "
        f"{value} in {spans[0]} to {ends[1]} in {spans[1]} (change: {limits})."
    )


def _sides(rows: pd.DataFrame, parts: pd.DataFrame | None, lang: Lang) -> str:
    """The share of the review and of the plan, over all reports, and their range."""
    if parts is None:
        return ""
    own = parts[parts["report_id"].isin(rows["report_id"])]
    own = own.assign(side=own["orientation"].map(SIDES)).dropna(subset="side")
    if own.empty:
        return ""
    shares = own.pivot_table(index="report_id", columns="side", values="share", aggfunc="sum")
    shares = 100 * shares.reindex(rows["report_id"]).fillna(0)
    said = [_side(shares, one, lang) for one in ("plan", "review") if one in shares]
    if lang == "zh":
        return f"{'，'.join(said)}。"
    joined = " and ".join(said)
    return f"{joined[0].upper()}{joined[1:]} of the words."


def _side(shares: pd.DataFrame, side: str, lang: Lang) -> str:
    own, name = shares[side], named(side, lang)
    ends = [number(one, 0) for one in (own.min(), own.max())]
    if lang == "zh":
        if ends[0] == ends[1]:
            return f"{name}占词数的{ends[0]}%"
        return f"{name}占词数的{ends[0]}%—{ends[1]}%（中位数{number(own.median(), 0)}%）"
    if ends[0] == ends[1]:
        return f"{name} takes {ends[0]}%"
    return f"{name} takes {ends[0]}–{ends[1]}% (median {number(own.median(), 0)}%)"


def _unsure(table: pd.DataFrame, name: str, lang: Lang) -> str:
    """Of which reports the parts were found by weak signs, as the warnings say."""
    if "warnings" not in table:
        return ""
    weak = table[table["warnings"].map(_has_uncertain_parts)]
    if weak.empty:
        return ""
    if len(table) == 1:
        return (
            "本报告各部分的划分依据不足，由语句推断，不宜比较部署与回顾。"
            if lang == "zh"
            else "The parts were inferred from weak signs; do not compare plan with review."
        )
    which = _named(weak.assign(_name=weak[name]), lang)
    if lang == "zh":
        return f"{which}各部分的划分依据不足，由语句推断，不宜比较部署与回顾。"
    return (
        f"In {several(len(weak), 'report', 'reports')} ({which}) the parts were inferred from weak "
        "signs; do not compare plan with review there."
    )


def _has_uncertain_parts(warnings: Any) -> bool:
    if not isinstance(warnings, str) or not warnings:
        return False
    return any(one["code"] == "uncertain_parts" for one in json.loads(warnings))
