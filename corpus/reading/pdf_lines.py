"""A program that reads a PDF from standard input and prints its lines as JSON.

It runs in a process of its own, because the PDF library is native code: a damaged file may crash or
block the library, and must not do so to a batch of documents.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MAX_PAGES = 2000
MAX_TEXT = 20 * 2**20  # bytes, as UTF-8
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
# Pages with fewer characters than this are checked for images.
_FEW = 20
# A wider gap than this, in widths of a Chinese character, is a space between words or columns.
# The gaps that typesetting leaves beside punctuation and between scripts may be larger.
_GAP_LETTERS, _GAP_OTHERS = 0.18, 0.8
# Where a line has nothing over such a width, columns of print may part.
_WIDE_GAP = 1.0


class Glyph(NamedTuple):
    """A printed character and its box, in points from the lower left corner of the page."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


class TooMuch(Exception):  # noqa: N818 - reported to the user as too_large
    """The file has more pages or text than any report."""


def describe(data: bytes) -> dict[str, Any]:
    """The pages of a PDF, each with its lines and the share that an image covers; or an error."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            return {"pages": list(_pages(document))}
    except TooMuch as error:
        return {"error": "too_large", "detail": str(error)}
    except pypdfium2.PdfiumError as error:
        if error.err_code in _PASSWORD:
            return {"error": "encrypted", "detail": ""}
        return {"error": "damaged", "detail": str(error)}


def _pages(document: pypdfium2.PdfDocument) -> Iterator[dict[str, Any]]:
    if len(document) > MAX_PAGES:
        raise TooMuch(f"{MAX_PAGES:,} pages")
    size = 0
    for number in range(len(document)):
        page = document[number]
        lines, unmapped = _lines(page, MAX_TEXT - size)
        texts = "".join(line["text"] for line in lines)
        size += len(texts.encode())
        pictures = _picture_share(page) if len("".join(texts.split())) < _FEW else 0.0
        yield {"lines": lines, "pictures": pictures, "unmapped": unmapped}
        page.close()  # two thousand open pages would exhaust memory


def _lines(page: pypdfium2.PdfPage, room: int) -> tuple[list[dict[str, Any]], int]:
    """The lines of a page in the order of the file, and how many characters cannot be decoded."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > room:
        raise TooMuch(f"{MAX_TEXT >> 20} MB")
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(text, at) == 1 for at in range(count))
    return [_line(glyphs) for glyphs in _rows(_glyphs(text, count))], unmapped


def _glyphs(text: pypdfium2.PdfTextPage, count: int) -> Iterator[Glyph | None]:
    """The printed characters, with None where the library begins a new line."""
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (10, 13):
            yield None
        # The library also inserts spaces between Chinese characters that are merely set apart.
        elif code and pdfium.FPDFText_IsGenerated(text, at) != 1:
            yield Glyph(chr(code), *text.get_charbox(at, loose=True))


def _rows(glyphs: Iterator[Glyph | None]) -> list[list[Glyph]]:
    """Characters by printed line; pieces that the library separates at one height are joined."""
    rows: list[list[Glyph]] = []
    new = True
    for glyph in glyphs:
        if glyph is None:
            new = True
        elif not new or (rows and _same_height(rows[-1][0], glyph)):
            rows[-1].append(glyph)
            new = False
        else:
            rows.append([glyph])
            new = False
    return rows


def _same_height(one: Glyph, other: Glyph) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.6 * max(one.top - one.bottom, other.top - other.bottom, 0.1)


def _line(glyphs: list[Glyph]) -> dict[str, Any]:
    # Characters of a second font may come after all others in the file.
    glyphs = sorted(glyphs, key=lambda glyph: glyph.left)
    shown = [glyph for glyph in glyphs if not glyph.character.isspace()] or glyphs
    em = _em(shown)
    pieces = _spaced(glyphs, em)
    return {
        "text": _decoded(pieces),
        "left": shown[0].left,
        "right": max(glyph.right for glyph in shown),
        "top": max(glyph.top for glyph in shown),
        "em": em,
        "gaps": list(_wide_gaps(glyphs, pieces, em)),
    }


def _em(glyphs: list[Glyph]) -> float:
    """The width of a Chinese character in this line."""
    wide = [glyph.right - glyph.left for glyph in glyphs if _is_wide(glyph.character)]
    return statistics.median(wide or [glyph.top - glyph.bottom for glyph in glyphs])


def _spaced(glyphs: list[Glyph], em: float) -> list[str]:
    """Each character, with a space before it where the line has one."""
    usual = _usual_gap(glyphs)
    pieces = [glyphs[0].character]
    for before, glyph in pairwise(glyphs):
        spaces = before.character.isspace() or glyph.character.isspace()
        is_apart = not spaces and _gap(before, glyph) > em * _widest(before, glyph) + usual
        pieces.append(f" {glyph.character}" if is_apart else glyph.character)
    return pieces


def _decoded(pieces: list[str]) -> str:
    # A character beyond U+FFFF comes as two surrogates.
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _wide_gaps(
    glyphs: list[Glyph], pieces: list[str], em: float
) -> Iterator[tuple[int, float, float]]:
    """Where nothing is printed: how many characters are before what follows, and both edges."""
    widest = em * _WIDE_GAP + _usual_gap(glyphs)
    shown = [at for at, glyph in enumerate(glyphs) if not glyph.character.isspace()]
    for before, at in pairwise(shown):
        if _gap(glyphs[before], glyphs[at]) > widest:
            text = _decoded([*pieces[:at], pieces[at].removesuffix(glyphs[at].character)])
            yield len(text), glyphs[before].right, glyphs[at].left


def _gap(before: Glyph, glyph: Glyph) -> float:
    return glyph.left - before.right


def _usual_gap(glyphs: list[Glyph]) -> float:
    """The median gap between Chinese characters where a line is letter-spaced; otherwise 0."""
    pairs = pairwise(glyphs)
    gaps = [_gap(*pair) for pair in pairs if all(_is_wide(glyph.character) for glyph in pair)]
    return max(0.0, statistics.median(gaps)) if gaps else 0.0


def _widest(before: Glyph, glyph: Glyph) -> float:
    """The widest gap that is not a space, in widths of a Chinese character."""
    han = [_is_han(before.character), _is_han(glyph.character)]
    wide = [_is_wide(before.character), _is_wide(glyph.character)]
    return _GAP_LETTERS if all(han) or not any(wide) else _GAP_OTHERS


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or character >= "\uf900"


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """The share of the page that its largest image covers; 1 where text is drawn as curves."""
    width, height = page.get_size()
    shares = [0.0]
    curves = 0
    for thing in page.get_objects(max_depth=3):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            shares.append((right - left) * (top - bottom) / (width * height))
        curves += thing.type == pdfium.FPDF_PAGEOBJ_PATH
    return 1.0 if curves > 100 else min(1.0, max(shares))


if __name__ == "__main__":
    print(json.dumps(describe(sys.stdin.buffer.read())))
