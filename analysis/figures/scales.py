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
