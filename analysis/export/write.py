"""Tables as files for Stata, Excel, R and everybody else, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.export.excel import write_excel
from analysis.export.labels import Label
from analysis.export.stata import write_stata
from analysis.export.text_tables import latex_table, markdown_table, word_table
from corpus.errors import Refusal
from corpus.files import saved
from corpus.language import Lang

FORMATS = (".csv", ".docx", ".dta", ".md", ".parquet", ".tex", ".xlsx")


def write_table(
    table: pd.DataFrame,
    path: Path,
    *,
    labels: Mapping[str, Label] | None = None,
    title: str = "",
    note: str = "",
    digits: int = 2,
    lang: Lang = "en",
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
        lang: of the labels in tex, docx and md.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise Refusal("unknown_table_format", str(path), ending or "no ending")
    with saved(path) as part:
        if ending == ".csv":
            table.to_csv(
                part, index=False, encoding="utf-8-sig", float_format="%.10g", lineterminator="\n"
            )
        elif ending == ".parquet":
            table.to_parquet(part, index=False, compression="zstd")
        elif ending == ".dta":
            write_stata(table, part, labels or {}, title)
        elif ending in (".tex", ".docx", ".md"):
            names = {
                name: label.english if lang == "en" else label.chinese
                for name, label in (labels or {}).items()
            }
            options: Any = {"names": names, "caption": title, "note": note, "digits": digits}
            if ending == ".docx":
                part.write_bytes(word_table(table, **options))
            else:
                made = (latex_table if ending == ".tex" else markdown_table)(table, **options)
                part.write_text(made, encoding="utf-8", newline="\n")
        else:
            write_excel(table, part, labels or {}, title, note)
    return path
