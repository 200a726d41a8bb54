"""Where ``gwr`` starts: before anything is loaded, so that it can be stopped at any moment."""

from __future__ import annotations

import sys

from analysis.cli.stopping import STOPPED, say_stopped


def start() -> None:
    """Runs ``gwr``; one that is stopped while it still loads says so as any other does.

    Libraries of the command line take half a second to load, and so are loaded here.
    """
    try:
        from analysis.cli.main import app

        app()
    except KeyboardInterrupt:
        say_stopped()
        sys.exit(STOPPED)
