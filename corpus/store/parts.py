"""Writes the parts of the store, each completely or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.files import half_of, move, save_text, saving
from corpus.schema import SCHEMAS, TABLES
from corpus.store.manifest import FORMAT, MANIFESTS, Manifest, Rows, groups_of, written_as

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
    halves: dict[str, Path] = {name: half_of(store / name / f"{part}.parquet") for name in TABLES}
    with saving(store), _deleted(halves.values()):
        made = _write_halves(halves, sorted(report_ids), make)
        _publish(store, part, halves if made else {}, entries())


def _write_halves(halves: dict[str, Path], report_ids: list[str], make: Make) -> bool:
    """Writes the tables of a part beside the old ones; returns whether there are any."""
    writers: dict[str, pq.ParquetWriter] = {}
    files: dict[str, Any] = {}
    try:
        for group in groups_of(report_ids):
            rows = make(group)
            for name in TABLES if rows else ():
                if name not in writers:
                    halves[name].parent.mkdir(parents=True, exist_ok=True)
                    files[name] = halves[name].open("wb")
                    writers[name] = _writer(files[name], SCHEMAS[name])
                _write_group(writers[name], [one[name] for one in rows])
    except BaseException:
        with suppress(OSError):  # the first error is the one that is said
            _close(writers, files)
        raise
    _close(writers, files)
    return bool(writers)


@contextmanager
def _deleted(halves: Iterable[Path]) -> Iterator[None]:
    """Deletes what is left of the halves in the end."""
    try:
        yield
    finally:
        for half in halves:
            with suppress(OSError):
                half.unlink(missing_ok=True)


# Long values that are nearly all different: a dictionary would gain nothing.
_PROSE = ("text", "sha256", "warnings")


def _writer(file: Any, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer for small files: integers as differences, words as positions in a dictionary."""
    whole, words = _whole_and_words(schema)
    return pq.ParquetWriter(
        file,
        schema,
        compression="zstd",
        use_dictionary=words,
        write_statistics=["report_id"],
        write_page_checksum=True,
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
    )


@cache
def _whole_and_words(schema: pa.Schema) -> tuple[list[str], list[str]]:
    """The names of the columns of integers, and of those of words."""
    whole = [field.name for field in schema if pa.types.is_integer(field.type)]
    strings = [field.name for field in schema if pa.types.is_string(field.type)]
    return whole, [name for name in strings if name not in _PROSE]


def _write_group(writer: pq.ParquetWriter, tables: list[pa.Table]) -> None:
    """Writes one row group, so that the bytes do not depend on how the tables are divided."""
    table = pa.concat_tables(tables).combine_chunks()
    writer.write_table(table, row_group_size=max(len(table), 1))


def _close(writers: dict[str, pq.ParquetWriter], files: dict[str, Any]) -> None:
    """Closes all of them, also where one cannot be written to its end."""
    with ExitStack() as closed:
        for file in files.values():
            closed.callback(file.close)
        for writer in writers.values():
            closed.callback(writer.close)


def _publish(store: Path, part: str, halves: dict[str, Path], entries: Manifest) -> None:
    manifest = store / MANIFESTS / f"{part}.json"
    written = {name: written_as(half) for name, half in halves.items()}
    manifest.unlink(missing_ok=True)
    for name in TABLES:
        path = store / name / f"{part}.parquet"
        if name in halves:
            move(halves[name], path)
        else:
            path.unlink(missing_ok=True)
    if entries:
        content = {"format": FORMAT, "reports": entries, "tables": written}
        save_text(json.dumps(content, indent=1, sort_keys=True) + "\n", manifest)


def sweep(store: Path, parts: Collection[str]) -> None:
    """Deletes the files of all other parts, including the remains of interrupted builds.

    Only whoever holds the lock of the store may: halves of a build that runs look like remains.
    At an address, where nobody holds one, halves are left to the builds that write them.
    """
    for path in strays(store, parts):
        with suppress(FileNotFoundError):
            path.unlink()


def strays(store: Path, parts: Collection[str]) -> list[Path]:
    """The files that ``sweep`` deletes."""
    wanted = {f"{part}.parquet" for part in parts} | {f"{part}.json" for part in parts}
    away = hasattr(store, "fs")
    found = [
        path
        for folder in _folders(store)
        for path in folder.iterdir()
        if path.name not in wanted and path.is_file() and not (away and path.suffix == ".part")
    ]
    first = store / "manifest.json"  # from the first format of the store
    return [*found, first] if first.is_file() else found


def _folders(store: Path) -> Iterator[Path]:
    for name in (MANIFESTS, *TABLES):
        if (store / name).is_dir():
            yield store / name
