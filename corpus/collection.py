"""The documents of a corpus: listing, adding and removing them, and the corrections to them."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from corpus.display import printable
from corpus.errors import Refusal
from corpus.files import is_device, save_text, saved, sweep_halves
from corpus.formulas import escaped, unescaped
from corpus.locking import LOCK, locked
from corpus.reading.document import READERS, read_bytes
from corpus.reading.encoding import decode
from corpus.structure.metadata import CORRECTABLE
from corpus.structure.regions import place_of_code

PROJECT = Path(__file__).resolve().parents[1]
PROJECT_CORPUS = PROJECT / "corpus"
CORRECTIONS = "reports.csv"
FIELDS = ("report_id", *CORRECTABLE, "source", "note")
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Corpus:
    """Where a corpus keeps its documents and the results made from them.

    Attributes:
        documents: the folder of the documents and of reports.csv.
        outputs: the folder of all generated files.
    """

    documents: Path
    outputs: Path

    @property
    def store(self) -> Path:
        """The folder of the data store."""
        return self.outputs / "store"


def corpus_at(folder: Path | str | None = None) -> Corpus:
    """The corpus in a folder, whose documents are in its subfolder ``reports`` or in it directly.

    Args:
        folder: a folder, or an address that fsspec supports, such as ``s3://bucket/reports``.
            None for the corpus that the environment variable GWR_CORPUS names, or else for the
            one that comes with the suite.

    Raises:
        Refusal: ``unknown_address`` where no library knows the kind of address; ``no_cluster``
            where an address is given and the libraries for it are not installed; ``no_corpus``
            where none is named and the suite is installed as a package, since nothing is written
            among packages.

    Example:
        >>> from pathlib import Path
        >>> from corpus import corpus_at
        >>> Path("liaoning/reports").mkdir(parents=True)
        >>> corpus = corpus_at("liaoning")
        >>> corpus.documents.as_posix(), corpus.store.as_posix()
        ('liaoning/reports', 'liaoning/outputs/store')
    """
    given = folder or os.environ.get("GWR_CORPUS")
    named = None if given is None else _place(given)
    if named is None and not (PROJECT / "pyproject.toml").is_file():
        raise Refusal("no_corpus", "--corpus")
    if named is None or named.resolve() == PROJECT_CORPUS:
        return Corpus(PROJECT_CORPUS / "reports", PROJECT / "outputs")
    inner = named / "reports"
    return Corpus(inner if inner.is_dir() else named, named / "outputs")


def _place(given: Path | str) -> Path:
    if "://" not in str(given):
        return Path(given)
    try:
        from upath import UPath
    except ImportError as error:
        raise Refusal("no_cluster", str(given)) from error
    try:
        return cast(Path, UPath(given))
    except ValueError as error:
        raise Refusal("unknown_address", str(given)) from error


def document_paths(corpus: Corpus, refused: list[Refusal] | None = None) -> dict[str, Path]:
    """The path of each document by its report ID, in the order of the IDs.

    Args:
        corpus: from ``corpus_at``.
        refused: a list to which a ``same_id`` is appended for each file whose report ID an
            earlier file has, and a ``bad_name`` for each file whose name cannot be decoded.
    """
    found: dict[str, Path] = {}
    if not corpus.documents.is_dir():
        return found
    for path in sorted(corpus.documents.iterdir()):
        if not path.is_file() or path.suffix.lower() not in READERS or path.name.startswith("."):
            continue
        first = found.setdefault(path.stem, path) if _is_text(path.name) else None
        if first != path and refused is not None:
            refused.append(
                Refusal("same_id", path.name, first.name)
                if first
                else Refusal("bad_name", path.name)
            )
    return found


def _is_text(name: str) -> bool:
    """Whether a file name is valid UTF-8; Python gives other bytes as lone surrogates."""
    return not re.search(r"[\ud800-\udfff]", name)


def read_corrections(corpus: Corpus) -> dict[str, dict[str, str]]:
    """The entries of reports.csv by report ID, without empty cells.

    The file may be in any encoding in which a report may be; Chinese Excel saves GB18030.

    Raises:
        Refusal: ``bad_corrections``, which names the line.
    """
    path = corpus.documents / CORRECTIONS
    if not path.is_file():
        return {}
    try:
        text = decode(path.read_bytes())[0]
        reader = csv.DictReader(io.StringIO(text), strict=True)
        return _corrections(reader, path)
    except csv.Error as error:
        raise Refusal("bad_corrections", str(path), str(error)) from error
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.place or str(path), refusal.detail) from refusal


def _corrections(reader: csv.DictReader[str], path: Path) -> dict[str, dict[str, str]]:
    unknown = set(reader.fieldnames or ()) - set(FIELDS)
    if unknown or "report_id" not in (reader.fieldnames or ()):
        raise Refusal("bad_corrections", str(path), f"its columns may be {', '.join(FIELDS)}")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        place = f"{path.name}, line {reader.line_num}"
        if None in row:
            raise Refusal("bad_corrections", place, "too many fields")
        row = {name: unescaped(cell or "") for name, cell in row.items()}
        if row["report_id"] in rows:
            raise Refusal("bad_corrections", place, f"{row['report_id']} occurs twice")
        said = {name: cell.strip() for name, cell in row.items() if cell.strip()}
        check_corrections(said, place)
        rows[row["report_id"]] = said
    return rows


def check_corrections(said: Mapping[str, str], place: str) -> None:
    """Refuses entries that are not a valid report year, region code or date.

    Args:
        said: entries of one report, by the name of their column.
        place: the file and line, for the message.

    Raises:
        Refusal: ``bad_corrections``.
    """
    year, code = said.get("report_year"), said.get("region_code")
    if year is not None and not (re.fullmatch(r"\d{4}", year) and 1949 <= int(year) <= 2100):
        raise Refusal("bad_corrections", place, f"{year!r} is not a report year (1949 to 2100)")
    if code is not None and place_of_code(code) is None:
        raise Refusal("bad_corrections", place, f"{code!r} is not a region code of GB/T 2260")
    for name in ("delivery_date", "published"):
        if name in said and not _is_date(said[name]):
            problem = f"{name} {said[name]!r} is not a date such as 2018-01-05"
            raise Refusal("bad_corrections", place, problem)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def write_corrections(corpus: Corpus, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Replaces reports.csv: one row per report, in the order of the IDs.

    Cells that Excel would take for formulas are escaped, as ``read_corrections`` undoes.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n", restval="")
    writer.writeheader()
    for one in sorted(rows):
        row = {"report_id": one, **rows[one]}
        writer.writerow({name: escaped(cell) for name, cell in row.items()})
    save_text(text.getvalue(), corpus.documents / CORRECTIONS, durable=True)


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


def named_in(corpus: Corpus, refusal: Refusal) -> Refusal:
    """A refusal of a document, which it names by its file and not by the folder of the corpus.

    Results are published, and tell nobody where on a computer they were made.

    Args:
        corpus: of the document.
        refusal: as from ``build_store``; one that is of no document stays as it is.
    """
    folder = printable(str(corpus.documents))
    if not refusal.place.startswith(folder):
        return refusal
    name = refusal.place.removeprefix(folder).lstrip("/\\")
    return Refusal(refusal.code, name, refusal.detail)


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
