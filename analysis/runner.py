"""Runs the notebooks: executed copies, their HTML, figures and tables, and a record of it all."""

from __future__ import annotations

import copy
import hashlib
import html
import json
import os
import re
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
from analysis.provenance import analysis_fingerprint, file_digest, run_record, write_json
from corpus.errors import Refusal
from corpus.folder import PROJECT, Corpus
from corpus.store import report_ids, store_fingerprint

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = PROJECT / "notebooks"
PARAMETERS = "parameters"
TIMEOUT = 1800
Parameters = dict[str, Any]
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


def notebook_names() -> list[str]:
    """The notebooks in their order."""
    return sorted(path.stem for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def chosen_notebooks(wanted: Sequence[str]) -> list[str]:
    """The notebooks that are meant: by name, file name or number; all where none is named.

    Raises:
        Refusal: ``unknown_notebook``.
    """
    names = notebook_names()
    found = []
    for one in wanted:
        stem = Path(one).stem
        match = [name for name in names if name == stem or name.split("_")[0] == stem.zfill(2)]
        if not match:
            raise Refusal("unknown_notebook", one, ", ".join(names))
        found += match
    return found or names


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
            tasks = [pool.submit(_run_one, name, out, parameters, known, corpus, tell)
                     for name in names]  # fmt: skip
            try:
                runs += [task.result() for task in tasks]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:  # what was interrupted leaves the results before, and a record that fits them
        ran = {run.name: run for run in runs}
        notebooks = {name: _entry(known[name], ran.get(name), name, parameters, corpus)
                     for name in sorted(known)}  # fmt: skip
        write_json(known, _cache_file(out))
        _write_index(out, [name for name, entry in notebooks.items() if entry["earlier"]])
        record = run_record(
            corpus, started=started, notebooks=notebooks, refused=list(refused), out=out
        )
        write_json(record, out / "run.json")
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
    return {"parameters": made["parameters"], "ran": bool(run and run.changed),
            "seconds": seconds, "earlier": earlier}  # fmt: skip


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
    _write_html(notebook, staging / "html" / f"{name}.html")
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
    notebook = read_notebook(NOTEBOOKS / f"{name}.ipynb")
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    parts = [cells, parameters, store_fingerprint(corpus), analysis_fingerprint()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


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


def read_notebook(path: Path) -> NotebookNode:
    """A notebook of the current format."""
    import nbformat

    return nbformat.read(path, as_version=4)


def default_parameters(notebook: NotebookNode) -> Parameters:
    """What the cell tagged ``parameters`` sets."""
    values: Parameters = {}
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", []):
            exec(cell.source, {}, values)
    return values


def _effective(name: str, parameters: Parameters) -> Parameters:
    defaults = default_parameters(read_notebook(NOTEBOOKS / f"{name}.ipynb"))
    return {**defaults, **{one: value for one, value in parameters.items() if one in defaults}}


def execute(notebook: NotebookNode, parameters: Parameters | None = None) -> NotebookNode:
    """A notebook with its outputs, without anything that depends on the clock or the machine.

    Args:
        notebook: as read.
        parameters: set in a cell after that tagged ``parameters``, as papermill does; those that
            the notebook does not have are left out.

    Raises:
        Refusal: ``notebook_failed``, with the error.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    known = default_parameters(notebook)
    given = {name: value for name, value in (parameters or {}).items() if name in known}
    ready = _with_parameters(notebook, given)
    client = NotebookClient(
        ready, timeout=TIMEOUT, kernel_name="python3", record_timing=False,
        coalesce_streams=True,  # else it depends on the clock how prints are cut into outputs
        resources={"metadata": {"path": str(NOTEBOOKS)}}, extra_arguments=["--log-level=ERROR"],
    )  # fmt: skip
    try:
        client.execute()
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        last = str(error).strip().splitlines()[-1]
        raise Refusal("notebook_failed", "", last) from error
    return without_traces(ready)


def _with_parameters(notebook: NotebookNode, given: Parameters) -> NotebookNode:
    import nbformat

    cells = []
    for cell in notebook.cells:
        if "injected-parameters" not in cell.metadata.get("tags", []):
            cells.append(cell)
        if given and PARAMETERS in cell.metadata.get("tags", []):
            source = "\n".join(f"{name} = {value!r}" for name, value in given.items())
            added = nbformat.v4.new_code_cell(source)
            added.metadata["tags"] = ["injected-parameters"]
            cells.append(added)
    copy = nbformat.from_dict({**notebook, "cells": cells})
    return nbformat.reads(nbformat.writes(copy), as_version=4)


def without_traces(notebook: NotebookNode) -> NotebookNode:
    """The notebook with numbered cell ids and without times and versions: the same bytes again."""
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02d}"
        tags = cell.metadata.get("tags")
        cell["metadata"] = {"tags": tags} if tags else {}
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
    }
    return notebook


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Writes a notebook, whole or not at all."""
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(nbformat.writes(notebook, version=4) + "\n", encoding="utf-8", newline="\n")
    part.replace(path)


# What the notebooks' text and tables are made of; all other markup is shown as text.
_TAGS = [
    "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "code", "pre", "a", "br", "hr",
    "sup", "sub", "table", "thead", "tbody", "tr", "th", "td", "div", "span", "blockquote",
]  # fmt: skip
_ATTRIBUTES = {"*": ["id", "class", "style"], "a": ["href", "title"], "img": ["alt", "title"]}


def _write_html(notebook: NotebookNode, path: Path) -> None:
    """One page that runs nothing and asks for nothing, whatever the texts in it hold.

    Every address that nbconvert would load from is blank; markup in outputs is cleaned; and the
    page's own policy lets no script run and no address be asked.
    """
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    clean = SanitizeHTML(tags=_TAGS, attributes=_ATTRIBUTES)
    notebook, _ = clean.preprocess(copy.deepcopy(notebook), {})
    exporter = HTMLExporter(mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="")
    title = path.stem
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": title}})
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page = re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL)
    page = page.replace("<head>", f"<head>{meta}", 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")


def _write_index(out: Path, earlier: Sequence[str]) -> None:
    """A page with a link to every notebook and every figure; those of earlier runs are marked."""
    pages = sorted((out / "html").glob("*.html"))
    pictures = sorted((out / "figures").glob("*.png"))
    links = "\n".join(
        f'<li><a href="html/{one.name}">{html.escape(_title(out, one.stem))}</a>'
        f"{' (from an earlier run)' if one.stem in earlier else ''}</li>" for one in pages
    )  # fmt: skip
    links += "".join(
        f'\n<li><a href="pages/{one.name}">{html.escape(one.stem)}: to click through</a></li>'
        for one in sorted((out / "pages").glob("*.html"))
    )
    figures = "\n".join(
        f'<figure><a href="figures/{one.stem}.pdf"><img src="figures/{one.name}" loading="lazy"'
        f' alt="{one.stem}"></a><figcaption>{one.stem}</figcaption></figure>' for one in pictures
    )  # fmt: skip
    style = (
        "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "figure{margin:2rem 0}img{max-width:100%;border:1px solid #ddd}figcaption{color:#555}"
    )
    page = (
        '<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Results</title>\n'
        f"<style>{style}</style>\n<h1>Results</h1>\n<ol>\n{links}\n</ol>\n"
        '<p>Tables are in <a href="tables/">tables/</a>, what the run was made from in '
        f'<a href="run.json">run.json</a>.</p>\n<h2>Figures</h2>\n{figures}\n</html>\n'
    )
    (out / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _title(out: Path, name: str) -> str:
    """The first heading of a notebook."""
    notebook = read_notebook(out / "notebooks" / f"{name}.ipynb")
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), name)
    return str(first.splitlines()[0].lstrip("# ") or name)


# The figure at the top of the README.
_README_FIGURE = "05_policy_focus-areas.png"


def refresh(names: Sequence[str], out: Path) -> list[str]:
    """Puts the executed notebooks, and the README's figure, in the place of those in the project.

    Returns:
        The names of those whose bytes changed.
    """
    changed = []
    for name in names:
        source, target = out / "notebooks" / f"{name}.ipynb", NOTEBOOKS / f"{name}.ipynb"
        if source.read_bytes() != target.read_bytes():
            shutil.copyfile(source, target)
            changed.append(name)
    if (out / "figures" / _README_FIGURE).is_file():
        shutil.copyfile(out / "figures" / _README_FIGURE, NOTEBOOKS / _README_FIGURE)
    return changed


def default_report(corpus: Corpus, report_id: str | None) -> Parameters:
    """The parameter ``report``: the one asked for, or the first where the default is not there.

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.
    """
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    if report_id is not None:
        if report_id not in there:
            raise Refusal("unknown_report", report_id)
        return {"report": report_id}
    defaults = default_parameters(read_notebook(NOTEBOOKS / f"{notebook_names()[0]}.ipynb"))
    return {} if defaults["report"] in there else {"report": there[0]}
