"""The rows that a report adds to the tables of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from corpus.lexicon import policy_terms
from corpus.normalization import Normalized, Offsets
from corpus.report import SPOKEN, Report
from corpus.schemas import SCHEMAS, Columns, to_frame
from corpus.segmentation import Segmenter, kind_of
from corpus.terms import Matches, TermMatcher

# 〇, and the blocks of Chinese characters: first and last of each.
_HAN = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_COUNTED = ("word", "latin")  # what is a word in a denominator
# What does not depend on the lexicon.
DOCUMENT_TABLES = ("texts", "paragraphs", "headings", "sentences", "quantities")


def tables_of(report: Report, report_id: str) -> dict[str, pd.DataFrame]:
    """The report's rows of the tables of the store but ``reports``, by the table's name.

    Words and mentions are those of the speech; the page around it and its glossary have none.
    """
    tables = {**document_tables(report, report_id), **word_tables(report, report_id)}
    return {name: to_frame(table) for name, table in tables.items()}


def document_tables(report: Report, report_id: str) -> dict[str, pa.Table]:
    """The rows that do not depend on the lexicon."""
    columns = {**report.columns, "headings": _headings(report), "texts": _texts(report)}
    return {name: _table(name, report_id, columns[name]) for name in DOCUMENT_TABLES}


def word_tables(report: Report, report_id: str) -> dict[str, pa.Table]:
    """The rows that do: words, terms, and how many there are of them."""
    columns = report.columns
    return tables_of_words(columns["sentences"], columns["paragraphs"], report.readable, report_id)


def tables_of_words(
    sentences: Columns, paragraphs: Columns, plain: Normalized, report_id: str
) -> dict[str, pa.Table]:
    """As ``word_tables``, from the parts of a report that the store has.

    Args:
        sentences: the columns of the report's rows.
        paragraphs: the columns of the report's rows.
        plain: the readable text of the document.
        report_id: its name.
    """
    spoken = _spoken(sentences, plain)
    words = _words(spoken)
    times = dict(zip(paragraphs["paragraph_id"], paragraphs["orientation"], strict=True))
    columns = {
        "tokens": _tokens(spoken, words, plain),
        **_terms(spoken, plain),
        "counts": _counts(words, times),
        "sizes": _sizes(spoken, words, times),
    }
    return {name: _table(name, report_id, rows) for name, rows in columns.items()}


def speech_digest(report: Report) -> str:
    """The sha256 of what is said, without spaces: the same words make the same report."""
    said = "".join(spoken_text(report.columns["sentences"], report.readable).split())
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _table(name: str, report_id: str, columns: Columns) -> pa.Table:
    """Columns, in any order, as rows of one report."""
    schema = SCHEMAS[name]
    others = [field for field in schema if field.name != "report_id"]
    arrays = {field.name: _array(columns[field.name], field.type) for field in others}
    length = len(arrays[others[0].name])
    arrays["report_id"] = pa.repeat(pa.scalar(report_id, pa.string()), length)
    return pa.Table.from_arrays([arrays[field.name] for field in schema], schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    """One column; a number that is none is missing."""
    if isinstance(values, pa.Array):
        return values if values.type == kind else values.cast(kind)
    return pa.array(values, kind, from_pandas=True)


def _texts(report: Report) -> Columns:
    text = report.source.text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"start": [0], "end": [len(text)], "text": [text], "sha256": [digest]}


def _headings(report: Report) -> Columns:
    paragraphs = report.columns["paragraphs"]
    at = dict(zip(paragraphs["start"], paragraphs["paragraph_id"], strict=True))
    names = ("start", "end", "level", "number", "text", "style")
    columns: dict[str, Any] = {
        name: [getattr(one, name) for one in report.headings] for name in names
    }
    return {**columns, "paragraph_id": [at.get(one.start) for one in report.headings]}


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


def _spoken(sentences: Columns | pd.DataFrame, plain: Normalized) -> _Spoken:
    said = np.array([one in SPOKEN for one in sentences["orientation"]], dtype=bool)
    begins, finishes, sentence_id, paragraph_id = (
        np.asarray(sentences[name], dtype=np.int64)[said]
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
    kinds = list(map(_kind, coded.dictionary.to_pylist()))
    said = np.array(list(map(bool, kinds)), dtype=bool)[code]
    starts, ends, code = starts[said], ends[said], code[said]
    sentence = np.searchsorted(spoken.starts, starts, side="right") - 1
    return _Words(starts, ends, code, spoken.paragraph_id[sentence], coded.dictionary, kinds)


# Most words are old ones; memory must not grow with the corpus.
@lru_cache(maxsize=1 << 16)
def _kind(term: str) -> str:
    return "" if term.isspace() else kind_of(term)


def tokens_of(report: Report) -> pd.DataFrame:
    """Every word of the speech, a row each."""
    spoken = _spoken(report.columns["sentences"], report.readable)
    rows = _tokens(spoken, _words(spoken), report.readable)
    return _table("tokens", "", rows).to_pandas()


def _tokens(spoken: _Spoken, words: _Words, plain: Normalized) -> Columns:
    code = pa.array(words.code)
    return {
        **_places(spoken, words.starts, words.ends, plain),
        "term": words.terms.take(code),
        "kind": pa.array(words.kinds, pa.string()).take(code),
    }


def _terms(spoken: _Spoken, plain: Normalized) -> dict[str, Columns]:
    """The columns of ``mentions`` and ``nested``."""
    matcher = term_matcher()
    found = matcher.spans(spoken.text)
    inside = {
        **_matches(found.nested, matcher, spoken, plain),
        "mention": matcher.names.take(pa.array(found.over.number)),
        "relation": pa.array(["nested", "overlapping"]).take(
            pa.array((found.nested.end > found.over.end).astype(np.int8))
        ),
    }
    return {"mentions": _matches(found.mentions, matcher, spoken, plain), "nested": inside}


def _matches(found: Matches, matcher: TermMatcher, spoken: _Spoken, plain: Normalized) -> Columns:
    number = pa.array(found.number)
    return {
        **_places(spoken, found.start, found.end, plain),
        "term": matcher.names.take(number),
        "area": matcher.areas.take(number),
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
    found = matcher.spans(spoken.text).mentions
    return to_frame(_table("mentions", report_id, _matches(found, matcher, spoken, plain)))


def spoken_text(sentences: Columns | pd.DataFrame, plain: Normalized) -> str:
    """The sentences of the speech, one a line, as they are read.

    Args:
        sentences: the columns of the report's rows.
        plain: the readable text of the document.
    """
    return _spoken(sentences, plain).text


def _counts(words: _Words, times: Mapping[int, str]) -> Columns:
    """How often each term stands in each part."""
    parts = sorted(set(times.values()))
    known = {part: code for code, part in enumerate(parts)}
    ids, place = np.unique(words.paragraph_id, return_inverse=True)
    part = np.array([known[times[one]] for one in ids.tolist()], dtype=np.int64)[place]
    order = pc.array_sort_indices(words.terms).to_numpy().astype(np.int64)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    pair, n = np.unique(part * max(len(order), 1) + rank[words.code], return_counts=True)
    term = pa.array(order[pair % max(len(order), 1)])
    return {
        "orientation": pa.array(parts, pa.string()).take(pa.array(pair // max(len(order), 1))),
        "term": words.terms.take(term),
        "kind": pa.array(words.kinds, pa.string()).take(term),
        "n": n,
    }


def _is_han(text: str) -> NDArray[np.bool_]:
    """Which characters are Chinese ones."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.logical_or.reduce([(points >= first) & (points <= last) for first, last in _HAN])


def _sizes(spoken: _Spoken, words: _Words, times: Mapping[int, str]) -> Columns:
    """The denominators, a row a paragraph of the speech."""
    ids, sentences = np.unique(spoken.paragraph_id, return_counts=True)
    word = np.isin(np.array(words.kinds, dtype=object), _COUNTED)[words.code]
    at = np.searchsorted(ids, words.paragraph_id)
    until = np.append(0, np.cumsum(_is_han(spoken.text)))
    ends = np.append(spoken.starts[1:], len(spoken.text)) if len(spoken.starts) else spoken.starts
    each = until[ends] - until[spoken.starts]
    characters = np.bincount(np.searchsorted(ids, spoken.paragraph_id), each, len(ids))
    return {
        "paragraph_id": ids,
        "orientation": [times[one] for one in ids.tolist()],
        "words": np.bincount(at[word], minlength=len(ids)),
        "tokens": np.bincount(at, minlength=len(ids)),
        "characters": characters.astype(np.int64),
        "sentences": sentences,
    }
