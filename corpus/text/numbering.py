"""Numbers of headings in unusual signs, read as the usual ones: 壹、, Ⅰ、, 【一】, 一　, ー、."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.text.normalization import Normalized

_USUAL = "一二三四五六七八九十"
_HIGHER = (*_USUAL, *(f"十{one}" for one in _USUAL[:-1]), "二十")  # than ten, in brackets or alone
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# These may be above 一、, and are left as they are where they are.
_ABOVE: tuple[Sequence[str], ...] = ("壹贰叁肆伍陆柒捌玖拾", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", _ROMAN)
_LINE_BEGINS = r"^(?P<indent>[ \t\u3000\xa0]*)"
# Each kind with its signs for one, two and so on. What comes after the number is kept, but for the
# space that has the place of the 、. A dash or a long vowel sign is what scanning makes of 一.
_KINDS: tuple[tuple[str, Sequence[str], str], ...] = (
    *(("", signs, r"[、．.]") for signs in _ABOVE),
    ("【", _HIGHER, r"】"),
    ("", _HIGHER, r"[ \u3000\xa0](?=\S)(?![是要])"),
)
_PATTERNS = tuple(
    re.compile(
        rf"{_LINE_BEGINS}(?P<open>{opening})(?P<number>"
        rf"{'|'.join(sorted(signs, key=len, reverse=True))})(?P<close>{after})",
        re.MULTILINE,
    )
    for opening, signs, after in _KINDS
)
_SCANNED = re.compile(
    rf"{_LINE_BEGINS}(?P<open>[（(]?)(?P<number>[ー—－\-])(?P<close>[、）)])", re.M
)
_SECOND = re.compile(rf"{_LINE_BEGINS}(?:二、|[（(]二[）)])", re.MULTILINE)
# Most texts have no line that begins so, and looking for one takes less time than for all kinds.
_ANY = re.compile(
    rf"{_LINE_BEGINS}(?:[壹Ⅰ]|I[、．.]|【一】|一[ \u3000\xa0]|[（(]?[ー—－\-][、）)])", re.MULTILINE
)
_BELOW = re.compile(rf"{_LINE_BEGINS}一、", re.MULTILINE)
_LONGEST_TITLE = 60


def with_usual_numbers(plain: Normalized) -> Normalized:
    r"""The text with the usual signs at the beginning of lines that are numbered in others.

    Lines are numbered in such signs if one and two come one after the other, before a title. A dash
    in place of 一 is read so if a line with 二 comes later.

    Args:
        plain: any text, with the way back to its document.

    Example:
        >>> from corpus.text.normalization import Normalized
        >>> from corpus.text.numbering import with_usual_numbers
        >>> with_usual_numbers(Normalized("壹、工作回顾\n成绩显著。\n贰、工作安排")).text
        '一、工作回顾\n成绩显著。\n二、工作安排'
    """
    if not _ANY.search(plain.text):
        return plain
    below = _BELOW.search(plain.text) is not None
    found = [
        span
        for (_, signs, _after), pattern in zip(_KINDS, _PATTERNS, strict=True)
        if not (below and signs in _ABOVE)
        for span in _numbered(plain.text, signs, pattern)
    ]
    return plain.substituted(sorted([*found, *_scanned(plain.text)]))


def _numbered(
    text: str, signs: Sequence[str], pattern: re.Pattern[str]
) -> Iterator[tuple[int, int, str]]:
    """What replaces the numbers of one kind, and the signs around them."""
    lines = [match for match in pattern.finditer(text) if _is_title(text, match)]
    numbers = [list(signs).index(match["number"]) for match in lines]
    if (0, 1) not in pairwise(numbers):
        return
    for match, number in zip(lines, numbers, strict=True):
        if match["open"]:
            yield (*match.span("open"), "（")
        if signs is not _HIGHER:
            yield (*match.span("number"), _USUAL[number])
        if match["close"] == "】" or match["close"].isspace():
            yield (*match.span("close"), "）" if match["open"] else "、")


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Whether a line is no longer than a title, or its number has a sign after it."""
    end = text.find("\n", match.end())
    line = text[match.end() : end if end >= 0 else len(text)].rstrip()
    is_short = len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "，"))
    return is_short or not match["close"].isspace()


def _scanned(text: str) -> Iterator[tuple[int, int, str]]:
    """Each dash in place of 一, with a line of the next number after it."""
    last = max((match.start() for match in _SECOND.finditer(text)), default=0)
    for match in _SCANNED.finditer(text, 0, last):
        if bool(match["open"]) is (match["close"] != "、"):
            yield (*match.span("number"), "一")
