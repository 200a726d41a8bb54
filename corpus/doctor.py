"""What looks wrong in a corpus, and what to do about each finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from corpus.collection import Corpus, document_paths, read_corrections
from corpus.errors import Refusal
from corpus.schema import SPOKEN, WORD_KINDS
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table

# Half of a text in paragraphs that another report has word for word: a version of it, or a copy.
NEAR_DUPLICATE = 0.5
# Paragraphs shorter than this are formulas that many reports share.
TELLING_LENGTH = 40
# Against the median of its neighbours in time, or of its level.
ODDLY_SHORT, ODDLY_LONG = 0.5, 2.0
NEIGHBOURS = 3
# A report says more of what was done, and of what will be, than this share of its text.
LEAST_PART = 0.03

# Below this the encoding of a file was told, but not beyond doubt.
SURE_ENCODING = 0.9

ADVICE = {
    "refused": "mend or replace the file, or take it out of the folder",
    "no_such_report": "mend its report_id, or take the row out of reports.csv",
    "missing_years": "look for these reports, or say in the paper that they are missing",
    "no_year": "write the report_year into reports.csv",
    "no_region": "write the region_code into reports.csv",
    "two_of_one_year": "keep one of them: a year that is there twice counts twice",
    "two_versions": "keep one, as delivered or as amended, and the same choice for every year",
    "mixed_versions": "take the amended reports of every year, or those delivered of every year",
    "near_duplicate": "keep one of them, and note which version it is",
    "one_page_of_several": "add the other pages, joined into one file",
    "cut_short": "get the text again, whole",
    "no_ending": "look at the end of the file: the text may be cut short",
    "missing_chapter": "look with `gwr show` whether its text is missing, or its heading alone",
    "abridged": "get the whole text; shares and lengths of this one cannot be compared",
    "no_review": "look at the headings with `gwr show`; comparisons of reviews leave it out",
    "no_plan": "look at the headings with `gwr show`; comparisons of plans leave it out",
    "oddly_short": "compare it with its neighbours: it may be abridged, or a part of the text",
    "oddly_long": "look for text that is there twice, or for a glossary that is counted",
    "repeated_paragraphs": "nothing, they are counted once; a better copy of the page may be had",
    "broken_lines": "nothing, they are read as one; look at some paragraphs with `gwr show`",
    "traditional_script": "nothing, its terms are given in Simplified; say so in the paper",
    "uncertain_encoding": "look at the text with `gwr show`; save it as UTF-8 if it is not right",
    "broken_characters": "get the file again; what stands as U+FFFD is not counted",
    "wrong_charset": "nothing, the bytes decide; look at the text if it seems wrong",
    "warning": "read what the warning says",
}
# Said already by findings of their own, or by the user.
_TOLD_ELSEWHERE = ("unknown_report_year", "unknown_region_code", "corrected", "amended")


class Finding(NamedTuple):
    """One thing that looks wrong.

    Attributes:
        report_id: of the report, or the region where years are missing.
        finding: a key of ``ADVICE``.
        detail: what was seen.
        advice: what to do.
    """

    report_id: str
    finding: str
    detail: str
    advice: str


def examine(corpus: Corpus, *, refused: Sequence[Refusal] = ()) -> pd.DataFrame:
    """Everything that looks wrong in a corpus whose store is up to date.

    Args:
        corpus: from ``corpus_at``.
        refused: what ``build_store`` refused.

    Returns:
        A row a finding, in the order of report_id: report_id, finding, detail, advice; no row
        where nothing looks wrong.
    """
    found = [_finding(one.place, "refused", one.message()) for one in refused]
    strays = read_corrections(corpus).keys() - document_paths(corpus).keys()
    found += [_finding(one, "no_such_report", "reports.csv has a row for it") for one in strays]
    if report_ids(corpus):
        found += _in_tables(corpus)
    table = pd.DataFrame(found, columns=list(Finding._fields))
    return table.sort_values(["report_id", "finding", "detail"], ignore_index=True)


def _finding(report_id: str, code: str, detail: str) -> Finding:
    return Finding(report_id, code, detail, ADVICE[code])


def _in_tables(corpus: Corpus) -> list[Finding]:
    reports = read_table(corpus, "reports")
    paragraphs = read_table(corpus, "paragraphs")
    tokens = read_table(corpus, "tokens")
    tokens = tokens[tokens["kind"].isin(WORD_KINDS)]
    words = tokens.groupby("report_id").size().rename("words")
    reports = reports.merge(words, on="report_id", how="left")
    spoken = paragraphs[paragraphs["orientation"].isin(SPOKEN)]
    checks: tuple[Iterable[Finding], ...] = (
        _warnings(reports),
        _identity(reports),
        _missing_years(reports),
        _twice(reports),
        _near_duplicates(spoken, reports),
        _mixed_versions(reports),
        _missing_parts(spoken),
        _odd_lengths(reports),
    )
    return [finding for check in checks for finding in check]


def _warnings(reports: pd.DataFrame) -> Iterator[Finding]:
    for row in _rows(reports):
        for notice in json.loads(row.warnings):
            code = notice["code"]
            if code not in _TOLD_ELSEWHERE:
                known = code if code in ADVICE else "warning"
                yield _finding(row.report_id, known, notice["message"])
        if row.encoding_confidence < SURE_ENCODING:
            detail = f"{row.encoding}, with a confidence of {row.encoding_confidence:.2f}"
            yield _finding(row.report_id, "uncertain_encoding", detail)


def _identity(reports: pd.DataFrame) -> Iterator[Finding]:
    for column, code in (("report_year", "no_year"), ("region_code", "no_region")):
        for report_id in reports.loc[reports[column].isna(), "report_id"]:
            yield _finding(report_id, code, "the document does not say it")


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    """The rows, a field by its name."""
    return table.itertuples(index=False)


def _known(reports: pd.DataFrame) -> pd.DataFrame:
    known = reports.dropna(subset=["region_code", "report_year"])
    return known.astype({"report_year": int}).sort_values(["region_code", "report_year"])


def _missing_years(reports: pd.DataFrame) -> Iterator[Finding]:
    for (_, region), rows in _known(reports).groupby(["region_code", "region"]):
        there = set(rows["report_year"])
        missing = sorted(set(range(min(there), max(there))) - there)
        if missing:
            yield _finding(str(region), "missing_years", _spans(missing))


def _spans(years: Sequence[int]) -> str:
    """Years as a reader writes them: 1961–1963, 1965."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _twice(reports: pd.DataFrame) -> Iterator[Finding]:
    for (_, year), rows in _known(reports).groupby(["region_code", "report_year"]):
        for report_id in rows["report_id"]:
            others = [one for one in rows["report_id"] if one != report_id]
            if others:
                detail = f"{rows['region'].iloc[0]} {year} is also {', '.join(others)}"
                yield _finding(report_id, "two_of_one_year", detail)


