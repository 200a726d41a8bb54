"""The text of a Word file (.docx)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.errors import Refusal
from corpus.reading.data_tables import MAX_CELL, is_of_data
from corpus.reading.result import DocumentText
from corpus.reading.word_numbers import Numbering, numbering_of
from corpus.reading.word_styles import styles_of

MAX_UNPACKED = 200 * 2**20
# In memory, the XML of a Word file takes about thirty times its size.
MAX_XML = 16 * 2**20
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, zero bytes, white space


def read_docx(data: bytes) -> DocumentText:
    """The text of the body of a Word file, in order, one line per paragraph.

    The numbers that Word puts before paragraphs are part of the text. A row of a table of short
    cells is one line, with tabs between the cells, and so is a list or box of one column among the
    paragraphs. Those in other tables, in text boxes and in content controls keep their place. Of
    tracked changes, insertions are included and deletions left out, as are the old places of what
    was moved, hidden text, which is not printed, and pronunciations printed above the words.

    Raises:
        Refusal: ``damaged`` or ``too_large``.
    """
    import docx

    try:
        _check_unpacked_size(data)
        document = docx.Document(io.BytesIO(data))
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # python-docx and zipfile raise about ten kinds
        raise Refusal("damaged", "", type(error).__name__) from error
    body = getattr(document.element, "body", None)  # a part of another kind has none
    if body is None:
        raise Refusal("damaged", "", "it contains no Word text")
    lines = _docx_lines(body, numbering_of(document), _hidden_styles(document))
    return DocumentText("\n".join(lines))


def _check_unpacked_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        xml = [one.file_size for one in members if _is_xml(archive, one)]
    for size, limit in ((sum(xml), MAX_XML), (sum(one.file_size for one in members), MAX_UNPACKED)):
        if size > limit:
            raise Refusal("too_large", "", f"{limit >> 20} MB")


def _is_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part may be parsed as XML, which begins with a tag whatever the part's name."""
    with archive.open(member) as part:
        return part.read(64).lstrip(_BEFORE_XML).startswith(b"<")


# python-docx's own paragraphs omit tracked insertions, content controls and text boxes, and repeat
# a merged cell for every cell that it spans.
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH = f"{_WORD}p"
_TABLE, _ROW, _CELL = f"{_WORD}tbl", f"{_WORD}tr", f"{_WORD}tc"
_CHAPTER = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|篇|节)"
    r"|各位(?:代表|委员)|同志们"
)
_DOCX_TEXT = {
    f"{_WORD}t": None,
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}


def _docx_lines(body: Any, numbering: Numbering, hidden: set[str]) -> Iterator[str]:
    for run in [one for one in body.iter(f"{_WORD}r") if _is_hidden(one, hidden)]:
        run.clear()
    for pronunciation in [one for one in body.iter(f"{_WORD}rt")]:
        pronunciation.clear()
    tables = {table for table in body.iter(_TABLE) if _has_data(table)}
    lists = {table for table in body.iter(_TABLE) if _is_list(table)}
    done: set[Any] = set()
    has_begun = False  # above the first paragraph, a table has the title
    for paragraph in body.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        row = next((one for one in paragraph.iterancestors(_ROW)), None)
        table = next(row.iterancestors(_TABLE), None) if row is not None else None
        if has_begun and table in lists:
            if table not in done:
                done.add(table)
                yield "\t".join(_short_paragraphs(table))
        elif table not in tables:
            label, text = numbering.label(paragraph), "".join(_docx_pieces(paragraph))
            has_begun = has_begun or len(text) > MAX_CELL
            yield label + text if text.strip() else text
        elif row not in done:
            done.add(row)
            yield "\t".join(_cells(row))


def _hidden_styles(document: Any) -> set[str]:
    """The IDs of the styles that hide their text."""
    styles = styles_of(document)
    return {str(one.get(f"{_WORD}styleId")) for one in styles if _vanishes(one) is True}


def _vanishes(of: Any) -> bool | None:
    """Whether the properties of a run or style hide it; None if they do not say."""
    sign = of.find(f"{_WORD}rPr/{_WORD}vanish")
    return None if sign is None else sign.get(f"{_WORD}val") not in ("0", "false", "off")


def _is_hidden(run: Any, styles: set[str]) -> bool:
    """Whether a run is not printed: deleted, moved elsewhere, or formatted as hidden."""
    if next(run.iterancestors(f"{_WORD}moveFrom", f"{_WORD}del"), None) is not None:
        return True
    if (own := _vanishes(run)) is not None:
        return own
    paragraph = next(run.iterancestors(_PARAGRAPH), None)
    used = [run.find(f"{_WORD}rPr/{_WORD}rStyle")]
    used += [] if paragraph is None else [paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")]
    return any(one is not None and one.get(f"{_WORD}val") in styles for one in used)


def _has_data(table: Any) -> bool:
    """Whether a table has data, and no other table inside."""
    return not _has_table(table) and is_of_data([_cells(row) for row in table.iter(_ROW)])


def _is_list(table: Any) -> bool:
    """Whether a table of one column has several short lines, but no sentence or heading."""
    if any(len(_cells(row)) != 1 for row in table.iter(_ROW)) or _has_table(table):
        return False
    lines = _short_paragraphs(table)
    return len(lines) > 1 and not any(
        len(one) > MAX_CELL or "。" in one or _CHAPTER.match(one) for one in lines
    )


def _short_paragraphs(table: Any) -> list[str]:
    """The paragraphs of a table that are not blank, each without white space around it."""
    texts = ("".join(_docx_pieces(one)).strip() for one in table.iter(_PARAGRAPH))
    return [" ".join(text.split()) for text in texts if text]


def _has_table(table: Any) -> bool:
    return next(table.iterdescendants(_TABLE), None) is not None


def _cells(row: Any) -> list[str]:
    """The text of each cell of a row; paragraphs within a cell are separated by spaces."""
    return [
        " ".join("".join(_docx_pieces(one)).strip() for one in cell.iter(_PARAGRAPH)).strip()
        for cell in row.iter(_CELL)
    ]


def _docx_pieces(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, without its text boxes, which hold paragraphs of their own."""
    for node in paragraph.iter(*_DOCX_TEXT):
        inside_run = next(node.iterancestors(f"{_WORD}r"), None) is not None
        if inside_run and next(node.iterancestors(_PARAGRAPH)) is paragraph:
            yield _DOCX_TEXT[node.tag] or node.text or ""
