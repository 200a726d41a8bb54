"""Readings of change from report to report: turning points, histories of terms, repeated text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.findings.leaders import tie_groups
from analysis.findings.reading import Reading, reading
from analysis.findings.wording import (
    bracketed,
    count,
    digits_of,
    is_known,
    is_same,
    listed,
    number,
    p_value,
    quoted,
    several,
    years_text,
)
from analysis.uncertainty.permutation import adjust_p
from corpus.language import Lang
from corpus.schema import check_columns

LEVEL = 0.05
SHOWN = 2  # turning points that are named
_CLASSES = {
    "came to stay": ("came to stay", "出现后延续至今"),
    "came and went": ("came and went", "出现后又消失"),
    "came back": ("came back", "中断后重现"),
    "throughout": ("were there throughout", "贯穿始终"),
    "dropped": ("were dropped", "不再使用"),
}


def turning_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """Where the wording turned, or that no turn can be told, and which steps were not tested.

    Args:
        table: from ``turning_points``.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import turning_reading
        >>> table = pd.DataFrame({"report_year": [2016, 2017], "kind": ["step", "step"],
        ...                       "size": [1.9, 1.1], "p_adjusted": [0.039, 0.97], "gap": [1, 1],
        ...                       "reason": ["", ""]})
        >>> print(turning_reading(table, lang="zh"))
        检验2步，1步校正后显著。至2016年的一步为通常的1.9倍（校正后p = 0.039）。
    """
    check_columns(table, ["report_year", "kind", "size", "p_adjusted", "gap", "reason"])
    tested = table[table["p_adjusted"].notna()]
    across = table.loc[table["gap"] != 1, "report_year"]
    if tested.empty:
        return reading([_no_steps(len(table) - len(across), lang), _across(across, lang)], lang)
    found = tested[tested["p_adjusted"] < LEVEL].sort_values(["p_adjusted", "report_year"])
    if found.empty:
        return reading([_no_turn(tested, lang), _across(across, lang)], lang)
    said = [_turn(row, lang) for row in found.head(SHOWN).to_dict("records")]
    return reading([_turns(len(tested), len(found), lang), *said, _across(across, lang)], lang)


def _no_steps(n: int, lang: Lang) -> str:
    """That nothing could be tested, with the number of steps from one year to the next."""
    if lang == "zh":
        why = f"可检验的步数过少（共{n}步）" if n else "没有相邻年份的报告，无步可检验"
        return f"{why}，不能断定有无转折。"
    why = f"Too few steps could be tested ({n} in all)" if n else "No two reports are a year apart"
    return f"{why}, so no turning point can be told."


def _no_turn(tested: pd.DataFrame, lang: Lang) -> str:
    p = p_value(tested["p_adjusted"].min(), lang)
    n = len(tested)
    if lang == "zh":
        return f"检验{n}步，无一显著异于通常（最小{p}），不能断定有转折。"
    return (
        f"Of {several(n, 'step', 'steps')} tested, none stands out (smallest {p}): no turning "
        "point can be told."
    )


def _turns(n: int, k: int, lang: Lang) -> str:
    if lang == "zh":
        return f"检验{n}步，{k}步校正后显著。"
    return f"Of {several(n, 'step', 'steps')} tested, {k} {'stands' if k == 1 else 'stand'} out."


def _turn(row: dict[Any, Any], lang: Lang) -> str:
    """One turning point, by its kind."""
    zh, year, p = lang == "zh", int(row["report_year"]), p_value(row["p_adjusted"], lang)
    size = number(row["size"], digits_of(row["size"]))
    said = {
        "level shift": (
            f"From {year} on, neighbouring reports differ {size} times as much as before ({p}).",
            f"自{year}年起，相邻报告的差别为此前的{size}倍（{p}）。",
        ),
        "odd report": (
            f"The report of {year} differs from those before and after it, {size} times as much "
            f"as usual ({p}).",
            f"{year}年报告与前后两年报告的差别为通常的{size}倍（{p}）。",
        ),
    }
    step = (
        f"The step to {year} is {size} times as large as usual ({p}).",
        f"至{year}年的一步为通常的{size}倍（{p}）。",
    )
    return said.get(row["kind"], step)[zh]


def _across(years: pd.Series[Any], lang: Lang) -> str:
    """That steps across missing years were not tested, and where the last of them leads."""
    n = len(years)
    if not n:
        return ""
    last = int(years.max())
    if n == 1:
        return (
            f"至{last}年的一步跨越缺失年份，未作检验。"
            if lang == "zh"
            else f"The step to {last} is across missing years and was left out."
        )
    if lang == "zh":
        return f"另有{n}步跨越缺失年份，未作检验，最后一步至{last}年。"
    return f"{n} steps across missing years were left out, the last of them to {last}."


def neighbours_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """Between which two reports the wording changed most and least, and whether beyond chance.

    p is adjusted over the pairs (Benjamini and Hochberg 1995).

    Args:
        table: from ``neighbour_divergence``.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import neighbours_reading
        >>> table = pd.DataFrame({"report_year": [2019, 2020], "before": [2018, 2019], "gap": 1,
        ...                       "jsd": [0.24, 0.31], "jsd_by_chance": [0.22, 0.23],
        ...                       "p": [0.4, 0.005], "more": ["稳", "疫情、就业"],
        ...                       "less": ["", "稳"]})
        >>> print(neighbours_reading(table))
        The wording changed most from 2019 to 2020 (Jensen–Shannon divergence 0.31 bits; 0.23 by
        chance) and least from 2018 to 2019 (0.24). The report of 2020 uses more “疫情” [epidemic]
        and “就业” [employment], and less “稳”. Of 2 pairs, 1 differs more than by chance
        (adjusted p < 0.05).
    """
    check_columns(table, ["report_year", "before", "gap", "jsd", "jsd_by_chance", "p"])
    rows = table.dropna(subset="jsd").sort_values("report_year")
    if rows.empty:
        said = "没有前后相继的两份报告可供比较。"
        none = "There are no two consecutive reports of the place to compare."
        return reading([said if lang == "zh" else none], lang)
    across = rows[rows["gap"] != 1]
    if len(across) == len(rows):
        across = across.head(0)
    rows = rows.drop(across.index)
    first = rows.sort_values(["jsd", "report_year"], ascending=[False, True]).iloc[0]
    return reading(
        [_most(rows, first, lang), _terms(first, lang), _chance(rows, lang), _gaps(across, lang)],
        lang,
    )


def _pair(row: pd.Series[Any], lang: Lang) -> str:
    before, year = int(row["before"]), int(row["report_year"])
    return f"{before}年至{year}年" if lang == "zh" else f"from {before} to {year}"


def _most(rows: pd.DataFrame, first: pd.Series[Any], lang: Lang) -> str:
    """The largest and the smallest divergence."""
    last = rows.sort_values(["jsd", "report_year"], ascending=[True, True]).iloc[0]
    if is_same(first["jsd"], last["jsd"]):
        return _equally(first, len(rows), lang)
    ends, measure = [_pair(one, lang) for one in (first, last)], _bits(first, lang)
    least = number(last["jsd"], 2)
    if lang == "zh":
        return f"用词变化最大的是{ends[0]}（{measure}），{ends[1]}最小（{least}）。"
    return f"The wording changed most {ends[0]} ({measure}) and least {ends[1]} ({least})."


def _equally(row: pd.Series[Any], n: int, lang: Lang) -> str:
    """The divergence of the only pair, or of all pairs; or that their words are the same."""
    zh, pair = lang == "zh", _pair(row, lang)
    if is_same(row["jsd"], 0):
        if zh:
            return f"{f'{n}对相邻报告均' if n > 1 else f'{pair}'}用词及其频率相同（JS散度为0）。"
        where = f"In all {n} pairs of reports" if n > 1 else f"{pair[0].upper()}{pair[1:]}"
        return f"{where} the words and their frequencies are the same (no divergence)."
    if n > 1:
        if zh:
            return f"{n}对相邻报告的用词变化相同，如{pair}（{_bits(row, lang)}）。"
        return f"All {n} pairs differ equally, as {pair} ({_bits(row, lang)})."
    return (
        f"{pair}的{_bits(row, lang)}。"
        if zh
        else f"The wording changed {pair} ({_bits(row, lang)})."
    )


def _bits(row: pd.Series[Any], lang: Lang) -> str:
    """The divergence and, where it is known, that by chance."""
    known = is_known(row["jsd_by_chance"])
    chance = number(row["jsd_by_chance"], 2) if known else ""
    if lang == "zh":
        return f"JS散度为{number(row['jsd'], 2)}比特" + (f"，随机基准为{chance}" if known else "")
    by = f"; {chance} by chance" if known else ""
    return f"Jensen–Shannon divergence {number(row['jsd'], 2)} bits{by}"


def _terms(first: pd.Series[Any], lang: Lang, *, top: int = 3) -> str:
    """Which terms contribute most to the largest divergence."""
    said = {}
    for name in ("more", "less"):
        text = first.get(name, "")
        terms = [one for one in str(text if isinstance(text, str) else "").split("、") if one]
        said[name] = listed([quoted(one, lang) for one in terms[:top]], lang)
    year = int(first["report_year"])
    if not any(said.values()):
        return ""
    if lang == "zh":
        parts = [
            f"{word}{said[one]}"
            for one, word in (("more", "更多使用"), ("less", "更少使用"))
            if said[one]
        ]
        return f"{year}年报告{'，'.join(parts)}。"
    parts = [f"{one} {said[one]}" for one in ("more", "less") if said[one]]
    return f"The report of {year} uses {', and '.join(parts)}."


def _chance(rows: pd.DataFrame, lang: Lang) -> str:
    """How many pairs differ more than by chance."""
    known = rows.dropna(subset=["p", "jsd_by_chance"])
    if known.empty:
        return (
            "报告过短，没有随机基准，不能断定变化是否超出偶然。"
            if lang == "zh"
            else "The reports are too short for a chance baseline."
        )
    n, k = len(known), int((adjust_p(known["p"]) < LEVEL).sum())
    below = int((known["jsd"] < known["jsd_by_chance"]).sum())
    if lang == "zh":
        less = f"；{below}对低于随机基准，后一份多沿用前一份的文字时即如此" if below else ""
        some = f"{k}对的差别超出偶然（校正后p < 0.05）" if k else "无一校正后显著超出偶然"
        return f"{n}对相邻报告中，{some}{less}。"
    less = f"; {below} {'is' if below == 1 else 'are'} below chance, as where text is repeated"
    differ = f"{k or 'none'} {'differ' if k > 1 else 'differs'}"
    return (
        f"Of {several(n, 'pair', 'pairs')}, {differ} more than by chance "
        f"(adjusted p < 0.05){less if below else ''}."
    )


def _gaps(across: pd.DataFrame, lang: Lang) -> str:
    """That pairs over a year apart are not ranked with the others, and how far the last differs."""
    if across.empty:
        return ""
    n, last = len(across), across.iloc[-1]
    zh, pair, gap = lang == "zh", _pair(last, lang), int(last["gap"])
    jsd = bracketed(number(last["jsd"], 2), lang=lang)
    if n == 1:
        return (
            f"{pair}{jsd}相隔{gap}年，不与相邻年份一并比较。"
            if zh
            else f"The pair {pair}{jsd} is {gap} years apart and not ranked with these."
        )
    if zh:
        return f"另有{n}对相隔一年以上，不与相邻年份一并比较，最后一对为{pair}{jsd}。"
    return f"{n} more pairs, the last {pair}{jsd}, are over a year apart and not ranked with these."


def histories_reading(table: pd.DataFrame, *, top: int = 3, lang: Lang = "en") -> Reading:
    """How many terms came, went and came back, and the most frequent of those that did.

    The year in brackets is that of the highest rate, or of the highest count if the table has no
    rates.

    Args:
        table: from ``histories_by_year``: one row per term and year: term, year, n, class (came to
            stay, came and went, came back, dropped, throughout) and, if known, per_ten_thousand.
        top: how many terms of a class are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import histories_reading
        >>> table = pd.DataFrame({"term": ["创新", "创新", "招商"], "year": [2017, 2018, 2010],
        ...                       "n": [4, 9, 3], "class": ["came to stay"] * 2 + ["dropped"]})
        >>> print(histories_reading(table))
        Of the 2 terms in the table, 1 came to stay and 1 was dropped. Most frequent of those that
        came to stay: “创新” [innovation] (most in 2018). Most frequent of those that were dropped:
        “招商” [attracting investors] (most in 2010).
    """
    check_columns(table, ["term", "year", "n", "class"])
    used = table[table["n"] > 0]
    if {"since", "until"} <= set(table):  # a single mention that is passed over is no return
        used = used[used["year"].between(used["since"], used["until"])]
    if used.empty:
        return reading(["表中没有词。" if lang == "zh" else "The table has no terms."], lang)
    if table["year"].nunique() < 2:
        said = "仅有一个年份的报告，无从追溯词的兴替。"
        none = "With reports of one year, no term can be seen to come or go."
        return reading([said if lang == "zh" else none], lang)
    value = "per_ten_thousand" if "per_ten_thousand" in used else "n"
    peaks = used[used[value] == used.groupby("term")[value].transform("max")]
    by_term = peaks.groupby("term")["year"]
    years = {term: sorted(int(year) for year in own) for term, own in by_term}
    terms = used.groupby(["class", "term"], sort=True)["n"].sum().reset_index()
    terms["peaks"] = terms["term"].map(years)
    kinds = [*(one for one in _CLASSES if one in set(terms["class"]))]
    kinds += sorted(set(terms["class"]) - set(kinds))
    if kinds == ["throughout"] and table["year"].nunique() == 2:
        return reading([_in_both(terms, table, lang)], lang)
    classes = [_of_class(terms[terms["class"] == one], one, top, lang) for one in kinds]
    named = [one for one in classes if one][:3]
    stop = "。" if lang == "zh" else "."
    counts = _counts(terms, kinds, lang).removesuffix(stop) + _passed_over(table, lang) + stop
    return reading([counts, *named], lang)


def _in_both(terms: pd.DataFrame, table: pd.DataFrame, lang: Lang) -> str:
    """What reports of two years tell, however far apart they are: which terms both have."""
    first, last, n = int(table["year"].min()), int(table["year"].max()), len(terms)
    if lang == "zh":
        return f"表中{count(n)}个词在{first}年和{last}年报告中均有；仅凭两份报告无从追溯词的兴替。"
    which = "term in the table occurs" if n == 1 else "terms in the table all occur"
    return (
        f"The {'' if n == 1 else count(n) + ' '}{which} in both reports, {first} and {last}; two "
        "reports do not tell when terms came or went."
    )


def _passed_over(table: pd.DataFrame, lang: Lang) -> str:
    """That the latest report has terms again which were absent, and that this is no return yet."""
    if "until" not in table:
        return ""
    latest = int(table["year"].max())
    again = table[(table["year"] == latest) & (table["n"] > 0) & (table["until"] < latest)]
    k = again["term"].nunique()
    if not k:
        return ""
    if lang == "zh":
        return f"；其中{k}个中断后又见于{latest}年报告，仅此一份不算重现"
    occur = "occurs" if k == 1 else "occur"
    return f"; {k} of them {occur} again in the report of {latest}, which alone is no return"


def _counts(terms: pd.DataFrame, kinds: list[str], lang: Lang) -> str:
    n = [int((terms["class"] == one).sum()) for one in kinds]
    if len(kinds) == 1 and n[0] > 1 and kinds[0] in _CLASSES:
        english, chinese = _CLASSES[kinds[0]]
        return (
            f"表中{count(n[0])}个词均{chinese}。"
            if lang == "zh"
            else (f"All {count(n[0])} terms in the table {english}.")
        )
    if lang == "zh":
        said = [f"{k}个{_CLASSES.get(one, (one, one))[1]}" for one, k in zip(kinds, n, strict=True)]
        return f"表中{count(len(terms))}个词，{'，'.join(said)}。"
    said = [f"{k} {_verb(one, k)}" for one, k in zip(kinds, n, strict=True)]
    return f"Of the {several(len(terms), 'term', 'terms')} in the table, {listed(said, lang)}."


def _verb(kind: str, k: int) -> str:
    text = _CLASSES.get(kind, (f"are “{kind}”", ""))[0]
    return text.replace("were ", "was ").replace("are ", "is ") if k == 1 else text


def _of_class(own: pd.DataFrame, kind: str, top: int, lang: Lang) -> str:
    """The most frequent terms of a class, with the year in which each was used most.

    A term that was dropped may have a last occurrence much later, so that is not told.
    """
    rows = [row for one in tie_groups(own, "n", "term", most=top) for row in one.itertuples()]
    if kind not in _CLASSES or kind in ("came back", "throughout") or not rows:
        return ""
    names = listed([_with_peak(str(one.term), one.peaks, lang) for one in rows], lang)
    if lang == "zh":
        return f"{_CLASSES[kind][1]}的词中，频次最高的是{names}。"
    return f"Most frequent of those that {_CLASSES[kind][0]}: {names}."


def _with_peak(term: str, peaks: Any, lang: Lang) -> str:
    """A term with the years in which it was used most, unless these are more than two."""
    if len(peaks) > 2:
        return quoted(term, lang)
    years = years_text(peaks, lang)
    peak = f"{years}最多" if lang == "zh" else f"most in {years}"
    return f"{quoted(term, lang)}{bracketed(peak, lang=lang)}"


def reuse_reading(
    table: pd.DataFrame, *, year: str = "report_year", value: str = "share", lang: Lang = "en"
) -> Reading:
    """How much of a report repeats sentences of that of the year before, and when most and least.

    Args:
        table: one row per report: its year and the share of its characters that is repeated, 0 to
            1, as ``share`` from ``reuse_share``, or ``reused`` of ``Reference.about``.
        year: the column of the years.
        value: the column of the shares.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or a share is not between 0 and 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import reuse_reading
        >>> table = pd.DataFrame({"report_year": [2017, 2018, 2019], "share": [0.04, 0.16, 0.1]})
        >>> print(reuse_reading(table))
        A report repeats 10.0% of its characters (median of 3) from the year before: most in 2018
        (16.0%), least in 2017 (4.0%). Only near-identical sentences count.
    """
    check_columns(table, [year, value])
    rows = table.dropna(subset=[year, value]).sort_values(year)
    if rows.empty:
        said = "没有上一年的报告可供比较，无从计算重复句子的占比。"
        none = (
            "No report has one of the year before to compare with, so no share of repeats can be "
            "told."
        )
        return reading([said if lang == "zh" else none], lang)
    if not rows[value].between(0, 1).all():
        raise ValueError(f"{value} is not between 0 and 1; divide percentages by 100")
    unknown = len(table) - len(rows)
    return reading(
        [_repeats(rows, year, value, lang), _word_for_word(lang), _unknown(unknown, lang)], lang
    )


def _repeats(rows: pd.DataFrame, year: str, value: str, lang: Lang) -> str:
    zh, shares = lang == "zh", 100 * rows[value].astype(float)
    digits = digits_of(shares.min(), shares.max())
    low, middle, high = (
        number(one, digits) for one in (shares.min(), shares.median(), shares.max())
    )
    when = [_when(rows.loc[shares == end, year], lang) for end in (shares.max(), shares.min())]
    if shares.min() == shares.max():
        return (
            f"{when[0]}报告有{high}%的字数与上一年报告的句子相同。"
            if zh
            else f"In {when[0]}, {high}% of the characters are repeated from the year before."
        )
    if zh:
        return (
            f"报告与上一年报告相同的句子占字数的{middle}%（{len(rows)}份的中位数）：{when[0]}最高"
            f"（{high}%），{when[1]}最低（{low}%）。"
        )
    return (
        f"A report repeats {middle}% of its characters (median of {len(rows)}) from the year "
        f"before: most in {when[0]} ({high}%), least in {when[1]} ({low}%)."
    )


def _when(years: pd.Series[Any], lang: Lang, *, most: int = 4) -> str:
    """The years, or how many they are, if they are too many to be listed."""
    if len(years) <= most:
        return years_text([int(one) for one in years], lang)
    return f"{len(years)}个年份" if lang == "zh" else f"{len(years)} years"


def _word_for_word(lang: Lang) -> str:
    if lang == "zh":
        return "仅计几乎逐字相同的句子。"
    return "Only near-identical sentences count."


def _unknown(n: int, lang: Lang) -> str:
    if not n:
        return ""
    if lang == "zh":
        return f"另有{n}份报告没有上一年的报告可比，缺失不等于零。"
    have = "report has" if n == 1 else "reports have"
    return f"{n} more {have} none of the year before to compare: missing is not zero."
