"""Other people's corpora: tables with one report per row, or one paragraph, in a column."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from corpus.adding.archives import check_zip
from corpus.adding.cells import cell_text
from corpus.adding.paragraph_rows import may_be_paragraphs, paragraphs_together, spans_of, texts_of
from corpus.errors import Notice, Refusal
from corpus.reading.encoding import BROKEN, broken_characters, decode
from corpus.reading.workbook import check_workbook
from corpus.spreadsheet_formulas import unescaped
from corpus.structure.partial_place_names import place_at, place_called, places_called

MAX_FILE: Final = 2**30
MAX_TAGS: Final = 2_000_000
MAX_CELL: Final = 50 * 2**20
MAX_ROWS: Final = 1_000_000
# The longest cell in Excel (UTF-16 units), and the longest strings in Stata 12 and older (bytes).
EXCEL_CELL: Final = 32_767
STATA_STRING: Final = (244, 2045)
FIRST_ROWS: Final = 200  # which tell whether the rows of a table may be paragraphs
LONG_TEXT: Final = 300  # characters, of a cell that is no name
_ENDS = re.compile(r"[。！？!?…][”’」』）)】》\"']{0,3}$")
_HALF = re.compile("[\ud800-\udfff]")  # which JSON can name, and no file can hold


@dataclass(frozen=True)
class Row:
    """A report in a table.

    Attributes:
        report_id: from the ID column, or else the file's name with the row number.
        text: the text of the report.
        year: the report year; None where the table does not give it.
        region_code: the code of GB/T 2260 that the table gives, possibly that of another year, or
            of the place that it names; None where it does not give the region.
        row_number: as in a spreadsheet, where the header is row 1; for jsonl, the line; for dta
            and parquet, the observation; the first of the rows of a report.
        notices: warnings, such as of a text that fills its cell to the limit.
    """

    report_id: str
    text: str
    year: int | None
    region_code: str | None
    row_number: int
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class ColumnNames:
    """The names of the columns of a table; None where it has no such column."""

    text: str
    year: str | None = None
    region: str | None = None
    id: str | None = None

    def named(self) -> list[str]:
        """The names of the columns that the table must have."""
        named = (self.text, self.year, self.region, self.id)
        return list(dict.fromkeys(name for name in named if name))

    def shared(self) -> list[str]:
        """The names that are given for more than one thing."""
        named = [name for name in (self.text, self.year, self.region, self.id) if name]
        return [name for name in self.named() if named.count(name) > 1]


Record = Mapping[str, Any]


def rows_of(
    path: Path,
    *,
    text_column: str,
    year_column: str | None = None,
    region_column: str | None = None,
    id_column: str | None = None,
    refused: list[Refusal] | None = None,
) -> Iterator[Row]:
    """The reports of a table, in its order; rows that are paragraphs of one report are joined.

    Where a year or region is empty, it is later detected from the text.

    Args:
        path: a csv, tsv, xlsx, jsonl, dta or parquet file.
        text_column: the column of the texts.
        year_column: the column of the report years, in four digits.
        region_column: the column of the regions, as six digits of GB/T 2260 or as names.
        id_column: the column of the report IDs, which must be unique.
        refused: a list to which a refusal is appended for each row that cannot be used. Without
            it, the first such row raises its refusal.

    Raises:
        Refusal: ``unknown_column``, ``several_sheets``, ``unknown_format``, ``not_found``,
            ``damaged`` or ``too_large`` for the file; ``bad_row``, ``unknown_place`` for a row.
    """
    columns = ColumnNames(text_column, year_column, region_column, id_column)
    ids: set[str] = set()
    for number, record, last in _reports(_records(path, columns), columns):
        try:
            if isinstance(record, Refusal):
                raise record
            row = _row(path, number, record, columns, ids)
            joined = (_joined(number, last),) if last else ()
            yield replace(row, notices=(*row.notices, *joined))
        except Refusal as refusal:
            named = Refusal(refusal.code, f"{path.name}, row {number}", refusal.detail)
            if refused is None:
                raise named from refusal
            refused.append(named)


Numbered = Iterator[tuple[int, Record | Refusal]]


def _reports(
    rows: Numbered, columns: ColumnNames
) -> Iterator[tuple[int, Record | Refusal, int | None]]:
    """The number and cells of each report, and its last row where several are its paragraphs."""
    first = list(islice(rows, FIRST_ROWS))
    texts = [one.get(columns.text) for _, one in first if not isinstance(one, Refusal)]
    groups = None
    if may_be_paragraphs(texts):
        first += rows
        named = (columns.id, columns.year, columns.region)
        keys = list(dict.fromkeys(one for one in named if one and one != columns.text))
        read = [(number, one) for number, one in first if not isinstance(one, Refusal)]
        groups = paragraphs_together(
            read,
            text=columns.text,
            keys=keys,
            is_id=columns.id is not None,
        )
    if groups is None:
        yield from ((number, one, None) for number, one in chain(first, rows))
        return
    yield from ((number, one, None) for number, one in first if isinstance(one, Refusal))
    for group in groups:
        begin, end = spans_of(group)
        text = "\n".join(texts_of(group, columns.text))
        yield begin, {**group[0][1], columns.text: text}, end if end > begin else None


def _joined(first: int, last: int) -> Notice:
    message = (
        f"rows {first} to {last} of the table are the paragraphs of one report, and were joined"
    )
    return Notice("joined_rows", message)


def _records(path: Path, columns: ColumnNames) -> Numbered:
    """Each row number with the cells by column, or with the reason why it cannot be used."""
    read = LISTINGS.get(path.suffix.lower())
    if read is None:
        raise Refusal("unknown_format", str(path), path.suffix or "no extension")
    if not path.is_file():
        raise Refusal("not_found", str(path))
    if path.stat().st_size > MAX_FILE:
        raise Refusal("too_large", str(path), f"{MAX_FILE >> 20} MB")
    try:
        for count, numbered in enumerate(read(path, columns)):
            if count >= MAX_ROWS:
                raise Refusal("too_large", "", f"{MAX_ROWS:,} rows")
            yield numbered
    except Refusal as refusal:
        raise Refusal(refusal.code, str(path), refusal.detail) from refusal
    except Exception as error:  # each library raises its own kinds
        words = (str(error).splitlines() or [""])[0][:200]
        raise Refusal("damaged", str(path), words or type(error).__name__) from error


def _check_columns(found: list[str], columns: ColumnNames) -> None:
    for name in columns.named():
        if found.count(name) != 1:
            problem = "occurs more than once" if name in found else "not found"
            known = ", ".join(found[:50]) or "none"
            raise Refusal("unknown_column", "", f"{name} {problem}; columns: {known}")


# --- cells ----------------------------------------------------------------------------------------


def _row(path: Path, number: int, record: Record, columns: ColumnNames, ids: set[str]) -> Row:
    text = record.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        raise Refusal("bad_row", "", f"{columns.text} contains no text")
    if _HALF.search(text):
        raise Refusal("bad_row", "", "half a character: a lone surrogate")
    if len(text) > MAX_CELL:
        raise Refusal("too_large", "", f"{MAX_CELL >> 20} MB")
    year = _year(record.get(columns.year)) if columns.year else None
    region = _region(record, columns.region, year) if columns.region else None
    report_id = _id(path, number, record, columns)
    if report_id in ids:
        raise Refusal("bad_row", "", f"the ID {report_id} occurs twice")
    ids.add(report_id)
    notices = _notices(text, path.suffix.lower()) + _goes_on(text, record, columns)
    return Row(report_id, text, year, region, number, notices)


def _id(path: Path, number: int, record: Record, columns: ColumnNames) -> str:
    if columns.id is None:
        return f"{path.stem}-{number}"
    report_id = cell_text(record.get(columns.id))
    if not report_id:
        raise Refusal("bad_row", "", f"{columns.id} is empty")
    return report_id


def _year(cell: Any) -> int | None:
    # Stata's %ty and some spreadsheets store a year as its first day.
    if isinstance(cell, datetime.date) and cell == cell and (cell.month, cell.day) == (1, 1):
        return cell.year
    plain = cell_text(cell)
    if not plain:
        return None
    match = re.fullmatch(r"(\d{4})(?:\.0)?(?:年度?)?", plain)
    if match is None:
        raise Refusal("bad_row", "", f"the year {plain[:40]} is not four digits")
    return int(match.group(1))


def _region(record: Record, column: str, year: int | None) -> str | None:
    """The code of the place that a cell names by a code of any year, a name or a stem (安国).

    The other cells of the row tell places of one name apart (province, city).
    """
    plain = re.sub(r"\.0$", "", cell_text(record.get(column)))
    if not plain:
        return None
    if re.fullmatch(r"[0-9]{6}", plain):
        place = place_at(plain, year)
    else:
        others = (cell_text(cell) for name, cell in record.items() if name != column)
        around = "\n".join(one for one in others if len(one) < 40)
        place = place_called(plain, year, around)
        if place is None and len(found := places_called(plain, year, around)) > 1:
            shown = [f"{one.code} {''.join(one.parents)}{one.name}" for one in found]
            raise Refusal("ambiguous_region", "", ", ".join(shown))
    if place is None:
        raise Refusal("unknown_place", "", plain[:40])
    return plain if plain.isdigit() else place.code


def _notices(text: str, suffix: str) -> tuple[Notice, ...]:
    """Warnings of texts that fill their cell to its limit, and of undecodable characters."""
    notices = [broken_characters(text)] if BROKEN in text else []
    full = len(text.encode("utf-16-le", "surrogatepass")) // 2 == EXCEL_CELL
    stata = suffix == ".dta" and len(text.encode("utf-8", "replace")) in _nearly(STATA_STRING)
    if full or stata:
        message = "the text fills its cell to the limit and may be truncated"
        notices.append(Notice("cut_by_cell", message, len(text) - 1, len(text)))
    return tuple(notices)


def _goes_on(text: str, record: Record, columns: ColumnNames) -> tuple[Notice, ...]:
    """A warning where the text breaks off and another cell of the row has its rest."""
    names = list(record)
    if len(text) < LONG_TEXT or _ENDS.search(text.rstrip()) or columns.text not in names:
        return ()
    for name in names[names.index(columns.text) + 1 :]:
        rest = record[name]
        if isinstance(rest, str) and len(rest) >= LONG_TEXT:
            message = f"the text breaks off, and the column {name} seems to continue it; join them"
            return (Notice("text_in_two_cells", message, len(text) - 1, len(text)),)
    return ()


def _nearly(limits: tuple[int, ...]) -> set[int]:
    """The limits, and one and two bytes less, as a limit may fall within a character of three."""
    return {limit - missing for limit in limits for missing in (0, 1, 2)}


# --- formats --------------------------------------------------------------------------------------


def _csv(path: Path, columns: ColumnNames) -> Numbered:
    return _separated(path, columns, "")


def _tsv(path: Path, columns: ColumnNames) -> Numbered:
    return _separated(path, columns, "\t")


def _delimiter(text: str) -> str:
    """What separates the cells of a csv file: Excel writes the separator of its country.

    It is the one that occurs most often in the header, outside of quotation marks.
    """
    header = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff").partition("\n")[0])
    return max(",;\t", key=header.count)


def _separated(path: Path, columns: ColumnNames, delimiter: str) -> Numbered:
    text, *_ = decode(path.read_bytes())
    delimiter = delimiter or _delimiter(text)
    # The default limit of a field is shorter than a report. The limit applies to the whole process,
    # so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [name.strip() for name in next(lines, [])]
    _check_columns(header, columns)
    for number, cells in enumerate(lines, 2):
        if len(cells) == len(header):
            yield number, dict(zip(header, map(unescaped, cells), strict=True))
        elif cells:
            problem = f"{len(cells)} cells, but {len(header)} in the header"
            yield number, Refusal("bad_row", "", problem)


def _xlsx(path: Path, columns: ColumnNames) -> Numbered:
    """The rows of the one sheet that has the text column."""
    from openpyxl import load_workbook  # needed for such tables only

    data = path.read_bytes()
    check_zip(data)
    _check_tags(data)
    check_workbook(data)
    # Read-only mode reads row by row; data_only gives the saved value of a formula.
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    headers = {sheet.title: _header(sheet) for sheet in book.worksheets}
    fitting = [title for title, header in headers.items() if columns.text in header]
    if len(fitting) > 1:
        raise Refusal("several_sheets", "", ", ".join(fitting))
    title = fitting[0] if fitting else next(iter(headers), "")
    _check_columns([name for name in headers.get(title, []) if name], columns)
    for number, cells in enumerate(book[title].iter_rows(min_row=2, values_only=True), 2):
        if any(cell is not None for cell in cells):
            yield number, dict(zip(headers[title], cells, strict=False))


def _header(sheet: Any) -> list[str]:
    sheet.reset_dimensions()  # the size that the file declares may be wrong
    first = next(sheet.iter_rows(max_row=1, values_only=True), ())
    return [cell_text(cell) for cell in first]


def _check_tags(data: bytes) -> None:
    """Refuses too many cells: each takes about 100 bytes of memory, and 1 MB may hold millions."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            with archive.open(info) as stream:
                while chunk := stream.read(2**20):
                    count += chunk.count(b"<")
    if count > MAX_TAGS:
        raise Refusal("too_large", "", f"{MAX_TAGS:,} tags")


