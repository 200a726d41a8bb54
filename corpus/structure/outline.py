"""The outline of a report: headings of every style, paragraphs and sentences, with offsets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Literal

from corpus.structure.blocks import Block
from corpus.structure.page_furniture import STAGE_DIRECTION
from corpus.structure.parallel_leads import further_leads, parallel_leads, states
from corpus.text.numerals import read_number

HeadingStyle = Literal["own_line", "run_in_numbered", "run_in"]

_DIGITS = "一二三四五六七八九十百"
_OUTER = "壹贰叁肆伍陆柒捌玖拾Ⅰ-Ⅻ"
# Styles of numbering, each with its rank. Ranks only order the styles; nesting makes the levels.
NUMBERINGS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        # 壹、 is left only above 一、.
        re.compile(
            rf"(?:第[{_DIGITS}]{{1,4}}(?:部分|章|篇)[、，：:\s]?|[{_OUTER}][、．.]\s{{0,3}})"
        ),
        0,
    ),
    # 「一、二、三产业」 is a list of industries.
    (
        re.compile(
            rf"(?:[{_DIGITS}]{{1,4}}[、．.](?![{_DIGITS}][、，])|第[{_DIGITS}]{{1,3}}节[、，：:\s]?)\s{{0,3}}"
        ),
        1,
    ),
    (re.compile(rf"(?:[（(]\s?[{_DIGITS}]{{1,4}}\s?[）)]、?|[㈠-㈩])\s{{0,3}}"), 2),
    (re.compile(rf"(?:第\s?[{_DIGITS}]{{1,3}}[，,、]|[{_DIGITS}]{{1,3}}(?:是|要)[要，,、]?)"), 3),
    # 「1、2018年工作回顾」 has a number and a year.
    (re.compile(r"\d{1,2}[．.、](?:(?!\d)|(?=(?:19|20)\d\d年))\s{0,3}"), 4),
    (re.compile(r"[（(]\d{1,2}[）)]\s{0,3}"), 5),
    (re.compile(r"(?:[-—－―─]{2}|●|•|■|◆)\s{0,3}"), 6),
)
_NUMBERED = re.compile(rf"[第{_DIGITS}{_OUTER}（(㈠-㈩\d\-—－―─●•■◆]")  # how each of them begins
_DASH_RANK = 6
_UNNUMBERED_RANK = 7
# Lines with these numberings are as often items of a list as headings.
_LIST_RANKS = (3, _DASH_RANK)
_BARE_NUMBER = re.compile(rf"[{_DIGITS}]{{1,3}}")

_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)】》]*|$)")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;，,：:、…][”’」』）)]*$")
_ENDS_LINE = re.compile(r"[。！？!?；;，,：:、…．.](?:[”’」』）)】》]*|[（(][^（(）)]{1,40}[）)])$")
_SALUTATION_ONLY = re.compile(r"[各名]位(?:代表|委员|同志)\S{0,14}$")
_CLAUSE = re.compile(r"[，,；;：:、]")

# Longer lines are sentences: the longest heading on a line of its own in the shared reports has 48
# characters.
MAX_OWN_LINE = 60
MAX_RUN_IN_NUMBERED = 60
MAX_LEAD = 20
MAX_RESULT = 26  # 社会主义精神文明建设和各项社会事业取得新进步
MAX_SHARED_LEAD = 50
MIN_TEXT = 10  # below a heading
# Neighbouring sentences that begin alike up to a comma: 五年来，…跃上新台阶。五年来，…不断优化。
_SHARED_START = re.compile(r"[^，,。]{2,7}[，,]")
# A run-in heading names its subject; sentences with these openings narrate, address or count.
_NO_LEAD = re.compile(
    r"要(?!在)|各位代表|同志们|让我们|我们|这|但|同时|当前|目前|过去|今年|去年|一年来|现在|回顾|展望|总之|建议"
    r"|\d{4}年|.{0,12}\d|.{1,12}(?:(?<!不)是|具有)"
)
# 2003年工作回顾, 对今后五年和2003年政府工作的建议.
_TIMED_TITLE = re.compile(
    r"(?:\d{4}年|过去|今后|未来|十[一二三四五]五|新的一年|今年).{0,16}(?:回顾|情况|工作|任务|安排|建议|思路|目标|措施|部署|谋划)$"
)
# What was achieved, at the end of a title: 经济运行跑出新速度, 发展后劲不断增强.
_RESULT = re.compile(
    r"(?:跑出|取得|实现|迈[上出]|跃上|再上|再创|展现|呈现|开创|得到|注入|焕发|赢得|收获|彰显)了?[^，,。]{0,6}"
    r"(?:新[^，,。]{1,4}|成效|突破|进展|跨越|成果|好转|胜利)$"
    r"|(?:持续|不断|稳步|显著|明显|更加|日益|逐步|大幅|成效|平稳|有力|有序)"
    r"(?:增强|提升|提高|改善|向好|迸发|优化|释放|显现|加快|增长|扩大|加强|巩固|推进|进步|殷实|完善|凸显)$"
)
# A title that begins so says what is to be done, however it ends.
_INTENDS = re.compile(r"(?:要|奋力|努力|全力|加快|推动|推进|力争|确保|继续|进一步|坚定不移|大力)")
# 2003年工作回顾 above 一、二、三、.
_TIMED_REVIEW = re.compile(r"(?:\d{4}年|过去).{0,16}(?:回顾|情况)$")
_AHEAD = re.compile(r"任务|目标|安排|部署|思路|建议|打算|谋划|今年|今后|未来")
# These openings end the series of numbered points before them.
_TURNS = re.compile(
    r"各位代表|过去的?[一二三四五几]年|[一二三四五几]年来|回顾|总之|同时.{0,8}(?:清醒|看到|认识)|在肯定成绩|我们也"
)


@dataclass(frozen=True)
class Heading:
    """A heading, on a line of its own or at the beginning of a paragraph.

    Attributes:
        start: offset of its first character, including the number.
        end: offset one past its last character; the full stop after a run-in heading is excluded.
        level: 1 for 一、; 2 for （一）, or for 一是 if there is no （一） above it; 3 below that.
        number: the number as printed, without the punctuation after it; "" if there is none.
        text: the heading as printed, without the number.
        style: own_line, run_in_numbered or run_in.
    """

    start: int
    end: int
    level: int
    number: str
    text: str
    style: HeadingStyle


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a heading that has a line of its own.

    Attributes:
        start: offset of its first character, including a run-in heading.
        end: offset one past its last character.
        text: the characters between the two.
        level: 0 for a paragraph, otherwise the level of the heading.
        heading_path: the headings above it, outermost first; a run-in heading of the paragraph
            comes last.
    """

    start: int
    end: int
    text: str
    level: int
    heading_path: tuple[Heading, ...]


