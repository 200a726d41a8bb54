"""Tables for a paper: LaTeX (booktabs), Word and Markdown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from analysis.export.cells import cells, heads, is_number
from corpus.language import Lang

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "-": "{-}",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^=])")
# Characters that reverse the direction of a line, and code points that are not characters.
_UNSEEN = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_NEVER_NUMBERED = datetime(2000, 1, 1)


def latex_table(
    table: pd.DataFrame,
    *,
    names: Mapping[str, str],
    caption: str,
    note: str,
    digits: int,
    lang: Lang | None = None,
) -> str:
    r"""A table in LaTeX with the rules of booktabs; all text is escaped.

    Args:
        table: the table; its index is left out.
        names: column heads of one's own, by the name of the column.
        caption: above the table; "" for no caption.
        note: below the table, such as units, intervals and source; "" for no note.
        digits: number of decimal places.
        lang: en or zh, of other heads and of codes, as in ``show``; None as in files.

    Example:
        >>> import pandas as pd
        >>> from analysis.export import latex_table
        >>> table = pd.DataFrame({"term": ["创新", "R&D"], "rate": [3.456, 1.2]})
        >>> text = latex_table(table, names={"rate": "rate (‰)"}, caption="Policy terms, 2018",
        ...                    note="", digits=1)
        >>> print("\n".join(text.splitlines()[6:10]))
        term & rate (‰) \\
        \midrule
        创新 & 3.5 \\
        R\&D & 1.2 \\
    """
    sides = "".join("r" if is_number(table[name]) else "l" for name in table)
    rows = [[_latex(cell) for cell in row] for row in cells(table, digits, lang)]
    lines = [
        "% \\usepackage{booktabs}; Chinese needs XeLaTeX or LuaLaTeX with \\usepackage{ctex}",
        "\\begin{table}[htbp]",
        "\\centering",
        *([f"\\caption{{{_latex(caption)}}}"] if caption else []),
        f"\\begin{{tabular}}{{{sides}}}",
        "\\toprule",
        " & ".join(map(_latex, heads(table, lang, names))) + r" \\",
        "\\midrule",
        *(" & ".join(row) + r" \\" for row in rows),
        "\\bottomrule",
        "\\end{tabular}",
        *([f"\\par\\smallskip\\footnotesize {_latex(note)}"] if note else []),
        "\\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _latex(text: str) -> str:
    """Text escaped for LaTeX, including ``--`` and ?`, which LaTeX would print as other signs."""
    return "".join(_LATEX.get(one, one) for one in _line(text))


def markdown_table(
    table: pd.DataFrame,
    *,
    names: Mapping[str, str],
    caption: str,
    note: str,
    digits: int,
    lang: Lang | None = None,
) -> str:
    """A table in Markdown, with numbers aligned right; all text is escaped.

    Args:
        table: the table; its index is left out.
        names: column heads of one's own, by the name of the column.
        caption: above the table; "" for no caption.
        note: below the table; "" for no note.
        digits: number of decimal places.
        lang: en or zh, of other heads and of codes, as in ``show``; None as in files.

    Example:
        >>> import pandas as pd
        >>> from analysis.export import markdown_table
        >>> table = pd.DataFrame({"term": ["创新", "教育"], "rate": [3.456, 1.2]})
        >>> text = markdown_table(table, names={"term": "政策词", "rate": "每千词频次"},
        ...                       caption="", note="", digits=1)
        >>> print(text.rstrip())
        | 政策词 | 每千词频次 |
        | --- | ---: |
        | 创新 | 3.5 |
        | 教育 | 1.2 |
    """
    header = [_markdown(name) for name in heads(table, lang, names)]
    sides = ["---:" if is_number(table[name]) else "---" for name in table]
    body = [
        [_markdown(cell, is_number=side == "---:") for cell, side in zip(row, sides, strict=True)]
        for row in cells(table, digits, lang)
    ]
    lines = [f"| {' | '.join(row)} |" for row in (header, sides, *body)]
    above = [f"**{_markdown(caption)}**", ""] if caption else []
    below = ["", _markdown(note)] if note else []
    return "\n".join([*above, *lines, *below]) + "\n"


def _markdown(text: str, *, is_number: bool = False) -> str:
    plain = _line(text).replace("&", "&amp;")
    return plain if is_number else _MARKDOWN.sub(r"\\\1", plain)


def word_table(
    table: pd.DataFrame,
    *,
    names: Mapping[str, str],
    caption: str,
    note: str,
    digits: int,
    lang: Lang | None = None,
) -> bytes:
    """A Word document with the table, whose head is repeated on every page.

    Args:
        table: the table; its index is left out.
        names: column heads of one's own, by the name of the column.
        caption: above the table; "" for no caption.
        note: below the table; "" for no note.
        digits: number of decimal places.
        lang: en or zh, of other heads and of codes, as in ``show``; None as in files.

    Returns:
        The bytes of a .docx file.

    Example:
        >>> from io import BytesIO
        >>> import pandas as pd
        >>> from docx import Document
        >>> from analysis.export import word_table
        >>> table = pd.DataFrame({"term": ["创新", "教育"], "rate": [3.456, 1.2]})
        >>> made = word_table(table, names={"rate": "rate per 1,000 words"},
        ...                   caption="Policy terms, 2018", note="", digits=1)
        >>> [[cell.text for cell in row.cells] for row in Document(BytesIO(made)).tables[0].rows]
        [['term', 'rate per 1,000 words'], ['创新', '3.5'], ['教育', '1.2']]
    """
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    document = Document()
    for name in ("created", "modified"):
        setattr(document.core_properties, name, _NEVER_NUMBERED)
    document.styles["Normal"].font.size = Pt(9)
    if caption:
        document.add_paragraph(_line(caption), style="Caption")
    sheet = document.add_table(rows=0, cols=len(table.columns), style="Light List")
    header = heads(table, lang, names)
    right = [is_number(table[name]) for name in table]
    for row in (header, *cells(table, digits, lang)):
        for cell, text, is_right in zip(sheet.add_row().cells, row, right, strict=True):
            cell.text = _line(text)
            if is_right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeated = OxmlElement("w:tblHeader")
    sheet.rows[0]._tr.get_or_add_trPr().append(repeated)
    if note:
        document.add_paragraph(_line(note))
    made = io.BytesIO()
    document.save(made)
    return _without_clock(made.getvalue())


def _without_clock(archive: bytes) -> bytes:
    """The archive with fixed dates of its members, so that the same table gives the same file."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()


def _line(text: str) -> str:
    """The text on one line, without invisible characters."""
    return " ".join(_UNSEEN.sub("", str(text)).split())
