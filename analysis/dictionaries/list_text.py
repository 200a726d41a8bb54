"""The text of a file that holds a list, and what is no text refused."""

from __future__ import annotations

import unicodedata

from corpus.errors import Refusal
from corpus.reading.encoding import decode
from corpus.reading.file_kind import sniff

_FEW = 400  # bytes; too short a file to recognise its encoding by
_SPACES = frozenset("\t\n\v\f\r\x85")
_END_OF_DOS = "\x1a"


def list_text(data: bytes, place: str) -> str:
    r"""The text of a file; a short one, too short for detection, is UTF-8 or Excel's GB18030.

    Args:
        data: the bytes of the file.
        place: its name, for refusals.

    Raises:
        Refusal: ``not_a_list`` for a document, an archive, an image or bytes that are no text;
            ``not_text`` if the encoding is not recognised.

    Example:
        >>> from analysis.dictionaries.list_text import list_text
        >>> list_text("创新\n".encode("gb18030"), "words.txt")
        '创新\n'
    """
    kind = sniff(data)
    if kind not in ("text", "unknown"):  # unknown may be UTF-16 without its mark
        raise Refusal("not_a_list", place, f"it is {kind}")
    try:
        text = _decoded(data)
    except Refusal as refusal:
        raise Refusal(refusal.code, place, refusal.detail) from refusal
    if any(map(_is_control, text.rstrip(_END_OF_DOS))):
        raise Refusal("not_a_list", place, "contains control characters")
    return text


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030") if len(data) < _FEW else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return decode(data).text


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and character not in _SPACES