@dataclass(frozen=True)
class _Mark:
    """A heading whose level is not yet known."""

    block: int
    end: int
    number: str
    text: str
    style: HeadingStyle
    rank: int


def outline(blocks: Sequence[Block]) -> tuple[list[Heading], list[Paragraph]]:
    """The headings and the paragraphs of a report's body.

    Args:
        blocks: the lines of the body, in order.

    Returns:
        The headings, and the paragraphs with the headings above each, both in order. Every line is
        one paragraph; a heading on a line of its own is a paragraph with a level above 0.
    """
    marks = _marks(blocks)
    levels = _levels(marks, _turned(blocks, marks))
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    above: list[Heading] = []
    by_block = {mark.block: (mark, level) for mark, level in zip(marks, levels, strict=True)}
    for index, block in enumerate(blocks):
        level = 0
        if _TURNS.match(block.text):
            above = [one for one in above if one.level == 1]
        if index in by_block:
            heading = _heading(block, *by_block[index])
            headings.append(heading)
            above = [*(one for one in above if one.level < heading.level), heading]
            level = heading.level if heading.style == "own_line" else 0
        path = tuple(above[:-1] if level else above)
        paragraphs.append(Paragraph(block.start, block.end, block.text, level, path))
        if above and above[-1].style != "own_line":
            above = _without_run_in(above)
    return headings, paragraphs


