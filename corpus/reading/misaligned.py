"""UTF-16 in which bytes were lost or added, so that the pairs after them are read askew."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import Literal

Utf16 = Literal["utf-16-le", "utf-16-be"]

_LINE_END: dict[str, re.Pattern[bytes]] = {
    "utf-16-le": re.compile(rb"\n\x00"),
    "utf-16-be": re.compile(rb"\x00\n"),
}
_SAMPLE, _LEAST = 4096, 0.4
_BROKEN = "\ufffd"


def realigned(data: bytes, encoding: Utf16) -> str | None:
    r"""The text of misaligned UTF-16, or None where the bytes are clearly something else.

    A line with an odd number of bytes has one too many or too few. One byte of it is dropped, where
    most common characters come before it and after it, and U+FFFD stands there. The returns that
    Windows puts before each byte 0A, in the midst of characters too, are dropped without a sign.

    Args:
        data: the bytes of a file.
        encoding: whose pairs they are.

    Example:
        >>> from corpus.reading.misaligned import realigned
        >>> realigned("政府工作报告".encode("utf-16-le")[1:], "utf-16-le")
        '\ufffd府工作报告'
        >>> realigned(bytes(range(256)), "utf-16-le") is None
        True
    """
    if not _may_be_chinese(data[:_SAMPLE]):
        return None
    data = data.replace(b"\r\n", b"\n")
    lines, start = [], 0
    for end in _LINE_END[encoding].finditer(data):
        lines.append(_line(data[start : end.start()], encoding))
        start = end.end()
    text = "\n".join([*lines, _line(data[start:], encoding)])
    return text.removeprefix(_BROKEN).lstrip("\ufeff") if "\ufeff" in text[:2] else text


def is_askew(data: bytes, encoding: str) -> bool:
    r"""Whether bytes that may be pairs of UTF-16 have a line end between two pairs.

    Args:
        data: the bytes of a file, without a byte order mark.
        encoding: whose pairs they are; False for any but UTF-16.

    Example:
        >>> from corpus.reading.misaligned import is_askew
        >>> text = "政府\n报告\n".encode("utf-16-le")
        >>> is_askew(text, "utf-16-le"), is_askew(text[1:] + b"0", "utf-16-le")
        (False, True)
    """
    if encoding not in _LINE_END:
        return False
    ends = _LINE_END[encoding].finditer(data)
    return b"\r\n" in data or any(end.start() % 2 for end in ends)


def _may_be_chinese(sample: bytes) -> bool:
    """Whether there are more bytes with which ideographs begin than by chance (a third)."""
    return sum(0x4E <= byte <= 0x9F for byte in sample) > _LEAST * len(sample)


def _line(data: bytes, encoding: Utf16) -> str:
    """The text of a line, without the byte that makes their number odd."""
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    if len(data) % 2 == 0:
        return text
    after = data[1:].decode(encoding, "replace")
    right = [0, *accumulate(one in _common() for one in text)]
    rest = [0, *accumulate(one in _common() for one in reversed(after))]
    cut = max(range(len(text) + 1), key=lambda at: right[at] + rest[len(after) - at])
    return text[:cut] + _BROKEN + after[cut:]


@cache
def _common() -> frozenset[str]:
    """The characters of GB2312, and those of ASCII."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    wide = b"".join(pairs).decode("gb2312", "ignore")
    return frozenset(wide + "".join(map(chr, range(0x20, 0x7F))))
