"""Readings of intervals taken by section, paragraph and word: how much too sure words are."""

from __future__ import annotations

import pandas as pd

from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import number, quoted
from corpus.language import Lang
from corpus.schema import check_columns

_WAYS = ("", "_paragraphs", "_words")


@at_its_level
def widths_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """How much wider intervals are by section and by paragraph than by word.

    Args:
        table: one row per term: term, and the limits by section (low, high), by paragraph
            (low_paragraphs, high_paragraphs) and by word (low_words, high_words).
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import widths_reading
        >>> table = pd.DataFrame({"term": ["创新", "养老"], "low": [1.0, 0.5], "high": [5.0, 3.5],
        ...     "low_paragraphs": [1.5, 0.5], "high_paragraphs": [4.5, 2.5],
        ...     "low_words": [2.0, 1.0], "high_words": [4.0, 2.0]})
        >>> print(widths_reading(table).sentences[0])
        By section, the 95% CIs of 2 terms are 2.5 times as wide as by word (median), by paragraph
        1.8 times.
    """
    check_columns(table, ["term", *(f"{end}{way}" for way in _WAYS for end in ("low", "high"))])
    width = {way: table[f"high{way}"] - table[f"low{way}"] for way in _WAYS}
    ratios = pd.DataFrame(
        {
            "term": table["term"],
            "section": width[""] / width["_words"],
            "paragraph": width["_paragraphs"] / width["_words"],
        }
    ).dropna()
    if ratios.empty:
        none = "No term has all three intervals, so their widths are not compared."
        return reading(["没有词同时有三种区间，不作比较。" if lang == "zh" else none], lang)
    return reading([_medians(ratios, lang), _most(ratios, lang), _meaning(ratios, lang)], lang)


def _medians(ratios: pd.DataFrame, lang: Lang) -> str:
    section, paragraph = (number(ratios[one].median()) for one in ("section", "paragraph"))
    if lang == "zh":
        return (
            f"{len(ratios)}个词的95%置信区间，以节为重抽样单位时宽度为按词计算的{section}倍"
            f"（中位数），以段落为单位时为{paragraph}倍。"
        )
    whose = f"95% CIs of {len(ratios)} terms are" if len(ratios) > 1 else "95% CI of the term is"
    median = " (median)" if len(ratios) > 1 else ""
    return (
        f"By section, the {whose} {section} times as wide as by word{median}, by paragraph "
        f"{paragraph} times."
    )


def _most(ratios: pd.DataFrame, lang: Lang) -> str:
    if len(ratios) == 1:
        return ""
    rows = ratios.sort_values(["section", "term"], ascending=[False, True])
    first, last = rows.iloc[0], rows.iloc[-1]
    if lang == "zh":
        return (
            f"相差最大的是{quoted(first['term'], lang)}（{number(first['section'])}倍），"
            f"最小的是{quoted(last['term'], lang)}（{number(last['section'])}倍）。"
        )
    return (
        f"Most for {quoted(first['term'], lang)} ({number(first['section'])} times), least for "
        f"{quoted(last['term'], lang)} ({number(last['section'])} times)."
    )


def _meaning(ratios: pd.DataFrame, lang: Lang) -> str:
    effect = number(ratios["section"].median() ** 2)
    if lang == "zh":
        return f"宽度之比的平方即设计效应（{effect}）：样本量相当于词数的1/{effect}。"
    return (
        f"Squared, this is the design effect ({effect}): the text tells as much as 1/{effect} of "
        "its words would if they were independent."
    )
