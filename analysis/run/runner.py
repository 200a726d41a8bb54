"""Runs the notebooks; writes their copies, HTML, figures and tables, and a record of the run."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.outputs import RESULT_FOLDERS
from analysis.run.coding_sheets import sheet_digests
from analysis.run.folders import notebook_names, notebook_path
from analysis.run.html import Note, write_html, write_index
from analysis.run.kernels import kernel_managers
from analysis.run.notebook import (
    UNANSWERED,
    Execution,
    Parameters,
    default_parameters,
    execute,
    read_notebook,
    write_notebook,
)
from analysis.run.provenance import analysis_fingerprint, file_digest, run_record
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.files import save_json, saving, sweep_halves
from corpus.language import Lang, terminal_language
from corpus.locking import LOCK, locked
from corpus.store.manifest import store_fingerprint
from corpus.store.without_texts import has_texts

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class NotebookRun:
    """The outcome of one notebook.

    Attributes:
        name: of the notebook, without extension.
        changed: True if the notebook was run, False if its results were up to date.
        seconds: running time.
        failure: why it stopped with an error; None if it did not. Its place is the cell.
        unanswered: why the reports cannot answer its question; None if they can.
    """

    name: str
    changed: bool
    seconds: float
    failure: Refusal | None
    unanswered: Refusal | None = None


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
    ``run.json``, which records inputs, versions, parameters and results. A notebook that stops
    leaves what it made until then: where the reports cannot answer its question, that is its
    result; where it failed, the record calls it incomplete, and the next run runs it again.

    Args:
        corpus: a corpus whose data store is up to date.
        names: of the notebooks, without extension.
        out: the folder of the results.
        parameters: values for the notebooks; each takes those that it has a parameter for. With
            ``"lang": "zh"`` the Chinese notebooks are run, but those of the corpus's own folder
            ``notebooks`` where it has one.
        refused: one line per document that was not added, for the record.
        progress: called with a notebook's name and ``"runs"``, ``"done"``, ``"failed"``,
            ``"up to date"`` or ``"cannot answer (…)"``, with the reason.

    Returns:
        The outcome of each notebook, in the order of ``names``.

    Raises:
        Refusal: ``not_saved``, or ``busy`` if another run still writes to the folder after a while.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.run import run_notebooks
        >>> [ran] = run_notebooks(
        ...     open_corpus(), names=["01_the_report"], out=Path("results"), parameters={}
        ... )
        >>> ran.changed, ran.failure
        (True, None)
        >>> sorted(path.suffix for path in Path("results/figures").iterdir())
        ['.pdf', '.png', '.svg', '.txt']
    """
    out = out.resolve()
    with locked(out / LOCK), _cleared(out):
        tell = progress or (lambda name, state: None)
        return _run_all(corpus, names, out, parameters, list(refused), tell)


