"""Page numbers and heads of pages that a copy from a printed page leaves among its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from corpus.text.normalization import Normalized

_LINE = re.compile(r"[^\r\n\x0b\x0c]+")
_DIGIT = re.compile(r"\d")
_LEADS = re.compile(r"[转接]第?[\d一二三四五六七八九十]{1,3}[版页]")
_HAN = re.compile("[\u3400-\u9fff]")
# Headings of one year after the other (2017年工作回顾) do not number pages.
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d年)\d{1,4}")
_PLACE = "\x00"  # stands for a number; no line has it
_OF_A_PART = re.compile(f"第{_PLACE}(?:[章节条篇款]|部分)")
_OF_A_PAGE = re.compile(r"第?\d{1,4}页|[\-—－–·]\d{1,4}[\-—－–·]")
_NO_HEAD = tuple("。；！？;，,：:")  # no page number or head ends so
_SENTENCE = re.compile(r"[。；！？;]|[，,：:]$")
# （下转第4版）, （上接第1版）
_GOES_ON = re.compile(
    r"[（(]?\s?(?:[下紧]?转|[上紧]?接)\s?第?\s?[\d一二三四五六七八九十]{1,3}\s?[版页][）)]?"
)
_ENDS = re.compile(r"[。！？!?；;：:…][”’」』）)】》]{0,3}$")
LONGEST_HEAD = 80
FEWEST_PAGES = 3
# Pages are longer than the items of a list.
SHORTEST_PAGE = 8
SHORTEST_LINE = 15  # of print; cells of tables are shorter
SHORTEST_HEAD = 6  # names in tables are shorter
_MOST_HEADS = 2  # beside a number
# One page in five may lack its number, or be lost.
_MOST_ODD = 0.2


class _Line(NamedTuple):
    """A line that is not blank: where it begins and ends, and its text without white space."""

    start: int
    end: int
    text: str


def without_running_heads(plain: Normalized) -> tuple[Normalized, int]:
    r"""The text without the lines that number and head its pages, and how many these were.

    Page numbers are lines that differ in a number alone, which grows from one to the next; heads
    are the lines beside them that come again and again. A text in which few of them are within a
    sentence, and without a head on most pages, is left as it is: they may be rows of a table.

    Args:
        plain: any text, with the way back to its document.

    Example:
        >>> from corpus.text.normalization import Normalized
        >>> from corpus.text.running_heads import without_running_heads
        >>> page = "坚持稳中求进工作总基调，\n" * 12
        >>> text = "".join(f"{page}· {number} ·\n公报\n" for number in (7, 8, 9, 10)) + "完成任务。"
        >>> without_running_heads(Normalized(text))[1]
        8
    """
    if not _may_have_pages(plain.text):
        return plain, 0
    lines = list(_lines(plain.text))
    among = _page_lines(lines)
    gaps = list(_gaps(lines, among))
    is_within = sum(_breaks_off(before) for before, _ in gaps) * 3 > len(gaps)
    if not gaps or not (is_within or _has_head(lines, among)):
        return plain, 0
    spans = [(before.end, after.start, "\n") for before, after in gaps]
    last = max(at for at in range(len(lines)) if at not in among)
    if last < len(lines) - 1:
        spans.append((lines[last].end, len(plain.text), ""))
    return plain.substituted(spans), len(among)


def _may_have_pages(text: str) -> bool:
    """Whether short lines differ in a number alone: a first look, since most texts have none."""
    short = (line.strip() for line in text.splitlines() if len(line) <= 2 * LONGEST_HEAD)
    heads = (one for one in short if _DIGIT.search(one) and not one.endswith(_NO_HEAD))
    forms = Counter(_NUMBER.sub(_PLACE, "".join(one.split())) for one in heads)
    return max(forms.values(), default=0) >= FEWEST_PAGES or _LEADS.search(text) is not None


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:  # a paragraph is none of these lines, whatever its spaces
            shown = line if len(line) > 2 * LONGEST_HEAD else "".join(line.split())
            yield _Line(match.start(), match.end(), shown)


def _page_lines(lines: Sequence[_Line]) -> set[int]:
    """The lines that number pages, those that head them, and those that lead to the next."""
    short = {
        at: _NUMBER.sub(_PLACE, one.text)
        for at, one in enumerate(lines)
        if len(one.text) <= LONGEST_HEAD and not _SENTENCE.search(one.text)
    }
    numbered: dict[str, list[int]] = {}
    for at, form in short.items():
        if _PLACE in form and not _OF_A_PART.match(form):
            numbered.setdefault(form, []).append(at)
    found = {at for one in numbered.values() if _are_pages(lines, one) for at in one}
    for _ in range(_MOST_HEADS):
        beside = ({at + step for at in found for step in (-1, 1)} & short.keys()) - found
        often = Counter(short[at] for at in beside)
        found |= {at for at in beside if often[short[at]] >= FEWEST_PAGES}
    return found | {at for at in short if _GOES_ON.fullmatch(lines[at].text)}


def _are_pages(lines: Sequence[_Line], found: Sequence[int]) -> bool:
    """Whether lines of one form come once a page, with a number that grows by one or two."""
    if len(found) < FEWEST_PAGES:
        return False
    if median(after - before for before, after in pairwise(found)) < SHORTEST_PAGE:
        return False
    counts = ([int(one) for one in _NUMBER.findall(lines[at].text)] for at in found)
    counted = zip(*counts, strict=True)  # lines of one form have as many numbers
    steps = ([after - before for before, after in pairwise(numbers)] for numbers in counted)
    return any(
        sum(step not in (1, 2) for step in field) <= _MOST_ODD * len(field) for field in steps
    )


def _has_head(lines: Sequence[_Line], among: set[int]) -> bool:
    """Whether a line of more than a word or two heads most of the pages.

    It is the same on all of them, but for a number that is called a page: 重点任务1, 重点任务2 are
    headings.
    """
    heads = Counter(one for at in among if _HAN.search(one := _OF_A_PAGE.sub("", lines[at].text)))
    most = max((n for one, n in heads.items() if len(one) >= SHORTEST_HEAD), default=0)
    pages = sum(not _HAN.search(lines[at].text) for at in among)
    return most >= FEWEST_PAGES and most * 3 >= pages * 2


def _breaks_off(before: _Line) -> bool:
    """Whether a full line of print goes on after the page."""
    return len(before.text) >= SHORTEST_LINE and not _ENDS.search(before.text)


def _gaps(lines: Sequence[_Line], among: set[int]) -> Iterator[tuple[_Line, _Line]]:
    """The lines before and after each place where such lines are, within the text."""
    kept = [at for at in range(len(lines)) if at not in among]
    return ((lines[one], lines[other]) for one, other in pairwise(kept) if other - one > 1)