def _turned(blocks: Sequence[Block], marks: Sequence[_Mark]) -> list[bool]:
    """For each heading, whether a series of points has ended since the heading before it."""
    turns = [bool(_TURNS.match(block.text)) for block in blocks]
    edges = pairwise([-1, *(mark.block for mark in marks)])
    return [any(turns[before + 1 : here + 1]) for before, here in edges]


def _without_run_in(above: list[Heading]) -> list[Heading]:
    """The headings above the next paragraph: an unnumbered run-in heading covers only its own."""
    return above if above[-1].style == "run_in_numbered" else above[:-1]


def _heading(block: Block, mark: _Mark, level: int) -> Heading:
    return Heading(block.start, block.start + mark.end, level, mark.number, mark.text, mark.style)


def _marks(blocks: Sequence[Block]) -> list[_Mark]:
    found: list[_Mark | None] = [
        _own_line(index, block) or _numbered_lead(index, block)
        for index, block in enumerate(blocks)
    ]
    found = [
        None if mark and (_is_list(blocks, mark) or _is_item(blocks, mark)) else mark
        for mark in found
    ]
    found = [None if mark and not _has_siblings(blocks, found, mark) else mark for mark in found]
    either = (mark or lead for mark, lead in zip(found, _leads(blocks, found), strict=True))
    return [mark for mark in either if mark]


def _numbering(text: str) -> tuple[str, int, int]:
    """The number as printed, the offset of the text after it, and its rank; otherwise "", 0, 7."""
    for pattern, rank in NUMBERINGS if _NUMBERED.match(text) else ():
        if match := pattern.match(text):
            return match.group().rstrip("、．.，,：: \t\u3000\xa0"), match.end(), rank
    return "", 0, _UNNUMBERED_RANK


def _own_line(index: int, block: Block) -> _Mark | None:
    """A short line that may be a heading, such as 「一、2017年工作回顾」."""
    text = block.text
    if len(text) > MAX_OWN_LINE or _SALUTATION_ONLY.match(text):
        return None
    if _BARE_NUMBER.fullmatch(text) and read_number(text):  # 十四五 is a name
        return _Mark(index, len(text), text, "", "own_line", 1)
    number, begin, rank = _numbering(text)
    body = text[begin:].strip()
    bare = body.rstrip("。")
    if not bare or _ENDS_SENTENCE.search(bare) or "。" in bare:
        return None
    if rank == _UNNUMBERED_RANK and len(_CLAUSE.findall(bare)) > 2:
        return None
    return _Mark(
        index, len(text) if body == bare else len(text) - 1, number, bare, "own_line", rank
    )


def _numbered_lead(index: int, block: Block) -> _Mark | None:
    """A numbered first sentence with more text after it: 「（一）推动产业优化升级。坚持…」."""
    number, begin, rank = _numbering(block.text)
    if not begin:
        return None
    first = _SENTENCE.match(block.text, begin)
    if first is None or not _can_lead(block.text, first.end(), first.end() - begin):
        return None
    lead = first.group().rstrip("。")  # but not ” nor ）, which belong to it
    if rank == _DASH_RANK and _NO_LEAD.match(lead):
        return None
    return _Mark(index, begin + len(lead), number, lead, "run_in_numbered", rank)


def _can_lead(text: str, end: int, length: int) -> bool:
    return (
        1 < length <= MAX_RUN_IN_NUMBERED and len(text) - end >= MIN_TEXT and text[end - 1] == "。"
    )


def _is_list(blocks: Sequence[Block], mark: _Mark) -> bool:
    """Whether a paragraph only lists points of an argument (一是…。二是…。三是…。)."""
    if mark.style != "run_in_numbered" or mark.rank < 3:
        return False
    rest = blocks[mark.block].text[mark.end + 1 :].lstrip()
    _, begin, rank = _numbering(rest)
    return bool(begin) and rank == mark.rank


