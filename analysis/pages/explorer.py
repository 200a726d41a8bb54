"""An offline page for reading reports: marked terms and quantities, concordances and tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from analysis.across_reports.nation import Reference, national_reference, nearest_year
from analysis.across_reports.two_reports import areas_of_two
from analysis.across_reports.two_reports_sentences import report_label
from analysis.across_reports.years import area_trends
from analysis.areas.classify import code_sentences
from analysis.comparison import TermFilter, compare_units
from analysis.counts import in_context
from analysis.figures.words import says
from analysis.focus import area_profile, coded_counts
from analysis.pages.page import write_page
from analysis.sentences import spoken_sentences
from analysis.uncertainty.inference import Inference
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.language import Lang, check_language
from corpus.lexicon.lists import english_terms, policy_areas
from corpus.schema import SPOKEN, Table
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table

_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Report explorer",
        "outline": "Outline",
        "term": "policy term",
        "english": "English",
        "n": "mentions",
        "rate": "per 1,000 words",
        "area": "policy area",
        "sentences": "sentences",
        "share": "share (%)",
        "interval": "95% CI",
        "nation": "State Council {year} (%)",
        "number": "quantity",
        "indicator": "indicator",
        "status": "status",
        "period": "period",
        "achieved": "reported result",
        "target": "target",
        "none": "– single report –",
        "left": "report",
        "right": "second report",
        "views": {"text": "Text", "terms": "Terms", "areas": "Areas", "quantities": "Quantities"},
        "showTerms": "policy terms",
        "showQuantities": "quantities",
        "showAreas": "policy areas by paragraph",
        "click": "Click an underlined term for its concordance and its use in the State Council "
        "reports.",
        "nationSeries": "State Council reports, by year",
        "most": "highest rate per 10,000 words:",
        "minus": "{a} minus {b}",
        "of": "{a}: {b}",
        "percent": "{a} (%)",
        "points": "difference (points)",
        "change": "points",
        "perThousand": "difference per 1,000 words",
        "hint": "Differences of shares of sentences. Click an underlined term for its concordance.",
    },
    "zh": {
        "title": "报告浏览器",
        "outline": "目录",
        "term": "政策词",
        "english": "英文",
        "n": "提及次数",
        "rate": "每千词频次",
        "area": "政策领域",
        "sentences": "句数",
        "share": "占比（%）",
        "interval": "95%置信区间",
        "nation": "国务院{year}年报告（%）",
        "number": "数值",
        "indicator": "指标",
        "status": "类型",
        "period": "时期",
        "achieved": "完成值（报告所称）",
        "target": "目标值",
        "none": "—— 单份报告 ——",
        "left": "报告",
        "right": "第二份报告",
        "views": {"text": "正文", "terms": "政策词", "areas": "政策领域", "quantities": "数值"},
        "showTerms": "政策词",
        "showQuantities": "数值",
        "showAreas": "各段政策领域",
        "click": "点击带下划线的政策词，查看其索引行及历年国务院政府工作报告中的使用情况。",
        "nationSeries": "历年国务院政府工作报告",
        "most": "每万词最高频次：",
        "minus": "{a}减{b}",
        "of": "{a}：{b}",
        "percent": "{a}（%）",
        "points": "差值（百分点）",
        "change": "百分点",
        "perThousand": "每千词差值",
        "hint": "句数占比之差。点击带下划线的政策词，查看其索引行。",
    },
}

# The codes of a quantity in words. A plain value (eq) needs none.
_KINDS = {
    "level": ("level", "水平"),
    "growth_rate": ("growth rate", "增长率"),
    "count": ("count", "数量"),
    "share": ("share", "占比"),
    "duration": ("duration", "时长"),
    "multiple": ("multiple", "倍数"),
    "ratio": ("ratio", "比率"),
    "pp_difference": ("percentage points", "百分点"),
}
_BOUNDS = {
    "eq": ("", ""),
    "ge": ("at least (≥)", "不低于（≥）"),
    "gt": ("more than (>)", "超过（>）"),
    "le": ("at most (≤)", "不超过（≤）"),
    "lt": ("less than (<)", "低于（<）"),
    "approx": ("around (≈)", "左右（≈）"),
    "approx_over": ("just over", "略多于"),
    "approx_under": ("just under", "略少于"),
    "at_reached": ("reaching", "达到"),
    "range": ("range", "区间"),
}

for _lang in get_args(Lang):
    _WORDS[_lang] |= {part: says(part, _lang) for part in SPOKEN}


def write_explorer(
    corpus: Corpus, path: str | Path, *, reports: Sequence[str] = (), lang: Lang = "en"
) -> Path:
    """Writes an offline page for reading reports, also two side by side, with concordances.

    Two reports are side by side as soon as the page opens, with the difference of every policy area
    and policy term, the first minus the second, and its 95% interval (``areas_of_two``,
    ``compare_units``). Of more reports any two can be chosen; their differences have no interval.

    Args:
        corpus: a corpus whose data store is up to date.
        path: of the page, ending in .html.
        reports: IDs of the reports to include; by default the first ten of the corpus.
        lang: language in which the page opens, en or zh; a button on the page switches it.

    Returns:
        The path.

    Raises:
        Refusal: ``empty_corpus``, ``unknown_report``, ``unknown_page_format`` or ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.pages import write_explorer
        >>> path = write_explorer(open_corpus(), Path("explorer.html"), lang="zh")
        >>> text = path.read_text(encoding="utf-8")
        >>> "<title>报告浏览器</title>" in text, "https://" in text
        (True, False)
    """
    check_language(lang)
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    for one in reports:
        if one not in there:
            raise Refusal("unknown_report", one)
    nation = national_reference()
    chosen = list(dict.fromkeys(reports)) or there[:10]
    shown = [_report(corpus, one, nation) for one in chosen]
    used = {
        mark["term"]
        for report in shown
        for paragraph in report["paragraphs"]
        for mark in paragraph["marks"]
        if mark["kind"] == "term"
    }
    areas = {
        code: {"en": row["name_en"], "zh": row["name_zh"]} for code, row in policy_areas().items()
    }
    data = {
        "language": lang,
        "words": _WORDS,
        "reports": shown,
        "areas": areas,
        "english": {term: text for term, text in english_terms().items() if term in used},
        "nation": _nation(nation, used),
        "differences": _differences(corpus, *chosen) if len(chosen) == 2 else None,
    }
    title = str(_WORDS[lang]["title"])
    return write_page(Path(path), name="explorer", title=title, data=data, lang=lang)


def _differences(corpus: Corpus, a: str, b: str) -> dict[str, dict[str, list[float | None]]]:
    """By policy area and by term: the difference of two reports, and its limits where known."""
    said = pd.concat([spoken_sentences(corpus, one) for one in (a, b)], ignore_index=True)
    areas = areas_of_two(said.assign(code=code_sentences(said)["code"]), a=a, b=b)
    names: tuple[Table, ...] = ("mentions", "tokens", "paragraphs")
    mentions, tokens, paragraphs = (read_table(corpus, one, report_id=[a, b]) for one in names)
    terms = compare_units(
        in_context(mentions, paragraphs),
        target=a,
        reference=b,
        words=in_context(tokens, paragraphs),
        listed=TermFilter(min_length=1),
        inference=Inference(n_permutations=1),  # the page shows no p values
    )
    return {"areas": _limits(areas, "code"), "terms": _limits(terms, "term")}


def _limits(table: pd.DataFrame, item: str) -> dict[str, list[float | None]]:
    columns = ("difference", "difference_low", "difference_high")
    return {str(row[item]): [_number(row[one]) for one in columns] for row in _records(table)}


def _report(corpus: Corpus, report_id: str, nation: Reference) -> dict[str, Any]:
    names: tuple[Table, ...] = ("reports", "paragraphs", "mentions", "quantities", "sizes")
    tables = {name: read_table(corpus, name, report_id=report_id) for name in names}
    about = tables["reports"].iloc[0]
    said = spoken_sentences(corpus, report_id)
    coded = said.assign(code=code_sentences(said)["code"], unit=report_id)
    words = int(tables["sizes"]["words"].sum())
    speaker = "" if pd.isna(about["speaker"]) else str(about["speaker"])
    delivered = "" if pd.isna(about["delivery_date"]) else str(about["delivery_date"])
    note = " · ".join(one for one in (speaker, delivered) if one)
    year = about["report_year"]
    return {
        "id": report_id,
        "title": {one: report_label(about.to_dict(), one) for one in get_args(Lang)},
        "words": words,
        "note": {
            one: f"{note} · {words:,}{unit}".strip(" ·")
            for one, unit in (("en", " words"), ("zh", "词"))
        },
        "paragraphs": _paragraphs(tables, coded),
        "profile": _profile(coded, nation, year),
        "nation_year": None if pd.isna(year) else nearest_year(nation, int(year)),
    }


def _paragraphs(tables: dict[Table, pd.DataFrame], coded: pd.DataFrame) -> list[dict[str, Any]]:
    """The paragraphs of the body with their marks, whose offsets are within the paragraph."""
    marks = _marks(tables["mentions"], tables["quantities"])
    areas = coded.groupby("paragraph_id")["code"].agg(lambda codes: [str(one) for one in codes])
    rows = tables["paragraphs"]
    found = []
    for row in _records(rows[rows["orientation"].isin(SPOKEN)]):
        start, end = row["start"], row["end"]
        within = [
            mark | {"start": mark["start"] - start, "end": mark["end"] - start}
            for mark in marks
            if start <= mark["start"] and mark["end"] <= end
        ]
        found.append(
            {
                "text": row["text"],
                "level": row["level"],
                "orientation": row["orientation"],
                "marks": within,
                "areas": areas.get(row["paragraph_id"], []),
            }
        )
    return found


def _marks(mentions: pd.DataFrame, quantities: pd.DataFrame) -> list[dict[str, Any]]:
    terms = [
        {
            "kind": "term",
            "start": row["start"],
            "end": row["end"],
            "term": row["term"],
            "area": None if pd.isna(row["area"]) else str(int(row["area"])),
        }
        for row in _records(mentions)
    ]
    fields = ("start", "end", "unit", "indicator", "status", "period")
    numbers = [
        {"kind": "quantity", "says": _says(row), **{one: row[one] for one in fields}}
        for row in _records(quantities)
    ]
    return sorted([*terms, *numbers], key=lambda mark: (mark["start"], mark["end"]))


def _says(row: dict[str, Any]) -> dict[str, str]:
    """A one-line description of a quantity in each language."""
    return {
        lang: " · ".join(
            part
            for part in (
                row["indicator"],
                _KINDS[row["kind"]][lang == "zh"],
                _BOUNDS[row["bound"]][lang == "zh"],
                words[row["status"]],
                row["period"],
            )
            if part
        )
        for lang, words in _WORDS.items()
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _profile(coded: pd.DataFrame, nation: Reference, year: Any) -> list[dict[str, Any]]:
    own = area_profile(*coded_counts(coded))
    theirs = area_trends(nation)
    if not pd.isna(year):
        theirs = theirs[theirs["unit"] == nearest_year(nation, int(year))]
    share = {} if pd.isna(year) else dict(zip(theirs["code"], theirs["share"], strict=True))
    return [
        {
            "code": str(row["code"]),
            "n": row["n"],
            "nation": _number(share.get(row["code"])),
            **{name: _number(row[name]) for name in ("share", "low", "high")},
        }
        for row in _records(own)
        if row["n"] or share.get(row["code"])
    ]


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else round(float(value), 3)


def _nation(nation: Reference, used: Collection[str]) -> dict[str, Any]:
    """How often each term of the shown reports occurs in each State Council report."""
    words = nation.passages.groupby("report_year")["words"].sum().sort_index()
    summed = nation.occurrences[nation.occurrences["term"].isin(used)]
    counts: dict[str, dict[str, int]] = {}
    for row in _records(summed):
        counts.setdefault(row["term"], {})[str(row["report_year"])] = row["n"]
    return {
        "years": [int(year) for year in words.index],
        "words": [int(one) for one in words],
        "counts": counts,
    }
