"""Tables as files for Stata, Excel, R, LaTeX, Word and Markdown, byte for byte the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.export.csv_cells import escaped_cells
from analysis.export.excel import write_excel
from analysis.export.labels import Label
from analysis.export.stata import write_stata
from analysis.export.table_labels import labels_for
from analysis.export.text_tables import latex_table, markdown_table, word_table
from corpus.errors import Refusal
from corpus.files import saved
from corpus.language import Lang, check_language

FORMATS = (".csv", ".docx", ".dta", ".md", ".parquet", ".tex", ".xlsx")


def write_table(
    table: pd.DataFrame,
    path: str | Path,
    *,
    labels: Mapping[str, Label] | None = None,
    title: str = "",
    note: str = "",
    digits: int = 2,
    lang: Lang = "en",
) -> Path:
    """Writes a table in the format given by the extension of the file name.

    If writing fails, an existing file stays as it was.

    Args:
        table: the table to write; its index is left out.
        path: of the file, ending in .csv (UTF-8 with the byte order mark that Excel needs; a text
            that a spreadsheet would take for a formula has an apostrophe before it, see
            ``corpus.spreadsheet_formulas``), .dta
            (Stata 118, with value labels in level_code, orientation_code, verdict_code and
            area_code beside the columns of these names), .parquet, .xlsx (typed cells, a filter and
            a frozen head; text is never read as a formula, and ends with … where it is longer than
            a cell may be; infinite numbers are text), .tex (booktabs), .docx or .md.
        labels: labels of the columns (and of values, see ``Label``): variable labels in dta, a
            second sheet in xlsx, heads in tex, docx and md, where columns without one are headed as
            ``show`` heads them.
        title: title of the table; not written to csv and parquet.
        note: note below the table; not written to csv, dta and parquet.
        digits: number of decimal places in tex, docx and md; the other formats keep all.
        lang: language of the heads and codes in tex, docx and md, and of value labels in dta: en
            or zh.

    Returns:
        The path.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
        ValueError: if a table without columns is to be written as .dta.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis.export import Label, write_table
        >>> table = pd.DataFrame({"term": ["创新", "教育"], "n": [17, 8]})
        >>> path = write_table(table, Path("terms.dta"), labels={"n": Label("count", "频次")})
        >>> with pd.io.stata.StataReader(path) as reader:
        ...     print(reader.variable_labels()["n"])
        count 频次
        >>> pd.read_stata(path)["term"].tolist()
        ['创新', '教育']
        >>> print(write_table(table, "terms.md", lang="zh").read_text(encoding="utf-8").strip())
        | 词 | 频次 |
        | --- | ---: |
        | 创新 | 17 |
        | 教育 | 8 |
    """
    check_language(lang)
    path, labels = Path(path), labels_for(table, labels or {})
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise Refusal("unknown_table_format", str(path), ending or "no extension")
    with saved(path) as part:
        if ending == ".csv":
            escaped_cells(table).to_csv(
                part, index=False, encoding="utf-8-sig", float_format="%.10g", lineterminator="\n"
            )
        elif ending == ".parquet":
            table.to_parquet(part, index=False, compression="zstd")
        elif ending == ".dta":
            write_stata(table, part, labels, title, lang)
        elif ending in (".tex", ".docx", ".md"):
            names = {name: label.in_language(lang) for name, label in labels.items()}
            options: Any = {
                "names": names,
                "caption": title,
                "note": note,
                "digits": digits,
                "lang": lang,
            }
            if ending == ".docx":
                part.write_bytes(word_table(table, **options))
            else:
                made = (latex_table if ending == ".tex" else markdown_table)(table, **options)
                part.write_text(made, encoding="utf-8", newline="\n")
        else:
            write_excel(table, part, labels, title, note)
    return path
