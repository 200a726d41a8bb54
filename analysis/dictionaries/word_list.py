"""A researcher's list of words, read from a file."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from analysis.dictionaries.list_text import list_text
from corpus.errors import Notice, Refusal
from corpus.files import read_regular
from corpus.lexicon.lists import FOLDER
from corpus.reading.workbook import check_workbook
from corpus.spreadsheet_formulas import unescaped
from corpus.text.normalization import normalize

PUBLISHED = FOLDER / "published"
_SIGNS = set("\\^$.|?*+()[]{}")
_MOST_LINES, _MOST_COLUMNS = 100_000, 100  # of a sheet; what is beyond is no list of words
# A line of a jieba dictionary: the word, its frequency and, or, its part of speech.
_JIEBA = re.compile(r"(?P<word>\S+)[ \t]+(?:\d+(?:[ \t]+[a-z]{1,4})?|[a-z]{1,4})")
_BETWEEN = re.compile(r"[,，、;；\t]")
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


def read_word_list(path: str | Path) -> WordList:
    r"""The words of a file, as researchers keep their lists.

    A text file has one word per line, several separated by 、 or commas, or the lines of a jieba
    dictionary (word, frequency, tag). A table (.csv, .xlsx, or lines that all have the same number
    of fields) has them in its column ``term``, ``word`` or 词, or else in its first. Empty lines
    and repeated words are left out with a warning. A word with signs that regular expressions use
    is matched literally, with a warning.

    Args:
        path: of the file; a text in UTF-8 or another Chinese encoding.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``not_a_list``, ``not_text``, ``damaged``,
            ``too_large``, ``too_slow``, ``reader_failed`` or ``no_terms``.

    Example:
        >>> from pathlib import Path
        >>> from analysis.dictionaries import read_word_list
        >>> path = Path("words.txt")
        >>> _ = path.write_text("营商环境、创新\n\n创新\n", encoding="utf-8")
        >>> found = read_word_list(path)
        >>> found.terms
        ('营商环境', '创新')
        >>> [notice.message for notice in found.notices]
        ['line 2 is empty; skipped', "line 3 repeats '创新' from line 1; it is counted once"]
    """
    path = Path(path)
    data = read_regular(path)
    workbook = path.suffix.lower() in (".xlsx", ".xlsm")
    lines = _sheet(path, data) if workbook else _lines(list_text(data, str(path)))
    found = _listed(lines)
    if not found.terms:
        raise Refusal("no_terms", str(path))
    return found


def _sheet(path: Path, data: bytes) -> list[list[str]]:
    """The cells of the first sheet of a workbook, by line."""
    from openpyxl import load_workbook

    check_workbook(data, str(path))
    try:
        sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(max_row=_MOST_LINES, max_col=_MOST_COLUMNS, values_only=True)
        ]
    except Exception as error:  # whatever a damaged workbook makes openpyxl raise
        raise Refusal("damaged", str(path), str(error) or type(error).__name__) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return _column_of(rows)


def _lines(text: str) -> list[list[str]]:
    """The words on each line of a text."""
    lines = text.lstrip("\ufeff").splitlines()
    # Line by line, so that a quotation mark without its partner ends with its line.
    rows = [_fields(line) for line in lines]
    if _head(rows) is not None or _is_table(rows):
        return _column_of([[unescaped(cell) for cell in row] for row in rows])
    return [_words_of(line) for line in lines]


def _fields(line: str) -> list[str]:
    """The fields of a line of a table; one too long for a field, as a whole text is, is one."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [line]


def _words_of(line: str) -> list[str]:
    entry = _JIEBA.fullmatch(line.strip())
    if entry:
        return [entry["word"]]
    return [one.strip().strip('"') for one in _BETWEEN.split(line)]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines have the same number of fields, two or more, as those of a table do."""
    widths = {len(row) for row in rows if any(row)}
    return len(widths) == 1 and min(widths) > 1 and sum(map(any, rows)) > 1


def _head(rows: Sequence[Sequence[str]]) -> int | None:
    """The column that the first line names as that of the words."""
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    return next((place for place, name in enumerate(names) if name in _HEADS), None)


def _column_of(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words of a table, by line; a head has none."""
    head = _head(rows)
    column = head or 0
    words = [[row[column].strip()] if len(row) > column else [""] for row in rows]
    return words if head is None else [[], *words[1:]]


def _listed(lines: Sequence[Sequence[str]]) -> WordList:
    """The words without repetitions, and what is to be said about them."""
    notices: list[Notice] = []
    seen: dict[str, int] = {}
    terms: list[str] = []
    for number, words in enumerate(lines, start=1):
        if words and not any(words):
            notices.append(Notice("empty_line", f"line {number} is empty; skipped"))
        for term in filter(None, words):
            same = normalize(term).text  # ５Ｇ is 5G
            if same in seen:
                message = (
                    f"line {number} repeats {term!r} from line {seen[same]}; it is counted once"
                )
                notices.append(Notice("twice", message))
                continue
            seen[same] = number
            terms.append(term)
            if _SIGNS & set(term):
                message = f"line {number}: {term!r} is matched literally, not as a pattern"
                notices.append(Notice("pattern", message))
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
