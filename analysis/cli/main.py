"""The command ``gwr`` with all its commands."""

from __future__ import annotations

import sys

from analysis.cli import (  # noqa: F401  adds commands
    coding,
    compare,
    corpus,
    document,
    package,
    results,
    run,
)
from analysis.cli.common import app

__all__ = ["app"]


@app.callback()
def _main() -> None:
    """Text analytics for Chinese government work reports (政府工作报告)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(
            stream, "reconfigure"
        ):  # characters that the terminal lacks must not stop a command
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    app()
