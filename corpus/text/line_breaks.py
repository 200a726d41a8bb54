"""Line breaks within sentences, left by printing, by saving as text or by web scraping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]+")
# Ideographs, their punctuation, and the quotation marks and dashes that are as wide among them.
_WIDE = re.compile(
    r"[\u2014-\u2026\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
)
_INDENT = re.compile(r"(?:\u3000{2}|[ \xa0]{4}|\t)")
# A line that ends in this way is complete. The last characters tell: no pattern looks for them.
_SENTENCE_ENDS, _CLOSING_SIGNS = frozenset("。！？!?；;"), "”’」』）)】》"
_LINE_ENDS, _BRACKETS = _SENTENCE_ENDS | set("：:…"), tuple("）)】》〉>]")
_GOES_ON = re.compile(r"[\u4e00-\u9fff，、,\d“‘（(《—·%％A-Za-z]$")
# A line that begins in this way begins a paragraph, whatever the line before it.
_BEGINS = re.compile(
    r"[各名]位(?:代表|委员)|同志们|第[一二三四五六七八九十]{1,3}(?:部分|章|篇)|[一二三四五六七八九十]{1,3}[、是．.]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[．.、](?!\d)|[-—－]{2}|[●•■◆★*#|<【]|附|注"
    r"|(?:来源|编辑|责任编辑|作者|记者|日期|时间|发布|更新|打印|关闭|分享|上一[页篇]|下一[页篇])"
)
_NUMBER_CUTS = (
    (re.compile(r"[\d０-９][.．]$"), re.compile(r"[\d０-９]+ ?[%％]")),
    (re.compile(r"[\d０-９]$"), re.compile(r"[.．][\d０-９]|[%％]")),
)
_OPENS, _CLOSES = tuple("“‘《〔「『"), tuple("”’》〕」』")
_CLOSING = re.compile(r"[。，、；：！？]")
_LAST_DIGIT = re.compile(r"[\d０-９][.．]?$")
_CAPTION = re.compile(r"摄\s{0,3}$|(?:作|的)?(?:政府)?工作报告\s{0,3}$")

# A line with these is no word of a sentence; a line that begins so begins a sentence.
_NOT_LINK = re.compile(r"[。！？!?；;：:|>》]|\d{4}年\d|^\d+$")
_BEGINS_ANEW = re.compile(
    r"(?:\d{4}年|今年|去年|当前|过去|我们|各位|同时|新的一年|全[省市县区]|这[一些是]|[一五]年来)"
)
# One character before 的 that is no word of its own (新的, 党的).
_HALF_A_WORD = re.compile(r"(?![新党人我他她它好大有真谁是对])[\u4e00-\u9fff][的，、]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]{4,}")
_TITLE_END = re.compile(r"(?:回顾|情况|工作|任务|安排|建议|思路|目标|要求|措施|部署|重点|报告|上)$")
LONGEST_LINK = 20
# A text has a word at least so often that a line end within it is known from the other places.
OFTEN = 3
# With so many sentences torn at links, a page is taken to be torn at every link.
TORN_OFTEN = 2
# In texts without fixed lines, a line that is broken is longer than this, in characters.
LONG = 40
# In texts with fixed lines: the least share of full lines, and how much narrower than the text
# column a full line may be, since numbers and words are not split and punctuation may hang over.
FULL_SHARE = 0.6
FULL_SLACK = 6
MIN_WIDTH, MAX_WIDTH = 20, 160
MIN_LINES = 12


class _Line(NamedTuple):
    """A line that is not blank: where its text begins and ends, and whether it is indented."""

    start: int
    end: int
    text: str
    indented: bool


def broken_line_ends(text: str) -> list[tuple[int, int]]:
    """The line breaks within sentences, as spans of white space that carry no meaning.

    A percentage split over two lines is joined in any text (6.|5%, 6|.5%, 6.5|%), and so is a line
    that begins with the punctuation of the line before it (。坚持) or with the second half of a
    word of which a short line has the first. Otherwise there are two cases. Where most lines are
    equally wide, the text was printed or saved with fixed lines, and a full line continues on the
    next unless that is indented or numbered. In any other text, a long line without end punctuation
    continues on the next where a sentence ends soon after.

    Args:
        text: a document.

    Returns:
        Spans of a line end and the white space around it, in order, one line end in each.
    """
    lines = list(_lines(text))
    pairs = _wrapped(lines) or _broken(lines)
    known = {one.end for one, _ in pairs}
    cut = [pair for pair in pairwise(lines) if _is_number_broken(*pair) or _is_torn(*pair)]
    cut += _broken_words(text, lines)
    pairs = [*pairs, *(pair for pair in cut if pair[0].end not in known)]
    found = {pair[0].end: pair for pair in pairs if _is_one_end(text, *pair)}
    found |= {pair[0].end: pair for pair in _torn_at_links(text, lines)}
    return sorted((one.end, other.start) for one, other in found.values())


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        line = match.group()
        plain = line.strip()
        if plain:
            start = match.start() + len(line) - len(line.lstrip())
            yield _Line(start, start + len(plain), plain, _INDENT.match(line) is not None)


def _ends_sentence(line: _Line) -> bool:
    return line.text.rstrip(_CLOSING_SIGNS)[-1:] in _SENTENCE_ENDS


def _ends(line: _Line) -> bool:
    return line.text.endswith(_BRACKETS) or line.text.rstrip(_CLOSING_SIGNS)[-1:] in _LINE_ENDS


def _columns(line: _Line) -> int:
    """The width of a line in columns, with ideographs as two columns."""
    return len(line.text) + len(_WIDE.findall(line.text)) + 4 * line.indented


def _characters(line: _Line) -> int:
    return len(line.text) + 2 * line.indented


def _wrapped(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Pairs of a line and its continuation in a text with fixed lines; none in other texts."""
    if sum(len(line.text) > MAX_WIDTH for line in lines) * 20 >= len(lines):
        return []
    measured = [[measure(line) for line in lines] for measure in (_columns, _characters)]
    share, edge, widths = max(
        ((*_edge([one for one in widths if one >= MIN_WIDTH]), widths) for widths in measured),
        key=lambda found: found[0],
    )
    if not share:
        return []
    indents = sum(line.indented for line in lines) >= 3
    full = [width >= edge - FULL_SLACK for width in widths]
    return [
        pair
        for is_full, pair in zip(full, pairwise(lines), strict=False)
        if is_full and _runs_on(*pair, indents=indents)
    ]


