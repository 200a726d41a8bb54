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
_FEW = 400  # bytes; too short a file to recognise its encoding by
_HEADS = ("term", "word", "keyword", "词", "词语", "关键词")


@dataclass(frozen=True)
class WordList:
    """A word list.

    Attributes:
        terms: the words in the order of the file, without repetitions.
        notices: warnings about lines of the file, one sentence each.
    """

    terms: tuple[str, ...]
    notices: tuple[Notice, ...]


def read_word_list(path: Path) -> WordList:
    r"""The words of a text file (one per line) or of a csv (its column ``term``, or the first).

    Empty lines and repeated words are left out with a warning. A word with signs that regular
    expressions use is matched literally, with a warning.

    Args:
        path: of the file, in UTF-8 or another Chinese encoding.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``not_text`` or ``no_terms``.

    Example:
        >>> from pathlib import Path
        >>> from analysis.dictionaries import read_word_list
        >>> path = Path("words.txt")
        >>> _ = path.write_text("营商环境\n创新\n\n创新\n", encoding="utf-8")
        >>> found = read_word_list(path)
        >>> found.terms
        ('营商环境', '创新')
        >>> [notice.message for notice in found.notices]
        ['line 3 is empty; skipped', "line 4 repeats '创新' from line 2; it is counted once"]
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
            notices.append(Notice("empty_line", f"line {line} is empty; skipped"))
        elif term in terms:
            message = f"line {line} repeats {term!r} from line {terms[term]}; it is counted once"
            notices.append(Notice("twice", message))
        else:
            terms[term] = line
            if _SIGNS & set(term):
                message = f"line {line}: {term!r} is matched literally, not as a pattern"
                notices.append(Notice("pattern", message))
    if not terms:
        raise Refusal("no_terms", str(path))
    return WordList(tuple(terms), tuple(notices))


def published_list(name: str) -> tuple[str, ...]:
    """A word list from the literature, as printed; sources in ``corpus/lexicon/published``.

    Args:
        name: of the list, which is the name of its file without the ending.

    Raises:
        ValueError: if there is no list of this name.

    Example:
        >>> from analysis.dictionaries import published_list
        >>> published_list("environment_chen_chen_2018")[:4]
        ('环境保护', '环保', '污染', '能耗')
    """
    path = PUBLISHED / f"{name}.csv"
    if not path.is_file():
        names = ", ".join(sorted(one.stem for one in PUBLISHED.glob("*.csv")))
        raise ValueError(f"{name!r} is not a published word list; choose from {names}")
    return read_word_list(path).terms


def _decoded(data: bytes) -> str:
    """The text of a file; a short one, too short for detection, is UTF-8 or Excel's GB18030."""
    for encoding in ("utf-8-sig", "gb18030") if len(data) < _FEW else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return decode(data)[0]
