"""The tables of a corpus as Parquet files. The only module that writes them.

The reports are shared out over 256 parts by their names. A part has a file for each table, with
some reports a row group, and a manifest that says what its rows were made from; it is written
whole, or not at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus.errors import Refusal
from corpus.folder import Corpus
from corpus.schemas import SCHEMAS, TABLES, Table, to_frame

if TYPE_CHECKING:
    import duckdb

FORMAT = 2  # of the store; what another version wrote is not read
MANIFESTS = "manifest"
REPORTS_IN_A_GROUP = 16

# What became of a document: ``key`` and ``words``, what its rows were made from; ``speech``, the
# digest of what is said; or ``code``, ``place`` and ``detail``, why it was refused.
Entry = dict[str, str]
Manifest = dict[str, Entry]
Rows = dict[str, pa.Table]


def part_of(report_id: str) -> str:
    """The name of the part that a report is in."""
    return hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()[:2]


def read_table(corpus: Corpus, name: Table, *, report_id: str | None = None) -> pd.DataFrame:
    """A table of the store: see section "Tables" of the README for the columns.

    All of it is read into memory. For a corpus of thousands ask with ``query``.

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
    if report_id is not None:
        return to_frame(read_rows(corpus.store, name, [report_id]))
    parts = sorted({part_of(one) for one in there})
    found = pa.concat_tables([_read(corpus.store / name / f"{part}.parquet") for part in parts])
    codes = found["report_id"].combine_chunks().dictionary_encode()
    rank = pd.Index(codes.dictionary.to_pylist()).argsort().argsort()
    order = rank[codes.indices.to_numpy(zero_copy_only=False)].argsort(kind="stable")
    return to_frame(found.take(pa.array(order)))


