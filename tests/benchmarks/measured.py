"""What was measured, in one file: the READMEs quote it, and tests hold them to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus.files import save_json

MEASURED = Path(__file__).with_name("measured.json")


def measured() -> dict[str, dict[str, Any]]:
    """Every measurement by its name."""
    return json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}


def record(name: str, **values: Any) -> None:
    """Writes one measurement in the place of the last of that name.

    Args:
        name: of the measurement.
        values: its figures, rounded to three digits.
    """
    rounded = {key: round(one, 3) if isinstance(one, float) else one for key, one in values.items()}
    save_json(dict(sorted({**measured(), name: rounded}.items())), MEASURED)
