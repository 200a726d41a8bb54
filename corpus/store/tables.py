"""Reads the tables of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.schema import TABLES, Table, to_frame
from corpus.store.manifest import Rows, groups_of, part_of, read_manifests, report_ids

if TYPE_CHECKING:
    import duckdb


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
        for group in groups_of(ids):
            yield {name: to_frame(read_rows(store, name, group)) for name in names}
