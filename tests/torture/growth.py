"""How time grows with length."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

from tests.torture.limits import TooSlow, at_most

# Shorter measurements are noise.
LEAST = 0.004
# Of what takes longer, the growth is known.
LONG = 0.5
ENDED = 4.0


def seconds(work: Callable[[str], object], text: str, *, once: bool = False) -> float:
    """The processor time that work takes; the least of three where chance might decide.

    It is ended, and infinite, where it takes more than ``ENDED``. Garbage is not
    collected meanwhile, as that takes a time of its own.
    """
    gc.disable()
    try:
        return _least(work, text, once=once)
    finally:
        gc.enable()


def _least(work: Callable[[str], object], text: str, *, once: bool) -> float:
    taken: list[float] = []
    while not taken or (not once and len(taken) < 3 and sum(taken) < 0.1):
        begin = time.process_time()
        try:
            with at_most(ENDED):
                work(text)
        except TooSlow:
            return math.inf
        taken.append(time.process_time() - begin)
    return min(taken)


def exponent(
    work: Callable[[str], object], make: Callable[[int], str], lengths: tuple[int, ...]
) -> tuple[float, int, float]:
    """The exponent of growth between the last length and one a quarter of it or less.

    It stops at the first length that takes longer than ``LONG``.

    Returns:
        The exponent (1 is linear, 0 where nothing could be measured), the last length, and its
        seconds.
    """
    took: list[tuple[int, float]] = []
    for length in lengths:
        took.append((length, seconds(work, make(length))))
        if took[-1][1] > LONG:
            break
    last, now = took[-1]
    if math.isinf(now):
        return math.inf, last, now
    known = [one for one in took[:-1] if one[1] >= LEAST]
    base = max((one for one in known if one[0] * 4 <= last), default=known[0] if known else None)
    found = math.log(now / base[1]) / math.log(last / base[0]) if base else 0.0
    return found, last, now
