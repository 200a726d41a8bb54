"""Tables as Excel files, and coding sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.export.labels import CREATED, Label
from corpus.errors import Refusal
from corpus.files import saved

_LONGEST = 32_767  # UTF-16 units in a cell of Excel
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    """A workbook that is written when the block ends.

    Raises:
        OSError: if it cannot be written; the library has an error of its own for that.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(str(path), _PLAIN) as book:
            yield book
    except FileCreateError as error:
        known = error.args and isinstance(error.args[0], OSError)
        raise (error.args[0] if known else OSError(str(error))) from error


def write_excel(
    table: pd.DataFrame, path: Path, labels: Mapping[str, Label], title: str, note: str
) -> None:
    """Writes a table as an Excel file, with title, note and column labels on a second sheet."""
    with _workbook(path) as book:
        book.set_properties({"title": title, "created": CREATED})
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("table")
        for place, name in enumerate(table):
            sheet.write_string(0, place, str(name), bold)
            for row, value in enumerate(table[name].tolist(), start=1):
                _write_cell(sheet, row, place, value)
            sheet.set_column(place, place, _width(table[name]))
        sheet.freeze_panes(1, 0)
        if len(table.columns):
            sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)
        about = book.add_worksheet("about")
        lines = [(title, ""), (note, "")]
        lines += [
            (name, f"{label.english}; {label.chinese}")
            for name, label in labels.items()
            if name in table
        ]
        for row, cells in enumerate(line for line in lines if any(line)):
            for place, text in enumerate(cells):
                about.write_string(row, place, _fitting(text))
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 90)


def write_coding_sheet(
    path: Path,
    shown: pd.DataFrame,
    key: pd.DataFrame | None,
    choices: Mapping[str, Sequence[str]],
    instructions: Sequence[str],
    codebook: pd.DataFrame | None = None,
) -> Path:
    """Writes a coding sheet: instructions, and rows with drop-down lists to fill in.

    Args:
        path: of the file, ending in .xlsx.
        shown: what coders see, with the columns that they fill in.
        key: what is on a hidden sheet, which anyone can unhide; None for no such sheet.
        choices: by column to fill in, the values to choose from.
        instructions: the lines of the first sheet.
        codebook: what is on the last sheet, what the codes mean; None for no such sheet.

    Returns:
        The path.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal("unknown_table_format", str(path), path.suffix or "no extension")
    with saved(path) as part, _workbook(part) as book:
        book.set_properties({"created": CREATED})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        about, sheet = book.add_worksheet("instructions"), book.add_worksheet("sentences")
        lines, listed = _with_lists(instructions, choices)
        for row, line in enumerate(lines):
            about.write_string(row, 0, line)
        about.set_column(0, 0, 110)
        _fill(sheet, shown, wrapped)
        for name, rows in listed.items():
            place = shown.columns.get_loc(name)
            source = f"=instructions!$A${rows.start + 1}:$A${rows.stop}"
            sheet.data_validation(
                1, place, max(len(shown), 1), place, {"validate": "list", "source": source}
            )
        sheet.freeze_panes(1, 0)
        if key is not None:
            hidden = book.add_worksheet("key")
            _fill(hidden, key, wrapped)
            hidden.hide()
        if codebook is not None:
            _fill(book.add_worksheet("codebook"), codebook, wrapped)
        sheet.activate()
    return path


def _with_lists(
    instructions: Sequence[str], choices: Mapping[str, Sequence[str]]
) -> tuple[list[str], dict[str, range]]:
    """The lines of the first sheet, and by column the rows of its list, counted from 0."""
    lines, listed = list(instructions), {}
    for name, values in choices.items():
        lines.append("")
        listed[name] = range(len(lines), len(lines) + len(values))
        lines.extend(values)
    return lines, listed


def _fill(sheet: Any, table: pd.DataFrame, wrapped: Any) -> None:
    for place, name in enumerate(table):
        sheet.write_string(0, place, str(name))
        for row, value in enumerate(table[name].tolist(), start=1):
            _write_cell(sheet, row, place, value)
        sheet.set_column(place, place, min(_width(table[name]), 55), wrapped)


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value is pd.NA or value != value:  # a missing value is an empty cell
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and abs(value) != float("inf"):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    """A text that a cell can hold, with … where its end is left out."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= _LONGEST:
        return text
    start = text.encode("utf-16-le", "surrogatepass")[: 2 * (_LONGEST - 1)]
    return start.decode("utf-16-le", "ignore") + "…"


def _width(column: pd.Series) -> float:
    longest = column.head(200).astype("string").fillna("").map(_columns).max()
    return float(min(max(longest if pd.notna(longest) else 0, len(str(column.name))) + 2, 60))


def _columns(text: str) -> int:
    """The width of a text in letters; Chinese characters are twice as wide."""
    return sum(2 if character > "\u2e80" else 1 for character in text)
