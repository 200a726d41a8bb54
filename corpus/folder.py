"""The documents of a corpus: which are there, what reports.csv corrects, adding and removing."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Refusal
from corpus.reading import READERS, read_bytes

PROJECT = Path(__file__).resolve().parents[1]
PROJECT_CORPUS = PROJECT / "corpus"
CORRECTIONS = "reports.csv"
# What reports.csv may say of a report; an empty cell leaves what was detected.
CORRECTABLE = (
    "region_code", "report_year", "delivery_date", "published", "speaker", "session", "title",
)  # fmt: skip
FIELDS = ("report_id", *CORRECTABLE, "source", "note")
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Corpus:
    """Where a corpus has its documents and what is made of them.

    Attributes:
        documents: the folder of the files, with reports.csv.
        outputs: the folder of everything generated.
    """

    documents: Path
    outputs: Path

    @property
    def store(self) -> Path:
        """The folder of the tables."""
        return self.outputs / "store"


def corpus_at(folder: Path | None = None) -> Corpus:
    """The corpus in a folder: its documents are in ``reports/`` in it, or in the folder itself.

    Args:
        folder: None for the project's own, or what the environment variable GWR_CORPUS names.
    """
    named = folder or (Path(os.environ["GWR_CORPUS"]) if "GWR_CORPUS" in os.environ else None)
    if named is None or named.resolve() == PROJECT_CORPUS:
        return Corpus(PROJECT_CORPUS / "reports", PROJECT / "outputs")
    inner = named / "reports"
    return Corpus(inner if inner.is_dir() else named, named / "outputs")


def document_paths(corpus: Corpus) -> dict[str, Path]:
    """The documents by report_id, in the order of the ids.

    Raises:
        Refusal: ``duplicate``, where two files have one id.
    """
    found: dict[str, Path] = {}
    if not corpus.documents.is_dir():
        return found
    for path in sorted(corpus.documents.iterdir()):
        if path.is_file() and path.suffix.lower() in READERS and not path.name.startswith("."):
            if path.stem in found:
                raise Refusal("duplicate", path.name, found[path.stem].name)
            found[path.stem] = path
    return found


def read_corrections(corpus: Corpus) -> dict[str, dict[str, str]]:
    """What reports.csv says of each report, by report_id; empty cells left out.

    Raises:
        Refusal: ``bad_corrections``, with the line.
    """
    path = corpus.documents / CORRECTIONS
    if not path.is_file():
        return {}
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    unknown = set(reader.fieldnames or ()) - set(FIELDS)
    if unknown or "report_id" not in (reader.fieldnames or ()):
        raise Refusal("bad_corrections", str(path), f"columns may be {', '.join(FIELDS)}")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        if None in row or row["report_id"] in rows:
            problem = "too many fields" if None in row else f"{row['report_id']} is there twice"
            raise Refusal("bad_corrections", f"{path.name}, line {reader.line_num}", problem)
        rows[row["report_id"]] = {name: cell for name, cell in row.items() if cell}
        _check_numbers(rows[row["report_id"]], f"{path.name}, line {reader.line_num}")
    return rows


def _check_numbers(row: dict[str, str], place: str) -> None:
    for name, pattern in (("report_year", r"\d{4}"), ("region_code", r"\d{6}")):
        if name in row and not re.fullmatch(pattern, row[name]):
            raise Refusal("bad_corrections", place, f"{name} {row[name]!r}")


def write_corrections(corpus: Corpus, rows: dict[str, dict[str, str]]) -> None:
    """Writes reports.csv anew, one row a report, in the order of the ids."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({"report_id": one, **rows[one]} for one in sorted(rows))
    path = corpus.documents / CORRECTIONS
    part = path.with_suffix(".part")
    part.write_text(text.getvalue(), encoding="utf-8")
    part.replace(path)


def copy_into(corpus: Corpus, source: Path) -> Path:
    """Copies a document into the corpus, byte for byte, whole or not at all.

    Returns:
        Its new path; the name is the source's, with a number where another file has it.

    Raises:
        Refusal: ``duplicate``, where the same bytes are there.
    """
    data = read_bytes(source)
    there = document_paths(corpus)
    digest = hashlib.sha256(data).digest()
    for report_id, path in there.items():
        same_size = path.stat().st_size == len(data)
        if same_size and hashlib.sha256(path.read_bytes()).digest() == digest:
            raise Refusal("duplicate", str(source), report_id)
    corpus.documents.mkdir(parents=True, exist_ok=True)
    target = corpus.documents / (_free_id(source.stem, there) + source.suffix.lower())
    part = target.with_name("." + target.name + ".part")
    part.write_bytes(data)
    part.replace(target)
    return target


def safe_name(name: str) -> str:
    """A name that can be a file's on every system: letters, digits, ``_``, ``-`` and ``.``."""
    return _UNSAFE.sub("-", name).strip("-.")[:120] or "report"


def _free_id(stem: str, taken: Iterable[str]) -> str:
    base = safe_name(stem)
    lower = {one.lower() for one in taken}
    if base.lower() not in lower:
        return base
    return next(name for n in range(2, 10**6) if (name := f"{base}-{n}").lower() not in lower)


def remove(corpus: Corpus, report_id: str) -> None:
    """Takes a document out of the corpus, and its row out of reports.csv.

    Raises:
        Refusal: ``unknown_report``.
    """
    path = document_paths(corpus).get(report_id)
    if path is None:
        raise Refusal("unknown_report", report_id)
    rows = read_corrections(corpus)
    if rows.pop(report_id, None) is not None:
        write_corrections(corpus, rows)
    path.unlink()
