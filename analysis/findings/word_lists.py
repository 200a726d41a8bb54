"""Readings of a researcher's word list: its words, the candidates for it, and its index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.dictionaries.expansion import MIN_DOCUMENTS, list_overlap
from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    count,
    digits_of,
    interval,
    is_same,
    listed,
    named,
    number,
    quoted,
    several,
    times,
)
from corpus.language import Lang
from corpus.schema import check_columns

SHOWN = 6  # words that a sentence names at most
HALF = 0.5  # the share from which one word carries a result
_AUDITED = ["term", "mentions", "of_all", "share_without", "finding"]
_EXPANDED = ["term", "inclusion", "kept", "bootstraps"]
_INDEX = ["unit", "weighting", "n", "value", "low", "high", "carried_by", "carried"]


def audit_reading(table: pd.DataFrame, rate: Mapping[str, Any], *, lang: Lang = "en") -> Reading:
    """How often a list is found, which word carries it, and which of its words may mislead.

    Args:
        table: from ``audit``.
        rate: from ``list_interval``, of the same list and reports.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import audit_reading
        >>> table = pd.DataFrame({"term": ["生态", "污染", "排污"], "mentions": [6, 4, 0],
        ...                       "of_all": [0.6, 0.4, 0.0], "share_without": [0.8, 1.2, 2.0],
        ...                       "finding": ["", "mostly inside longer terms", "never found"]})
        >>> rate = {"n": 10, "share": 2.0, "low": 1.0, "high": 4.0}
        >>> print(audit_reading(table, rate))
        2 of the 3 words of the list occur, 10 times together, or 2.0 per 1,000 words (95% CI [1.0,
        4.0]). “生态” alone makes up 60% of this; without it, the rate is 0.8. 1 word occurs mostly
        inside longer policy terms or other words, where it may mean something else: “污染”
        [pollution]. Never found: “排污”.
    """
    check_columns(table, _AUDITED)
    if not rate["n"]:
        return reading([_none(len(table), lang)], lang)
    told = (
        _found(table, rate, lang),
        _carrier(table, lang),
        _misleading(table, lang),
        _never(table, lang),
    )
    return reading(told, lang)


def _none(words: int, lang: Lang) -> str:
    if lang == "zh":
        return f"词表的{words}个词在这些报告中均未出现：词表或许为其他文本或年代而编，指数均为0。"
    none = (
        "The word of the list does not occur"
        if words == 1
        else f"None of the {words} words of the list occurs"
    )
    return (
        f"{none} in these reports: the list may have been made for other texts or years, and its "
        "index is 0 in all."
    )


def _found(table: pd.DataFrame, rate: Mapping[str, Any], lang: Lang) -> str:
    found, n = int(table["mentions"].gt(0).sum()), int(rate["n"])
    value, low, high = (float(rate[one]) for one in ("share", "low", "high"))
    digits = digits_of(value, low, high)
    ci = bracketed(interval(low, high, lang, digits=digits), lang=lang)
    if lang == "zh":
        return (
            f"词表{len(table)}个词中出现{found}个，合计{count(n)}次，"
            f"每千词{number(value, digits)}次{ci}。"
        )
    rate_said = f"{number(value, digits)} per 1,000 words{ci}"
    if found == 1:
        some = "The word" if len(table) == 1 else f"1 of the {len(table)} words"
        return f"{some} of the list occurs, {times(n)}, or {rate_said}."
    return (
        f"{found} of the {len(table)} words of the list occur, {times(n)} together, or {rate_said}."
    )


def _carrier(table: pd.DataFrame, lang: Lang) -> str:
    """The word with most occurrences, its share, and the rate of the others."""
    if len(table) == 1:
        return ""
    row = table.sort_values(["mentions", "term"], ascending=[False, True]).iloc[0]
    word, share = quoted(row["term"], lang), _percent(row["of_all"])
    rest = number(row["share_without"], digits_of(row["share_without"]))
    if lang == "zh":
        return f"其中{word}一词占{share}；去掉该词，每千词为{rest}次。"
    return f"{word} alone makes up {share} of this; without it, the rate is {rest}."


def _misleading(table: pd.DataFrame, lang: Lang) -> str:
    """The words that are mostly part of something else."""
    terms = table.loc[table["finding"].str.startswith("mostly"), "term"].tolist()
    if not terms:
        return ""
    if lang == "zh":
        return (
            f"{len(terms)}个词多见于更长的政策词或其他词之内，含义可能不同：{_some(terms, lang)}。"
        )
    one = len(terms) == 1
    verb, they = ("occurs", "it") if one else ("occur", "they")
    return (
        f"{several(len(terms), 'word', 'words')} {verb} mostly inside longer policy terms or other "
        f"words, where {they} may mean something else: {_some(terms, lang)}."
    )


def _never(table: pd.DataFrame, lang: Lang) -> str:
    terms = table.loc[table["finding"] == "never found", "term"].tolist()
    if not terms:
        return ""
    return (
        f"未出现：{_some(terms, lang)}。" if lang == "zh" else f"Never found: {_some(terms, lang)}."
    )


def _some(terms: Iterable[str], lang: Lang) -> str:
    """The first of the terms, and how many more there are."""
    every = list(terms)
    names = [quoted(one, lang) for one in every[:SHOWN]]
    more = len(every) - SHOWN
    if more <= 0:
        return listed(names, lang)
    return (
        "、".join(names) + f"等{len(every)}个"
        if lang == "zh"
        else (", ".join(names) + f" and {more} more")
    )


def _percent(share: float) -> str:
    return f"{number(100 * share, 0)}%"


def expansion_reading(table: pd.DataFrame | None, *, lang: Lang = "en") -> Reading:
    """Which candidates were found again in most bootstraps, and that neighbours are no synonyms.

    Args:
        table: from ``expand``; None or empty where there was too little to expand from.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import expansion_reading
        >>> table = pd.DataFrame({"term": ["治污", "关停"], "inclusion": [1.0, 0.5],
        ...                       "kept": [True, False], "bootstraps": 20})
        >>> print(expansion_reading(table))
        1 of 2 candidates is kept, being among the nearest words in most of 20 draws of the reports:
        “治污”. Two draws have 82% of their candidates in common. Words in like contexts may also be
        opposites, parts of a series or things listed together, and being found again is no sign
        that a word belongs: read the lines of each before it enters the list.
    """
    if table is None or table.empty:
        return reading([_too_little(lang)], lang)
    check_columns(table, _EXPANDED)
    if table["inclusion"].isna().any():
        return reading([_untested(len(table), lang)], lang)
    return reading([_kept(table, lang), _agreement(table, lang), _no_synonyms(lang)], lang)


def _too_little(lang: Lang) -> str:
    least = MIN_DOCUMENTS
    if lang == "zh":
        return f"不作扩展：候选词须在至少{least}份报告中检验，且词表中至少有一词出现{least}次。"
    return (
        f"The list is not expanded: candidates are tested in {least} reports or more, in which a "
        f"word of the list occurs {least} times or more."
    )


def _untested(n: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{n}个候选词未经自助抽样检验，不予保留。"
    return (
        f"{several(n, 'candidate was', 'candidates were')} not tested in other draws of the "
        "reports; none is kept."
    )


def _kept(table: pd.DataFrame, lang: Lang) -> str:
    terms = table.loc[table["kept"].astype(bool), "term"].tolist()
    k, n, draws = len(terms), len(table), int(table["bootstraps"].iloc[0])
    if lang == "zh":
        if not k:
            return f"{n}个候选词均不稳定：没有一个在{draws}次自助抽样的多数中居前。"
        return (
            f"{n}个候选词中保留{k}个，它们在{draws}次自助抽样的多数中居前：{_some(terms, lang)}。"
        )
    if not k:
        return (
            f"None of {several(n, 'candidate', 'candidates')} is among the nearest words in most "
            f"of {draws} draws of the reports."
        )
    verb = "is" if k == 1 else "are"
    return (
        f"{k} of {several(n, 'candidate', 'candidates')} {verb} kept, being among the nearest "
        f"words in most of {draws} draws of the reports: {_some(terms, lang)}."
    )


def _agreement(table: pd.DataFrame, lang: Lang) -> str:
    shared = list_overlap(table)["overlap"].iloc[0]
    if pd.isna(shared):
        return ""
    if lang == "zh":
        return f"任意两次抽样的候选词平均有{_percent(shared)}相同。"
    return f"Two draws have {_percent(shared)} of their candidates in common."


def _no_synonyms(lang: Lang) -> str:
    if lang == "zh":
        return (
            "语境相近的也可能是反义词、同一系列的词或仅仅并列的事物，稳定出现不等于应当入表：逐条阅读"
            "上下文后再决定。"
        )
    return (
        "Words in like contexts may also be opposites, parts of a series or things listed together,"
        " and being found again is no sign that a word belongs: read the lines of each before it "
        "enters the list."
    )


@at_its_level
def index_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """Where an index is highest and lowest, what carries it, and whether weights change the order.

    Args:
        table: from ``list_index``, with the year or place as ``unit``; the rows of several
            weightings below each other, those of weights of 1 among them.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or there are no rows with weights of 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import index_reading
        >>> one = pd.DataFrame({"unit": [2018, 2019], "weighting": "one", "n": [9, 40],
        ...                     "value": [2.0, 9.0], "low": [1.0, 6.0], "high": [4.0, 12.0],
        ...                     "carried_by": "生态", "carried": [0.6, 0.4]})
        >>> idf = one.assign(weighting="idf of 2 reports", value=[3.0, 10.0])
        >>> print(index_reading(pd.concat([one, idf])))
        The index with weights of 1 is highest in 2019 (9.0 per 1,000 words, 95% CI [6.0, 12.0]) and
        lowest in 2018 (2.0, 95% CI [1.0, 4.0]), of 2 reports. In 1 of 2 one word makes up half of
        it or more: “生态” (1). With idf weights the order is the same.
    """
    check_columns(table, _INDEX)
    one = table[table["weighting"] == "one"]
    if one.empty:
        raise ValueError("the table has no rows with weights of 1; see list_index(weights='one')")
    if not one["n"].sum():
        return reading([_all_zero(len(one), lang)], lang)
    if len(one) == 1:
        return reading([_alone(one.iloc[0].to_dict(), lang), _carried(one, lang)], lang)
    order = one.sort_values("value", kind="stable")
    low, high = (order.iloc[at].to_dict() for at in (0, -1))
    if is_same(high["value"], low["value"]):
        return reading([_all_same(high, len(one), lang), _carried(one, lang)], lang)
    ends = [_ends(high, low, len(one), lang), _overlap(high, low, lang)]
    return reading([*ends, _carried(one, lang), _reordered(table, lang)], lang)


def _all_zero(n: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{n}份报告的指数均为0：词表的词均未出现，而议题未必未被提及。"
    reports = "the report" if n == 1 else f"all {n} reports"
    return (
        f"The index is 0 in {reports}: no word of the list occurs, which does not mean that the "
        "matter is not mentioned."
    )


def _alone(row: Mapping[Any, Any], lang: Lang) -> str:
    if lang == "zh":
        value = _value(row, lang)
        return f"{_where(row, lang)}的指数（等权）为每千词{value}；单独一个指数无从比较高低。"
    value = _value(row, lang, unit=True)
    return (
        f"The index of {_where(row, lang)} with weights of 1 is {value}; one value alone is "
        "neither high nor low."
    )


def _all_same(row: Mapping[Any, Any], n: int, lang: Lang) -> str:
    said = number(row["value"], digits_of(row["value"]))
    if lang == "zh":
        return f"{n}份报告的等权指数相同，均为每千词{said}次。"
    reports = "both reports" if n == 2 else f"all {n} reports"
    return f"The index with weights of 1 is the same in {reports}, {said} per 1,000 words."


def _ends(high: Mapping[Any, Any], low: Mapping[Any, Any], n: int, lang: Lang) -> str:
    if lang == "zh":
        most = f"{_where(high, lang)}（每千词{_value(high, lang, between='，')}）"
        least = f"{_where(low, lang)}（{_value(low, lang, between='，')}）"
        return f"{n}份报告中，等权指数最高的是{most}，最低的是{least}。"
    most = f"{_where(high, lang)} ({_value(high, lang, unit=True, between=', ')})"
    least = f"{_where(low, lang)} ({_value(low, lang, between=', ')})"
    return (
        f"The index with weights of 1 is highest in {most} and lowest in {least}, of {n} reports."
    )


def _where(row: Mapping[Any, Any], lang: Lang) -> str:
    name = named(row["unit"], lang)
    return f"the {name}" if name == "State Council" else name


def _value(row: Mapping[Any, Any], lang: Lang, *, unit: bool = False, between: str = "") -> str:
    """The value with its interval, in brackets or after a comma."""
    digits = digits_of(row["value"], row["low"], row["high"])
    said = number(row["value"], digits) + (" per 1,000 words" if unit else "")
    said += "次" if lang == "zh" else ""
    ends = interval(row["low"], row["high"], lang, digits=digits)
    if not between:
        return said + bracketed(ends, lang=lang)
    return said + (f"{between}{ends}" if ends else "")


def _overlap(high: Mapping[Any, Any], low: Mapping[Any, Any], lang: Lang) -> str:
    if pd.isna(high["low"]) or pd.isna(low["high"]) or low["high"] < high["low"]:
        return ""
    if lang == "zh":
        return "两者置信区间重叠，高低未定。"
    return "Their CIs overlap, so that the order of the two is uncertain."


def _carried(one: pd.DataFrame, lang: Lang) -> str:
    """In how many reports a single word makes up half of the index, and which."""
    many = one.loc[one["carried"] >= HALF, "carried_by"].value_counts()
    if many.empty:
        return "没有一词占指数的一半。" if lang == "zh" else "No single word makes up half of it."
    rows = sorted(many.items(), key=lambda item: (-item[1], str(item[0])))[:3]
    if len(one) == 1:
        word = quoted(str(rows[0][0]), lang)
        return f"{word}一词占一半以上。" if lang == "zh" else f"{word} makes up half of it or more."
    if lang == "zh":
        words = listed([f"{quoted(str(term), lang)}（{n}份）" for term, n in rows], lang)
        return f"其中{int(many.sum())}份由一个词占一半以上：{words}。"
    words = listed([f"{quoted(str(term), lang)} ({n})" for term, n in rows], lang)
    return f"In {int(many.sum())} of {len(one)} one word makes up half of it or more: {words}."


def _reordered(table: pd.DataFrame, lang: Lang) -> str:
    """How many pairs of reports change their order with idf weights."""
    idf = table["weighting"].str.startswith("idf")
    if not idf.any():
        return ""
    each = [rows.set_index("unit")["value"] for rows in (table[~idf], table[idf])]
    changed, pairs = _flips(*each)
    if lang == "zh":
        if not changed:
            return "改用IDF权重，次序不变。"
        return f"改用IDF权重，{count(pairs)}对报告中有{count(changed)}对次序改变。"
    if not changed:
        return "With idf weights the order is the same."
    return (
        f"With idf weights {count(changed)} of {several(pairs, 'pair', 'pairs')} of reports "
        f"{'changes' if changed == 1 else 'change'} order."
    )


def _flips(a: pd.Series, b: pd.Series) -> tuple[int, int]:
    """How many pairs have the opposite order in the second series, and how many there are."""
    first, second = a.to_numpy(dtype=float), b.reindex(a.index).to_numpy(dtype=float)
    apart = (first[:, None] - first) * (second[:, None] - second)
    n = len(first)
    return int((apart < 0).sum()) // 2, n * (n - 1) // 2
