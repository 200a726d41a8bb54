"""The rows that a report adds to the tables of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from corpus.lexicon import policy_terms
from corpus.normalization import Normalized, Offsets
from corpus.report import SPOKEN, Report
from corpus.schemas import SCHEMAS, to_frame
from corpus.segmentation import Segmenter, kind_of
from corpus.terms import TermMatcher

# 〇, and the blocks of Chinese characters: first and last of each.
_HAN = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_COUNTED = ("word", "latin")  # what is a word in a denominator


def tables_of(report: Report, report_id: str) -> dict[str, pd.DataFrame]:
    """The report's rows of the tables of the store but ``reports``, by the table's name.

    Words and mentions are those of the speech; the page around it and its glossary have none.
    """
    tables = {**document_tables(report, report_id), **word_tables(report, report_id)}
    return {name: to_frame(table) for name, table in tables.items()}


def document_tables(report: Report, report_id: str) -> dict[str, pa.Table]:
    """The rows that do not depend on the lexicon."""
    return {
        "texts": _texts(report, report_id),
        "paragraphs": _rows("paragraphs", report.paragraphs, report_id),
        "headings": _rows("headings", _headings(report), report_id),
        "sentences": _rows("sentences", report.sentences, report_id),
        "quantities": _rows("quantities", report.quantities, report_id),
    }


def word_tables(report: Report, report_id: str) -> dict[str, pa.Table]:
    """The rows that do: words, terms, and how many there are of them."""
    return tables_of_words(report.sentences, report.paragraphs, report.readable, report_id)


def tables_of_words(
    sentences: pd.DataFrame, paragraphs: pd.DataFrame, plain: Normalized, report_id: str
) -> dict[str, pa.Table]:
    """As ``word_tables``, from the parts of a report that the store has.

    Args:
        sentences: the table's rows of the report.
        paragraphs: the table's rows of the report.
        plain: the readable text of the document.
        report_id: its name.
    """
    spoken = _spoken(sentences, plain)
    words = _words(spoken)
    times = _orientations(paragraphs)
    return {
        "tokens": _tokens(spoken, words, plain, report_id),
        **_terms(spoken, plain, report_id),
        "counts": _counts(words, times, report_id),
        "sizes": _sizes(spoken, words, times, report_id),
    }


def speech_digest(report: Report) -> str:
    """The sha256 of what is said, without spaces: the same words make the same report."""
    said = "".join(_spoken(report.sentences, report.readable).text.split())
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _rows(name: str, table: pd.DataFrame, report_id: str) -> pa.Table:
    columns = {str(one): table[one] for one in table}
    return _table(name, report_id, columns, len(table))


def _table(name: str, report_id: str, columns: dict[str, Any], length: int) -> pa.Table:
    """Columns, in any order, as rows of one report."""
    schema = SCHEMAS[name]
    every = {**columns, "report_id": pa.repeat(pa.scalar(report_id, pa.string()), length)}
    arrays = [_array(every[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.Array):
        return values if values.type == kind else values.cast(kind)
    if isinstance(values, pd.Series):
        array = pa.array(values, from_pandas=True)
        array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
        return array if array.type == kind else array.cast(kind)
    return pa.array(values, kind)


def _texts(report: Report, report_id: str) -> pa.Table:
    text = report.source.text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    row = {"start": [0], "end": [len(text)], "text": [text], "sha256": [digest]}
    return _table("texts", report_id, row, 1)


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
        sentence_id: of each.
        paragraph_id: of each.
    """

    text: str
    starts: Offsets
    shift: Offsets
    sentence_id: Offsets
    paragraph_id: Offsets


def _spoken(sentences: pd.DataFrame, plain: Normalized) -> _Spoken:
    said = np.flatnonzero(sentences["orientation"].isin(SPOKEN))
    begins, finishes, sentence_id, paragraph_id = (
        sentences[name].to_numpy(dtype=np.int64)[said]
        for name in ("start", "end", "sentence_id", "paragraph_id")
    )
    begins, finishes = plain.positions(begins), plain.positions(finishes)
    spans = zip(begins.tolist(), finishes.tolist(), strict=True)
    text = "\n".join([plain.text[start:end] for start, end in spans])
    lengths = finishes - begins + 1  # the line end included
    starts = np.cumsum(lengths) - lengths
    return _Spoken(text, starts, begins - starts, sentence_id, paragraph_id)


def _places(
    spoken: _Spoken, starts: Offsets, ends: Offsets, plain: Normalized
) -> dict[str, Offsets]:
    """Spans of the spoken text in the document, with the ids of their sentences."""
    sentence = np.searchsorted(spoken.starts, starts, side="right") - 1
    shift = spoken.shift[sentence]
    return {
        "start": plain.originals(starts + shift),
        "end": plain.original_ends(ends + shift),
        "sentence_id": spoken.sentence_id[sentence],
        "paragraph_id": spoken.paragraph_id[sentence],
    }


class _Words(NamedTuple):
    """The words of the speech, spaces left out.

    Attributes:
        starts: of each, in the spoken text.
        ends: of each.
        code: of each, its term's place among ``terms``.
        paragraph_id: of each.
        terms: all there are, in order of appearance.
        kinds: of the terms.
    """

    starts: Offsets
    ends: Offsets
    code: Offsets
    paragraph_id: Offsets
    terms: pa.Array
    kinds: list[str]


