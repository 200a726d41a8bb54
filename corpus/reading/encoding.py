"""From bytes to text: byte order marks, UTF-8, legacy Chinese encodings."""

from __future__ import annotations

import codecs
import re

from corpus.errors import Notice, Refusal
from corpus.reading.result import Reading

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
