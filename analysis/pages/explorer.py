"""A page to read reports in: marks in the text, concordances, tables, two reports side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from analysis.across_reports.nation import Reference, national_reference, nearest_year
from analysis.across_reports.years import area_trends
from analysis.areas.classify import code_sentences
from analysis.figures.words import says
from analysis.focus import area_profile, coded_counts
from analysis.pages.page import write_page
from analysis.sentences import spoken_sentences
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.language import Lang
from corpus.lexicon.lists import english_terms, policy_areas
from corpus.schema import SPOKEN, Table
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table

_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Report explorer", "outline": "Outline", "term": "term", "english": "English",
        "n": "mentions", "rate": "in 1,000 words", "area": "policy area", "sentences": "sentences",
        "share": "%", "interval": "95% interval", "nation": "nation, %", "number": "number",
        "indicator": "indicator", "status": "status", "period": "period", "achieved": "achieved",
        "target": "target", "none": "– one report –", "left": "report", "right": "second report",
        "views": {"text": "Text", "terms": "Terms", "areas": "Areas", "quantities": "Numbers"},
        "showTerms": "terms", "showQuantities": "numbers", "showAreas": "areas of paragraphs",
        "click": "Click an underlined term: its places in the report, and its use in the State "
                 "Council's reports.",
        "nationSeries": "In the State Council's reports, by year", "most": "most, in 10,000 words:",
    },
    "zh": {
        "title": "报告浏览器", "outline": "目录", "term": "词语", "english": "英文", "n": "次数",
        "rate": "每千词", "area": "政策领域", "sentences": "句数", "share": "%",
        "interval": "95% 区间", "nation": "国务院，%", "number": "数字", "indicator": "指标",
        "status": "状态", "period": "时期", "achieved": "已完成", "target": "目标",
        "none": "—— 单份报告 ——", "left": "报告", "right": "第二份报告",
        "views": {"text": "正文", "terms": "词语", "areas": "领域", "quantities": "数字"},
        "showTerms": "词语", "showQuantities": "数字", "showAreas": "段落的领域",
        "click": "点击带下划线的词语，可看它在报告中的各处，以及在历年国务院报告中的使用。",
        "nationSeries": "历年国务院政府工作报告", "most": "最高，每万词：",
    },
}  # fmt: skip


for _lang in get_args(Lang):
    _WORDS[_lang] |= {part: says(part, _lang) for part in SPOKEN}


def write_explorer(
    corpus: Corpus, path: Path, *, reports: Sequence[str] = (), lang: Lang = "en"
) -> Path:
    """Writes an offline page in which reports can be read and looked through.

    Args:
        corpus: whose store is up to date.
        path: ends in .html.
        reports: which ones; all of the corpus, at most the first ten, where none is named.
        lang: that the page opens in; a button changes it.

    Raises:
        Refusal: ``empty_corpus``, ``unknown_report``, or ``not_saved``.
    """
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    for one in reports:
        if one not in there:
            raise Refusal("unknown_report", one)
    nation = national_reference()
    shown = [_report(corpus, one, nation) for one in (reports or there[:10])]
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
    }
    title = str(_WORDS[lang]["title"])
    return write_page(path, name="explorer", title=title, data=data, lang=lang)


def _report(corpus: Corpus, report_id: str, nation: Reference) -> dict[str, Any]:
    names: tuple[Table, ...] = ("reports", "paragraphs", "mentions", "quantities", "sizes")
    tables = {name: read_table(corpus, name, report_id=report_id) for name in names}
    about = tables["reports"].iloc[0]
    said = spoken_sentences(corpus, report_id)
    coded = said.assign(code=code_sentences(said)["code"], unit=report_id)
    place = [str(about[name]) for name in ("region", "report_year") if not pd.isna(about[name])]
    words = int(tables["sizes"]["words"].sum())
    speaker = "" if pd.isna(about["speaker"]) else str(about["speaker"])
    delivered = "" if pd.isna(about["delivery_date"]) else str(about["delivery_date"])
    note = " · ".join(one for one in (speaker, delivered) if one)
    return {
        "id": report_id,
        "title": " ".join(place) or report_id,
        "words": words,
        "note": {
            one: f"{note} · {words} {unit}".strip(" ·")
            for one, unit in (("en", "words"), ("zh", "词"))
        },
        "paragraphs": _paragraphs(tables, coded),
        "profile": _profile(coded, nation, about["report_year"]),
    }


def _paragraphs(tables: dict[Table, pd.DataFrame], coded: pd.DataFrame) -> list[dict[str, Any]]:
    """The paragraphs of the speech with the marks in them; offsets within the paragraph."""
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
    """What a quantity is, in a line for each language."""
    return {
        lang: " · ".join(
            part
            for part in (
                row["indicator"],
                row["kind"],
                row["bound"],
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
    """How often each term of the reports stands in each of the nation's."""
    words = nation.passages.groupby("report_year")["words"].sum().sort_index()
    rows = nation.mentions[nation.mentions["term"].isin(used)]
    summed = rows.groupby(["term", "report_year"])["n"].sum().reset_index()
    counts: dict[str, dict[str, int]] = {}
    for row in _records(summed):
        counts.setdefault(row["term"], {})[str(row["report_year"])] = row["n"]
    return {
        "years": [int(year) for year in words.index],
        "words": [int(one) for one in words],
        "counts": counts,
    }
