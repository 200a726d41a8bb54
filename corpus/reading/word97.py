"""The text of a Word 97–2003 file (.doc), read by antiword or LibreOffice."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from corpus.errors import Refusal
from corpus.reading.data_tables import is_of_data
from corpus.reading.libreoffice import SECONDS, has_office, read_by_office
from corpus.reading.programs import run_limited
from corpus.reading.result import DocumentText

_ANTIWORD_MEMORY: Final = 512 * 2**20


def read_word97(data: bytes) -> DocumentText:
    """The text of a Word 97–2003 file, read by antiword or, failing that, by LibreOffice.

    Raises:
        Refusal: ``no_doc_reader``, ``encrypted``, ``damaged`` or ``too_slow``.
    """
    antiword = shutil.which("antiword")
    if antiword is None:
        return read_by_office(data, ".doc")
    try:
        text = _antiword(antiword, data)
    except Refusal as refusal:
        # antiword rejects some intact files, such as very short ones.
        if refusal.code == "encrypted" or not has_office():
            raise
        return read_by_office(data, ".doc")
    return DocumentText("\n".join(_antiword_lines(text)))


def _antiword(program: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="gwr-") as name:
        Path(name, "report.doc").write_bytes(data)
        finished = run_limited(
            # Width 0 puts each paragraph on one line.
            [program, "-m", "UTF-8.txt", "-w", "0", "report.doc"],
            folder=Path(name),
            seconds=SECONDS,
            memory=_ANTIWORD_MEMORY,
        )
    # antiword explains failures on either stream, and after some of them exits with status 0.
    words = finished.messages or finished.output[:300].decode("utf-8", "replace")
    if "ncrypted documents are not supported" in words:
        raise Refusal("encrypted", "")
    if finished.status or not finished.output:
        raise Refusal(
            "damaged", "", words.splitlines()[0] if words else "antiword returned no text"
        )
    # antiword writes a character beyond U+FFFF as two surrogates.
    text = finished.output.decode("utf-8", "surrogatepass")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _antiword_lines(text: str) -> Iterator[str]:
    """The lines that are not empty; tables, which antiword draws with bars, as in a docx file."""
    table: list[list[str]] = []
    for line in text.splitlines():
        if len(line) > 2 and line[0] == line[-1] == "|":
            table.append(line[1:-1].split("|"))
            continue
        yield from _table_lines(table)
        table = []
        if line.strip():
            yield line.rstrip()
    yield from _table_lines(table)


def _table_lines(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a drawn table of data; the cells of another, which only lays out text."""
    rows = list(_rows(table))
    if is_of_data(rows):
        yield from filter(str.strip, map("\t".join, rows))
    else:
        yield from (cell for row in rows for cell in row if cell)


def _rows(table: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The rows of a drawn table, where a cell that fills its column continues on the next line."""
    row: list[str] = []
    goes_on = False
    for line in table:
        if goes_on and len(line) == len(row):
            row = [before + cell.strip() for before, cell in zip(row, line, strict=True)]
        else:
            yield from filter(None, [row])
            row = [cell.strip() for cell in line]
        goes_on = any(cell.strip() and _width(cell) - _width(cell.rstrip()) < 2 for cell in line)
    yield from filter(None, [row])


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)