def _words(spoken: _Spoken) -> _Words:
    # In one go, since a line end cuts words in any case.
    words = pa.array(segmenter().cut(spoken.text), pa.string())
    ends = np.cumsum(pc.utf8_length(words).to_numpy(zero_copy_only=False), dtype=np.int64)
    starts = ends - np.diff(ends, prepend=0)
    coded = words.dictionary_encode()
    code = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    kinds = [_kind(term) for term in coded.dictionary.to_pylist()]
    said = np.array([kind != "" for kind in kinds], dtype=bool)[code]
    starts, ends, code = starts[said], ends[said], code[said]
    sentence = np.searchsorted(spoken.starts, starts, side="right") - 1
    return _Words(starts, ends, code, spoken.paragraph_id[sentence], coded.dictionary, kinds)


@cache
def _kind(term: str) -> str:
    return "" if term.isspace() else kind_of(term)


def tokens_of(report: Report) -> pd.DataFrame:
    """Every word of the speech, a row each."""
    spoken = _spoken(report.sentences, report.readable)
    return _tokens(spoken, _words(spoken), report.readable, "").to_pandas()


def _tokens(spoken: _Spoken, words: _Words, plain: Normalized, report_id: str) -> pa.Table:
    columns = {
        **_places(spoken, words.starts, words.ends, plain),
        "term": words.terms.take(pa.array(words.code)),
        "kind": pa.array(words.kinds, pa.string()).take(pa.array(words.code)),
    }
    return _table("tokens", report_id, columns, len(words.code))


def _terms(spoken: _Spoken, plain: Normalized, report_id: str) -> dict[str, pa.Table]:
    mentions, nested = term_matcher().find(spoken.text)
    return {
        "mentions": _matches("mentions", mentions, spoken, plain, report_id),
        "nested": _matches("nested", nested, spoken, plain, report_id),
    }


def mentions_of(
    sentences: pd.DataFrame, plain: Normalized, matcher: TermMatcher, report_id: str
) -> pd.DataFrame:
    """The mentions of other terms than the lexicon's, as rows of ``mentions``.

    Args:
        sentences: the table's rows of the report.
        plain: the readable text of the document.
        matcher: of the terms.
        report_id: its name.
    """
    spoken = _spoken(sentences, plain)
    found = matcher.find(spoken.text)[0]
    return to_frame(_matches("mentions", found, spoken, plain, report_id))


def spoken_text(sentences: pd.DataFrame, plain: Normalized) -> str:
    """The sentences of the speech, one a line, as they are read.

    Args:
        sentences: the table's rows of the report.
        plain: the readable text of the document.
    """
    return _spoken(sentences, plain).text


def _matches(
    name: str, found: Sequence[NamedTuple], spoken: _Spoken, plain: Normalized, report_id: str
) -> pa.Table:
    fields = ["start", "end", *(SCHEMAS[name].names[5:])]
    values = list(zip(*found, strict=True)) or [()] * len(fields)
    columns: dict[str, Any] = dict(zip(fields, map(list, values), strict=True))
    starts, ends = (np.array(columns.pop(one), dtype=np.int64) for one in ("start", "end"))
    columns |= _places(spoken, starts, ends, plain)
    return _table(name, report_id, columns, len(found))


def _orientations(paragraphs: pd.DataFrame) -> dict[int, str]:
    return dict(zip(paragraphs["paragraph_id"], paragraphs["orientation"], strict=True))


def _counts(words: _Words, times: dict[int, str], report_id: str) -> pa.Table:
    """How often each term stands in each part."""
    parts = sorted(set(times.values()))
    known = {part: code for code, part in enumerate(parts)}
    ids, place = np.unique(words.paragraph_id, return_inverse=True)
    part = np.array([known[times[one]] for one in ids.tolist()], dtype=np.int64)[place]
    order = words.terms.to_pandas().sort_values().index.to_numpy()
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    pair, n = np.unique(part * max(len(order), 1) + rank[words.code], return_counts=True)
    term = pa.array(order[pair % max(len(order), 1)])
    columns = {
        "orientation": pa.array(parts, pa.string()).take(pa.array(pair // max(len(order), 1))),
        "term": words.terms.take(term),
        "kind": pa.array(words.kinds, pa.string()).take(term),
        "n": n,
    }
    return _table("counts", report_id, columns, len(n))


def _is_han(text: str) -> NDArray[np.bool_]:
    """Which characters are Chinese ones."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.logical_or.reduce([(points >= first) & (points <= last) for first, last in _HAN])


def _sizes(spoken: _Spoken, words: _Words, times: dict[int, str], report_id: str) -> pa.Table:
    """The denominators, a row a paragraph of the speech."""
    ids, sentences = np.unique(spoken.paragraph_id, return_counts=True)
    word = np.isin(np.array(words.kinds, dtype=object), _COUNTED)[words.code]
    at = np.searchsorted(ids, words.paragraph_id)
    until = np.append(0, np.cumsum(_is_han(spoken.text)))
    ends = np.append(spoken.starts[1:], len(spoken.text)) if len(spoken.starts) else spoken.starts
    each = until[ends] - until[spoken.starts]
    characters = np.bincount(np.searchsorted(ids, spoken.paragraph_id), each, len(ids))
    columns = {
        "paragraph_id": ids,
        "orientation": [times[one] for one in ids.tolist()],
        "words": np.bincount(at[word], minlength=len(ids)),
        "tokens": np.bincount(at, minlength=len(ids)),
        "characters": characters.astype(np.int64),
        "sentences": sentences,
    }
    return _table("sizes", report_id, columns, len(ids))
