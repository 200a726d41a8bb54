"""Reads the word lists of the lexicon; every line names its source."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from corpus.errors import Refusal

FOLDER = Path(__file__).parent
# Characters that cannot occur in a term: they end a sentence, or are removed before matching.
_NEVER = re.compile(r"[\s。！？!?\u200b-\u200f\ufeff]")


@dataclass(frozen=True)
class PolicyTerm:
    """A policy term.

    Attributes:
        term: the term in simplified Chinese.
        english: its English rendering, for figures and tables.
        area: the code of its policy area, or None.
        source: the source of the term.
    """

    term: str
    english: str
    area: int | None
    source: str


@cache
def policy_terms(path: Path = FOLDER / "policy_terms.csv") -> tuple[PolicyTerm, ...]:
    """The policy terms of the lexicon, in the order of the file.

    Args:
        path: a file with the columns term, english, area and source.

    Raises:
        Refusal: ``bad_lexicon``, with the line, if a line is invalid or a term is repeated.

    Example:
        >>> from corpus.lexicon import policy_terms
        >>> term = next(one for one in policy_terms() if one.term == "营商环境")
        >>> term.english, term.area, term.source
        ('business environment', 15, 'report:shahekou-2018')
    """
    known = policy_areas()
    terms: dict[str, PolicyTerm] = {}
    for line, row in _rows(path, ("term", "english", "area", "source")):
        term = row["term"]
        if len(term) < 2 or term != term.strip():
            raise _bad(path, line, f"{term!r} needs two or more characters and no spaces around it")
        if _NEVER.search(term):
            raise _bad(path, line, f"{term!r} never matches, as it contains a space or 。！？")
        if term in terms:
            other = "" if row["area"] == str(terms[term].area or "") else ", with two areas"
            raise _bad(path, line, f"{term} is listed twice{other}")
        if row["area"] and row["area"] not in known:
            raise _bad(path, line, f"there is no policy area {row['area']!r}")
        area = int(row["area"]) if row["area"] else None
        terms[term] = PolicyTerm(term, row["english"], area, row["source"])
    return tuple(terms.values())


@cache
def policy_areas(path: Path = FOLDER / "policy_areas.csv") -> dict[str, dict[str, str]]:
    """The policy areas by code, each with name_en, name_zh, sphere and includes.

    Args:
        path: a file with these columns.

    Raises:
        Refusal: ``bad_lexicon``, with the line, if a line is invalid.

    Example:
        >>> from corpus.lexicon import policy_areas
        >>> area = policy_areas()["6"]
        >>> area["name_en"], area["name_zh"], area["sphere"]
        ('Education', '教育', '社会')
    """
    fields = ("code", "name_en", "name_zh", "sphere", "includes")
    return {row["code"]: row for _, row in _rows(path, fields)}


def areas_named(text: str) -> list[int]:
    """The codes of policy areas that are given by their codes or names, in English or Chinese.

    Args:
        text: codes and names, separated by commas, 、 or semicolons; a name that contains a comma
            itself is found whole.

    Raises:
        ValueError: if one is neither a code nor a name, or the text has none.

    Example:
        >>> from corpus.lexicon import areas_named
        >>> areas_named("6, 卫生健康、Banking, finance and domestic commerce")
        [6, 3, 15]
    """
    known = {code: int(code) for code in policy_areas()}
    for code, row in policy_areas().items():
        known |= {row["name_en"].casefold(): int(code), row["name_zh"]: int(code)}
    one = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    found: list[int] = []
    at, folded = 0, text.casefold()
    while match := re.compile(rf"\s*({one})\s*([,，、;；]|$)").match(folded, at):
        found.append(known[match[1]])
        at = match.end()
        if not match[2]:
            return list(dict.fromkeys(found))
    wrong = re.split("[,，、;；]", text[at:])[0].strip()
    named = policy_areas().items()
    every = "; ".join(f"{code} {row['name_zh']} ({row['name_en']})" for code, row in named)
    raise ValueError(f"{wrong!r} is not a policy area; give codes or names of these: {every}")


@cache
def premiers(path: Path = FOLDER / "premiers.csv") -> tuple[tuple[str, str, int, int | None], ...]:
    """The premiers: name, English name, and the years of their first and last report.

    A report delivered in the month of leaving office counts as the outgoing premier's. The last
    year is None for the premier in office.

    Args:
        path: a file with the columns premier, english, first_year, last_year and source.

    Raises:
        Refusal: ``bad_lexicon``, with the line, if a line is invalid.

    Example:
        >>> from corpus.lexicon import premiers
        >>> [name for name, _, first, last in premiers() if first <= 2010 <= (last or 9999)]
        ['温家宝']
    """
    fields = ("premier", "english", "first_year", "last_year", "source")
    return tuple(
        (
            row["premier"],
            row["english"],
            int(row["first_year"]),
            int(row["last_year"]) if row["last_year"] else None,
        )
        for _, row in _rows(path, fields)
    )


@cache
def english_terms(path: Path = FOLDER / "policy_terms.csv") -> dict[str, str]:
    """The English rendering of each policy term, by term.

    Args:
        path: a file as for ``policy_terms``.

    Raises:
        Refusal: as ``policy_terms``.

    Example:
        >>> from corpus.lexicon import english_terms
        >>> [english_terms()[term] for term in ("营商环境", "放管服")]
        ['business environment', 'delegation, regulation and services reform']
    """
    return {term.term: term.english for term in policy_terms(path)}


@cache
def term_areas(path: Path = FOLDER / "policy_terms.csv") -> dict[str, int]:
    """The policy area of each policy term that has one, by term.

    Args:
        path: a file as for ``policy_terms``.

    Raises:
        Refusal: as ``policy_terms``.

    Example:
        >>> from corpus.lexicon import term_areas
        >>> term_areas()["营商环境"]
        15
    """
    return {term.term: term.area for term in policy_terms(path) if term.area is not None}


@cache
def stop_words(
    kinds: tuple[str, ...] = ("function", "genre", "measure"), path: Path = FOLDER / "stopwords.csv"
) -> frozenset[str]:
    """The words left out of keyword tables: function words, measures, formulas of the genre.

    Args:
        kinds: the kinds to include: function, genre or measure.
        path: a file with the columns term, kind and source.

    Raises:
        Refusal: ``bad_lexicon``, with the line, if a line is invalid.

    Example:
        >>> from corpus.lexicon import stop_words
        >>> [term in stop_words() for term in ("各位代表", "万元", "教育")]
        [True, True, False]
    """
    rows = _rows(path, ("term", "kind", "source"))
    return frozenset(row["term"] for _, row in rows if row["kind"] in kinds)


@dataclass(frozen=True)
class Borders:
    """Where the words of a string end.

    Attributes:
        inside: the offsets in the string at which a term may end or begin.
        closed: whether no term may run across these borders.
    """

    inside: tuple[int, ...]
    closed: bool


@cache
def word_borders(path: Path = FOLDER / "word_borders.csv") -> dict[str, Borders]:
    """Strings whose words are given, because word frequencies mislead there.

    Args:
        path: a file with the columns words and source. Words are separated by ``|``, which no term
            runs across, or by ``+``, at which a term may end although longer words do not; a
            string without either is one word, in which no term is counted.

    Returns:
        The borders inside each string.

    Raises:
        Refusal: ``bad_lexicon``, with the line, if a line is invalid or a string is repeated.

    Example:
        >>> from corpus.lexicon import word_borders
        >>> word_borders()["中医院"]  # in the file: 中医+院
        Borders(inside=(2,), closed=False)
    """
    found: dict[str, Borders] = {}
    for line, row in _rows(path, ("words", "source")):
        words = re.split(r"[|+]", row["words"])
        if not all(words) or {"|", "+"} <= set(row["words"]):
            raise _bad(path, line, f"{row['words']!r} needs words separated by | or by +")
        joined = "".join(words)
        if joined in found:
            raise _bad(path, line, f"{joined} is listed twice")
        inside = tuple(accumulate(len(word) for word in words[:-1]))
        found[joined] = Borders(inside, closed="+" not in row["words"])
    return found


def fingerprint(*paths: Path) -> str:
    """The sha256 of the content of files, in the order given; by default of all word lists."""
    digest = hashlib.sha256()
    for path in paths or sorted(FOLDER.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _rows(path: Path, fields: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(fields) - set(reader.fieldnames or ())
        if missing:
            raise _bad(path, 1, f"there is no column {', '.join(sorted(missing))}")
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise _bad(path, reader.line_num, "it has more or fewer fields than the header")
            rows.append((reader.line_num, row))
        return rows


def _bad(path: Path, line: int, problem: str) -> Refusal:
    return Refusal("bad_lexicon", f"{path.name}, line {line}", problem)
