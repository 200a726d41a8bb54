"""The readable text of a document: uniform characters, unbroken lines, Simplified script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpus.errors import Notice
from corpus.text.columns import columns_of
from corpus.text.escapes import unescaped
from corpus.text.line_breaks import broken_line_ends
from corpus.text.markdown import without_markdown
from corpus.text.normalization import Normalized, normalize
from corpus.text.numbering import with_usual_numbers
from corpus.text.quoted_lines import without_quote_marks
from corpus.text.running_heads import without_running_heads
from corpus.text.separators import with_line_ends
from corpus.text.spacing import SPACED, with_lost_spaces, without_spacing
from corpus.text.traditional import is_traditional, simplified


class Readable(NamedTuple):
    """The text in which words are found, and the changes made to obtain it.

    Attributes:
        text: normalised, with broken lines joined, in Simplified script; it keeps the offsets of
            the document's text.
        notices: warnings about what was changed; their offsets are those of the document's text.
    """

    text: Normalized
    notices: tuple[Notice, ...]


def readable(document: str) -> Readable:
    r"""The text in which outline, words and numbers are found; the document stays as it is.

    Characters are made uniform (``normalize``), markup is read as what it means, lines broken
    within a sentence are joined, and Traditional script is converted to Simplified.

    Args:
        document: the document's text.

    Example:
        >>> from corpus.text.readable import readable
        >>> document = "深化改革開放，優化營商環境，本年增長６．\n５％"
        >>> text, notices = readable(document)
        >>> text.text
        '深化改革开放，优化营商环境，本年增长6.5%'
        >>> [notice.code for notice in notices]
        ['broken_lines', 'traditional_script']
    """
    plain, written_out = unescaped(normalize(document))
    plain, separators = with_line_ends(plain)
    plain, quotes = without_quote_marks(plain)
    plain, marks = without_markdown(plain)
    plain = plain.replaced(with_lost_spaces)
    plain, spaced = without_spacing(plain)
    plain, heads = without_running_heads(plain)
    plain = with_usual_numbers(plain)
    notices = list(_repaired(written_out + separators + quotes + marks, spaced, heads))
    columns = columns_of(plain.text)
    if columns > 1:
        notices.append(_columns(columns))
    broken = broken_line_ends(plain.text) if columns == 1 else []
    if broken:
        notices.append(_broken_lines(plain, broken))
    plain = plain.without(broken)
    if is_traditional(plain.text):
        plain = plain.replaced(simplified)
        message = "the document is in Traditional script; terms are given in Simplified"
        notices.append(Notice("traditional_script", message))
    return Readable(plain, tuple(notices))


def _repaired(written_out: int, spaced: float, heads: int) -> Iterator[Notice]:
    """Warnings about a text whose line ends, spaces or lines are not those of the report."""
    if written_out:
        message = f"markup or escapes in the text, read as what they mean: {written_out}"
        yield Notice("escapes_written_out", message)
    if spaced:
        message = (
            "spaces or slashes between all characters, which were ignored"
            if spaced >= SPACED
            else "spaces or slashes between all words, which were ignored"
        )
        yield Notice("spaced_text", message)
    if heads:
        message = f"page numbers and heads of pages within the text, which are not counted: {heads}"
        yield Notice("running_heads", message)


def _columns(columns: int) -> Notice:
    message = (
        f"the lines have {columns} columns of print side by side, so that sentences and parts are "
        "mixed; use a copy that has one column after the other"
    )
    return Notice("mixed_columns", message)


def _broken_lines(plain: Normalized, broken: list[tuple[int, int]]) -> Notice:
    start, end = broken[0]
    message = f"line breaks within a sentence, at which lines were joined: {len(broken)}"
    return Notice("broken_lines", message, plain.original(start), plain.original_end(end))
