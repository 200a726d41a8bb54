"""Readings of what others counted: whether it is met, and what the way of counting changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import (
    bracketed,
    count,
    digits_of,
    interval,
    label,
    listed,
    number,
    quoted,
)
from analysis.years_in_titles import span
from corpus.language import Lang
from corpus.schema import check_columns

CLOSE = 1.0  # percent
FEW = 5  # occurrences below which a ratio of counts is not worth a sentence
_WAYS = {
    "icu": ("ICU’s word breaks", "ICU分词"),
    "icu_stopped": ("ICU’s word breaks without stop words", "ICU分词并去停用词"),
    "jieba": ("jieba’s own words", "jieba分词（不加词典）"),
    "substring": ("character strings", "字符串"),
    "mention": ("mentions", "提及"),
    "token": ("tokens with the policy lexicon", "加载政策词典的词例"),
    "text": ("Chinese characters of the whole text", "全文汉字"),
    "body": ("Chinese characters of the body", "正文汉字"),
}
_RECOUNTED = ["first", "last", "term", "published", "way", "ours", "off_percent", "reports"]
_RECIPE = ["year", "hits", "recipe", "n", "value", "low", "high"]


def recount_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """Which way of counting comes nearest to published counts, and how near.

    The nearest way has the smallest mean of absolute percentages over the counts that all ways
    have.

    Args:
        table: from ``recounted``.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or there are no rows.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import recount_reading
        >>> table = pd.DataFrame({"first": 1954, "last": 2017, "term": ["经济", "主义"] * 2,
        ...                       "published": [5036, 2817] * 2, "way": ["icu"] * 2 + ["jieba"] * 2,
        ...                       "ours": [5037, 2817, 3103, 3], "reports": 49})
        >>> table["off_percent"] = 100 * (table["ours"] / table["published"] - 1)
        >>> print(recount_reading(table))
        Counted by ICU’s word breaks, the same reports give 1 of 2 published counts exactly and 1
        more within 1%. The furthest is “经济”: 5,037 for 5,036 (+0.02%). Other ways go
        further: jieba’s own words give 3 for “主义” (2,817 published).
    """
    check_columns(table, _RECOUNTED, "table (from recounted)")
    if table.empty:
        raise ValueError("the table has no rows; there is nothing to compare")
    best = _nearest_way(table)
    own, others = table[table["way"] == best], table[table["way"] != best]
    return reading([_met(own, best, lang), _furthest(own, lang), _elsewhere(others, lang)], lang)


def _nearest_way(table: pd.DataFrame) -> str:
    wide = table.pivot_table(index=["first", "last", "term"], columns="way", values="off_percent")
    return str(wide.dropna().abs().mean().sort_index().idxmin())


def _met(own: pd.DataFrame, way: str, lang: Lang) -> str:
    apart, n = own["off_percent"].abs(), len(own)
    exact, close = int((apart == 0).sum()), int(((apart > 0) & (apart <= CLOSE)).sum())
    name = _WAYS[way][lang == "zh"]
    if lang == "zh":
        return f"按{name}计数，{n}个已发表的频次中{exact}个完全相同，另有{close}个相差不超过1%。"
    found = f"{exact} of {n} published counts exactly"
    more = f"{close} more" if exact else str(close)
    return f"Counted by {name}, the same reports give {found} and {more} within 1%."


def _furthest(own: pd.DataFrame, lang: Lang) -> str:
    row = own.iloc[int(own["off_percent"].abs().argmax())]
    if row["off_percent"] == 0:
        return ""
    term, ours, theirs, percent = _said(row, lang)
    if lang == "zh":
        return f"相差最大的是{term}：本文{ours}，原文{theirs}（{percent}%）。"
    return f"The furthest is {term}: {ours} for {theirs} ({percent}%)."


def _elsewhere(others: pd.DataFrame, lang: Lang) -> str:
    """The count that is furthest from the published one, by any of the other ways."""
    if others.empty or others["off_percent"].abs().max() <= CLOSE:
        return ""
    row = others.iloc[int(others["off_percent"].abs().argmax())]
    term, ours, theirs, _ = _said(row, lang)
    way = _WAYS[str(row["way"])][lang == "zh"]
    if lang == "zh":
        return f"换一种方法则相差更大：按{way}计，{term}为{ours}（原文{theirs}）。"
    return f"Other ways go further: {way} give {ours} for {term} ({theirs} published)."


def _said(row: pd.Series, lang: Lang) -> tuple[str, str, str, str]:
    """The term with its years where it is a whole text's, both counts and the percentage."""
    whole = span(int(row["first"]), int(row["last"]), lang) + ("年" if lang == "zh" else "")
    term = whole if row["term"] == "all" else quoted(str(row["term"]), lang)
    percent = number(row["off_percent"], digits_of(row["off_percent"]), plus=True)
    return term, count(row["ours"]), count(row["published"]), percent


