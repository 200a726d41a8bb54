"""Scanned pages and photographs of pages, read by optical character recognition.

The extra ``scan`` has the library and its models. What it reads is kept in the user's cache, since
a page takes seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.errors import Notice, Refusal
from corpus.files import save_text
from corpus.reading.paragraphs_of_lines import PrintedPage, paragraphs
from corpus.reading.programs import run_limited
from corpus.reading.result import DocumentText
from corpus.reading.side_by_side import Line
from corpus.translation import shown

SECONDS = 180
MEMORY = 8 * 2**30
# Lines of which the recogniser is less sure than this are named.
SURE = 0.9
LIBRARY = "rapidocr"
_WORKER = Path(__file__).with_name("scan_lines.py")


def can_read_scans() -> bool:
    """Whether the libraries of the extra ``scan`` are installed."""
    return all(find_spec(one) is not None for one in (LIBRARY, "onnxruntime"))


def scan_version() -> str:
    """The version of the recogniser, or "" where it is not installed."""
    try:
        return version(LIBRARY)
    except PackageNotFoundError:
        return ""


def read_image(data: bytes) -> DocumentText:
    """The text of a photographed or scanned page, or of the pages of a TIFF file.

    Raises:
        Refusal: ``no_scan_reader``, ``damaged``, ``too_large``, ``too_slow`` or
            ``reader_failed``.
    """
    if not can_read_scans():
        raise Refusal("no_scan_reader", "")
    first = recognised(data, 0)
    answers = [first, *_with_progress(data, range(1, first["pages"]))]
    return reading_of({at: one for at, one in enumerate(answers)}, [])


def recognised_pages(data: bytes, numbers: Sequence[int]) -> dict[int, Any]:
    """What is recognised on some pages of a document, by page, with a progress bar."""
    return dict(zip(numbers, _with_progress(data, numbers), strict=True))


def _with_progress(data: bytes, numbers: Sequence[int]) -> list[Any]:
    from tqdm import tqdm

    desc, unit = shown("recognising"), shown("page")
    bar = tqdm(numbers, desc=desc, unit=unit, file=sys.stderr, delay=2, leave=False)
    return [recognised(data, number) for number in bar]


def recognised(data: bytes, number: int) -> Any:
    """What is recognised on a page, from the cache if it was read before.

    Raises:
        Refusal: ``damaged``, ``too_large``, ``too_slow`` or ``reader_failed``.
    """
    name = hashlib.sha256(data).hexdigest()
    code = hashlib.sha256(_WORKER.read_bytes()).hexdigest()[:12]
    kept = _cache() / f"{name}-{number}-{scan_version()}-{code}.json"
    if kept.is_file():
        return json.loads(kept.read_text(encoding="utf-8"))
    command = [sys.executable, "-P", str(_WORKER), str(number)]
    threads = os.cpu_count() or 1  # with which the recogniser computes
    finished = run_limited(command, data=data, seconds=SECONDS, memory=MEMORY, threads=threads)
    if finished.status:
        words = (finished.messages.splitlines() or [f"status {finished.status}"])[-1]
        raise Refusal("reader_failed", "", words[:200])
    answer = finished.output.decode("utf-8")
    told = json.loads(answer)
    if "error" in told:
        raise Refusal(told["error"], "", told["detail"])
    kept.parent.mkdir(parents=True, exist_ok=True)
    save_text(answer, kept)
    return told


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("gwr") / "scans"


def page_of(answer: Any) -> PrintedPage:
    """A recognised page in the form in which printed pages are read."""
    fields = ("text", "left", "right", "top", "em")
    return PrintedPage([Line(**{name: line[name] for name in fields}) for line in answer["lines"]])


def reading_of(answers: dict[int, Any], pages: Sequence[PrintedPage]) -> DocumentText:
    """The text of a document of which some pages were recognised.

    Args:
        answers: what was recognised, by the number of the page, from 0.
        pages: all pages, in order; where there are none, the recognised pages are all.
    """
    all_pages = list(pages) or [page_of(one) for one in answers.values()]
    text = "\n".join(paragraphs(all_pages))
    scores = [
        (line["score"], len(line["text"])) for one in answers.values() for line in one["lines"]
    ]
    letters = sum(n for _, n in scores)
    mean = sum(score * n for score, n in scores) / letters if letters else 0.0
    notices = [
        Notice(
            "recognised",
            f"{len(answers)} scanned pages were recognised (mean confidence {mean:.3f}); "
            "check numbers against the pages",
        ),
        *_left_over(answers),
        *_uncertain_lines(answers, text),
    ]
    return DocumentText(text, notices=tuple(notices))


def _left_over(answers: dict[int, Any]) -> list[Notice]:
    pages = [str(number + 1) for number, one in answers.items() if one["left_over"]]
    if not pages:
        return []
    message = f"print that was not recognised on page {', '.join(pages)}; check these pages"
    return [Notice("unrecognised_print", message)]


def _uncertain_lines(answers: dict[int, Any], text: str) -> list[Notice]:
    """A warning for each line of which the recogniser was not sure, where it is in the text."""
    found, position = [], 0
    for number, one in answers.items():
        for line in one["lines"]:
            words = line["text"].strip()
            at = text.find(words, position)
            position = at + len(words) if at >= 0 else position
            if line["score"] < SURE and at >= 0 and words:
                message = (
                    f"page {number + 1}: a line was recognised with confidence "
                    f"{line['score']:.2f} (「{words[:30]}」); check it"
                )
                found.append(Notice("uncertain_line", message, at, at + len(words)))
    return found
