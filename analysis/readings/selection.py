"""What is compared, in sentences: the reports of a selection, and two reports."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.across_reports.two_readings import two_summary
from analysis.across_reports.two_reports import TwoReports
from analysis.readings.reading import MOST, Reading, reading
from analysis.selection import Selection
from corpus.language import Lang


def selection_reading(chosen: Selection, *, lang: Lang = "en") -> Reading:
    """Which reports are compared, which is in focus, and which years are missing.

    Args:
        chosen: from ``select_reports``, with the same language.
        lang: en or zh.

    Example:
        >>> import pandas as pd
        >>> from analysis.readings import selection_reading
        >>> from analysis.selection import select_reports
        >>> reports = pd.DataFrame({"report_id": ["a", "b"], "report_year": [2017, 2019],
        ...                         "region": "深圳市", "region_code": "440300",
        ...                         "level": "prefecture"})
        >>> print(selection_reading(select_reports(reports)))
        Compared are 2 reports of Shenzhen, 2017 to 2019; in focus is Shenzhen, 2019. The corpus has
        no Shenzhen report for 2018: lines break there, and missing is not zero.
    """
    if len(chosen.reports) == 1:
        return reading([_one(chosen, lang), _left_out(chosen, lang)], lang)
    return reading(
        [
            _years(chosen, lang),
            _places(chosen, lang),
            _missing(chosen, lang),
            _left_out(chosen, lang),
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
        >>> from analysis.readings import two_reading
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


def _years(chosen: Selection, lang: Lang) -> str:
    years = [int(one) for one in chosen.over_years["unit"]]
    if len(years) < 2:
        if lang == "zh":
            return f"重点报告为{chosen.label}；语料库没有该地区其他年份的报告，不作历时比较。"
        return (
            f"In focus is {chosen.label}; the corpus has no report of the place for another year, "
            "so nothing is compared over time."
        )
    if lang == "zh":
        return (
            f"比较{chosen.place}{years[0]}年至{years[-1]}年的{len(years)}份报告；"
            f"重点报告为{chosen.label}。"
        )
    return (
        f"Compared are {len(years)} reports of {chosen.place}, {years[0]} to {years[-1]}; in focus "
        f"is {chosen.label}."
    )


def _places(chosen: Selection, lang: Lang) -> str:
    n = len(chosen.across_places)
    if n < 2:
        return ""
    year = int(chosen.across_places["report_year"].iloc[0])
    if lang == "zh":
        return f"{year}年有{n}个地区的报告可供比较。"
    return f"For {year} there are reports of {n} places to compare."


def _missing(chosen: Selection, lang: Lang) -> str:
    if not chosen.missing_years:
        return ""
    spans = _spans(chosen.missing_years)
    if lang == "zh":
        return f"语料库缺{chosen.place}{'、'.join(spans)}年报告，折线在此断开；缺失不等于零。"
    years = ", ".join(spans)
    return (
        f"The corpus has no {chosen.place} report for {years}: lines break there, and missing is "
        "not zero."
    )


def _left_out(chosen: Selection, lang: Lang) -> str:
    n = len(chosen.left_out)
    if not n:
        return ""
    if lang == "zh":
        return f"另有{n}份报告未参与比较（同一年的其他版本，或不在所选年份内）。"
    unit = "report is" if n == 1 else "reports are"
    return f"{n} {unit} left out: other versions of the same year, or years not chosen."


def _spans(years: Sequence[int]) -> list[str]:
    """The years with runs of three or more joined: 1961–1963, 1965."""
    table = pd.Series(sorted(years))
    runs = table.groupby((table.diff() != 1).cumsum())
    spans: list[str] = []
    for _, run in runs:
        ends = (run.iloc[0], run.iloc[-1])
        spans += [f"{ends[0]}–{ends[1]}"] if len(run) > 2 else [str(one) for one in run]
    return spans
