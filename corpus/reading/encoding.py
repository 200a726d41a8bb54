"""From bytes to text: byte order marks, UTF-8 and the older Chinese encodings."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from corpus.errors import Notice, Refusal
from corpus.reading.misaligned import Utf16, is_askew, realigned
from corpus.reading.misread import bytes_before
from corpus.reading.result import DocumentText

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

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

# Control characters that texts do not contain; above one in a thousand, the file is binary unless
# its other characters are those of a Chinese text.
BASIC_SHARE = 0.95  # of the characters of a Chinese text, in GB2312
_LAST_COMMON = {"gb2312": 0xF7, "big5": 0xC6}  # first bytes of their common characters end there
STRAY = 5  # so few may be left over in any text
_LEAST_READ_AGAIN = 50  # common characters
_LONG_LINE = 30  # bytes of other than ASCII: so many are never by chance UTF-8
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> DocumentText:
    """Text, encoding, confidence and warnings for the bytes of a text file.

    A byte order mark decides. Without one, bytes that are valid UTF-8 are UTF-8, which other
    encodings hardly ever resemble by chance; if that is only how a Western encoding reads them,
    they are read once more. If some lines are UTF-8 and others GB18030, each is read as what it is.
    Otherwise charset-normalizer chooses among the other encodings used for
    Chinese; or else it may be UTF-16 with bytes lost or added.

    Raises:
        Refusal: ``not_text``.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _told(_decode_marked(data[len(mark) :], encoding))
    try:
        return _told(DocumentText(*_decode_as(data, "utf-8")))
    except UnicodeDecodeError:
        return _told(
            _decode_nearly(data, "utf-8", 0.9) or _decode_mixed(data) or _decode_legacy(data)
        )


def _told(found: DocumentText) -> DocumentText:
    """The text, with a warning if it has control characters other than the end mark of DOS.

    It is read again where a Western encoding was taken for its own before.
    """
    found = _read_again(found.text) or found
    control = _BINARY.search(found.text.rstrip("\x1a"))
    if control is None:
        return found
    message = f"control characters that no text has: {len(_BINARY.findall(found.text))}"
    notice = Notice("control_characters", message, *control.span())
    return found._replace(notices=(*found.notices, notice))


def _read_again(text: str) -> DocumentText | None:
    """The text of bytes that were read in a Western encoding before they were saved in UTF-8."""
    data = bytes_before(text)
    found = _attempted(data, "utf-8") or _common_legacy(data) if data else None
    if found is None or not _is_chinese(found.text, _LEAST_READ_AGAIN):
        return None
    message = "the text was read in another encoding and saved so; it is read as it was before"
    return found._replace(notices=(*found.notices, Notice("wrong_charset", message)))


def _decode_marked(data: bytes, encoding: str) -> DocumentText:
    askew = _decode_misaligned(data) if is_askew(data, encoding) else None
    try:
        return askew or DocumentText(*_decode_as(data, encoding))
    except UnicodeDecodeError:
        found = _decode_misaligned(data) or _decode_nearly(data, encoding, 1.0)
    if found is None:
        raise Refusal("not_text", "")
    return found


def _decode_as(data: bytes, encoding: str, errors: str = "strict") -> tuple[str, str]:
    text = data.decode(encoding, errors)
    strange = len(_BINARY.findall(text))
    if strange > STRAY and strange * 1000 > len(text) and not _is_chinese(text, strange):
        raise Refusal("not_text", "")
    return text, encoding


def _is_chinese(text: str, least: int) -> bool:
    """Whether a text has more common characters than so many, and hardly any others."""
    common, wide = max(_common(text, name) for name in _LAST_COMMON)
    return common > least and common >= BASIC_SHARE * wide


def _common(text: str, encoding: str) -> tuple[int, int]:
    """How many of the wide characters are common ones, and how many there are.

    Bytes of another encoding, or of no text, give rare characters. Common are the signs and the
    first level of characters in Big5, and all of GB2312.
    """
    wide = [one for one in text if one > "\x7f" and one != BROKEN]
    found = "".join(wide).encode(encoding, errors="ignore")
    first = (one for one in found[::2] if one <= _LAST_COMMON[encoding])
    return sum(1 for _ in first), len(wide)


