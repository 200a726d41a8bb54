"""Text that was read in a Western encoding and saved so: 政府 as æ”¿åºœ."""

from __future__ import annotations

import re

# The bytes that Windows-1252 reads as other signs than those of their number.
_WINDOWS = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_WESTERN = {**{chr(byte): byte for byte in range(0x100)}, **_WINDOWS}
_ODD = re.compile(rf"[\x80-\xff{''.join(_WINDOWS)}]")
_SAMPLE, _LEAST = 4000, 0.5
# So many characters may be of other origin, such as a mark of the program that saved the text.
_MOST_OTHERS = 0.01


def bytes_before(text: str) -> bytes | None:
    """The bytes of a text that were read in a Western encoding; None where they were not.

    Args:
        text: of a file, as decoded.

    Example:
        >>> from corpus.reading.misread import bytes_before
        >>> bytes_before("æ”¿åºœ").decode(), bytes_before("政府报告")
        ('政府', None)
    """
    sample = text[:_SAMPLE]
    if len(_ODD.findall(sample)) < _LEAST * len("".join(sample.split())) or not sample.strip():
        return None
    known = bytes(_WESTERN[one] for one in text if one in _WESTERN)
    return known if len(text) - len(known) <= _MOST_OTHERS * len(text) else None
