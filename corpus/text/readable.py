"""A document as a reader takes it: one form for each character, no broken lines, one script."""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import Notice
from corpus.text.line_breaks import broken_line_ends
from corpus.text.normalization import Normalized, normalize
from corpus.text.traditional import is_traditional, simplified


class Readable(NamedTuple):
    """What is read in place of the document's text, and the way back to it.

    Attributes:
        text: normalised, with broken lines joined, in Simplified script.
        notices: of what was changed; their offsets are those of the document.
    """

    text: Normalized
    notices: tuple[Notice, ...]


def readable(document: str) -> Readable:
    """The text that outline, words and numbers are found in; the document stays as it is."""
    plain = normalize(document)
    notices = []
    broken = broken_line_ends(plain.text)
    if broken:
        notices.append(_broken_lines(plain, broken))
    plain = plain.without(broken)
    if is_traditional(plain.text):
        plain = plain.replaced(simplified)
        message = "the document is in Traditional script; its terms are given in Simplified"
        notices.append(Notice("traditional_script", message))
    return Readable(plain, tuple(notices))


def _broken_lines(plain: Normalized, broken: list[tuple[int, int]]) -> Notice:
    start, end = broken[0]
    message = f"{len(broken)} lines were broken within a sentence; they are read as one"
    return Notice("broken_lines", message, plain.original(start), plain.original_end(end))
