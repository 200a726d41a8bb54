"""The page in a web page saved as one file (.mht, .mhtml)."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.errors import Refusal

if TYPE_CHECKING:
    from corpus.reading.result import Reading


# A saved page has some hundred parts; parts within parts are seldom more than two deep.
MAX_PARTS = 5000
MAX_DEPTH = 20
_PAGES = ("text/html", "application/xhtml+xml")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)


def read_mht(data: bytes, read_html: Callable[[bytes], Reading]) -> Reading:
    """What the first page in the file says, as ``read_html`` reads it.

    The charset that the part declares is not handed on: the bytes decide.

    Args:
        data: the file.
        read_html: from the bytes of a page to its text.

    Raises:
        Refusal: ``damaged`` where there is no page in it, and what ``read_html`` raises.
    """
    return read_html(page_of(data))


def page_of(data: bytes) -> bytes:
    """The bytes of the first page (text/html) in the file, without their transfer encoding.

    Raises:
        Refusal: ``damaged``.
    """
    _check_parts(data)
    try:
        # The older policy reads headers by splitting them, whatever they hold.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        pages = (part for part in message.walk() if part.get_content_type() in _PAGES)
        for part in pages:
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return page
    except (RecursionError, ValueError, LookupError) as error:
        raise Refusal("damaged", "", type(error).__name__) from error
    raise Refusal("damaged", "", "no text/html part")


def _check_parts(data: bytes) -> None:
    """Parts within parts are read by recursion, and each line is compared with each boundary."""
    if len(_BOUNDARY.findall(data)) > MAX_DEPTH or data.count(b"\n--") > MAX_PARTS:
        raise Refusal("damaged", "", "too many parts")
