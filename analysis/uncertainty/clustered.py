"""The shares of terms in one text, from its paragraphs, with intervals clustered by section."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.uncertainty.clusters import clusters, summed
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.shares import share_intervals


def clustered_intervals(
    blocks: pd.DataFrame,
    n: Any,
    size: ArrayLike,
    *,
    inference: Inference = INFERENCE,
    borrow: bool = True,
) -> pd.DataFrame:
    """The share of each term in a text with its interval, from counts by paragraph.

    Paragraphs are summed by ``clusters``; the intervals are those of ``share_intervals``.

    Args:
        blocks: one row per paragraph: report_id, paragraph_id and, where known, section.
        n: how often each term occurs in each paragraph, shape ``(paragraphs, terms)``.
        size: the number of words in each paragraph.
        inference: confidence, cluster and min_blocks of the intervals.
        borrow: as ``share_intervals``.

    Returns:
        As ``share_intervals``, and cluster: what varies in the intervals, section or paragraph.

    Raises:
        ValueError: as ``clusters`` and ``share_intervals``.

    Example:
        >>> import numpy as np
        >>> import pandas as pd
        >>> from analysis.uncertainty.clustered import clustered_intervals
        >>> blocks = pd.DataFrame({"report_id": "r", "paragraph_id": range(4)})
        >>> counts = np.array([[2], [0], [1], [3]])
        >>> found = clustered_intervals(blocks.assign(section=list("abcc")), counts, [50] * 4)
        >>> found["share"].tolist(), found["basis"].tolist(), found["cluster"].tolist()
        ([0.03], ['2 of 3 sections'], ['section'])
    """
    one_text = np.zeros(len(blocks), dtype=np.int64)
    cluster, kind = clusters(blocks, one_text, inference.cluster)
    found = share_intervals(
        *summed(n, size, cluster),
        confidence=inference.confidence,
        min_blocks=inference.min_blocks,
        block=kind,
        borrow=borrow,
    )
    return found.assign(cluster=kind)
