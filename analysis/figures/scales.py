"""Round values on the axes of figures."""

from __future__ import annotations

import math

_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


def three_ticks(most: float) -> list[float]:
    """0 and two round values, the larger as near below the largest value as can be.

    Args:
        most: the largest value that is drawn, above 0.

    Example:
        >>> from analysis.figures.scales import three_ticks
        >>> three_ticks(43), three_ticks(7)
        ([0.0, 20.0, 40.0], [0.0, 3.0, 6.0])
    """
    power = 10.0 ** math.floor(math.log10(most / 2))
    step = max(one * power for one in _ROUND if one * power <= most / 2 * (1 + 1e-9))
    return [0.0, step, 2 * step]


def round_ticks(low: float, high: float) -> list[float]:
    """Multiples of 1, 2 or 5 (times a power of ten) between two values, six at most.

    Args:
        low: the smallest value, 0 or below.
        high: the largest value, 0 or above.

    Example:
        >>> from analysis.figures.scales import round_ticks
        >>> round_ticks(0, 17), round_ticks(-4, 7)
        ([0.0, 5.0, 10.0, 15.0], [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0])
    """
    power = 10.0 ** math.floor(math.log10(max(high - low, 1e-9) / 5.5))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= (high - low) / 5.5 - 1e-12)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [step * at for at in range(first, last + 1)]
