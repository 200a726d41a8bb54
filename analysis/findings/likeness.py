"""Readings of what reports share: how alike they are, and who used a term first."""

from __future__ import annotations

import pandas as pd

from analysis.findings.leaders import tie_groups
from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    count,
    digits_of,
    interval,
    listed,
    named,
    number,
    quoted,
    several,
)
from corpus.language import Lang
from corpus.place_names import place_name
from corpus.schema import check_columns

_OF_PANEL = {
    "likeness": "cosine",
    "likeness_low": "low",
    "likeness_high": "high",
    "likeness_by_chance": "by_chance",
    "likeness_shared": "shared",
    "likeness_to": "other",
}


@at_its_level
def likeness_reading(
    table: pd.DataFrame, *, label: str = "report", other: str = "other", lang: Lang = "en"
) -> Reading:
    """Which two reports are most and least alike, and how many are so beyond chance.

    A pair is more alike than by chance if its whole interval is above the chance baseline.

    Args:
        table: from ``similarity``, or from ``likeness_panel`` (lag 0).
        label: the column that names the report; of a panel, place and year by default.
        other: the column that names the report that it is compared with.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import likeness_reading
        >>> table = pd.DataFrame({"report": ["Dalian", "Benxi"], "other": "Liaoning",
        ...                       "cosine": [0.71, 0.5], "low": [0.64, 0.4], "high": [0.77, 0.6],
        ...                       "by_chance": [0.45, 0.44], "shared": [0.06, 0.02]})
        >>> print(likeness_reading(table))
        Dalian and Liaoning are most alike (cosine 0.71, 95% CI [0.64, 0.77]), Benxi and Liaoning
        least (0.50). Of 2 pairs, 1 is more alike than by chance (the whole CI is above the
        baseline); for the other this cannot be told. 2.0 to 6.0% of the sentences of a report are
        identical to one of the other, numbers and punctuation aside.
    """
    rows = _pairs(table, lang)
    check_columns(rows, ["cosine", "low", "high", "by_chance"])
    name = "_name" if label == "report" and "_name" in rows else label
    check_columns(rows, [name, other])
    known = rows.dropna(subset="cosine")
    missing = _missing(len(rows) - len(known), lang)
    if known.empty:
        return reading([_no_pair(lang, above="likeness_to" in table)], lang)
    known = known.assign(
        _pair=[_and(a, b, lang) for a, b in known[[name, other]].itertuples(index=False, name=None)]
    )
    return reading(
        [_extremes(known, lang), _beyond(known, lang), _shared(known, lang), missing], lang
    )