def _jsonl(path: Path, columns: ColumnNames) -> Numbered:
    text, *_ = decode(path.read_bytes())
    checked = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, Refusal("bad_row", "", f"not JSON: {error}")
            continue
        if not isinstance(record, dict):
            yield number, Refusal("bad_row", "", "not a JSON object")
            continue
        if not checked:
            _check_columns(list(record), columns)
            checked = True
        yield number, record


def _parquet(path: Path, columns: ColumnNames) -> Numbered:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        _check_columns(file.schema_arrow.names, columns)
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=columns.named()):
            for record in batch.to_pylist():
                number += 1
                yield number, record


def _dta(path: Path, columns: ColumnNames) -> Numbered:
    import pandas as pd

    with pd.read_stata(path, iterator=True) as reader:
        _check_columns(list(reader.variable_labels()), columns)
        table = reader.read(columns=columns.named())  # type: ignore[attr-defined]
    named = table.assign(**{name: _repaired(table[name]) for name in columns.named()})
    for number, values in enumerate(named.itertuples(index=False, name=None), 1):
        yield number, dict(zip(named.columns, values, strict=True))


def _repaired(column: Any) -> Any:
    """Strings of Stata 13 and older, whose files name no encoding, and pandas assumes Latin-1."""
    strings = [cell for cell in column if isinstance(cell, str)]
    joined = "\n".join(strings)
    if joined.isascii() or not all("\0" <= character <= "\xff" for character in joined):
        return column
    _, encoding, *_ = decode(joined.encode("latin-1"))
    return column.map(
        lambda cell: (
            cell.encode("latin-1").decode(encoding, "replace") if isinstance(cell, str) else cell
        )
    )


LISTINGS: Final[Mapping[str, Callable[[Path, ColumnNames], Numbered]]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".xlsx": _xlsx,
    ".jsonl": _jsonl,
    ".dta": _dta,
    ".parquet": _parquet,
}