def ways_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """What the way of counting does to the counts and the order of words in the reports at hand.

    Args:
        table: one row per term and way: term, way, n.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import ways_reading
        >>> table = pd.DataFrame({"term": ["发展", "经济"] * 2, "n": [60, 30, 20, 28],
        ...                       "way": ["substring"] * 2 + ["token"] * 2})
        >>> print(ways_reading(table))
        “发展” depends most on the way of counting: 20 as tokens with the policy lexicon, 60 as
        character strings. The first word is not the same in all ways: “发展” by character strings;
        “经济” by tokens with the policy lexicon.
    """
    check_columns(table, ["term", "way", "n"], "table")
    wide = table.pivot_table(index="term", columns="way", values="n", aggfunc="sum").fillna(0)
    often = wide[wide.max(axis=1) >= FEW]
    if often.empty:
        return reading([_rare(lang)], lang)
    return reading([_widest(often, lang), _leading(often, lang)], lang)


def _rare(lang: Lang) -> str:
    if lang == "zh":
        return f"这些词在所选报告中均不足{FEW}次，计数方法的差别无从比较。"
    return f"None of the words occurs {FEW} times in these reports: ways cannot be compared."


def _widest(often: pd.DataFrame, lang: Lang) -> str:
    """The word whose counts differ most, with its least and its most."""
    ratio = (often.max(axis=1) / often.min(axis=1).clip(lower=0.5)).sort_index()
    at = int(ratio.argmax())
    row, term = often.sort_index().iloc[at].sort_index(), quoted(str(ratio.index[at]), lang)
    low, high = str(row.idxmin()), str(row.idxmax())
    least, most = count(row[low]), count(row[high])
    low, high = (_WAYS[one][lang == "zh"] for one in (low, high))
    if least == most:
        return "各种方法的频次相同。" if lang == "zh" else "All ways give the same counts."
    if lang == "zh":
        return f"{term}受计数方法影响最大：按{low}计{least}次，按{high}计{most}次。"
    return f"{term} depends most on the way of counting: {least} as {low}, {most} as {high}."


def _leading(often: pd.DataFrame, lang: Lang) -> str:
    """Which word is first by each way; nothing of a single word."""
    if len(often) == 1:
        return ""
    first = {str(way): str(often[way].sort_index().idxmax()) for way in often.columns}
    words = sorted(set(first.values()))
    if len(words) == 1:
        word = quoted(words[0], lang)
        return f"各种方法均以{word}居首。" if lang == "zh" else f"{word} is first in all ways."
    each = [
        (
            quoted(word, lang),
            listed([_WAYS[one][lang == "zh"] for one in first if first[one] == word], lang),
        )
        for word in words
    ]
    if lang == "zh":
        return "居首的词因方法而异：" + "；".join(f"按{ways}为{word}" for word, ways in each) + "。"
    said = "; ".join(f"{word} by {ways}" for word, ways in each)
    return f"The first word is not the same in all ways: {said}."


