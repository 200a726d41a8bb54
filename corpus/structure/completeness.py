"""Whether a text is the complete report as delivered, or one page, a summary, or revised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.errors import Notice
from corpus.schema import Orientation
from corpus.structure.blocks import Block
from corpus.structure.furniture import BOX
from corpus.structure.outline import Heading, Paragraph, count_of
from corpus.structure.page import Page

# Links to further pages: 「上一页 1 2 3 4 下一页」, 「[1] [2] [3]」, 「共4页」, 「未完待续」.
_NEXT_PAGE = re.compile(
    r"下一?页|下页|尾页|末页|(?:共|总)\s{0,3}(?:[2-9]|[1-9]\d)\s{0,3}页|(?:\[\d\]\s{0,3}){2,}"
    r"|[（(]?(?:未完待续|下转|接下页|阅读全文|查看全文|点击全文|展开全文)"
)
_PAGE_NUMBER = re.compile(r"第\s?\d{1,3}\s?页")
_ABRIDGED = re.compile(
    r"摘要|节选|摘登|节录|摘编|选登|缩略|[（(]\s{0,3}摘\s{0,3}[）)]|要点|全文见|速览"
)
# 「根据十届人大三次会议代表审议意见修改」, before or after the body.
_AMENDED = re.compile(
    r"(?:根据|按照|吸收).{0,40}(?:审议|讨论|代表|委员).{0,20}(?:意见|建议).{0,12}(?:修改|修订|补充|完善)"
    r"|[（(](?:修订|修改)[稿版本]?[）)]|(?:修订|修改)稿"
)
_SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)】》]*$")


def wholeness(
    page: Page,
    headings: Sequence[Heading],
    spoken: Sequence[Paragraph],
    times: Sequence[Orientation],
) -> Iterator[Notice]:
    """Warnings that a text may not be the complete report.

    Args:
        page: the document, divided into lines with their roles.
        headings: the headings of the body, in order.
        spoken: the paragraphs of the body, in order.
        times: the time reference of each paragraph.

    Returns:
        The warnings ``abridged``, ``amended`` and ``missing_chapter``, and at most one of
        ``one_page_of_several``, ``cut_short`` and ``no_ending``. Offsets refer to the page's text.
    """
    front = [block for block in page.blocks if block.end <= page.body_start]
    yield from _abridged(front)
    yield from _amended([block for block in page.blocks if block.role != "body"])
    yield from _missing_chapter(headings)
    if not spoken or "closing" in times:
        return
    last = spoken[-1]
    tail = last.text[-20:]
    outside = [block for block in page.blocks if block.role == "boilerplate"]
    links = [
        block
        for block in outside
        if _NEXT_PAGE.search(block.text, 0, 300) and not _PAGE_NUMBER.search(block.text)
    ]
    if links:
        message = "the page links to further pages, and the text does not end here; add these too"
        yield Notice("one_page_of_several", message, links[0].start, links[0].end)
    elif not _SENTENCE_END.search(last.text):
        message = f"truncated text: it ends within a sentence (「{tail}」); find the complete text"
        yield Notice("cut_short", message, last.start, last.end)
    else:
        message = f"the text has no closing (「{tail}」) and may be truncated; check its end"
        yield Notice("no_ending", message, last.start, last.end)


def _abridged(front: Sequence[Block]) -> Iterator[Notice]:
    for block in front:
        is_box = BOX.match(block.text) is not None
        found = None if is_box or len(block.text) >= 80 else _ABRIDGED.search(block.text)
        if found:
            message = f"abridged text, as stated (「{found.group()}」); find the full report"
            yield Notice("abridged", message, block.start, block.end)
            return


def _amended(outside: Sequence[Block]) -> Iterator[Notice]:
    for block in outside:
        short = len(block.text) < 120 and block.role != "appendix"
        found = _AMENDED.search(block.text) if short else None
        if found:
            message = f"revised text, as stated (「{found.group()}」), not the text as delivered"
            yield Notice("amended", message, block.start, block.end)
            return


def _missing_chapter(headings: Sequence[Heading]) -> Iterator[Notice]:
    """A warning at the first chapter whose number is not the one expected, beginning with 一."""
    before = 0
    for heading in headings:
        number = count_of(heading.number) if heading.level == 1 else 0
        if number > before + 1:
            message = f"chapter {before + 1} is missing before {heading.number}; find its text"
            yield Notice("missing_chapter", message, heading.start, heading.end)
            return
        before = number or before