def _is_item(blocks: Sequence[Block], mark: _Mark) -> bool:
    """Whether a line is an item of a list, or part of a sentence broken by the page.

    「一是加强学习。」 between similar lines is a complete statement, not a heading.
    """
    if mark.style != "own_line":
        return False
    before = blocks[mark.block - 1].text if mark.block else ""
    if mark.rank == _UNNUMBERED_RANK:
        return len(before) > MAX_OWN_LINE and not _ENDS_LINE.search(before)
    beside = [before, *(block.text for block in blocks[mark.block + 1 : mark.block + 2])]
    sayable = _is_said(blocks, mark) or mark.rank in _LIST_RANKS
    return sayable and any(_numbering(text)[2] == mark.rank for text in beside)


def _is_said(blocks: Sequence[Block], mark: _Mark) -> bool:
    """Whether a line of its own ends like a sentence: 「（二）工业生产逐步回升。」."""
    return mark.style == "own_line" and blocks[mark.block].text.endswith("。")


def _has_siblings(blocks: Sequence[Block], found: Sequence[_Mark | None], mark: _Mark) -> bool:
    """Whether a line that might be a sentence is one of several similar lines."""
    if mark.style != "own_line" or not (_is_said(blocks, mark) or mark.rank in _LIST_RANKS):
        return True
    if mark.rank <= 2:
        return True
    if mark.rank < _UNNUMBERED_RANK:
        alike = (other for other in found if other and other is not mark)
        return any(other.rank == mark.rank and other.style == "own_line" for other in alike)
    return _names_paragraph(blocks, found, mark.block) and any(
        _names_paragraph(blocks, found, at) for at in (mark.block - 2, mark.block + 2)
    )


def _names_paragraph(blocks: Sequence[Block], found: Sequence[_Mark | None], index: int) -> bool:
    """Whether a line is a short sentence on its own with a paragraph below it."""
    if not 0 <= index < len(blocks) - 1:
        return False
    mark = found[index]
    return bool(
        mark
        and mark.rank == _UNNUMBERED_RANK
        and _is_said(blocks, mark)
        and len(mark.text) <= MAX_LEAD
        and len(blocks[index + 1].text) > MAX_OWN_LINE
    )


def _leads(blocks: Sequence[Block], found: Sequence[_Mark | None]) -> list[_Mark | None]:
    """Unnumbered run-in headings: first sentences that name a subject, as their neighbours do."""
    candidates = [
        None if mark else _lead(index, block)
        for index, (block, mark) in enumerate(zip(blocks, found, strict=True))
    ]
    parallel = parallel_leads([_series_title(blocks, lead) for lead in candidates])
    kept = [
        lead if is_parallel or _has_like(candidates, index) else None
        for index, (lead, is_parallel) in enumerate(zip(candidates, parallel, strict=True))
    ]
    names = [lead.text if lead and _is_name(lead.text) else None for lead in candidates]
    sure = [lead.text if lead else None for lead in kept]
    section = list(accumulate(mark is not None and mark.style == "own_line" for mark in found))
    further = further_leads(names, sure, section)
    return [
        lead if is_sure or is_further else None
        for lead, is_sure, is_further in zip(candidates, kept, further, strict=True)
    ]


def _series_title(blocks: Sequence[Block], lead: _Mark | None) -> str | None:
    """A first sentence that has a text of its own length below it."""
    has_text = lead and len(blocks[lead.block].text) >= 2 * lead.end + MIN_TEXT
    return lead.text if lead and has_text and not lead.number else None


def _has_like(candidates: Sequence[_Mark | None], index: int) -> bool:
    """Whether a paragraph beside it, or one further, begins with a heading of the same kind."""
    lead = candidates[index]
    if lead is None:
        return False
    near = (candidates[at] for at in (index - 1, index + 1) if 0 <= at < len(candidates))
    far = (candidates[at] for at in (index - 2, index + 2) if 0 <= at < len(candidates))
    return any(_alike(lead, other) for other in near if other) or any(
        _same_frame(lead, other) for other in far if other
    )


def _same_frame(lead: _Mark, other: _Mark) -> bool:
    """Whether two headings have the same form: 在教育方面 and 在卫生方面 with text between."""
    if not (_is_name(lead.text) and _is_name(other.text)):
        return False
    return lead.text[0] == other.text[0] or lead.text[-2:] == other.text[-2:]


