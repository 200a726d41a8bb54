"""Where the body of a report begins and ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.structure.blocks import Block
from corpus.structure.page_furniture import (
    DISCLAIMS,
    LICENCE,
    NOT_SAID,
    PAGE_NOTE,
    is_caption,
    is_furniture,
)
from corpus.structure.report_check import MIN_HAN
from corpus.structure.signs import CHAPTER, I_REPORT, SALUTATION, SENTENCE_END, is_title

# A salutation that is later than this share of the text opens nothing but its paragraph.
_EARLY = 0.3
_LATEST = 0.6
# A salutation behind a larger share of the sentences opens nothing either.
_MOST_BEFORE = 0.1
_CHAPTER_TITLE = re.compile(
    r"[一二三四五六七八九]、|第[一二三四五六七八九]部分|(?:\d{4}年|过去|今后|“十)[^。，：:]{0,24}(?:回顾|情况|安排|目标|任务|工作|部署|重点)$"
)
# 「现在，我代表市人民政府向大会报告工作。」 before the salutation.
_ANNOUNCES = re.compile(r"(?:现在|我|本人|受)[^。]{0,30}(?:代表|委托)[^。]{2,30}(?:报告|汇报)")
_FIRST_CHAPTER = re.compile(r"一、|第一部分|第一章")
_APPENDIX = re.compile(
    r"[（(【《]?\s{0,3}(?:附件?\s{0,3}[\d一二三]{0,2}\s{0,3}[：:]?|附[录表][：:]?|"
    r"(?:.{0,18}(?:名词|用语|术语|词语|词汇)(?:解释|说明|注释|释义)|注释|注)[：:]?"
    r"|.{0,20}(?:民生实事|重点工程|重点项目|重大项目|重点任务)(?:项目)?(?:一览表|清单|列表|目录|安排表|明细表|表))"
    r"\s{0,3}[）)】》]?"
)
_EXHORTS = re.compile(r"[！!][”’\"'」』）)]*$|(?:奋斗|前进|贡献|胜利)。$")
_ENDS_SPEECH = re.compile(
    r"(?:奋斗|前进|贡献|胜利|篇章|努力|辉煌|业绩|成绩|力量|未来|明天|华章|答卷|时代|梦想?|征程|实现|局面|伟业|新高|跨越|拼搏|奋进|发展|召开|生日)"
    r"[^。！!，,]{0,6}[！!。][”’\"'」』）)]{0,2}$"
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
# How another document on the page begins, after a title of its own: as news, or as a speech.
_NEWS_LEAD = re.compile(
    r"本报讯|本报记者|[（(](?:见习)?(?:记者|通讯员)|(?:新华社|中新社|人民网|新华网|中新网)[^。]{0,24}[电讯]"
    r"|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?)?[，,]?[^。]{0,40}(?:召开|举行|调研|主持)"
)
_DATELINE = re.compile(r"本报讯|(?:本报|新华社|中新社)[^。，]{1,10}\d日[电讯]")
# The title of what a congress adds to the report: its resolution on it, a closing speech.
_OF_THE_CONGRESS = re.compile(
    r"(?=.{0,60}(?:关于|大会|人大|会议))[^。]{6,70}(?:决议|决定|公告|名单|议程|[开闭]幕[词辞]|讲话|主持词)"
)
_ON_BEHALF = re.compile(r"受.{2,30}委托|现将.{2,60}报告")
# Another document begins within so many lines of the end of the speech, or of its own title.
_NEAR = 15
# So many characters of a speech are none of a box with its beginning.
_NO_TEASER = 3000
# A box with links to other pages.
_LINKS = re.compile(
    r"[【\[]?(?:相关|推荐|延伸|热门|热点|更多|最新|精彩|往期|猜你)(?:链接|阅读|推荐|新闻|文章|信息|报道|资讯"
    r"|内容|文件|回顾|喜欢|稿件){1,2}[】\]]?\s{0,3}[：:]?"
)


def first_of_body(blocks: list[Block], boxes: Collection[int]) -> int:
    """The salutation, or the sentence announcing the report, or the first chapter or long line.

    The first two only early in the text, and before the first chapter: 「各位代表」 in the middle
    addresses the deputies again. After a long menu or a box they may be later, if both are there.

    Args:
        blocks: the lines of the document.
        boxes: where the lines of boxes with the beginning of the text begin.
    """
    index = _begins_at(blocks, boxes)
    announced = [at for at in range(max(0, index - 2), index) if _ANNOUNCES.match(blocks[at].text)]
    return min([index, *announced])


def _begins_at(blocks: list[Block], boxes: Collection[int]) -> int:
    chapter = _first_chapter(blocks)
    early = _early(blocks)
    tests = (
        lambda block: SALUTATION.match(block.text),
        lambda block: I_REPORT.search(block.text, 0, 120) and not is_caption(block.text),
    )
    for edge in (min(early, chapter), chapter if chapter >= early else 0):
        for test in tests:
            for index, block in enumerate(blocks[:edge]):
                if block.start in boxes or not test(block):
                    continue
                if index < early or not _follows_text(blocks, index, boxes):
                    return index
    if chapter < early:
        return chapter
    for index in range(early, min(chapter, _early(blocks, _LATEST))):
        if blocks[index].start not in boxes and _opens_speech(blocks, index):
            return index
    for is_long in (SENTENCE_END.search, lambda text: True):
        for index, block in enumerate(blocks):
            if len(block.text) > 60 and is_long(block.text):
                return index - (index > 0 and _heads(blocks[index - 1].text))
    return 0


def _follows_text(blocks: list[Block], index: int, boxes: Collection[int]) -> bool:
    """Whether sentences stand before a line, more than a box that repeats a few of them has."""
    said = [
        (len(block.text), at)
        for at, block in enumerate(blocks)
        if block.start not in boxes and len(block.text) > 60 and SENTENCE_END.search(block.text)
    ]
    before = sum(length for length, at in said if at < index)
    return before > _MOST_BEFORE * sum(length for length, _ in said)


def _heads(text: str) -> bool:
    """Whether a line before the first sentences is the title of their chapter."""
    return len(text) < 40 and not is_title(text) and _CHAPTER_TITLE.match(text) is not None


def _opens_speech(blocks: list[Block], index: int) -> bool:
    """Whether a line addresses the deputies, and it or the next announces the report to them."""
    text = blocks[index].text
    addressed = SALUTATION.match(text)
    if addressed is None:
        return False
    after = blocks[index + 1 : index + 3] if addressed.end() == len(text) else []
    said = "".join([text, *(block.text for block in after)])[:150]
    return bool(I_REPORT.search(said) or _ON_BEHALF.search(said))


def _early(blocks: list[Block], share: float = _EARLY) -> int:
    """How many lines begin in the first part of the text."""
    if not blocks:
        return 0
    edge = blocks[0].start + (blocks[-1].end - blocks[0].start) * share
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
    """The last line before the appendix that ends a sentence and is not repeated or furniture.

    A last line whose final mark is lost is kept. Links and other documents after the speech are
    not of it.

    Args:
        blocks: the lines of the document.
        first: the first of the body.
        repeated: the lines that repeat earlier ones.
    """
    again = set(repeated)
    appendix = min(
        first_of_appendix(blocks, first),
        first_of_another(blocks, first, again),
        _first_of_links(blocks, first),
    )
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
            return _unmarked_end(blocks, index, appendix) or (
                index + _stops_short(blocks[index:appendix][:2])
            )
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
        is_said = SENTENCE_END.search(text) or _exhorts_all(f"{text}！")
        if after in again or is_page or _NOTE.match(text) or not is_said:
            break
        index = after
    return index


def _exhorts_all(text: str) -> bool:
    """Whether a line ends a speech: 「让我们…，为…而努力奋斗！」, 「谢谢大家！」."""
    if _THANKS.fullmatch(text):
        return True
    return len(text) > 15 and bool(_ENDS_SPEECH.search(text[-60:]) and _TO_ALL.search(text))


def _unmarked_end(blocks: list[Block], index: int, appendix: int) -> int | None:
    """The line soon after the last complete sentence that ends a speech but for its final mark."""
    for at in range(index + 1, min(index + 4, appendix)):
        text = blocks[at].text
        if is_furniture(text) or is_caption(text) or NOT_SAID.search(text):
            return None
        if len(text) > 20 and _CLAUSE.search(text) and _exhorts_all(f"{text}！"):
            return at
    return None


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
    """The line that heads a glossary or a licence, late in the text, or the number of lines.

    Args:
        blocks: the lines of the document.
        first: the first of the body.
    """
    length = blocks[-1].end - blocks[first].start
    for index in range(first + 1, len(blocks)):
        late = blocks[index].start - blocks[first].start > length * 0.4
        text = blocks[index].text
        if late and (_APPENDIX.fullmatch(text) or LICENCE.match(text)):
            return index
    return len(blocks)


def first_of_another(blocks: list[Block], first: int, again: Collection[int] = ()) -> int:
    """The line where another document begins after the speech, or the number of lines.

    That is news or another speech soon after an exhortation; or another report to the same
    session, or another speech altogether, at any place late enough.

    Args:
        blocks: the lines of the document.
        first: the first of the body.
        again: the lines that repeat earlier ones.
    """
    ended: int | None = None
    titled: int | None = None
    for index in range(first + 1, len(blocks)):
        text = blocks[index].text
        if index in again:
            continue
        speaks = _opens_speech(blocks, index)
        is_near = ended is not None and index - ended <= _NEAR
        if ended is not None and is_near and (speaks or _is_of_others(text)):
            return ended + 1
        is_far = blocks[index].start - blocks[first].start > _NO_TEASER
        if is_far and (speaks or _DATELINE.match(text)):
            return index if titled is None or index - titled > _NEAR else titled
        if len(text) < 60 and not SENTENCE_END.search(text) and not CHAPTER.match(text):
            titled = index if titled is None else titled
        if _exhorts_all(text) and blocks[index].end - blocks[first].start > MIN_HAN:
            ended = index
        elif len(text) > 60:
            ended = titled = None
    return len(blocks)


def _is_of_others(text: str) -> bool:
    """Whether a line after the speech begins news, or is the title of what the congress added."""
    return bool(_NEWS_LEAD.match(text) or _OF_THE_CONGRESS.fullmatch(text))


def _first_of_links(blocks: list[Block], first: int) -> int:
    """The line that heads a box of links at the end of the page, or the number of lines."""
    length = blocks[-1].end - blocks[first].start
    for index in range(len(blocks) - 1, first, -1):
        text = blocks[index].text
        if blocks[index].start - blocks[first].start < length * 0.8 or CHAPTER.match(text):
            break
        if _LINKS.fullmatch(text):
            return index
    return len(blocks)
