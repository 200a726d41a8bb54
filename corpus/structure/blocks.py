"""Lines of a document as blocks, also where the text lost its line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.structure.joined_titles import joined_titles
from corpus.structure.signs import SALUTATION

Role = Literal["front_matter", "body", "appendix", "boilerplate"]


@dataclass(frozen=True)
class Block:
    """A line of the document, without the white space around it.

    Attributes:
        start: offset of its first character in the document's text.
        end: offset one past its last character.
        text: the characters between the two.
        role: the part of the document to which the line belongs.
    """

    start: int
    end: int
    text: str
    role: Role = "body"


_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
# In a text saved as a single line, paragraphs follow two ideographic spaces. If these are lost,
# numbers and addresses begin a paragraph, and words that typically end headings end one.
_INDENT = re.compile(r"[\u2003\u3000]{2,}")
_ONE_LINE_TEXT = 1500
_LONGEST_TITLE = 60  # a longer line has a text after its title
_TITLE_WORDS = (
    r"(?:工作|总体|重点|主要|基本|目标|任务|要求|部署|安排|回顾|情况|思路|建议|措施|总结|打算|举措|展望|成就|成绩|方向|发展|建设|召开|形势|指标)"
    r"{1,4}"
)
# How the first sentence of a chapter begins: by a time, an address, a point, or who acts.
_SENTENCE_OPENS = (
    r"(?:刚刚过去|\d{4}年|[二一][〇○零OＯo0-9一二三四五六七八九]{3}年|过去|去年|今年|明年|上年|当前|目前|各位|[（(]一[）)]|一是|1[.．、]"
    r"|[一二三四五几]年来|这一年|这[三四五]年|本届|新的一年|我们|全[省市县区旗州镇]|按照|根据|面对|今后|未来"
    r"|“十[一二三四五]五”|“[一二三四五六七八九]五”|(?:总体|主要|工作)(?:要求|思路|目标|任务)[是：:])"
)
_TIME = r"(?:(?:19|20)\d\d年|“十[一二三四五]五”(?:时期|期间)?|过去[一五]年|今后[一五]年)"
_OF_TITLES = (
    r"(?:工作|政府|经济社会|发展|目标|任务|安排|回顾|总体|要求|主要|重点|部署|思路|举措|措施|建议|情况"
    r"|形势|计划|规划)"
)
_OPENS_CHAPTER = (
    r"(?:“十[一二三四五]五”(?:时期)?[是，]|(?:19|20)\d\d年[是，]|今年[是，]|过去的?[一五]年[，是]|刚刚过去"
    r"|今后五年[，是]|[一五]年来[，,])"
)
# 「第一部分 」 heads a chapter as 「一、」 does.
_PART = r"第[一二三四五六七八九]{1,2}(?:部分|章)[、：:\s]{0,3}"
# What a title of the last chapters has a government do with itself, and how the text below begins.
_ON_ITSELF = (
    r"[二三四五六七八九]、(?:切实|全面|着力|进一步|不断|大力|努力|持续)?(?:加强|强化|推进|提升|建设|转变|打造)"
    r"[^。！!？?；;，,：:、\s]{2,14}?(?:自身建设|政府建设|能力建设|作风建设|政府|效能|职能)"
    r"(?=[坚全按牢严深始要以打做政新建][^，。]{1,14}[，、])"
)
# 「一、2021年工作回顾2021年，是…」: the title of a chapter and the paragraph after it on one line.
_JOINED_TITLE = re.compile(
    rf"(?:^|(?<=[。！!”])|(?<=[。！!”]\s))(?:[一二三四五六七八九十]{{1,3}}、|{_PART})[^。！!？?；;]{{2,60}}?{_TITLE_WORDS}\s{{0,4}}(?={_SENTENCE_OPENS})"
    # Without a number, a time and words of titles before an opening with a time.
    rf"|(?:^|(?<=[。！!”]))(?:{_TIME}|[和与及、的]|{_OF_TITLES}){{2,14}}(?<=[标务排顾求点署路举施议划])(?={_OPENS_CHAPTER}|{_TIME}[^，。]{{2,12}}工作的)"
    rf"|(?:^|(?<=[。！!”])){_ON_ITSELF}"
    # Any title with a number, before such an opening.
    rf"|(?<=[。！!”])[一二三四五六七八九]、[^。！!？?；;]{{4,40}}?(?={_OPENS_CHAPTER})"
    # A time and words of titles only, before anything that does not carry the phrase on.
    r"|^[一二三四五六七八九十]{1,2}、(?:关于|对)?(?:\d{4}年|今年|今后五年|过去五年|[未下][来一][五步]?年?)的?"
    r"(?:[和与及、的]|(?:\d{4}年)|今后五年|过去五年|工作|政府|经济社会|发展|目标|任务|安排|回顾|总体|要求|主要|重点"
    r"|部署|思路|举措|措施|建议|情况|奋斗|基本|指导思想){2,12}(?<=[作标务排顾求点署路举施议况想])"
    r"(?=[^。！!？?；;，,：:、的和与及是了顺圆如全已主重工任总目为显取（(\s])"
    # Other titles only at the beginning of a line, before an unmistakable opening.
    r"|^[一二三四五六七八九十]{1,2}、[^。！!？?；;，,：:]{4,24}?"
    r"(?=今年[^，。]{2}|去年[，是]|\d{4}年，|过去五年，|今后五年，|各位代表|面对|按照|刚刚过去)"
)
_NUMBERED = rf"{_PART}|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]"
_LOST_LINE_END = re.compile(
    rf"(?:(?<=[。！!])|(?<=[。！!]\s))(?={_NUMBERED}|——|各位代表[！!：:，,])|(?<=各位代表[！!])"
)
# A glossary that is joined to the report: …努力奋斗！名词解释1.…
_LOST_GLOSSARY = re.compile(
    r"(?<=[。！!”）])\s?(?:附件?\s?[\d一]?[：:]?\s?)?(?:《?政府工作报告》?|报告|管委会工作报告)?(?:中的?|有关|相关|部分)*"
    r"(?:名词|用语|术语|词语|词汇)(?:、术语)?(?:解释|说明|注释|释义)[：:]?\s?(?=[\d①\[【〔（(“《注一])"
)
# Where the line ends of a text have become spaces.
_LINE_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff。！？!?；：:”）)》])[ \u2003\u3000\t]+(?=[\u4e00-\u9fff\d“《（(—])"
)
_LEAST_LINES = 8
# A salutation within the first lines of a page without line ends: 「总理 李克强各位代表：现在」
_SALUTATION_WITHIN = re.compile(r"[各名]位(?:代表|委员|同志)\s{0,3}[：:]\s{0,8}(?=现在|我|本届)")
# 「三、深入改革经济体制和扩大对外开放 国民经济的长期稳定发展，…」: the line end became a space.
_CHAPTER_WITHIN = re.compile(r"[一二三四五六七八九十]{1,3}、[^\s。，]{4,36}\s+(?=[^\s]{30})")
# The source that a newspaper's archive adds to the last sentence: 「（《人民日报》19550708）」.
_TAIL = re.compile(
    r"(?<=[。！!”）)])\s{0,9}[（(](?:《[^（）()》]{2,12}》|新华社|来源|记者|完[）)]|\d{4}年\d{1,2}月\d{1,2}日)"
    r"[^（）()]{0,40}[）)]?$"
)
# Page furniture that lost its line end: 「…而努力奋斗！扫一扫在手机打开当前页【关闭】」.
_JOINED_TAIL = re.compile(
    r"(?<=[。！!])[”’」』）)。]{0,2}\s{0,9}(?=(?:微信(?:公众号|扫)|扫一扫|扫码|【|\[?(?:打印|关闭|返回顶部)|(?:责任)?编辑[：:]|责编|"
    r"(?:信息|文章|稿件)?来源[：:]|(?:上|下)一[篇页条]|分享到|版权所有|声明[：:]|免责声明|Copyright|©|主办单位|"
    r"网站地图|点击(?:次数|量)|浏览次数|附件[：:\d]|相关(?:链接|阅读|推荐|文章)|本作品是|\[?(?:责任)?编辑[：:]"
    r"|凡(?:注明|本[站网])|[^。！!，,\s]{0,12}\s{0,3}(?:www\.|https?:)))"
)
# The rest of a table or of JSON after the last sentence: 「…努力奋斗！"}」.
_CELL_END = re.compile(r"(?<=[。！!])[\"'\]}\ufffd]{1,6}[,;]?$")


def split_blocks(text: str) -> Iterator[Block]:
    """The lines that are not blank, trimmed; a text saved as one line is split at its indents."""
    for line in _LINE.finditer(text):
        yield from _trimmed(text, _pieces(line))


def _pieces(line: re.Match[str]) -> list[tuple[int, int]]:
    text = line.group()
    if len(text) < _ONE_LINE_TEXT:
        is_text = len(text) > _LONGEST_TITLE or text.rstrip().endswith(("。", "："))
        is_joined = is_text and _JOINED_TITLE.search(text)
        cuts = _lost_line_ends(text) if is_joined else []
        pieces = list(pairwise([0, *cuts, len(text)]))
        return [(line.start() + start, line.start() + end) for start, end in pieces]
    pieces = []
    gaps = _LINE_SPACE if _spaces_are_line_ends(text) else _INDENT
    for start, end in pairwise([0, *(gap.start() for gap in gaps.finditer(text)), len(text)]):
        is_long = end - start >= _ONE_LINE_TEXT or _JOINED_TITLE.search(text, start, end)
        cuts = _lost_line_ends(text[start:end]) if is_long else []
        pieces += pairwise([start, *(start + cut for cut in cuts), end])
    return [(line.start() + start, line.start() + end) for start, end in pieces]


def _spaces_are_line_ends(text: str) -> bool:
    """Whether the line ends of a text were replaced by spaces: most of these follow a sentence."""
    spaces = [match.start() for match in _LINE_SPACE.finditer(text)]
    after = sum(text[at - 1] in "。！？!?；：:" for at in spaces)
    return after >= _LEAST_LINES and after * 2 >= len(spaces)


def _lost_line_ends(text: str) -> list[int]:
    """Where to split: before and after a heading, and before the beginning of a paragraph."""
    titles = dict(joined_titles(text)) if len(text) >= _ONE_LINE_TEXT else {}
    found = {
        end
        for pattern in (_LOST_LINE_END, _JOINED_TITLE, _LOST_GLOSSARY)
        for match in pattern.finditer(text)
        for end in (match.span() if match.start() not in titles else match.span()[:1])
    }
    return sorted((found | {end for span in titles.items() for end in span}) - {0, len(text)})


def _trimmed(text: str, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for start, end in spans:
        line = text[start:end]
        start += len(line) - len(line.lstrip())
        end -= len(line) - len(line.rstrip())
        if start < end:
            yield Block(start, end, text[start:end])


def split_at_edges(block: Block) -> list[Block]:
    """A line split where a line end was lost: after a title or chapter heading, before a source."""
    cuts = [0]
    within = _SALUTATION_WITHIN.search(block.text, 0, 600)
    if within and not SALUTATION.match(block.text):
        cuts.append(within.start())
    if chapter := _CHAPTER_WITHIN.match(block.text):
        cuts.append(chapter.end())
    near_end = max(0, len(block.text) - 60)
    tail = _TAIL.search(block.text, near_end) or _cell_end(block.text, near_end)
    if tail and tail.start() > cuts[-1]:
        cuts.append(tail.start())
    joined = _JOINED_TAIL.search(block.text)
    if joined and joined.end() > cuts[-1]:
        cuts.append(joined.end())
    if len(cuts) == 1:
        return [block]
    spans = pairwise([*(block.start + cut for cut in cuts), block.end])
    return list(_trimmed_blocks(block, list(spans)))


def _cell_end(text: str, near_end: int) -> re.Match[str] | None:
    """What ends a cell or string after a line, and is no quotation mark that closes one of its."""
    found = _CELL_END.search(text, near_end)
    is_pair = found is not None and not set("]}\ufffd") & set(found.group())
    return None if is_pair and sum(map(text.count, "\"'")) % 2 == 0 else found


def _trimmed_blocks(block: Block, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for one in _trimmed(
        block.text, [(start - block.start, end - block.start) for start, end in spans]
    ):
        yield replace(one, start=one.start + block.start, end=one.end + block.start)
