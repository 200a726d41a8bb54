"""Printed lines and the paragraphs that they make up, whether extracted or recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise


@dataclass(frozen=True)
class Line:
    """A printed line.

    Attributes:
        text: as printed.
        left: left edge of its first visible character, in points from the left of the page.
        right: right edge of its last visible character, likewise.
        top: top edge of its highest character, in points from the bottom of the page.
        em: width of a Chinese character in this line, in points.
    """

    text: str
    left: float
    right: float
    top: float
    em: float


@dataclass(frozen=True)
class PrintedPage:
    """A page: its lines, and how much of it cannot be read as text.

    Attributes:
        lines: in the order of the file.
        pictures: share of the page that its largest image covers; 0 where it has enough text.
        unmapped: number of characters that cannot be decoded.
    """

    lines: list[Line]
    pictures: float = 0.0
    unmapped: int = 0


_PAGE_NUMBER = re.compile(
    r"[\s\-—–－―─·•.~～]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/／共]?\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–－―─·•.~～]*"
)
_END = re.compile(r"[。！？!?…：:；;][”’」』）)]*$")
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十]+[章节])"
)
_UNPARTED = re.compile(
    r"[“‘（《〈【]{0,3}(?:[0-9A-Za-z０-９.．,%％—–-]{1,30}|.)[，。、；：！？）》”’…]{0,3}"
)
_WORD_EDGE = re.compile(r"[A-Za-z0-9,.;:%)]\Z")
_LEAST_LINES = 8  # of a page that may have two columns
_HYPHENS = "\x02\ufffe"  # how the library writes a hyphen at the end of a line


@dataclass(frozen=True)
class Column:
    """Where the lines of a text column begin and end, and whether its paragraphs are indented."""

    left: float
    right: float
    indented: bool


@dataclass
class _Paragraphs:
    """Paragraphs under construction; page furniture waits until the current one is complete."""

    # In pieces: text that grows line by line is copied each time, and one paragraph may be a book.
    done: list[list[str]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    last: Line | None = None

    def add(self, line: Line, *, joined: bool) -> None:
        if joined and self.done:
            _join(self.done[-1], line.text.strip())
        else:
            self.finish()
            self.done.append([line.text.rstrip()])
        self.last = line

    def finish(self) -> None:
        self.done.extend([text] for text in self.waiting)
        self.waiting.clear()

    def texts(self) -> Iterator[str]:
        return map("".join, self.done)


def paragraphs(pages: Sequence[PrintedPage]) -> list[str]:
    """The paragraphs, page numbers and running headers of a document, in order.

    On a page of two columns, the lines must come column by column, as they are read.
    """
    pages = [_in_one_column(page) for page in pages]
    furniture = _furniture(pages)
    columns = [_column(pages[parity::2], furniture) for parity in (0, 1)]
    grown = _Paragraphs()
    for number, page in enumerate(pages):
        heads, body, feet = _parted(page, furniture)
        column = columns[number % 2]
        grown.waiting.extend(line.text.strip() for line in heads)
        for line in body:
            before = columns[(number - (line is body[0])) % 2]
            joined = grown.last is not None and _continues(grown.last, line, before, column)
            grown.add(line, joined=joined)
        grown.waiting.extend(line.text.strip() for line in feet)
    grown.finish()
    return [text for text in grown.texts() if text.strip()]


def _in_one_column(page: PrintedPage) -> PrintedPage:
    """The page with the lines of a second column below those of the first, one edge for both."""
    gutter = _gutter(page.lines)
    if gutter is None:
        return page
    # The usual edge of each column: a tenth of its lines may begin outside.
    edges = [
        sorted(line.left for line in page.lines if (line.left >= gutter) is is_second)
        for is_second in (False, True)
    ]
    first, second = (lefts[len(lefts) // 10] for lefts in edges)
    shift = second - first
    moved = [
        replace(line, left=line.left - shift, right=line.right - shift)
        if line.left >= gutter
        else line
        for line in page.lines
    ]
    return replace(page, lines=moved)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where hardly any line crosses the middle of a page, with many lines on both sides."""
    shown = [line for line in lines if line.text.strip()]
    if len(shown) < _LEAST_LINES:
        return None
    left, right = min(one.left for one in shown), max(one.right for one in shown)
    places = [left + (right - left) * part / 100 for part in range(30, 71)]
    across = [sum(one.left < at < one.right for one in shown) for at in places]
    least = [at for at, n in zip(places, across, strict=True) if n == min(across)]
    gutter = least[len(least) // 2]
    first = [one for one in shown if one.right <= gutter]
    second = [one for one in shown if one.left >= gutter]
    is_clear = min(across) * 8 <= len(shown) and min(len(first), len(second)) * 6 >= len(shown)
    # A table or list comes row by row.
    turns = sum((one.left < gutter) is not (other.left < gutter) for one, other in pairwise(shown))
    is_clear = is_clear and turns * 4 <= len(shown)
    return gutter if is_clear and _are_columns(first) and _are_columns(second) else None


def _are_columns(lines: Sequence[Line]) -> bool:
    """Whether many lines are full, as in print and not in a table or a list."""
    widest = max(line.right - line.left for line in lines)
    return sum(line.right - line.left > 0.8 * widest for line in lines) * 3 > len(lines)


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "0", "".join(line.text.split()))


