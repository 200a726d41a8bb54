"""The corpus that results are made from, and the folders they are written to."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.collection import Corpus, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from corpus.store.manifest import report_ids

# What a run writes; the rest of the output folder is the store and caches.
RESULT_FOLDERS = ("notebooks", "html", "figures", "tables", "pages")


def open_corpus(folder: Path | str | None = None) -> Corpus:
    """A corpus to work with; its store is built if it has none.

    ``gwr build`` brings a store up to date.

    Args:
        folder: with the documents, and None, as for ``corpus_at``.

    Raises:
        Refusal: ``not_found`` if there is no such folder.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import report_ids
        >>> report_ids(open_corpus())
        ['shahekou-2018']
    """
    corpus = corpus_at(folder)
    if folder is not None and not corpus.documents.exists():
        raise Refusal("not_found", str(folder))
    if not report_ids(corpus):
        build_store(corpus)
    return corpus


def output_folder() -> Path:
    """The folder of results: the environment variable GWR_OUT, or else the corpus's outputs.

    It is not a parameter of the notebooks, so that the same run in another folder gives files that
    are the same byte for byte.
    """
    named = os.environ.get("GWR_OUT")
    return Path(named) if named else corpus_at().outputs


def figure_folder() -> Path:
    """The folder of the figures."""
    return output_folder() / "figures"


def table_folder() -> Path:
    """The folder of the tables."""
    return output_folder() / "tables"
