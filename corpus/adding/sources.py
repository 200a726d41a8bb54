"""Adding reports to a corpus, from files, folders, archives, tables and web addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.adding.archives import unpack
from corpus.adding.download import fetch
from corpus.adding.spreadsheets import ColumnNames, rows_of
from corpus.collection import Corpus, document_paths
from corpus.documents import copy_into, safe_name
from corpus.errors import Notice, Refusal
from corpus.reading.document import READERS
from corpus.report import Report, parse_report, read_report
from corpus.reports_csv import check_corrections, read_corrections
from corpus.store.manifest import speeches
from corpus.store.rows import speech_digest
from corpus.structure.partial_place_names import is_area_name, places_called
from corpus.structure.regions import Place, place_of_code

ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tbz2", ".txz")
TABLES = (".csv", ".tsv", ".xlsx", ".jsonl", ".dta", ".parquet")
# Files in folders that are not reports: ._a.txt, ~$a.docx and the like, and the corrections.
_LEFT_BY_SYSTEMS = re.compile(r"\.|~\$|Thumbs\.db$|desktop\.ini$|reports\.csv$", re.IGNORECASE)
_DOUBTS = ("contradicts_text", "code_of_another_year", "region_without_code")
_DOUBTS_OF_ROWS = ("text_in_two_cells", "joined_rows")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass
class Added:
    """The result of adding sources.

    Attributes:
        report_ids: the IDs of the reports added, in order.
        refused: a refusal, with the reason, for each document that was not added.
        doubts: the names of documents whose year or place, as given, is not what their text
            states, or is a code of another year or has none, each with the warning.
    """

    report_ids: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    doubts: list[tuple[str, Notice]] = field(default_factory=list)


@dataclass(frozen=True)
class Candidate:
    """A document that may be added.

    Attributes:
        path: of the file.
        name: the name by which the user knows it.
        corrections: its entries for ``reports.csv``, by column.
        doubts: warnings about where it is from.
    """

    path: Path
    name: str
    corrections: Mapping[str, str]
    doubts: tuple[Notice, ...] = ()


def add_sources(
    corpus: Corpus,
    sources: Sequence[str],
    *,
    corrections: Mapping[str, str] | None = None,
    columns: ColumnNames | None = None,
    progress: Callable[[str], object] | None = None,
) -> Added:
    """Copies reports into a corpus, and refuses documents that are not reports.

    A document that is refused does not stop the others.

    Args:
        corpus: from ``corpus_at``.
        sources: files, folders, zip and tar archives, tables of texts, http and https addresses.
        corrections: entries for ``reports.csv``, by column, for every document added.
        columns: the names of the columns of tables; without it, tables are refused.
        progress: called with the name of each document before it is read.

    Returns:
        The IDs of the reports added, and a refusal for each document that was not.

    Raises:
        Refusal: ``unknown_region``, ``ambiguous_region`` or ``bad_year`` for ``corrections``, or
            ``bad_corrections`` for the existing entries of ``reports.csv``.

    Example:
        >>> from corpus import corpus_at
        >>> from corpus.adding import add_sources
        >>> report = str(corpus_at().documents / "shahekou-2018.txt")
        >>> own = corpus_at("dalian")
        >>> add_sources(own, [report], corrections={"region_code": "210204"}).report_ids
        ['shahekou-2018']
        >>> [(one.code, one.detail) for one in add_sources(own, [report]).refused]
        [('duplicate', 'shahekou-2018')]
    """
    given = dict(corrections or {})
    _check(given)
    read_corrections(corpus)
    added, known = Added(), speeches(corpus)
    with TemporaryDirectory() as scratch:
        for candidate in _candidates(sources, Path(scratch), columns, added.refused):
            if progress:
                progress(candidate.name)
            try:
                report_id, notices = _add(
                    corpus, candidate, {**candidate.corrections, **given}, known
                )
                added.report_ids.append(report_id)
                added.doubts += [(candidate.name, one) for one in notices]
            except Refusal as refusal:
                added.refused.append(Refusal(refusal.code, candidate.name, refusal.detail))
    return added


def _check(given: Mapping[str, str]) -> None:
    code, year = given.get("region_code"), given.get("report_year")
    if code is not None and place_of_code(code) is None:
        raise Refusal("unknown_region", code)
    if year is not None and not (year.isdigit() and 1949 <= int(year) <= 2100):
        raise Refusal("bad_year", year)
    if name := _name_alone(given):
        _check_is_one(name, places_called(name, int(year) if year else date.today().year))


def _name_alone(given: Mapping[str, str]) -> str | None:
    """The name of a region that is given without a code."""
    return None if given.get("region_code") else given.get("region")


def _check_is_one(name: str, places: Sequence[Place]) -> None:
    if len(places) > 1:
        shown = [f"{one.code} {''.join(one.parents)}{one.name}" for one in places]
        raise Refusal("ambiguous_region", name, ", ".join(shown))


def _check_name(name: str, report: Report, corrections: Mapping[str, str]) -> None:
    """Refuses a name of several places in the report's year, or of none where the text has one."""
    if report.metadata.region_code is None and not is_area_name(name):
        others = {one: said for one, said in corrections.items() if one != "region"}
        stated = parse_report(report.source, others).metadata
        if stated.region_code:
            where = f"{stated.region} ({stated.region_code})"
            raise Refusal("unknown_region_name", "", f"{name}; the text states {where}")
    _check_is_one(name, places_called(name, report.metadata.report_year))