def _edges(page: PrintedPage) -> tuple[list[Line], list[Line]]:
    """The two highest lines of a page and its two lowest, if they are in that half of it."""
    falling = sorted(page.lines, key=lambda line: -line.top)
    middle = (falling[0].top + falling[-1].top) / 2 if falling else 0.0
    high = [line for line in falling[:2] if line.top > middle]
    return high, [line for line in falling[-2:] if line.top <= middle]


def _furniture(pages: Sequence[PrintedPage]) -> frozenset[str]:
    """Texts, numbers aside, at the edges of at least three pages and a third of all pages."""
    counted: Counter[str] = Counter()
    for page in pages:
        heads, feet = _edges(page)
        counted.update({_pattern(line) for line in [*heads, *feet]})
    return frozenset(text for text, n in counted.items() if n >= 3 and n * 3 >= len(pages))


def _parted(
    page: PrintedPage, furniture: frozenset[str]
) -> tuple[list[Line], list[Line], list[Line]]:
    """The headers, body and footers of a page, which may come in any order in the file."""
    high, low = _edges(page)
    heads = [line for line in high if _is_furniture(line, furniture)]
    feet = [line for line in low if _is_furniture(line, furniture)]
    apart = {id(line) for line in [*heads, *feet]}
    return heads, [line for line in page.lines if id(line) not in apart], feet


def _is_furniture(line: Line, furniture: frozenset[str]) -> bool:
    short = line.text if len(line.text) < 40 else ""
    return _pattern(line) in furniture or bool(_PAGE_NUMBER.fullmatch(short))


def _column(pages: Sequence[PrintedPage], furniture: frozenset[str]) -> Column:
    """The text column: up to a tenth of the lines may begin, and a sixth may end, outside it."""
    lines = [line for page in pages for line in _parted(page, furniture)[1] if line.text.strip()]
    if not lines:
        return Column(0, float("inf"), False)
    left = sorted(line.left for line in lines)[len(lines) // 10]
    right = sorted(line.right for line in lines)[len(lines) * 5 // 6]
    # The line after a short line begins a paragraph.
    begins = [new for old, new in pairwise(lines) if old.right < right - 4 * old.em]
    indents = sum(1.5 <= (line.left - left) / line.em <= 3 for line in begins if line.em)
    return Column(left, right, indents * 2 > len(begins))


def _continues(line: Line, following: Line, column: Column, next_column: Column) -> bool:
    """Whether the next line belongs to the same paragraph.

    A paragraph continues after a full line, unless the next line is indented. Where paragraphs
    are not indented, a full line that ends a sentence also ends the paragraph.
    """
    em = max(line.em, following.em)
    full = line.right + _first_word(following) * em > column.right - em
    flush = following.left <= next_column.left + 1.2 * em
    if not full or not flush or abs(line.em - following.em) > 0.2 * em:
        return False
    ends = _END.search(line.text.rstrip()[-20:])
    return not ends or (column.indented and not _NUMBERED.match(following.text))


def _first_word(line: Line) -> float:
    """The width of the unbreakable beginning of a line, in Chinese characters."""
    word = _UNPARTED.match(line.text.lstrip())
    return sum(0.6 if character.isascii() else 1 for character in word.group()) if word else 0


def _join(pieces: list[str], following: str) -> None:
    """Adds a line to a paragraph, with a space between words in Latin letters.

    No piece is empty but the first, so that the last character is that of the last piece.
    """
    if pieces[-1].endswith(tuple(_HYPHENS)):
        pieces[-1] = pieces[-1][:-1]
        if not pieces[-1] and len(pieces) > 1:
            pieces.pop()
    elif following[:1].isascii() and following[:1].isalnum() and _WORD_EDGE.match(pieces[-1][-1:]):
        pieces.append(" ")
    if following:
        pieces.append(following)


# --- letter-spaced text ---------------------------------------------------------------------------

_HAN = r"[\u3400-\u9fff，。、；：！？“”（）《》]"
_HAN_PAIR = re.compile(rf"{_HAN}(?={_HAN})")
_HAN_SPACE = re.compile(rf"(?<={_HAN})[ \u00a0](?={_HAN})")


def without_wide_setting(texts: list[str]) -> Iterator[str]:
    """Drops the spaces of a document that has one after most characters."""
    spaces = sum(len(_HAN_SPACE.findall(text)) for text in texts)
    pairs = sum(len(_HAN_PAIR.findall(text)) for text in texts)
    wide = spaces > pairs
    yield from (_HAN_SPACE.sub("", text) if wide else text for text in texts)
