"""What all tests share: a kernel template and a wheel that are made once, patience, and an order.

Examples of properties take as long as they take on a busy computer. Python looks for circles among
objects whenever a few hundred are new, and now and then among all, of which libraries and session
fixtures hold a million that stay. Tests of figures take a fifth less time where it looks less
often.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from analysis.run.notebook import import_nbformat

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

# Make torture asks for the other profile, and so for as many examples as find what is rare.
settings.register_profile("suite", deadline=None, max_examples=30)
settings.register_profile("torture", deadline=None, max_examples=500)

gc.set_threshold(50_000, 10, 10)

# Before any module of tests does, in the way that takes a second and a half less.
import_nbformat()


# The files that take longest, by processor time. They are begun first, so that no process waits for
# the other at the end; of the rest those with the most tests. See the row of xdist in the Makefile.
LONGEST = (
    "tests/notebooks/test_notebooks.py",
    "tests/notebooks/test_shapes.py",
    "tests/test_no_trace.py",
    "tests/analysis/pages/test_browser.py",
    "tests/test_examples.py",
    "tests/faults/test_faults.py",
    "tests/analysis/package/test_archive.py",
    "tests/analysis/package/test_remake.py",
    "tests/analysis/targets/test_comparable.py",
    "tests/analysis/targets/test_promises.py",
    "tests/analysis/findings/test_reading.py",
    "tests/corpus/reading/test_scan.py",
    "tests/test_wheel.py",
    "tests/analysis/cli/test_run.py",
    "tests/torture/test_torture.py",
    "tests/corpus/store/test_cluster.py",
    "tests/test_docs.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Examples of properties are few where nobody asks for more."""
    settings.load_profile(config.getoption("--hypothesis-profile") or "suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of the longest files first, and those of a file together."""
    tests = Counter(file_of(one) for one in items)
    rank = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda one: (rank.get(file_of(one), len(rank)), -tests[file_of(one)]))


def file_of(item: pytest.Item) -> str:
    """The file of a test, as pytest names it."""
    return item.nodeid.partition("::")[0]


@pytest.fixture(scope="session", autouse=True)
def one_command() -> Iterator[None]:
    """The command is put together once: Typer's runner would for every call, in 30 milliseconds."""
    from typer.main import get_command

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture(scope="session")
def kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[type[AsyncKernelManager]]:
    """Starts kernels as copies of one process, which a run started."""
    import nbformat

    from analysis.run.kernels import kernel_managers
    from analysis.run.notebook import execute
    from analysis.run.runner import surroundings
    from corpus.collection import corpus_at

    folder = tmp_path_factory.mktemp("kernels")
    with kernel_managers() as managers:
        with surroundings(corpus_at(folder), folder):
            execute(nbformat.v4.new_notebook(), kernels=managers)
        yield managers


@pytest.fixture(scope="session")
def one_template(kernels: type[AsyncKernelManager]) -> Iterator[None]:
    """The process that kernels are copies of is started once for all runs, not once for each."""
    from analysis.run import runner

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(runner, "kernel_managers", lambda: nullcontext(kernels))
        yield


@pytest.fixture(scope="session")
def one_wheel() -> Iterator[None]:
    """The wheel of the suite is made once for all archives."""
    from analysis.package import archive

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(archive, "suite_wheel", cache(archive.suite_wheel))
        yield
