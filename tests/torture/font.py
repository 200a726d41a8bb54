"""Builds the font of the figures again, with all its characters, and compares every byte.

    python -m tests.torture.font

`make test` does so with one character in fifty.
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from analysis.fonts.build_font import MADE_WITH, write_font
from analysis.fonts.coverage import FONT_FILE


def main() -> int:
    if find_spec("justmytype_intl_cjk") is None:
        print("not tried: the package with the variable font is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / FONT_FILE.name
        write_font(target)
        same = target.read_bytes() == FONT_FILE.read_bytes()
    print(f"the font is the same bytes: {same}; it was made with {MADE_WITH}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
