"""Strings on which a regular expression may take more than linear time, from its own parts.

A backtracking matcher is slow where a repetition can begin or end in many places: where it is
preceded by itself, followed by what overlaps it, or never followed by what must come next.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

# Signs of reports, besides those that an expression names itself.
COMMON = "a1 \n\t\u3000中，。、年（)”.-"
# No expression has it: what comes after the repetition does not match.
BAD = "\x00"
MANY = 8  # a repetition of at most so many times is a constant factor
WILD = 60  # strings made by chance


def attacks(pattern: re.Pattern[Any], wild: int = WILD) -> list[str]:
    """Pieces to be repeated, so many of them made by chance."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    whole = _sample(tree)
    signs = "".join(dict.fromkeys([*_literals(tree), *COMMON]))
    pieces = [*signs, whole]
    for before, body in _repeats(tree, ""):
        pumps = [one for one in signs if re.fullmatch(re.escape(one), one) and _fits(body, one)]
        for pump in [_sample(body), *pumps]:
            pieces += [pump, before + pump, pump + before, before + pump * 9, pump * 9 + "\n"]
    rng = random.Random(len(pieces))
    for _ in range(wild):
        pieces.append("".join(rng.choice(signs) for _ in range(rng.randint(2, 4))))
    return list(dict.fromkeys(one for one in pieces if one))


def _fits(body: Any, sign: str) -> bool:
    """Whether a body of one character takes a sign."""
    if len(body) != 1:
        return False
    operation, argument = body[0]
    try:
        return _takes(operation, argument, sign)
    except (KeyError, NotImplementedError):
        return False


def _takes(operation: Any, argument: Any, sign: str) -> bool:
    c = _constants
    if operation is c.LITERAL:
        return argument == ord(sign)
    if operation is c.NOT_LITERAL:
        return argument != ord(sign)
    if operation is c.ANY:
        return sign != "\n"
    if operation is c.RANGE:
        return argument[0] <= ord(sign) <= argument[1]
    if operation is c.CATEGORY:
        return re.match(_CATEGORIES[argument], sign) is not None
    if operation is c.IN:
        negated = argument[0][0] is c.NEGATE
        return any(_takes(*one, sign) for one in argument[negated:]) != negated
    raise NotImplementedError(operation)


_CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S",
    _constants.CATEGORY_WORD: r"\w",
    _constants.CATEGORY_NOT_WORD: r"\W",
}


def _sample(tree: Sequence[Any]) -> str:
    """A string that a part of an expression matches, as far as one is easily found."""
    return "".join(_one(*node) for node in tree)


def _one(operation: Any, argument: Any) -> str:
    c = _constants
    if operation is c.LITERAL:
        return chr(argument)
    if operation in (c.ANY, c.NOT_LITERAL, c.IN, c.CATEGORY):
        choices = [*_named(argument), *COMMON, "县"] if operation is c.IN else [*"中a1", "县"]
        return next((one for one in choices if _takes(operation, argument, one)), "")
    if operation in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _sample(argument[2]) * max(1, argument[0])
    if operation is c.SUBPATTERN:
        return _sample(argument[3])
    if operation is c.ATOMIC_GROUP:
        return _sample(argument)
    if operation is c.BRANCH:
        return _sample(argument[1][0])
    return ""  # positions, and what must come before or after


def _named(signs: Sequence[Any]) -> str:
    return "".join(
        chr(v if o is _constants.LITERAL else v[0])
        for o, v in signs
        if o in (_constants.LITERAL, _constants.RANGE)
    )


def _children(operation: Any, argument: Any) -> list[Any]:
    c = _constants
    if operation in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return [argument[2]]
    if operation is c.SUBPATTERN:
        return [argument[3]]
    if operation is c.ATOMIC_GROUP:
        return [argument]
    if operation is c.BRANCH:
        return list(argument[1])
    return [argument[1]] if operation in (c.ASSERT, c.ASSERT_NOT) else []


def _literals(tree: Sequence[Any]) -> Iterator[str]:
    for operation, argument in tree:
        if operation is _constants.LITERAL:
            yield chr(argument)
        elif operation is _constants.IN:
            yield from _named(argument)[:12]
        for child in _children(operation, argument):
            yield from _literals(child)


def _repeats(tree: Sequence[Any], before: str) -> Iterator[tuple[str, Any]]:
    """Each repetition without a small limit, with a string that leads to it."""
    c = _constants
    for operation, argument in tree:
        repeats = operation in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
        if repeats and (argument[1] is c.MAXREPEAT or argument[1] > MANY):
            yield before, argument[2]
        for child in _children(operation, argument):
            yield from _repeats(child, before)
        before += _one(operation, argument)
