"""From a file as found to the text of the document: encodings, plain text, html, docx."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from corpus.errors import Notice, Refusal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# A report is some 50 KB; what is a thousand times larger is something else.
MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 200 * 2**20
# A report has some 20,000 characters, a page that repeats each of its paragraphs six times 400,000.
MAX_TEXT = 5_000_000
# The XML of a Word file takes some thirty times its size in memory.
MAX_XML = 16 * 2**20

# Longer marks first: the mark of UTF-32 begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY_ENCODINGS = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
ENCODING_NAMES = {"utf_8": "utf-8", "utf_16_le": "utf-16-le", "utf_16_be": "utf-16-be"}

# Control characters that no text holds: a tenth of a per cent of them means a binary file.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


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


Reading = tuple[str, str, float, tuple[Notice, ...]]


def decode(data: bytes) -> Reading:
    """Text, encoding, confidence and notices for the bytes of a text file.

    A byte order mark decides; then UTF-8, which other encodings do not imitate by chance; then
    charset-normalizer's comparison of the encodings that Chinese text comes in.

    Raises:
        Refusal: ``not_text``.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    try:
        return *_decode_as(data, "utf-8"), 1.0, ()
    except UnicodeDecodeError as error:
        return _decode_nearly(data, "utf-8", error, 0.9) or _decode_legacy(data)


def _decode_marked(data: bytes, encoding: str) -> Reading:
    try:
        return *_decode_as(data, encoding), 1.0, ()
    except UnicodeDecodeError as error:
        nearly = _decode_nearly(data, encoding, error, 1.0)
    if nearly is None:
        raise Refusal("not_text", "")
    return nearly


def _decode_as(data: bytes, encoding: str, errors: str = "strict") -> tuple[str, str]:
    text = data.decode(encoding, errors)
    if len(_BINARY.findall(text)) * 1000 > len(text):
        raise Refusal("not_text", "")
    return text, encoding


def _decode_nearly(
    data: bytes, encoding: str, error: UnicodeDecodeError, confidence: float
) -> Reading | None:
    """Text with a few broken characters among many whole ones, as left by a cut.

    ASCII is no evidence: the markup of a page is the same in other encodings.
    """
    text = data.decode(encoding, errors="replace")
    broken = text.count("�")
    if broken * 200 > len(text) - len(text.encode("ascii", errors="ignore")):
        return None
    _decode_as(data, encoding, "replace")
    at = len(data[: error.start].decode(encoding))
    message = f"{broken} characters could not be read and stand as U+FFFD"
    return text, encoding, confidence, (Notice("broken_characters", message, at, at + 1),)


def _decode_legacy(data: bytes) -> Reading:
    from charset_normalizer import from_bytes  # 0.1 s to import, and seldom needed

    best = from_bytes(data, cp_isolation=LEGACY_ENCODINGS).best()
    if best is None:
        raise Refusal("not_text", "")
    try:
        text, _ = _decode_as(data, best.encoding)
    except UnicodeDecodeError as error:
        raise Refusal("not_text", "") from error
    return text, ENCODING_NAMES.get(best.encoding, best.encoding), round(1 - best.chaos, 3), ()


# Elements whose content is not shown, and elements that end a line.
_HIDDEN = ["script", "style", "template", "noscript", "head"]
_BLOCK_NAMES = """
    address article aside blockquote br caption center dd div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
# Elements that have no end, or need none; the last line is of drawings.
_NOT_NESTED_NAMES = """
    p li dt dd tr td th thead tbody tfoot option br hr img input meta link area base col
    embed source track wbr
    path circle rect line polygon polyline ellipse use stop
"""
_NOT_NESTED = frozenset(_NOT_NESTED_NAMES.split())
MAX_DEPTH = 1000
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{3,20})""", re.I)


