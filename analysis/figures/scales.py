"""What is measured along an axis, and round values on it."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """What is measured along an axis.

    Attributes:
        column: the column that is drawn.
        label: what it is, with its unit.
        null: the value that stands for no difference, or None.
        log: whether the scale is logarithmic, for ratios: labelled 0.5×, 1×, 2×.

    Example:
        >>> from analysis.figures import Axis
        >>> Axis("ratio", "plan / review", null=1, log=True).column
        'ratio'
    """

    column: str
    label: str
    null: float | None = None
    log: bool = False


def check_axis(axis: object) -> None:
    """Raises ValueError unless what is measured is given as an ``Axis``.

    Args:
        axis: what was given.

    Raises:
        ValueError: with what was given.
    """
    if not isinstance(axis, Axis):
        raise ValueError(f"axis is {axis!r}; give an Axis, such as Axis('share', '% of sentences')")


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


# Round ratios within a decade, those that a reader expects first.
_RATIOS = ((1,), (2, 5), (3,), (1.5, 7))


def log_ticks(low: float, high: float, apart: float) -> list[float]:
    """Round ratios for a logarithmic scale, no two of them too close to be labelled.

    1 comes first, then powers of ten from 1 outwards, then 2 and 5, 3, 1.5 and 7 times these. A
    range too narrow for two of them has round values evenly apart.

    Args:
        low: the lower end of the scale, above 0.
        high: its upper end.
        apart: the least distance of two ticks, as a share of the length of the scale.

    Example:
        >>> from analysis.figures.scales import log_ticks
        >>> log_ticks(0.4, 3, 0.1), log_ticks(0.04, 30, 0.11)
        ([0.5, 0.7, 1.0, 1.5, 2.0, 3.0], [0.1, 0.3, 1.0, 3.0, 10.0, 30.0])
        >>> log_ticks(0.9, 1.1, 0.2)
        [0.9, 0.95, 1.0, 1.05, 1.1]
    """
    least = apart * math.log(high / low)
    decades = sorted(range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1), key=abs)
    kept: list[float] = []
    for family in _RATIOS:
        for decade in decades:
            for one in (float(f"{each}e{decade}") for each in family):
                inside = low * (1 - 1e-9) <= one <= high * (1 + 1e-9)
                if inside and all(abs(math.log(one / other)) >= least for other in kept):
                    kept.append(one)
    return sorted(kept) if len(kept) > 1 else _even_ticks(low, high, apart)


def _even_ticks(low: float, high: float, apart: float) -> list[float]:
    """Multiples of 1, 2 or 5 (times a power of ten) within a range."""
    least = max(apart, 0.2) * (high - low)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= least * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{step * at:.12g}") for at in range(first, last + 1)]
