"""Whether a text is the complete report as delivered, or one page, a summary, or revised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.errors import Notice
from corpus.schema import Orientation
from corpus.structure.blocks import Block
from corpus.structure.outline import Heading, Paragraph, count_of
from corpus.structure.page import Page
from corpus.structure.page_furniture import BOX
from corpus.structure.signs import HAN

# Links to further pages: 「上一页 1 2 3 4 下一页」, 「[1] [2] [3]」, 「共4页」, 「未完待续」.
_NEXT_PAGE = re.compile(
    r"下一?页|下页|尾页|末页|(?:共|总)\s{0,3}(?:[2-9]|[1-9]\d)\s{0,3}页|(?:\[\d\]\s{0,3}){2,}"
    r"|[（(]?(?:未完待续|下转|接下页|阅读全文|查看全文|点击全文|展开全文)"
)
_PAGE_NUMBER = re.compile(r"第\s?\d{1,3}\s?页")
_ABRIDGED = re.compile(
    r"摘要|节选|摘登|节录|摘编|选登|选摘|缩略|删节|删减|删改|[（(]\s{0,3}(?:摘|节\s?选|摘\s?要)\s{0,3}[）)]|要点|全文见|速览"
)
# After the body, where the page may link to summaries, only what speaks of this text.
_ABRIDGED_AFTER = re.compile(
    r"[（(](?:本文|此文|原文|文章|内容|报告)?[^（()）]{0,6}(?:节选|删节|删减|删改|摘登|摘编|节录)[^（()）]{0,6}[）)]"
    r"|(?:本文|此文|以上)(?:为|系|是)?[^。]{0,12}(?:节选|摘要|摘编|摘登|删节|删减)"
)
# So many characters in sentences outside the body are worth a look.
MANY_OUTSIDE = 300
# By so many characters a line is known as one that the body has too.
_BEGINNING = 30
_SENTENCES = re.compile(r".*[。！？!?]", re.DOTALL)
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
    name: str = "",
) -> Iterator[Notice]:
    """Warnings that a text may not be the complete report.

    Args:
        page: the document, divided into lines with their roles.
        headings: the headings of the body, in order.
        spoken: the paragraphs of the body, in order.
        times: the time reference of each paragraph.
        name: of the file, which may say that it holds an excerpt.

    Returns:
        The warnings ``abridged``, ``amended``, ``uncounted_text`` and ``missing_chapter``, and at
        most one of ``one_page_of_several``, ``cut_short`` and ``no_ending``. Offsets refer to the
        page's text.
    """
    yield from _abridged(page, name)
    yield from _amended([block for block in page.blocks if block.role != "body"])
    yield from _uncounted(page)
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


def _abridged(page: Page, name: str) -> Iterator[Notice]:
    """A warning where the page, or else the file's name, says that the text is an excerpt."""
    for block in page.blocks:
        is_before, is_after = block.end <= page.body_start, block.start >= page.body_end
        is_title = len(block.text) < 80 and not BOX.match(block.text)
        sign = _ABRIDGED if is_before else _ABRIDGED_AFTER if is_after else None
        found = sign.search(block.text) if sign and is_title else None
        if found:
            message = f"abridged text, as stated (「{found.group()}」); find the full report"
            yield Notice("abridged", message, block.start, block.end)
            return
    if found := _ABRIDGED.search(name):
        message = f"abridged text, as stated (「{found.group()}」); find the full report"
        yield Notice("abridged", message)


def _uncounted(page: Page) -> Iterator[Notice]:
    """A warning where many sentences stand outside the body and under no heading of an appendix.

    Lines that the page repeats, whole or from their beginning, are not among them.
    """
    said = {one.text[:_BEGINNING] for one in page.blocks if one.role in ("body", "appendix")}
    found = [
        (block, n)
        for block in page.blocks
        if block.role in ("front_matter", "boilerplate")
        and block.text[:_BEGINNING] not in said
        and (n := _han_in_sentences(block.text))
    ]
    before = sum(n for block, n in found if block.end <= page.body_start)
    after = sum(n for block, n in found if block.start >= page.body_end)
    within = sum(n for _, n in found) - before - after
    if before + after + within <= MANY_OUTSIDE:
        return
    longest = max(found, key=lambda one: one[1])[0]
    message = (
        f"Chinese characters in full sentences that are not counted: {before} before the body, "
        f"{within} within it, {after} after it (such as 「{longest.text[:20]}」); check where the "
        "report begins and ends"
    )
    yield Notice("uncounted_text", message, longest.start, longest.end)


def _han_in_sentences(text: str) -> int:
    """The number of Chinese characters up to the end of the last sentence of a line."""
    sentences = _SENTENCES.match(text)
    return len(HAN.findall(sentences.group())) if sentences else 0


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
