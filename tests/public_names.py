"""The public names of the suite: what the packages export, and functions named as their module."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

ROOTS = ("corpus", "analysis")


def modules() -> Iterator[ModuleType]:
    """Every module of the two packages but scripts that are run by name."""
    for root in ROOTS:
        package = importlib.import_module(root)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{root}."):
            if not found.name.rpartition(".")[2].startswith("build_"):
                yield importlib.import_module(found.name)


def public_names() -> dict[str, Any]:
    """What is promised to others, by the path that they import it from."""
    found: dict[str, Any] = {}
    for module in modules():
        last = module.__name__.rpartition(".")[2]
        if hasattr(module, "__path__"):
            found |= {f"{module.__name__}.{name}": getattr(module, name) for name in module.__all__}
        elif inspect.isfunction(getattr(module, last, None)):
            found[f"{module.__name__}.{last}"] = getattr(module, last)
    return dict(sorted(found.items()))


def functions() -> dict[str, Any]:
    """The public functions, each once, by the longest path that it is imported from."""
    named = sorted(public_names().items(), key=lambda item: -item[0].count("."))
    found: dict[int, tuple[str, Any]] = {}
    for path, one in named:
        if inspect.isroutine(one) or hasattr(one, "__wrapped__"):
            found.setdefault(id(one), (path, one))
    return dict(sorted(found.values()))