def _pairs(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The table in the columns of ``similarity``, if it is a panel."""
    if "likeness" not in table:
        return table
    year = table["report_year"].astype(int).astype(str)
    place = table["region"].map(lambda one: place_name(str(one), lang))
    name = place + year + "年" if lang == "zh" else place + ", " + year
    to = table["likeness_to_region"] if "likeness_to_region" in table else table["likeness_to"]
    return table.rename(columns=_OF_PANEL).assign(
        _name=name, other=to.map(lambda one: place_name(one, lang), na_action="ignore")
    )


def _no_pair(lang: Lang, *, above: bool) -> str:
    """Why nothing is compared: a panel compares with the level above, a table of pairs anything."""
    if lang == "zh":
        which = "语料库中没有同一年度的上级政府报告，无从比较。"
        return which if above else "没有可以比较的两份报告。"
    which = "The corpus has no report of a level above for the same year to compare with."
    return which if above else "There is no pair of reports to compare."


def _and(a: object, b: object, lang: Lang) -> str:
    return listed([named(str(one), lang) for one in (a, b)], lang)


def _extremes(known: pd.DataFrame, lang: Lang) -> str:
    """The most and the least similar pair, with the interval of the first."""
    zh = lang == "zh"
    rows = known.sort_values(["cosine", "_pair"], ascending=[False, True])
    first, last = rows.iloc[0], rows.iloc[-1]
    limits = interval(first["low"], first["high"], lang, digits=2)
    value = number(first["cosine"], 2)
    if len(rows) == 1 or first["cosine"] == last["cosine"]:
        ci = bracketed(limits, lang=lang)
        which = first["_pair"] if len(rows) == 1 else "各对报告" if zh else "All pairs of reports"
        return (
            f"{which}用词的余弦相似度为{value}{ci}。"
            if zh
            else f"{which} have a cosine of {value}{ci}."
        )
    if zh:
        most = bracketed(f"余弦{value}", limits, lang=lang)
        least = f"{last['_pair']}最不相似（{number(last['cosine'], 2)}）"
        return f"{first['_pair']}最相似{most}，{least}。"
    most = bracketed(f"cosine {value}", limits, lang=lang)
    return (
        f"{first['_pair']} are most alike{most}, {last['_pair']} least "
        f"({number(last['cosine'], 2)})."
    )


def _beyond(known: pd.DataFrame, lang: Lang) -> str:
    """How many pairs have an interval wholly above what chance would give."""
    tested = known.dropna(subset=["low", "by_chance"])
    n, k = len(tested), int((tested["low"] > tested["by_chance"]).sum())
    if not n:
        return (
            "没有随机基准或置信区间，不能断定相似是否超出偶然。"
            if lang == "zh"
            else "Without a baseline or a CI it cannot be told whether this is beyond chance."
        )
    rest = n - k
    if lang == "zh":
        if not k:
            return f"{n}对报告的置信区间无一全部高于随机基准，不能断定相似超出偶然。"
        if not rest:
            which = "这对报告的相似" if n == 1 else f"{n}对报告的相似均"
            return f"{which}超出偶然（置信区间全部高于随机基准）。"
        others = f"；其余{rest}对不能断定"
        return f"{n}对报告中，{k}对的相似超出偶然（置信区间全部高于随机基准）{others}。"
    pairs = several(n, "pair", "pairs")
    if not k:
        return f"Of {pairs}, none has a CI wholly above the chance baseline; more cannot be told."
    above = "more alike than by chance (the whole CI is above the baseline)"
    if not rest:
        return f"{'The pair is' if n == 1 else f'All {n} pairs are'} {above}."
    others = "other" if rest == 1 else f"other {rest}"
    are = "is" if k == 1 else "are"
    return f"Of {pairs}, {k} {are} {above}; for the {others} this cannot be told."


def _shared(known: pd.DataFrame, lang: Lang) -> str:
    """Which share of the sentences is identical; near-identical ones are not counted."""
    if "shared" not in known or known["shared"].isna().all():
        return ""
    ends = [100 * float(one) for one in (known["shared"].min(), known["shared"].max())]
    if not ends[1]:
        none = "No sentence of one is identical to one of the other, numbers and punctuation aside."
        return "没有逐字相同的句子（数字和标点不计）。" if lang == "zh" else none
    low, high = (number(one, digits_of(*ends)) for one in ends)
    if lang == "zh":
        return f"逐字相同（数字和标点不计）的句子占{low}%{'' if low == high else f'至{high}%'}。"
    span = f"{low}{'' if low == high else f' to {high}'}%"
    identical = "identical to one of the other, numbers and punctuation aside"
    return f"{span} of the sentences of a report are {identical}."


def _missing(n: int, lang: Lang) -> str:
    if not n:
        return ""
    if lang == "zh":
        return f"另有{n}份报告没有可比的报告；缺失不等于零。"
    have = "report has" if n == 1 else "reports have"
    return f"{n} more {have} nothing to be compared with: missing is not zero."


def first_said_reading(table: pd.DataFrame, *, top: int = 3, lang: Lang = "en") -> Reading:
    """Who used most terms first in the corpus, and which terms are used by most reports.

    Args:
        table: from ``first_said``.
        top: how many places and terms are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import first_said_reading
        >>> table = pd.DataFrame({"term": ["创新", "就业", "数字经济"], "reports": [3, 2, 2],
        ...                       "first_year": [2017, 2018, 2018],
        ...                       "first": ["大连市", "大连市、本溪市", "大连市"]})
        >>> print(first_said_reading(table, top=1, lang="zh"))
        表中3个词，1个由几个地方在同一年首先使用，2个由一个地方首先使用：大连市2个。使用最广的是“创新”（3份报告，首见于2017年）。首见仅就本语料库而言，并非首次提出。
    """
    check_columns(table, ["term", "reports", "first_year", "first"])
    if table.empty:
        said = "没有词见于多份年度和地区已知的报告。"
        none = "No term occurs in several reports whose place and year are known."
        return reading([said if lang == "zh" else none], lang)
    table = table.assign(first=[_places(one, lang) for one in table["first"]])
    told = _told(table)
    if told.empty and len(told) < len(table):
        return reading([_untold(len(table), lang), _widest(table, top, lang), _here(lang)], lang)
    said = _cannot(told, lang) or _firsts(told, top, lang)
    left = _untold(len(table) - len(told), lang)
    return reading([said, left, _widest(table, top, lang), _here(lang)], lang)


def _places(first: str, lang: Lang) -> str:
    return "、".join(place_name(one, lang) for one in first.split("、"))


def _told(table: pd.DataFrame) -> pd.DataFrame:
    """The terms that others were there to say, and that cannot be from before the corpus begins."""
    if not {"others_there", "may_be_earlier"} <= set(table):
        return table
    return table[(table["others_there"] > 0) & ~table["may_be_earlier"].astype(bool)]


def _untold(n: int, lang: Lang) -> str:
    """How many terms cannot be compared, and why."""
    if not n:
        return ""
    if lang == "zh":
        return f"{count(n)}个词无从比较：首见于语料库所收该地的首份报告，或当时没有其他地方的报告。"
    terms = "1 term is" if n == 1 else f"{count(n)} terms are"
    return (
        f"{terms} not compared: first used in the first report that the corpus has of a place, or "
        "when no other place had a report."
    )


def _cannot(table: pd.DataFrame, lang: Lang) -> str:
    """Why nobody can be said to be first: one place, or one year."""
    n = count(len(table))
    terms = "The one term occurs" if len(table) == 1 else f"All {n} terms occur"
    if table["first"].nunique() == 1 and "、" not in table["first"].iloc[0]:
        place = table["first"].iloc[0]
        if lang == "zh":
            return f"表中{count(len(table))}个词的首见之地均为{place}，无从比较先后。"
        return f"{terms} first in {place}, so no place can be compared with another."
    year = table["first_year"].iloc[0]
    if table["first_year"].nunique() == 1 and table["first"].str.contains("、").all():
        if lang == "zh":
            return f"表中{count(len(table))}个词均首见于{year}年的几份报告，无从断定何地在先。"
        return f"{terms} first in several reports of {year}: it cannot be told who was first."
    return ""


def _firsts(table: pd.DataFrame, top: int, lang: Lang) -> str:
    """How many terms have one place that was first, and which places were so most often."""
    alone = table[~table["first"].str.contains("、")]
    shared = len(table) - len(alone)
    led = alone["first"].value_counts().rename_axis("place").reset_index(name="n")
    groups = tie_groups(led, "n", "place", most=top)
    rows = [row for one in groups for row in one[["place", "n"]].itertuples(index=False)]
    of, one = count(len(table)), count(len(alone))
    if lang == "zh":
        said = "、".join(f"{place}{count(n)}个" for place, n in rows)
        both = f"{count(shared)}个由几个地方在同一年首先使用，" if shared else ""
        return f"表中{of}个词，{both}{one}个由一个地方首先使用{'：' if said else ''}{said}。"
    said = ", ".join(f"{place} {count(n)}" for place, n in rows)
    both = f", and {count(shared)} by several in the same year" if shared else ""
    terms = several(len(table), "term", "terms")
    return f"Of {terms}, {one} {'was' if one == '1' else 'were'} first used by one place" + (
        f" ({said}){both}." if said else f"{both}."
    )


def _widest(table: pd.DataFrame, top: int, lang: Lang) -> str:
    """The terms in most reports, with the year of their first use."""
    groups = tie_groups(table, "reports", "term", most=top)
    rows = [row for one in groups for row in one.itertuples()]
    if not rows:
        return ""
    if lang == "zh":
        said = [f"“{one.term}”（{one.reports}份报告，首见于{one.first_year}年）" for one in rows]
        return f"使用最广的是{listed(said, lang)}。"
    said = [
        f"{quoted(str(one.term), lang)} ({one.reports} reports, first in {one.first_year})"
        for one in rows
    ]
    return f"Most widely used: {listed(said, lang)}."


def _here(lang: Lang) -> str:
    if lang == "zh":
        return "首见仅就本语料库而言，并非首次提出。"
    return "First means first in this corpus, not first ever."
