"""Tone and formulaic language of a corpus by region and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.confidence import the_confidence_of, with_confidence
from analysis.export.labels import Label
from analysis.tone.formulaic import FORMULA, Formula, formulaic_language
from analysis.tone.measures import COLUMNS, tone_measures
from analysis.tone.word_lists import ToneWords
from analysis.uncertainty.inference import INFERENCE, Inference
from corpus.collection import Corpus
from corpus.language import Lang, check_language
from corpus.store.kept_tables import kept
from corpus.store.tables import query, read_table

AT_ONCE = 200  # reports whose words are in memory at the same time
_ABOUT = ["region_code", "region", "level", "report_year", "report_id"]
TITLE = "Tone and formulaic language of government work reports"
LABELS = {
    "region_code": Label("region code (GB/T 2260)", "行政区划代码"),
    "region": Label("region", "地区"),
    "level": Label("level of government", "政府层级"),
    "year": Label("report year (year planned)", "报告年度"),
    "report_id": Label("report ID", "报告编号"),
    "measure": Label("measure", "指标"),
    "n": Label("count", "频次"),
    "size": Label("denominator", "分母"),
    "value": Label("value in the unit named", "数值（单位见unit）"),
    "unit": Label("unit of the value", "数值单位"),
    "low": Label("95% CI, lower limit", "95%置信区间下限"),
    "high": Label("95% CI, upper limit", "95%置信区间上限"),
    "cluster": Label("resampling unit", "重抽样单位"),
    "basis": Label("clusters with it, of all", "含该项的重抽样单位数与总数"),
    "reason": Label("reason for a missing value or CI", "数值或区间缺失原因"),
    "note": Label("how the measure misleads", "易误读之处"),
}


@kept
def tone_panel(
    corpus: Corpus,
    *,
    words: ToneWords | None = None,
    inference: Inference = INFERENCE,
    lang: Lang = "en",
) -> pd.DataFrame:
    """Tone and readability by region and year; see ``tone_measures``.

    The words of 200 reports at a time are in memory.

    Args:
        corpus: a corpus whose data store is up to date.
        words: as in ``tone_measures``.
        inference: as in ``tone_measures``.
        lang: as in ``tone_measures``.

    Returns:
        One row per report with a report year and measure, by region and year: region_code, region,
        level, year, report_id, and the columns of ``tone_measures``.

    Raises:
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.tone import tone_panel
        >>> panel = tone_panel(open_corpus()).set_index("measure")
        >>> panel.loc[["positive", "negative", "sentence_characters"], "value"].round(1).tolist()
        [8.3, 4.8, 37.9]
    """
    check_language(lang)
    reports = _dated(corpus)
    found = [
        tone_measures(
            _words(corpus, part), _sizes(corpus, part), words=words, inference=inference, lang=lang
        )
        for part in _parts(reports)
    ]
    return _of_reports(reports, pd.concat(found, ignore_index=True))


@kept
def formula_panel(
    corpus: Corpus,
    *,
    formula: Formula = FORMULA,
    inference: Inference = INFERENCE,
    lang: Lang = "en",
) -> pd.DataFrame:
    """Formulaic language by region and year; see ``formulaic_language``.

    Args:
        corpus: a corpus whose data store is up to date.
        formula: as in ``formulaic_language``.
        inference: as in ``formulaic_language``.
        lang: as in ``formulaic_language``.

    Returns:
        One row per report with a report year and measure, with the columns of ``tone_panel``.

    Raises:
        ValueError: as ``formulaic_language``.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.tone import formula_panel
        >>> panel = formula_panel(open_corpus()).set_index("measure")
        >>> panel.loc["formulaic", "value"].item(), panel.loc["formulaic", "reason"]
        (nan, 'there are 0 other reports; the share requires 2')
    """
    check_language(lang)
    reports = _dated(corpus)
    sizes = query(corpus, "select report_id, paragraph_id, section, words from sizes order by all")
    table = formulaic_language(
        (_words(corpus, part) for part in _parts(reports)),
        reports,
        sizes,
        formula=formula,
        inference=inference,
        lang=lang,
    )
    return _of_reports(reports, table)


def _dated(corpus: Corpus) -> pd.DataFrame:
    reports = read_table(corpus, "reports")
    reports = reports[reports["report_year"].notna()]
    return reports.astype({"report_year": "int64"}).sort_values("report_id", ignore_index=True)


def _parts(reports: pd.DataFrame) -> Iterator[Sequence[str]]:
    names = reports["report_id"].tolist()
    yield from (names[at : at + AT_ONCE] for at in range(0, max(len(names), 1), AT_ONCE))


def _words(corpus: Corpus, reports: Sequence[str]) -> pd.DataFrame:
    """The tokens of some reports, in order, with the level of their paragraphs."""
    return query(
        corpus,
        "select report_id, paragraph_id, t.sentence_id, t.term, t.kind, p.level "
        "from tokens t join paragraphs p using (report_id, paragraph_id) "
        "where report_id in (select unnest(?::varchar[])) order by report_id, t.start",
        [list(reports)],
    )


def _sizes(corpus: Corpus, reports: Sequence[str]) -> pd.DataFrame:
    return query(
        corpus,
        "select report_id, paragraph_id, section from sizes "
        "where report_id in (select unnest(?::varchar[])) order by all",
        [list(reports)],
    )


def _of_reports(reports: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The measures with the region and year of each report, by region and year."""
    about = reports[_ABOUT].sort_values(["region_code", "region", "report_year", "report_id"])
    joined = about.merge(table, on="report_id", how="inner", validate="one_to_many")
    joined = joined.rename(columns={"report_year": "year"})
    kept = joined[["region_code", "region", "level", "year", *COLUMNS]].reset_index(drop=True)
    return with_confidence(kept, the_confidence_of(table))
