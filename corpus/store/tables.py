"""Reads the tables of the store."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.schema import TABLES, Table, to_frame
from corpus.store.manifest import (
    Rows,
    by_part,
    checked_manifests,
    groups_of,
    part_of,
    read_manifests,
    report_ids,
    width_of,
)
from corpus.store.without_texts import columns_of

if TYPE_CHECKING:
    import duckdb


def read_table(
    corpus: Corpus,
    name: Table,
    *,
    report_id: str | Collection[str] | None = None,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """A table of the store; section "Tables" of the README describes the columns.

    The whole table is read into memory. For a corpus of thousands of reports, name the columns that
    you need, or use ``query``.

    Args:
        corpus: from ``corpus_at``.
        name: the name of the table.
        report_id: the ID of a report, or several IDs, to read only their rows.
        columns: to read only these, report_id among them; None for all.

    Returns:
        The rows, by report ID and then in the order of the document.

    Raises:
        Refusal: ``empty_corpus``, ``unknown_report`` or ``bad_store``.
        ValueError: if there is no such table, or no such column in it.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus import read_table
        >>> mentions = read_table(open_corpus(), "mentions")
        >>> mentions["term"].value_counts().head(3).to_dict()
        {'企业': 21, '城市': 14, '创新': 13}
    """
    if name not in TABLES:
        raise ValueError(f"{name!r} is not a table; choose from {', '.join(TABLES)}")
    _check_names(corpus, name, columns)
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    if report_id is not None:
        wanted = [report_id] if isinstance(report_id, str) else list(report_id)
        for one in wanted:
            if one not in there:
                raise Refusal("unknown_report", one)
        return to_frame(_rows_of(corpus, name, wanted, columns))
    width = width_of(corpus.store)
    parts = sorted({part_of(one, width) for one in there})
    paths = [corpus.store / name / f"{part}.parquet" for part in parts]
    found = pa.concat_tables([_read(path, columns=columns) for path in paths])
    return to_frame(_by_report(found))


def _check_names(corpus: Corpus, table: Table, columns: Sequence[str] | None) -> None:
    """Raises ValueError if a table has not got a column, or report_id is not among those named."""
    names = columns_of(corpus, table) if columns else ()
    missing = [one for one in columns or () if one not in names]
    if missing:
        raise ValueError(
            f"{table} has no column {missing[0]!r}; its columns are {', '.join(names)}"
        )
    if columns is not None and "report_id" not in columns:
        raise ValueError("the columns do not include report_id; add it to them")


def _rows_of(
    corpus: Corpus, name: Table, report_ids: Sequence[str], columns: Sequence[str] | None
) -> pa.Table:
    """The rows of some reports, in the order of their IDs, each as in the document."""
    parts = by_part(report_ids, width_of(corpus.store))
    found = [read_rows(corpus.store, name, part, ids, columns) for part, ids in parts.items()]
    return found[0] if len(report_ids) == 1 else _by_report(pa.concat_tables(found))


def _by_report(table: pa.Table) -> pa.Table:
    """The rows by report ID, those of each report in the order of the table."""
    codes = table["report_id"].combine_chunks().dictionary_encode()
    rank = pd.Index(codes.dictionary.to_pylist()).argsort().argsort()
    order = rank[codes.indices.to_numpy(zero_copy_only=False)].argsort(kind="stable")
    return table.take(pa.array(order))


def query(corpus: Corpus, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
    """The result of an SQL query on the tables, which are not loaded into memory.

    Args:
        corpus: from ``corpus_at``.
        sql: the query in DuckDB's dialect; each table of the store is a view with its name.
        parameters: the values for each ``?`` in the query.

    Returns:
        The rows, in the order given by the query.

    Raises:
        Refusal: ``empty_corpus`` or ``bad_store``.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus import query
        >>> sql = "select orientation, count(*) as n from sentences where orientation like ? "
        >>> found = query(open_corpus(), sql + "group by orientation order by n desc", ["plan%"])
        >>> found.values.tolist()
        [['plan_next_year', 160], ['plan_multi_year', 51]]
    """
    import duckdb

    with connect(corpus) as database:
        try:
            return database.execute(sql, list(parameters)).df()
        except duckdb.Error:
            checked_manifests(corpus.store, deeply=True)  # or else the query is wrong
            raise


def connect(corpus: Corpus) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB connection with a view for each table of the store.

    Args:
        corpus: from ``corpus_at``.

    Raises:
        Refusal: ``empty_corpus``; ``bad_store`` where a table is missing or has another size.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import connect
        >>> with connect(open_corpus()) as database:
        ...     database.sql("select region, report_year from reports").fetchall()
        [('沙河口区', 2018)]
    """
    import duckdb

    entries = checked_manifests(corpus.store).values()  # DuckDB takes what files there are
    if all("code" in entry for entry in entries):
        raise Refusal("empty_corpus", str(corpus.documents))
    database = duckdb.connect()
    if hasattr(corpus.store, "fs"):  # at an address rather than in a folder
        database.register_filesystem(corpus.store.fs)
    for name in TABLES:
        files = str(corpus.store / name / "*.parquet").replace("'", "''")
        database.execute(f"create view {name} as select * from read_parquet('{files}')")
    return database


def read_rows(
    store: Path,
    name: str,
    part: str,
    report_ids: Sequence[str],
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """The rows of reports of a part, in its order."""
    path = store / name / f"{part}.parquet"
    return _read(path, columns=columns, report_ids=report_ids)


def rows_by_report(store: Path, part: str, report_ids: Sequence[str]) -> dict[str, Rows]:
    """The rows of reports of a part, by report and table."""
    found: dict[str, Rows] = {one: {} for one in report_ids}
    for name in TABLES if report_ids else ():
        table = read_rows(store, name, part, report_ids)
        for one in report_ids:
            found[one][name] = table.filter(pc.equal(table["report_id"], one))
    return found


def _read(
    path: Path, *, columns: Sequence[str] | None, report_ids: Sequence[str] | None = None
) -> pa.Table:
    """The rows of a file, or those of some reports in it."""
    try:
        with path.open("rb") as file, pq.ParquetFile(file, page_checksum_verification=True) as part:
            if report_ids is not None and part.num_row_groups > 1:  # most of which are passed over
                wanted: Any = [("report_id", "in", list(report_ids))]
                return pq.read_table(
                    file, columns=columns, filters=wanted, page_checksum_verification=True
                )
            table = part.read(columns=columns, use_threads=False)
            table = table if columns is None else table.select(list(columns))
            if report_ids is None:
                return table
            return table.filter(pc.is_in(table["report_id"], pa.array(report_ids, pa.string())))
    except (OSError, pa.ArrowException) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise Refusal("bad_store", str(path), said) from error


def read_rows_of_parts(store: Path, names: Sequence[str]) -> Iterator[dict[str, pd.DataFrame]]:
    """The rows of some tables, one group of reports at a time, to limit memory.

    Args:
        store: the folder of the tables.
        names: the names of the tables.
    """
    entries = read_manifests(store)
    good = [one for one, entry in entries.items() if "code" not in entry]
    for part, ids in by_part(good, width_of(store)).items():
        for group in groups_of(ids):
            yield {name: to_frame(read_rows(store, name, part, group)) for name in names}
