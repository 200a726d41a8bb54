"""Readings of where in a text terms occur: how evenly they are spread over its paragraphs."""

from __future__ import annotations

import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import count, is_same, listed, number, quoted, several
from analysis.findings.words import CONCENTRATED
from corpus.language import Lang
from corpus.schema import check_columns


def spread_reading(table: pd.DataFrame | None, *, lang: Lang = "en") -> Reading:
    """Which of the terms are spread most and least evenly, and which one paragraph accounts for.

    Args:
        table: from ``dispersion`` by paragraph, with the sizes of all: term, n, range, dp_norm,
            top_share; None where no term occurs.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.dispersion import dispersion
        >>> from analysis.findings import spread_reading
        >>> counts = pd.DataFrame({"unit": ["p1", "p2", "p3", "p3"], "n": [2, 2, 1, 6]})
        >>> counts["term"] = ["创新", "创新", "创新", "养老"]
        >>> table = dispersion(counts, sizes={"p1": 50, "p2": 50, "p3": 50})
        >>> print(spread_reading(table, lang="zh").sentences[0])
        2个词中，分布最均匀的是“创新”（离散度0.20，见于3个段落），最集中的是“养老”（1.00，1个）。
    """
    if table is None:
        return reading([_nothing(lang)], lang)
    check_columns(table, ["term", "n", "range", "dp_norm", "top_share"])
    known = table.dropna(subset="dp_norm")
    if known.empty:
        return reading([_nothing(lang)], lang)
    return reading([_ends(known, lang), _one_paragraph(known, lang), _scale(lang)], lang)


def _nothing(lang: Lang) -> str:
    return (
        "所列的词均未出现，无从判断分布。"
        if lang == "zh"
        else "None of the terms occurs, so there is no spread to tell."
    )


def _ends(known: pd.DataFrame, lang: Lang) -> str:
    """The most and the least even term, with their paragraphs."""
    rows = known.sort_values(["dp_norm", "term"])
    first, last = rows.iloc[0], rows.iloc[-1]
    even, least = quoted(first["term"], lang), quoted(last["term"], lang)
    value, other = number(first["dp_norm"], 2), number(last["dp_norm"], 2)
    if len(rows) == 1 or is_same(first["dp_norm"], last["dp_norm"]):
        whose = even if len(rows) == 1 else "各词" if lang == "zh" else "all terms"
        return (
            f"{whose}的离散度为{value}。"
            if lang == "zh"
            else f"The dispersion of {whose} is {value}."
        )
    if lang == "zh":
        return (
            f"{len(rows)}个词中，分布最均匀的是{even}（离散度{value}，见于{count(first['range'])}个"
            f"段落），最集中的是{least}（{other}，{count(last['range'])}个）。"
        )
    where = several(int(first["range"]), "paragraph", "paragraphs")
    return (
        f"Of {len(rows)} terms, {even} is spread most evenly (dispersion {value}, in {where}), "
        f"{least} least ({other}, in {count(last['range'])})."
    )


def _one_paragraph(known: pd.DataFrame, lang: Lang) -> str:
    rows = known[(known["top_share"] >= CONCENTRATED) & (known["n"] > 1)]
    if rows.empty:
        return ""
    names = listed([quoted(one, lang) for one in rows["term"]], lang)
    if lang == "zh":
        return f"{names}半数以上的出现集中于同一段落，反映的是该段，而非整份报告。"
    return f"Half or more of the occurrences of {names} fall in one paragraph."


def _scale(lang: Lang) -> str:
    return (
        "离散度0为均匀分布于各段，1为集中于一处；频次低的词总显得集中。"
        if lang == "zh"
        else "0 is even over the paragraphs, 1 concentrated; rare terms always look concentrated."
    )
