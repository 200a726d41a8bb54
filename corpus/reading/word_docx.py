"""The text of a Word file (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.errors import Refusal
from corpus.reading.result import Reading

MAX_UNPACKED = 200 * 2**20
# In memory, the XML of a Word file takes about thirty times its size.
MAX_XML = 16 * 2**20


def read_docx(data: bytes) -> Reading:
    """The text of the body of a Word file, in order, one line per paragraph.

    Paragraphs in tables, text boxes and content controls keep their place. Of tracked changes,
    insertions are included and deletions left out.

    Raises:
        Refusal: ``damaged`` or ``too_large``.
    """
    import docx

    try:
        _check_unpacked_size(data)
        document = docx.Document(io.BytesIO(data))
    except Refusal:
        raise
    except Exception as error:  # python-docx and zipfile raise about ten kinds
        raise Refusal("damaged", "", type(error).__name__) from error
    return "\n".join(_docx_lines(document.element.body)), "utf-8", 1.0, ()


def _check_unpacked_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    xml = (one.file_size for one in members if one.filename.endswith((".xml", ".rels")))
    for size, limit in ((sum(xml), MAX_XML), (sum(one.file_size for one in members), MAX_UNPACKED)):
        if size > limit:
            raise Refusal("too_large", "", f"{limit >> 20} MB")


# python-docx's own paragraphs omit tracked insertions, content controls and text boxes, and repeat
# a merged cell for every cell that it spans.
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH = f"{_WORD}p"
_DOCX_TEXT = {
    f"{_WORD}t": None,
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}


def _docx_lines(body: Any) -> Iterator[str]:
    for paragraph in body.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            yield "".join(_docx_pieces(paragraph))


def _docx_pieces(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, without its text boxes, which hold paragraphs of their own."""
    for node in paragraph.iter(*_DOCX_TEXT):
        inside_run = next(node.iterancestors(f"{_WORD}r"), None) is not None
        if inside_run and next(node.iterancestors(_PARAGRAPH)) is paragraph:
            yield _DOCX_TEXT[node.tag] or node.text or ""
