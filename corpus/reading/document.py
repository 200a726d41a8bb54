"""One document, by the format it has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from corpus.errors import Notice, Refusal
from corpus.reading.encoding import decode
from corpus.reading.file_kind import FileKind, sniff
from corpus.reading.libreoffice import read_rtf
from corpus.reading.mht import read_mht
from corpus.reading.pdf import read_pdf
from corpus.reading.result import Reading
from corpus.reading.web_page import read_html
from corpus.reading.word97 import read_word97
from corpus.reading.word_docx import read_docx

# A report is some 50 KB; what is a thousand times larger is something else.
MAX_BYTES = 50 * 2**20
# A report has some 20,000 characters, a page that repeats each of its paragraphs six times 400,000.
MAX_TEXT = 5_000_000


@dataclass(frozen=True)
class Source:
    """A document as found.

    Attributes:
        text: everything the file says, in order; for plain text the decoded file without its
            byte order mark. All offsets in this project count code points of this string.
        encoding: of the bytes; ``"utf-8"`` for docx, which knows no other.
        confidence: between 0 and 1, how sure the encoding is.
        sha256: of the file's bytes, in hex.
        notices: what the user should know.
    """

    text: str
    encoding: str
    confidence: float
    sha256: str
    notices: tuple[Notice, ...] = ()


def read_document(path: Path) -> Source:
    """The text of one document, as found.

    Args:
        path: a txt, md, html, htm or docx file.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``unknown_format``, ``too_large``, ``empty``,
            ``not_text`` or ``damaged``.
    """
    read = READERS.get(path.suffix.lower())
    data = read_bytes(path)
    if read is None:
        raise Refusal("unknown_format", str(path), path.suffix or "nameless")
    if not data.strip():
        raise Refusal("empty", str(path))
    try:
        text, encoding, confidence, notices = read(data)
    except Refusal as refusal:
        raise Refusal(refusal.code, str(path), refusal.detail) from refusal
    if not text.strip():
        raise Refusal("empty", str(path))
    if len(text) > MAX_TEXT:
        raise Refusal("too_large", str(path), f"{MAX_TEXT:,} characters")
    return Source(text, encoding, confidence, hashlib.sha256(data).hexdigest(), notices)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is there, can be opened and is not too large."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise Refusal("unreadable", str(path), "it is no file")
        if about.st_size > MAX_BYTES:
            raise Refusal("too_large", str(path), f"{MAX_BYTES >> 20} MB")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refusal("not_found", str(path)) from error
    except OSError as error:
        raise Refusal("unreadable", str(path), error.strerror or str(error)) from error


def _read_mht(data: bytes) -> Reading:
    return read_mht(data, read_html)


def read_doc(data: bytes) -> Reading:
    """Everything that a .doc file says, one line a paragraph or table cell.

    Many a .doc is a web page, rich text or a docx under this name: it is read as what it is, and a
    notice says so.

    Raises:
        Refusal: ``no_doc_reader``, ``encrypted``, ``damaged``, ``too_slow``, and what the reader
            of another format raises.
    """
    kind = sniff(data)
    if kind == "doc":
        return read_word97(data)
    text, encoding, confidence, notices = _read_as(kind, data)
    notice = Notice("other_format", f"the file is named .doc, but is {kind}")
    return text, encoding, confidence, (*notices, notice)


def _read_as(kind: FileKind, data: bytes) -> Reading:
    readers = {
        "docx": read_docx,
        "rtf": read_rtf,
        "html": read_html,
        "pdf": read_pdf,
        "text": decode,
        "mht": _read_mht,
    }
    if kind == "encrypted":
        raise Refusal("encrypted", "")
    if kind not in readers:
        raise Refusal(
            "damaged", "", "there is no Word text in it" if kind == "unknown" else f"it is {kind}"
        )
    return readers[kind](data)


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": decode,
    ".md": decode,
    ".html": read_html,
    ".htm": read_html,
    ".mht": _read_mht,
    ".mhtml": _read_mht,
    ".docx": read_docx,
    ".doc": read_doc,
    ".rtf": read_doc,
    ".pdf": read_pdf,
}
