"""Reads, parametrises, executes and writes a notebook."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.collection import PROJECT, Corpus
from corpus.errors import Refusal
from corpus.files import save_text
from corpus.store.manifest import report_ids

if TYPE_CHECKING:
    from nbformat import NotebookNode


NOTEBOOKS = PROJECT / "notebooks"
PARAMETERS = "parameters"
TIMEOUT = 1800
_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
Parameters = dict[str, Any]


def notebook_names() -> list[str]:
    """The names of all notebooks, in order."""
    return sorted(path.stem for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def chosen_notebooks(wanted: Sequence[str]) -> list[str]:
    """The names of the notebooks requested by name, file name or number.

    Args:
        wanted: what was requested; all notebooks if empty.

    Raises:
        Refusal: ``unknown_notebook``.
    """
    names = notebook_names()
    found = []
    for one in wanted:
        stem = Path(one).stem
        number = stem.zfill(2) if stem else ""
        match = [name for name in names if name == stem or name.split("_")[0] == number]
        if not match:
            raise Refusal("unknown_notebook", one or '""', ", ".join(names))
        found += match
    return found or names


def read_notebook(path: Path) -> NotebookNode:
    """Reads a notebook, converted to the current format."""
    import nbformat

    return nbformat.read(path, as_version=4)


def default_parameters(notebook: NotebookNode) -> Parameters:
    """The parameters and their defaults, from the cell tagged ``parameters``."""
    values: Parameters = {}
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", []):
            exec(cell.source, {}, values)
    return values


def execute(notebook: NotebookNode, parameters: Parameters | None = None) -> NotebookNode:
    """Executes a notebook, and keeps nothing in it that depends on the clock or the computer.

    Args:
        notebook: as read; it is not changed.
        parameters: values set in a cell after the one tagged ``parameters``, as papermill does;
            parameters that the notebook does not have are ignored.

    Returns:
        The notebook with its outputs.

    Raises:
        Refusal: ``notebook_failed``, with the error.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    known = default_parameters(notebook)
    given = {name: value for name, value in (parameters or {}).items() if name in known}
    ready = _with_parameters(notebook, given)
    client = NotebookClient(
        ready,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # otherwise the split of prints into outputs depends on timing
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute()
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        raise Refusal("notebook_failed", "", _last_line(str(error))) from error
    return without_traces(ready)


def _last_line(words: str) -> str:
    """The last line of an error that is not blank, without the colours of a terminal."""
    lines = _COLOURS.sub("", words).strip().splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "no message")


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
    """The notebook with numbered cell IDs, and without times and versions.

    The notebook is changed in place, so that every run writes the same bytes.
    """
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
    """Writes a notebook; if writing fails, an existing file stays as it was.

    Raises:
        Refusal: ``not_saved``.
    """
    import nbformat

    save_text(nbformat.writes(notebook, version=4) + "\n", path)


# The figure at the top of the README.
_README_FIGURE = "05_policy_focus-areas.png"


def refresh(names: Sequence[str], out: Path) -> list[str]:
    """Replaces the project's notebooks and the README's figure by those of a run.

    Args:
        names: of the notebooks.
        out: the folder of the results.

    Returns:
        The names of the notebooks that changed.
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
    """The parameter ``report``: the requested ID, or the first report if the default is missing.

    Args:
        corpus: a corpus whose data store is up to date.
        report_id: the requested report; None for the notebooks' default.

    Returns:
        The parameter, or nothing where the default applies.

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
