"""The rows of a report in the tables of the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from corpus.errors import Refusal
from corpus.report import Report
from corpus.schema import PATH_SEPARATOR, SCHEMAS, WORD_KINDS, Columns, to_frame
from corpus.sections import section_names
from corpus.store.fingerprint import words_fingerprint
from corpus.store.manifest import Entry, Rows
from corpus.structure.regions import place_of_code
from corpus.text.normalization import Normalized, Offsets, code_points
from corpus.words.body import KINDS, Spoken, Words, spoken_of, words_of
from corpus.words.default_segmenter import term_matcher
from corpus.words.terms import Found, Matches, TermMatcher

# 〇 and the blocks of Chinese characters: the first and last of each.
_HAN = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
# The tables that do not depend on the lexicon.
DOCUMENT_TABLES = ("texts", "paragraphs", "headings", "sentences", "quantities")


def tables_of(report: Report, report_id: str) -> dict[str, pd.DataFrame]:
    """The rows of a report in each table of the store except ``reports``, by table.

    Words and mentions come from the body only, not from page furniture or a glossary.

    Args:
        report: from ``read_report``.
        report_id: the ID of the report.
    """
    tables = {**document_tables(report, report_id), **word_tables(report, report_id)}
    return {name: to_frame(table) for name, table in tables.items()}


def document_tables(report: Report, report_id: str) -> dict[str, pa.Table]:
    """The rows that do not depend on the lexicon."""
    columns = {**report.columns, "headings": _headings(report), "texts": _texts(report)}
    return {name: _table(name, report_id, columns[name]) for name in DOCUMENT_TABLES}


def word_tables(report: Report, report_id: str) -> dict[str, pa.Table]:
    """The rows that depend on the lexicon: words, terms and their counts."""
    columns = report.columns
    return tables_of_words(columns["sentences"], columns["paragraphs"], report.readable, report_id)


def tables_of_words(
    sentences: Columns, paragraphs: Columns, plain: Normalized, report_id: str
) -> dict[str, pa.Table]:
    """As ``word_tables``, from the parts of a report that the store contains.

    Args:
        sentences: the report's rows of ``sentences``.
        paragraphs: the report's rows of ``paragraphs``.
        plain: the readable text of the document.
        report_id: the ID of the report.
    """
    spoken = spoken_of(sentences, plain)
    words = words_of(spoken)
    times = dict(zip(paragraphs["paragraph_id"], paragraphs["orientation"], strict=True))
    columns = {
        "tokens": _tokens(spoken, words, plain),
        **_terms(spoken, words, plain),
        "counts": _counts(spoken, words, times),
        "sizes": _sizes(spoken, words, times, _section_numbers(paragraphs)),
    }
    return {name: _table(name, report_id, rows) for name, rows in columns.items()}


def speech_digest(report: Report) -> str:
    """The sha256 of the body without white space: reports with the same words are duplicates."""
    said = "".join(spoken_text(report.columns["sentences"], report.readable).split())
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _table(name: str, report_id: str, columns: Columns) -> pa.Table:
    """Columns, in any order, as the rows of one report."""
    schema = SCHEMAS[name]
    others = [field for field in schema if field.name != "report_id"]
    arrays = {field.name: _array(columns[field.name], field.type) for field in others}
    length = len(arrays[others[0].name])
    arrays["report_id"] = pa.repeat(pa.scalar(report_id, pa.string()), length)
    return pa.Table.from_arrays([arrays[field.name] for field in schema], schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    """One column, with NaN as missing."""
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


_KIND_NAMES = pa.array(KINDS, pa.string())


def _places(
    spoken: Spoken, starts: Offsets, ends: Offsets, sentence: Offsets, plain: Normalized
) -> Columns:
    """Spans of the body as offsets in the document, with the IDs of their sentences."""
    shift = spoken.shift[sentence]
    return {
        "start": plain.originals(starts + shift),
        "end": plain.original_ends(ends + shift),
        "sentence_id": spoken.sentence_id[sentence],
        "paragraph_id": spoken.paragraph_id[sentence],
    }


def _tokens(spoken: Spoken, words: Words, plain: Normalized) -> Columns:
    code = pa.array(words.code)
    return {
        **_places(spoken, words.starts, words.ends, words.sentence, plain),
        "term": words.terms.take(code),
        "kind": _KIND_NAMES.take(pa.array(words.kinds[words.code])),
    }


def _terms(spoken: Spoken, words: Words, plain: Normalized) -> dict[str, Columns]:
    """The columns of ``mentions`` and ``nested``."""
    matcher = term_matcher()
    found = matcher.spans(spoken.text, _word_ends(words, len(spoken.text)))
    inside = {
        name: pa.concat_arrays([_as_array(one), _as_array(other)])
        for (name, one), other in zip(
            _inside(found, matcher, spoken, plain).items(),
            _crossing(found, matcher, spoken, plain).values(),
            strict=True,
        )
    }
    order = np.lexsort((-np.asarray(inside["end"]), np.asarray(inside["start"])))
    nested = {name: values.take(pa.array(order)) for name, values in inside.items()}
    return {"mentions": _matches(found.mentions, matcher, spoken, plain), "nested": nested}


def _as_array(values: Any) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values)


def _inside(found: Found, matcher: TermMatcher, spoken: Spoken, plain: Normalized) -> Columns:
    """The occurrences of terms that a mention covers."""
    return {
        **_matches(found.nested, matcher, spoken, plain),
        "mention": matcher.names.take(pa.array(found.over.number)),
        "relation": pa.array(["nested", "overlapping"]).take(
            pa.array((found.nested.end > found.over.end).astype(np.int8))
        ),
    }


def _crossing(found: Found, matcher: TermMatcher, spoken: Spoken, plain: Normalized) -> Columns:
    """The occurrences of terms that words run across."""
    return {
        **_matches(found.crossing, matcher, spoken, plain),
        "mention": pa.array(found.words, pa.string()),
        "relation": pa.array(["crossing"] * len(found.words), pa.string()),
    }


def _word_ends(words: Words, length: int) -> Offsets:
    """Where words end in a text of this length, and the white space between them."""
    ends = np.concatenate([words.ends, words.starts[words.starts > 0], [length]])
    ends.sort(kind="stable")  # merges columns that are in order, twenty times as fast as np.unique
    return ends[np.diff(ends, prepend=-1) > 0]


def _matches(found: Matches, matcher: TermMatcher, spoken: Spoken, plain: Normalized) -> Columns:
    number = pa.array(found.number)
    return {
        **_places(spoken, found.start, found.end, spoken.sentences_at(found.start), plain),
        "term": matcher.names.take(number),
        "area": matcher.areas.take(number),
    }


def occurrences_of(
    sentences: pd.DataFrame, plain: Normalized, matcher: TermMatcher, report_id: str
) -> pd.DataFrame:
    """All occurrences that a matcher finds in a report, also within one another, as ``mentions``.

    Args:
        sentences: the report's rows of ``sentences``.
        plain: the readable text of the document.
        matcher: the matcher of the terms.
        report_id: the ID of the report.
    """
    spoken = spoken_of(sentences, plain)
    found = matcher.spans(spoken.text)
    every = Matches(*map(np.concatenate, zip(found.mentions, found.nested, strict=True)))
    rows = _matches(every, matcher, spoken, plain)
    return to_frame(_table("mentions", report_id, rows))


def spoken_text(sentences: Columns | pd.DataFrame, plain: Normalized) -> str:
    """The readable text of the body, one sentence per line.

    Args:
        sentences: the report's rows of ``sentences``.
        plain: the readable text of the document.
    """
    return spoken_of(sentences, plain).text


def _counts(spoken: Spoken, words: Words, times: Mapping[int, str]) -> Columns:
    """The number of occurrences of each term in each part of the report."""
    parts = sorted(set(times.values()))
    part = np.array([parts.index(time) for time in times.values()], dtype=np.int64)
    part_of = np.zeros(max(times, default=0) + 1, dtype=np.int64)
    part_of[list(times)] = part
    order = pc.array_sort_indices(words.terms).to_numpy().astype(np.int64)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    place = part_of[spoken.paragraph_id[words.sentence]] * len(order) + rank[words.code]
    counts = np.bincount(place, minlength=len(parts) * len(order))
    found = np.flatnonzero(counts)
    term = order[found % max(len(order), 1)]
    return {
        "orientation": pa.array(parts, pa.string()).take(pa.array(found // max(len(order), 1))),
        "term": words.terms.take(pa.array(term)),
        "kind": _KIND_NAMES.take(pa.array(words.kinds[term])),
        "n": counts[found],
    }


def _is_han(text: str) -> NDArray[np.bool_]:
    """Which characters are Chinese."""
    points = code_points(text)
    return np.logical_or.reduce([(points >= first) & (points <= last) for first, last in _HAN])


def _section_numbers(paragraphs: Columns) -> dict[int, int]:
    """The number of the section of each paragraph, in the order of the report."""
    names = section_names(list(paragraphs["level"]), list(paragraphs["heading_path"]))
    numbers: dict[str, int] = {}
    return {
        paragraph: numbers.setdefault(name, len(numbers))
        for paragraph, name in zip(paragraphs["paragraph_id"], names, strict=True)
    }


def _sizes(
    spoken: Spoken, words: Words, times: Mapping[int, str], sections: Mapping[int, int]
) -> Columns:
    """The denominators, one row per paragraph of the body."""
    ids, sentences = np.unique(spoken.paragraph_id, return_counts=True)
    word = np.isin(words.kinds, [KINDS.index(one) for one in WORD_KINDS])[words.code]
    at = np.searchsorted(ids, spoken.paragraph_id)[words.sentence]
    until = np.append(0, np.cumsum(_is_han(spoken.text)))
    ends = np.append(spoken.starts[1:], len(spoken.text)) if len(spoken.starts) else spoken.starts
    each = until[ends] - until[spoken.starts]
    characters = np.bincount(np.searchsorted(ids, spoken.paragraph_id), each, len(ids))
    return {
        "paragraph_id": ids,
        "section": [sections[one] for one in ids.tolist()],
        "orientation": [times[one] for one in ids.tolist()],
        "words": np.bincount(at[word], minlength=len(ids)),
        "tokens": np.bincount(at, minlength=len(ids)),
        "characters": characters.astype(np.int64),
        "sentences": sentences,
    }


def read_rows_of_document(
    report_id: str, path: Path, correction: dict[str, str], key: str
) -> tuple[Rows | None, Entry]:
    """The rows of a document with its manifest entry, or None with the reason for refusal."""
    from corpus.report import read_report
    from corpus.store.rows import document_tables, speech_digest, word_tables

    try:
        report = read_report(path, correction)
    except Refusal as refusal:
        place = path.name if refusal.place == str(path) else refusal.place
        said = {"code": refusal.code, "place": place, "detail": refusal.detail}
        return None, {"key": key, "speech": "", **said}
    about = _report_row(report_id, report, correction.get("source") or path.name)
    rows = {
        "reports": about,
        **document_tables(report, report_id),
        **word_tables(report, report_id),
    }
    return rows, {"key": key, "words": words_fingerprint(), "speech": speech_digest(report)}


def _report_row(report_id: str, report: Report, source: str) -> pa.Table:
    about, start, end = report.metadata, *report.body
    place = place_of_code(about.region_code or "", about.report_year)
    row = {
        "report_id": report_id,
        "start": start,
        "end": end,
        **asdict(about),
        "source": source,
        "parents": PATH_SEPARATOR.join(about.parents) or None,
        "edition": place.edition if place else None,
        "sha256": report.source.sha256,
        "encoding": report.source.encoding,
        "encoding_confidence": report.source.confidence,
        "warnings": json.dumps([asdict(one) for one in report.notices], ensure_ascii=False),
    }
    return pa.Table.from_pylist([row], schema=SCHEMAS["reports"])


def with_new_words(rows: Rows, report_id: str) -> Rows:
    """The rows of a report, with words and terms counted again in the stored text."""
    from corpus.store.rows import tables_of_words
    from corpus.text.readable import readable

    plain = readable(rows["texts"]["text"][0].as_py()).text
    sentences, paragraphs = (rows[name].to_pydict() for name in ("sentences", "paragraphs"))
    return {**rows, **tables_of_words(sentences, paragraphs, plain, report_id)}
