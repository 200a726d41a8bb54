"""The numbers that Word itself puts before paragraphs, which their text does not contain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.reading.word_styles import styles_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_WORD}val"
_CHINESE = re.compile(
    r"(?:chinese|taiwanese|japanese)(?:Counting|Legal|Digital).*|ideographDigital"
)
_DIGITS = "零一二三四五六七八九"
MAX_NUMBER = 999


@dataclass(frozen=True)
class Level:
    """How the paragraphs of one level of a list are numbered.

    Attributes:
        form: the name of the numerals in Word: decimal, chineseCounting, bullet, …
        text: the number as printed, with %1 for that of the first level.
        start: the number of the first paragraph.
        style: the style of paragraphs that are of this level, or "".
    """

    form: str
    text: str
    start: int
    style: str


@dataclass
class Numbering:
    """The lists of a Word file, and how far each has been counted.

    Attributes:
        lists: the levels of each list, by the ID that paragraphs refer to it by.
        styles: for each style, the list and level that it puts a paragraph in.
        counts: the last number of each level, by list.
    """

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    styles: Mapping[str, tuple[str, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Any) -> str:
        """The number before a paragraph, such as 一、 or （二）; "" where it has none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        (name, levels), at = self.lists[place[0]], place[1]
        level = levels.get(at)
        if level is None:
            return ""
        counts = self.counts.setdefault(name, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        if level.form == "bullet" or level.form == "none":
            return ""
        return re.sub(
            r"%(\d)", lambda match: self._number(levels, counts, int(match[1]) - 1), level.text
        )

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, from itself or from its style."""
        properties = paragraph.find(f"{_WORD}pPr")
        if properties is None:
            return None
        own = properties.find(f"{_WORD}numPr")
        style = properties.find(f"{_WORD}pStyle")
        of_style = self.styles.get(style.get(_VALUE, "")) if style is not None else None
        if own is None:
            return of_style
        named, level = own.find(f"{_WORD}numId"), own.find(f"{_WORD}ilvl")
        depth = _whole(level.get(_VALUE)) if level is not None else 0
        if named is None:
            return (of_style[0], depth) if of_style else None
        return named.get(_VALUE, ""), depth

    @staticmethod
    def _number(levels: Mapping[int, Level], counts: Mapping[int, int], at: int) -> str:
        level = levels.get(at)
        number = counts.get(at, level.start if level else 1)
        return written(number, level.form if level else "decimal")


def numbering_of(document: Any) -> Numbering:
    """The lists of a document; a file without lists has none.

    Args:
        document: from python-docx.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except (KeyError, AttributeError):
        return Numbering({}, {})
    abstract = {
        one.get(f"{_WORD}abstractNumId", ""): _levels(one)
        for one in root.iter(f"{_WORD}abstractNum")
    }
    lists = {}
    for one in root.iter(f"{_WORD}num"):
        refers = one.find(f"{_WORD}abstractNumId")
        name = refers.get(_VALUE, "") if refers is not None else ""
        if name in abstract:
            lists[one.get(f"{_WORD}numId", "")] = (name, abstract[name])
    return Numbering(lists, _of_styles(styles_of(document), lists))


def _levels(abstract: Any) -> dict[int, Level]:
    return {
        _whole(one.get(f"{_WORD}ilvl")): Level(
            _value(one, "numFmt") or "decimal",
            _value(one, "lvlText"),
            _whole(_value(one, "start") or "1"),
            _value(one, "pStyle"),
        )
        for one in abstract.iter(f"{_WORD}lvl")
    }


def _of_styles(
    styles: Sequence[Any], lists: Mapping[str, tuple[str, Mapping[int, Level]]]
) -> dict[str, tuple[str, int]]:
    found = {}
    for style in styles:
        properties = style.find(f"{_WORD}pPr/{_WORD}numPr")
        if properties is None:
            continue
        name, number = style.get(f"{_WORD}styleId", ""), _value(properties, "numId")
        levels = lists[number][1] if number in lists else {}
        linked = [at for at, level in levels.items() if level.style == name]
        depth = linked[0] if linked else _whole(_value(properties, "ilvl"))
        found[name] = (number, depth)
    return found


def _value(node: Any, name: str) -> str:
    child = node.find(f"{_WORD}{name}")
    return str(child.get(_VALUE, "")) if child is not None else ""


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text) else 0


def written(number: int, form: str) -> str:
    """A number in the numerals that Word names so; in Arabic ones where others are meant.

    >>> written(12, "chineseCounting"), written(12, "decimal"), written(3, "decimalEnclosedCircle")
    ('十二', '12', '③')
    """
    if _CHINESE.fullmatch(form) and 0 < number <= MAX_NUMBER:
        return _chinese(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if not rest:
        return head
    if not tens:
        return head + ("零" if head else "") + _DIGITS[ones]
    ten = ("" if tens == 1 and not head else _DIGITS[tens]) + "十"
    return head + ten + (_DIGITS[ones] if ones else "")
