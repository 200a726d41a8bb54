"""What the comparison of two reports shows, in a few sentences of either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.across_reports.repeated_sentences import SHORTEST
from analysis.across_reports.two_reports import TwoReports
from analysis.confidence import at_confidence, confidence_of
from analysis.targets.indicators import indicators
from analysis.targets.printed_targets import goal_text
from corpus.language import Lang, check_language
from corpus.place_names import place_name

SHOWN = 5  # areas, terms and targets that are named


def report_label(about: Mapping[Any, Any], lang: Lang = "en") -> str:
    """The place and year of a report, or its ID where either is unknown.

    Args:
        about: a row of the table ``reports``.
        lang: en or zh.

    Example:
        >>> from analysis.across_reports import report_label
        >>> report_label({"report_id": "sz", "region": "深圳市", "report_year": 2018}, "zh")
        '深圳市2018年'
    """
    check_language(lang)
    region, year = about["region"], about["report_year"]
    if pd.isna(region) or pd.isna(year):
        return str(about["report_id"])
    place = place_name(region, lang)
    return f"{place}{int(year)}年" if lang == "zh" else f"{place}, {int(year)}"


def two_names(two: TwoReports, lang: Lang = "en") -> tuple[str, str]:
    """The labels of both reports: place and year, or the report IDs where these are the same.

    Args:
        two: from ``compare_reports``.
        lang: en or zh.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import TwoReports, two_names
        >>> about = pd.DataFrame({"report_id": ["a", "b"], "region": "深圳市",
        ...                       "report_year": [2026, 2006]})
        >>> two_names(TwoReports(about, *[pd.DataFrame()] * 5))
        ('Shenzhen, 2026', 'Shenzhen, 2006')
    """
    check_language(lang)
    rows = two.about.to_dict("records")
    a, b = (report_label(one, lang) for one in rows)
    return (a, b) if a != b else (str(rows[0]["report_id"]), str(rows[1]["report_id"]))


def two_summary(two: TwoReports, lang: Lang = "en") -> list[str]:
    """What the comparison of two reports shows, one sentence per question.

    Named are the areas whose difference has an interval without 0, the key terms with an adjusted p
    below 0.05, the targets that both set, the repeated sentences, and the likeness.

    Args:
        two: from ``compare_reports``.
        lang: en or zh.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import compare_reports, two_summary
        >>> from corpus import build_store, corpus_at
        >>> text = (open_corpus().documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> for year in (2018, 2019):  # the second report is simulated
        ...     changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        ...     _ = Path(f"shahekou-{year}.txt").write_text(changed, encoding="utf-8")
        >>> _ = build_store(corpus_at("."), jobs=1)
        >>> two = compare_reports(corpus_at("."), "shahekou-2019", "shahekou-2018")
        >>> print(two_summary(two)[0])
        Areas: no difference between Shahekou, 2019 and Shahekou, 2018 has a 95% CI that excludes 0.
    """
    check_language(lang)
    a, b = two_names(two, lang)
    areas = at_confidence(_areas(two, a, b, lang == "zh"), confidence_of(two.areas))
    parts = (_terms, _targets, _repeated, _likeness)
    return [areas, *(part(two, a, b, lang == "zh") for part in parts)]


def _areas(two: TwoReports, a: str, b: str, zh: bool) -> str:
    table = two.areas
    sure = table[(table["difference_low"] > 0) | (table["difference_high"] < 0)]
    if sure.empty:
        return (
            f"政策领域：{a}与{b}的占比之差，95%置信区间均含0或未报告。"
            if zh
            else f"Areas: no difference between {a} and {b} has a 95% CI that excludes 0."
        )
    first = sure.reindex(sure["difference"].abs().sort_values(ascending=False).index).head(SHOWN)
    if zh:
        named = [
            f"{row.name_zh}{row.difference:+.1f}个百分点"
            f"[{row.difference_low:+.1f}, {row.difference_high:+.1f}]"
            for row in first.itertuples()
        ]
        return f"政策领域（{a}减{b}，占句数，95%置信区间）：{'；'.join(named)}。"
    named = [
        f"{row.name_en} {row.difference:+.1f} points "
        f"[{row.difference_low:+.1f}, {row.difference_high:+.1f}]"
        for row in first.itertuples()
    ]
    return f"Areas ({a} minus {b}, share of sentences, 95% CI): {'; '.join(named)}."


def _terms(two: TwoReports, a: str, b: str, zh: bool) -> str:
    sure = two.terms[two.terms["p_adjusted"] < 0.05]
    more = sure[sure["log_odds_z"] > 0]["term"].head(SHOWN).tolist()
    less = sure[sure["log_odds_z"] < 0]["term"].tail(SHOWN).tolist()[::-1]
    if not more and not less:
        return (
            f"特征词：检验{len(two.terms)}个词，校正后无一显著。"
            if zh
            else f"Terms: of {len(two.terms)} terms tested, none differs after adjustment."
        )
    if zh:
        return f"特征词（校正后p < 0.05）：{a}更多{_list(more, zh)}；{b}更多{_list(less, zh)}。"
    return (
        f"Terms (adjusted p < 0.05): {a} uses more often {_list(more, zh)}; {b} {_list(less, zh)}."
    )


def _list(terms: Sequence[str], zh: bool) -> str:
    if not terms:
        return "：无" if zh else "none"
    return ("、" if zh else ", ").join(f"“{one}”" for one in terms)


def _targets(two: TwoReports, a: str, b: str, zh: bool) -> str:
    table = two.targets
    both = table[table["target_a"].notna() & table["target_b"].notna()]
    alone = [int(table[f"target_{side}"].notna().sum()) - len(both) for side in "ab"]
    if two.about["report_year"].isna().any():
        return (
            "目标值：有报告年度未知，不作比较。"
            if zh
            else ("Targets: not compared, since a report has no known year.")
        )
    if not len(both) + sum(alone):
        return "目标值：两份报告均未读到。" if zh else "Targets: none was found in either."
    named = [
        f"{_indicator(row, zh)}（{_goal(row, 'a', zh)} / {_goal(row, 'b', zh)}）"
        if zh
        else f"{_indicator(row, zh)}, {_goal(row, 'a', zh)} / {_goal(row, 'b', zh)}"
        for row in both.head(SHOWN).to_dict("records")
    ]
    if zh:
        return (
            f"目标值：两份报告均提出{len(both)}项，仅{a}提出{alone[0]}项，仅{b}提出{alone[1]}项"
            f"{'。前者与后者：' if named else ''}{'；'.join(named)}。"
        )
    return (
        f"Targets: both set {len(both)}, only {a} {alone[0]}, only {b} {alone[1]}"
        f"{'. The former and the latter: ' if named else ''}{'; '.join(named)}."
    )


def _indicator(row: Mapping[Any, Any], zh: bool) -> str:
    return indicators()[row["indicator_key"]].name_zh if zh else str(row["indicator_en"])


def _goal(row: Mapping[Any, Any], side: str, zh: bool) -> str:
    own = {one: row.get(f"{one}_{side}") for one in ("target", "target_high", "bound")}
    return goal_text({**row, **own}, "zh" if zh else "en")


def _repeated(two: TwoReports, a: str, b: str, zh: bool) -> str:
    n, same = len(two.repeated), _identical(two, zh)
    if zh:
        many = f"有{n}个" if n else "没有"
        return f"重复：{a}{many}句子与{b}几乎逐字相同（数字和标点不计）{same}。"
    what = "sentence of" if n == 1 else "sentences of"
    are = "is" if n == 1 else "are"
    aside = "numbers and punctuation aside"
    return f"Repeated: {n or 'no'} {what} {a} {are} near-identical to one of {b}, {aside}{same}."


def _identical(two: TwoReports, zh: bool) -> str:
    """The share of identical sentences, which the table of likeness has; "" where it is unknown."""
    share = two.likeness.iloc[0].get("shared")
    if share is None or pd.isna(share):
        return ""
    percent = f"{100 * share:.1f}%"
    few = f"；逐字相同的句子占{percent}（不足{SHORTEST}字的句子不计）"
    many = f"; {percent} of its sentences of {SHORTEST} characters or more are identical to one"
    return few if zh else many


def _likeness(two: TwoReports, a: str, b: str, zh: bool) -> str:
    row = two.likeness.iloc[0]
    known = pd.notna(row["low"])
    if zh:
        limits = f"（95%置信区间[{row['low']:.2f}, {row['high']:.2f}]）" if known else ""
        return f"相似度：{a}与{b}用词的余弦值为{row['cosine']:.2f}{limits}。"
    limits = f" (95% CI [{row['low']:.2f}, {row['high']:.2f}])" if known else ""
    return f"Likeness: the cosine of {a} and {b} is {row['cosine']:.2f}{limits}."
