"""A folder of documents, and where the results made from them go."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from corpus.display import printable
from corpus.errors import Refusal
from corpus.reading.document import READERS

PROJECT = Path(__file__).resolve().parents[1]
PROJECT_CORPUS = PROJECT / "corpus"
NOTEBOOK_NAMES = "[0-9][0-9]_*.ipynb"


@dataclass(frozen=True)
class Corpus:
    """Where a corpus keeps its documents and the results made from them.

    Attributes:
        documents: the folder of the documents and of reports.csv.
        outputs: the folder of all generated files.
    """

    documents: Path
    outputs: Path

    @property
    def store(self) -> Path:
        """The folder of the data store."""
        return self.outputs / "store"


def corpus_at(folder: Path | str | None = None) -> Corpus:
    """The corpus in a folder, whose documents are in its subfolder ``reports`` or in it directly.

    Args:
        folder: a folder, or an address that fsspec supports, such as ``s3://bucket/reports``.
            None for the corpus that the environment variable GWR_CORPUS names, or else for the
            folder that ``gwr new`` made and in which one stands (or below it), or else for the
            one that comes with the suite.

    Raises:
        Refusal: ``unknown_address`` where no library knows the kind of address; ``no_cluster``
            where an address is given and the libraries for it are not installed; ``no_corpus``
            where none is named and the suite is installed as a package, since nothing is written
            among packages.

    Example:
        >>> from pathlib import Path
        >>> from corpus import corpus_at
        >>> Path("liaoning/reports").mkdir(parents=True)
        >>> corpus = corpus_at("liaoning")
        >>> corpus.documents.as_posix(), corpus.store.as_posix()
        ('liaoning/reports', 'liaoning/outputs/store')
    """
    given = folder or os.environ.get("GWR_CORPUS")
    named = _around(Path.cwd()) if given is None else _place(given)
    if named is None and not (PROJECT / "pyproject.toml").is_file():
        raise Refusal("no_corpus", "--corpus")
    if named is None or named.resolve() == PROJECT_CORPUS:
        return Corpus(PROJECT_CORPUS / "reports", PROJECT / "outputs")
    inner = named / "reports"
    return Corpus(inner if inner.is_dir() else named, named / "outputs")


def _around(folder: Path) -> Path | None:
    """The folder that ``gwr new`` made and that this one is, or is in."""
    return next((one for one in (folder, *folder.parents) if _is_made(one)), None)


def _is_made(folder: Path) -> bool:
    notebooks = (folder / "notebooks").glob(NOTEBOOK_NAMES)
    return (folder / "reports").is_dir() and any(notebooks)


def _place(given: Path | str) -> Path:
    if "://" not in str(given):
        return Path(given)
    try:
        from upath import UPath
    except ImportError as error:
        raise Refusal("no_cluster", str(given)) from error
    try:
        return cast(Path, UPath(given))
    except ValueError as error:
        raise Refusal("unknown_address", str(given)) from error


def document_paths(corpus: Corpus, refused: list[Refusal] | None = None) -> dict[str, Path]:
    """The path of each document by its report ID, in the order of the IDs.

    Args:
        corpus: from ``corpus_at``.
        refused: a list to which a ``same_id`` is appended for each file whose report ID an
            earlier file has, and a ``bad_name`` for each file whose name cannot be decoded.
    """
    found: dict[str, Path] = {}
    if not corpus.documents.is_dir():
        return found
    for path in sorted(corpus.documents.iterdir()):
        if not path.is_file() or path.suffix.lower() not in READERS or path.name.startswith("."):
            continue
        first = found.setdefault(path.stem, path) if _is_text(path.name) else None
        if first != path and refused is not None:
            refused.append(
                Refusal("same_id", path.name, first.name)
                if first
                else Refusal("bad_name", path.name)
            )
    return found


def _is_text(name: str) -> bool:
    """Whether a file name is valid UTF-8; Python gives other bytes as lone surrogates."""
    return not re.search(r"[\ud800-\udfff]", name)


def named_in(corpus: Corpus, refusal: Refusal) -> Refusal:
    """A refusal of a document, which it names by its file and not by the folder of the corpus.

    Results are published, and tell nobody where on a computer they were made.

    Args:
        corpus: of the document.
        refusal: as from ``build_store``; one that is of no document stays as it is.
    """
    folder = printable(str(corpus.documents))
    if not refusal.place.startswith(folder):
        return refusal
    name = refusal.place.removeprefix(folder).lstrip("/\\")
    return Refusal(refusal.code, name, refusal.detail)
