"""The format of a file, determined from its bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

FileKind = Literal[
    "doc",
    "docx",
    "rtf",
    "html",
    "mht",
    "pdf",
    "text",
    "xls",
    "xlsx",
    "zip",
    "archive",
    "image",
    "encrypted",
    "unknown",
]


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: Final[Mapping[bytes, FileKind]] = {
    b"{\\rtf": "rtf",
    b"%PDF-": "pdf",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ\x00": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!\x1a\x07": "archive",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
}
_HTML = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body|meta)\b", re.I)
_HEADER = re.compile(r"[\w-]{1,40}:")
_MHT = re.compile(r"^Content-Type:\s{0,9}multipart/related", re.I | re.M)
_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def sniff(data: bytes) -> FileKind:
    """The format of a file, determined from its bytes whatever its extension.

    ``encrypted`` is a password-protected Office file. ``text`` is any other file without zero
    bytes, or with the byte order mark of UTF-16.
    """
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _sniff_text(data[:16384])


def _sniff_ole(data: bytes) -> FileKind:
    """The format of an OLE container, determined from the names of its streams."""
    names: dict[str, FileKind] = {
        "EncryptedPackage": "encrypted",
        "WordDocument": "doc",
        "Workbook": "xls",
        "Book": "xls",
    }
    for name, kind in names.items():
        if f"{name}\0".encode("utf-16-le") in data:
            return kind
    return "unknown"


def _sniff_zip(data: bytes) -> FileKind:
    """The format of a zip file, determined from the names in it, which are never compressed.

    A list of them could be made as long as memory, so none is made.
    """
    if b"word/document.xml" in data:
        return "docx"
    return "xlsx" if b"xl/workbook.xml" in data else "zip"


def _sniff_text(beginning: bytes) -> FileKind:
    encoding = _MARKS.get(beginning[:2], "latin-1")  # any bytes are latin-1, and tags are ASCII
    if encoding == "latin-1" and b"\0" in beginning:
        return "unknown"
    text = (
        beginning.removeprefix(b"\xef\xbb\xbf").decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    )
    if text.startswith("<") and _HTML.search(text):
        return "html"
    return "mht" if _HEADER.match(text) and _MHT.search(text) else "text"
