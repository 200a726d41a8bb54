"""Reads one document and parses it into a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from corpus.errors import Notice, Refusal
from corpus.quantities.table import quantity_columns, quantity_table
from corpus.reading.document import Source, read_document
from corpus.schema import PATH_SEPARATOR, Columns, Orientation
from corpus.structure.certainty import uncertain_parts
from corpus.structure.completeness import wholeness
from corpus.structure.metadata import Metadata, completed, corrected, read_metadata
from corpus.structure.orientation import orientations, sentence_orientations
from corpus.structure.outline import Heading, Paragraph, is_stage_direction, outline, sentence_spans
from corpus.structure.page import Page, divide_page
from corpus.text.normalization import Normalized
from corpus.text.readable import readable
from corpus.text.spans import slices
from corpus.words.misrecognised import misrecognised


@dataclass(frozen=True)
class Report:
    """A parsed report. All offsets count code points of ``source.text``.

    Attributes:
        source: the document as found.
        readable: its text in the form in which words are sought, with offsets in the document.
        metadata: the metadata that the report states.
        body: where the body begins and ends.
        headings: the headings of the body, in order.
        notices: warnings for the user.
        columns: the columns of the tables ``paragraphs``, ``sentences`` and ``quantities``.
    """

    source: Source
    readable: Normalized
    metadata: Metadata
    body: tuple[int, int]
    headings: tuple[Heading, ...]
    notices: tuple[Notice, ...]
    columns: Mapping[str, Columns]

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        """One row per line that is not blank, of body and page furniture, in order.

        The columns are paragraph_id, start, end, heading_path, level, orientation and text.
        """
        return pd.DataFrame(self.columns["paragraphs"])

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row per sentence: sentence_id, paragraph_id, start, end, orientation."""
        return pd.DataFrame(self.columns["sentences"])

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """One row per quantity in the body, as ``corpus.quantities.find_quantities`` returns it."""
        return quantity_table(self.columns["quantities"])


def read_report(path: str | Path, corrections: Mapping[str, str] | None = None) -> Report:
    """A parsed report: metadata, headings, paragraphs, sentences and quantities of a document.

    Args:
        path: the path of the document.
        corrections: the document's values in ``reports.csv``, by column; they override detected
            values, and everything that depends on the year uses theirs.

    Raises:
        Refusal: as ``corpus.reading.read_document``, ``not_a_report``, or ``not_parsed`` where a
            rule failed.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus import read_report
        >>> report = read_report(open_corpus().documents / "shahekou-2018.txt")
        >>> report.metadata.region, report.metadata.report_year, report.metadata.speaker
        ('沙河口区', 2018, '徐广湘')
        >>> [heading.text for heading in report.headings if heading.level == 1]
        ['2017年和过去五年工作回顾', '今后五年的主要目标任务', '2018年主要工作安排']
        >>> print(report.quantities[["indicator", "value", "unit"]].head(2).to_string(index=False))
        indicator  value unit
           地区生产总值  410.5   亿元
           地区生产总值    7.0    %
    """
    path = Path(path) if isinstance(path, str) else path  # or an address
    source = read_document(path)
    try:
        return parse_report(source, corrections, name=path.stem)
    except Refusal as refusal:
        raise Refusal(refusal.code, str(path), refusal.detail) from refusal
    except Exception as error:  # a document that a rule fails on stops no other document
        what = f"{type(error).__name__}: {error}"[:200]
        raise Refusal("not_parsed", str(path), what) from error


def parse_report(
    source: Source, corrections: Mapping[str, str] | None = None, *, name: str = ""
) -> Report:
    """A parsed report, from a document that has been read.

    The readable text is parsed; its offsets are then converted to those of the document.

    Args:
        source: from ``corpus.reading.read_document``.
        corrections: as in ``read_report``.
        name: of the file, whose year and place are taken where the text states none.

    Raises:
        Refusal: ``not_a_report``.
    """
    plain, changes = readable(source.text)
    page = divide_page(plain.text)
    speech = [block for block in page.blocks if block.role == "body"]
    headings, spoken = outline(speech)
    stated = read_metadata(page, headings)
    around = [block.text for block in page.blocks if block.role != "body"]
    detected, completed_from = completed(stated, name, plain.text, around)
    metadata = corrected(detected, corrections or {}, plain.text)
    times = orientations(headings, spoken, report_year=metadata.report_year)
    printed = {one.start: _printed(one, source.text, plain) for one in headings}
    titles = {one: source.text[head.start : head.end] for one, head in printed.items()}
    paragraphs = _paragraphs(page, spoken, times, titles)
    sentences = _sentences(plain.text, paragraphs, metadata.report_year)
    quantities = quantity_columns(plain.text, sentences, metadata.report_year)
    tables = {"paragraphs": paragraphs, "sentences": sentences, "quantities": quantities}
    columns = {table: _walked_back(one, plain) for table, one in tables.items()}
    columns["paragraphs"]["text"] = slices(
        source.text, columns["paragraphs"]["start"], columns["paragraphs"]["end"]
    )
    columns["quantities"]["warning"] = _with_broken_lines(source.text, columns["quantities"])
    begins = next((one.start for one in spoken if not one.level), page.body_start)
    body = (plain.original(begins), plain.original_end(page.body_end))
    doubt = uncertain_parts(headings, spoken, times, metadata.report_year)
    found = (
        *page.notices,
        *wholeness(page, headings, spoken, times, name),
        *([doubt] if doubt else []),
    )
    notices = (
        *source.notices,
        *changes,
        *(_notice_back(one, plain) for one in found),
        *_about_metadata(detected, metadata, corrections or {}, completed_from),
        *_misrecognised(source, plain),
        *_doubtful_numbers(source.text, columns["quantities"]),
    )
    return Report(source, plain, metadata, body, tuple(printed.values()), notices, columns)


