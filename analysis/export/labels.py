"""Labels of columns, in both languages."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same table gives the same file


class Label(NamedTuple):
    """The label of a column in both languages.

    Attributes:
        english: printed in English tables, such as ``rate per 1,000 words``.
        chinese: printed in Chinese tables, such as ``每千词频次``.
    """

    english: str
    chinese: str
