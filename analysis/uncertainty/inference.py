"""The options of intervals and tests, in one small object instead of five arguments."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.uncertainty.permutation import Statistic
from analysis.uncertainty.shares import MIN_BLOCKS


@dataclass(frozen=True)
class Inference:
    """How confidence intervals and p values are computed.

    Attributes:
        confidence: the confidence level of intervals, between 0 and 1.
        min_blocks: a term that occurs in fewer blocks, such as paragraphs, has no interval.
        statistic: what the permutation test compares; see ``permutation_p``.
        n_permutations: how many arrangements are drawn if there are more than 20,000 in all.
        seed: the seed of that draw.

    Example:
        >>> from analysis.uncertainty import Inference
        >>> Inference(confidence=0.9).min_blocks
        20
    """

    confidence: float = 0.95
    min_blocks: int = MIN_BLOCKS
    statistic: Statistic = "difference"
    n_permutations: int = 9_999
    seed: int = 1


INFERENCE = Inference()  # the defaults
