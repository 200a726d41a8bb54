"""Where the body of a report begins and ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.structure.blocks import Block
from corpus.structure.furniture import (
    DISCLAIMS,
    LICENCE,
    NOT_SAID,
    PAGE_NOTE,
    is_caption,
    is_furniture,
)
from corpus.structure.signs import CHAPTER, I_REPORT, SALUTATION, SENTENCE_END, is_title

# A salutation that is later than this share of the text opens nothing but its paragraph.
_EARLY = 0.3
_FIRST_CHAPTER = re.compile(r"一、|第一部分|第一章")
_APPENDIX = re.compile(
    r"[（(【《]?\s{0,3}(?:附件?\s{0,3}[\d一二三]{0,2}\s{0,3}[：:]?|附[录表][：:]?|"
    r"(?:.{0,18}(?:名词|用语|术语|词语|词汇)(?:解释|说明|注释|释义)|注释|注)[：:]?"
    r"|.{0,20}(?:民生实事|重点工程|重点项目|重大项目|重点任务)(?:项目)?(?:一览表|清单|列表|目录|安排表|明细表|表))"
    r"\s{0,3}[）)】》]?"
)
_EXHORTS = re.compile(r"[！!][”’」』）)]*$|(?:奋斗|前进|贡献|胜利)。$")
_ENDS_SPEECH = re.compile(
    r"(?:奋斗|前进|贡献|胜利|篇章|努力|辉煌|业绩|成绩|力量|未来|明天|华章|答卷|时代|梦想?|征程|实现|局面|伟业|新高|跨越|拼搏|奋进|发展|召开|生日)"
    r"[^。！!，,]{0,6}[！!。][”’」』）)]{0,2}$"
)
_TO_ALL = re.compile(
    r"让我们|奋斗|团结|各位(?:人大)?代表|同志们|奋力|携手|谱写|书写|开创|共同|不忘初心|而努力|作出新|再创|迎接|夺取"
)
# How a note after the body begins: [1], ①, 1., ※, or the term that it explains.
_NOTE = re.compile(
    r"[\[【（(〔]?\s?\d{1,3}\s?[\]】）)〕.．、:：]|[\u2460-\u24ff]|[※*★●]|注\d?[：:]|“[^”]{1,30}”\s?[：:是指]"
    r"|[^，,。：:]{2,30}[：:]"
)
_NOTE_NUMBER = re.compile(r"[\[【（(〔]?\s?(\d{1,3})\s?[\]】）)〕.．、]")
_PART = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_THANKS = re.compile(r"(?:最后[，,])?(?:谢谢|感谢)(?:大家|各位|各位代表)?[！!。]")
_CLAUSE = re.compile(r"[，、；]")
# 「今后五年的奋斗目标是，」 at the end of a text.
_BREAKS_AT_COMMA = re.compile(r"[\u4e00-\u9fff\d“”《》、，]{5,60}[，,]")
_WITHIN_CLAUSE = re.compile(r"[\u4e00-\u9fff，、；\d]")


def first_of_body(blocks: list[Block], boxes: Collection[int]) -> int:
    """The salutation, or the sentence announcing the report, or the first chapter or long line.

    The first two only early in the text, and before the first chapter: 「各位代表」 in the middle
    addresses the deputies again.
    """
    chapter = _first_chapter(blocks)
    early = _early(blocks)
    tests = (
        lambda block: SALUTATION.match(block.text),
        lambda block: I_REPORT.search(block.text, 0, 120) and not is_caption(block.text),
    )
    for edge in (min(early, chapter), chapter if chapter >= early else 0):
        for test in tests:
            for index, block in enumerate(blocks[:edge]):
                if block.start not in boxes and test(block):
                    return index
    if chapter < early:
        return chapter
    for is_long in (SENTENCE_END.search, lambda text: True):
        for index, block in enumerate(blocks):
            if len(block.text) > 60 and is_long(block.text):
                return index
    return 0


def _early(blocks: list[Block]) -> int:
    """How many lines begin in the first part of the text."""
    if not blocks:
        return 0
    edge = blocks[0].start + (blocks[-1].end - blocks[0].start) * _EARLY
    return max(1, sum(block.start <= edge for block in blocks))


def _first_chapter(blocks: list[Block]) -> int:
    """The first line numbered 一、 before a text; otherwise the number of lines.

    A list of contents has its headings without a text between them, or before the title.
    """
    found: int | None = None
    for index, block in enumerate(blocks[:-1]):
        is_long = len(block.text) > 60
        if is_long and found is not None:
            return found
        if _FIRST_CHAPTER.match(block.text):
            found = index
            if is_long:
                return index
        elif CHAPTER.match(block.text) or is_title(block.text):
            found = None
    return found if found is not None and len(blocks[-1].text) > 60 else len(blocks)


def last_of_body(blocks: list[Block], first: int, repeated: list[int]) -> int:
    """The last line before the appendix that ends a sentence and is not repeated or furniture."""
    appendix = first_of_appendix(blocks, first)
    again = set(repeated)
    closing = _closing(blocks, first, appendix, again)
    if closing is not None:
        return closing
    for index in range(appendix - 1, first, -1):
        text = blocks[index].text
        if index in again or PAGE_NOTE.search(text):
            continue
        if len(text) < 300 and DISCLAIMS.search(text):
            continue
        if SENTENCE_END.search(text) and len(text) > 15 and not is_furniture(text):
            return index + _stops_short(blocks[index:appendix][:2])
    return max(first, appendix - 1)


def _closing(blocks: list[Block], first: int, appendix: int, again: set[int]) -> int | None:
    """The last exhortation in the second half of the body, unless a chapter comes after it."""
    half = blocks[first].start + (blocks[appendix - 1].end - blocks[first].start) * 0.4
    for index in range(appendix - 1, first, -1):
        text = blocks[index].text
        if blocks[index].start < half or (CHAPTER.match(text) and len(text) < 60):
            return None
        if index not in again and _exhorts_all(text):
            last = _with_what_follows(blocks, index, appendix, again)
            return None if _goes_on(blocks[last + 1 : appendix]) else last
        if (
            len(text) > 60
            and text.endswith("。")
            and not _NOTE.match(text)
            and not PAGE_NOTE.search(text)
            and not NOT_SAID.search(text)
        ):
            return None
    return None


def _goes_on(after: Sequence[Block]) -> bool:
    """Whether the report goes on: （五） heads a part of it, and notes begin with the number 1.

    So does a line that breaks off at a comma, directly after what seemed to be the end.
    """
    if after and _BREAKS_AT_COMMA.fullmatch(after[0].text):
        return True
    if any(_PART.match(block.text) for block in after):
        return True
    numbers = (_NOTE_NUMBER.match(block.text) for block in after)
    return int(next((found[1] for found in numbers if found), "1")) > 1


def _with_what_follows(blocks: list[Block], index: int, appendix: int, again: set[int]) -> int:
    """The last of the complete sentences directly after an exhortation, notes excluded."""
    for after in range(index + 1, appendix):
        text = blocks[after].text
        is_page = is_furniture(text) or is_caption(text) or NOT_SAID.search(text)
        if after in again or is_page or _NOTE.match(text) or not SENTENCE_END.search(text):
            break
        index = after
    return index


def _exhorts_all(text: str) -> bool:
    """Whether a line ends a speech: 「让我们…，为…而努力奋斗！」, 「谢谢大家！」."""
    if _THANKS.fullmatch(text):
        return True
    return len(text) > 15 and bool(_ENDS_SPEECH.search(text[-60:]) and _TO_ALL.search(text))


def _stops_short(last: Sequence[Block]) -> bool:
    """Whether the line after the last complete sentence is the beginning of a truncated one.

    After an exhortation, nothing further is expected but what breaks off at a comma.
    """
    if len(last) > 1 and _BREAKS_AT_COMMA.fullmatch(last[1].text):
        return True
    if len(last) < 2 or _EXHORTS.search(last[0].text):
        return False
    text = last[1].text
    is_page = is_furniture(text) or is_caption(text) or NOT_SAID.search(text)
    is_clause = _CLAUSE.search(text) and _WITHIN_CLAUSE.fullmatch(text[-1])
    return len(text) > 20 and not is_page and bool(is_clause)


def first_of_appendix(blocks: list[Block], first: int) -> int:
    """The line that heads a glossary or a licence, late in the text, or the number of lines."""
    length = blocks[-1].end - blocks[first].start
    for index in range(first + 1, len(blocks)):
        late = blocks[index].start - blocks[first].start > length * 0.4
        text = blocks[index].text
        if late and (_APPENDIX.fullmatch(text) or LICENCE.match(text)):
            return index
    return len(blocks)
