"""The report apart from the page around it: blocks of text, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.errors import Notice, Refusal

Role = Literal["front_matter", "body", "appendix", "boilerplate"]


@dataclass(frozen=True)
class Block:
    """A line of the document, without the white space around it.

    Attributes:
        start: offset of its first character in the document's text.
        end: offset one past its last.
        text: the characters between.
        role: what the line is part of.
    """

    start: int
    end: int
    text: str
    role: Role = "body"


@dataclass(frozen=True)
class Page:
    """A document, divided.

    Attributes:
        blocks: every line that is not blank, in order; what lies between them is white space.
        body_start: offset of the first character of the speech.
        body_end: offset one past its last.
        notices: what the user should know.
    """

    blocks: tuple[Block, ...]
    body_start: int
    body_end: int
    notices: tuple[Notice, ...]


_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
# In a text saved as one line, paragraphs begin behind two ideographic spaces; where these are lost
# too, what is numbered or addressed begins one, and words that end headings end them.
_INDENT = re.compile(r"\u3000{2,}")
_ONE_LINE_TEXT = 1500
_NUMBERED = r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
_LOST_LINE_END = re.compile(
    rf"(?<=[。！!])(?={_NUMBERED}|——|各位代表[！!：:，,])|(?<=各位代表[！!])"
    rf"|(?<=[。！!])[一二三四五六七八九十]{{1,3}}、[^。，,！!]{{2,24}}?"
    r"(?:工作|总体|重点|主要|基本|目标|任务|要求|部署|安排|回顾|情况|思路|建议|措施){1,4}(?![和与及、的。，,])"
)

_SALUTATION = re.compile(
    r"[各名]位(?:代表|委员|同志)(?:[、，,和]各位[^\s：:]{2,6})*\s{0,3}[：:，,！!]?"
)
# A salutation in the first lines of a page that lost its line ends: 「总理 李克强各位代表：现在」
_SALUTATION_WITHIN = re.compile(r"[各名]位(?:代表|委员|同志)\s{0,3}[：:]\s{0,8}(?=现在|我|本届)")
# 「三、深入改革经济体制和扩大对外开放 国民经济的长期稳定发展，…」: the line end became a space.
_CHAPTER_WITHIN = re.compile(r"[一二三四五六七八九十]{1,3}、[^\s。，]{4,36}\s+(?=[^\s]{30})")
# What a newspaper's archive puts behind the last sentence: 「（《人民日报》19550708）」.
_TAIL = re.compile(
    r"(?<=[。！!”）)])\s{0,9}[（(](?:《[^（）()》]{2,12}》|新华社|来源|记者|完[）)])[^（）()]{0,40}[）)]?$"
)
_I_REPORT = re.compile(r"(?:现在|我|本人)[，,、]?.{0,25}代表.{2,30}(?:报告|汇报)")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
# A speech's last sentence may be followed by 「（长时间的鼓掌）」.
_SENTENCE_END = re.compile(r"[。！？!?…](?:[”’」』）)]|[（(][^（(）)]{2,40}[）)]){0,3}$")

_APPENDIX = re.compile(
    r"[（(【《]?\s{0,3}(?:附件?\s{0,3}[\d一二三]{0,2}\s{0,3}[：:]?|附[录表][：:]?|"
    r"(?:.{0,18}(?:名词|用语|术语|词语|词汇)(?:解释|说明|注释|释义)|注释|注)[：:]?)"
    r"\s{0,3}[）)】》]?"
)
# Lines that web pages put around and between the paragraphs of a report.
_FURNITURE = re.compile(
    r"(?:下载|打印|全屏|收藏|分享|关闭|首页|还原|加大|减小|放大|缩小|大|中|小|【|】|>|›|»|\||/)+[：:：]?"
    r"|[【\[（(]?\s{0,3}字[号体]\s{0,3}[：:].{0,30}"
    r"|当前位置.{0,80}|您(?:现在)?(?:所在)?的?位置.{0,80}"
    r"|(?:发布|更新|发文|成文)?(?:日期|时间)\s{0,3}[：:].{0,80}|(?:信息|文章)?来源\s{0,3}[：:].{0,60}"
    r"|[（(]\s{0,3}(?:来源|责任编辑|责编|编辑)\s{0,3}[：:].{0,40}[）)]?|"
    r"(?:责任)?(?:编辑|责编|校对|审核|作者|记者|浏览次数|点击(?:数|量)?|阅读(?:数|量)?)\s{0,3}[：:].{0,40}"
    r"|相关(?:报道|链接|阅读|文章|新闻|附件)[：:]?.{0,40}|扫一扫.{0,30}|分享到?[：:].{0,40}|footpage"
    r"|(?:主办|承办|地址|邮编|电话|联系方式|联系电话|传真|技术支持|维护)(?:单位)?\s{0,3}[：:].{0,80}"
    r"|网站(?:地图|标识码?|声明).{0,40}|.{0,40}(?:举报电话|举报邮箱|ICP备|公网安备|版权所有).{0,80}"
    r"|Copyright.{0,80}|上一[页篇].{0,80}|下一[页篇].{0,80}|【.{0,20}(?:推荐|打印|关闭)\s{0,9}】?.{0,20}"
    r"|[^。]{0,20}中央政府门户网站.{0,80}|<!--.{0,200}|-->.{0,20}|function\s.{0,200}|</?\w+[^>]{0,200}>"
    r"|[（(]?新华社.{1,12}\d\s{0,3}日(?:电|讯)[）)]?.{0,10}|[（(]?《\s{0,3}人民日报\s{0,3}》.{0,40}|[（(]完[）)]"
    r"|[\d\s.:：\-/年月日]{1,40}",
    re.IGNORECASE,
)
_ARROW = re.compile(r">{1,2}|＞{1,2}|›|»")
# A photograph's caption ends with who took it; no sentence of a report does.
_CAPTION = re.compile(
    r"(?:摄|供图|[^。]{0,12}记者[^。，]{1,12}|作(?:省|市|区|县)?政府工作报告)[）)]?"
)
STAGE_DIRECTION = re.compile(
    r"[（(][^（）()。，]{0,12}(?:，[^（）()。，]{0,12})?(?:鼓掌|掌声|笑声|起立|欢呼)[^（）()]{0,20}[）)]"
)

_REPORT_NAME = re.compile(r"政\s{0,9}府\s{0,9}工\s{0,9}作\s{0,9}报\s{0,9}告")
# What is written about a report, whatever else its heading says.
_ABOUT_A_REPORT = {
    "a resolution on a report": re.compile(r"工作报告.{0,12}的?决议"),
    "an explanation of a report": re.compile(r"解读|起草组|系列述评|辅导读本|学习问答"),
    "a press conference": re.compile(r"答记者问|记者会|新闻发布会"),
    "an opinion on a report": re.compile(r"审议意见(?!.{0,8}(?:修改|修订|补充|完善))"),
}
# The reports that are given beside it, where the heading does not name it too.
_SIBLINGS = {
    "the report of a court": re.compile(r"法院工作报告"),
    "the report of a procuratorate": re.compile(r"检察院工作报告"),
    "the report of a standing committee": re.compile(r"(?:常务委员会|人大常委会)工作报告"),
    "a plan report": re.compile(r"国民经济和社会发展(?:年度)?计划.{0,60}报告"),
    "a budget report": re.compile(r"预算(?:草案)?.{0,8}执行情况.{0,60}报告"),
}
# Who else begins with 「各位代表：现在，我代表…」.
_SPOKEN_FOR_OTHERS = re.compile(
    r"(?:我|委托，?)[^。各位]{0,6}代表(?:(?!政府|国务院)[^，,。；;]){0,24}?"
    r"(?P<whom>法院|检察院|人大常委会|常务委员会|政协|政治协商会议|纪律?检?查?委|[省市县区]委)"
    r"(?:(?!政府|国务院)[^，,。；;]){0,12}(?:[，,。；;]|向)"
)
_DRAFTING = re.compile(r"《?(?:报告|政府工作报告)》?(?:的)?(?:起草|说明)(?:情况|过程)")
# How what a newspaper tells of a report begins.
_NEWS = re.compile(
    r"(?:报|网|台|社)讯|[（(]\s{0,3}(?:见习)?(?:记者|通讯员)[^。]{0,24}[）)]"
    r"|(?:新华社|中新社|新华网|人民网|中新网|央视网)[^。]{0,24}(?:电|讯)"
)
_EXHORTS = re.compile(r"[！!][”’」』）)]*$|(?:奋斗|前进|贡献|胜利)。$")
_CLAUSE = re.compile(r"[，、；]")
_WITHIN_CLAUSE = re.compile(r"[\u4e00-\u9fff，、；\d]")
_NOT_SAID = re.compile(r"版权|转载|网站|责任编辑|来源[：:]|点击|关注|微信|公众号|http|www")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
MIN_HAN = 800


def divide_page(text: str) -> Page:
    """The lines of a document, each with its role, and where the speech begins and ends.

    Nothing is cut out or changed: the blocks and the white space between them are the text.

    Args:
        text: of a document, as ``corpus.readable`` gives it.

    Raises:
        Refusal: ``not_a_report``.
    """
    blocks = [piece for block in split_blocks(text) for piece in _split_at_edges(block)]
    first = _first_of_body(blocks)
    _check_is_report(blocks, first)
    repeated = _repeated(blocks, first)
    last = _last_of_body(blocks, first, repeated)
    roles = _roles(blocks, first, last)
    for index in (*repeated, *_breadcrumbs(blocks, first)):
        roles[index] = "boilerplate"
    labelled = tuple(
        Block(block.start, block.end, block.text, role)
        for block, role in zip(blocks, roles, strict=True)
    )
    notices = tuple(_repetition_notice(blocks, repeated))
    return Page(labelled, blocks[first].start, blocks[last].end, notices)


def split_blocks(text: str) -> Iterator[Block]:
    """Lines that are not blank, in order, trimmed; a text on one line by its indents."""
    for line in _LINE.finditer(text):
        yield from _trimmed(text, _pieces(line))


def _pieces(line: re.Match[str]) -> list[tuple[int, int]]:
    if len(line.group()) < _ONE_LINE_TEXT:
        return [line.span()]
    text = line.group()
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise([0, *(gap.start() for gap in _INDENT.finditer(text)), len(text)]):
        cuts = _lost_line_ends(text[start:end]) if end - start >= _ONE_LINE_TEXT else []
        pieces += pairwise([start, *(start + cut for cut in cuts), end])
    return [(line.start() + start, line.start() + end) for start, end in pieces]


def _lost_line_ends(text: str) -> list[int]:
    """Before and after what is a heading; before what begins a paragraph."""
    found = {end for match in _LOST_LINE_END.finditer(text) for end in match.span()}
    return sorted(found - {0, len(text)})


def _trimmed(text: str, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for start, end in spans:
        line = text[start:end]
        start += len(line) - len(line.lstrip())
        end -= len(line) - len(line.rstrip())
        if start < end:
            yield Block(start, end, text[start:end])


def _split_at_edges(block: Block) -> list[Block]:
    """A line without what lost its line end: title, chapter's heading, source behind the end."""
    cuts = [0]
    within = _SALUTATION_WITHIN.search(block.text, 0, 600)
    if within and not _SALUTATION.match(block.text):
        cuts.append(within.start())
    if chapter := _CHAPTER_WITHIN.match(block.text):
        cuts.append(chapter.end())
    tail = _TAIL.search(block.text, max(0, len(block.text) - 60))
    if tail and tail.start() > cuts[-1]:
        cuts.append(tail.start())
    if len(cuts) == 1:
        return [block]
    spans = pairwise([*(block.start + cut for cut in cuts), block.end])
    return list(_trimmed_blocks(block, list(spans)))


