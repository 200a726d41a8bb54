"""What the tables depend on: code, libraries, lists."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from corpus.lexicon import lists as lexicon

# The libraries whose version can change what stands in a table.
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
# The word lists that the lexicon's tables depend on, and no other table does.
WORD_LISTS = ("policy_terms.csv", "policy_areas.csv")
READING_LISTS = ("regions.csv",)  # and those that reading depends on
# The code that turns a document into rows: a change anywhere else reads no document again.
READING_CODE = (
    "errors.py",
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
    """The sha256 of modules, each with its path; line ends do not count.

    Args:
        package: the folder of the package.
        names: of modules and folders in it; folders are walked.

    Raises:
        FileNotFoundError: where one of the names has no module.
    """
    digest = hashlib.sha256()
    for name in sorted(names):
        place = package / name
        paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        if not paths:
            raise FileNotFoundError(f"{place} has no module")
        for path in paths:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()


@cache
def reading_fingerprint() -> str:
    """The sha256 of all that turns a document into tables but the lexicon."""
    digest = hashlib.sha256(code_digest(_PACKAGE, READING_CODE).encode())
    for library in READING_LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    lists = (lexicon.FOLDER / name for name in READING_LISTS)
    digest.update(lexicon.fingerprint(*lists).encode())
    return digest.hexdigest()


@cache
def words_fingerprint() -> str:
    """The sha256 of the lexicon, as far as words and terms depend on it."""
    return lexicon.fingerprint(*(lexicon.FOLDER / name for name in WORD_LISTS))


def program_fingerprint() -> str:
    """The sha256 of this package, its word lists, and the libraries it reads with."""
    both = reading_fingerprint() + lexicon.fingerprint()
    return hashlib.sha256(both.encode()).hexdigest()
