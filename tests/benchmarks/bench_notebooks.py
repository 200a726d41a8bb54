"""How long the notebooks take, beside as many that only import, and as many that are empty.

Run it as ``make bench REPORTS=folder``: on the reports of 深圳市 where the folder has them, else on
the corpus of the project. Notebooks are executed as ``gwr run`` does; their pages are not written.
All sides run in turn, several times, and the seconds are medians; those of the processor are what
all processes of a side took together.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.outputs import open_corpus
from analysis.run import runner
from analysis.run.folders import notebook_names, notebook_path
from analysis.run.kernels import kernel_managers
from analysis.run.notebook import execute, read_notebook
from corpus.collection import Corpus, corpus_at
from corpus.store.build import build_store
from corpus.store.manifest import report_ids
from tests.benchmarks.corpora import PATTERNS, documents

ROUNDS = 3


def with_cells(notebook, kept):
    """A copy with only those of its code cells that begin with one of some words."""
    copy = notebook.copy()
    copy["cells"] = [
        cell for cell in notebook.cells if cell.cell_type != "code" or cell.source.startswith(kept)
    ]
    return copy


def corpus_of(reports: Path | None, folder: Path) -> Corpus:
    """The reports of a place over years where they are, else the corpus of the project."""
    found = list(documents(reports, PATTERNS["years"])) if reports else []
    if not found:
        return open_corpus()
    folder.mkdir()
    for one in found:
        shutil.copy(one, folder)
    corpus = corpus_at(folder)
    build_store(corpus)
    return corpus


def seconds(notebooks, corpus: Corpus, out: Path) -> tuple[float, float]:
    """Seconds until all notebooks were executed, and seconds of the processor."""
    begin, before = time.perf_counter(), os.times()
    with (
        runner.surroundings(corpus, out),
        kernel_managers() as kernels,
        ThreadPoolExecutor(runner.workers(len(notebooks))) as pool,
    ):
        list(pool.map(lambda one: execute(one, kernels=kernels), notebooks))
    passed, after = time.perf_counter() - begin, os.times()
    return passed, sum(after[:4]) - sum(before[:4])


def main(reports: Path | None) -> None:
    """Prints both for each side."""
    whole = [read_notebook(notebook_path(name)) for name in notebook_names()]
    sides = {
        "whole": whole,
        "imports only": [with_cells(one, ("from ", "import ")) for one in whole],
        "empty": [with_cells(one, ()) for one in whole],
    }
    with tempfile.TemporaryDirectory() as folder:
        corpus = corpus_of(reports, Path(folder) / "corpus")
        print(f"{len(whole)} notebooks on {len(report_ids(corpus))} reports")
        taken = [
            {name: seconds(one, corpus, Path(folder) / "out") for name, one in sides.items()}
            for _ in range(ROUNDS)
        ]
    for name in sides:
        passed, used = (statistics.median(one[name][at] for one in taken) for at in (0, 1))
        print(f"{name:>14}: {passed:6.2f} s, {used:6.2f} s of the processor")
    medians = [statistics.median(one[name][0] for one in taken) for name in ("whole", "empty")]
    print(f"{'ratio':>14}: {medians[0] / medians[1]:6.2f} times as many empty ones")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
