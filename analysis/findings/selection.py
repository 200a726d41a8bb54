"""What is compared, in sentences: the reports of a selection, and two reports."""

from __future__ import annotations

import pandas as pd

from analysis.across_reports.two_reports import TwoReports
from analysis.across_reports.two_reports_sentences import two_summary
from analysis.findings.reading import MOST, Reading, reading
from analysis.findings.wording import named, years_text
from analysis.selection import Selection, left_out_sentence
from corpus.language import Lang


def selection_reading(chosen: Selection, *, lang: Lang = "en") -> Reading:
    """Which reports are compared, which is in focus, and which years are missing.

    Args:
        chosen: from ``select_reports``, with the same language.
        lang: en or zh.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import selection_reading
        >>> from analysis.selection import select_reports
        >>> reports = pd.DataFrame({"report_id": ["a", "b"], "report_year": [2017, 2019],
        ...                         "region": "深圳市", "region_code": "440300",
        ...                         "level": "prefecture"})
        >>> print(selection_reading(select_reports(reports)))
        Compared are 2 reports of Shenzhen, 2017 and 2019; in focus is Shenzhen, 2019. The corpus
        has no Shenzhen report for 2018: lines break there, and missing is not zero.
    """
    if len(chosen.reports) == 1:
        return reading([_one(chosen, lang), left_out_sentence(chosen, lang)], lang)
    return reading(
        [
            _compared(chosen, lang),
            _besides(chosen, lang),
            _missing(chosen, lang),
            left_out_sentence(chosen, lang),
        ],
        lang,
    )


def two_reading(two: TwoReports, *, lang: Lang = "en") -> Reading:
    """What the comparison of two reports shows: areas, terms, targets and repeated sentences.

    Args:
        two: from ``compare_reports``.
        lang: en or zh.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import compare_reports
        >>> from analysis.findings import two_reading
        >>> from corpus import build_store, corpus_at
        >>> text = (open_corpus().documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> for year in (2018, 2019):  # the second report is simulated
        ...     changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        ...     _ = Path(f"shahekou-{year}.txt").write_text(changed, encoding="utf-8")
        >>> _ = build_store(corpus_at("."), jobs=1)
        >>> two = compare_reports(corpus_at("."), "shahekou-2019", "shahekou-2018")
        >>> two_reading(two, lang="zh").sentences[0]
        '政策领域：沙河口区2019年与沙河口区2018年的占比之差，95%置信区间均含0或未报告。'
    """
    return Reading(tuple(two_summary(two, lang)[:MOST]), lang)


def _one(chosen: Selection, lang: Lang) -> str:
    alone = chosen.left_out.empty
    if lang == "zh":
        return (
            f"{'语料库仅含一份报告' if alone else '仅分析一份报告'}（{chosen.label}）；"
            "置信区间反映该报告内部的变异，不能推及其他年份或政府。"
        )
    said = "The corpus contains one report" if alone else "One report is studied"
    return f"{said}, {chosen.label}. CIs describe its text, not other years or governments."


def _compared(chosen: Selection, lang: Lang) -> str:
    """The years that are compared or, where it is places, these; or why nothing is over time."""
    if len(chosen.over_years) < 2:
        return _alone(chosen, lang)
    if not chosen.by_year:
        n, year = len(chosen.across_places), _year_of(chosen.across_places)
        if lang == "zh":
            return f"比较{n}个地区{year}年的报告；重点报告为{chosen.label}。"
        return f"Compared are the reports of {n} places for {year}; in focus is {chosen.label}."
    n, years = len(chosen.over_years), _ends(chosen.over_years, lang)
    if lang == "zh":
        return f"比较{chosen.place}{years}的{n}份报告；重点报告为{chosen.label}。"
    place = named(chosen.place, lang)
    return f"Compared are {n} reports of {place}, {years}; in focus is {chosen.label}."


def _alone(chosen: Selection, lang: Lang) -> str:
    """Why the report in focus is not compared over time."""
    place = chosen.reports.set_index("report_id")["region"][chosen.focus]
    if chosen.year is None:
        if lang == "zh":
            return f"重点报告为{chosen.label}；年度未知的报告不作历时比较。"
        return f"In focus is {chosen.label}; without its year, nothing is compared over time."
    if not isinstance(place, str):
        why = ("its place is unknown", "其地区未知")
    elif "outside the years chosen" in set(chosen.left_out["reason"]):
        why = (
            "no report of the place for another year is among those chosen",
            "所选报告中没有该地区其他年份的报告",
        )
    else:
        why = (
            "the corpus has no report of the place for another year",
            "语料库没有该地区其他年份的报告",
        )
    if lang == "zh":
        return f"重点报告为{chosen.label}；{why[1]}，不作历时比较。"
    return f"In focus is {chosen.label}; {why[0]}, so nothing is compared over time."


def _besides(chosen: Selection, lang: Lang) -> str:
    """What can be compared besides: places of one year or, where it is these, years."""
    if len(chosen.over_years) > 1 and not chosen.by_year:
        n, years = len(chosen.over_years), _ends(chosen.over_years, lang)
        if lang == "zh":
            return f"{chosen.place}另有历年报告可作前后比较（{years}，共{n}份）。"
        return f"Over time, the {n} reports of {named(chosen.place, lang)} are compared, {years}."
    n, every = len(chosen.across_places), len(chosen.reports)
    if n < 2:
        if chosen.by_year:
            return ""
        if lang == "zh":
            return f"{every}份报告相互比较。"
        return f"The {every} reports are compared with each other."
    year, unknown = _year_of(chosen.across_places), int(chosen.across_places["region"].isna().sum())
    if unknown:
        if lang == "zh":
            return f"{year}年有{n}份报告可供比较，其中{unknown}份地区未知。"
        return f"For {year} there are {n} reports to compare; the place of {unknown} is unknown."
    if lang == "zh":
        return f"{year}年有{n}个地区的报告可供比较。"
    return f"For {year} there are reports of {n} places to compare."


def _year_of(reports: pd.DataFrame) -> int:
    return int(reports["report_year"].iloc[0])


def _ends(reports: pd.DataFrame, lang: Lang) -> str:
    """The first and the last year."""
    first, last = int(reports["unit"].min()), int(reports["unit"].max())
    if lang == "zh":
        return f"{first}年{'和' if len(reports) == 2 else '至'}{last}年"
    return f"{first} {'and' if len(reports) == 2 else 'to'} {last}"


def _missing(chosen: Selection, lang: Lang) -> str:
    if not chosen.missing_years:
        return ""
    years = years_text(chosen.missing_years, lang)
    if lang == "zh":
        return f"语料库缺{chosen.place}{years}报告，折线在此断开；缺失不等于零。"
    return (
        f"The corpus has no {chosen.place} report for {years}: lines break there, and missing is "
        "not zero."
    )
