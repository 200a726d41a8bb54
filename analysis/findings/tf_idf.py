"""Readings of TF-IDF weights."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

from analysis.findings.leaders import tie_groups
from analysis.findings.reading import Reading, reading
from analysis.findings.wording import listed, named, number, ordered, quoted, several
from analysis.findings.words import CONCENTRATED
from corpus.language import Lang
from corpus.schema import check_columns

UNITS = 4  # of which the leading terms are named


def tf_idf_reading(
    table: pd.DataFrame,
    *,
    background: str = "",
    spread: pd.DataFrame | None = None,
    units: Sequence[Hashable] | None = None,
    top: int = 3,
    lang: Lang = "en",
) -> Reading:
    """Which terms are distinctive of each unit, against what, and which rest on one paragraph.

    Args:
        table: from ``tf_idf``: unit, term, tf_idf, n; with ``top_share`` of ``dispersion``, if
            known.
        background: what the terms are weighted against, in words of the language; by default the
            units of the table.
        spread: from ``dispersion`` by paragraph: term, top_share.
        units: those that are read, in order; by default all.
        top: how many leading terms are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import tf_idf
        >>> from analysis.findings import tf_idf_reading
        >>> counts = pd.DataFrame({"unit": ["2017", "2017", "2018", "2018"], "n": [2, 2, 1, 3]})
        >>> counts["term"] = ["创新", "教育", "创新", "营商环境"]
        >>> print(tf_idf_reading(tf_idf(counts), top=1, lang="zh"))
        以表中各文本为参照，TF-IDF权重居前的词：2017年为“教育”；2018年为“营商环境”。权重兼顾频次与稀有度，不是显著性检验。
    """
    check_columns(table, ["unit", "term", "tf_idf", "n"])
    rows = table[table["tf_idf"] > 0]
    rows = rows if units is None else rows[rows["unit"].isin(list(units))]
    if rows.empty:
        return reading([_nothing(lang)], lang)
    there = set(rows["unit"])
    order = [one for one in (ordered(there) if units is None else units) if one in there]
    best = pd.concat([_best(rows[rows["unit"] == one], top) for one in order])
    alone = len(set(table["unit"])) == 1 and not background
    against = (
        "" if alone else background or ("表中各文本" if lang == "zh" else "the texts of the table")
    )
    said = [_leading(best, order, against, lang), _one_paragraph(best, spread, lang)]
    return reading([*said, _alone(lang) if alone else _what_it_is(lang)], lang)


def _nothing(lang: Lang) -> str:
    return "表中没有TF-IDF权重。" if lang == "zh" else "The table has no TF-IDF weights."


def _what_it_is(lang: Lang) -> str:
    return (
        "权重兼顾频次与稀有度，不是显著性检验。"
        if lang == "zh"
        else "A weight combines frequency and rarity; it is no test of significance."
    )


def _alone(lang: Lang) -> str:
    return (
        "表中仅有一个文本，也未给出参照，权重只反映频次。"
        if lang == "zh"
        else "With one text and no background, the weights are no more than frequencies."
    )


def _best(own: pd.DataFrame, top: int) -> pd.DataFrame:
    groups = tie_groups(own, "tf_idf", "term", most=top)
    return pd.concat(groups) if groups else own.head(0)


def _leading(best: pd.DataFrame, order: list[Hashable], against: str, lang: Lang) -> str:
    """The leading terms of up to four units: the first ones, and the last if there are more."""
    zh = lang == "zh"
    shown = order if len(order) <= UNITS else [order[0], order[-1]]
    said = []
    for one in shown:
        terms = [quoted(term, lang) for term in best.loc[best["unit"] == one, "term"]]
        tied = "并列者过多，不列" if zh else "more terms tied than can be named"
        names = listed(terms, lang) if terms else tied
        said.append(f"{named(one, lang)}为{names}" if zh else f"{names} in {named(one, lang)}")
    if zh:
        few = f"（共{len(order)}份，仅列首尾）" if len(shown) < len(order) else ""
        head = f"以{against}为参照，" if against else ""
        return f"{head}TF-IDF权重居前的词{few}：{'；'.join(said)}。"
    few = f" (of {len(order)} texts, the first and the last)" if len(shown) < len(order) else ""
    head = f"Against {against}, the" if against else "The"
    return f"{head} highest TF-IDF weights{few} are those of {'; '.join(said)}."


def _one_paragraph(best: pd.DataFrame, spread: pd.DataFrame | None, lang: Lang) -> str:
    """Which of the leading terms rest on a single paragraph."""
    if spread is not None:
        best = best.drop(columns="top_share", errors="ignore")
        best = best.merge(spread[["term", "top_share"]].drop_duplicates("term"), on="term")
    if "top_share" not in best:
        return ""
    rows = best[(best["top_share"] >= CONCENTRATED) & (best["n"] > 1)].drop_duplicates("term")
    if rows.empty:
        return ""
    rows = rows.sort_values(["top_share", "n", "term"], ascending=[False, False, True])
    terms = [quoted(one, lang) for one in rows["term"].head(3)]
    rest = len(rows) - len(terms)
    share = number(100 * rows["top_share"].min(), 0)
    if lang == "zh":
        more = f"等{len(rows)}个词" if rest else ""
        return (
            f"{listed(terms, lang)}{more}至少{share}%的出现集中于同一段落，反映的是该段，"
            "而非整份文本。"
        )
    names = listed([*terms, *([several(rest, "more", "more")] if rest else [])], lang)
    return (
        f"At least {share}% of the occurrences of {names} fall in one paragraph: they reflect that "
        "paragraph, not the text."
    )
