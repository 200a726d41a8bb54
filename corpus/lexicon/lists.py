"""Word lists as text, one sourced line each, and how to read them."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import Refusal

FOLDER = Path(__file__).parent
# What ends a sentence, or is read away, stands in no term.
_NEVER = re.compile(r"[\s。！？!?\u200b-\u200f\ufeff]")


@dataclass(frozen=True)
class PolicyTerm:
    """A policy term.

    Attributes:
        term: in simplified Chinese.
        english: for figures in English.
        area: the code of its policy area, or None.
        source: where it comes from.
    """

    term: str
    english: str
    area: int | None
    source: str


@cache
def policy_terms(path: Path = FOLDER / "policy_terms.csv") -> tuple[PolicyTerm, ...]:
    """The policy terms, in the order of the file.

    Raises:
        Refusal: ``bad_lexicon``, with the line, where one cannot be read or stands twice.
    """
    known = policy_areas()
    terms: dict[str, PolicyTerm] = {}
    for line, row in _rows(path, ("term", "english", "area", "source")):
        term = row["term"]
        if len(term) < 2 or term != term.strip():
            raise _bad(path, line, f"{term!r} is no term of two or more characters")
        if _NEVER.search(term):
            raise _bad(path, line, f"{term!r} would never match: it is cut by a space or a stop")
        if term in terms:
            other = "" if row["area"] == str(terms[term].area or "") else ", with two areas"
            raise _bad(path, line, f"{term} is there twice{other}")
        if row["area"] and row["area"] not in known:
            raise _bad(path, line, f"there is no policy area {row['area']!r}")
        area = int(row["area"]) if row["area"] else None
        terms[term] = PolicyTerm(term, row["english"], area, row["source"])
    return tuple(terms.values())


@cache
def policy_areas(path: Path = FOLDER / "policy_areas.csv") -> dict[str, dict[str, str]]:
    """The rows of the policy areas by code: name_en, name_zh, sphere, includes."""
    fields = ("code", "name_en", "name_zh", "sphere", "includes")
    return {row["code"]: row for _, row in _rows(path, fields)}


@cache
def premiers(path: Path = FOLDER / "premiers.csv") -> tuple[tuple[str, str, int, int | None], ...]:
    """Each premier: name, English name, the first and the last year of reports in office.

    A report that a premier gives in the month of leaving is still theirs. The last year is None
    for who is in office.
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
    """The English rendering of each policy term."""
    return {term.term: term.english for term in policy_terms(path)}


@cache
def stop_words(
    kinds: tuple[str, ...] = ("function", "genre", "measure"), path: Path = FOLDER / "stopwords.csv"
) -> frozenset[str]:
    """Words that keyword tables leave out: of function, of measure, and formulas of the genre."""
    rows = _rows(path, ("term", "kind", "source"))
    return frozenset(row["term"] for _, row in rows if row["kind"] in kinds)


def fingerprint(*paths: Path) -> str:
    """The sha256 of the files' bytes, in the order given; of all word lists by default."""
    digest = hashlib.sha256()
    for path in paths or sorted(FOLDER.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _rows(path: Path, fields: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(fields) - set(reader.fieldnames or ())
        if missing:
            raise _bad(path, 1, f"it has no column {', '.join(sorted(missing))}")
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise _bad(path, reader.line_num, "it has more or fewer fields than the header")
            rows.append((reader.line_num, row))
        return rows


def _bad(path: Path, line: int, problem: str) -> Refusal:
    return Refusal("bad_lexicon", f"{path.name}, line {line}", problem)
