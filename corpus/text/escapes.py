r"""Markup and escapes that a text has as characters: ``\r\n``, ``&nbsp;``, ``<br>``, ``<p>``."""

from __future__ import annotations

import html
import re

from corpus.text.normalization import Normalized

# Data sets of texts are often the source of a page or the inside of a string: the marks of line
# ends, spaces and paragraphs are in them letter by letter.
# Excel writes a carriage return as _x000D_, before the line end or in its place.
_LINE_ENDS = r"(?:\\r\\n|\\n|\\r|_x000[Dd]_(?!\n))"
_TABS = r"\\t"
_CODE = r"\\u[0-9a-fA-F]{4}|%u[0-9a-fA-F]{4}"
# The bytes of characters in UTF-8, in Python (\xe5\x90\x84) and in an address (%E5%90%84).
_BYTES = r"(?:\\x[0-9a-f]{2}){3,}|(?:%[0-9A-Fa-f]{2}){3,}"
_ENTITY = r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
_BLOCK_TAGS = (
    "p|br|div|li|ul|ol|tr|td|th|table|tbody|h[1-6]|hr|section|article|title|center|blockquote|dd|dt"
)
_BLOCK = rf"</?(?:{_BLOCK_TAGS})(?:\s[^<>]{{0,300}})?/?>"
_INLINE = (
    r"</?(?:span|strong|b|i|em|u|font|a|img|o:p|st1:\w{1,20}|sup|sub|small|big|ins|code|body|html"
    r"|head|meta|link|input|wbr)(?:\s[^<>]{0,600})?/?>|_x000[Dd]_(?=\n)"
)
_ESCAPE = re.compile(
    rf"(?P<line>{_LINE_ENDS}|{_BLOCK})|(?P<tab>{_TABS})|(?P<entity>{_ENTITY})|(?P<inline>{_INLINE})"
    rf"|(?P<code>{_CODE})|(?P<bytes>{_BYTES})",
    re.IGNORECASE,
)
# A single one may be meant as it is.
FEWEST = 3
BROKEN = "\ufffd"  # half of a character beyond U+FFFF, written out by itself
# Data sets copied from others are escaped more than once: ``&amp;nbsp;``, ``&lt;br&gt;``.
PASSES = 3


def unescaped(plain: Normalized) -> tuple[Normalized, int]:
    r"""The text with the characters that its escapes name, and how many escapes there were.

    Block tags and written line ends become line ends, entities and written code points or bytes
    their characters; other tags are removed, and so are the escapes that entities make up. A text
    with fewer than three escapes is left as it is.

    Args:
        plain: any text, with the way back to its document.

    Example:
        >>> from corpus.text.escapes import unescaped
        >>> from corpus.text.normalization import Normalized
        >>> unescaped(Normalized("&lt;p&gt;各位代表：&lt;/p&gt;"))[0].text
        '\n各位代表：\n'
    """
    n_found = 0
    for _ in range(PASSES):
        spans = _escapes(plain.text, least=FEWEST if not n_found else 1)
        if not spans:
            break
        plain, n_found = plain.substituted(spans), n_found + len(spans)
    return plain, n_found


def _escapes(text: str, *, least: int) -> list[tuple[int, int, str]]:
    """Start, end and meaning of each escape in a text that has so many."""
    if not any(sign in text for sign in ("\\", "&", "<", "%E", "%u", "_x000")):
        return []
    spans = [span for match in _ESCAPE.finditer(text) for span in _spans(match)]
    return spans if len(spans) >= least else []


def _spans(match: re.Match[str]) -> list[tuple[int, int, str]]:
    """Start, end and meaning of an escape, or of each character that bytes make up."""
    if match["bytes"] is None:
        return [(*match.span(), _meant(match))]
    width = 4 if match["bytes"].startswith("\\") else 3
    data = bytes.fromhex(re.sub(r"\\x|%", "", match["bytes"]))
    spans, at = [], match.start()
    for character in data.decode("utf-8", "replace"):
        end = at + width * len(character.encode("utf-8") if character != BROKEN else b".")
        spans.append((at, end, character))
        at = end
    # Bytes in another encoding are left as they are.
    return spans if at == match.end() and BROKEN not in {one[2] for one in spans} else []


def _meant(match: re.Match[str]) -> str:
    """The character that an escape means; "" for a tag without one."""
    if match["line"]:
        return "\n"
    if match["code"]:
        character = chr(int(match["code"][2:], 16))
        return BROKEN if "\ud800" <= character <= "\udfff" else character
    if match["tab"]:
        return "\t"
    if match["entity"]:
        character = html.unescape(match["entity"])
        return character if len(character) == 1 else " "
    return ""
