"""Every public function has an example in its docstring, and it runs as it is printed."""

import ast
import doctest
import inspect
import shutil

import pytest

from corpus.collection import PROJECT
from tests.public_names import functions

FUNCTIONS = functions()
SHOWING = {one for one in FUNCTIONS if "lang" in inspect.signature(FUNCTIONS[one]).parameters}


@pytest.fixture(scope="module", autouse=True)
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
    """And in a language that there is not, where it takes one; with what the example made."""
    monkeypatch.chdir(tmp_path)
    test = examples_of(name)
    assert test.examples, f"{name} has no example"
    printed: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=printed.append, clear_globs=False)
    assert not runner.failures, "".join(printed)
    if name in SHOWING:
        check_french(name, test.globs)


def test_examples_show_something():
    """An import alone, or a call whose result nobody sees, is no example."""
    shown = {name for name in FUNCTIONS if any(one.want for one in examples_of(name).examples)}
    assert set(FUNCTIONS) == shown


def calls_in_french(name: str) -> list[ast.expr]:
    """The calls of a function in its example, in a language that there is not."""
    tree = ast.parse("".join(one.source for one in examples_of(name).examples))
    place = list(inspect.signature(FUNCTIONS[name]).parameters).index("lang")
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == name.rpartition(".")[2]:
            call.args = call.args[:place]
            call.keywords = [one for one in call.keywords if one.arg != "lang"]
            call.keywords.append(ast.keyword("lang", ast.Constant("fr")))
            found.append(call)
    return found


def check_french(name: str, known: dict[str, object]) -> None:
    """A language that is not there is answered with those that are."""
    calls = calls_in_french(name)
    assert calls
    for call in calls:
        with pytest.raises(ValueError, match=r"^lang is 'fr'; choose en or zh$"):
            eval(ast.unparse(call), known)
