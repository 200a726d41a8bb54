"""Corpora of generated reports, and what has to be true of one after anything happened to it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

HAND = "手工核对：王五所作"  # a note that somebody typed into reports.csv


def report(number: int, sentences: int = 60) -> str:
    """The text of a generated report; no two have the same body."""
    name = f"{2000 + number % 25}年第{number}号"
    lines = (
        f"{name}区第{at}项工作：优化营商环境，推动创新，新增就业{number * 7 + at}人，增长{at}%。"
        for at in range(sentences)
    )
    return f"{name}政府工作报告\n各位代表：\n我代表区政府，向大会报告工作。\n" + "\n".join(lines)


def make(folder: Path, reports: int) -> Path:
    """A corpus with some reports, one of which has a row that somebody typed."""
    documents = folder / "reports"
    documents.mkdir(parents=True)
    for number in range(reports):
        text = report(number, 60 if reports < 1000 else 42)
        (documents / f"r{number:04}.txt").write_text(text, encoding="utf-8")
    write_rows(documents, {"r0001": {"report_year": "2011", "note": HAND}})
    (folder / "new").mkdir()
    for number in range(reports, reports + 3):
        path = folder / "new" / f"n{number}.txt"
        path.write_text(report(number), encoding="utf-8")
    return folder


def write_rows(documents: Path, rows: dict[str, dict[str, str]]) -> None:
    fields = ("report_id", "report_year", "region_code", "region", "note")
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({"report_id": one, **said} for one, said in rows.items())
    (documents / "reports.csv").write_text(text.getvalue(), encoding="utf-8")


def rows_of(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of reports.csv without empty cells."""
    path = folder / "reports" / "reports.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("report_id"): {name: cell for name, cell in row.items() if cell}
            for row in csv.DictReader(file)
        }


def documents_of(folder: Path) -> dict[str, str]:
    """The digest of each document."""
    return {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "reports").glob("*.txt"))
        if not path.name.startswith(".")
    }


def files_of(folder: Path) -> dict[str, str]:
    """The digest of each file in a folder and those in it, but caches and records of the time."""
    return dict(_files(folder)) if folder.is_dir() else {}


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        passing = path.suffix in (".part", ".lock") or {".cache", "cache"} & set(place.parts)
        if path.is_file() and not passing:
            timed = path.name == "run.json"
            yield place.as_posix(), "" if timed else hashlib.sha256(path.read_bytes()).hexdigest()


def halves_of(folder: Path) -> list[str]:
    """The halves that are left anywhere in a folder; the file of a lock does no harm."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix == ".part"
    )
