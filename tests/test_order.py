"""The order in which files of tests are begun: none that takes long is left for the end."""

from types import SimpleNamespace

from corpus.collection import PROJECT
from tests.conftest import LONGEST, file_of, pytest_collection_modifyitems


def test_the_longest_files_are_there():
    assert [name for name in LONGEST if not (PROJECT / name).is_file()] == []


def test_the_longest_are_first_then_those_with_most_tests_and_a_file_is_whole():
    longest = [f"{one}::1" for one in reversed(LONGEST)]
    names = ["a.py::1", "b.py::1", "c.py::1", "b.py::2[x::y]", *longest]
    items = [SimpleNamespace(nodeid=name) for name in names]
    pytest_collection_modifyitems(items)
    assert [file_of(one) for one in items] == [*LONGEST, "b.py", "b.py", "a.py", "c.py"]
    assert [one.nodeid for one in items][-4:-2] == ["b.py::1", "b.py::2[x::y]"]


def test_make_gives_files_out_in_that_order():
    """Otherwise xdist begins with the files of most tests, and ends with one test of a minute."""
    assert "--dist loadfile --no-loadscope-reorder" in (PROJECT / "Makefile").read_text("utf-8")
