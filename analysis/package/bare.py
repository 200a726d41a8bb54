"""The tables of the store without what quotes, and words in bags."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.across_reports.nation import passages_of
from analysis.topics.units import merged_units
from corpus.collection import Corpus
from corpus.schema import PATH_SEPARATOR, TABLES
from corpus.store.without_texts import LACKS

LEAST = 40  # words of a bag, out of which a sentence cannot be put together again
# How the rows of a table are ordered within a report where that of the text would tell sentences.
_ORDER = {
    "tokens": ("paragraph_id", "term", "kind"),
    "mentions": ("paragraph_id", "sentence_id", "term"),
    "nested": ("paragraph_id", "sentence_id", "term", "mention"),
}


def bare_tables(corpus: Corpus) -> Iterator[tuple[str, pa.Table]]:
    """The tables of a store without texts, with the name of their file in the outputs.

    Words are in alphabetical order within bags, and without a place in them; see ``bags``. In the
    place of headings are numbers.

    Args:
        corpus: a corpus whose store is up to date.
    """
    for name in TABLES:
        for path in sorted((corpus.store / name).glob("*.parquet")):
            table = read_parquet(path)
            if name == "tokens":
                others = (corpus.store / one / path.name for one in ("paragraphs", "sizes"))
                table = _in_bags(table, *map(read_parquet, others))
            yield f"{corpus.store.name}/{name}/{path.name}", _unquoting(name, table)


def _unquoting(name: str, table: pa.Table) -> pa.Table:
    if name in _ORDER:
        table = table.sort_by([(one, "ascending") for one in ("report_id", *_ORDER[name])])
    if name == "paragraphs":
        table = numbered_headings(table, "heading_path")
    return table.drop_columns(list(LACKS.get(name, ())))


def _in_bags(tokens: pa.Table, paragraphs: pa.Table, sizes: pa.Table) -> pa.Table:
    """The words, each with the paragraph whose bag it is in."""
    keys = ["report_id", "paragraph_id"]
    place = tokens.select([*keys, "kind"]).to_pandas()
    bag = bags(place, paragraphs.to_pandas(), sizes.to_pandas())
    found = place.merge(bag, on=keys, how="left")["bag"].fillna(place["paragraph_id"])
    at = tokens.schema.get_field_index("paragraph_id")
    return tokens.set_column(at, "paragraph_id", pa.array(found.astype("int32")))


def bags(tokens: pd.DataFrame, paragraphs: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """The paragraph with which the words of each paragraph are counted.

    It is its own where it has 40 words. Others are with their neighbours, but only those of the
    same heading, time reference and passage, so that nothing that is counted by these, or in the
    text units of topics, is another number.

    Args:
        tokens: the table of the store: report_id, paragraph_id, kind.
        paragraphs: the table of the store.
        sizes: the table of the store.

    Returns:
        One row per paragraph with words: report_id, paragraph_id, bag.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.package.bare import bags
        >>> from corpus.store import read_table
        >>> names = ("tokens", "paragraphs", "sizes")
        >>> found = bags(*(read_table(open_corpus(), name) for name in names))
        >>> len(found), found["bag"].nunique()
        (73, 68)
    """
    keys = ["report_id", "paragraph_id"]
    units = merged_units(tokens, paragraphs, min_words=LEAST)
    passage = pd.concat([passages_of(own) for _, own in sizes.groupby("report_id", sort=False)])
    places = sizes[[*keys, "section"]].assign(passage=passage)
    found = units.merge(places, on=keys)
    together = found.groupby(["unit", "section", "passage"], sort=False)["paragraph_id"]
    return found.assign(bag=together.transform("min"))[[*keys, "bag"]]


def numbered_headings(table: pa.Table, column: str) -> pa.Table:
    """A table with numbers in the place of headings."""
    paths = numbered_paths(table["report_id"].to_pylist(), table[column].to_pylist())
    at = table.schema.get_field_index(column)
    return table.set_column(at, column, pa.array(paths, pa.string()))


def numbered_paths(reports: list[str], paths: list[str | None]) -> list[str | None]:
    """Paths of headings with a number for each heading, in the order of the headings as words.

    Args:
        reports: the report of each path.
        paths: as in the table ``paragraphs``.

    Example:
        >>> from analysis.package.bare import numbered_paths
        >>> numbered_paths(["r"] * 4, ["", "二、计划", "一、回顾", "一、回顾 > （一）经济"])
        ['', '2', '1', '1 > 3']
    """
    headings: dict[str, set[str]] = {}
    for report, path in zip(reports, paths, strict=True):
        headings.setdefault(report, set()).update((path or "").split(PATH_SEPARATOR))
    number = {one: _numbers(found - {""}) for one, found in headings.items()}
    return [
        path and PATH_SEPARATOR.join(number[report][one] for one in path.split(PATH_SEPARATOR))
        for report, path in zip(reports, paths, strict=True)
    ]


def _numbers(headings: set[str]) -> dict[str, str]:
    """A number for each heading, all of one length, so that they sort as the headings do."""
    wide = len(str(len(headings)))
    return {one: f"{at:0{wide}d}" for at, one in enumerate(sorted(headings), start=1)}


def parquet(table: pa.Table) -> bytes:
    """A table as a Parquet file."""
    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def read_parquet(path: Path) -> pa.Table:
    """A table of the store, as it is."""
    with path.open("rb") as file:
        return pq.read_table(file)
