"""Readings of frequent words, in one text and in several."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

from analysis.findings.leaders import (
    Units,
    apart,
    beyond,
    by_chance,
    differences,
    leads,
    tie_groups,
    units_of,
)
from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    clusters_of,
    count,
    digits_of,
    interval,
    is_known,
    is_year,
    listed,
    named,
    number,
    ordered,
    quoted,
    several,
    times,
)
from corpus.language import Lang
from corpus.schema import check_columns

MIN_PARAGRAPHS = 3
CONCENTRATED, ENOUGH = 0.5, 4  # the share in one paragraph that is told, of so many occurrences
_NEEDED = ["unit", "term", "n", "per_thousand", "low", "high"]


@at_its_level
def words_reading(
    table: pd.DataFrame, *, label: str = "", top: int = 25, lang: Lang = "en"
) -> Reading:
    """Which terms lead in a text, whether their order is sure, and which are no trait of the text.

    Told are the most frequent term and the next two, those of which half or more of 4 or more
    occurrences fall in one paragraph, and those in fewer than 3 paragraphs.

    Args:
        table: from ``frequency_by``, of one unit; with ``top_share`` of ``dispersion``, if known.
        label: what the text is called; by default its unit.
        top: how many of the most frequent terms are looked at.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or the table has several units.

    Example:
        >>> from analysis import frequency_by, open_corpus
        >>> from analysis.findings import words_reading
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> mentions, words = read_table(corpus, "mentions"), read_table(corpus, "tokens")
        >>> table = frequency_by(mentions, words=words)
        >>> print(words_reading(table, label="the report").sentences[0])
        “企业” [enterprises] occurs 21 times in the report, or 4.2 per 1,000 words (95% CI [1.8,
        8.5]); “城市” [cities] (14) and “创新” [innovation] (13) follow.
    """
    check_columns(table, _NEEDED)
    units = table["unit"].unique()
    if len(units) > 1:
        raise ValueError(
            f"the table has {len(units)} units; choose one, or use words_by_unit_reading"
        )
    rows = table[table["n"] > 0].sort_values(["n", "term"], ascending=[False, True])
    where = label or (named(units[0], lang) if len(units) else "")
    if rows.empty:
        return reading([_no_words(lang)], lang)
    groups = tie_groups(rows, "n", "term")
    shown = rows.head(top)
    parts = [_lead(rows, groups, where, lang), _order(groups, shown, lang)]
    return reading([*parts, _concentrated(shown, lang), _few(shown, lang)], lang)


def _no_words(lang: Lang) -> str:
    return "表中没有词，无从解读。" if lang == "zh" else "The table has no terms to read."


def _lead(rows: pd.DataFrame, groups: list[pd.DataFrame], where: str, lang: Lang) -> str:
    """The most frequent term with its rate, or those that share the first place."""
    zh, most = lang == "zh", int(rows["n"].iloc[0])
    first = groups[0] if groups else rows[rows["n"] == most]
    rate = first["per_thousand"].iloc[0]
    if not groups:
        return (
            f"{where}中有{count(len(first))}个词频次相同，均为{most}次，并列首位。"
            if zh
            else f"{count(len(first))} terms share the first place in {where}, {times(most)} each."
        )
    names = listed([quoted(one, lang) for one in first["term"]], lang)
    if len(first) > 1:
        per = number(rate, digits_of(rate))
        return (
            f"{names}在{where}中出现最多，各{count(most)}次，每千词{per}次。"
            if zh
            else f"{names} occur most often in {where}, {times(most)} each, or {per} per 1,000 "
            "words."
        )
    low, high = first[["low", "high"]].iloc[0]
    digits = digits_of(rate, low, high)
    ci = bracketed(interval(low, high, lang, digits=digits), lang=lang)
    after = _after(groups[1:], lang)
    if zh:
        return f"{names}在{where}中出现{count(most)}次，每千词{number(rate, digits)}次{ci}{after}。"
    per = f"{number(rate, digits)} per 1,000 words"
    return f"{names} occurs {times(most)} in {where}, or {per}{ci}{after}."


def _after(groups: list[pd.DataFrame], lang: Lang) -> str:
    """The terms that follow the first, with their counts."""
    rows = [row for group in groups for row in group[["term", "n"]].itertuples(index=False)]
    if not rows:
        return ""
    if lang == "zh":
        return "；其次为" + listed([f"“{term}”（{count(n)}次）" for term, n in rows], lang)
    names = listed([f"{quoted(term, lang)} ({count(n)})" for term, n in rows], lang)
    return f"; {names} {'follows' if len(rows) == 1 else 'follow'}"


def _order(groups: list[pd.DataFrame], shown: pd.DataFrame, lang: Lang) -> str:
    """Whether the first term is set apart from those that follow by its interval."""
    zh = lang == "zh"
    if not shown[["low", "high"]].notna().to_numpy().any():
        what = clusters_of(shown, lang)
        return (
            f"文本的{what}过少，未报告置信区间，不宜比较高低。"
            if zh
            else f"The text has too few {what} for CIs; the rates should not be compared."
        )
    if len(groups) < 2 or len(groups[0]) > 1:
        return ""
    low, highs = groups[0]["low"].iloc[0], pd.concat(groups[1:])["high"]
    if not (is_known(low) and highs.notna().all()):
        return ""
    if low > highs.max():
        return (
            "首位词的置信区间高于上述其他各词，居首可以确定。"
            if zh
            else "The CI of the first lies above those of the others named, so its lead is sure."
        )
    if zh:
        return "首位词的置信区间与其后的词重叠，先后次序无法确定。"
    every = "those of both that follow" if len(highs) > 1 else "that of the next"
    which = every if low <= highs.min() else "that of one that follows"
    return f"The CI of the first overlaps with {which}: the order is uncertain."


def _concentrated(shown: pd.DataFrame, lang: Lang) -> str:
    """Of the terms shown, the one most concentrated in a single paragraph."""
    if "top_share" not in shown:
        return ""
    rows = shown[(shown["top_share"] >= CONCENTRATED) & (shown["n"] >= ENOUGH)]
    if rows.empty:
        return ""
    rows = rows.sort_values(["top_share", "n", "term"], ascending=[False, False, True])
    term, share, others = rows["term"].iloc[0], 100 * rows["top_share"].iloc[0], len(rows) - 1
    if lang == "zh":
        also = f"；另有{others}个词也有半数以上集中于一段" if others else ""
        return (
            f"{quoted(term, lang)}有{number(share, 0)}%集中于同一段落，频次反映的是该段，"
            f"而非整份报告{also}。"
        )
    also = f"; so it is with {several(others, 'other term', 'other terms')}" if others else ""
    return (
        f"{number(share, 0)}% of all occurrences of {quoted(term, lang)} fall in one paragraph; "
        f"the count reflects that paragraph, not the report{also}."
    )


def _few(shown: pd.DataFrame, lang: Lang) -> str:
    """Of the terms shown, those in too few paragraphs to be compared."""
    if "paragraphs" not in shown:
        return ""
    rows = shown[shown["paragraphs"] < MIN_PARAGRAPHS]
    if len(rows) != 1:
        return _many_few(rows, len(shown), lang)
    term, k = quoted(rows["term"].iloc[0], lang), int(rows["paragraphs"].iloc[0])
    no_ci = not is_known(rows["low"].iloc[0])
    if lang == "zh":
        why = "故不报告置信区间，也不宜比较高低" if no_ci else "不宜比较高低"
        return f"{term}仅见于{k}个段落，不足{MIN_PARAGRAPHS}个，{why}。"
    why = "no CI is reported, and its rate" if no_ci else "its rate"
    where = several(k, "paragraph", "paragraphs")
    return (
        f"{term} occurs in only {where}, fewer than {MIN_PARAGRAPHS}; {why} should not be compared."
    )


def _many_few(rows: pd.DataFrame, of: int, lang: Lang) -> str:
    if rows.empty:
        return ""
    if lang == "zh":
        return f"所看{of}个词中，有{len(rows)}个见于不足{MIN_PARAGRAPHS}个段落，不宜比较高低。"
    return (
        f"Of the {of} terms looked at, {len(rows)} occur in fewer than {MIN_PARAGRAPHS} "
        "paragraphs; their rates should not be compared."
    )


@at_its_level
def words_by_unit_reading(
    table: pd.DataFrame,
    *,
    units: Sequence[Hashable] | None = None,
    places: bool = False,
    top: int = 50,
    lang: Lang = "en",
) -> Reading:
    """Which term leads in how many years or places, and what differs beyond its interval.

    Of years, the terms of the first and of the last are compared (``combined_limits``): those
    of the ``top`` most frequent in both together that occur in both. Of other units, each is
    compared with the mean of the others in the term that leads most often.

    Args:
        table: from ``frequency_by``, of several units.
        units: those that are read, the first and the last at the ends; by default all, years
            ascending.
        places: whether units that are no years are places.
        top: how many terms are compared.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import words_by_unit_reading
        >>> rows = [(2017, "创新", 4, 2.0, 1.5, 3.0), (2017, "就业", 3, 1.5, 0.5, 2.5),
        ...         (2018, "创新", 9, 4.5, 3.5, 6.0), (2018, "就业", 2, 1.0, 0.4, 2.2)]
        >>> columns = ["unit", "term", "n", "per_thousand", "low", "high"]
        >>> print(words_by_unit_reading(pd.DataFrame(rows, columns=columns)))
        The leading term is “创新” [innovation] in both years. From 2017 to 2018, 1 of 2 terms
        compared changed beyond its 95% CI; of these “创新” [innovation] rose most, by 2.5 per 1,000
        words (95% CI [1.1, 4.1]).
    """
    check_columns(table, _NEEDED)
    rows = table[table["n"] > 0]
    rows = rows if units is None else rows[rows["unit"].isin(list(units))]
    there = set(rows["unit"])
    order = [one for one in (ordered(there) if units is None else units) if one in there]
    if len(order) < 2:
        return words_reading(rows, top=top, lang=lang)
    years = all(is_year(one) for one in order)
    first = rows[rows["per_thousand"] >= rows.groupby("unit")["per_thousand"].transform("max")]
    leading = first.assign(name=[quoted(one, lang) for one in first["term"]])
    called = units_of(order, places=places)
    leaders = leads(leading[["unit", "name"]], ("term", "词"), called, lang)
    if years:
        return reading([leaders, *_changes(rows, order[0], order[-1], top, lang)], lang)
    led = first["term"].value_counts().rename_axis("term").reset_index(name="units")
    most = led.sort_values(["units", "term"], ascending=[False, True])["term"].iloc[0]
    return reading([leaders, *_places(rows[rows["term"] == most], most, called, lang)], lang)


def _changes(
    rows: pd.DataFrame, first: Hashable, last: Hashable, top: int, lang: Lang
) -> list[str]:
    """What changed between two years, and how many terms could not be compared."""
    both = rows[rows["unit"].isin([first, last])]
    sums = both.groupby("term")["n"].sum().reset_index()
    chosen = sums.sort_values(["n", "term"], ascending=[False, True])["term"].head(top)
    sides = [
        both[both["term"].isin(chosen) & (both["unit"] == one)].set_index("term")
        for one in (last, first)
    ]
    found = differences(*sides, value="per_thousand").dropna(subset=["low", "high"])
    found = found.reset_index(names="term")
    alone = len(chosen) - len(sides[0].index.intersection(sides[1].index))
    return [_changed(found, first, last, lang), _alone(alone, len(chosen), first, last, lang)]


def _changed(found: pd.DataFrame, first: Hashable, last: Hashable, lang: Lang) -> str:
    zh, a, b = lang == "zh", named(first, lang), named(last, lang)
    if found.empty:
        return (
            f"{a}与{b}没有词可以比较置信区间。"
            if zh
            else f"No term has a CI in both {a} and {b}, so no change can be told."
        )
    sure, m = found[beyond(found)], len(found)
    if sure.empty:
        return (
            f"{a}至{b}，所比较的{m}个词变化的置信区间均含0，方向无法确定，但不等于没有变化。"
            if zh
            else f"From {a} to {b}, no change of the {several(m, 'term', 'terms')} compared has a "
            "95% CI without 0; this is not evidence of equality."
        )
    ends = [_end(sure, sign, lang) for sign in (1, -1)]
    said = ("，" if zh else ", and ").join(filter(None, ends))
    chance = by_chance(found, lang)
    if zh:
        found_zh = f"所比较的{m}个词中，{len(sure)}个变化的95%置信区间不含0{chance}"
        return f"{a}至{b}，{found_zh}；其中{said}。"
    theirs = "its 95% CI" if len(sure) == 1 else "their 95% CIs"
    return (
        f"From {a} to {b}, {len(sure)} of {several(m, 'term', 'terms')} compared changed beyond "
        f"{theirs}{chance}; of these {said}."
    )


def _end(sure: pd.DataFrame, sign: int, lang: Lang) -> str:
    """The term that rose, or fell, most."""
    rows = sure[sure["difference"] * sign > 0]
    if rows.empty:
        return ""
    rows = rows.assign(_size=rows["difference"].abs())
    row = rows.sort_values(["_size", "term"], ascending=[False, True]).iloc[0]
    d, term = row["_size"], quoted(row["term"], lang)
    low, high = sorted(sign * row[["low", "high"]].astype(float))
    digits = digits_of(d, low, high)
    ci = bracketed(interval(low, high, lang, digits=digits), lang=lang)
    if lang == "zh":
        return f"{term}{'上升' if sign > 0 else '下降'}最多，每千词{number(d, digits)}次{ci}"
    way = "rose" if sign > 0 else "fell"
    return f"{term} {way} most, by {number(d, digits)} per 1,000 words{ci}"


def _alone(alone: int, of: int, first: Hashable, last: Hashable, lang: Lang) -> str:
    if not alone:
        return ""
    if lang == "zh":
        return f"这{of}个常用词中另有{alone}个只见于其中一年，未作比较。"
    a, b = named(first, lang), named(last, lang)
    occur = "occurs" if alone == 1 else "occur"
    return (
        f"Of the {of} most frequent terms of {a} and {b}, {alone} {occur} in one of the two only "
        "and could not be compared."
    )


def _places(rows: pd.DataFrame, term: str, called: Units, lang: Lang) -> list[str]:
    """Which units stand apart in the rate of one term."""
    zh, found = lang == "zh", apart(rows, by="term", value="per_thousand")
    name = quoted(term, lang)
    if found.empty:
        return [
            f"{name}的置信区间不足两个，无法比较。"
            if zh
            else f"Fewer than two {called.english} have a CI for {name}, so none is compared."
        ]
    sure = found[beyond(found)]
    sides = [sure[sure["difference"] * sign > 0] for sign in (1, -1)]
    said = [_side(one, sign, called, lang) for one, sign in zip(sides, (1, -1), strict=True)]
    if not any(said):
        return [_none_apart(name, len(found), called, lang)]
    tested, rest = by_chance(found, lang), len(found) - len(sure)
    which = "；".join(filter(None, said)) if zh else "; ".join(filter(None, said))
    if zh:
        return [
            f"每千词使用{name}的频率与其余{called.chinese[1:]}均值之差，{len(sure)}{called.measure}"
            f"的置信区间不含0{tested}：{which}。",
            f"其余{rest}{called.measure}方向无法确定。" if rest else "",
        ]
    theirs = "differs from the mean of the others beyond its 95% CI"
    if len(sure) > 1:
        theirs = "differ from the mean of the others beyond their 95% CIs"
    others = called.english if rest > 1 else called.english.removesuffix("s")
    return [
        f"In the rate of {name}, {len(sure)} of {len(found)} {theirs}{tested}: {which}.",
        f"For the other {rest} {others} the direction is uncertain." if rest else "",
    ]


def _none_apart(name: str, of: int, called: Units, lang: Lang) -> str:
    if lang == "zh":
        return (
            f"{name}的频率，{of}{called.chinese}与其余{called.chinese[1:]}均值之差的置信区间均含0，"
            "不能断定何者突出。"
        )
    return (
        f"In the rate of {name}, none of {of} differs from the mean of the others beyond its "
        "95% CI; this is not evidence of equality."
    )


def _side(rows: pd.DataFrame, sign: int, called: Units, lang: Lang, *, most: int = 3) -> str:
    """The units above, or below, the others, the furthest first."""
    if rows.empty:
        return ""
    rows = rows.assign(_far=rows["difference"].abs())
    groups = tie_groups(rows, "_far", "unit", most=most)
    units = [f"{named(one, lang)}" for group in groups for one in group["unit"]]
    rest = len(rows) - len(units)
    if lang == "zh":
        more = f"等{len(rows)}{called.measure}" if rest else ""
        return f"{'较高' if sign > 0 else '较低'}的为{listed(units, lang)}{more}"
    names = listed([*units, *([f"{rest} more"] if rest else [])], lang)
    return f"{'higher' if sign > 0 else 'lower'} in {names}"
