"""The text of an old Word file (.doc), by antiword or LibreOffice, if it is one."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from corpus.errors import Notice, Refusal
from corpus.programs import run_limited

if TYPE_CHECKING:
    from corpus.reading import Reading

Kind = Literal[
    "doc", "docx", "rtf", "html", "mht", "pdf", "text",
    "xls", "xlsx", "zip", "archive", "image", "encrypted", "unknown",
]  # fmt: skip

SECONDS: Final = 30
_ANTIWORD_MEMORY: Final = 512 * 2**20
# LibreOffice reserves far more than it uses.
_OFFICE_MEMORY: Final = 4 * 2**30
_OFFICE_NAMES: Final = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)

# --- what a file is -------------------------------------------------------------------------------

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: Final[Mapping[bytes, Kind]] = {
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


def sniff(data: bytes) -> Kind:
    """What a file is by its bytes, whatever its name says.

    ``encrypted`` is an Office file behind a password; ``text`` is all that has no zero bytes, or
    is UTF-16 by its byte order mark.
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


def _sniff_ole(data: bytes) -> Kind:
    """By the names of the streams in the container."""
    names: dict[str, Kind] = {
        "EncryptedPackage": "encrypted", "WordDocument": "doc", "Workbook": "xls", "Book": "xls",
    }  # fmt: skip
    for name, kind in names.items():
        if f"{name}\0".encode("utf-16-le") in data:
            return kind
    return "unknown"


def _sniff_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def _sniff_text(beginning: bytes) -> Kind:
    encoding = _MARKS.get(beginning[:2], "latin-1")  # latin-1 reads any bytes; tags are ASCII
    if encoding == "latin-1" and b"\0" in beginning:
        return "unknown"
    text = (
        beginning.removeprefix(b"\xef\xbb\xbf").decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    )
    if text.startswith("<") and _HTML.search(text):
        return "html"
    return "mht" if _HEADER.match(text) and _MHT.search(text) else "text"


# --- reading --------------------------------------------------------------------------------------


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


def _read_as(kind: Kind, data: bytes) -> Reading:
    from corpus.mht import read_mht
    from corpus.pdf import read_pdf
    from corpus.reading import decode, read_docx, read_html  # which imports this module

    readers = {
        "docx": read_docx, "rtf": read_rtf, "html": read_html, "pdf": read_pdf, "text": decode,
        "mht": lambda data: read_mht(data, read_html),
    }  # fmt: skip
    if kind == "encrypted":
        raise Refusal("encrypted", "")
    if kind not in readers:
        raise Refusal(
            "damaged", "", "there is no Word text in it" if kind == "unknown" else f"it is {kind}"
        )
    return readers[kind](data)


def read_word97(data: bytes) -> Reading:
    """Everything that a Word 97–2003 file says: by antiword, else by LibreOffice.

    Raises:
        Refusal: ``no_doc_reader``, ``encrypted``, ``damaged`` or ``too_slow``.
    """
    antiword = shutil.which("antiword")
    if antiword is None:
        return _read_by_office(data, ".doc")
    try:
        text = _antiword(antiword, data)
    except Refusal as refusal:
        # It gives up on some good files, such as very short ones.
        if refusal.code == "encrypted" or not _has_office():
            raise
        return _read_by_office(data, ".doc")
    return "\n".join(_antiword_lines(text)), "utf-8", 1.0, ()


def read_rtf(data: bytes) -> Reading:
    """Everything that a rich text file says, by LibreOffice.

    Raises:
        Refusal: ``no_doc_reader``, ``damaged`` or ``too_slow``.
    """
    return _read_by_office(data, ".rtf")


# --- antiword -------------------------------------------------------------------------------------


def _antiword(program: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="gwr-") as name:
        Path(name, "report.doc").write_bytes(data)
        finished = run_limited(
            # Width 0: a paragraph is a line.
            [program, "-m", "UTF-8.txt", "-w", "0", "report.doc"],
            folder=Path(name),
            seconds=SECONDS,
            memory=_ANTIWORD_MEMORY,
        )
    # It says on either stream why it did nothing, and for some reasons ends with 0.
    words = finished.messages or finished.output[:300].decode("utf-8", "replace")
    if "ncrypted documents are not supported" in words:
        raise Refusal("encrypted", "")
    if finished.status or not finished.output:
        raise Refusal("damaged", "", words.splitlines()[0] if words else "antiword read nothing")
    # It writes a character beyond U+FFFF as two halves.
    text = finished.output.decode("utf-8", "surrogatepass")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _antiword_lines(text: str) -> Iterator[str]:
    """Its lines without the empty ones; a table is drawn with bars, and given cell by cell."""
    table: list[list[str]] = []
    for line in text.splitlines():
        if len(line) > 2 and line[0] == line[-1] == "|":
            table.append(line[1:-1].split("|"))
            continue
        yield from _cells(table)
        table = []
        if line.strip():
            yield line.rstrip()
    yield from _cells(table)


def _cells(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cells of a drawn table: one that fills its column goes on in the next line."""
    row: list[str] = []
    goes_on = False
    for line in table:
        if goes_on and len(line) == len(row):
            row = [before + cell.strip() for before, cell in zip(row, line, strict=True)]
        else:
            yield from filter(None, row)
            row = [cell.strip() for cell in line]
        goes_on = any(cell.strip() and _width(cell) - _width(cell.rstrip()) < 2 for cell in line)
    yield from filter(None, row)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


# --- LibreOffice ----------------------------------------------------------------------------------

# No macros, no pictures or pages from elsewhere: a document must not reach out when it is read.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""


def _read_by_office(data: bytes, suffix: str) -> Reading:
    from corpus.reading import read_docx  # which imports this module

    return read_docx(_to_docx(data, suffix))


def _to_docx(data: bytes, suffix: str) -> bytes:
    """The same document as docx, converted by LibreOffice under a profile of its own."""
    office = find_office()
    with tempfile.TemporaryDirectory(prefix="gwr-") as name:
        folder = Path(name)
        source = folder / f"report{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--convert-to", "docx",
            "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        finished = run_limited(
            command,
            seconds=SECONDS,
            memory=_OFFICE_MEMORY,
            folder=folder,
            environment={"HOME": name, "http_proxy": "", "https_proxy": ""},
        )
        converted = folder / "out" / "report.docx"
        if not converted.is_file():
            raise _unconverted(finished.messages)
        return converted.read_bytes()


def _unconverted(messages: str) -> Refusal:
    """Why LibreOffice gave no docx: the file's fault, or its own, as where there is no font."""
    own = re.search(r"No fonts could be found|Application Error|Fatal", messages)
    if own:
        return Refusal("reader_failed", "", f"LibreOffice: {own.group()}")
    return Refusal("damaged", "", (messages.splitlines() or ["LibreOffice read nothing"])[-1])


def _has_office() -> bool:
    return any(map(shutil.which, _OFFICE_NAMES))


def find_office() -> str:
    """The path of LibreOffice.

    Raises:
        Refusal: ``no_doc_reader``.
    """
    for name in _OFFICE_NAMES:
        if program := shutil.which(name):
            return program
    raise Refusal("no_doc_reader", "")