def _lead(index: int, block: Block) -> _Mark | None:
    number, begin, rank = _numbering(block.text)
    if rank != _DASH_RANK:
        number, begin, rank = "", 0, _UNNUMBERED_RANK
    first = _SENTENCE.match(block.text, begin)
    if first is None or not _can_lead(block.text, first.end(), first.end() - begin):
        return None
    lead = first.group().rstrip("。")
    if len(lead) > MAX_SHARED_LEAD:
        return None
    style: HeadingStyle = "run_in_numbered" if number else "run_in"
    return _Mark(index, begin + len(lead), number, lead, style, rank)


def _alike(lead: _Mark, other: _Mark) -> bool:
    """Whether both are short names, or both begin alike: 「五年来，我们紧紧抓住…」.

    After a dash two shared characters suffice: 「——我们要…」.
    """
    start = _SHARED_START.match(lead.text)
    if start and other.text.startswith(start.group()):
        return not (lead.text.startswith("各位代表") or states(lead.text))
    if lead.number and lead.number == other.number and lead.text[:2] == other.text[:2]:
        return True
    return _is_name(lead.text) and _is_name(other.text)


def _is_name(lead: str) -> bool:
    longest = MAX_LEAD if _CLAUSE.search(lead) or not says_result(lead) else MAX_RESULT
    return len(lead) <= longest and len(_CLAUSE.findall(lead)) <= 1 and not _NO_LEAD.match(lead)


def _levels(marks: Sequence[_Mark], turns: Sequence[bool]) -> list[int]:
    """Levels: 1 for the outermost rank in use, one more for each nested rank, and at most 3."""
    levels: list[int] = []
    stack: list[int] = []
    chapter = _chapter_rank(marks)
    if chapter != _UNNUMBERED_RANK and _are_timed(marks):
        marks = [replace(mark, rank=0) if _is_timed(mark) else mark for mark in marks]
        chapter = 0
    nested = _restarted(marks, chapter) | _results_below(marks, chapter)
    for index, (mark, turn) in enumerate(zip(marks, turns, strict=True)):
        rank = 1 if index in nested else _rank_below(mark, chapter)
        while stack and (stack[-1] >= rank or (turn and stack[-1] > 0)):
            stack.pop()
        stack.append(rank)
        levels.append(min(max(len(stack), 1 if rank == 0 else 2), 3))
    return levels


def _restarted(marks: Sequence[_Mark], chapter: int) -> set[int]:
    """Headings numbered like chapters whose numbering restarts in a chapter: 一、二、一、二、三、.

    They are nested if a later heading continues the numbering of the chapters, either as the first
    of a new series or as the last of theirs.
    """
    nested: set[int] = set()
    runs = _runs(marks, chapter)
    starts_later = Counter(run[0][1] for run in runs)
    outer = 0
    for run in runs:
        starts_later[run[0][1]] -= 1
        goes_on = starts_later[outer + 1] > 0
        if run[0][1] == 1 and outer and (goes_on or run[-1][1] > outer):
            nested.update(index for index, number in run if goes_on or number <= outer)
        outer = outer if goes_on and run[0][1] == 1 and outer else run[-1][1]
    return nested


def says_result(title: str) -> bool:
    """Whether a title says what was achieved: 产业发展取得新突破, not 加快产业发展."""
    return _RESULT.search(title) is not None and not _INTENDS.match(title)


def _results_below(marks: Sequence[_Mark], chapter: int) -> set[int]:
    """Unnumbered lines that say results, between chapters without numbers that name a time.

    They are parts of the review before them: 2024年工作回顾, 产业发展取得新突破, 2025年目标任务.
    """
    if chapter != _UNNUMBERED_RANK:
        return set()
    timed = [index for index, mark in enumerate(marks) if _is_timed(mark)]
    if len(timed) < 2 or timed[0]:
        return set()
    bare = ((at, mark) for at, mark in enumerate(marks[: timed[-1]]) if mark.style == "own_line")
    return {at for at, mark in bare if mark.rank == chapter and says_result(mark.text)}