def _run_all(
    corpus: Corpus,
    names: Sequence[str],
    out: Path,
    parameters: Parameters,
    refused: list[str],
    tell: Progress,
) -> list[NotebookRun]:
    """As ``run_notebooks``, by the only process that writes to the folder."""
    started, lang = datetime.now(UTC), language_of(parameters)
    known = _read_cache(out, lang, corpus)
    runs: list[NotebookRun] = []
    try:
        with (
            surroundings(corpus, out),
            kernel_managers() as kernels,
            ThreadPoolExecutor(workers(len(names))) as pool,
        ):
            tasks = [
                pool.submit(_run_one, name, out, parameters, known, corpus, kernels, tell)
                for name in names
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
        write_index(out, {name: _note(entry) for name, entry in notebooks.items()}, lang=lang)
        made: dict[str, Any] = {"parameters": parameters, "notebooks": notebooks}
        record = run_record(corpus, started=started, refused=refused, out=out, **made)
        save_json(record, out / "run.json")
    return runs


def language_of(parameters: Parameters) -> Lang:
    """The language of the notebooks that are run."""
    return "zh" if parameters.get("lang") == "zh" else "en"


@contextmanager
def _cleared(out: Path) -> Iterator[None]:
    """Clears the folder of the results of what a run left that was killed, and of this one's work.

    Raises:
        Refusal: ``not_saved``.
    """
    for left in (out / ".cache").glob("staging*"):
        shutil.rmtree(left, ignore_errors=True)
    sweep_halves([out, out / ".cache", *(out / name for name in RESULT_FOLDERS)])
    try:
        with saving(out):
            yield
    finally:
        shutil.rmtree(_staging(out), ignore_errors=True)


def _staging(out: Path) -> Path:
    """The folder in which notebooks write; their results are moved once they are complete.

    It is this process's own: a notebook of a run that was killed may go on for a moment.
    """
    return out / ".cache" / f"staging-{_OWN}"


_OWN = f"{os.getpid()}-{secrets.token_hex(4)}"


def _entry(
    made: dict[str, Any], run: NotebookRun | None, name: str, parameters: Parameters, corpus: Corpus
) -> dict[str, Any]:
    """The entry of a notebook in run.json.

    ``earlier`` marks results of an earlier run, ``state`` those of a notebook that stopped,
    ``sheets`` has the sha256 of the coding sheets that were read, and ``made_in`` the seconds in
    which the results were made, by this run or an earlier one.
    """
    earlier = made["key"] != _fingerprint(name, parameters, corpus)
    seconds = round(run.seconds, 2) if run else None
    refusal = _refusal_kept(made)
    return {
        "cells": cells_digest(name, parameters, corpus),
        "parameters": made["parameters"],
        "sheets": made.get("sheets", {}),
        "ran": bool(run and run.changed),
        "seconds": seconds,
        "made_in": made.get("seconds"),
        "earlier": earlier,
        "state": made["state"],
        "refusal": refusal and refusal.record(),
    }


def _note(entry: dict[str, Any]) -> Note:
    """What the index page says of a notebook."""
    return "earlier" if entry["earlier"] else entry["state"]


def workers(n_notebooks: int) -> int:
    """The number of notebooks that run at the same time."""
    return max(1, min(n_notebooks, os.cpu_count() or 1, 4))


@contextmanager
def surroundings(corpus: Corpus, out: Path) -> Iterator[None]:
    """Sets the environment of the notebooks: the same on every computer, without user settings.

    Jupyter keeps its files in the outputs, so that neither a missing home folder nor the settings
    in it affect the results. So does matplotlib, except its list of fonts, see ``_fonts``.
    """
    cache = out / ".cache"
    folder = corpus.documents.parent if corpus.documents.name == "reports" else corpus.documents
    wanted = {
        "GWR_CORPUS": str(folder.resolve()),
        "GWR_OUT": str(_staging(out)),
        "IPYTHONDIR": str(cache / "ipython"),
        "JUPYTER_CONFIG_DIR": str(cache / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(cache / "jupyter" / "runtime"),
        "MPLCONFIGDIR": str(_fonts(cache)),
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


def _fonts(cache: Path) -> Path:
    """The folder of matplotlib's list of fonts, which names the home folder: not in the outputs.

    Without a cache of the user's own, the list is in the outputs: there is no home to be named.
    """
    from platformdirs import user_cache_path

    folder = user_cache_path("gwr") / "matplotlib"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return cache / "matplotlib"
    return folder if os.access(folder, os.W_OK) else cache / "matplotlib"


def _run_one(
    name: str,
    out: Path,
    parameters: Parameters,
    known: dict[str, Any],
    corpus: Corpus,
    kernels: type[AsyncKernelManager],
    tell: Progress,
) -> NotebookRun:
    key, lang = _fingerprint(name, parameters, corpus), language_of(parameters)
    sheets = _sheets(name, parameters, corpus)
    if _is_up_to_date(known.get(name), key, out):
        run = NotebookRun(name, False, 0.0, None, _refusal_kept(known[name]))
        tell(name, _told(run))
        return run
    tell(name, "runs")
    begin = time.monotonic()
    path = notebook_path(name, lang, corpus)
    notebook, texts = read_notebook(path), has_texts(corpus)
    made = execute(notebook, parameters, folder=path.parent, kernels=kernels, texts=texts)
    results = _saved(name, made, out, lang)
    run = _outcome(name, made, time.monotonic() - begin)
    refusal = run.failure or run.unanswered
    known[name] = {
        "key": key,
        "results": results,
        "parameters": _effective(name, parameters, corpus),
        "sheets": sheets,
        "seconds": round(run.seconds, 2),
        "state": made.state,
        "refusal": refusal and (refusal.code, refusal.place, refusal.detail),
    }
    tell(name, _told(run))
    return run


def _saved(name: str, made: Execution, out: Path, lang: Lang) -> dict[str, str]:
    """Saves a notebook as such and as a page, and puts all of its results in place."""
    staging = _staging(out)
    write_notebook(made.notebook, staging / "notebooks" / f"{name}.ipynb")
    write_html(made.notebook, staging / "html" / f"{name}.html", lang=lang)
    return _put_in_place(name, staging, out)


def _outcome(name: str, made: Execution, seconds: float) -> NotebookRun:
    """How a notebook ended; a failure names the notebook and the cell."""
    if made.refusal is None:
        return NotebookRun(name, True, seconds, None)
    if made.refusal.code in UNANSWERED:
        return NotebookRun(name, True, seconds, None, made.refusal)
    failure = Refusal(made.refusal.code, f"{name}, {made.refusal.place}", made.refusal.detail)
    return NotebookRun(name, True, seconds, failure)


def _told(run: NotebookRun) -> str:
    """The outcome of a notebook for ``progress``; a reason is in the language of messages."""
    if run.unanswered is not None:
        lang = terminal_language()
        named = run.unanswered.place == run.name  # which ``progress`` is given already
        sentence = run.unanswered.problem(lang) if named else run.unanswered.message(lang)
        return f"cannot answer ({sentence})"
    if run.failure is not None:
        return "failed"
    return "done" if run.changed else "up to date"


def _refusal_kept(entry: dict[str, Any]) -> Refusal | None:
    """Why a notebook stopped whose results are there; None if it did not."""
    return Refusal(*entry["refusal"]) if entry["refusal"] else None


def _put_in_place(name: str, staging: Path, out: Path) -> dict[str, str]:
    """Replaces the earlier results of a notebook by its new ones; returns each with its sha256."""
    new = {out / path.relative_to(staging): path for path in _results(name, staging)}
    for target, path in new.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    for path in _results(name, out):
        if path not in new:
            path.unlink()
    return {path.relative_to(out).as_posix(): file_digest(path) for path in _results(name, out)}


def _results(name: str, out: Path) -> list[Path]:
    """The results of a notebook: all files whose names begin with its name."""
    return sorted(path for folder in RESULT_FOLDERS for path in (out / folder).glob(f"{name}*"))


def _fingerprint(name: str, parameters: Parameters, corpus: Corpus) -> str:
    cells, read = _cells(name, language_of(parameters), corpus), _sheets(name, parameters, corpus)
    return _digest([cells, parameters, read, store_fingerprint(corpus), analysis_fingerprint()])


def _sheets(name: str, parameters: Parameters, corpus: Corpus) -> dict[str, str]:
    """The sha256 of the coding sheets, and their keys, that a notebook reads."""
    folder = notebook_path(name, language_of(parameters), corpus).parent
    return sheet_digests(_effective(name, parameters, corpus), folder)


def cells_digest(name: str, parameters: Parameters, corpus: Corpus) -> str:
    """The sha256 of what a notebook does: its cells without their outputs."""
    return _digest(_cells(name, language_of(parameters), corpus))


def _cells(name: str, lang: Lang, corpus: Corpus) -> list[tuple[str, str]]:
    """The cells of a notebook without their outputs."""
    notebook = read_notebook(notebook_path(name, lang, corpus))
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _is_up_to_date(entry: Any, key: str, out: Path) -> bool:
    if not entry or entry["key"] != key or entry["state"] == "incomplete" or not entry["results"]:
        return False
    made = ((out / path, digest) for path, digest in entry["results"].items())
    return all(path.is_file() and file_digest(path) == digest for path, digest in made)


def _cache_file(out: Path) -> Path:
    return out / ".cache" / "notebooks.json"


def _read_cache(out: Path, lang: Lang, corpus: Corpus) -> dict[str, Any]:
    """What is known of the results that are there, but of notebooks that there no longer are."""
    there, unstopped = set(notebook_names(lang, corpus)), {"state": "complete", "refusal": None}
    try:
        known = json.loads(_cache_file(out).read_text(encoding="utf-8"))
        return {
            name: unstopped | entry
            for name, entry in known.items()
            if name in there and entry["parameters"] is not None
        }
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def _effective(name: str, parameters: Parameters, corpus: Corpus) -> Parameters:
    notebook = read_notebook(notebook_path(name, language_of(parameters), corpus))
    defaults = default_parameters(notebook)
    return {**defaults, **{one: value for one, value in parameters.items() if one in defaults}}