def _about_metadata(
    detected: Metadata,
    metadata: Metadata,
    corrections: Mapping[str, str],
    completed_from: Mapping[str, str],
) -> Iterator[Notice]:
    yield from _completions(detected, completed_from)
    yield from _changes(detected, metadata, corrections, completed_from)
    yield from _missing(metadata)


def _printed(heading: Heading, document: str, plain: Normalized) -> Heading:
    """A heading of the readable text, as printed in the document."""
    start, end = plain.original(heading.start), plain.original_end(heading.end)
    text = plain.original(heading.end - len(heading.text)) if heading.text else end
    number = plain.original_end(heading.start + len(heading.number)) if heading.number else start
    return replace(
        heading, start=start, end=end, number=document[start:number], text=document[text:end]
    )


def _paragraphs(
    page: Page,
    spoken: list[Paragraph],
    times: list[Orientation],
    titles: Mapping[int, str],
) -> Columns:
    speech = {one.start: (one, time) for one, time in zip(spoken, times, strict=True)}
    paths, levels, orientations_ = [], [], []
    for block in page.blocks:
        path, level, orientation = "", 0, str(block.role)
        if block.start in speech and block.role == "body":
            one, time = speech[block.start]
            path = PATH_SEPARATOR.join([titles[heading.start] for heading in one.heading_path])
            level, orientation = one.level, time
        paths.append(path)
        levels.append(level)
        orientations_.append(orientation)
    return {
        "paragraph_id": list(range(len(page.blocks))),
        "start": [block.start for block in page.blocks],
        "end": [block.end for block in page.blocks],
        "heading_path": paths,
        "level": levels,
        "orientation": orientations_,
    }


def _sentences(text: str, paragraphs: Columns, year: int | None) -> Columns:
    columns = (paragraphs[name] for name in ("paragraph_id", "start", "end", "orientation"))
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    times: list[Orientation] = []
    for paragraph, first, last, orientation in zip(*columns, strict=True):
        own = sentence_spans(text, first, last)
        said = slices(text, *zip(*own, strict=True)) if own else []
        spans += own
        ids += [paragraph] * len(own)
        times += [
            "boilerplate" if is_stage_direction(one) else time
            for one, time in zip(
                said, sentence_orientations(orientation, said, report_year=year), strict=True
            )
        ]
    return {
        "sentence_id": list(range(len(ids))),
        "paragraph_id": ids,
        "start": [start for start, _ in spans],
        "end": [end for _, end in spans],
        "orientation": times,
    }


def _walked_back(columns: Columns, plain: Normalized) -> Columns:
    """The columns, with the offsets of the document instead of the readable text."""
    if plain.starts is None:
        return columns
    starts = plain.originals(np.array(columns["start"], dtype=np.int64))
    ends = plain.original_ends(np.array(columns["end"], dtype=np.int64))
    return {**columns, "start": starts.tolist(), "end": ends.tolist()}


# A number that continues in the next line: 6.|5%, 6|.5%, 1|2亿元.
_BEFORE_BREAK = re.compile(r"[\d０-９.．]\s*\n\s*$")
_AFTER_BREAK = re.compile(r"[^\S\n]*\n\s*[\d０-９.．%％万亿]")


def _with_broken_lines(text: str, quantities: Columns) -> list[str]:
    """The warnings of quantities, with ``broken_line`` if a number continues in the next line."""
    columns = ("start", "end", "unit", "warning")
    return [
        f"{warning},broken_line".lstrip(",") if _is_broken(text, start, end, unit) else warning
        for start, end, unit, warning in zip(*(quantities[one] for one in columns), strict=True)
    ]


