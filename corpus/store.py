"""The tables of a corpus as Parquet files. The only module that writes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from corpus import lexicon
from corpus.errors import Refusal
from corpus.folder import Corpus, document_paths, read_corrections
from corpus.places import place_of_code

if TYPE_CHECKING:
    from corpus.report import Report

Table = Literal[
    "texts", "reports", "paragraphs", "headings", "sentences", "tokens", "mentions", "quantities"
]
TABLES: tuple[Table, ...] = get_args(Table)
# The libraries whose version can change what stands in a table.
READING_LIBRARIES = (
    "jieba", "rjieba", "charset-normalizer", "selectolax", "python-docx", "ahocorasick-rs",
    "opencc", "pypdfium2", "openpyxl",
)  # fmt: skip
_MANIFEST = "manifest.json"
# So that an interrupted build of thousands goes on where it was.
_SAVE_EVERY = 200


@dataclass(frozen=True)
class Built:
    """What ``build_store`` did.

    Attributes:
        built: ids of the reports that were read anew.
        unchanged: ids of those that were up to date.
        removed: ids of those that are no longer in the corpus.
        refused: what was refused, in order of the files.
    """

    built: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]


Progress = Callable[[str, int, int], None]


def build_store(corpus: Corpus, *, jobs: int = 1, progress: Progress | None = None) -> Built:
    """Brings the tables of a corpus up to date: reads what is new or changed, drops what is gone.

    A document that is refused leaves nothing behind; the others go on. The tables are the same
    bytes whatever the order, the number of jobs and what was built before.

    Args:
        corpus: from ``corpus_at``.
        jobs: how many processes read documents.
        progress: called after each document with its id, how many are done, and how many there are.

    Raises:
        Refusal: ``not_found``, ``bad_corrections`` or ``bad_lexicon``.
    """
    if not corpus.documents.is_dir():
        raise Refusal("not_found", str(corpus.documents))
    refused: list[Refusal] = []
    paths = document_paths(corpus, refused)
    corrections = read_corrections(corpus)
    keys = {one: _key(path, corrections.get(one, {})) for one, path in paths.items()}
    before = _read_manifest(corpus.store)
    kept = {one: entry for one, entry in before.items() if keys.get(one) == entry["key"]}
    kept = {one: entry for one, entry in kept.items() if entry.get("twin", one) in kept}
    _sweep(corpus.store, {one for one, entry in kept.items() if "code" not in entry})
    todo = [(corpus.store, one, path, corrections.get(one, {}))
            for one, path in paths.items() if one not in kept]  # fmt: skip
    manifest = dict(kept)
    try:
        for done, (report_id, made) in enumerate(_build_each(todo, jobs), start=1):
            manifest[report_id] = {"key": keys[report_id], **made}
            if done % _SAVE_EVERY == 0:
                _write_manifest(corpus.store, manifest)
            if progress:
                progress(report_id, done, len(todo))
        _drop_twins(corpus.store, manifest)
    finally:  # what was interrupted goes on where it was
        _write_manifest(corpus.store, manifest)
    bad = {one: entry for one, entry in sorted(manifest.items()) if "code" in entry}
    refused += [Refusal(entry["code"], entry["place"], entry["detail"]) for entry in bad.values()]
    good = [one for one in sorted(manifest) if one not in bad]
    return Built(
        built=tuple(one for one in good if one not in kept),
        unchanged=tuple(one for one in good if one in kept),
        removed=tuple(one for one in before if one not in keys and "code" not in before[one]),
        refused=tuple(refused),
    )


Task = tuple[Path, str, Path, dict[str, str]]
Manifest = dict[str, dict[str, str]]


def _build_each(todo: Sequence[Task], jobs: int) -> Iterator[tuple[str, dict[str, str]]]:
    if jobs < 2 or len(todo) < 2:
        yield from map(_build_one, todo)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(_build_one, todo, chunksize=max(1, min(32, len(todo) // (4 * jobs))))


def _build_one(task: Task) -> tuple[str, dict[str, str]]:
    """Reads one document and writes its rows; its id, and the digest of its words, or why not."""
    from corpus.report import read_report
    from corpus.report_tables import speech_digest, tables_of

    store, report_id, path, correction = task
    try:
        report = read_report(path, correction)
    except Refusal as refusal:
        said = {"code": refusal.code, "place": refusal.place, "detail": refusal.detail}
        return report_id, {"speech": "", **said}
    row = _report_row(report_id, report, correction.get("source") or path.name)
    tables = {"reports": row, **tables_of(report, report_id)}
    for name in TABLES:
        _write_part(store, name, report_id, tables[name])
    return report_id, {"speech": speech_digest(tables["tokens"])}


def _report_row(report_id: str, report: Report, source: str) -> pd.DataFrame:
    about, start, end = report.metadata, *report.body
    place = place_of_code(about.region_code or "", about.report_year)
    row = {
        "report_id": report_id, "start": start, "end": end, **asdict(about), "source": source,
        "parents": " > ".join(place.parents) if place else None,
        "edition": place.edition if place else None,
        "sha256": report.source.sha256, "encoding": report.source.encoding,
        "encoding_confidence": report.source.confidence,
        "warnings": json.dumps([asdict(one) for one in report.notices], ensure_ascii=False),
    }  # fmt: skip
    return pd.DataFrame([row])


def _drop_twins(store: Path, manifest: Manifest) -> None:
    """Refuses reports whose words are those of another, whatever the files; the first id stays."""
    first: dict[str, str] = {}
    for report_id in sorted(manifest):
        entry = manifest[report_id]
        if "code" in entry:
            continue
        twin = first.setdefault(entry["speech"], report_id)
        if twin != report_id:
            said = {"code": "duplicate", "place": report_id, "detail": twin, "twin": twin}
            manifest[report_id] = {**entry, **said}
            _delete(store, report_id)


def _sweep(store: Path, wanted: Collection[str]) -> None:
    """Deletes what belongs to no report, as an interrupted build leaves it."""
    for name in TABLES:
        folder = store / name
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.suffix != ".parquet" or path.stem not in wanted:
                path.unlink()


def read_table(corpus: Corpus, name: Table, *, report_id: str | None = None) -> pd.DataFrame:
    """A table of the store: see section "Tables" of the README for the columns.

    Args:
        corpus: from ``corpus_at``.
        name: of the table.
        report_id: read the rows of this report only.

    Returns:
        The rows in the order of report_id, then of the document.

    Raises:
        Refusal: ``empty_corpus`` or ``unknown_report``.
    """
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    if report_id is not None and report_id not in there:
        raise Refusal("unknown_report", report_id)
    wanted = there if report_id is None else [report_id]
    parts = [pq.read_table(_part(corpus.store, name, one)) for one in wanted]
    return pa.concat_tables(parts, promote_options="permissive").to_pandas()


def report_ids(corpus: Corpus) -> list[str]:
    """The ids of the reports in the store, in order."""
    manifest = _read_manifest(corpus.store)
    return sorted(one for one, entry in manifest.items() if "code" not in entry)


def speeches(corpus: Corpus) -> dict[str, str]:
    """The ids of the reports in the store by the digest of their words."""
    manifest = _read_manifest(corpus.store)
    return {entry["speech"]: one for one, entry in manifest.items() if "code" not in entry}


def store_fingerprint(corpus: Corpus) -> str:
    """The sha256 of what the tables were made from: documents, corrections, lexicon, program."""
    manifest = (corpus.store / _MANIFEST).read_bytes()
    return hashlib.sha256(manifest).hexdigest()


def _part(store: Path, name: str, report_id: str) -> Path:
    return store / name / f"{report_id}.parquet"


def _write_part(store: Path, name: str, report_id: str, table: pd.DataFrame) -> None:
    path = _part(store, name, report_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    arrow = pa.Table.from_pandas(table, schema=SCHEMAS[name], preserve_index=False)
    pq.write_table(arrow, part, compression="zstd")
    part.replace(path)


def _delete(store: Path, report_id: str) -> None:
    for name in TABLES:
        _part(store, name, report_id).unlink(missing_ok=True)


def _key(path: Path, correction: dict[str, str]) -> str:
    """What a report's rows depend on: its bytes, its name, its corrections, and the program."""
    digest = hashlib.sha256(path.read_bytes())
    digest.update(json.dumps([path.name, correction], sort_keys=True).encode())
    digest.update(program_fingerprint().encode())
    return digest.hexdigest()


