"""Parameters that are crossed: each choice in make test, every combination in make torture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest


def crossed(names: str, *choices: Sequence[Any]) -> pytest.MarkDecorator:
    """Parametrises a test with every combination of choices, most of them for torture alone.

    Args:
        names: of the parameters, as pytest takes them.
        choices: of each parameter; of those that make test tries, each is tried at least once, and
            neighbours are not always tried with the same.
    """
    few = {places(number, [len(one) for one in choices]) for number in range(most(choices))}
    return pytest.mark.parametrize(
        names,
        [
            pytest.param(
                *(one[at] for one, at in zip(choices, place, strict=True)),
                marks=() if place in few else pytest.mark.torture,
            )
            for place in product(*(range(len(one)) for one in choices))
        ],
    )


def most(choices: Sequence[Sequence[Any]]) -> int:
    """How many choices the parameter has that has the most."""
    return max(map(len, choices))


def places(number: int, lengths: Sequence[int]) -> tuple[int, ...]:
    """The places of the choices that are tried as the one with a number."""
    return tuple(
        (number + number // length * at) % length for at, length in enumerate(lengths, start=1)
    )
