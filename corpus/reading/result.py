"""The result of every reader: text, encoding, confidence in the encoding, and warnings."""

from __future__ import annotations

from corpus.errors import Notice

Reading = tuple[str, str, float, tuple[Notice, ...]]