def _trimmed_blocks(block: Block, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for one in _trimmed(
        block.text, [(start - block.start, end - block.start) for start, end in spans]
    ):
        yield replace(one, start=one.start + block.start, end=one.end + block.start)


def _check_is_report(blocks: list[Block], first: int) -> None:
    """Refuses what does not call itself a government work report, or calls itself another."""
    head = "\n".join(block.text for block in blocks[: first + 1] if len(block.text) < 120)
    named = _REPORT_NAME.search(head)
    for kind, pattern in {**_ABOUT_A_REPORT, **({} if named else _SIBLINGS)}.items():
        if said := pattern.search(head):
            raise Refusal("not_a_report", "", f"it is {kind}: 「{said.group()}」")
    opening = "".join(block.text for block in blocks[first : first + 3])[:400]
    if other := _SPOKEN_FOR_OTHERS.search(opening):
        raise Refusal("not_a_report", "", f"it is given for others: 「{other['whom']}」")
    if other := _DRAFTING.search(opening):
        raise Refusal("not_a_report", "", f"it explains a report: 「{other.group()}」")
    n_han = 0
    for block in blocks:
        n_han += len(_HAN.findall(block.text))
        if n_han >= MIN_HAN:
            break
    else:
        raise Refusal("not_a_report", "", f"only {n_han} Chinese characters")
    if any(_is_opening(block.text) for block in blocks[first : first + 3]):
        return
    if not named:
        raise Refusal("not_a_report", "", "nobody reports on a government's work in it")
    news = any(_NEWS.search(block.text, 0, 120) for block in blocks[: first + 3])
    if news and not any(_is_opening(block.text) for block in blocks[first:]):
        raise Refusal("not_a_report", "", "it tells of a report, and is none")


def _is_opening(line: str) -> bool:
    return bool(_SALUTATION.match(line) or _I_REPORT.search(line, 0, 120))


def _first_of_body(blocks: list[Block]) -> int:
    """The salutation; else the sentence that announces the report; else the first long line."""
    tests = (
        lambda block: _SALUTATION.match(block.text),
        lambda block: _I_REPORT.search(block.text, 0, 120) and not _is_caption(block.text),
        lambda block: len(block.text) > 60 and _SENTENCE_END.search(block.text),
        lambda block: len(block.text) > 60,
    )
    for test in tests:
        for index, block in enumerate(blocks):
            if test(block):
                return index
    return 0


def _last_of_body(blocks: list[Block], first: int, repeated: list[int]) -> int:
    """The last line before the appendix that is a new sentence and no part of the page."""
    appendix = _first_of_appendix(blocks, first)
    again = set(repeated)
    for index in range(appendix - 1, first, -1):
        text = blocks[index].text
        if index in again:
            continue
        if _SENTENCE_END.search(text) and len(text) > 15 and not _is_furniture(text):
            return index + _stops_short(blocks[index:appendix][:2])
    return max(first, appendix - 1)


def _stops_short(last: Sequence[Block]) -> bool:
    """Whether the line after the last whole sentence is the beginning of one that was cut off.

    After an exhortation nothing is said any more.
    """
    if len(last) < 2 or _EXHORTS.search(last[0].text):
        return False
    text = last[1].text
    is_page = _is_furniture(text) or _is_caption(text) or _NOT_SAID.search(text)
    is_clause = _CLAUSE.search(text) and _WITHIN_CLAUSE.fullmatch(text[-1])
    return len(text) > 20 and not is_page and bool(is_clause)


def _first_of_appendix(blocks: list[Block], first: int) -> int:
    """The heading of the glossary in the last part of the text, or the number of lines."""
    length = blocks[-1].end - blocks[first].start
    for index in range(first + 1, len(blocks)):
        late = blocks[index].start - blocks[first].start > length * 0.4
        if late and _APPENDIX.fullmatch(blocks[index].text):
            return index
    return len(blocks)


def _roles(blocks: list[Block], first: int, last: int) -> list[Role]:
    appendix = _first_of_appendix(blocks, first)
    return [_role(index, block.text, first, last, appendix) for index, block in enumerate(blocks)]


def _role(index: int, text: str, first: int, last: int, appendix: int) -> Role:
    if index < first:
        return "boilerplate" if _is_caption(text) or _is_page_only(text) else "front_matter"
    if _is_furniture(text) or _is_caption(text) or STAGE_DIRECTION.fullmatch(text):
        return "boilerplate"
    if index >= appendix:
        return "appendix"
    return "body" if index <= last else "boilerplate"


def _breadcrumbs(blocks: list[Block], first: int) -> list[int]:
    """The lines of a path through the site, which has a sign between each and the next."""
    signs = [at for at in range(first) if _ARROW.fullmatch(blocks[at].text)]
    return [at for sign in signs for at in (sign - 1, sign, sign + 1) if 0 <= at < first]


def _is_furniture(text: str) -> bool:
    return len(text) < 300 and _FURNITURE.fullmatch(text) is not None


def _is_page_only(text: str) -> bool:
    """Furniture that says nothing of the report, as its dates and sources do."""
    return _is_furniture(text) and not re.search(r"日期|时间|来源|\d{4}", text)


def _is_caption(text: str) -> bool:
    if len(text) > 150:
        return False
    found = [match for match in _CAPTION.finditer(text) if match.end() == len(text)]
    return bool(found) and not _I_REPORT.match(text)


def _repeated(blocks: list[Block], first: int) -> list[int]:
    """Lines of the speech that stood there before, word for word.

    Long lines and numbered headings count alone. 「各位代表！」 is said more than once: short lines
    count where they stand between lines that count, beside the same line as before, or right after
    themselves.
    """
    seen = {block.text for block in blocks[:first] if not _CHAPTER.match(block.text)}
    again: set[int] = set()
    short: list[int] = []
    for index in range(first, len(blocks)):
        line = blocks[index].text
        alone = len(line) > 25 or bool(_CHAPTER.match(line))
        if line in seen and not _is_furniture(line):
            (again.add if alone or line == blocks[index - 1].text else short.append)(index)
        seen.add(line)
    again |= _between(short, again)
    return sorted(again | _beside(blocks, short, again))


def _between(short: list[int], again: set[int]) -> set[int]:
    """The short lines, in order, that have repeated lines on both sides, with none between."""
    found: set[int] = set()
    run_start = previous = -1
    for index in short:
        run_start = run_start if previous == index - 1 else index
        previous = index
        if run_start - 1 in again and index + 1 in again:
            found.update(range(run_start, index + 1))
    return found


def _beside(blocks: list[Block], short: list[int], again: set[int]) -> set[int]:
    """The short lines before or after a repeated line that stood so before."""
    pairs = [(one.text, other.text) for one, other in pairwise(blocks)]
    place: dict[tuple[str, str], int] = {}
    for index, pair in enumerate(pairs):
        place.setdefault(pair, index)
    found = set(again)
    for index in reversed(short):
        if index + 1 in found and place[pairs[index]] < index:
            found.add(index)
    for index in short:
        if index - 1 in found and place[pairs[index - 1]] < index - 1:
            found.add(index)
    return found


def _repetition_notice(blocks: list[Block], repeated: list[int]) -> Iterator[Notice]:
    if repeated:
        message = f"{len(repeated)} paragraphs stand there more than once; each is counted once"
        first = blocks[repeated[0]]
        yield Notice("repeated_paragraphs", message, first.start, first.end)
