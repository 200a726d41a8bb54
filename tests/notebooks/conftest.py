"""What notebooks that run in this process share: what they all count of the nation's reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import pytest

import analysis.across_reports

# What is computed of the State Council's reports alone, whatever the corpus.
OF_NATION = ("area_trends", "rates_in_nation", "recipe_in_nation", "recounted", "word_rates")


@pytest.fixture
def the_nation_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of the nation's reports are made once for all tests that ask for it."""
    for name, function in counted_once().items():
        monkeypatch.setattr(analysis.across_reports, name, function)


@cache
def counted_once() -> dict[str, Callable[..., Any]]:
    """The functions that count the nation's reports, each with tables that are made once."""
    functions = {name: made_once(getattr(analysis.across_reports, name)) for name in OF_NATION}
    return {"national_reference": cache(analysis.across_reports.national_reference), **functions}


def made_once(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with tables that are made once; every caller has a copy of its own."""

    @cache
    def made(reference, args, options):  # type: ignore[no-untyped-def]
        return function(known[reference], *args, **dict(options))

    known: dict[int, Any] = {}

    @wraps(function)
    def copied(reference: Any, *args: Any, **options: Any) -> Any:
        known[id(reference)] = reference
        words = tuple(tuple(one) if isinstance(one, list) else one for one in args)
        return made(id(reference), words, tuple(options.items())).copy()

    return copied
