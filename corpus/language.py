"""The language of what is shown."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "zh"]