def query(corpus: Corpus, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
    """What an SQL query finds in the tables, without loading them: one report or 60,000.

    Args:
        corpus: from ``corpus_at``.
        sql: in the dialect of DuckDB; each table of the store is a view of its name.
        parameters: for the ``?`` in it.

    Returns:
        The rows, as the query orders them.

    Raises:
        Refusal: ``empty_corpus``.
    """
    with connect(corpus) as database:
        return database.execute(sql, list(parameters)).df()


def connect(corpus: Corpus) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in memory, with a view for each table of the store.

    Raises:
        Refusal: ``empty_corpus``.
    """
    import duckdb

    if not report_ids(corpus):
        raise Refusal("empty_corpus", str(corpus.documents))
    database = duckdb.connect()
    if hasattr(corpus.store, "fs"):  # at an address, not in a folder
        database.register_filesystem(corpus.store.fs)
    for name in TABLES:
        files = str(corpus.store / name / "*.parquet").replace("'", "''")
        database.execute(f"create view {name} as select * from read_parquet('{files}')")
    return database


def report_ids(corpus: Corpus) -> list[str]:
    """The ids of the reports in the store, in order."""
    return sorted(one for one, entry in read_manifests(corpus.store).items() if "code" not in entry)


def speeches(corpus: Corpus) -> dict[str, str]:
    """The ids of the reports in the store by the digest of what is said in them."""
    entries = read_manifests(corpus.store).items()
    return {entry["speech"]: one for one, entry in entries if "code" not in entry}


def store_fingerprint(corpus: Corpus) -> str:
    """The sha256 of what the tables were made from: documents, corrections, lexicon, program."""
    entries = read_manifests(corpus.store)
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()


def read_manifests(store: Path) -> Manifest:
    """What became of each document of the corpus."""
    folder = store / MANIFESTS
    found: Manifest = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".json":
            found |= _read_manifest(path)
    return found


def _read_manifest(path: Path) -> Manifest:
    """Nothing where it cannot be read, or another version wrote it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            return {}
        entries: Manifest = content["reports"]
        for entry in entries.values():
            if not {"key", "speech"} <= entry.keys():
                return {}
            if "words" in entry:
                entry["words"] = intern(entry["words"])  # the same of nearly all
        return entries
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def read_rows(store: Path, name: str, report_ids: Sequence[str]) -> pa.Table:
    """The rows of reports that are in the same part, in its order."""
    path = store / name / f"{part_of(report_ids[0])}.parquet"
    return _read(path, filters=[("report_id", "in", list(report_ids))])


def rows_by_report(store: Path, report_ids: Sequence[str]) -> dict[str, Rows]:
    """The rows of reports that are in the same part, by report and table."""
    found: dict[str, Rows] = {one: {} for one in report_ids}
    for name in TABLES if report_ids else ():
        table = read_rows(store, name, report_ids)
        for one in report_ids:
            found[one][name] = table.filter(pc.equal(table["report_id"], one))
    return found


def _read(path: Path, **options: Any) -> pa.Table:
    with path.open("rb") as file:
        return pq.read_table(file, **options)


def read_rows_of_parts(store: Path, names: Sequence[str]) -> Iterator[dict[str, pd.DataFrame]]:
    """The rows of some tables, one group of reports after the other: little at a time.

    Args:
        store: the folder of the tables.
        names: of the tables.
    """
    entries = read_manifests(store)
    parts: dict[str, list[str]] = {}
    for one in sorted(entries):
        if "code" not in entries[one]:
            parts.setdefault(part_of(one), []).append(one)
    for ids in parts.values():
        for group in _groups(ids):
            yield {name: to_frame(read_rows(store, name, group)) for name in names}


Make = Callable[[list[str]], list[Rows]]


def write_part(
    store: Path, part: str, report_ids: Collection[str], make: Make, entries: Callable[[], Manifest]
) -> None:
    """Writes the tables of a part, one group of reports after the other, and then its manifest.

    While the tables change their places there is no manifest, so that a build that is broken off
    there begins the part anew.

    Args:
        store: the folder of the tables.
        part: its name.
        report_ids: of all documents of the part, refused ones included.
        make: gives the rows of some reports, by table, in their order; those refused left out.
        entries: gives the manifest when the rows were made.
    """
    writers: dict[str, pq.ParquetWriter] = {}
    files: dict[str, Any] = {}
    halves: dict[str, Path] = {name: store / name / f"{part}.part" for name in TABLES}
    try:
        for group in _groups(sorted(report_ids)):
            rows = make(group)
            for name in TABLES if rows else ():
                if name not in writers:
                    halves[name].parent.mkdir(parents=True, exist_ok=True)
                    files[name] = halves[name].open("wb")
                    writers[name] = _writer(files[name], SCHEMAS[name])
                _write_group(writers[name], [one[name] for one in rows])
    except BaseException:
        _close(writers, files)
        for half in halves.values():
            half.unlink(missing_ok=True)
        raise
    _close(writers, files)
    _publish(store, part, halves if writers else {}, entries())


# Long and nearly all different: a dictionary of them is work for nothing.
_PROSE = ("text", "sha256", "warnings")


def _writer(file: Any, schema: pa.Schema) -> pq.ParquetWriter:
    """Whole numbers as differences, words by their number in a dictionary: small and fast."""
    whole = [field.name for field in schema if pa.types.is_integer(field.type)]
    words = [field.name for field in schema
             if pa.types.is_string(field.type) and field.name not in _PROSE]  # fmt: skip
    return pq.ParquetWriter(
        file, schema, compression="zstd", use_dictionary=words, write_statistics=["report_id"],
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
    )  # fmt: skip


def _groups(report_ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(report_ids), REPORTS_IN_A_GROUP):
        yield report_ids[start : start + REPORTS_IN_A_GROUP]


def _write_group(writer: pq.ParquetWriter, tables: list[pa.Table]) -> None:
    """One row group, whatever the pieces: the bytes must not depend on them."""
    table = pa.concat_tables(tables).combine_chunks()
    writer.write_table(table, row_group_size=max(len(table), 1))


def _close(writers: dict[str, pq.ParquetWriter], files: dict[str, Any]) -> None:
    for writer in writers.values():
        writer.close()
    for file in files.values():
        file.close()


def _publish(store: Path, part: str, halves: dict[str, Path], entries: Manifest) -> None:
    manifest = store / MANIFESTS / f"{part}.json"
    manifest.unlink(missing_ok=True)
    for name in TABLES:
        path = store / name / f"{part}.parquet"
        if name in halves:
            _move(halves[name], path)
        else:
            path.unlink(missing_ok=True)
    if entries:
        content = {"format": FORMAT, "reports": entries}
        half = manifest.with_suffix(".part")
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        _move(half, manifest)


def _move(half: Path, path: Path) -> None:
    """In one step where it is a file; at an address by the means it has."""
    source, target = cast(Any, half), cast(Any, path)
    if hasattr(source, "fs"):
        source.fs.mv(source.path, target.path)
    else:
        half.replace(path)


def sweep(store: Path, parts: Collection[str]) -> None:
    """Deletes what belongs to no part that is wanted, as a build that was broken off leaves it."""
    wanted = {f"{part}.parquet" for part in parts} | {f"{part}.json" for part in parts}
    for folder in _folders(store):
        for path in list(folder.iterdir()):
            if path.name not in wanted and path.is_file():
                path.unlink()
    (store / "manifest.json").unlink(missing_ok=True)  # of a store of the first format


def _folders(store: Path) -> Iterator[Path]:
    for name in (MANIFESTS, *TABLES):
        if (store / name).is_dir():
            yield store / name
