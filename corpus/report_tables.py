"""The rows that a report adds to the tables of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache

import pandas as pd

from corpus.lexicon import policy_terms
from corpus.report import SPOKEN, Report, walked_back
from corpus.segmentation import Segmenter
from corpus.terms import TermMatcher


def tables_of(report: Report, report_id: str) -> dict[str, pd.DataFrame]:
    """The report's rows of every table of the store, by the table's name.

    Words and mentions are those of the speech; the page around it and its glossary have none.
    """
    return {
        "texts": _texts(report, report_id),
        "paragraphs": _with_id(report.paragraphs, report_id),
        "headings": _with_id(_headings(report), report_id),
        "sentences": _with_id(report.sentences, report_id),
        "tokens": _with_id(_tokens(report), report_id),
        "mentions": _with_id(_mentions(report), report_id),
        "quantities": _with_id(report.quantities, report_id),
    }


def _texts(report: Report, report_id: str) -> pd.DataFrame:
    text = report.source.text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    row = {"start": 0, "end": len(text), "text": text, "sha256": digest}
    return _with_id(pd.DataFrame([row]), report_id)


def _with_id(table: pd.DataFrame, report_id: str) -> pd.DataFrame:
    copy = table.copy()
    copy.insert(0, "report_id", report_id)
    return copy


def _headings(report: Report) -> pd.DataFrame:
    columns = ["start", "end", "level", "number", "text", "style"]
    table = pd.DataFrame([asdict(one) for one in report.headings], columns=columns)
    starts = dict(zip(report.paragraphs["start"], report.paragraphs["paragraph_id"], strict=True))
    table.insert(0, "paragraph_id", table["start"].map(starts))
    return table


@cache
def segmenter() -> Segmenter:
    """The suite's segmenter: jieba with the policy terms."""
    return Segmenter(term.term for term in policy_terms())


@cache
def term_matcher() -> TermMatcher:
    """The suite's matcher of policy terms."""
    return TermMatcher(policy_terms())


def _tokens(report: Report) -> pd.DataFrame:
    cut = segmenter().tokens
    rows = [
        (sentence, paragraph, start + token.start, start + token.end, token.term, token.kind)
        for sentence, paragraph, start, text in _spoken_sentences(report)
        for token in cut(text)
    ]
    columns = ["sentence_id", "paragraph_id", "start", "end", "term", "kind"]
    return walked_back(pd.DataFrame(rows, columns=columns), report.readable)


def _mentions(report: Report) -> pd.DataFrame:
    match = term_matcher().mentions
    rows = [
        (sentence, paragraph, start + found.start, start + found.end, found.term, found.area)
        for sentence, paragraph, start, text in _spoken_sentences(report)
        for found in match(text)
    ]
    columns = ["sentence_id", "paragraph_id", "start", "end", "term", "area"]
    table = walked_back(pd.DataFrame(rows, columns=columns), report.readable)
    return table.astype({"area": "Int64"})


def _spoken_sentences(report: Report) -> Iterator[tuple[int, int, int, str]]:
    """Of each sentence that was spoken its ids, its start in the readable text, and the text."""
    spoken = report.sentences[report.sentences["orientation"].isin(SPOKEN)]
    starts = report.readable.positions(spoken["start"]).tolist()
    ends = report.readable.positions(spoken["end"]).tolist()
    ids = (spoken[name].tolist() for name in ("sentence_id", "paragraph_id"))
    for sentence, paragraph, start, end in zip(*ids, starts, ends, strict=True):
        yield sentence, paragraph, start, report.readable.text[start:end]
