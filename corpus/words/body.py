"""The body of a report and its words, as arrays, so that no code loops over single words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from corpus.schema import SPOKEN, Columns
from corpus.text.normalization import Normalized, Offsets, code_points
from corpus.text.spans import slices
from corpus.words.default_segmenter import segmenter
from corpus.words.segmentation import kind_of

KINDS = ("word", "number", "latin", "punctuation", "")  # "" for white space
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_NUMERALS = np.array([ord(one) for one in "零一二三四五六七八九十百千万亿两"])


class Spoken(NamedTuple):
    """The sentences of the body, one line each, and where each is in the document.

    Attributes:
        text: the readable text of the sentences, joined by line ends.
        starts: the offset of each sentence in ``text``.
        shift: the difference, for each sentence, between offsets in the readable text of the
            document and offsets in ``text``.
        sentence_id: the ID of each sentence.
        paragraph_id: the paragraph of each sentence.
    """

    text: str
    starts: Offsets
    shift: Offsets
    sentence_id: Offsets
    paragraph_id: Offsets

    def sentences_at(self, starts: Offsets) -> Offsets:
        """The position here of the sentence that contains each offset in ``text``."""
        return np.searchsorted(self.starts, starts, side="right") - 1


def spoken_of(sentences: Columns | pd.DataFrame, plain: Normalized) -> Spoken:
    """The sentences of the body.

    Args:
        sentences: the report's rows of ``sentences``.
        plain: the readable text of the document.
    """
    said = np.array([one in SPOKEN for one in sentences["orientation"]], dtype=bool)
    begins, finishes, sentence_id, paragraph_id = (
        np.asarray(sentences[name], dtype=np.int64)[said]
        for name in ("start", "end", "sentence_id", "paragraph_id")
    )
    begins, finishes = plain.positions(begins), plain.positions(finishes)
    text = "\n".join(slices(plain.text, begins.tolist(), finishes.tolist()))
    lengths = finishes - begins + 1  # including the line end
    starts = np.cumsum(lengths) - lengths
    return Spoken(text, starts, begins - starts, sentence_id, paragraph_id)


class Words(NamedTuple):
    """The words of the body, without white space.

    Attributes:
        starts: where each word begins in the text of the body.
        ends: where each word ends.
        sentence: the position of its sentence among those of the body.
        code: the position of its term in ``terms``.
        terms: the distinct terms, in order of appearance.
        kinds: the kind of each term, as a position in ``KINDS``.
    """

    starts: Offsets
    ends: Offsets
    sentence: Offsets
    code: Offsets
    terms: pa.Array
    kinds: NDArray[np.int8]


def words_of(spoken: Spoken) -> Words:
    """The words of the body."""
    # All sentences at once, since no word extends over a line end.
    words = segmenter().cut(spoken.text)
    points = code_points(spoken.text)
    ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)), dtype=np.int64)
    starts = ends - np.diff(ends, prepend=0)
    coded = _cut_at(spoken.text, points, ends).dictionary_encode()
    code = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    kinds = _kinds(coded.dictionary, points[starts[_first_of_each(code)]])
    said = (kinds != KINDS.index(""))[code]
    starts = starts[said]
    return Words(
        starts, ends[said], spoken.sentences_at(starts), code[said], coded.dictionary, kinds
    )


def _cut_at(text: str, points: NDArray[np.uint32], ends: Offsets) -> pa.Array:
    """The pieces of a text that end at the given offsets, without copying each of them."""
    width = 1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)  # bytes in UTF-8
    until = np.append(0, np.cumsum(width))
    offsets = until[np.append(0, ends)].astype(np.int32)
    data = pa.py_buffer(text.encode("utf-8"))
    return pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), data)


def _first_of_each(code: Offsets) -> Offsets:
    """The first position of each code."""
    first = np.zeros(int(code.max(initial=-1)) + 1, dtype=np.int64)
    first[code[::-1]] = np.arange(len(code))[::-1]
    return first


def _kinds(terms: pa.Array, first: NDArray[np.uint32]) -> NDArray[np.int8]:
    """The kind of each term; a first character that is Han and not a numeral makes it a word."""
    is_word = (first >= _FIRST_HAN) & (first <= _LAST_HAN) & ~np.isin(first, _NUMERALS)
    kinds = np.full(len(terms), KINDS.index("word"), dtype=np.int8)
    others = np.flatnonzero(~is_word)
    kinds[others] = [
        KINDS.index("" if term.isspace() else kind_of(term))
        for term in terms.take(pa.array(others)).to_pylist()
    ]
    return kinds
