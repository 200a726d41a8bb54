"""Readings of positions: who lies where, how surely, and whether that is more than time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import (
    bracketed,
    count,
    interval,
    listed,
    named,
    number,
    quoted,
    several,
)
from corpus.language import Lang
from corpus.schema import check_columns

_Z = 1.959963984540054
_NAMES = {"year": ("the report year", "报告年度"), "length": ("log words", "词数对数")}
_MEANS = {"year": ("time", "时间"), "length": ("length", "篇幅")}


def scaling_reading(
    table: pd.DataFrame,
    *,
    against: pd.DataFrame,
    terms: pd.DataFrame | None = None,
    label: str = "unit",
    top: int = 4,
    lang: Lang = "en",
) -> Reading:
    """Who lies highest and lowest, which neighbours are apart, and what the positions go with.

    Two neighbours are apart if the 95% interval of their difference excludes 0, texts being
    independent. The terms of an end are those with the largest weight times the root of their
    count.

    Args:
        table: one row per text: position or score, se, low, high and the label; such as
            ``ScalingFit.documents``, or from ``clustered_errors`` or ``wordscores``.
        against: from ``analysis.scaling.against``, or ``ScalingFit.against``.
        terms: term, weight, n, such as ``ScalingFit.terms``; None to name no terms.
        label: the column of the names.
        top: how many terms of each end are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import scaling_reading
        >>> from analysis.scaling import against
        >>> table = pd.DataFrame({"unit": [2014, 2016, 2018, 2020, 2022], "n": 9000,
        ...                       "position": [-1.2, -0.8, 0.1, 0.8, 1.1], "se": 0.1,
        ...                       "cluster": "section"})
        >>> table["low"], table["high"] = table["position"] - 0.2, table["position"] + 0.2
        >>> print(scaling_reading(table, against=against(table)))
        2022 lies highest (1.10, 95% CI [0.90, 1.30]), 2014 lowest (−1.20). Of 4 pairs of
        neighbours, 4 are apart (the CI of the difference excludes 0). Positions correlate with the
        report year by 0.99: they measure time, so compare texts of one year.
    """
    value = "position" if "position" in table else "score"
    check_columns(table, [label, value, "se", "low", "high"], "table")
    check_columns(against, ["variable", "r", "warning"], "against (from against)")
    known = table[table[value].notna()].sort_values(
        [value, label], ascending=[False, True], kind="stable", ignore_index=True
    )
    if known.empty:
        return reading(["没有文本有位置。" if lang == "zh" else "No text has a position."], lang)
    known = known.rename(columns={value: "value", label: "name"})
    return reading(
        [
            _extremes(known, lang),
            _neighbours(known, lang),
            _goes_with(against, lang),
            _of_terms(terms, top, lang),
        ],
        lang,
    )


def _extremes(known: pd.DataFrame, lang: Lang) -> str:
    first, last = known.iloc[0], known.iloc[-1]
    high, low = (named(one["name"], lang) for one in (first, last))
    said = [number(one["value"], 2) for one in (first, last)]
    limits = bracketed(said[0], interval(first["low"], first["high"], lang, digits=2), lang=lang)
    if len(known) == 1:
        return (
            f"仅{high}有位置{limits}。" if lang == "zh" else f"Only {high} has a position{limits}."
        )
    if lang == "zh":
        return f"{high}位置最高{limits}，{low}最低（{said[1]}）。"
    return f"{high} lies highest{limits}, {low} lowest ({said[1]})."


def _neighbours(known: pd.DataFrame, lang: Lang) -> str:
    """How many neighbours differ by more than chance, and that words are no independent draws."""
    value, se = (known[one].to_numpy(dtype=float) for one in ("value", "se"))
    apart = -np.diff(value) > _Z * np.hypot(se[1:], se[:-1])
    pairs = int(np.isfinite(np.hypot(se[1:], se[:-1])).sum())
    if not pairs:
        return ""
    k, short = int(apart.sum()), "cluster" not in known
    if lang == "zh":
        which = f"{count(k)}对" if k else "无一"
        said = f"{count(pairs)}对相邻文本中，{which}可以区分（其差的置信区间不含0）"
        return said + ("；置信区间视各词相互独立，故偏窄。" if short else "。")
    said = f"Of {several(pairs, 'pair', 'pairs')} of neighbours, {count(k) if k else 'none'} "
    said += f"{'is' if k < 2 else 'are'} apart (the CI of the difference excludes 0)"
    return said + ("; CIs take words as independent and are too short." if short else ".")


def _goes_with(against: pd.DataFrame, lang: Lang) -> str:
    """What the positions correlate with; what they measure, where that is strong."""
    known = against[against["r"].notna()].sort_values("variable", ascending=False)
    warned = known[known["warning"] != ""]
    zh = lang == "zh"
    if known.empty:
        return ""
    rows = (warned if len(warned) else known)[["variable", "r"]].itertuples(index=False, name=None)
    each = [
        f"与{_NAMES[one][1]}的相关系数为{number(r, 2)}"
        if zh
        else f"with {_NAMES[one][0]} by {number(r, 2)}"
        for one, r in rows
    ]
    said = f"位置{'，'.join(each)}" if zh else f"Positions correlate {listed(each, lang)}"
    if warned.empty:
        return said + ("。" if zh else ".")
    what = listed([_MEANS[one][zh] for one in warned["variable"]], lang)
    in_year = "year" in set(warned["variable"])
    if zh:
        return f"{said}，所测主要是{what}{'，宜在同一年内比较' if in_year else ''}。"
    return f"{said}: they measure {what}{', so compare texts of one year' if in_year else ''}."


def _of_terms(terms: pd.DataFrame | None, top: int, lang: Lang) -> str:
    if terms is None or terms.empty:
        return ""
    check_columns(terms, ["term", "weight", "n"], "terms")
    pull = terms["weight"] * np.sqrt(terms["n"])
    order = terms.assign(pull=pull).sort_values(["pull", "term"], ascending=[False, True])
    high = [quoted(str(one), lang) for one in order.loc[order["pull"] > 0, "term"].head(top)]
    low = [quoted(str(one), lang) for one in order.loc[order["pull"] < 0, "term"].tail(top)[::-1]]
    if not high or not low:
        return ""
    if lang == "zh":
        return f"高端的词：{'、'.join(high)}；低端的词：{'、'.join(low)}。"
    return f"Words of the high end: {', '.join(high)}; of the low end: {', '.join(low)}."
