"""Workbooks (.xlsx) are counted in a limited process before anything of them is used."""

from __future__ import annotations

import io
from typing import Any, Final

from corpus.errors import Refusal
from corpus.reading.limited import do_limited

MAX_SHEET: Final = 1_048_576  # the rows that Excel has
SECONDS: Final = 60.0  # a table of 60,000 texts takes half of that


def check_workbook(data: bytes, place: str = "") -> None:
    """Refuses a workbook that cannot be read, or only with more time and memory than tables need.

    Args:
        data: the bytes of the file.
        place: the name of the file, for the message.

    Raises:
        Refusal: ``damaged``, ``too_large``, ``too_slow`` or ``reader_failed``.
    """
    try:
        do_limited("workbook", data, seconds=SECONDS)
    except Refusal as refusal:
        raise Refusal(refusal.code, place, refusal.detail) from refusal


def count_rows(data: bytes) -> int:
    """The rows of all sheets, counted by reading them, with those that are missing in between.

    Raises:
        Refusal: ``damaged`` or ``too_large``.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return sum(map(_rows_of, book.worksheets))
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # openpyxl and zipfile raise many kinds
        raise Refusal("damaged", "", str(error) or type(error).__name__) from error


def _rows_of(sheet: Any) -> int:
    sheet.reset_dimensions()  # the size that the file declares may be wrong
    number = 0
    for number, _ in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MAX_SHEET:
            raise Refusal("too_large", "", f"{MAX_SHEET:,} rows")
    return number
