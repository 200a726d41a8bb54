"""The languages of results and messages."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "zh"]
