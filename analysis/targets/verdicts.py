"""Whether a result is better or worse than its target."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from analysis.targets.indicators import indicators

Verdict = Literal["exceeded", "met", "within_range", "missed", "not_reported", "not_comparable"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
RULES = {
    "exceeded": "better than the bound by over half a unit of its last printed digit, or beyond "
    "the better end of a range",
    "met": "within half a unit of the last printed digit of the bound, 左右 or not "
    "(7.6% meets a target of 8%以上; 7.6% misses one of 8.0%)",
    "within_range": "inside a range",
    "missed": "worse than that",
    "not_reported": "the next report gives no result for the year, or is not in the corpus (see "
    "reason)",
    "not_comparable": "a result is given, but of another kind, unit or basis, or only as a bound "
    "that may be either side of the target",
}
_SLACK = 1e-9
_FLOORS = ("ge", "gt")
_OPEN = (*_FLOORS, "le", "lt")


class Bound(NamedTuple):
    """A target: its ends (equal where it is no range), bound, half a unit of its last digit."""

    low: float
    high: float
    bound: str
    half: float


def lower_is_better(key: str, bound: str, target: float) -> bool:
    """Whether a smaller result is a better one.

    So it is for 以内 and 不超过, for indicators that should fall (prices, unemployment,
    intensities) unless the target is a floor, and for a planned fall.

    Args:
        key: of the indicator.
        bound: of the target, as in the ledger.
        target: negative for the rate of a fall.
    """
    if target < 0:
        return bound not in ("le", "lt")
    if bound in ("le", "lt"):
        return True
    one = indicators().get(key)
    return one is not None and one.better == "less" and bound not in ("ge", "gt")


def difference(target: Bound, result: float) -> float:
    """Result minus target; for a range minus the nearer end, and 0 within it."""
    low, high = sorted((target.low, target.high))
    return result - min(max(result, low), high)


def verdict_of(target: Bound, result: float, *, lower: bool) -> Verdict:
    """The verdict on a result, by the rules in ``RULES``.

    Args:
        target: what was aimed at.
        result: what was reached, in the same unit.
        lower: whether less is better.

    Example:
        >>> from analysis.targets.verdicts import Bound, verdict_of
        >>> verdict_of(Bound(5.5, 5.5, "approx", 0.05), 5.0, lower=False)
        'missed'
        >>> verdict_of(Bound(6.0, 6.5, "range", 0.05), 6.1, lower=False)
        'within_range'
    """
    gain = difference(target, result) * (-1 if lower else 1)
    slack = _SLACK * max(1.0, abs(target.low), abs(target.high))
    if target.low != target.high:
        return "within_range" if abs(gain) <= slack else "exceeded" if gain > 0 else "missed"
    if gain > target.half + slack:
        return "exceeded"
    return "met" if gain >= -target.half - slack else "missed"


def told_by(verdict: Verdict, bound: str, result: float, *, lower: bool) -> bool:
    """Whether a result that is a bound itself (11%以上, 超过2000亿元) tells as much as a verdict.

    What may be better than it says has at least that verdict, and may not be missed; what may be
    worse has at most that verdict, and is only told to be missed.

    Args:
        verdict: on the number that is given.
        bound: of the result, as in the ledger.
        result: the number; negative for the rate of a fall, of which 以上 is a greater one.
        lower: whether less is better.

    Example:
        >>> from analysis.targets.verdicts import told_by
        >>> told_by("missed", "ge", 11.0, lower=False), told_by("met", "ge", 11.0, lower=False)
        (False, True)
    """
    if bound not in _OPEN:
        return True
    upwards = (bound in _FLOORS) != (result < 0)
    return (verdict == "missed") == (upwards == lower)