def recipe_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """How the usual recipe of a word list differs from its rate as mentions, and how sure it is.

    Args:
        table: from ``recipe_in_nation``, or the same columns of other years.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import recipe_reading
        >>> table = pd.DataFrame({"year": [2015, 2016, 2017], "hits": [10, 20, 40],
        ...                       "n": [9, 20, 40],
        ...                       "recipe": [1.0, 2.0, 4.0], "value": [1.3, 2.8, 5.5],
        ...                       "low": [0.8, 1.9, 4.0], "high": [2.1, 4.2, 7.6]})
        >>> print(recipe_reading(table))
        Of 70 strings that the recipe counts, 69 are mentions. Both measures correlate by 1.00 over
        3 reports, and 0 of 3 pairs of years change order; the recipe is lower (by a factor of 1.4),
        since punctuation and numbers are in its denominator. The rate is highest in 2017 (5.5 per
        1,000 words, 95% CI [4.0, 7.6]), and its CI overlaps with those of 1 of 2 other years.
    """
    check_columns(table, _RECIPE, "table (from recipe_in_nation)")
    if not table["hits"].sum():
        said = "词表的词均未出现。" if lang == "zh" else "No word of the list occurs."
        return reading([said], lang)
    return reading([_strings(table, lang), _alike(table, lang), _highest(table, lang)], lang)


def _strings(table: pd.DataFrame, lang: Lang) -> str:
    hits, n = count(table["hits"].sum()), count(table["n"].sum())
    if lang == "zh":
        return f"该算法所计{hits}个字符串中，{n}个是词的提及。"
    return f"Of {hits} strings that the recipe counts, {n} are mentions."


def _alike(table: pd.DataFrame, lang: Lang) -> str:
    """How well both agree; nothing of a single report."""
    if len(table) < 3 or table[["recipe", "value"]].std().eq(0).any():
        return ""
    a, b = (table[one].to_numpy(dtype=float) for one in ("recipe", "value"))
    changed = int(((a[:, None] - a) * (b[:, None] - b) < 0).sum()) // 2
    pairs = len(a) * (len(a) - 1) // 2
    r, factor = number(np.corrcoef(a, b)[0, 1], 2), number(b.sum() / a.sum(), 1)
    if lang == "zh":
        return (
            f"{len(a)}份报告中两种指标的相关系数为{r}，{count(pairs)}对年份中有{count(changed)}对"
            f"次序改变；该算法数值较低（相差{factor}倍），因其分母含标点和数字。"
        )
    return (
        f"Both measures correlate by {r} over {len(a)} reports, and {count(changed)} of "
        f"{count(pairs)} pairs of years change order; the recipe is lower (by a factor of "
        f"{factor}), since punctuation and numbers are in its denominator."
    )


def _highest(table: pd.DataFrame, lang: Lang) -> str:
    row: Mapping[Any, Any] = table.iloc[int(table["value"].argmax())].to_dict()
    digits = digits_of(row["value"], row["low"], row["high"])
    value, year = number(row["value"], digits), label(row["year"])
    ends = interval(row["low"], row["high"], lang, digits=digits)
    others = table[table["year"] != row["year"]].dropna(subset=["low", "high"])
    over = int((others["high"] >= row["low"]).sum()) if pd.notna(row["low"]) else 0
    if lang == "zh":
        said = f"提及率以{year}年最高{bracketed(f'每千词{value}次', ends, lang=lang)}"
        return said + (f"，其置信区间与其余{len(others)}年中{over}年的重叠。" if over else "。")
    said = f"The rate is highest in {year}"
    said += bracketed(f"{value} per 1,000 words", ends, lang=lang)
    if not over:
        return f"{said}."
    return f"{said}, and its CI overlaps with those of {over} of {len(others)} other years."