def _runs(marks: Sequence[_Mark], chapter: int) -> list[list[tuple[int, int]]]:
    """The numbered chapters (index, number), in series of consecutive numbers."""
    runs: list[list[tuple[int, int]]] = []
    for index, mark in enumerate(marks):
        number = count_of(mark.number)
        if mark.style != "own_line" or mark.rank != chapter or not number:
            continue
        if runs and number == runs[-1][-1][1] + 1:
            runs[-1].append((index, number))
        else:
            runs.append([(index, number)])
    return runs


def count_of(number: str) -> int:
    """The value, up to 99, of a heading's number in Chinese numerals; 0 if it has none."""
    digits = re.sub(rf"[^{_DIGITS}]", "", number)
    tens, ten, ones = digits.rpartition("十")
    value = _DIGITS.find(ones) + 1 if ones else 0
    return value + 10 * (_DIGITS.find(tens) + 1 if tens else bool(ten))


def _rank_below(mark: _Mark, chapter: int) -> int:
    """0 for a chapter; a run-in heading numbered like a chapter ranks with 一是."""
    if mark.style == "own_line" and mark.rank == chapter:
        return 0
    below_bare = chapter == _UNNUMBERED_RANK and (mark.style == "own_line" or mark.rank > 1)
    return mark.rank if mark.rank > chapter or below_bare else 3


def _chapter_rank(marks: Sequence[_Mark]) -> int:
    """The rank of the chapters: the outermost rank among headings on a line of their own.

    Unnumbered lines are the chapters instead if there are several, the first heading of all is one
    of them, and none interrupts the numbering of the outermost numbered headings.
    """
    own = [mark for mark in marks if mark.style == "own_line"]
    bare = [mark for mark in own if mark.rank == _UNNUMBERED_RANK]
    outer = min((mark.rank for mark in own), default=1)
    if len(bare) < 2 or own[0] is not bare[0] or _interrupts(own, outer):
        return outer
    return _UNNUMBERED_RANK


def _are_timed(marks: Sequence[_Mark]) -> bool:
    """Whether unnumbered lines with a time come first and are each followed by a number one."""
    restarts, numbered = 0, 0
    for mark in reversed(marks):
        if count_of(mark.number):
            numbered = count_of(mark.number)
        elif _is_timed(mark):
            restarts += numbered == 1
    if restarts == 1 and _TIMED_REVIEW.search(marks[0].text):
        # The text ends within the review, or the plan has no chapters.
        return _is_timed(marks[0]) and not any(_AHEAD.search(one.text) for one in marks)
    return restarts > 1 and _is_timed(marks[0])


def _is_timed(mark: _Mark) -> bool:
    is_bare = mark.style == "own_line" and mark.rank == _UNNUMBERED_RANK
    return is_bare and _TIMED_TITLE.search(mark.text) is not None


def _interrupts(own: Sequence[_Mark], outer: int) -> bool:
    """Whether the outermost numbering continues across an unnumbered line."""
    last, bare_since = 0, False
    for mark in own:
        if mark.rank == outer:
            if bare_since and last and count_of(mark.number) == last + 1:
                return True
            last, bare_since = count_of(mark.number), False
        bare_since = bare_since or mark.rank == _UNNUMBERED_RANK
    return False


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each sentence of ``text[start:end]``, without surrounding white space.

    A sentence ends with 。, ！ or ？ and any closing quotation marks and brackets after it, but not
    with a semicolon. A stage direction such as （鼓掌） is a span of its own. Every character other
    than white space is in exactly one span.

    Args:
        text: the text that offsets refer to.
        start: where the paragraph begins.
        end: where it ends.
    """
    spans: list[tuple[int, int]] = []
    position = start
    if text.find("（", start, end) < 0 and text.find("(", start, end) < 0:
        return _sentences(text, start, end)
    for direction in STAGE_DIRECTION.finditer(text, start, end):
        spans += _sentences(text, position, direction.start())
        spans.append(direction.span())
        position = direction.end()
    return spans + _sentences(text, position, end)


def is_stage_direction(sentence: str) -> bool:
    """Whether a span of ``sentence_spans`` reports what the audience did, such as （鼓掌）."""
    return sentence.startswith(("（", "(")) and STAGE_DIRECTION.fullmatch(sentence) is not None


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _SENTENCE.finditer(text, start, end):
        first, last = match.span()
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            found.append((first, last))
    return found
