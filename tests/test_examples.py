"""Every public function has an example in its docstring, and it runs as it is printed."""

import doctest
import inspect
import shutil

import pytest

from corpus.collection import PROJECT
from tests.public_names import functions

FUNCTIONS = functions()


@pytest.fixture(scope="session", autouse=True)
def shipped(tmp_path_factory, one_template, one_wheel):
    """The shipped corpus in a place of its own, and results beside it."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(PROJECT / "corpus" / "reports", folder / "reports")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GWR_CORPUS", str(folder))
        patched.setenv("GWR_OUT", str(folder / "outputs"))
        yield folder


def examples_of(name: str) -> doctest.DocTest:
    function = inspect.unwrap(FUNCTIONS[name])
    return doctest.DocTestParser().get_doctest(function.__doc__ or "", {}, name, None, 0)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_runs_as_it_is_printed(name, shipped, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    test = examples_of(name)
    assert test.examples, f"{name} has no example"
    printed: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=printed.append)
    assert not runner.failures, "".join(printed)


def test_examples_show_something():
    """An import alone, or a call whose result nobody sees, is no example."""
    shown = {name for name in FUNCTIONS if any(one.want for one in examples_of(name).examples)}
    assert set(FUNCTIONS) == shown
