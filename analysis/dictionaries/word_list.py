"""A researcher's list of words, read from a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Notice, Refusal
from corpus.lexicon.lists import FOLDER
from corpus.reading.encoding import decode

PUBLISHED = FOLDER / "published"
_SIGNS = set("\\^$.|?*+()[]{}")
_FEW = 400  # bytes
_HEADS = ("term", "word", "keyword", "词", "词语", "关键词")


@dataclass(frozen=True)
class WordList:
    """A list of words.

    Attributes:
        terms: in the order of the file, each once.
        notices: what was found wrong with the file, one sentence each.
    """

    terms: tuple[str, ...]
    notices: tuple[Notice, ...]


def read_word_list(path: Path) -> WordList:
    """The words of a file: one a line, or the first column of a csv, or its column ``term``.

    Empty lines and words that are there twice are left out, and said so. Signs of regular
    expressions are taken as the characters that they are, and said so.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``not_text`` or ``no_terms``.
    """
    try:
        text = _decoded(path.read_bytes())
    except FileNotFoundError as error:
        raise Refusal("not_found", str(path)) from error
    except OSError as error:
        raise Refusal("unreadable", str(path), error.strerror or str(error)) from error
    rows = list(csv.reader(text.splitlines()))
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((place for place, cell in enumerate(head) if cell in _HEADS), None)
    first = 0 if column is None else 1
    notices: list[Notice] = []
    terms: dict[str, int] = {}
    for line, row in enumerate(rows[first:], start=first + 1):
        term = row[column or 0].strip() if len(row) > (column or 0) else ""
        if not term:
            notices.append(Notice("empty_line", f"line {line} is empty; it is left out"))
        elif term in terms:
            message = f"line {line} has {term!r} again, after line {terms[term]}; it counts once"
            notices.append(Notice("twice", message))
        else:
            terms[term] = line
            if _SIGNS & set(term):
                message = f"line {line}, {term!r}, is searched for as it stands, not as a pattern"
                notices.append(Notice("pattern", message))
    if not terms:
        raise Refusal("no_terms", str(path))
    return WordList(tuple(terms), tuple(notices))


def published_list(name: str) -> tuple[str, ...]:
    """A list of words from the literature, as printed: see ``corpus/lexicon/published``.

    Raises:
        ValueError: where there is none of this name.
    """
    path = PUBLISHED / f"{name}.csv"
    if not path.is_file():
        names = ", ".join(sorted(one.stem for one in PUBLISHED.glob("*.csv")))
        raise ValueError(f"there is no published list {name!r}; it is {names}")
    return read_word_list(path).terms


def _decoded(data: bytes) -> str:
    """A few words are too little to tell an encoding by: then it is UTF-8, or Excel's GB18030."""
    for encoding in ("utf-8-sig", "gb18030") if len(data) < _FEW else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return decode(data)[0]
