"""Doubtful numbers: letters in place of digits, spaces, impossible percentages."""

from __future__ import annotations

import re

from corpus.quantities.units import Figure, QuantityKind

# In scanned text O replaces 0, and l or I replaces 1, between digits or before a unit.
_LETTERS = re.compile(
    r"(?<=\d)[OolI]+(?=[\d.%万亿])|(?<=\d\.)[OolI]+(?=[\d%])|(?<![A-Za-z\d.])[lI][OolI]*(?=\d*\.?\d+%)"
)
# 19·5%: in print of the 1990s and 2000s a middle dot is a decimal point; 5·12 is a date.
_MIDDLE_DOT = re.compile(
    r"(?<=\d)[·•・](?=\d{1,3}(?:%|‰|[百千]?[万亿]|个?百分点|倍|元|吨|公|平方))"
)
# The number of an item, at the beginning of a line or sentence.
_ITEM = re.compile(r"[\n。；]\s{0,9}(\d{1,3})\.")
_LETTER_RUN = re.compile("[OolI]+")
_DIGITS = str.maketrans("OolI", "0011")
LOST = re.compile("[?？\ufffd]")
_SPACED = re.compile(r"\d +[\d.]|\. +\d")
# 完成计划的103% is possible, and an index of 102%; a share of a whole above 100% is not.
_MAY_EXCEED = re.compile(
    r"完成|计划|指数|进度|目标|相当|倍|率先|自给|周转|预算|同期|超额|定额|能力"
)


def with_points(folded: str) -> str:
    """The text with a decimal point where a middle dot is one; its length is unchanged.

    >>> with_points("增长19·5%，5·12地震")
    '增长19.5%，5·12地震'
    """
    has_dots = "·" in folded or "•" in folded or "・" in folded
    return _MIDDLE_DOT.sub(".", folded) if has_dots else folded


def with_items_apart(folded: str) -> str:
    r"""The text with ． after the number of an item that a figure follows; its length is unchanged.

    40.151件 is item 40 and 151件 only between the items 39 and 41.

    >>> with_items_apart("39.办好\n40.151件\n41.开工\n5.5亿元")
    '39.办好\n40．151件\n41.开工\n5.5亿元'
    """
    items = list(_ITEM.finditer("\n" + folded))
    points = [item.end() - 2 for item in items]  # one character was put before the text
    numbers = [int(item[1]) for item in items]
    pieces, since = [], 0
    for at in range(1, len(items) - 1):
        runs_on = numbers[at - 1] + 1 == numbers[at] == numbers[at + 1] - 1
        if runs_on and folded[points[at] + 1 : points[at] + 2].isdigit():
            pieces += [folded[since : points[at]], "．"]
            since = points[at] + 1
    return "".join([*pieces, folded[since:]])


def with_digits(folded: str) -> str:
    """The text with misread letters replaced by digits; its length is unchanged.

    >>> with_digits("增长1O.5%，3O万人，O2O")
    '增长10.5%，30万人，O2O'
    """
    # The letters are fast to find; the slower pattern is tried only where one occurs.
    runs = (_LETTERS.match(folded, run.start()) for run in _LETTER_RUN.finditer(folded))
    for run in [one for one in runs if one]:
        digits = run.group().translate(_DIGITS)
        folded = folded[: run.start()] + digits + folded[run.end() :]
    return folded


def warning_of(
    folded: str, read: str, figure: Figure, kind: QuantityKind, change: str, words: str
) -> str:
    """The doubts about a number as codes joined by commas, or "" if there are none.

    Args:
        folded: the text as printed, folded.
        read: the folded text after ``with_digits``.
        figure: the number.
        kind: the kind of quantity.
        change: the direction of change.
        words: the number's subject and predicate.
    """
    found = []
    printed = folded[figure.start : figure.end]
    if printed != read[figure.start : figure.end]:
        found.append("letter_for_digit")
    if LOST.search(printed):
        found.append("lost_character")
    if " " in printed and _SPACED.search(printed):
        found.append("spaced_digits")
    top = figure.high if figure.high == figure.high else figure.value
    if (
        figure.measure == "%"
        and top > 100
        and (
            (kind == "share" and not _MAY_EXCEED.search(words))
            or (kind == "growth_rate" and change == "down")
        )
    ):
        found.append("above_100_percent")
    return ",".join(found)
