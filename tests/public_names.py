"""The public names of the suite: what the packages export, and a few functions in their modules."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

# A function that is called like its module is imported from there: a package cannot export both.
DOORS = (
    "analysis.areas.agreement",
    "analysis.concordance",
    "analysis.dictionaries.audit",
    "analysis.dispersion",
    "analysis.evidence",
    "analysis.keyness",
    "corpus.report_json",
    "corpus.text.readable",
)


def packages() -> Iterator[ModuleType]:
    """Every package of the two, outermost first."""
    for root in ("analysis", "corpus"):
        package = importlib.import_module(root)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{root}."):
            if found.ispkg:
                yield importlib.import_module(found.name)


def public_names() -> dict[str, Any]:
    """What is promised to others, by the path that they import it from."""
    found = {
        f"{one.__name__}.{name}": getattr(one, name) for one in packages() for name in one.__all__
    }
    for door in DOORS:
        module, name = importlib.import_module(door), door.rpartition(".")[2]
        found[f"{door}.{name}"] = getattr(module, name)
    return dict(sorted(found.items()))


def functions() -> dict[str, Any]:
    """The public functions, each once, by the longest path that it is imported from."""
    named = sorted(public_names().items(), key=lambda item: -item[0].count("."))
    found: dict[int, tuple[str, Any]] = {}
    for path, one in named:
        if inspect.isroutine(one) or hasattr(one, "__wrapped__"):
            found.setdefault(id(one), (path, one))
    return dict(sorted(found.values()))
