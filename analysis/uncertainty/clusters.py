"""What varies in an interval or a test: the sections of a report, or its paragraphs."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import sparse

from corpus.arrays import Floats, Ints

Cluster = Literal["section", "paragraph"]
MIN_SECTIONS = 3  # with fewer, a text has no sections to vary


def check_cluster(cluster: str) -> None:
    """Raises ValueError if there is no such cluster."""
    if cluster not in get_args(Cluster):
        raise ValueError(f"{cluster!r} is not a cluster; choose section or paragraph")


def clusters(blocks: pd.DataFrame, sides: Ints, cluster: Cluster) -> tuple[Ints, Cluster]:
    """The cluster that each paragraph belongs to, and which clusters these are.

    Sections are taken if they are known and each text has at least three. Otherwise, paragraphs.

    Args:
        blocks: one row per paragraph: report_id, paragraph_id and, where known, section.
        sides: the number of the text that each paragraph belongs to, from 0.
        cluster: what should vary.

    Returns:
        The number of the cluster of each paragraph (paragraphs of two texts are never in one), and
        ``section`` or ``paragraph``.

    Raises:
        ValueError: if there is no such cluster.
    """
    check_cluster(cluster)
    if cluster == "section" and "section" in blocks and not blocks["section"].isna().any():
        numbers = _numbers(blocks, sides, "section")
        text_of = pd.Series(sides).groupby(numbers).first()
        if (text_of.value_counts() >= MIN_SECTIONS).all():
            return numbers, "section"
    return _numbers(blocks, sides, "paragraph_id"), "paragraph"


def _numbers(blocks: pd.DataFrame, sides: Ints, column: str) -> Ints:
    keys = blocks[["report_id", column]].assign(side=sides)
    numbers = keys.groupby(["side", "report_id", column], sort=True, dropna=False).ngroup()
    return np.asarray(numbers, dtype=np.int64)


def summed(n: Any, size: Any, cluster: Ints) -> tuple[Any, Floats]:
    """Counts and sizes of paragraphs, summed by cluster."""
    many = int(cluster.max(initial=-1)) + 1
    places = (cluster, np.arange(len(cluster)))
    to = sparse.csr_array((np.ones(len(cluster)), places), (many, len(cluster)))
    return sparse.csc_array(to @ n), np.asarray(to @ np.asarray(size, dtype=float))
