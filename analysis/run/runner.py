"""Runs the notebooks: executed copies, their HTML, figures and tables, and a record of it all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.outputs import RESULT_FOLDERS
from analysis.run.html import write_html, write_index
from analysis.run.notebook import (
    NOTEBOOKS,
    Parameters,
    default_parameters,
    execute,
    read_notebook,
    write_notebook,
)
from analysis.run.provenance import analysis_fingerprint, file_digest, run_record
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.files import save_json
from corpus.store.manifest import store_fingerprint

Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class NotebookRun:
    """What became of one notebook.

    Attributes:
        name: of the notebook, without ending.
        changed: whether it was run; else its results were up to date.
        seconds: how long it took.
        failure: why it stopped, or None.
    """

    name: str
    changed: bool
    seconds: float
    failure: Refusal | None


def run_notebooks(
    corpus: Corpus,
    *,
    names: Sequence[str],
    out: Path,
    parameters: Parameters,
    refused: Iterable[str] = (),
    progress: Progress | None = None,
) -> list[NotebookRun]:
    """Runs the notebooks whose results are not up to date, and writes everything they give.

    A notebook is run again where its cells, its parameters, the tables of the corpus, the code or a
    library changed, or a result was changed or deleted.

    Args:
        corpus: whose store is up to date.
        names: of the notebooks.
        out: the folder of the results.
        parameters: set in each notebook that has a parameter of that name.
        refused: one line for each document that was refused, for the record.
        progress: called with a notebook's name and ``"runs"``, ``"done"``, ``"failed"`` or
            ``"up to date"``.

    Returns:
        What became of each, in the order given.
    """
    started = datetime.now(UTC)
    tell = progress or (lambda name, state: None)
    out = _made_folder(out)
    known = _read_cache(out)
    runs: list[NotebookRun] = []
    try:
        with surroundings(corpus, out), ThreadPoolExecutor(workers(len(names))) as pool:
            tasks = [
                pool.submit(_run_one, name, out, parameters, known, corpus, tell) for name in names
            ]
            try:
                runs += [task.result() for task in tasks]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:  # what was interrupted leaves the results before, and a record that fits them
        ran = {run.name: run for run in runs}
        notebooks = {
            name: _entry(known[name], ran.get(name), name, parameters, corpus)
            for name in sorted(known)
        }
        save_json(known, _cache_file(out))
        write_index(out, [name for name, entry in notebooks.items() if entry["earlier"]])
        record = run_record(
            corpus, started=started, notebooks=notebooks, refused=list(refused), out=out
        )
        save_json(record, out / "run.json")
    return runs


def _made_folder(out: Path) -> Path:
    """The folder of the results, whole path, empty of what an interrupted run left.

    Raises:
        Refusal: ``not_saved``.
    """
    out = out.resolve()
    try:
        out.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(_staging(out), ignore_errors=True)
    except OSError as error:
        raise Refusal("not_saved", str(out), error.strerror or str(error)) from error
    return out


def _staging(out: Path) -> Path:
    """Where notebooks write: what they made is moved to its place when they are done."""
    return out / ".cache" / "staging"


def _entry(
    made: dict[str, Any], run: NotebookRun | None, name: str, parameters: Parameters, corpus: Corpus
) -> dict[str, Any]:
    """What run.json says of a notebook: with ``earlier``, another run made the results."""
    earlier = made["key"] != _fingerprint(name, parameters, corpus)
    seconds = round(run.seconds, 2) if run else None
    return {
        "cells": _digest(_cells(name)),
        "parameters": made["parameters"],
        "ran": bool(run and run.changed),
        "seconds": seconds,
        "earlier": earlier,
    }


def workers(n_notebooks: int) -> int:
    """How many notebooks run at the same time."""
    return max(1, min(n_notebooks, os.cpu_count() or 1, 4))


@contextmanager
def surroundings(corpus: Corpus, out: Path) -> Iterator[None]:
    """The environment that notebooks run in: the same on every machine, and nobody's own settings.

    Jupyter and matplotlib keep their files in the outputs, so that a missing or foreign home folder
    changes nothing.
    """
    cache = out / ".cache"
    folder = corpus.documents.parent if corpus.documents.name == "reports" else corpus.documents
    wanted = {
        "GWR_CORPUS": str(folder.resolve()),
        "GWR_OUT": str(_staging(out)),
        "IPYTHONDIR": str(cache / "ipython"),
        "JUPYTER_CONFIG_DIR": str(cache / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(cache / "jupyter" / "runtime"),
        "MPLCONFIGDIR": str(cache / "matplotlib"),
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    cache.mkdir(parents=True, exist_ok=True)
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _run_one(
    name: str,
    out: Path,
    parameters: Parameters,
    known: dict[str, Any],
    corpus: Corpus,
    tell: Progress,
) -> NotebookRun:
    key = _fingerprint(name, parameters, corpus)
    if _is_up_to_date(known.get(name), key, out):
        tell(name, "up to date")
        return NotebookRun(name, False, 0.0, None)
    tell(name, "runs")
    begin = time.monotonic()
    staging = _staging(out)
    try:
        notebook = execute(read_notebook(NOTEBOOKS / f"{name}.ipynb"), parameters)
    except Refusal as refusal:
        tell(name, "failed")
        failure = Refusal(refusal.code, name, refusal.detail)
        return NotebookRun(name, True, time.monotonic() - begin, failure)
    write_notebook(notebook, staging / "notebooks" / f"{name}.ipynb")
    write_html(notebook, staging / "html" / f"{name}.html")
    made = _put_in_place(name, staging, out)
    known[name] = {"key": key, "results": made, "parameters": _effective(name, parameters)}
    tell(name, "done")
    return NotebookRun(name, True, time.monotonic() - begin, None)


def _put_in_place(name: str, staging: Path, out: Path) -> dict[str, str]:
    """Moves what a notebook made in place of what it made before; each file with its digest."""
    for path in _results(name, out):
        path.unlink()
    for path in _results(name, staging):
        target = out / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    return {path.relative_to(out).as_posix(): file_digest(path) for path in _results(name, out)}


def _results(name: str, out: Path) -> list[Path]:
    """The files that a notebook made: all begin with its name."""
    return sorted(path for folder in RESULT_FOLDERS for path in (out / folder).glob(f"{name}*"))


def _fingerprint(name: str, parameters: Parameters, corpus: Corpus) -> str:
    parts = [_cells(name), parameters, store_fingerprint(corpus), analysis_fingerprint()]
    return _digest(parts)


def _cells(name: str) -> list[tuple[str, str]]:
    """The cells of a notebook without their outputs."""
    notebook = read_notebook(NOTEBOOKS / f"{name}.ipynb")
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _is_up_to_date(entry: Any, key: str, out: Path) -> bool:
    if not entry or entry["key"] != key or not entry["results"]:
        return False
    made = ((out / path, digest) for path, digest in entry["results"].items())
    return all(path.is_file() and file_digest(path) == digest for path, digest in made)


def _cache_file(out: Path) -> Path:
    return out / ".cache" / "notebooks.json"


def _read_cache(out: Path) -> dict[str, Any]:
    try:
        known = json.loads(_cache_file(out).read_text(encoding="utf-8"))
        return {name: entry for name, entry in known.items() if entry["parameters"] is not None}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def _effective(name: str, parameters: Parameters) -> Parameters:
    defaults = default_parameters(read_notebook(NOTEBOOKS / f"{name}.ipynb"))
    return {**defaults, **{one: value for one, value in parameters.items() if one in defaults}}
