"""The options of intervals and tests, in one small object instead of five arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from analysis.checks import check_number
from analysis.uncertainty.blocks import check_confidence
from analysis.uncertainty.clusters import Cluster, check_cluster
from analysis.uncertainty.permutation import Statistic
from analysis.uncertainty.shares import MIN_BLOCKS


@dataclass(frozen=True)
class Inference:
    """How confidence intervals and p values are computed.

    Attributes:
        confidence: the confidence level of intervals, between 0 and 1. Unless it is 0.95, tables
            have it in a column ``confidence_level``, which their heads, captions, figures and the
            sentences on them follow.
        cluster: what varies: ``section`` (the smallest headed unit of level 2 or above, else the
            chapter) describes what the author might have written under another outline,
            ``paragraph`` what under the same one. Words recur in neighbouring paragraphs, and where
            they do, intervals by paragraph are too narrow and p values too small. A text with fewer
            than three sections is taken by paragraph; the column ``cluster`` says which it was.
        min_blocks: a text of fewer blocks (sections, paragraphs) has no interval.
        statistic: what the permutation test compares; see ``permutation_p``.
        n_permutations: how many arrangements are drawn if there are more than 20,000 in all.
        seed: the seed of that draw.

    Raises:
        ValueError: if a value is out of range, or none of the choices.

    Example:
        >>> from analysis.uncertainty import Inference
        >>> Inference(confidence=0.9).cluster
        'section'
    """

    confidence: float = 0.95
    cluster: Cluster = "section"
    min_blocks: int = MIN_BLOCKS
    statistic: Statistic = "studentised"
    n_permutations: int = 9_999
    seed: int = 1

    def __post_init__(self) -> None:
        check_number("confidence", self.confidence, 0, whole=False)
        check_confidence(self.confidence)
        check_cluster(self.cluster)
        check_number("min_blocks", self.min_blocks, 1)
        if self.statistic not in get_args(Statistic):
            choices = ", ".join(get_args(Statistic))
            raise ValueError(f"statistic is {self.statistic!r}; it must be one of {choices}")
        check_number("n_permutations", self.n_permutations, 1)
        check_number("seed", self.seed, 0)


INFERENCE = Inference()  # the defaults
