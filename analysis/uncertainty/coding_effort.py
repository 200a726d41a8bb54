"""How many more texts to code for an interval of a given width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from analysis.uncertainty.blocks import check_confidence
from analysis.uncertainty.correction import influences, quantile
from analysis.uncertainty.moment_conditions import (
    Design,
    Specification,
    corrections,
    jacobian,
    read_design,
    solve,
)
from corpus.arrays import Floats

_POINTS = 12  # of the curve


def how_many_to_code(
    data: pd.DataFrame,
    of: Specification,
    *,
    n_coded: Sequence[float] | None = None,
    widths: Sequence[float] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How wide intervals of ``design_based`` would be if more, or fewer, rows were coded.

    After a first round of coding this tells how large the second should be. The variance has a part
    that coding does not change, since the number of texts is what it is, and a part that scales
    with 1 / π. If every sampling probability were c times what it is, and at most 1,

    ``V(c) = V + J⁻¹ (Σ R / π (1 / π(c) − 1 / π) d dᵀ / n) J⁻ᵀ / n``, ``π(c) = min(c π, 1)``,

    with d = m(X, Y) − m(X̂, Ŷ) and the other symbols of ``design_based``. ``Σ R π(c) / π`` rows are
    then expected to be coded. Without clusters and below c = 1 / max π this is what ``power_dsl``
    of the R package ``dsl`` computes. It takes rows to be drawn one by one, not by cluster, and the
    rows coded so far to show how the machine errs: with few of them, it is rough.

    Args:
        data: as for ``design_based``.
        of: the model, as for ``design_based``.
        n_coded: numbers of coded rows to ask about; by default a dozen, from those now to all.
        widths: widths of intervals to ask about instead: how many coded rows each needs.
        confidence: the confidence level of the intervals.

    Returns:
        One row per coefficient and number, or width: term, n_coded (how many rows are coded in all;
        missing for a width that coding all would not reach), more (beyond those coded now;
        negative where fewer would do), se, width (from the lower to the upper limit; missing where
        the rows coded so far are too few to tell).

    Raises:
        ValueError: as ``design_based``; if both n_coded and widths are given, or one of them is not
            above 0.

    Example:
        >>> import numpy as np
        >>> import pandas as pd
        >>> from analysis.uncertainty import Specification, how_many_to_code
        >>> rng = np.random.default_rng(1)
        >>> true = rng.random(2000) < 0.2
        >>> machine = true ^ (rng.random(2000) < 0.3)
        >>> coded = rng.random(2000) < 0.05  # a first round of some 100 sentences
        >>> data = pd.DataFrame({"education": np.where(coded, true, np.nan),
        ...                      "machine": machine.astype(int), "drawn": 0.05})
        >>> mean = Specification("education", predicted={"education": "machine"},
        ...                      sampling_probability="drawn", model="mean")
        >>> table = how_many_to_code(data, mean, widths=[0.2, 0.1])
        >>> print(table.round(2).to_string(index=False))
             term  n_coded  more   se  width
        intercept     91.0   3.0 0.05    0.2
        intercept    388.0 300.0 0.02    0.1
    """
    check_confidence(confidence)
    _check_points(n_coded, widths)
    design = read_design(data, of)
    curve = _curve(design, confidence)
    if n_coded is None and widths is None:
        n_coded = np.geomspace(design.coded, len(data), _POINTS).round().tolist()
    asked = [*(widths or ()), *(n_coded or ())]
    rows = [
        (term, *(_at_width(curve, place, one) if widths is not None else _at(curve, place, one)))
        for place, term in enumerate(design.terms)
        for one in asked
    ]
    table = pd.DataFrame(rows, columns=["term", "n_coded", "se", "width"])
    table.insert(2, "more", table["n_coded"] - design.coded)
    return table


@dataclass(frozen=True)
class _Curve:
    """The variance of each coefficient, and what it has of each coded row.

    Attributes:
        variance: now.
        parts: one row per coded row: ``d² / π / n²``, d being what it corrects coefficients by.
        probability: of the coded rows.
        rows: in all.
        reach: from the estimate to a limit, in standard errors.
    """

    variance: Floats
    parts: Floats
    probability: Floats
    rows: int
    reach: Floats


def _check_points(n_coded: Sequence[float] | None, widths: Sequence[float] | None) -> None:
    if n_coded is not None and widths is not None:
        raise ValueError("n_coded and widths are both given; ask about one of them")
    for name, given in (("n_coded", n_coded), ("widths", widths)):
        for one in () if given is None else given:
            if not one > 0:
                raise ValueError(f"{name} has {one}; it must be above 0")


def _curve(design: Design, confidence: float) -> _Curve:
    beta = solve(design)
    moved = influences(design, beta)
    coded = design.weight > 0
    inverse = design.back @ np.linalg.inv(jacobian(design, beta))
    d = corrections(design, beta)[coded] @ inverse.T
    return _Curve(
        variance=(moved**2).sum(axis=0),
        parts=d**2 * design.weight[coded, None] / len(design.y) ** 2,
        probability=1 / design.weight[coded],
        rows=len(design.y),
        reach=quantile(moved, confidence),
    )


def _variance(curve: _Curve, place: int, times: float) -> float:
    """The variance of a coefficient if rows were drawn so many times as often."""
    then, now = 1 / np.minimum(times * curve.probability, 1), 1 / curve.probability
    return float(curve.variance[place] + (curve.parts[:, place] * (then - now)).sum())


def _n_coded(curve: _Curve, times: float) -> float:
    """How many rows are then coded: those coded now at 1, and all where none is left."""
    now, most = len(curve.probability), (1 / curve.probability).sum()
    then = (np.minimum(times * curve.probability, 1) / curve.probability).sum()
    if times <= 1 or most <= now:
        return float(then)
    return float(now + (curve.rows - now) * (then - now) / (most - now))


def _at(curve: _Curve, place: int, n_coded: float) -> tuple[float, float, float]:
    least, most = _ends(curve)
    if n_coded >= _n_coded(curve, most):
        times = most
    else:
        times = brentq(lambda c: _n_coded(curve, c) - n_coded, least, most)
    variance = _variance(curve, place, times)
    se = variance**0.5 if variance > 0 else np.nan
    return min(n_coded, curve.rows), se, 2 * curve.reach[place] * se


def _at_width(curve: _Curve, place: int, width: float) -> tuple[float, float, float]:
    least, most = _ends(curve)
    se = width / 2 / curve.reach[place]
    if _variance(curve, place, most) > se**2:
        return np.nan, np.nan, width
    times = brentq(lambda c: _variance(curve, place, c) - se**2, least, most)
    return float(np.ceil(_n_coded(curve, times) - 1e-9)), se, width


def _ends(curve: _Curve) -> tuple[float, float]:
    """How many times as often rows can be drawn: hardly ever, and all of them."""
    return 1e-9, float(1 / curve.probability.min())
