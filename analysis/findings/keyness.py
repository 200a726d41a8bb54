"""Readings of key terms: which terms one text uses more often than another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    count,
    is_span,
    is_year,
    listed,
    named,
    number,
    p_value,
    quoted,
    several,
    times,
)
from corpus.language import Lang
from corpus.schema import check_columns

LEVEL = 0.05
_NEEDED = [
    "term",
    "n_target",
    "n_reference",
    "words_target",
    "words_reference",
    "log_odds_z",
    "p",
    "p_adjusted",
]
_BY_WORDS = ("g2", "fisher")


@at_its_level
def keyness_reading(
    table: pd.DataFrame | None, *, target: str, reference: str, top: int = 3, lang: Lang = "en"
) -> Reading:
    """Which terms each of two texts uses more often, if any does after adjustment.

    Args:
        table: from ``keyness_of_side`` or ``keyness``; None where there is only one of the texts.
        target: what the focus text is called: ``plan``, ``review``, or a label such as Shenzhen
            2018.
        reference: what the reference text is called.
        top: how many terms of each are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import keyness_reading
        >>> table = pd.DataFrame({"term": ["创新", "招商"], "n_target": [12, 3],
        ...                       "n_reference": [4, 3], "words_target": 1000,
        ...                       "words_reference": 1000,
        ...                       "log_odds_z": [2.9, 0.1], "p": [0.001, 0.9],
        ...                       "p_adjusted": [0.002, 0.9]})
        >>> print(keyness_reading(table, target="plan", reference="review"))
        Of 2 terms tested, 1 differs after adjustment (adjusted p < 0.05). The plan uses “创新”
        [innovation] 3.0 times as often as the review, relative to length (adjusted p = 0.002). The
        other term may differ too: this is not evidence of equality.
    """
    if table is None:
        return reading([_only_one(lang)], lang)
    check_columns(table, _NEEDED)
    tested = table[table["p"].notna()]
    names = _text_of(target, lang), _text_of(reference, lang)
    if tested.empty:
        return reading([_nothing(table, lang)], lang)
    if "p_method" in tested and tested["p_method"].isin(_BY_WORDS).all():
        return reading([_single(names, lang)], lang)
    sure = tested[tested["p_adjusted"] < LEVEL]
    if sure.empty:
        return reading(_none(tested, {target, reference}, lang), lang)
    sides = [_side(_more(sure, sign), names[:: int(sign)], sign, top, lang) for sign in (1, -1)]
    rest = len(tested) - len(sure)
    return reading([_how_many(len(tested), len(sure), lang), *sides, _rest(rest, lang)], lang)


def _text_of(name: str, lang: Lang) -> str:
    """What a text is called as the subject of a sentence: a year has a report, years a text."""
    if lang == "en" and (is_year(name) or is_span(name)):
        return f"the {'report' if is_year(name) else 'text'} of {name}"
    return named(name, lang)


def _nothing(table: pd.DataFrame, lang: Lang) -> str:
    if table.empty:
        return (
            "表中没有词可供检验。"
            if lang == "zh"
            else "The table has no terms that could be tested."
        )
    return (
        "未能计算p值，不能断定用词存在差异。"
        if lang == "zh"
        else "No p value could be computed, so no difference can be told."
    )


def _single(names: tuple[str, str], lang: Lang) -> str:
    """One text is a single section, so that p treats words as independent draws, as none are."""
    a, b = names
    if lang == "zh":
        return f"{a}或{b}仅有一节，p值只能将词视为相互独立，不足以断定用词存在差异。"
    return (
        f"Of {a} and {b}, one is a single section, so the p values treat words as independent: "
        "they do not establish a difference."
    )


def _none(tested: pd.DataFrame, labels: set[str], lang: Lang) -> list[str]:
    """Model 5: none is significant after adjustment."""
    m, raw = len(tested), int((tested["p"] < LEVEL).sum())
    own = labels == {"plan", "review"}
    if lang == "zh":
        alone = "仅凭本报告" if own else "仅凭这两个文本"
        found = f"检验{count(m)}个词，{raw}个p < 0.05，校正后无一显著"
        found = found if raw else f"检验{count(m)}个词，无一p < 0.05"
        return [f"{found}；{alone}不能断定用词存在差异。"]
    whole = f"Of {several(m, 'term', 'terms')} tested,"
    first = f"{whole} {raw} {'has' if raw == 1 else 'have'} p < 0.05; none does after adjustment."
    first = first if raw else f"{whole} none has p < 0.05."
    alone = "This report alone does" if own else "These texts alone do"
    return [first, f"{alone} not establish a difference."]


def _how_many(m: int, k: int, lang: Lang) -> str:
    if lang == "zh":
        return f"检验{count(m)}个词，{k}个校正后仍显著（校正后p < 0.05）。"
    differ = "differs" if k == 1 else "differ"
    return (
        f"Of {several(m, 'term', 'terms')} tested, {k} {differ} after adjustment "
        "(adjusted p < 0.05)."
    )


def _rest(rest: int, lang: Lang) -> str:
    if not rest:
        return ""
    if lang == "zh":
        return f"其余{count(rest)}个词不能断定，但不等于没有差异。"
    which = "The other term" if rest == 1 else f"The other {count(rest)} terms"
    return f"{which} may differ too: this is not evidence of equality."


def _more(sure: pd.DataFrame, sign: int) -> pd.DataFrame:
    """The terms that one side uses more, by rate, the most distinctive first."""
    rates = sure["n_target"] / sure["words_target"], sure["n_reference"] / sure["words_reference"]
    high, low = rates[::sign]
    with np.errstate(divide="ignore"):
        rows = sure.assign(_ratio=high / low.where(low > 0), _z=sign * sure["log_odds_z"])
    rows = rows[high > low]
    return rows.sort_values(["_z", "p_adjusted", "term"], ascending=[False, True, True])


def _side(rows: pd.DataFrame, names: tuple[str, ...], sign: int, top: int, lang: Lang) -> str:
    """Model 4 for the first term of a side, and the next ones in brackets."""
    if rows.empty:
        return ""
    zh, (more, less) = lang == "zh", names
    first = rows.iloc[0]
    own = int(first["n_target" if sign > 0 else "n_reference"])
    p = p_value(first["p_adjusted"], lang)
    then = _then(rows.iloc[1:top], len(rows) - top, lang)
    term = quoted(first["term"], lang)
    capital = f"The{more[3:]}" if more.startswith("the ") else more  # a name stays as it is
    if pd.isna(first["_ratio"]):
        return (
            f"{more}使用{term}{count(own)}次，{less}未使用（{p}）{then}。"
            if zh
            else f"{capital} uses {term} {times(own)}, {less} never ({p}){then}."
        )
    ratio = number(first["_ratio"])
    if zh:
        return f"按每千词计，{more}使用{term}的频率是{less}的{ratio}倍（{p}）{then}。"
    return (
        f"{capital} uses {term} {ratio} times as often as {less}, relative to length ({p}){then}."
    )


def _then(rows: pd.DataFrame, others: int, lang: Lang) -> str:
    """The next terms of a side, each with its ratio."""
    if rows.empty:
        return ""
    said = [_ratio(row, lang) for row in rows.to_dict("records")]
    if lang == "zh":
        more = f"，共{len(rows) + 1 + others}个词" if others > 0 else ""
        return f"；同样较多的还有{listed(said, lang)}{more}"
    said += [f"{others} more"] if others > 0 else []
    return f"; likewise {listed(said, lang)}"


def _ratio(row: dict[Any, Any], lang: Lang) -> str:
    term, ratio = quoted(row["term"], lang), row["_ratio"]
    if pd.isna(ratio):
        return f"{term}（仅见于此）" if lang == "zh" else f"{term} (used only here)"
    return f"{term}（{number(ratio)}倍）" if lang == "zh" else f"{term} ({number(ratio)} times)"


def _only_one(lang: Lang) -> str:
    return (
        "缺少可供比较的另一方文本，故不检验用词差异。"
        if lang == "zh"
        else "There is no second text to compare with, so no difference of words is tested."
    )
