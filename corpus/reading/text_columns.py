"""Plain texts that have columns of print side by side in their lines, column after column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.errors import Notice
from corpus.reading.paragraphs_of_lines import is_page_number
from corpus.reading.side_by_side import Line, one_after_another

_GAP = re.compile(r"(?<=\S)[ \u3000\xa0]{2,}(?=\S)")
# Between cells rather than at a place: a tab, or a line drawn by a sign.
_SIGN = re.compile(r"[ \u3000\xa0]*(?P<sign>\t|[|｜│┃])[ \u3000\xa0]*")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_BLANK = " \u3000\xa0\t\f|｜│┃"
_FEWEST, _SHARE = 12, 0.4  # lines in columns, and their share of all lines
_PAGE = 70  # a longer column lost where its pages end, so that what follows what is unknown


def in_one_column(text: str) -> tuple[str, tuple[Notice, ...]]:
    r"""A text with the columns of each page one after the other, where that is sure.

    That is where many lines have a gap at one place with full lines on both sides, on pages that
    a form feed or a line across all columns ends. Any other text is returned as it is.

    Args:
        text: the decoded file.

    Returns:
        The text, and a warning where it has another order.

    Example:
        >>> from corpus.reading.text_columns import in_one_column
        >>> rows = ["坚持稳中求进工作总基调，　　　深化供给侧结构性改革，"] * 12
        >>> text, notices = in_one_column("\n".join(rows))
        >>> text.split("\n")[11:13]
        ['坚持稳中求进工作总基调，', '深化供给侧结构性改革，']
    """
    lines = _LINE_END.split(text)
    spaces = len(text.split()) - sum(map(bool, map(str.strip, lines)))
    if spaces + sum(map(text.count, "|｜│┃")) < _FEWEST:  # a first look: counting takes no time
        return text, ()
    find = _SIGN if sum(map(bool, map(_SIGN.search, lines))) >= _FEWEST else _GAP
    having = sum(map(bool, map(find.search, lines)))
    if having < max(_FEWEST, _SHARE * sum(map(bool, map(str.strip, lines)))):
        return text, ()
    pages = list(_pages(lines))
    printed = _printed(pages, find)
    ordered = one_after_another(printed)
    columns = [list(group) for page in ordered for group in _columns(page)]
    in_columns = sum(map(len, columns))
    if in_columns < max(_FEWEST, _SHARE * sum(map(len, ordered))) or max(map(len, columns)) > _PAGE:
        return text, ()
    shown = [
        "\n".join(_shown(after, page) if before != after else page)
        for page, before, after in zip(pages, printed, ordered, strict=True)
    ]
    message = (
        "the lines had columns of print side by side; the text is given with one column after the "
        "other"
    )
    return "\n".join(shown), (Notice("separated_columns", message),)


def _pages(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page, which a form feed or its number ends, and these numbers."""
    page: list[str] = []
    for line in lines:
        if page and (line.startswith("\f") or is_page_number(line) or is_page_number(page[-1])):
            yield page
            page = []
        page.append(line)
    yield page


def _columns(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each column of a page, in its order."""
    for edges, lines in groupby(page, key=lambda line: line.column):
        if edges is not None:
            yield list(lines)


def _shown(ordered: Sequence[Line], page: Sequence[str]) -> Iterator[str]:
    """The lines with what they are indented by, and an empty one where there was one between."""
    for line, above in zip(ordered, [None, *ordered], strict=False):
        if above and above.column == line.column and above.top - line.top > 1:
            yield ""
        if line.column is None:
            yield page[round(-line.top)]
        else:
            yield "\u3000" * round((line.left - line.column[0]) / 2) + line.text.strip(_BLANK)


def _printed(pages: Sequence[Sequence[str]], find: re.Pattern[str]) -> list[list[Line]]:
    """The lines of each page, with the places of what they have, in halves of a character.

    A letter takes half the place of a Chinese character, or as much where what follows the gaps
    begins at one place more often.
    """
    lines = [line for page in pages for line in page]
    if find is _SIGN:
        step = 4 + max(_width(line, 1) for line in lines)
        return [list(_lines(page, find, 1, step)) for page in pages]
    ends = [(line, one.end()) for line in lines if (one := find.search(line.rstrip()))]
    alike = {
        letter: Counter(_width(line[:end], letter) for line, end in ends).most_common(1)[0][1]
        for letter in (1, 2)
    }
    return [list(_lines(page, find, 1 if alike[1] >= alike[2] else 2)) for page in pages]


def _lines(
    page: Sequence[str], find: re.Pattern[str], letter: int, step: int = 0
) -> Iterator[Line]:
    for row, line in enumerate(page):
        said = line.strip(_BLANK)
        if not said:
            continue
        begin = line.index(said)
        places = _places(line, letter, step)
        gaps = tuple(
            (one.end() - begin, places[one.start()], places[one.end()])
            for one in find.finditer(line, begin, begin + len(said))
        )
        yield Line(said, places[begin], places[begin + len(said)], -float(row), 2.0, gaps)


def _places(line: str, letter: int, step: int) -> list[float]:
    """Where each character begins; after a sign between cells, where the next cell does."""
    places, at, cells = [], 0.0, 0
    signs = {one.end("sign") for one in _SIGN.finditer(line)} if step else set()
    for number, character in enumerate(f"{line} "):
        if number in signs:
            cells += 1
            at = float(cells * step)
        places.append(at)
        at += _width(character, letter)
    return places


def _width(text: str, letter: int) -> int:
    return sum(letter if one < "\u0250" else 2 for one in text)