def read_html(data: bytes) -> Reading:
    """Everything a page shows, in order, one line a block; what is hidden is left out."""
    from selectolax.lexbor import LexborHTMLParser

    markup, encoding, confidence, notices = decode(data)
    _check_depth(markup)
    tree = LexborHTMLParser(markup)
    tree.strip_tags(_HIDDEN)
    if tree.root is None:
        raise Refusal("empty", "")
    text = re.sub(r" ?\n[ \n]*", "\n", "".join(_html_pieces(tree.root))).strip("\n")
    return text, encoding, confidence, notices + _wrong_label(data, encoding)


def _check_depth(markup: str) -> None:
    """Refuses a page nested deeper than any browser shows: each level slows each tag's reading."""
    depth = 0
    for closes, name in _TAG.findall(markup):
        if name.lower() not in _NOT_NESTED:
            depth = max(depth - 1, 0) if closes else depth + 1
        if depth > MAX_DEPTH:
            raise Refusal("damaged", "", f"nested more than {MAX_DEPTH} deep")


def _html_pieces(root: LexborNode) -> Iterator[str]:
    """The text of a page in order, with a line end before and after each block.

    Without recursion: pages can be nested deeper than Python's stack.
    """
    waiting: list[LexborNode | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif node.tag == "-text":
            space = r"[ \t]+" if _is_preformatted(node) else r"[ \t\r\n]+"
            yield re.sub(space, " ", node.text_content or "")
        else:
            edge = "\n" if node.tag in _BLOCKS else ""
            yield edge
            waiting.append(edge)
            waiting.extend(reversed(list(node.iter(include_text=True))))


def _is_preformatted(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in ("pre", "textarea")


def _wrong_label(data: bytes, encoding: str) -> tuple[Notice, ...]:
    """The bytes win over the label; the user is told."""
    label = _DECLARED.search(data[:4096])
    if label is None:
        return ()
    declared = label.group(1).decode("ascii")
    try:
        same = codecs.lookup(declared).name == codecs.lookup(encoding).name
    except LookupError:
        same = False
    if same or (encoding == "gb18030" and declared.lower() in {"gb2312", "gbk"}):
        return ()
    return (Notice("wrong_charset", f"the page says {declared}, its bytes are {encoding}"),)


def read_docx(data: bytes) -> Reading:
    """Everything a Word file says in its body, in order, one line a paragraph.

    Paragraphs in tables, text boxes and content controls are where they stand; what a reviewer
    deleted is left out, what one inserted is there.
    """
    import docx

    try:
        _check_unpacked_size(data)
        document = docx.Document(io.BytesIO(data))
    except Refusal:
        raise
    except Exception as error:  # python-docx and zipfile raise some ten kinds
        raise Refusal("damaged", "", type(error).__name__) from error
    return "\n".join(_docx_lines(document.element.body)), "utf-8", 1.0, ()


def _check_unpacked_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    xml = (one.file_size for one in members if one.filename.endswith((".xml", ".rels")))
    for size, limit in ((sum(xml), MAX_XML), (sum(one.file_size for one in members), MAX_UNPACKED)):
        if size > limit:
            raise Refusal("too_large", "", f"{limit >> 20} MB")


# Not python-docx's paragraphs: they lack what was inserted with changes tracked, content controls
# and text boxes, and a merged cell comes once for every cell it spans.
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
    """The text of a paragraph without that of the text boxes in it, which are paragraphs."""
    for node in paragraph.iter(*_DOCX_TEXT):
        inside_run = next(node.iterancestors(f"{_WORD}r"), None) is not None
        if inside_run and next(node.iterancestors(_PARAGRAPH)) is paragraph:
            yield _DOCX_TEXT[node.tag] or node.text or ""


def _read_mht(data: bytes) -> Reading:
    from corpus.mht import read_mht

    return read_mht(data, read_html)


def _read_doc(data: bytes) -> Reading:
    from corpus.word97 import read_doc

    return read_doc(data)


def _read_pdf(data: bytes) -> Reading:
    from corpus.pdf import read_pdf

    return read_pdf(data)


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": decode,
    ".md": decode,
    ".html": read_html,
    ".htm": read_html,
    ".mht": _read_mht,
    ".mhtml": _read_mht,
    ".docx": read_docx,
    ".doc": _read_doc,
    ".rtf": _read_doc,
    ".pdf": _read_pdf,
}
