"""What a column is, in both languages."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

CREATED = datetime(2000, 1, 1)  # so that the same table is the same file


class Label(NamedTuple):
    """What a column is, in both languages."""

    english: str
    chinese: str