def _near_duplicates(spoken: pd.DataFrame, reports: pd.DataFrame) -> Iterator[Finding]:
    """Pairs of reports that share most of their long paragraphs word for word.

    Two of one place and year are versions of one report.
    """
    telling = spoken[spoken["text"].str.len() >= TELLING_LENGTH]
    telling = telling.drop_duplicates(["report_id", "text"])[["report_id", "text"]]
    shared = telling[telling.duplicated("text", keep=False)]
    length = telling.assign(n=telling["text"].str.len()).groupby("report_id")["n"].sum()
    pairs = shared.merge(shared, on="text", suffixes=("", "_other"))
    pairs = pairs[pairs["report_id"] != pairs["report_id_other"]]
    overlap = pairs.assign(n=pairs["text"].str.len()).groupby(["report_id", "report_id_other"])["n"]
    same = reports.set_index("report_id")[["region_code", "report_year"]]
    for row in _rows(overlap.sum().reset_index()):
        share = row.n / length[row.report_id]
        if share >= NEAR_DUPLICATE:
            detail = f"{share:.0%} of it stands in {row.report_id_other}"
            versions = same.loc[row.report_id].equals(same.loc[row.report_id_other])
            yield _finding(row.report_id, "two_versions" if versions else "near_duplicate", detail)


def _mixed_versions(reports: pd.DataFrame) -> Iterator[Finding]:
    """Reports that say they were amended, where others of their place do not."""
    amended = reports["warnings"].str.contains('"amended"', regex=False)
    for _, rows in reports.assign(amended=amended).groupby("region_code"):
        if rows["amended"].any() and not rows["amended"].all():
            others = (~rows["amended"]).sum()
            for report_id in rows.loc[rows["amended"], "report_id"]:
                detail = f"it was amended after delivery; {others} of the same place say nothing"
                yield _finding(report_id, "mixed_versions", detail)


def _missing_parts(spoken: pd.DataFrame) -> Iterator[Finding]:
    """Reports in which a part was not found, or is next to nothing."""
    length = spoken["text"].str.len()
    share = length / length.groupby(spoken["report_id"]).transform("sum")
    part = spoken["orientation"].str.extract("^(review|plan)", expand=False)
    parts = share.groupby([spoken["report_id"], part]).sum().unstack().fillna(0)
    for name in ("review", "plan"):
        found = parts[name] if name in parts else pd.Series(0.0, index=parts.index)
        for report_id in found.index[found < LEAST_PART]:
            detail = f"{found[report_id]:.0%} of it was read as a {name}"
            yield _finding(str(report_id), f"no_{name}", detail)


def _odd_lengths(reports: pd.DataFrame) -> Iterator[Finding]:
    for row in _rows(_known(reports)):
        others = _neighbours(reports, row.report_id, row.region_code, row.report_year, row.level)
        if len(others) < NEIGHBOURS:
            continue
        ratio = row.words / others.median()
        if ratio < ODDLY_SHORT or ratio > ODDLY_LONG:
            code = "oddly_short" if ratio < 1 else "oddly_long"
            detail = f"{row.words} words, {ratio:.1f} times the median of its neighbours"
            yield _finding(row.report_id, code, detail)


def _neighbours(
    reports: pd.DataFrame, report_id: str, region_code: str, year: int, level: str
) -> pd.Series:
    """Word counts of the region's reports of the years around, else of its level that year."""
    others = reports[reports["report_id"] != report_id]
    near = (others["report_year"] - year).abs() <= NEIGHBOURS
    own = others.loc[(others["region_code"] == region_code) & near, "words"]
    if len(own) >= NEIGHBOURS:
        return own
    return others.loc[(others["level"] == level) & (others["report_year"] == year), "words"]
