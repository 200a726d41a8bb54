"""The text of a PDF, page by page, with printed lines joined into paragraphs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import Notice, Refusal
from corpus.reading.paragraphs_of_lines import PrintedPage, paragraphs, without_wide_setting
from corpus.reading.programs import run_limited
from corpus.reading.result import DocumentText
from corpus.reading.scan import can_read_scans, page_of, reading_of, recognised_pages
from corpus.reading.side_by_side import Line

SECONDS = 30
MEMORY = 512 * 2**20
# A page with fewer characters than this, and an image on more than half of it, is a scan.
_FEW = 20
_HALF = 0.5

_WORKER = Path(__file__).with_name("pdf_lines.py")


def read_pdf(data: bytes) -> DocumentText:
    """The text of a PDF, in order, one line per paragraph; of scanned pages what is recognised.

    Page numbers and running headers are kept as lines of their own; those that interrupt a
    paragraph follow it. Spaces between Chinese characters that are due to the layout are dropped.

    Raises:
        Refusal: ``encrypted``, ``no_text_layer`` (where the extra ``scan`` is not installed),
            ``garbled_text``, ``damaged``, ``too_large``, ``too_slow`` or ``reader_failed``.
    """
    pages = read_pages(data)
    scans = [number for number, page in enumerate(pages) if _is_scan(page)]
    if scans and can_read_scans():
        answers = recognised_pages(data, scans)
        pages = [page_of(answers[at]) if at in answers else page for at, page in enumerate(pages)]
        _check_legible(pages)
        return reading_of(answers, pages)
    _check_legible(pages)
    text = "\n".join(without_wide_setting(paragraphs(pages)))
    return DocumentText(text, notices=_notices(pages))


def read_pages(data: bytes) -> list[PrintedPage]:
    """The pages of a PDF with their printed lines.

    Raises:
        Refusal: ``encrypted``, ``damaged``, ``too_large``, ``too_slow`` or ``reader_failed``.
    """
    # With -P, modules in the program's folder cannot hide those of the standard library.
    command = [sys.executable, "-P", str(_WORKER)]
    finished = run_limited(command, data=data, seconds=SECONDS, memory=MEMORY)
    if finished.status:
        words = finished.messages.splitlines()[-1:] or [f"status {finished.status}"]
        raise Refusal("reader_failed", "", words[0])
    answer = json.loads(finished.output)
    if "error" in answer:
        raise Refusal(answer["error"], "", answer["detail"])
    return [_page(page) for page in answer["pages"]]


def _page(page: dict[str, Any]) -> PrintedPage:
    lines = [
        Line(**{**line, "gaps": tuple((at, begin, end) for at, begin, end in line["gaps"])})
        for line in page["lines"]
    ]
    return PrintedPage(lines, page["pictures"], page["unmapped"])


def _letters(page: PrintedPage) -> int:
    return sum(len("".join(line.text.split())) for line in page.lines)


def _is_scan(page: PrintedPage) -> bool:
    return _letters(page) < _FEW and page.pictures > _HALF


def _check_legible(pages: Sequence[PrintedPage]) -> None:
    letters = sum(map(_letters, pages))
    if pages and sum(map(_is_scan, pages)) * 2 > len(pages):
        raise Refusal("no_text_layer", "", f"{len(pages)} pages, {letters} characters")
    unmapped = sum(page.unmapped for page in pages)
    if unmapped * 5 > letters:
        raise Refusal("garbled_text", "", f"{unmapped} of {letters} characters")


def _notices(pages: Sequence[PrintedPage]) -> tuple[Notice, ...]:
    scans = [str(number) for number, page in enumerate(pages, 1) if _is_scan(page)]
    if not scans:
        return ()
    message = f"scanned pages without text, not read: page {', '.join(scans)}"
    return (Notice("pages_without_text", message),)
