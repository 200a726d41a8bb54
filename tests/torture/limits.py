"""Ending what takes too long, in this process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

CAN_END = hasattr(signal, "setitimer")  # not on Windows


class TooSlow(BaseException):
    """Work that takes too long; no ``Exception``, so that no reader takes it for damage."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises ``TooSlow`` where the block takes more processor time; regular expressions end too."""
    if not CAN_END:
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _raise)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _raise(*_: object) -> None:
    raise TooSlow
