"""The measures themselves, every step and every reader for a moment; `make torture` has more."""

import math
import random
import re

import pytest

from tests.torture import fuzz, growth, linear, steps
from tests.torture.limits import CAN_END
from tests.torture.mutate import mutated
from tests.torture.patterns import Pattern, every_pattern
from tests.torture.targets import TARGETS

LENGTH = 16_000  # characters of the longest strings
SHORT = 3_000  # characters of what a step is given
needs_an_end = pytest.mark.skipif(not CAN_END, reason="this system cannot end what takes too long")


def growth_of(expression: str, *, anchored: bool = False) -> linear.Growth:
    return linear.of_expression(Pattern("here", re.compile(expression), anchored), LENGTH)


@needs_an_end
@pytest.mark.parametrize(
    ("expression", "least"),
    [
        (r"第一.+第二", 1.8),  # looked for anew from each 第一
        (r"\.{3,}$", 1.8),
        (r"(?:aa|a)*b", math.inf),
    ],
)
def test_what_is_not_linear_is_found(expression, least, monkeypatch):
    monkeypatch.setattr(growth, "ENDED", 0.6)
    found = growth_of(expression)
    assert found.exponent >= least and not found.is_linear, found


def test_what_is_linear_is_left_alone():
    for expression in (r"\.{3}$", r"[。！？]", r"第[一二三]{1,3}章\s?", r"[^，。]{0,40}目标"):
        assert growth_of(expression).is_linear
    assert growth_of(r"\s*第", anchored=True).is_linear


def test_every_expression_of_the_suite_is_found():
    """How long each takes is for make torture to say."""
    patterns, unknown = every_pattern()
    assert len(patterns) > 400 and len(unknown) < 15
    assert set(linear.BOUNDED) <= {one.place for one in patterns}


@pytest.mark.parametrize("name", steps.STEPS)
def test_a_step_answers_what_is_repeated(name):
    """How long it takes, of longer texts, is for make torture to say."""
    for unit in steps.STEPS[name].units:
        steps.STEPS[name].work(steps.repeated(unit, SHORT))


@needs_an_end
def test_a_step_that_is_not_linear_is_found(monkeypatch):
    def slow(text):
        return sum(text.find("x", at) for at in range(len(text)))

    monkeypatch.setattr(steps, "STEPS", {"slow": steps.Step(slow, ("一",))})
    monkeypatch.setattr(growth, "ENDED", 0.6)
    [found] = steps.growth_of_steps(20 * LENGTH)
    assert not found.is_linear


@needs_an_end
@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"pdf", "doc"}))  # a process for each input
def test_what_is_nearly_right_is_answered_or_refused(name, tmp_path):
    target, rng = TARGETS[name], random.Random(name)
    seeds = list(target.seeds(tmp_path))
    for data in [*seeds, *(mutated(rng.choice(seeds), seeds, rng) for _ in range(12))]:
        assert fuzz.fault(target, tmp_path, data) == ""


@needs_an_end
def test_a_fault_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(growth, "ENDED", 0.2)

    def failing(_: object, data: bytes) -> object:
        if data == b"endless":
            return re.match("(?:a|a)*$", "a" * 60 + "b")
        return {}[data]

    target = TARGETS["txt"]._replace(read=failing)
    assert "KeyError" in fuzz.fault(target, tmp_path, b"a")
    assert growth.seconds(lambda _: failing(0, b"endless"), "") == math.inf
