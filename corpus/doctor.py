"""Checks of a corpus: what looks wrong in it, and what to do about each finding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from corpus.collection import Corpus, document_paths, named_in
from corpus.errors import Refusal
from corpus.language import Lang, check_language
from corpus.place_names import bare_region, latest_code, place_keys
from corpus.reports_csv import read_corrections
from corpus.schema import SPOKEN, WORD_KINDS
from corpus.store.kept_tables import kept
from corpus.store.manifest import report_ids
from corpus.store.tables import query, read_table
from corpus.structure.certainty import LEAST_PART
from corpus.structure.partial_place_names import place_called
from corpus.translation import in_chinese

# With half of its text in paragraphs that another report has word for word, a report is a version
# or a copy of the other.
NEAR_DUPLICATE = 0.5
# Shorter paragraphs, in characters, are formulas that many reports share.
TELLING_LENGTH = 40
# Ratios of the number of words to the median of neighbouring years, or of the same level.
ODDLY_SHORT, ODDLY_LONG = 0.5, 2.0
# How many years on either side are neighbours, and how many reports a median requires.
NEIGHBOURS = 3

# With less confidence than this, the encoding of a file is worth a check.
SURE_ENCODING = 0.9

ADVICE = {
    "refused": "correct or replace the file, or remove it from the folder",
    "no_such_report": "correct its report_id, or delete the row from reports.csv",
    "missing_years": "look for these reports, or report the gap in the paper",
    "no_year": "enter report_year in reports.csv",
    "no_region": "enter region_code in reports.csv",
    "two_of_one_year": "keep one of them; otherwise this year is counted twice",
    "two_versions": "keep the delivered or the revised text, and the same for every year",
    "mixed_versions": "use the delivered or the revised text of every year, not a mixture",
    "near_duplicate": "keep one of them, and note which version it is",
    "one_page_of_several": "add the other pages, joined into one file",
    "cut_short": "obtain the complete text",
    "no_ending": "check the end of the file; the text may be truncated",
    "missing_chapter": "check with gwr show whether its text is missing, or only its heading",
    "abridged": "obtain the full text; shares and lengths of an abridged one are not comparable",
    "uncounted_text": "compare the passage with the report; leave in the file only what is of it",
    "no_review": "check the headings with gwr show; comparisons of reviews omit this report",
    "no_plan": "check the headings with gwr show; comparisons of plans omit this report",
    "uncertain_parts": "check the headings with gwr show before comparing reviews or plans",
    "region_from_mentions": "check the place; if it is wrong, enter region_code in reports.csv",
    "region_from_site": "check the place; if it is wrong, enter region_code in reports.csv",
    "region_from_name": "check the place; if it is wrong, enter region_code in reports.csv",
    "report_year_from_name": "check the year; if it is wrong, enter report_year in reports.csv",
    "named_after_another_place": "check which place it is, and correct reports.csv or the name",
    "contradicts_text": "check which is right; what reports.csv or the table says is used",
    "code_of_another_year": "no action needed: the code of the report's year is used",
    "region_without_code": "no action needed: the area is compared by its name",
    "recognised": "read some paragraphs beside the pages; numbers above all",
    "likely_misread": "compare the word with the page; correct it in a text file if it is wrong",
    "uncertain_line": "compare the line with the page; correct it in a text file if it is wrong",
    "unrecognised_print": "compare these pages with what gwr show gives",
    "oddly_short": "compare it with neighbouring reports; it may be abridged or incomplete",
    "oddly_long": "check for repeated text, or for an appended glossary that is counted",
    "repeated_paragraphs": "no action needed: they are counted once; a better copy may exist",
    "broken_lines": "no action needed: lines are joined; check some paragraphs with gwr show",
    "running_heads": "no action needed: they are not counted; check some paragraphs with gwr show",
    "mixed_columns": "obtain a copy with one column after the other: words at line ends are lost",
    "mixed_encodings": "no action needed: each line is read as what it is; check some of them",
    "traditional_script": "no action needed: terms are given in Simplified; say so in the paper",
    "uncertain_encoding": "check the text with gwr show; if it is wrong, save it as UTF-8",
    "control_characters": "check the places; they are not counted",
    "broken_characters": "obtain the file again; what appears as U+FFFD is not counted",
    "wrong_charset": "no action needed: the bytes decide; check the text if it looks wrong",
    "warning": "read the warning and check the text",
}
# Other findings report these already, or the user entered them.
_TOLD_ELSEWHERE = ("unknown_report_year", "unknown_region_code", "corrected", "amended")


# Asked of the store, so that no table of all reports is read into memory: words, characters of each
# part, and the share of a report's telling text that another report has as well.
_WORDS = (
    "select report_id, count(*) as words from tokens where kind in (select unnest(?)) group by all"
)
_PARTS = """
    select report_id, orientation, cast(sum(length(text)) as bigint) as n from paragraphs
    where orientation in (select unnest(?)) group by all order by all
