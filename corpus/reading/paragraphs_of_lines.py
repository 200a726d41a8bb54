"""Printed lines and the paragraphs that they make up, whether extracted or recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.reading.side_by_side import Line, are_rows, one_after_another


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
_LEAST_LINES = 8  # that tell where a column ends
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

    Of columns that stand side by side, one is read after the other.
    """
    ordered = one_after_another([page.lines for page in pages])
    pages = [replace(page, lines=lines) for page, lines in zip(pages, ordered, strict=True)]
    furniture = _furniture(pages)
    columns = _columns(pages, furniture)
    grown = _Paragraphs()
    for number, page in enumerate(pages):
        heads, body, feet = _parted(page, furniture)
        column = columns[number % 2]
        grown.waiting.extend(line.text.strip() for line in heads)
        for line in body:
            before = columns[(number - (line is body[0])) % 2]
            joined = grown.last is not None and _continues(
                grown.last, line, _own(grown.last, before), _own(line, column)
            )
            grown.add(line, joined=joined)
        grown.waiting.extend(line.text.strip() for line in feet)
    grown.finish()
    return [text for text in grown.texts() if text.strip()]


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
    return _pattern(line) in furniture or _is_page_number(line.text)


def _is_page_number(text: str) -> bool:
    """Whether a line is the number of a page, such as — 3 — or 第3页 共9页."""
    return len(text) < 40 and _PAGE_NUMBER.fullmatch(text) is not None


def _columns(pages: Sequence[PrintedPage], furniture: frozenset[str]) -> list[Column]:
    """The text column of pages on the right and on the left."""
    bodies = [_parted(page, furniture)[1] for page in pages]
    edges = [_edges_of([one for body in bodies[side::2] for one in body]) for side in (0, 1)]
    lines = [
        (line, line.column or edges[number % 2])
        for number, body in enumerate(bodies)
        for line in body
        if line.text.strip()
    ]
    # The line after a short line begins a paragraph.
    begins = [
        (new.left - left) / new.em
        for (old, (_, right)), (new, (left, _)) in pairwise(lines)
        if old.right < right - 4 * old.em and new.em
    ]
    indented = sum(1.5 <= indent <= 3 for indent in begins) * 2 > len(begins)
    return [Column(*one, indented) for one in edges]


def _edges_of(body: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge: a tenth of the lines may begin, and a sixth may end, outside.

    Where several columns stand side by side, each line knows its own; a few lines across them are
    titles, which fill no line.
    """
    lines = [line for line in body if line.text.strip()]
    alone = [line for line in lines if line.column is None]
    if not lines:
        return 0, float("inf")
    if len(alone) < len(lines) and len(alone) < _LEAST_LINES:
        return min(line.left for line in lines), max(line.right for line in lines)
    lefts, rights = sorted(line.left for line in alone), sorted(line.right for line in alone)
    return lefts[len(alone) // 10], rights[len(alone) * 5 // 6]


def _own(line: Line, column: Column) -> Column:
    """The column that a line stands in."""
    return column if line.column is None else Column(*line.column, column.indented)


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
    if are_rows(line, following):
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
