"""How long the notebooks take, against as many that only import what they import.

Run with ``make bench``. Both sides run in turn, several times, and the ratio is of the medians.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.outputs import open_corpus
from analysis.run import runner
from analysis.run.folders import notebook_names, notebook_path
from analysis.run.notebook import execute, read_notebook

ROUNDS = 3


def imports_only(notebook):
    """A copy whose code cells are only those that import."""
    copy = notebook.copy()
    copy["cells"] = [
        cell
        for cell in notebook.cells
        if cell.cell_type != "code" or cell.source.startswith(("from ", "import "))
    ]
    return copy


def seconds(notebooks, corpus, out: Path) -> float:
    begin = time.perf_counter()
    with (
        runner.surroundings(corpus, out),
        ThreadPoolExecutor(runner.workers(len(notebooks))) as pool,
    ):
        list(pool.map(execute, notebooks))
    return time.perf_counter() - begin


def main() -> None:
    corpus = open_corpus()
    whole = [read_notebook(notebook_path(name)) for name in notebook_names()]
    empty = [imports_only(notebook) for notebook in whole]
    times: dict[str, list[float]] = {"whole": [], "imports only": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            times["whole"].append(seconds(whole, corpus, Path(folder)))
            times["imports only"].append(seconds(empty, corpus, Path(folder)))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        print(f"{name:>14}: {value:6.2f} s")
    print(f"{'ratio':>14}: {medians['whole'] / medians['imports only']:6.2f}")


if __name__ == "__main__":
    main()
