"""The languages of results and messages."""

from __future__ import annotations

import locale
import os
from typing import Literal

Lang = Literal["en", "zh"]


def terminal_language() -> Lang:
    """The language of messages: that of GWR_LANGUAGE, else of the terminal, else English."""
    names = (os.environ.get(name) for name in ("GWR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"
