"""Sections: the parts of a report that words cluster by, between paragraph and chapter."""

from __future__ import annotations

from collections.abc import Sequence

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
