"""The text of a web page that was saved as one file (.mht, .mhtml)."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.errors import Refusal

if TYPE_CHECKING:
    from corpus.reading.result import DocumentText


# A saved page has about a hundred parts, seldom nested more than two levels deep.
MAX_PARTS = 5000
MAX_DEPTH = 20
_PAGES = ("text/html", "application/xhtml+xml")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)


def read_mht(data: bytes, read_html: Callable[[bytes], DocumentText]) -> DocumentText:
    """The text of the first web page in the file, as ``read_html`` returns it.

    The encoding that the file declares is ignored; the bytes decide.

    Args:
        data: the bytes of the file.
        read_html: the function that reads the bytes of a web page.

    Raises:
        Refusal: ``damaged`` where the file contains no web page, or as ``read_html``.
    """
    return read_html(page_of(data))


def page_of(data: bytes) -> bytes:
    """The bytes of the first web page (text/html) in the file, with transfer encoding undone.

    Raises:
        Refusal: ``damaged``.
    """
    _check_parts(data)
    try:
        # The older policy only splits headers, so it accepts malformed ones too.
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
    """Refuses too many parts: nested ones need recursion, and each boundary slows each line."""
    if len(_BOUNDARY.findall(data)) > MAX_DEPTH or data.count(b"\n--") > MAX_PARTS:
        raise Refusal("damaged", "", "too many parts")
