"""From bytes to text: byte order marks, UTF-8 and the older Chinese encodings."""

from __future__ import annotations

import codecs
import re

from corpus.errors import Notice, Refusal
from corpus.reading.result import Reading

# UTF-32 first, since its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY_ENCODINGS = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
ENCODING_NAMES = {"utf_8": "utf-8", "utf_16_le": "utf-16-le", "utf_16_be": "utf-16-be"}

BROKEN = "\ufffd"  # stands for bytes that could not be decoded

# Control characters that texts do not contain; above one in a thousand, the file is binary.
BASIC_SHARE = 0.95  # of the characters of a Chinese text, in GB2312
STRAY = 5  # so few may be left over in any text
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> Reading:
    """Text, encoding, confidence and warnings for the bytes of a text file.

    A byte order mark decides. Without one, bytes that are valid UTF-8 are UTF-8, which other
    encodings hardly ever resemble by chance. Otherwise charset-normalizer chooses among the other
    encodings used for Chinese.

    Raises:
        Refusal: ``not_text``.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    try:
        return Reading(*_decode_as(data, "utf-8"))
    except UnicodeDecodeError:
        return _decode_nearly(data, "utf-8", 0.9) or _decode_legacy(data)


def _decode_marked(data: bytes, encoding: str) -> Reading:
    try:
        return Reading(*_decode_as(data, encoding))
    except UnicodeDecodeError:
        nearly = _decode_nearly(data, encoding, 1.0)
    if nearly is None:
        raise Refusal("not_text", "")
    return nearly


def _decode_as(data: bytes, encoding: str, errors: str = "strict") -> tuple[str, str]:
    text = data.decode(encoding, errors)
    strange = len(_BINARY.findall(text))
    if strange > STRAY and strange * 1000 > len(text):
        raise Refusal("not_text", "")
    return text, encoding


def _decode_nearly(data: bytes, encoding: str, confidence: float) -> Reading | None:
    """Text with a few broken characters among many intact ones, as in truncated files.

    ASCII characters are not counted, since the markup of a page is the same in other encodings.
    """
    text = data.decode(encoding, errors="replace")
    broken = text.count(BROKEN)
    if broken * 200 > len(text) - len(text.encode("ascii", errors="ignore")):
        return None
    _decode_as(data, encoding, "replace")
    return Reading(text, encoding, confidence, (broken_characters(text),))


def broken_characters(text: str) -> Notice:
    r"""The warning of a text with characters that could not be decoded, at the first of them.

    >>> broken_characters("政府\ufffd作报告").start
    2
    """
    at = text.index(BROKEN)
    message = f"characters that could not be decoded and appear as U+FFFD: {text.count(BROKEN)}"
    return Notice("broken_characters", message, at, at + 1)


def _nearly_simplified(data: bytes) -> Reading | None:
    """Text in GB18030 with a few broken bytes, if its characters are those of Simplified script.

    Bytes of another encoding give rare characters in GB18030: those of the basic set tell.
    """
    try:
        data.decode("gb18030")
        return None
    except UnicodeDecodeError:
        nearly = _decode_nearly(data, "gb18030", 0.8)
    if nearly is None:
        return None
    wide = [character for character in nearly[0] if character > "\x7f" and character != "\ufffd"]
    basic = "".join(wide).encode("gb2312", errors="ignore")
    return nearly if len(basic) >= 2 * BASIC_SHARE * len(wide) else None


def _decode_legacy(data: bytes) -> Reading:
    from charset_normalizer import from_bytes  # takes 0.1 s to import and is seldom needed

    best = from_bytes(data, cp_isolation=LEGACY_ENCODINGS).best()
    if best is None:
        nearly = _nearly_simplified(data)
        if nearly is None:
            raise Refusal("not_text", "")
        return nearly
    try:
        text, _ = _decode_as(data, best.encoding)
    except UnicodeDecodeError as error:
        raise Refusal("not_text", "") from error
    named = ENCODING_NAMES.get(best.encoding, best.encoding)
    return Reading(text, named, round(1 - best.chaos, 3))
