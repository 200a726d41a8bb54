"""The corrections to a corpus: what reports.csv says of each report."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.files import save_text
from corpus.reading.encoding import decode
from corpus.spreadsheet_formulas import escaped, unescaped
from corpus.structure.metadata import CORRECTABLE
from corpus.structure.regions import place_of_code

CORRECTIONS = "reports.csv"
FIELDS = ("report_id", *CORRECTABLE, "source", "note")


def read_corrections(corpus: Corpus) -> dict[str, dict[str, str]]:
    """The entries of reports.csv by report ID, without empty cells.

    The file may be in any encoding in which a report may be; Chinese Excel saves GB18030.

    Raises:
        Refusal: ``bad_corrections``, which names the line.
    """
    path = corpus.documents / CORRECTIONS
    if not path.is_file():
        return {}
    try:
        text = decode(path.read_bytes())[0]
        reader = csv.DictReader(io.StringIO(text), strict=True)
        return _corrections(reader, path)
    except csv.Error as error:
        raise Refusal("bad_corrections", str(path), str(error)) from error
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.place or str(path), refusal.detail) from refusal


def _corrections(reader: csv.DictReader[str], path: Path) -> dict[str, dict[str, str]]:
    unknown = set(reader.fieldnames or ()) - set(FIELDS)
    if unknown or "report_id" not in (reader.fieldnames or ()):
        raise Refusal("bad_corrections", str(path), f"its columns may be {', '.join(FIELDS)}")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        place = f"{path.name}, line {reader.line_num}"
        if None in row:
            raise Refusal("bad_corrections", place, "too many fields")
        row = {name: unescaped(cell or "") for name, cell in row.items()}
        if row["report_id"] in rows:
            raise Refusal("bad_corrections", place, f"{row['report_id']} occurs twice")
        said = {name: cell.strip() for name, cell in row.items() if cell.strip()}
        check_corrections(said, place)
        rows[row["report_id"]] = said
    return rows


def check_corrections(said: Mapping[str, str], place: str) -> None:
    """Refuses entries that are not a valid report year, region code or date.

    Args:
        said: entries of one report, by the name of their column.
        place: the file and line, for the message.

    Raises:
        Refusal: ``bad_corrections``.
    """
    year, code = said.get("report_year"), said.get("region_code")
    if year is not None and not (re.fullmatch(r"\d{4}", year) and 1949 <= int(year) <= 2100):
        raise Refusal("bad_corrections", place, f"{year!r} is not a report year (1949 to 2100)")
    if code is not None and place_of_code(code) is None:
        raise Refusal("bad_corrections", place, f"{code!r} is not a region code of GB/T 2260")
    for name in ("delivery_date", "published"):
        if name in said and not _is_date(said[name]):
            problem = f"{name} {said[name]!r} is not a date such as 2018-01-05"
            raise Refusal("bad_corrections", place, problem)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def write_corrections(corpus: Corpus, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Replaces reports.csv: one row per report, in the order of the IDs.

    Cells that Excel would take for formulas are escaped, as ``read_corrections`` undoes.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n", restval="")
    writer.writeheader()
    for one in sorted(rows):
        row = {"report_id": one, **rows[one]}
        writer.writerow({name: escaped(cell) for name, cell in row.items()})
    save_text(text.getvalue(), corpus.documents / CORRECTIONS, durable=True)
