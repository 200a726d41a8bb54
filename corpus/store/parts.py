"""Writes the parts of the store, each completely or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.files import move, save_text
from corpus.schema import SCHEMAS, TABLES
from corpus.store.manifest import FORMAT, MANIFESTS, Manifest, Rows, groups_of

Make = Callable[[list[str]], list[Rows]]


def write_part(
    store: Path, part: str, report_ids: Collection[str], make: Make, entries: Callable[[], Manifest]
) -> None:
    """Writes the tables of a part, one group of reports after another, and then its manifest.

    The manifest is absent while the tables are replaced, so that an interrupted build starts the
    part again.

    Args:
        store: the folder of the tables.
        part: the name of the part.
        report_ids: the IDs of all documents of the part, including refused ones.
        make: returns the rows of some reports, by table, in their order, without refused ones.
        entries: returns the manifest once the rows have been made.
    """
    writers: dict[str, pq.ParquetWriter] = {}
    files: dict[str, Any] = {}
    halves: dict[str, Path] = {name: store / name / f"{part}.part" for name in TABLES}
    try:
        for group in groups_of(sorted(report_ids)):
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


# Long values that are nearly all different: a dictionary would gain nothing.
_PROSE = ("text", "sha256", "warnings")


def _writer(file: Any, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer for small files: integers as differences, words as positions in a dictionary."""
    whole = [field.name for field in schema if pa.types.is_integer(field.type)]
    words = [
        field.name
        for field in schema
        if pa.types.is_string(field.type) and field.name not in _PROSE
    ]
    return pq.ParquetWriter(
        file,
        schema,
        compression="zstd",
        use_dictionary=words,
        write_statistics=["report_id"],
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
    )


def _write_group(writer: pq.ParquetWriter, tables: list[pa.Table]) -> None:
    """Writes one row group, so that the bytes do not depend on how the tables are divided."""
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
            move(halves[name], path)
        else:
            path.unlink(missing_ok=True)
    if entries:
        content = {"format": FORMAT, "reports": entries}
        save_text(json.dumps(content, indent=1, sort_keys=True) + "\n", manifest)


def sweep(store: Path, parts: Collection[str]) -> None:
    """Deletes the files of all other parts, including the remains of interrupted builds."""
    wanted = {f"{part}.parquet" for part in parts} | {f"{part}.json" for part in parts}
    for folder in _folders(store):
        for path in list(folder.iterdir()):
            if path.name not in wanted and path.is_file():
                path.unlink()
    (store / "manifest.json").unlink(missing_ok=True)  # from the first format of the store


def _folders(store: Path) -> Iterator[Path]:
    for name in (MANIFESTS, *TABLES):
        if (store / name).is_dir():
            yield store / name
