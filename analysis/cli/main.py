"""The command ``gwr``, put together."""

from __future__ import annotations

import sys

from analysis.cli import corpus, document, results, run  # noqa: F401  they add their commands
from analysis.cli.common import app

__all__ = ["app"]


@app.callback()
def _main() -> None:
    """Text analytics for Chinese government work reports (政府工作报告)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character shows another
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    app()
