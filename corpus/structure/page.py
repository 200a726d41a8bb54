"""Separates the body of a report from the page around it: every line of text with its role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import Notice
from corpus.structure.blocks import Block, Role, split_at_edges, split_blocks
from corpus.structure.body_edges import (
    first_of_another,
    first_of_appendix,
    first_of_body,
    last_of_body,
)
from corpus.structure.page_furniture import (
    STAGE_DIRECTION,
    TABLE_ROW,
    breadcrumb_lines,
    is_caption,
    is_furniture,
    is_page_only,
    teaser_lines,
)
from corpus.structure.repetition import repeated_lines
from corpus.structure.report_check import check_is_report


@dataclass(frozen=True)
class Page:
    """A document, divided into lines with their roles.

    Attributes:
        blocks: every line that is not blank, in order; only white space lies between them.
        body_start: offset of the first character of the body.
        body_end: offset one past its last character.
        notices: warnings for the user.
    """

    blocks: tuple[Block, ...]
    body_start: int
    body_end: int
    notices: tuple[Notice, ...]


def divide_page(text: str) -> Page:
    """The lines of a document, each with its role, and the start and end of the body.

    Nothing is removed or changed: the lines and the white space between them make up the text.

    Args:
        text: the readable text of a document, from ``corpus.text.readable``.

    Raises:
        Refusal: ``not_a_report``.
    """
    lines = list(split_blocks(text))
    teasers = teaser_lines(lines)
    blocks = [
        piece
        for index, block in enumerate(lines)
        for piece in ([block] if index in teasers else split_at_edges(block))
    ]
    boxes = {lines[index].start for index in teasers}
    first = first_of_body(blocks, boxes)
    check_is_report(blocks[: first_of_another(blocks, first)], first)
    repeated = repeated_lines(blocks, first)
    last = last_of_body(blocks, first, repeated)
    roles = _roles(blocks, first, last)
    for index in (*repeated, *breadcrumb_lines(blocks, first)):
        roles[index] = "boilerplate"
    labelled = tuple(
        Block(block.start, block.end, block.text, role)
        for block, role in zip(blocks, roles, strict=True)
    )
    notices = tuple(_repetition_notice(blocks, repeated))
    return Page(labelled, blocks[first].start, blocks[last].end, notices)


def _roles(blocks: list[Block], first: int, last: int) -> list[Role]:
    appendix = first_of_appendix(blocks, first)
    return [_role(index, block.text, first, last, appendix) for index, block in enumerate(blocks)]


def _role(index: int, text: str, first: int, last: int, appendix: int) -> Role:
    if index < first:
        return "boilerplate" if is_caption(text) or is_page_only(text) else "front_matter"
    is_row = TABLE_ROW.fullmatch(text) is not None
    if is_row or is_furniture(text) or is_caption(text) or STAGE_DIRECTION.fullmatch(text):
        return "boilerplate"
    if index >= appendix:
        return "appendix"
    return "body" if index <= last else "boilerplate"


def _repetition_notice(blocks: list[Block], repeated: list[int]) -> Iterator[Notice]:
    if repeated:
        message = f"repeated paragraphs ({len(repeated)}); each text is counted once"
        first = blocks[repeated[0]]
        yield Notice("repeated_paragraphs", message, first.start, first.end)
