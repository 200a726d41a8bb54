"""The results that an archive without texts leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from analysis.package.quotes import quoting
from corpus.collection import Corpus
from corpus.lexicon.lists import policy_terms
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table

_PICTURES = (".png", ".jpg")


def quoting_results(corpus: Corpus, out: Path, results: Iterable[str]) -> set[str]:
    """The results that quote the documents; of a figure that does, every format.

    Terms of the lexicon, names of places and sessions and titles of reports are no quotations.

    Args:
        corpus: with its store.
        out: the folder of the results.
        results: their paths in it.
    """
    names = sorted(results)
    read = [name for name in names if not name.endswith(_PICTURES)]
    files = {name: (out / name).read_bytes() for name in read}
    found = quoting(files, texts_of(corpus), known=known_names(corpus))
    drawn = {_stem(name) for name in read if name.startswith("figures/")}
    shut = {_stem(name) for name in found}
    pictures = [name for name in names if name.endswith(_PICTURES)]
    hidden = {name for name in pictures if _stem(name) not in drawn}
    whole = {name for name in names if name.startswith("figures/") and _stem(name) in shut}
    return found | hidden | whole


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))


def texts_of(corpus: Corpus) -> Iterator[str]:
    """The text of each document, one at a time: thousands of reports are larger than memory.

    Args:
        corpus: with its store.
    """
    for report in report_ids(corpus):
        yield read_table(corpus, "texts", report_id=report, columns=["report_id", "text"])[
            "text"
        ].iloc[0]


def known_names(corpus: Corpus) -> Iterator[str]:
    """Names and terms that may occur in an archive without texts.

    Args:
        corpus: with its store.
    """
    yield from (one.term for one in policy_terms())
    reports = read_table(corpus, "reports")
    yield from reports["title"].dropna()
    yield from reports["region"].dropna()
    yield from reports["session"].dropna()