def _add(
    corpus: Corpus, candidate: Candidate, corrections: dict[str, str], known: dict[str, str]
) -> tuple[str, Sequence[Notice]]:
    """The ID of a document that was added, and the warnings about what was given for it."""
    check_corrections(corrections, candidate.name)
    report = read_report(candidate.path, corrections)
    if name := _name_alone(corrections):
        _check_name(name, report, corrections)
    speech = speech_digest(report)
    if known.get(speech) in document_paths(corpus):
        raise Refusal("duplicate", candidate.name, known[speech])
    before = read_corrections(corpus)
    path = copy_into(corpus, candidate.path, corrections)
    known[speech] = path.stem
    doubts = [one for one in report.notices if corrections and one.code in _DOUBTS]
    doubts += candidate.doubts
    if path.stem in before:
        said = f"reports.csv has a row for {path.stem} from before; it is used"
        doubts.append(Notice("row_from_before", said))
    return path.stem, doubts


def _candidates(
    sources: Sequence[str], scratch: Path, columns: ColumnNames | None, refused: list[Refusal]
) -> Iterator[Candidate]:
    for number, source in enumerate(sources):
        room = scratch / str(number)
        try:
            if not source.strip():  # the path "" would be the folder one is in
                raise Refusal("not_found", '""')
            if _ADDRESS.match(source):
                yield Candidate(fetch(source, folder=room), source, {"source": source})
            else:
                yield from _documents(Path(source), room, columns, refused)
        except Refusal as refusal:
            refused.append(Refusal(refusal.code, refusal.place or source, refusal.detail))


def _documents(
    path: Path, room: Path, columns: ColumnNames | None, refused: list[Refusal]
) -> Iterator[Candidate]:
    """The documents of a path, in order; for a folder, those in it and in its subfolders.

    Links to folders are named and not followed, since one may lead back to where it is.
    """
    name = path.name.lower()
    _check_file(path)
    if path.is_dir():
        for number, one in enumerate(sorted(path.rglob("*"))):
            if _LEFT_BY_SYSTEMS.match(one.name):
                continue
            if not one.is_dir():
                yield from _guarded(one, room / str(number), columns, refused)
            elif one.is_symlink():
                refused.append(Refusal("linked_folder", str(one)))
    elif name.endswith(ARCHIVES):
        yield from _archived(path, room, refused)
    elif name.endswith(TABLES) and columns is not None:
        yield from _listed(path, room, columns, refused)
    elif name.endswith(TABLES):
        raise Refusal("no_text_column", str(path))
    elif path.is_file() and not name.endswith(tuple(READERS)):
        raise Refusal("unknown_format", str(path), path.suffix or "no extension")
    else:
        yield Candidate(path, str(path), {})


def _check_file(path: Path) -> None:
    """Refuses what is there and no file: reading a pipe, say, would never end."""
    if path.is_symlink() and not path.exists():
        raise Refusal("unreadable", str(path), "the link leads nowhere")
    if path.exists() and not path.is_dir() and not path.is_file():
        raise Refusal("unreadable", str(path), "not a regular file")


def _guarded(
    path: Path, room: Path, columns: ColumnNames | None, refused: list[Refusal]
) -> Iterator[Candidate]:
    try:
        yield from _documents(path, room, columns, refused)
    except Refusal as refusal:
        refused.append(refusal)


def _archived(path: Path, room: Path, refused: list[Refusal]) -> Iterator[Candidate]:
    unpacked = unpack(path, room, suffixes=set(READERS))
    refused += unpacked.refused
    for one in unpacked.files:
        yield Candidate(one, f"{path}/{one.relative_to(room).as_posix()}", {})


def _listed(
    path: Path, room: Path, columns: ColumnNames, refused: list[Refusal]
) -> Iterator[Candidate]:
    """The texts of a table as files, with the year and region that the table gives for each."""
    room.mkdir(parents=True, exist_ok=True)
    rows = rows_of(
        path,
        text_column=columns.text,
        year_column=columns.year,
        region_column=columns.region,
        id_column=columns.id,
        refused=refused,
    )
    for row in rows:
        place = f"{path}, row {row.row_number}"
        if any(notice.code == "cut_by_cell" for notice in row.notices):
            refused.append(Refusal("cut_by_cell", place))
            continue
        said = {
            "report_year": row.year,
            "region_code": row.region_code,
            "source": f"{path.name}, row {row.row_number}",
        }
        document = room / f"{safe_name(row.report_id)}.txt"
        document.write_text(row.text, encoding="utf-8", newline="")
        corrections = {name: str(value) for name, value in said.items() if value is not None}
        doubts = tuple(one for one in row.notices if one.code in _DOUBTS_OF_ROWS)
        yield Candidate(document, place, corrections, doubts)
