"""Where results go, and which corpus they are made from: the one thing notebooks are not told."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.collection import Corpus, corpus_at
from corpus.store.build import build_store
from corpus.store.manifest import report_ids

# What a run writes; the rest of the output folder is the store and caches.
RESULT_FOLDERS = ("notebooks", "html", "figures", "tables", "pages")


def open_corpus() -> Corpus:
    """The corpus of the environment variable GWR_CORPUS, else the project's own.

    Its store is built where there is none; ``gwr build`` brings it up to date.
    """
    corpus = corpus_at()
    if not report_ids(corpus):
        build_store(corpus)
    return corpus


def output_folder() -> Path:
    """The folder of results: the environment variable GWR_OUT, else the corpus's outputs.

    The place is no parameter of a notebook, so that the same run in another folder is the same
    bytes.
    """
    named = os.environ.get("GWR_OUT")
    return Path(named) if named else corpus_at().outputs


def figure_folder() -> Path:
    """The folder of the figures."""
    return output_folder() / "figures"


def table_folder() -> Path:
    """The folder of the tables."""
    return output_folder() / "tables"


def page_folder() -> Path:
    """The folder of the pages to click through."""
    return output_folder() / "pages"
