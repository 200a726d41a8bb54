"""One document, read and taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from corpus.errors import Notice, Refusal
from corpus.metadata import Metadata, read_metadata
from corpus.orientation import Orientation, orientations
from corpus.outline import Heading, Paragraph, outline, sentence_spans
from corpus.page import Page, divide_page
from corpus.quantities import find_quantities
from corpus.reading import Source, read_document

# What is said in the speech, as against the page around it.
SPOKEN = ("opening", "review_past_year", "review_multi_year", "problems", "plan_multi_year",
          "plan_next_year", "closing")  # fmt: skip
PATH_SEPARATOR = " > "


@dataclass(frozen=True)
class Report:
    """A report, taken apart. All offsets count code points of ``source.text``.

    Attributes:
        source: the document as found.
        metadata: what the report says of itself.
        body: where the speech begins and ends.
        headings: of the speech, in order.
        paragraphs: one row a line that is not blank, of page and speech, in order, with
            paragraph_id, start, end, heading_path, level, orientation and text.
        sentences: one row a sentence, with sentence_id, paragraph_id, start, end, orientation.
        quantities: one row a number of the speech.
        notices: what the user should know.
    """

    source: Source
    metadata: Metadata
    body: tuple[int, int]
    headings: tuple[Heading, ...]
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    quantities: pd.DataFrame
    notices: tuple[Notice, ...]


def read_report(path: Path) -> Report:
    """A document, read and taken apart.

    Raises:
        Refusal: as ``corpus.reading.read_document``, or ``not_a_report``.
    """
    source = read_document(path)
    try:
        return take_apart(source)
    except Refusal as refusal:
        raise Refusal(refusal.code, str(path), refusal.detail) from refusal


def take_apart(source: Source) -> Report:
    """The parts of a document that was read."""
    page = divide_page(source.text)
    speech = [block for block in page.blocks if block.role == "body"]
    headings, spoken = outline(speech)
    metadata = read_metadata(page, headings)
    times = orientations(headings, spoken, report_year=metadata.report_year)
    paragraphs = _paragraphs(page, spoken, times)
    sentences = _sentences(source.text, paragraphs)
    quantities = find_quantities(source.text, sentences, report_year=metadata.report_year)
    return Report(
        source, metadata, (page.body_start, page.body_end), tuple(headings), paragraphs, sentences,
        quantities, (*source.notices, *page.notices, *_missing(metadata)),
    )  # fmt: skip


def _paragraphs(page: Page, spoken: list[Paragraph], times: list[Orientation]) -> pd.DataFrame:
    speech = {one.start: (one, time) for one, time in zip(spoken, times, strict=True)}
    rows = []
    for number, block in enumerate(page.blocks):
        if block.start in speech and block.role == "body":
            one, time = speech[block.start]
            where = (PATH_SEPARATOR.join(one.heading_path), one.level, str(time))
        else:
            where = ("", 0, str(block.role))
        rows.append((number, block.start, block.end, *where, block.text))
    columns = ["paragraph_id", "start", "end", "heading_path", "level", "orientation", "text"]
    return pd.DataFrame(rows, columns=columns)


def _sentences(text: str, paragraphs: pd.DataFrame) -> pd.DataFrame:
    columns = (paragraphs[name] for name in ("paragraph_id", "start", "end", "orientation"))
    rows = [
        (paragraph, start, end, orientation)
        for paragraph, first, last, orientation in zip(*columns, strict=True)
        for start, end in sentence_spans(text, first, last)
    ]
    table = pd.DataFrame(rows, columns=["paragraph_id", "start", "end", "orientation"])
    table.insert(0, "sentence_id", range(len(table)))
    return table


def _missing(metadata: Metadata) -> list[Notice]:
    absent = [name for name in ("report_year", "region_code") if getattr(metadata, name) is None]
    return [
        Notice("unknown_" + name, f"the document does not say its {name}; name it in reports.csv")
        for name in absent
    ]