def _edge(widths: Sequence[int]) -> tuple[float, int]:
    """The share of full lines and their usual width; 0, 0 for texts without fixed lines."""
    if len(widths) < MIN_LINES:
        return 0, 0
    usual = Counter(width - width % 2 for width in widths).most_common(1)[0][0]
    edge = usual + FULL_SLACK // 2
    full = sum(edge - FULL_SLACK <= width <= edge + 1 for width in widths)
    wider = sum(width > edge + 1 for width in widths)
    printed = full >= FULL_SHARE * len(widths) and wider * 20 < len(widths)
    is_page = MIN_WIDTH <= edge <= MAX_WIDTH
    return (full / len(widths), edge) if printed and is_page else (0, 0)


def _runs_on(line: _Line, after: _Line, *, indents: bool) -> bool:
    """Whether a full line of a text with fixed lines continues on the next.

    Where paragraphs are not indented, a full line that ends a sentence also ends its paragraph.
    """
    if after.indented:
        return False
    if _ends_sentence(line):
        return indents and not _BEGINS.match(after.text)
    return not (_ends(line) and _BEGINS.match(after.text))


def _broken(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Pairs of a line that stops within a sentence and the next, which may be broken again."""
    found: list[tuple[_Line, _Line]] = []
    for index, (line, after) in enumerate(pairwise(lines)):
        is_piece = bool(found) and found[-1][1] is line
        if after.indented or _ends(line) or not _GOES_ON.search(line.text):
            continue
        if not is_piece and not _can_break(line):
            continue
        ends = any(_ends_sentence(one) for one in lines[index + 1 : index + 5])
        if ends and not _BEGINS.match(after.text):
            found.append((line, after))
    return found


def _is_number_broken(line: _Line, after: _Line) -> bool:
    end = line.text[-2:]
    return _LAST_DIGIT.search(end) is not None and any(
        left.search(end) and right.match(after.text) for left, right in _NUMBER_CUTS
    )


def _is_torn(line: _Line, after: _Line) -> bool:
    """Whether a line begins with punctuation that ends one, or ends with what opens one.

    So lines are torn at links and at bold words: 实施“|十四五|”规划.
    """
    if line.text.endswith(_OPENS) or after.text.startswith(_CLOSES):
        return True
    return _CLOSING.match(after.text) is not None and not _ends_sentence(line)


def _broken_words(text: str, lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Pairs of lines between which a word is torn: 经济和社会发|展的好形势，….

    The second begins with one character and 的, which the text has as a word with the last
    character of the first.
    """
    pairs = [pair for pair in pairwise(lines) if _may_tear_a_word(*pair)]
    n = Counter(map("".join, pairwise(text))) if pairs else Counter[str]()
    return [(one, after) for one, after in pairs if n[one.text[-1] + after.text[0]] >= OFTEN]


def _may_tear_a_word(line: _Line, after: _Line) -> bool:
    """Whether a short line without a sign comes before one that may begin with half a word."""
    if not _HALF_A_WORD.match(after.text) or len(line.text) > LONGEST_LINK:
        return False
    is_plain = _HAN_ONLY.fullmatch(line.text) and not _TITLE_END.search(line.text)
    return bool(is_plain) and not _BEGINS.match(line.text)


def _torn_at_links(text: str, lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Pairs of lines between which a link or bold word was put on a line of its own.

    A line of text that does not end (拥有), a few words (中国驰名商标), and a line that goes on
    (发展到13个。…): the three are one. They are as far apart as the lines of the text usually are.
    """
    ends = [text.count("\n", one.end, other.start) for one, other in pairwise(lines)]
    long = [apart for apart, line in zip(ends, lines, strict=False) if len(line.text) > LONG]
    usual = Counter(long).most_common(1)[0][0] if long else 1
    near = [apart <= min(usual, 2) for apart in ends]
    sure = _links(lines, near, least=LONG // 2)
    return _links(lines, near, least=2) if len(sure) >= 2 * TORN_OFTEN else sure


def _links(
    lines: Sequence[_Line], near: Sequence[bool], *, least: int
) -> list[tuple[_Line, _Line]]:
    """Pairs of lines around each link, where the line before it has so many characters or more."""
    found: list[tuple[_Line, _Line]] = []
    for index in range(len(lines) - 2):
        before, word, after = lines[index : index + 3]
        is_piece = bool(found) and found[-1][1] is before
        short = 2 if is_piece else least
        if all(near[index : index + 2]) and _is_link(before, word, after, short):
            found += [(before, word), (word, after)]
    return found


def _is_link(before: _Line, word: _Line, after: _Line, least: int) -> bool:
    """Whether a short line is a part of the sentence that the lines around it are of."""
    if len(word.text) > LONGEST_LINK or _NOT_LINK.search(word.text):
        return False
    if _BEGINS.match(word.text) or any(one.match(after.text) for one in (_BEGINS, _BEGINS_ANEW)):
        return False
    is_title = len(before.text) <= LONG and (
        _TITLE_END.search(before.text) or (_BEGINS.match(before.text) and "。" not in before.text)
    )
    is_open = _GOES_ON.search(before.text) and not _ends(before)
    if len(before.text) < least or not is_open or is_title or _CAPTION.search(before.text):
        return False
    has_clauses = least <= 2 or re.search("[，。；]", before.text)
    goes_on = len(after.text) > LONGEST_LINK and re.search("[，。；]", after.text)
    return bool(has_clauses and goes_on)


def _can_break(line: _Line) -> bool:
    """Whether a line is long and not a caption or a title, which contain no full stop."""
    return len(line.text) > LONG and "。" in line.text and not _CAPTION.search(line.text)


def _is_one_end(text: str, line: _Line, after: _Line) -> bool:
    """Whether one line end, of any system, separates the lines, without a blank line."""
    between = text[line.end : after.start]
    return between.replace("\r\n", "\n").replace("\r", "\n").count("\n") == 1
