"""Lines of a document as blocks, also where the text lost its line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.structure.joined_titles import PART, joined_titles
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
_NUMBERED = rf"{PART}|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]"
_LOST_LINE_END = re.compile(
    rf"(?:(?<=[。！!])|(?<=[。！!]\s))(?={_NUMBERED}|——|各位代表[！!：:，,])|(?<=各位代表[！!])"
    # The first part comes after what announces the parts: 「做好以下十个方面的工作：（一）…」.
    r"|(?<=[：:])(?=[（(]一[）)])"
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
    r"[。！!][”’」』）)。]{0,2}\s{0,9}(?=(?:微信(?:公众号|扫)|扫一扫|扫码|【|\[?(?:打印|关闭|返回顶部)|(?:责任)?编辑[：:]|责编|"
    r"(?:信息|文章|稿件)?来源[：:]|(?:上|下)一[篇页条]|分享到|版权所有|声明[：:]|免责声明|Copyright|©|主办单位|"
    r"网站地图|点击(?:次数|量)|浏览次数|附件[：:\d]|相关(?:链接|阅读|推荐|文章)|本作品是|\[?(?:责任)?编辑[：:]"
    r"|凡(?:注明|本[站网])|[^。！!，,\s]{0,12}\s{0,3}(?:www\.|https?:)"
    # Links to what explains the report, to the line's end: 「…努力奋斗！（图解）政府工作报告」.
    r"|[（(\[]?(?:相关|政策|图文|文字|视频|音频|动漫)?(?:图解|解读|一图读懂|图说|回放)[^。！!；;]{0,80}$"
    r"|[^。！!，,；;“《]{0,24}政府工作报告[^。！!，,；;]{0,12}$))"
)
# The rest of a table or of JSON after the last sentence: 「…努力奋斗！"}」.
_CELL_END = re.compile(r"(?<=[。！!])[\"'\]}\ufffd]{1,6}[,;]?$")
_CELL_SIGNS = ('"', "'", "]", "}", "\ufffd", ",", ";")


def split_blocks(text: str) -> Iterator[Block]:
    """The lines that are not blank, trimmed; a text saved as one line is split at its indents."""
    for line in _LINE.finditer(text):
        yield from _trimmed(text, _pieces(line))


def _pieces(line: re.Match[str]) -> list[tuple[int, int]]:
    text = line.group()
    if len(text) < _ONE_LINE_TEXT:
        is_text = len(text) > _LONGEST_TITLE or text.rstrip().endswith(("。", "："))
        cuts = _lost_line_ends(text) if is_text and any(joined_titles(text, surely=True)) else []
        pieces = list(pairwise([0, *cuts, len(text)]))
        return [(line.start() + start, line.start() + end) for start, end in pieces]
    pieces = []
    gaps = _LINE_SPACE if _spaces_are_line_ends(text) else _INDENT
    for start, end in pairwise([0, *(gap.start() for gap in gaps.finditer(text)), len(text)]):
        part = text[start:end]
        is_long = end - start >= _ONE_LINE_TEXT or any(joined_titles(part, surely=True))
        cuts = _lost_line_ends(part) if is_long else []
        pieces += pairwise([start, *(start + cut for cut in cuts), end])
    return [(line.start() + start, line.start() + end) for start, end in pieces]


def _spaces_are_line_ends(text: str) -> bool:
    """Whether the line ends of a text were replaced by spaces: most of these follow a sentence."""
    spaces = [match.start() for match in _LINE_SPACE.finditer(text)]
    after = sum(text[at - 1] in "。！？!?；：:" for at in spaces)
    return after >= _LEAST_LINES and after * 2 >= len(spaces)


def _lost_line_ends(text: str) -> list[int]:
    """Where to split: before and after a heading, and before the beginning of a paragraph."""
    titles = [
        end for span in joined_titles(text, surely=len(text) < _ONE_LINE_TEXT) for end in span
    ]
    found = {
        end
        for pattern in (_LOST_LINE_END, _LOST_GLOSSARY)
        for match in pattern.finditer(text)
        for end in match.span()
    }
    return sorted((found | set(titles)) - {0, len(text)})


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
    tail = _source(block.text, near_end) or _cell_end(block.text, near_end)
    if tail and tail.start() > cuts[-1]:
        cuts.append(tail.start())
    joined = _joined_tail(block.text)
    if joined and joined.end() > cuts[-1]:
        cuts.append(joined.end())
    if len(cuts) == 1:
        return [block]
    spans = pairwise([*(block.start + cut for cut in cuts), block.end])
    return list(_trimmed_blocks(block, list(spans)))


def _source(text: str, near_end: int) -> re.Match[str] | None:
    """The source in brackets after the last sentence."""
    has_brackets = text.find("（", near_end) >= 0 or text.find("(", near_end) >= 0
    return _TAIL.search(text, near_end) if has_brackets else None


def _joined_tail(text: str) -> re.Match[str] | None:
    """What comes between a sentence and the page furniture that is joined to it."""
    return _JOINED_TAIL.search(text)


def _cell_end(text: str, near_end: int) -> re.Match[str] | None:
    """What ends a cell or string after a line, and is no quotation mark that closes one of its."""
    found = _CELL_END.search(text, near_end) if text.endswith(_CELL_SIGNS) else None
    is_pair = found is not None and not set("]}\ufffd") & set(found.group())
    return None if is_pair and sum(map(text.count, "\"'")) % 2 == 0 else found


def _trimmed_blocks(block: Block, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for one in _trimmed(
        block.text, [(start - block.start, end - block.start) for start, end in spans]
    ):
        yield replace(one, start=one.start + block.start, end=one.end + block.start)
