"""Documents copied into a corpus, each with its row in reports.csv, and removed from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from corpus.collection import Corpus, document_paths
from corpus.errors import Refusal
from corpus.files import is_device, saved, sweep_halves
from corpus.locking import LOCK, locked
from corpus.reading.document import read_bytes
from corpus.reports_csv import CORRECTIONS, read_corrections, write_corrections

_UNSAFE = re.compile(r"[^\w.-]+")


@contextmanager
def one_writer(corpus: Corpus) -> Iterator[None]:
    """Keeps others from adding and removing while the block runs; halves of the dead are deleted.

    Whoever only reads the documents, such as a build, neither waits nor is waited for.

    Raises:
        Refusal: ``busy`` or ``not_saved``.
    """
    with locked(corpus.documents / LOCK):
        sweep_halves([corpus.documents])
        yield


def copy_into(corpus: Corpus, source: Path, said: Mapping[str, str] | None = None) -> Path:
    """Copies a document into the corpus, byte for byte, with its row in reports.csv or not at all.

    The row is written first: whoever sees the document sees its row, and a copy that was broken off
    between the two is completed by the next. A row that is there already, which someone may have
    typed, keeps what ``said`` has nothing for.

    Args:
        corpus: from ``corpus_at``.
        source: the document.
        said: its entries in reports.csv, by column.

    Returns:
        Its new path; its name is that of the source, with a number where that name is taken.

    Raises:
        Refusal: ``duplicate`` where the corpus already has a file with the same bytes,
            ``bad_corrections``, ``busy``, ``not_saved``, or as ``read_bytes``.
    """
    data = read_bytes(source)
    with one_writer(corpus):
        there = document_paths(corpus)
        _check_bytes(data, there, source)
        target = corpus.documents / (_free_id(source.stem, there) + source.suffix.lower())
        with _row_undone(corpus, target), saved(target, new=True, durable=True) as part:
            part.write_bytes(data)
            if said:
                rows = read_corrections(corpus)
                row = {**rows.get(target.stem, {}), **said}
                write_corrections(corpus, {**rows, target.stem: row})
    return target


@contextmanager
def _row_undone(corpus: Corpus, target: Path) -> Iterator[None]:
    """Puts reports.csv back as it was, byte for byte, where the document could not be copied."""
    path = corpus.documents / CORRECTIONS
    before = path.read_bytes() if path.is_file() else None
    try:
        yield
    except BaseException:
        now = path.read_bytes() if path.is_file() and not target.exists() else before
        if now != before and before is None:
            path.unlink()
        elif now != before and before is not None:
            with saved(path, durable=True) as part:
                part.write_bytes(before)
        raise


def _check_bytes(data: bytes, there: Mapping[str, Path], source: Path) -> None:
    digest = hashlib.sha256(data).digest()
    for report_id, path in there.items():
        same_size = path.stat().st_size == len(data)
        if same_size and hashlib.sha256(path.read_bytes()).digest() == digest:
            raise Refusal("duplicate", str(source), report_id)


def safe_name(name: str) -> str:
    """A file name that is valid on every system: letters, digits, ``_``, ``-`` and ``.``."""
    plain = _UNSAFE.sub("-", name).strip("-.")[:60] or "report"
    return f"_{plain}" if is_device(plain) else plain


def _free_id(stem: str, taken: Iterable[str]) -> str:
    base = safe_name(stem)
    lower = {one.lower() for one in taken}
    if base.lower() not in lower:
        return base
    return next(name for n in range(2, 10**6) if (name := f"{base}-{n}").lower() not in lower)


def remove(corpus: Corpus, report_id: str) -> None:
    """Deletes a document from the corpus, and its row from reports.csv.

    The document goes first: broken off between the two, the row is still there, and removing the
    same report again deletes it.

    Raises:
        Refusal: ``unknown_report``, ``bad_corrections``, ``busy`` or ``not_saved``.
    """
    _check_known(corpus, report_id)
    with one_writer(corpus):
        _check_known(corpus, report_id)
        rows = read_corrections(corpus)
        path = document_paths(corpus).get(report_id)
        try:
            if path is not None:
                path.unlink()
        except OSError as error:
            raise Refusal("not_saved", str(path), error.strerror or str(error)) from error
        if rows.pop(report_id, None) is not None:
            write_corrections(corpus, rows)


def _check_known(corpus: Corpus, report_id: str) -> None:
    """Refuses an ID that neither a document nor a row has."""
    if report_id not in document_paths(corpus) and report_id not in read_corrections(corpus):
        raise Refusal("unknown_report", report_id)
