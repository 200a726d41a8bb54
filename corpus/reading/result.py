"""What a reader gives."""

from __future__ import annotations

from corpus.errors import Notice

Reading = tuple[str, str, float, tuple[Notice, ...]]
