"""The tables that an archive without texts has in the place of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from analysis.areas.codes import code_files
from analysis.package.bare import bare_tables, numbered_headings, parquet, read_parquet
from analysis.package.left_out import known_names, texts_of
from analysis.package.quotes import LENGTH, quoting
from corpus.collection import Corpus
from corpus.schema import TABLES as TABLES_OF_STORE
from corpus.store.kept_tables import kept_files
from corpus.store.manifest import MANIFESTS, with_tables

TABLES = "tables"
_HEADINGS = "section"  # the column of codes that names the headings above a sentence
_NOTHING = {"warnings": "[]"}  # what a cell is that would quote; missing in other columns


def tables_of(corpus: Corpus) -> dict[str, bytes]:
    """The files of a corpus without texts, by their name in the archive.

    These are its store without texts, the policy areas of its sentences, and the tables that were
    made of its texts in a run, without the columns that quote.

    Args:
        corpus: a corpus whose store is up to date.
    """
    store = dict(bare_tables(corpus))
    made = dict(_made_of_texts(corpus))
    quoted = _quoted(corpus, [*store.values(), *made.values()])
    found = {name: parquet(_without_cells(table, quoted)) for name, table in store.items()}
    found |= {name: parquet(_without_columns(table, quoted)) for name, table in made.items()}
    for path in sorted((corpus.store / MANIFESTS).glob("*.json")):
        files = {str(name): f"store/{name}/{path.stem}.parquet" for name in TABLES_OF_STORE}
        own = {name: found[file] for name, file in files.items() if file in found}  # may be refused
        found[f"store/{MANIFESTS}/{path.name}"] = with_tables(path.read_bytes(), own)
    return {f"{TABLES}/outputs/{name}": content for name, content in found.items()}


def _made_of_texts(corpus: Corpus) -> Iterator[tuple[str, pa.Table]]:
    """The codes of sentences and what else is kept beside the store, by their name in outputs."""
    for name, path in {**code_files(corpus), **kept_files(corpus)}.items():
        table = read_parquet(path)
        named = _HEADINGS in table.column_names and "report_id" in table.column_names
        yield name, numbered_headings(table, _HEADINGS) if named else table


def _quoted(corpus: Corpus, tables: Iterable[pa.Table]) -> set[str]:
    """The cells that have 13 characters in a row of a document, but for names and terms."""
    words = {one for table in tables for column in _strings(table) for one in _of(table, column)}
    long = sorted(one for one in words if isinstance(one, str) and len(one) >= LENGTH)
    cells = {f"{at}.txt": one for at, one in enumerate(long)}
    files = {name: one.encode("utf-8", "replace") for name, one in cells.items()}
    return {cells[name] for name in quoting(files, texts_of(corpus), known=known_names(corpus))}


def _strings(table: pa.Table) -> list[str]:
    """The columns of words, also of those that are numbered in a dictionary."""
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_dictionary)
    return [field.name for field in table.schema if any(kind(field.type) for kind in kinds)]


def _of(table: pa.Table, column: str) -> set[str]:
    return set(table[column].unique().to_pylist())


def _without_cells(table: pa.Table, quoted: set[str]) -> pa.Table:
    """A table in which cells that quote are empty, and rows whose word quotes are not."""
    for column in _strings(table):
        if not quoted.isdisjoint(_of(table, column)):
            cells = table[column].to_pylist()
            if column == "term":
                table = table.filter(pa.array([one not in quoted for one in cells]))
                continue
            empty = [_NOTHING.get(column) if one in quoted else one for one in cells]
            at = table.schema.get_field_index(column)
            table = table.set_column(at, column, pa.array(empty, table.schema.field(column).type))
    return table


def _without_columns(table: pa.Table, quoted: set[str]) -> pa.Table:
    """A table without the columns that quote, so that whoever needs one finds it missing."""
    wrong = [one for one in _strings(table) if not quoted.isdisjoint(_of(table, one))]
    lists = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    return table.drop_columns([*wrong, *lists])
