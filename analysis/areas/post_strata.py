"""What the sentences of a coding sheet stand for: strata, their sizes, and weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.uncertainty.stratified import stratified_share
from corpus.arrays import Bools, Floats, Ints

# With as many coded sentences, those that the machine codes alike are a stratum of their own.
LEAST = 5
_MANY = 1e9  # the size, per sentence, of a population that is not known


@dataclass(frozen=True)
class PostStrata:
    """The coded sentences of a sheet in strata of known size.

    Attributes:
        cell: the number of each coded sentence's stratum.
        sizes: how many sentences of the corpus each stratum has.
        drawn_for: one over the probability with which each coded sentence was drawn, as far as
            these differ within a stratum.
    """

    cell: Ints
    sizes: Floats
    drawn_for: Floats

    @property
    def weights(self) -> Floats:
        """How many sentences of the corpus each coded sentence stands for."""
        return (self.sizes / self._summed(self.drawn_for))[self.cell] * self.drawn_for

    def share(self, hits: Bools) -> tuple[float, float, float]:
        """The share of the corpus with hits, and its interval.

        A stratum is as good as ``(Σ w)² / Σ w²`` sentences drawn alike (Kish 1965).
        """
        total = self._summed(self.drawn_for)
        drawn = np.minimum(total**2 / self._summed(self.drawn_for**2), self.sizes)
        return stratified_share(
            self._summed(self.drawn_for * hits) / total * drawn, drawn, self.sizes
        )

    def _summed(self, values: Floats) -> Floats:
        return np.bincount(self.cell, values, minlength=len(self.sizes)).astype(float)


def post_strata(sheet: pd.DataFrame, coded: Sequence[bool] | Bools) -> PostStrata:
    """The strata of a sheet, divided by the machine's codes, whose number in the corpus is known.

    Of a stratum, the sentences that the machine codes alike are a stratum of their own where five
    or more were coded, and the others together. Strata without a coded sentence are left out.
    A sheet that does not say how it was drawn is a simple sample of a large corpus. Codes that
    cross the strata of drawing (``numbered``) are the strata themselves, within which sentences
    count by their weights.
    """
    if "in_corpus" in sheet:
        return _by_machine(sheet[np.asarray(coded, dtype=bool)])
    known = _as_drawn(sheet)
    coded = np.asarray(coded, dtype=bool)
    cell = np.full(len(known), -1)
    sizes: list[float] = []
    for _, rows in known.assign(coded=coded, at=np.arange(len(known))).groupby("stratum"):
        for at, size in _divided(rows):
            cell[at] = len(sizes)
            sizes.append(size)
    return PostStrata(cell[coded], np.array(sizes), np.ones(int(coded.sum())))


def _by_machine(coded: pd.DataFrame) -> PostStrata:
    """The coded sentences by the machine's code."""
    cell, codes = pd.factorize(coded["machine"], sort=True)
    sizes = coded.groupby("machine")["in_corpus"].first().loc[codes]
    return PostStrata(cell, sizes.to_numpy(dtype=float), coded["weight"].to_numpy(dtype=float))


def _as_drawn(sheet: pd.DataFrame) -> pd.DataFrame:
    """The stratum, weight and machine's code of each sentence, as far as the sheet has them."""
    weight = sheet["weight"] if "weight" in sheet else pd.Series(_MANY, index=sheet.index)
    stratum = sheet.get("stratum", weight)
    alike = sheet["coded_alike"] if "coded_alike" in sheet else pd.Series(np.nan, sheet.index)
    return pd.DataFrame(
        {"stratum": stratum, "weight": weight, "machine": sheet["machine"], "alike": alike}
    ).astype({"weight": float, "alike": float})


def _divided(rows: pd.DataFrame) -> list[tuple[Ints, float]]:
    """The coded sentences of one stratum in parts, and the size of each part."""
    total, coded = rows["weight"].sum(), rows[rows["coded"]]
    parts = [
        (one["at"].to_numpy(), float(one["alike"].iloc[0]))
        for _, one in coded.groupby("machine")
        if len(one) >= LEAST and one["alike"].notna().all()
    ]
    parts.sort(key=lambda part: -len(part[0]))
    while True:
        own = np.concatenate([part[0] for part in parts]) if parts else np.array([], dtype=int)
        others = np.setdiff1d(coded["at"].to_numpy(), own)
        left = total - sum(part[1] for part in parts)
        if len(others) and left >= len(others) - 1e-6:
            return [*parts, (others, max(left, len(others)))]
        if not parts or (not len(others) and left < 0.5):
            return parts
        parts.pop()  # the others were not coded: the smallest part stands for them too
