"""The measures themselves, every step and every reader for a moment; `make torture` has more."""

import io
import math
import random
import re
import subprocess
import sys
import zipfile

import pypdfium2
import pytest
from PIL import Image

from tests.torture import fuzz, growth, inside, linear, seeds, steps
from tests.torture.attack import attacks
from tests.torture.limits import CAN_END
from tests.torture.mutate import mutated
from tests.torture.patterns import Pattern, every_pattern
from tests.torture.targets import TARGETS

LENGTH = 16_000  # characters of the longest strings
SHORT = 3_000  # characters of what a step is given
needs_an_end = pytest.mark.skipif(not CAN_END, reason="this system cannot end what takes too long")


@pytest.mark.parametrize("power", [1, 2, 3])
def test_the_exponent_is_that_of_the_clock(power, monkeypatch):
    monkeypatch.setattr(growth, "seconds", lambda _, text: 0.01 * (len(text) / 1000) ** power)
    found, last, took = growth.exponent(len, lambda n: "一" * n, (1000, 4000))
    assert (found, last) == (pytest.approx(power), 4000)
    assert took == pytest.approx(0.01 * 4**power)


def test_what_never_ends_has_no_exponent_and_what_takes_nothing_has_0(monkeypatch):
    for took, expected in ((math.inf, math.inf), (1e-6, 0)):
        monkeypatch.setattr(growth, "seconds", lambda *_, took=took: took)
        assert growth.exponent(len, str, (10, 100))[0] == expected


@pytest.mark.parametrize(
    ("exponent", "seconds", "is_linear"),
    [(1.2, 9.0, True), (1.3, 9.0, False), (2.0, 0.02, True), (math.inf, math.inf, False)],
)
def test_what_grows_fast_and_takes_long_is_not_linear(exponent, seconds, is_linear):
    assert linear.Growth("here", "一", exponent, LENGTH, seconds).is_linear is is_linear


@pytest.mark.parametrize(("expression", "part"), [(r"第一.+第二", "第一"), (r"\.{3,}$", ".")])
def test_an_expression_is_attacked_with_its_own_parts(expression, part):
    """That these take long is for make torture to say, which measures them first."""
    assert any(part in piece for piece in attacks(re.compile(expression), linear.WILD))


@needs_an_end
def test_an_expression_that_never_ends_is_found(monkeypatch):
    monkeypatch.setattr(growth, "ENDED", 0.6)
    found = linear.of_expression(Pattern("here", re.compile(r"(?:aa|a)*b"), False), LENGTH)
    assert found.exponent == math.inf and not found.is_linear


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


# A program is started for each input: make torture does.
BY_PROGRAMS = {"doc", "rtf", "another format as doc", "pdf", "scan", "scan in a PDF"}


@needs_an_end
@pytest.mark.parametrize("name", sorted(set(TARGETS) - BY_PROGRAMS))
def test_what_is_nearly_right_is_answered_or_refused(name, tmp_path):
    target, rng = TARGETS[name], random.Random(name)
    seeds = list(target.seeds(tmp_path))
    for data in [*seeds, *(mutated(rng.choice(seeds), seeds, rng) for _ in range(12))]:
        assert fuzz.fault(target, tmp_path, data) == ""


@pytest.mark.parametrize("name", sorted(BY_PROGRAMS | {"docx"}))
def test_most_changes_within_a_file_leave_its_beginning_and_are_the_same_twice(name, tmp_path):
    seed = TARGETS[name].seeds(tmp_path)[0]
    once, again = (
        [mutated(seed, [seed], rng) for rng in map(random.Random, range(20))] for _ in "ab"
    )
    assert once == again
    assert sum(one[:4] == seed[:4] and one != seed for one in once) > 10


def test_what_is_changed_within_a_part_is_packed_again():
    """Else it is refused at the first check, and what reads it is never tried."""
    rng = random.Random(1)
    changes = {
        "PDF": inside.of_pdf(seeds.pdf(), lambda part, _: part + b" ", rng),
        "PNG": inside.of_png(seeds.scan("PNG"), lambda part, _: part, rng),
        "zip": inside.of_zip(seeds.zipped(), lambda part, _: part + b" ", rng),
    }
    assert pypdfium2.PdfDocument(changes["PDF"])[0].get_textpage().count_chars() > 50
    assert Image.open(io.BytesIO(changes["PNG"])).convert("RGB").size == (420, 150)
    assert zipfile.ZipFile(io.BytesIO(changes["zip"])).testzip() is None
    doc = inside.of_ole(seeds.doc(), lambda part, _: part[::-1], rng)
    assert len(doc) == len(seeds.doc()) and doc != seeds.doc()


def test_a_program_that_takes_long_is_seen(tmp_path):
    def started(_: object, data: bytes) -> object:
        return subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)

    target = TARGETS["txt"]._replace(read=started, seconds=0.02)
    assert "TooSlow" in fuzz.fault(target, tmp_path, b"")


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
