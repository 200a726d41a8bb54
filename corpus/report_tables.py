"""The rows that a report adds to the tables of the store."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from corpus.lexicon import policy_terms
from corpus.normalization import Offsets
from corpus.report import SPOKEN, Report, walked_back
from corpus.segmentation import Segmenter, kind_of
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
        "tokens": _with_id(tokens_of(report), report_id),
        "mentions": _with_id(_mentions(report), report_id),
        "quantities": _with_id(report.quantities, report_id),
    }


def speech_digest(tokens: pd.DataFrame) -> str:
    """The sha256 of the words of a speech: the same words make the same report."""
    return hashlib.sha256("\n".join(tokens["term"]).encode()).hexdigest()


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


class _Spoken(NamedTuple):
    """The sentences of the speech, one line each, and where each stands.

    Attributes:
        text: the readable text of the sentences, joined by line ends.
        starts: of each sentence in ``text``.
        shift: what leads from an offset in ``text`` to one in the readable text, for each.
        ids: sentence_id and paragraph_id of each.
    """

    text: str
    starts: Offsets
    shift: Offsets
    ids: pd.DataFrame

    def located(self, starts: Offsets, ends: Offsets) -> pd.DataFrame:
        """Spans of ``text`` as rows with the ids of their sentences, in the readable text."""
        sentence = np.searchsorted(self.starts, starts, side="right") - 1
        shift = self.shift[sentence]
        rows = {name: self.ids[name].to_numpy()[sentence] for name in self.ids}
        return pd.DataFrame({**rows, "start": starts + shift, "end": ends + shift})


def _spoken(report: Report) -> _Spoken:
    rows = report.sentences[report.sentences["orientation"].isin(SPOKEN)]
    begins = report.readable.positions(rows["start"])
    finishes = report.readable.positions(rows["end"])
    spans = zip(begins.tolist(), finishes.tolist(), strict=True)
    text = "\n".join(report.readable.text[start:end] for start, end in spans)
    lengths = finishes - begins + 1  # the line end included
    starts = np.cumsum(lengths) - lengths
    return _Spoken(text, starts, begins - starts, rows[["sentence_id", "paragraph_id"]])


def tokens_of(report: Report) -> pd.DataFrame:
    """Every word of the speech, a row each."""
    spoken = _spoken(report)
    words = segmenter().cut(spoken.text)  # in one go, since a line end cuts words in any case
    ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
    codes, terms = pd.factorize(np.array(words, dtype=object))
    kinds = np.array(["" if term.isspace() else kind_of(term) for term in terms], dtype=object)
    starts = ends - np.diff(ends, prepend=0)
    table = spoken.located(starts, ends).assign(term=words, kind=kinds[codes])
    return walked_back(table[table["kind"] != ""].reset_index(drop=True), report.readable)


def _mentions(report: Report) -> pd.DataFrame:
    spoken = _spoken(report)
    found = list(term_matcher().mentions(spoken.text))
    starts = np.array([one.start for one in found], dtype=np.int64)
    ends = np.array([one.end for one in found], dtype=np.int64)
    table = spoken.located(starts, ends).assign(
        term=[one.term for one in found], area=pd.array([one.area for one in found], dtype="Int64")
    )
    return walked_back(table, report.readable)
