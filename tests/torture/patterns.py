"""Finds every regular expression of the two packages by itself."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import regex

PACKAGES = ("corpus", "analysis")
METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
ANCHORED = frozenset({"match", "fullmatch"})


@dataclass(frozen=True)
class Pattern:
    """A regular expression of the suite.

    Attributes:
        place: the module, and the name or the line.
        compiled: the expression.
        anchored: whether it is only tried where a caller says, never searched for.
    """

    place: str
    compiled: re.Pattern[Any]
    anchored: bool


def modules() -> list[ModuleType]:
    """Every module of the two packages that can be imported without side effects."""
    found = []
    for package in PACKAGES:
        root = importlib.import_module(package)
        names = [one.name for one in pkgutil.walk_packages(root.__path__, f"{package}.")]
        found += [importlib.import_module(name) for name in names if "__main__" not in name]
    return found


def every_pattern() -> tuple[list[Pattern], list[str]]:
    """All regular expressions, and the places of those that are only known while running."""
    sources = {one: ast.parse(Path(str(one.__file__)).read_text("utf-8")) for one in modules()}
    used = {module: _methods_by_name(tree) for module, tree in sources.items()}
    patterns: dict[tuple[Any, int], Pattern] = {}
    unknown = []
    for module, tree in sources.items():
        found = [
            Pattern(f"{module.__name__}:{name}", one, _methods(module, name, used) <= ANCHORED)
            for name, one in _compiled(vars(module))
        ]
        for place, one, anchored in _inline(module, tree):
            if one is None:
                unknown.append(place)
            else:
                found.append(Pattern(place, one, anchored))
        for pattern in found:
            key = (pattern.compiled.pattern, pattern.compiled.flags)
            known = patterns.setdefault(key, pattern)
            if known.anchored and not pattern.anchored:
                patterns[key] = pattern
    return list(patterns.values()), sorted(unknown)


def _methods(
    module: ModuleType, name: str, used: Mapping[ModuleType, Mapping[str, set[str]]]
) -> set[str]:
    """The methods by which a name is called, in its own module and in those that import it."""
    value = vars(module)[name]
    having = [one for one in used if vars(one).get(name) is value]
    return {method for one in having for method in used[one].get(name, ())} or set(METHODS)


def _compiled(values: Mapping[str, Any]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in values.items():
        yield from ((name, one) for one in _within(value, 4))


def _within(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, (re.Pattern, regex.Pattern)):
        yield value
    elif depth and isinstance(value, Mapping):
        yield from _within(list(value.values()), depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from _within(one, depth - 1)


def _methods_by_name(tree: ast.Module) -> dict[str, set[str]]:
    """How each name is used: of ``_END.search(text)``, ``{"_END": {"search"}}``.

    A name that is used in any other way, as in a list of patterns, has every method.
    """
    used: dict[str, set[str]] = {}
    called = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in (*METHODS, "pattern"):
            called.add(id(node.value))
            used.setdefault(_name(node.value), set()).update({node.attr} - {"pattern"})
    for node in ast.walk(tree):
        loaded = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        if loaded and id(node) not in called:
            used.setdefault(_name(node), set()).update(METHODS)
    return used


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _inline(
    module: ModuleType, tree: ast.Module
) -> Iterator[tuple[str, re.Pattern[Any] | None, bool]]:
    """Calls such as ``re.search("…", text)``, worked out where they can be."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if _name(node.func.value) not in ("re", "regex") or not node.args:
            continue
        if node.func.attr not in (*METHODS, "compile"):
            continue
        place = f"{module.__name__}:{node.lineno}"
        compiles = node.func.attr == "compile"
        try:  # a call to compile is worked out whole, with its flags
            wanted = node if compiles else node.args[0]
            value = eval(compile(ast.Expression(wanted), place, "eval"), vars(module))
            flag = [one.value for one in node.keywords if one.arg == "flags"]
            flags = (
                eval(compile(ast.Expression(flag[0]), place, "eval"), vars(module))
                if (flag and not compiles)
                else 0
            )
        except NameError:
            yield place, None, False
        else:
            found = re.compile(value, flags) if isinstance(value, (str, bytes)) else value
            # How an expression that is only compiled here is used, its name tells.
            yield place, found, compiles or node.func.attr in ANCHORED
