"""The text of one document, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import Notice, Refusal
from corpus.files import read_regular
from corpus.reading.encoding import decode
from corpus.reading.file_kind import FileKind, sniff
from corpus.reading.libreoffice import read_rtf
from corpus.reading.limited import read_limited
from corpus.reading.pdf import read_pdf
from corpus.reading.result import DocumentText
from corpus.reading.scan import read_image
from corpus.reading.word97 import read_word97

# A report has about 50 KB; a file a thousand times as large is something else.
MAX_BYTES = 50 * 2**20
# A report has about 20,000 characters; web pages that repeat its paragraphs have up to 400,000.
MAX_TEXT = 5_000_000


@dataclass(frozen=True)
class Source:
    """A document as found.

    Attributes:
        text: the whole text of the file, in order; for plain text, the decoded file without its
            byte order mark. All offsets in this project count code points of this string.
        encoding: of the bytes; ``"utf-8"`` for docx, which has no other.
        confidence: in the encoding, from 0 to 1.
        sha256: of the file's bytes, in hexadecimal.
        notices: warnings about the reading.
    """

    text: str
    encoding: str
    confidence: float
    sha256: str
    notices: tuple[Notice, ...] = ()


def read_document(path: str | Path) -> Source:
    """The text of one document as found, with its encoding and warnings.

    Args:
        path: a txt, md, html, htm, mht, mhtml, docx, doc, rtf or pdf file.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``unknown_format``, ``too_large`` or ``empty``;
            ``not_text``, ``damaged``, ``encrypted``, ``no_text_layer``, ``garbled_text``,
            ``no_doc_reader``, ``too_slow`` or ``reader_failed``, depending on the format.

    Example:
        >>> from pathlib import Path
        >>> from corpus.reading import read_document
        >>> page = "<h1>政府工作报告</h1><script>var n = 1;</script><p>优化营商环境。</p>"
        >>> size = Path("report.html").write_text(page, encoding="utf-8")
        >>> source = read_document(Path("report.html"))
        >>> source.encoding, source.text.splitlines()
        ('utf-8', ['政府工作报告', '优化营商环境。'])
    """
    path = Path(path) if isinstance(path, str) else path  # or an address
    suffix = path.suffix.lower()
    read = READERS.get(suffix)
    data = read_bytes(path)
    if read is None:
        raise Refusal("unknown_format", str(path), path.suffix or "no extension")
    if not data.strip():
        raise Refusal("empty", str(path))
    try:
        text, encoding, confidence, notices = _read_disguised(suffix, data) or read(data)
    except Refusal as refusal:
        raise Refusal(refusal.code, str(path), refusal.detail) from refusal
    if not text.strip():
        raise Refusal("empty", str(path))
    if len(text) > MAX_TEXT:
        raise Refusal("too_large", str(path), f"{MAX_TEXT:,} characters")
    return Source(text, encoding, confidence, hashlib.sha256(data).hexdigest(), notices)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, if it exists, can be opened and is not too large.

    Raises:
        Refusal: ``not_found``, ``unreadable`` or ``too_large``.
    """
    return read_regular(path, most=MAX_BYTES)


_read_html = partial(read_limited, "html")
_read_mht = partial(read_limited, "mht")
_read_docx = partial(read_limited, "docx")


# A download or a mail may give a file any extension. What its bytes surely are decides, but for
# text: a page saved as .txt is read as it is, markup included.
_DISGUISED: dict[str, tuple[FileKind, ...]] = {
    ".txt": ("doc", "docx", "rtf", "pdf"),
    ".md": ("doc", "docx", "rtf", "pdf"),
    ".html": ("doc", "docx", "rtf", "pdf", "mht"),
    ".htm": ("doc", "docx", "rtf", "pdf", "mht"),
    ".docx": ("doc", "rtf", "pdf", "html", "mht"),
    ".pdf": ("doc", "docx", "rtf", "html", "mht"),
}


def _read_disguised(suffix: str, data: bytes) -> DocumentText | None:
    """The text of a file whose content is of another format than its extension says."""
    kind = sniff(data) if suffix in _DISGUISED else "unknown"
    return _read_under(suffix, kind, data) if kind in _DISGUISED.get(suffix, ()) else None


def _read_under(suffix: str, kind: FileKind, data: bytes) -> DocumentText:
    """The text of a file of a format, with the warning that its extension is another's."""
    text, encoding, confidence, notices = _read_as(kind, data)
    notice = Notice("other_format", f"the extension is {suffix}, but the content is {kind}")
    return DocumentText(text, encoding, confidence, (*notices, notice))


def read_doc(data: bytes) -> DocumentText:
    """The text of a .doc file, one line per paragraph, row of a table of data, or other cell.

    Many .doc files are web pages, rich text or docx files under this extension. They are read in
    their actual format, with a warning.

    Raises:
        Refusal: ``no_doc_reader``, ``encrypted``, ``damaged``, ``too_slow``, or as the reader of
            the actual format.
    """
    kind = sniff(data)
    return read_word97(data) if kind == "doc" else _read_under(".doc", kind, data)


def _read_as(kind: FileKind, data: bytes) -> DocumentText:
    readers: dict[FileKind, Callable[[bytes], DocumentText]] = {
        "doc": read_word97,
        "docx": _read_docx,
        "rtf": read_rtf,
        "html": _read_html,
        "pdf": read_pdf,
        "text": decode,
        "mht": _read_mht,
    }
    if kind == "encrypted":
        raise Refusal("encrypted", "")
    if kind not in readers:
        raise Refusal(
            "damaged", "", "it contains no Word text" if kind == "unknown" else f"it is {kind}"
        )
    return readers[kind](data)


READERS: dict[str, Callable[[bytes], DocumentText]] = {
    ".txt": decode,
    ".md": decode,
    ".html": _read_html,
    ".htm": _read_html,
    ".mht": _read_mht,
    ".mhtml": _read_mht,
    ".docx": _read_docx,
    ".doc": read_doc,
    ".rtf": read_doc,
    ".pdf": read_pdf,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), read_image),
}
