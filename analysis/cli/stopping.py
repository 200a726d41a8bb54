"""What a command says that is stopped (Ctrl-C), from its first moment to its last."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STOPPED = 130  # 128 and the number of the signal, as shells have it


def say_stopped() -> None:
    """Says on stderr that a command was stopped, in the language of the terminal."""
    from corpus.translation import shown

    print(shown("stopped; what was done is kept"), file=sys.stderr)


@contextmanager
def left_to_the_child() -> Iterator[None]:
    """Leaves Ctrl-C to a program that this process waits for, and that asks what is meant.

    The program gets the signal too, since a terminal sends it to both; it does not have the
    handler that is set here, but the usual one.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
