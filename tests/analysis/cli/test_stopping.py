"""A command that is stopped says so, while it reads its options and while it works."""

import signal

import pytest

from analysis.cli.bilingual import TyperGroup
from analysis.cli.stopping import left_to_the_child
from tests.analysis.cli.conftest import gwr


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("place", ["make_context", "invoke"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "stopped; what was done is kept\n"), ("zh", "已中止；已完成的部分保留\n")],
)
def test_one_that_is_stopped_says_so_and_ends_with_130(monkeypatch, language, said, place):
    monkeypatch.setattr(TyperGroup, place, interrupt)
    done = gwr("list", language=language)
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", said)


def test_what_is_left_to_a_child_is_taken_back():
    with pytest.raises(KeyboardInterrupt):
        with left_to_the_child():
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
