"""Tables as files for Stata, Excel, R and everybody else, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.saving import saved
from analysis.text_tables import latex_table, markdown_table, word_table
from corpus.errors import Refusal

FORMATS = (".csv", ".docx", ".dta", ".md", ".parquet", ".tex", ".xlsx")
_STATA_LABEL = 80  # characters; Stata cuts what is longer
_STATA_STRING = 2_045  # bytes; longer texts become strL
# Words that Stata keeps for itself; a column of that name gets a line after it.
_RESERVED = ("byte", "class", "double", "end", "float", "if", "in", "int", "long", "using", "with")
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
          "nan_inf_to_errors": False}  # fmt: skip
_CREATED = datetime(2000, 1, 1)  # so that the same table is the same file


class Label(NamedTuple):
    """What a column is, in both languages."""

    english: str
    chinese: str


def write_table(
    table: pd.DataFrame,
    path: Path,
    *,
    labels: Mapping[str, Label] | None = None,
    title: str = "",
    note: str = "",
    digits: int = 2,
    language: Literal["en", "zh"] = "en",
) -> Path:
    """Writes a table in the format that the file's ending names, whole or not at all.

    Args:
        table: its index is left out.
        path: ends in .csv (UTF-8 with the mark that Excel needs), .dta (Stata 118), .parquet,
            .xlsx (typed, with a filter and a fixed header; no text is a formula), .tex (booktabs),
            .docx or .md.
        labels: of columns, in dta as variable labels, in xlsx as a second sheet, in tex, docx and
            md in place of the names.
        title: of the table; csv and parquet have none.
        note: how it was made; csv, dta and parquet have none.
        digits: of fractions in tex, docx and md; the others keep all.
        language: of the labels in tex, docx and md.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise Refusal("unknown_table_format", str(path), ending or "no ending")
    with saved(path) as part:
        if ending == ".csv":
            table.to_csv(part, index=False, encoding="utf-8-sig", float_format="%.10g",
                         lineterminator="\n")  # fmt: skip
        elif ending == ".parquet":
            table.to_parquet(part, index=False, compression="zstd")
        elif ending == ".dta":
            _write_stata(table, part, labels or {}, title)
        elif ending in (".tex", ".docx", ".md"):
            names = {name: label.english if language == "en" else label.chinese
                     for name, label in (labels or {}).items()}  # fmt: skip
            options: Any = {"names": names, "caption": title, "note": note, "digits": digits}
            if ending == ".docx":
                part.write_bytes(word_table(table, **options))
            else:
                made = (latex_table if ending == ".tex" else markdown_table)(table, **options)
                part.write_text(made, encoding="utf-8", newline="\n")
        else:
            _write_excel(table, part, labels or {}, title, note)
    return path


def _write_stata(table: pd.DataFrame, path: Path, labels: Mapping[str, Label], title: str) -> None:
    """Stata's own types: whole numbers with missing ones as floats, texts as texts."""
    plain = pd.DataFrame({name: _for_stata(table[name]) for name in table})
    plain = plain.rename(columns={name: f"{name}_" for name in _RESERVED})
    shown = {
        f"{name}_" if name in _RESERVED else name: f"{label.english} {label.chinese}"[:_STATA_LABEL]
        for name, label in labels.items()
        if name in table
    }
    long = [name for name in plain if plain[name].dtype == object
            and plain[name].map(lambda text: len(text.encode())).max() > _STATA_STRING]  # fmt: skip
    plain.to_stata(path, write_index=False, version=118, variable_labels=shown,
                   data_label=title[:_STATA_LABEL] or None, convert_strl=long or None,
                   time_stamp=_CREATED)  # fmt: skip


def _for_stata(column: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.astype("int8")
    if pd.api.types.is_integer_dtype(column) and not column.isna().any():
        return column.astype("int64" if column.abs().max() > 2**31 - 8 else "int32")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64")
    return column.astype(object).where(column.notna(), "").astype(str).astype(object)


def _write_excel(
    table: pd.DataFrame, path: Path, labels: Mapping[str, Label], title: str, note: str
) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), _PLAIN) as book:
        book.set_properties({"title": title, "created": _CREATED})
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
        lines += [(name, f"{label.english}; {label.chinese}") for name, label in labels.items()
                  if name in table]  # fmt: skip
        for row, cells in enumerate(line for line in lines if any(line)):
            for place, text in enumerate(cells):
                about.write_string(row, place, text)
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 90)


def write_coding_sheet(
    path: Path, shown: pd.DataFrame, key: pd.DataFrame, choices: list[str], instructions: Any
) -> Path:
    """Writes a sheet for readers: instructions, rows with a list to choose from, a hidden key.

    Args:
        path: ends in .xlsx.
        shown: what readers see; its last column is theirs to fill in.
        key: what they do not see.
        choices: of the last column.
        instructions: one a line.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    import xlsxwriter

    if path.suffix.lower() != ".xlsx":
        raise Refusal("unknown_table_format", str(path), path.suffix or "no ending")
    with saved(path) as part, xlsxwriter.Workbook(str(part), _PLAIN) as book:
        book.set_properties({"created": _CREATED})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        about, sheet = book.add_worksheet("instructions"), book.add_worksheet("sentences")
        for row, line in enumerate([*instructions, "", *choices]):
            about.write_string(row, 0, line)
        about.set_column(0, 0, 110)
        _fill(sheet, shown, wrapped)
        last = len(shown.columns) - 1
        sheet.data_validation(1, last, max(len(shown), 1), last, {
            "validate": "list",
            "source": f"=instructions!$A${len(instructions) + 2}:"
                      f"$A${len(instructions) + 1 + len(choices)}"})  # fmt: skip
        sheet.freeze_panes(1, 0)
        hidden = book.add_worksheet("key")
        _fill(hidden, key, wrapped)
        hidden.hide()
        sheet.activate()
    return path


def _fill(sheet: Any, table: pd.DataFrame, wrapped: Any) -> None:
    for place, name in enumerate(table):
        sheet.write_string(0, place, str(name))
        for row, value in enumerate(table[name].tolist(), start=1):
            _write_cell(sheet, row, place, value)
        sheet.set_column(place, place, min(_width(table[name]), 55), wrapped)


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value is pd.NA or value != value:  # missing stays an empty cell
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _width(column: pd.Series) -> float:
    longest = column.head(200).astype("string").fillna("").map(_columns).max()
    return float(min(max(longest if pd.notna(longest) else 0, len(str(column.name))) + 2, 60))


def _columns(text: str) -> int:
    """How wide a text is: Chinese characters are twice as wide as letters."""
    return sum(2 if character > "\u2e80" else 1 for character in text)