def _is_broken(text: str, start: int, end: int, unit: str) -> bool:
    if "\n" not in text[max(0, start - 8) : end + len(unit)] and not text[end : end + 1].isspace():
        return False  # as nearly all are
    inside = "\n" in text[start : end + len(unit)]
    before = _BEFORE_BREAK.search(text[max(0, start - 8) : start])
    return inside or bool(before or _AFTER_BREAK.match(text, end))


_DOUBTS = {
    "letter_for_digit": "numbers contain a letter in place of a digit and were read as digits",
    "spaced_digits": "numbers contain spaces and were each read as one number",
    "lost_character": "numbers lost a character and have no value",
    "above_100_percent": "percentages exceed the possible maximum",
}


def _doubtful_numbers(text: str, quantities: Columns) -> Iterator[Notice]:
    """One warning for each kind of doubt about numbers, located at the first of them."""
    spans = list(zip(quantities["start"], quantities["end"], strict=True))
    warned = [(at, codes.split(",")) for at, codes in enumerate(quantities["warning"]) if codes]
    for code, words in _DOUBTS.items():
        rows = [at for at, codes in warned if code in codes]
        if rows:
            start, end = spans[rows[0]]
            many = f"{len(rows)} in all, the first 「{text[start:end]}」"
            message = f"{words} ({many}); check them against the original"
            yield Notice(f"number_{code}", message, start, end)


def _misrecognised(source: Source, plain: Normalized) -> Iterator[Notice]:
    """A warning for each character of a scan that makes a word of hardly any likelihood."""
    if all(one.code != "recognised" for one in source.notices):
        return
    for start, read, likely in misrecognised(plain.text):
        message = (
            f"「{read}」 was recognised where 「{likely}」 is likelier; check it against the page"
        )
        yield Notice(
            "likely_misread", message, plain.original(start), plain.original_end(start + 1)
        )


def _notice_back(notice: Notice, plain: Normalized) -> Notice:
    if notice.start is None or notice.end is None:
        return notice
    return replace(notice, start=plain.original(notice.start), end=plain.original_end(notice.end))


def _changes(
    detected: Metadata,
    metadata: Metadata,
    corrections: Mapping[str, str],
    completed: Mapping[str, str],
) -> Iterator[Notice]:
    """A warning for each value that reports.csv overrides; another code where it says another."""
    for name in corrections:
        before, after = (getattr(one, name, None) for one in (detected, metadata))
        is_place = name in ("region", "region_code")
        if before == after and not (is_place and detected.region_code != metadata.region_code):
            continue
        stated = (is_place or name == "report_year") and before is not None
        below = is_place and metadata.region_code is None and detected.region in metadata.parents
        if stated and not below and ("region" if is_place else name) not in completed:
            shown = [_shown(one, name) for one in (metadata, detected)]
            message = f"reports.csv has {shown[0]}; the text states {shown[1]}"
            yield Notice("contradicts_text", message)
        else:
            message = f"{name} set to {after} by reports.csv (detected: {before or 'none'})"
            yield Notice("corrected", message)
    said = corrections.get("region_code")
    if said and said != metadata.region_code:
        message = (
            f"the code {said} is not in GB/T 2260 for {metadata.report_year}; "
            f"{metadata.region} had {metadata.region_code} then, which is used"
        )
        yield Notice("code_of_another_year", message)


def _shown(metadata: Metadata, name: str) -> str:
    if name == "report_year":
        return f"the year {metadata.report_year}"
    return f"{metadata.region} ({metadata.region_code or 'no code'})"


_ORIGINS = {
    "name": "{value} is from the file name",
    "mentions": "{value} is the place that it mentions most",
    "site": "{value} is the place of the site that it is from",
}

_UNSTATED = {
    "region": "the region is not stated in the text; {what}",
    "report_year": "the report year is not stated in the text; {what}",
}


def _completions(detected: Metadata, completed_from: Mapping[str, str]) -> Iterator[Notice]:
    """A warning for each value that the text does not state, with where it is from."""
    for name, origin in completed_from.items():
        what = _ORIGINS[origin].format(value=getattr(detected, name))
        yield Notice(f"{name}_from_{origin}", _UNSTATED[name].format(what=what))


def _missing(metadata: Metadata) -> Iterator[Notice]:
    if metadata.report_year is None:
        message = "report year not found; enter report_year in reports.csv"
        yield Notice("unknown_report_year", message)
    if metadata.region is None:
        message = "region not found; enter region_code in reports.csv"
        yield Notice("unknown_region_code", message)
    elif metadata.region_code is None:
        message = f"{metadata.region} has no code in GB/T 2260 and is known by its name"
        yield Notice("region_without_code", message)