@cache
def program_fingerprint() -> str:
    """The sha256 of all that turns a document into tables: this package, word lists, libraries."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    for library in READING_LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    digest.update(lexicon.fingerprint().encode())
    return digest.hexdigest()


def _read_manifest(store: Path) -> Manifest:
    """What became of each document: its key, and the digest of its words or why it was refused.

    Nothing where the store cannot be read.
    """
    try:
        content = json.loads((store / _MANIFEST).read_text(encoding="utf-8"))
        return {one: {"key": entry["key"], "speech": entry["speech"], **entry}
                for one, entry in content["reports"].items()}  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_manifest(store: Path, reports: Manifest) -> None:
    store.mkdir(parents=True, exist_ok=True)
    part = store / (_MANIFEST + ".part")
    content = {"reports": {one: reports[one] for one in sorted(reports)}}
    part.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    part.replace(store / _MANIFEST)


_TEXT, _INT, _FLOAT = pa.string(), pa.int64(), pa.float64()
_ID, _SMALL = pa.string(), pa.int32()
_SPAN = [("report_id", _ID), ("start", _INT), ("end", _INT)]
SCHEMAS: dict[str, pa.Schema] = {
    "texts": pa.schema([*_SPAN, ("text", _TEXT), ("sha256", _TEXT)]),
    "reports": pa.schema(
        [*_SPAN, ("region_code", _TEXT), ("region", _TEXT), ("level", _TEXT),
         ("parents", _TEXT), ("edition", _TEXT), ("report_year", _SMALL),
         ("reviewed_year", _SMALL), ("delivery_date", _TEXT),
         ("published", _TEXT), ("speaker", _TEXT), ("speaker_post", _TEXT), ("session", _TEXT),
         ("title", _TEXT), ("source", _TEXT), ("sha256", _TEXT), ("encoding", _TEXT),
         ("encoding_confidence", _FLOAT), ("warnings", _TEXT)]
    ),
    "paragraphs": pa.schema(
        [*_SPAN, ("paragraph_id", _SMALL), ("heading_path", _TEXT), ("level", _SMALL),
         ("orientation", _TEXT), ("text", _TEXT)]
    ),
    "headings": pa.schema(
        [*_SPAN, ("paragraph_id", _SMALL), ("level", _SMALL), ("number", _TEXT), ("text", _TEXT),
         ("style", _TEXT)]
    ),
    "sentences": pa.schema(
        [*_SPAN, ("sentence_id", _SMALL), ("paragraph_id", _SMALL), ("orientation", _TEXT)]
    ),
    "tokens": pa.schema(
        [*_SPAN, ("sentence_id", _SMALL), ("paragraph_id", _SMALL), ("term", _TEXT),
         ("kind", _TEXT)]
    ),
    "mentions": pa.schema(
        [*_SPAN, ("sentence_id", _SMALL), ("paragraph_id", _SMALL), ("term", _TEXT),
         ("area", _SMALL)]
    ),
    "quantities": pa.schema(
        [*_SPAN, ("sentence_id", _SMALL), ("value", _FLOAT), ("value_high", _FLOAT),
         ("unit", _TEXT), ("indicator", _TEXT), ("kind", _TEXT), ("change", _TEXT),
         ("bound", _TEXT), ("status", _TEXT), ("period", _TEXT), ("modifier", _TEXT)]
    ),
}  # fmt: skip
