"""A store without texts, such as a replication archive may have in the place of documents."""

from __future__ import annotations

from contextlib import suppress

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.collection import Corpus
from corpus.schema import SCHEMAS, Table

# The columns that it lacks: text, and the places of words, by which sentences could be put together
# again. Whoever needs one of them finds it missing, rather than empty and counted.
LACKS: dict[str, tuple[str, ...]] = {
    "texts": ("text",),
    "paragraphs": ("text",),
    "headings": ("text",),
    "tokens": ("start", "end", "sentence_id"),
    "mentions": ("start", "end"),
    "nested": ("start", "end"),
}


def has_texts(corpus: Corpus) -> bool:
    """Whether a corpus has its texts; one from a replication archive may have tables only.

    Args:
        corpus: from ``corpus_at``.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store.without_texts import has_texts
        >>> has_texts(open_corpus())
        True
    """
    folder = corpus.store / "texts"
    for path in sorted(folder.glob("*.parquet")) if folder.is_dir() else ():
        with suppress(OSError, pa.ArrowException), path.open("rb") as file:  # damaged: the next one
            return "text" in pq.read_schema(file).names
    return True


def columns_of(corpus: Corpus, table: Table) -> list[str]:
    """The columns of a table that the store has."""
    lacking = LACKS.get(table, ())
    names = SCHEMAS[table].names
    return names if not lacking or has_texts(corpus) else [n for n in names if n not in lacking]