"""
_SHARED = """
    with telling as (
        select distinct report_id, text from paragraphs
        where orientation in (select unnest(?)) and length(text) >= ?
    ),
    sizes as (select report_id, sum(length(text)) as size from telling group by all),
    numbered as (
        select text, length(text) as n, row_number() over (order by text) as number
        from telling group by text having count(*) > 1
    ),
    repeated as (select report_id, number, n from telling join numbered using (text)),
    pairs as (
        select one.report_id, other.report_id as other, sum(one.n) as n
        from repeated one join repeated other using (number)
        where one.report_id != other.report_id group by all
    )
    select report_id, other, n / size as share from pairs join sizes using (report_id) order by all
"""


class Finding(NamedTuple):
    """One thing that looks wrong.

    Attributes:
        report_id: of the report; for missing years, the name of the region.
        finding: a key of ``ADVICE``.
        detail: what was observed.
        advice: what to do about it.
    """

    report_id: str
    finding: str
    detail: str
    advice: str


def examine(corpus: Corpus, *, refused: Sequence[Refusal] = (), lang: Lang = "en") -> pd.DataFrame:
    """Everything that looks wrong in a corpus, with what to do about it.

    The data store must be up to date; ``build_store`` updates it.

    Args:
        corpus: from ``corpus_at``.
        refused: the refusals from ``build_store``.
        lang: language of detail and advice: en or zh.

    Returns:
        One row per finding, in the order of report_id: report_id, finding, detail, advice. The
        table is empty where nothing looks wrong.

    Example:
        >>> from corpus import build_store, corpus_at, examine
        >>> shipped, own = corpus_at(), corpus_at("dalian")
        >>> text = (shipped.documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> own.documents.mkdir()
        >>> size = (own.documents / "2018.txt").write_text(text[:9000], encoding="utf-8")
        >>> found = examine(own, refused=build_store(own).refused)
        >>> print(found[["finding", "advice"]].to_string(index=False))
          finding                                                   advice
        no_ending check the end of the file; the text may be truncated
    """
    check_language(lang)
    named = [named_in(corpus, one) for one in refused]
    found = [_finding(one.place, "refused", one.message(lang)) for one in named]
    strays = read_corrections(corpus).keys() - document_paths(corpus).keys()
    found += [
        _finding(one, "no_such_report", "in reports.csv, but not among the documents")
        for one in strays
    ]
    if report_ids(corpus):
        found += _in_tables(corpus)
    if lang == "zh":
        found = list(map(_chinese, found))
    table = pd.DataFrame(found, columns=list(Finding._fields))
    return table.sort_values(["report_id", "finding", "detail"], ignore_index=True)


def _chinese(found: Finding) -> Finding:
    """A finding in Chinese, years in a row with the dash of Chinese print."""
    detail = in_chinese(found.detail)
    if found.finding == "missing_years":
        detail = detail.replace("–", "—").replace(", ", "、")
    return found._replace(detail=detail, advice=in_chinese(found.advice))


def _finding(report_id: str, code: str, detail: str) -> Finding:
    return Finding(report_id, code, detail, ADVICE[code])


def _in_tables(corpus: Corpus) -> list[Finding]:
    reports = read_table(corpus, "reports")
    words = query(corpus, _WORDS, [sorted(WORD_KINDS)])
    place = place_keys(reports).where(reports["region_code"].notna())
    reports = reports.assign(place=place).merge(words, on="report_id", how="left")
    parts, shared = _part_lengths(corpus), _shared_paragraphs(corpus)
    checks: tuple[Iterable[Finding], ...] = (
        _warnings(reports),
        _identity(reports),
        _misnamed(reports),
        _missing_years(reports),
        _twice(reports),
        _near_duplicates(shared, reports),
        _mixed_versions(reports),
        _missing_parts(parts),
        _odd_lengths(reports),
    )
    return [finding for check in checks for finding in check]


@kept
def _part_lengths(corpus: Corpus) -> pd.DataFrame:
    """The characters of each part of each report: report_id, orientation, n."""
    return query(corpus, _PARTS, [sorted(SPOKEN)])


@kept
def _shared_paragraphs(corpus: Corpus) -> pd.DataFrame:
    """The pairs of reports that have paragraphs in common, with their share."""
    return query(corpus, _SHARED, [sorted(SPOKEN), TELLING_LENGTH])


def _warnings(reports: pd.DataFrame) -> Iterator[Finding]:
    for row in _rows(reports):
        for notice in json.loads(row.warnings):
            code = notice["code"]
            if code not in _TOLD_ELSEWHERE:
                known = code if code in ADVICE else "warning"
                yield _finding(row.report_id, known, notice["message"])
        if row.encoding_confidence < SURE_ENCODING:
            detail = f"{row.encoding}, confidence {row.encoding_confidence:.2f}"
            yield _finding(row.report_id, "uncertain_encoding", detail)


def _identity(reports: pd.DataFrame) -> Iterator[Finding]:
    unknown = (
        ("report_year", "no_year", "report year not found"),
        ("region", "no_region", "region not found"),
    )
    for column, code, detail in unknown:
        for report_id in reports.loc[reports[column].isna(), "report_id"]:
            yield _finding(report_id, code, detail)


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, with their fields by name."""
    return table.itertuples(index=False)


def _known(reports: pd.DataFrame) -> pd.DataFrame:
    known = reports.dropna(subset=["place", "report_year"])
    return known.astype({"report_year": int}).sort_values(["place", "report_year"])


def _misnamed(reports: pd.DataFrame) -> Iterator[Finding]:
    """Reports whose file is named after another place of its level, such as 唐县 of 高唐县."""
    for row in _rows(_known(reports)):
        name = re.sub(r"[^\u3400-\u9fff]", "", row.report_id)
        if name.endswith((row.region, bare_region(row.region))) or '"corrected"' in row.warnings:
            continue
        named = place_called(name, row.report_year)
        if named and named.level == row.level and latest_code(named.code, named.name) != row.place:
            detail = f"the file is named after {named.name}, the text is of {row.region}"
            yield _finding(row.report_id, "named_after_another_place", detail)


def _missing_years(reports: pd.DataFrame) -> Iterator[Finding]:
    for _, rows in _known(reports).groupby("place"):
        there = set(rows["report_year"])
        missing = sorted(set(range(min(there), max(there))) - there)
        if missing:
            yield _finding(str(rows["region"].iloc[-1]), "missing_years", _spans(missing))


def _spans(years: Sequence[int]) -> str:
    """Years in the form 1961–1963, 1965."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _twice(reports: pd.DataFrame) -> Iterator[Finding]:
    for (_, year), rows in _known(reports).groupby(["place", "report_year"]):
        for report_id in rows["report_id"]:
            others = [one for one in rows["report_id"] if one != report_id]
            if others:
                detail = f"{rows['region'].iloc[-1]} {year} is also in {', '.join(others)}"
                yield _finding(report_id, "two_of_one_year", detail)


def _near_duplicates(shared: pd.DataFrame, reports: pd.DataFrame) -> Iterator[Finding]:
    """Pairs of reports that share most of their long paragraphs word for word.

    Two such reports of one place and year are versions of one report.
    """
    about = reports[["place", "report_year"]].astype(object)
    about = about.where(about.notna(), None)  # missing values of two reports are the same
    of = dict(zip(reports["report_id"], about.itertuples(index=False, name=None), strict=True))
    for row in _rows(shared[shared["share"] >= NEAR_DUPLICATE]):
        detail = f"{row.share:.0%} of its longer paragraphs also occur in {row.other}"
        versions = of[row.report_id] == of[row.other]
        yield _finding(row.report_id, "two_versions" if versions else "near_duplicate", detail)


def _mixed_versions(reports: pd.DataFrame) -> Iterator[Finding]:
    """Reports that state they were revised, where others of the same place do not."""
    amended = reports["warnings"].str.contains('"amended"', regex=False)
    for _, rows in reports.assign(amended=amended).groupby("place"):
        if rows["amended"].any() and not rows["amended"].all():
            others = (~rows["amended"]).sum()
            for report_id in rows.loc[rows["amended"], "report_id"]:
                detail = f"revised after delivery, unlike others of the same place ({others})"
                yield _finding(report_id, "mixed_versions", detail)


def _missing_parts(parts: pd.DataFrame) -> Iterator[Finding]:
    """Reports in which the review or the plan was not found, or is next to nothing."""
    share = parts["n"] / parts["n"].groupby(parts["report_id"]).transform("sum")
    part = parts["orientation"].str.extract("^(review|plan)", expand=False)
    parts = share.groupby([parts["report_id"], part]).sum().unstack().fillna(0)
    for name in ("review", "plan"):
        found = parts[name] if name in parts else pd.Series(0.0, index=parts.index)
        for report_id in found.index[found < LEAST_PART]:
            detail = f"{found[report_id]:.0%} of the text was identified as {name}"
            yield _finding(str(report_id), f"no_{name}", detail)


def _odd_lengths(reports: pd.DataFrame) -> Iterator[Finding]:
    for row in _rows(_known(reports)):
        others = _neighbours(reports, row)
        if len(others) < NEIGHBOURS:
            continue
        ratio = row.words / others.median()
        if ratio < ODDLY_SHORT or ratio > ODDLY_LONG:
            code = "oddly_short" if ratio < 1 else "oddly_long"
            detail = f"{row.words} words, {ratio:.1f} times the median of neighbouring reports"
            yield _finding(row.report_id, code, detail)


def _neighbours(reports: pd.DataFrame, row: Any) -> pd.Series:
    """Word counts of the place's reports of nearby years, or else of its level in that year."""
    others = reports[reports["report_id"] != row.report_id]
    near = (others["report_year"] - row.report_year).abs() <= NEIGHBOURS
    own = others.loc[(others["place"] == row.place) & near, "words"]
    if len(own) >= NEIGHBOURS:
        return own
    same_year = others["report_year"] == row.report_year
    return others.loc[(others["level"] == row.level) & same_year, "words"]
