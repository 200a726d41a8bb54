"""Sections: the parts of a report that words cluster by, between paragraph and chapter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
import pandas as pd

from corpus.schema import PATH_SEPARATOR

_DEPTH = 2


def section_names(levels: Sequence[int], heading_paths: Sequence[str]) -> list[str]:
    """The section that each paragraph of a report lies in, named by its headings.

    A section is the smallest headed unit of level 2 or above: a chapter's （一） or 一是 where it
    has them, otherwise the chapter. What a chapter says before its first （一） is a section too.
    A heading belongs to the section that it opens.

    Args:
        levels: the level of each paragraph, in the order of the report; 0 is text.
        heading_paths: the headings above each paragraph, as in the table ``paragraphs``.

    Example:
        >>> from corpus.sections import section_names
        >>> paths = ["", "一", "一", "一 > （一）", "一 > （一）", "一 > （一） > 1."]
        >>> section_names([1, 0, 2, 0, 3, 0], paths)
        ['一', '一', '一 > （一）', '一 > （一）', '一 > （一）', '一 > （一）']
    """
    names: list[str] = []
    following = ""
    for level, path in zip(reversed(levels), reversed(heading_paths), strict=True):
        if level == 0:
            following = PATH_SEPARATOR.join(path.split(PATH_SEPARATOR)[:_DEPTH])
        names.append(following)
    return names[::-1]


def sections_of(paragraphs: pd.DataFrame) -> pd.Series:
    """The section of each paragraph, named by its headings; see ``section_names``.

    Args:
        paragraphs: report_id, paragraph_id, heading_path and, to place headings in the section that
            they open, level.

    Returns:
        One name per row, with the index of the table.

    Example:
        >>> import pandas as pd
        >>> from corpus.sections import sections_of
        >>> rows = pd.DataFrame({"report_id": "r", "paragraph_id": [0, 1], "level": [1, 0]})
        >>> sections_of(rows.assign(heading_path=["", "一、工作回顾"])).tolist()
        ['一、工作回顾', '一、工作回顾']
    """
    rows = paragraphs if "level" in paragraphs else paragraphs.assign(level=0)
    rows = rows[["report_id", "paragraph_id", "level", "heading_path"]].fillna({"heading_path": ""})
    rows = rows.sort_values(["report_id", "paragraph_id"])
    levels, paths = rows["level"].tolist(), rows["heading_path"].tolist()
    ends = [*np.flatnonzero(rows["report_id"].ne(rows["report_id"].shift())).tolist(), len(rows)]
    names = [section_names(levels[one:end], paths[one:end]) for one, end in pairwise(ends)]
    return pd.Series([*chain.from_iterable(names)], rows.index, dtype=str)
