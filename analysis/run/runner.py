"""Runs the notebooks; writes their copies, HTML, figures and tables, and a record of the run."""

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
    """The outcome of one notebook.

    Attributes:
        name: of the notebook, without extension.
        changed: True if the notebook was run, False if its results were up to date.
        seconds: running time.
        failure: why it stopped with an error; None if it did not.
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
    """Runs the notebooks whose results are out of date, and writes all their results.

    A notebook is run again if its cells, its parameters, the tables of the corpus, the code or a
    library have changed, or if one of its results was changed or deleted. Each run writes
    ``run.json``, which records inputs, versions, parameters and results.

    Args:
        corpus: a corpus whose data store is up to date.
        names: of the notebooks, without extension.
        out: the folder of the results.
        parameters: values for the notebooks; each takes those that it has a parameter for.
        refused: one line per document that was not added, for the record.
        progress: called with a notebook's name and ``"runs"``, ``"done"``, ``"failed"`` or
            ``"up to date"``.

    Returns:
        The outcome of each notebook, in the order of ``names``.

    Raises:
        Refusal: ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.run import run_notebooks
        >>> [ran] = run_notebooks(
        ...     open_corpus(), names=["01_the_report"], out=Path("results"), parameters={}
        ... )
        >>> ran.changed, ran.failure
        (True, None)
        >>> sorted(path.name for path in Path("results/figures").iterdir())
        ['01_the_report-parts.pdf', '01_the_report-parts.png', '01_the_report-parts.svg']
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
    finally:  # an interrupted run leaves earlier results, with a record that matches
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
    """The absolute path of the folder of the results, made and cleared of an interrupted run.

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
    """The folder in which notebooks write; their results are moved once they are complete."""
    return out / ".cache" / "staging"


def _entry(
    made: dict[str, Any], run: NotebookRun | None, name: str, parameters: Parameters, corpus: Corpus
) -> dict[str, Any]:
    """The entry of a notebook in run.json; ``earlier`` marks results of an earlier run."""
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
    """The number of notebooks that run at the same time."""
    return max(1, min(n_notebooks, os.cpu_count() or 1, 4))


@contextmanager
def surroundings(corpus: Corpus, out: Path) -> Iterator[None]:
    """Sets the environment of the notebooks: the same on every computer, without user settings.

    Jupyter and matplotlib keep their files in the outputs, so that neither a missing home folder
    nor the settings in it affect the results.
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
    """Replaces the earlier results of a notebook by its new ones; returns each with its sha256."""
    for path in _results(name, out):
        path.unlink()
    for path in _results(name, staging):
        target = out / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    return {path.relative_to(out).as_posix(): file_digest(path) for path in _results(name, out)}


def _results(name: str, out: Path) -> list[Path]:
    """The results of a notebook: all files whose names begin with its name."""
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
