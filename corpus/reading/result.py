"""The result of every reader."""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import Notice


class DocumentText(NamedTuple):
    """A document as text.

    Attributes:
        text: what it says; offsets are those of this text.
        encoding: of its bytes; that of the text for formats that name their own.
        confidence: in the encoding, from 0 to 1.
        notices: what was noticed while it was read.
    """

    text: str
    encoding: str = "utf-8"
    confidence: float = 1.0
    notices: tuple[Notice, ...] = ()
