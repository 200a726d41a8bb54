"""Fingerprints of what the tables depend on: code, libraries and word lists."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from corpus.lexicon import lists as lexicon
from corpus.reading.scan import scan_version

# The libraries whose version can change the content of a table.
READING_LIBRARIES = (
    "jieba",
    "rjieba",
    "charset-normalizer",
    "selectolax",
    "python-docx",
    "ahocorasick-rs",
    "opencc",
    "pypdfium2",
    "openpyxl",
)
# The word lists on which only the tables of words and terms depend.
WORD_LISTS = ("policy_terms.csv", "policy_areas.csv", "word_borders.csv")
READING_LISTS = ("regions.csv",)  # and those on which reading depends
# The code that turns a document into rows; other changes do not require reading documents again.
READING_CODE = (
    "errors.py",
    "lexicon/dictionary.py",
    "lexicon/lists.py",
    "quantities",
    "reading",
    "report.py",
    "schema.py",
    "store/parts.py",
    "store/rows.py",
    "structure",
    "text",
    "words",
)
_PACKAGE = Path(__file__).parents[1]


def code_digest(package: Path, names: Sequence[str]) -> str:
    """The sha256 of modules and their paths, whatever their line ends.

    Args:
        package: the folder of the package.
        names: the names of modules and folders in it; folders are searched recursively.

    Raises:
        FileNotFoundError: if a folder contains no module, or a module does not exist.
    """
    digest = hashlib.sha256()
    for name in sorted(names):
        place = package / name
        paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        if not paths:
            raise FileNotFoundError(f"{place} contains no module")
        for path in paths:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()


@cache
def reading_fingerprint() -> str:
    """The sha256 of everything that turns a document into tables, except the lexicon."""
    digest = hashlib.sha256(code_digest(_PACKAGE, READING_CODE).encode())
    for library in READING_LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    digest.update(f"scans: {scan_version()}\n".encode())
    lists = (lexicon.FOLDER / name for name in READING_LISTS)
    digest.update(lexicon.fingerprint(*lists).encode())
    return digest.hexdigest()


@cache
def words_fingerprint() -> str:
    """The sha256 of the part of the lexicon on which words and terms depend."""
    return lexicon.fingerprint(*(lexicon.FOLDER / name for name in WORD_LISTS))


def program_fingerprint() -> str:
    """The sha256 of this package, its word lists and the libraries used for reading."""
    both = reading_fingerprint() + lexicon.fingerprint()
    return hashlib.sha256(both.encode()).hexdigest()