def _decode_nearly(data: bytes, encoding: str, confidence: float) -> DocumentText | None:
    """Text with a few broken characters among many intact ones, as in truncated files.

    ASCII characters are not counted, since the markup of a page is the same in other encodings.
    """
    text = data.decode(encoding, errors="replace")
    broken = text.count(BROKEN)
    if broken * 200 > len(text) - len(text.encode("ascii", errors="ignore")):
        return None
    _decode_as(data, encoding, "replace")
    return DocumentText(text, encoding, confidence, (broken_characters(text),))


def _decode_mixed(data: bytes) -> DocumentText | None:
    """Text of which some lines are in UTF-8 and others in GB18030, as in files put together."""
    lines = data.splitlines(keepends=True)
    long = [line for line in lines if len(line) - len(line.decode("ascii", "ignore")) > _LONG_LINE]
    valid = [_is_utf8(line) for line in long]
    if all(valid) or not any(valid):
        return None
    others = b"".join(line for line, is_valid in zip(long, valid, strict=True) if not is_valid)
    try:
        text = "".join(line.decode("utf-8" if _is_utf8(line) else "gb18030") for line in lines)
        # Broken UTF-8 may be valid GB18030, of rare characters.
        is_text = _is_chinese(others.decode("gb18030"), 0)
    except UnicodeDecodeError:
        return None
    if not (is_text and _is_chinese(text, _LEAST_READ_AGAIN)):
        return None
    message = f"lines in UTF-8 ({sum(valid)}) and in GB18030 ({len(valid) - sum(valid)})"
    return DocumentText(text, "utf-8", 0.8, (Notice("mixed_encodings", message),))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def broken_characters(text: str) -> Notice:
    r"""The warning of a text with characters that could not be decoded, at the first of them.

    >>> broken_characters("政府\ufffd作报告").start
    2
    """
    at = text.index(BROKEN)
    message = f"characters that could not be decoded and appear as U+FFFD: {text.count(BROKEN)}"
    return Notice("broken_characters", message, at, at + 1)


def _common_legacy(data: bytes) -> DocumentText | None:
    """Text in GB18030 or Big5, perhaps with a few broken bytes, whose characters are common."""
    for encoding, basic in (("gb18030", "gb2312"), ("big5", "big5")):
        found = _attempted(data, encoding)
        common, wide = _common(found[0], basic) if found else (0, 1)
        if found and common >= BASIC_SHARE * wide:
            return found
    return None


def _attempted(data: bytes, encoding: str) -> DocumentText | None:
    try:
        return DocumentText(*_decode_as(data, encoding), 0.8)
    except UnicodeDecodeError:
        return _decode_nearly(data, encoding, 0.8)
    except Refusal:
        return None


def _decode_legacy(data: bytes) -> DocumentText:
    from charset_normalizer import from_bytes  # takes 0.1 s to import and is seldom needed

    best = from_bytes(data, cp_isolation=LEGACY_ENCODINGS).best()
    found = _decode_best(data, best) if best else _common_legacy(data)
    found = found or _decode_misaligned(data)
    if found is None:
        raise Refusal("not_text", "")
    return found


def _decode_best(data: bytes, best: CharsetMatch) -> DocumentText | None:
    try:
        text, _ = _decode_as(data, best.encoding)
    except (UnicodeDecodeError, Refusal):
        return None
    named = ENCODING_NAMES.get(best.encoding, best.encoding)
    return DocumentText(text, named, round(1 - best.chaos, 3))


_UTF16: tuple[Utf16, ...] = ("utf-16-le", "utf-16-be")


def _decode_misaligned(data: bytes) -> DocumentText | None:
    """Text in UTF-16 with bytes lost or added, if nearly all of its characters are common."""
    for encoding in _UTF16:
        text = realigned(data, encoding)
        common, wide = _common(text, "gb2312") if text else (0, 1)
        if text and common >= BASIC_SHARE * wide:
            notices = (broken_characters(text),) if BROKEN in text else ()
            return DocumentText(text, encoding, 0.8, notices)
    return None
