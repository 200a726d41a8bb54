"""Reads, parametrises, executes and writes a notebook."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import sys
import sysconfig
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from analysis.run.folders import notebook_folder
from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.files import save_text
from corpus.language import Lang

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbformat import NotebookNode


PARAMETERS = "parameters"
TIMEOUT = 1800
_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# A cell as warnings name it: a file of this kernel, whose name has the number of its process.
_CELL_FILE = re.compile(r"(?<![^\s\x1b])[^\s\x1b]*[/\\]ipykernel_\d+[/\\]\d+\.py")
# The last error in a kernel, if it is a refusal, as the arguments that make it again.
_LAST = "(lambda one: (one.code, one.place, one.detail))(__import__('sys').last_value)"
# What a cell raises that needs a column which a corpus without texts lacks, or what an earlier cell
# would have made of one.
_WANTING = ("AttributeError", "BinderException", "KeyError", "NameError", "ValueError")
# Refusals that are the answer to a notebook's question: these reports cannot tell.
UNANSWERED = frozenset(
    {
        "no_report_year",
        "no_stable_topics",
        "no_texts",
        "too_few_reports",
        "too_few_to_compare",
        "too_little_text",
    }
)
Parameters = dict[str, Any]
State = Literal["complete", "cannot answer", "incomplete"]


@dataclass(frozen=True)
class Execution:
    """A notebook that was executed.

    Attributes:
        notebook: with its outputs; cells after the last one that was executed have none.
        refusal: why it ended before its last cell; None if it did not.
    """

    notebook: NotebookNode
    refusal: Refusal | None

    @property
    def state(self) -> State:
        """How it ended: complete, with a cell that cannot answer, or with one that failed."""
        if self.refusal is None:
            return "complete"
        return "cannot answer" if self.refusal.code in UNANSWERED else "incomplete"


@dataclass
class _Watched:
    """The cell that a kernel has come to, what was refused there, and the cells passed over."""

    index: int = 0
    refusal: Refusal | None = None
    wanting: list[int] = field(default_factory=list)

    def reach(self, cell_index: int, **_: Any) -> None:
        self.index = cell_index


def read_notebook(path: Path) -> NotebookNode:
    """Reads a notebook, converted to the current format."""
    import_nbformat()
    import nbformat

    return nbformat.read(path, as_version=4)


def import_nbformat() -> None:
    """Imports nbformat without the grammar of addresses that jsonschema would compile for it.

    That takes over a second, and no notebook has addresses that are checked.
    """
    grammar: dict[str, Any] = {"rfc3987_syntax": None}
    wanted = {name: module for name, module in grammar.items() if name not in sys.modules}
    sys.modules.update(wanted)
    try:
        import nbformat  # noqa: F401
    finally:
        for name in wanted:
            sys.modules.pop(name, None)


def default_parameters(notebook: NotebookNode) -> Parameters:
    """The parameters and their defaults, from the cell tagged ``parameters``."""
    values: Parameters = {}
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", []):
            exec(cell.source, {}, values)
    return values


def execute(
    notebook: NotebookNode,
    parameters: Parameters | None = None,
    folder: Path | None = None,
    *,
    kernels: type[AsyncKernelManager] | None = None,
    texts: bool = True,
) -> Execution:
    """Executes a notebook, up to the cell that cannot answer or fails.

    Nothing is kept in it that depends on the clock or the computer, but for the lines of libraries
    in the traceback of a cell that failed. A cell that cannot answer has one sentence as its
    output, in the language of the parameter ``lang``.

    Args:
        notebook: as read; it is not changed.
        parameters: values set in a cell after the one tagged ``parameters``, as papermill does,
            where they differ from the notebook's; others that it does not have are ignored.
        folder: in which it runs; the project's notebooks by default.
        kernels: what starts its kernel, from ``kernel_managers``; None for a process of its own.
        texts: whether the corpus has its texts. Without them, cells that need them are passed over,
            and so is what depends on them.

    Returns:
        The notebook with the outputs that it has, and why it ended early, if it did.
    """
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    known = default_parameters(notebook)
    given = {
        name: value
        for name, value in (parameters or {}).items()
        if name in known and value != known[name]
    }
    ready, watched = _with_parameters(notebook, given), _Watched()
    lang = (known | given).get("lang", "en")
    try:
        client = _client(ready, watched, folder or notebook_folder(), kernels)
        client.allow_error_names = [] if texts else [*_WANTING]
        # Not ``client.execute``, which leaves an event loop open in every thread that it is run in.
        asyncio.run(client.async_execute(env={**os.environ, "GWR_LANGUAGE": lang}))
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        _passed_over(ready, watched, lang)
        refusal = _refusal(ready, watched, _problem(error))
        if refusal.code in UNANSWERED or not isinstance(error, CellExecutionError):
            _say_why(ready.cells[watched.index], refusal, lang)
        return Execution(without_traces(ready), refusal)
    return Execution(without_traces(ready), _passed_over(ready, watched, lang))


def _passed_over(notebook: NotebookNode, watched: _Watched, lang: Lang) -> Refusal | None:
    """Says in each cell that was passed over that it needs the texts; None if there is none."""
    if not watched.wanting:
        return None
    numbers = [str(_number(notebook, at)) for at in watched.wanting]
    for at, number in zip(watched.wanting, numbers, strict=True):
        notebook.cells[at]["outputs"] = []
        _say_why(notebook.cells[at], Refusal("no_texts", f"cell {number}"), lang)
    return Refusal("no_texts", f"cells {', '.join(numbers)}")


def _client(
    notebook: NotebookNode,
    watched: _Watched,
    folder: Path,
    kernels: type[AsyncKernelManager] | None,
) -> Any:
    """What executes a notebook, and tells which cell it has come to and what was refused there."""
    from nbclient import NotebookClient

    client: Any = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # otherwise the split of prints into outputs depends on timing
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=CRITICAL"],
    )

    if kernels is not None:
        client.kernel_manager_class = kernels

    async def asked(cell: Any, execute_reply: Any, **_: Any) -> None:
        error = execute_reply["content"].get("ename")
        if error in client.allow_error_names:
            watched.wanting.append(watched.index)
            await client.kc.execute(_forgotten(cell.source), silent=True, reply=True, timeout=60)
        if error == Refusal.__name__:
            reply = await client.kc.execute(
                "", silent=True, user_expressions={"last": _LAST}, reply=True, timeout=60
            )
            last = reply["content"]["user_expressions"]["last"]
            if last["status"] == "ok":
                watched.refusal = Refusal(*ast.literal_eval(last["data"]["text/plain"]))

    client.on_cell_execute = watched.reach
    client.on_cell_error = asked
    return client


def _forgotten(source: str) -> str:
    """Code that forgets what a cell was to make, so that no later cell takes an earlier one for it.

    Example:
        >>> from analysis.run.notebook import _forgotten
        >>> _forgotten("left, right = halves(table)")
        "[globals().pop(one, None) for one in ['left', 'right']]"
    """
    nodes = ast.walk(ast.parse(source))
    names = {
        one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    return f"[globals().pop(one, None) for one in {sorted(names)}]"


def _refusal(notebook: NotebookNode, watched: _Watched, problem: str) -> Refusal:
    """Why a notebook ended early; the place of a failure is its cell, by number as in ``In [3]``.

    Args:
        notebook: as far as it was executed.
        watched: the cell that it came to.
        problem: the error, in a line.
    """
    found = watched.refusal
    if found is not None and found.code in UNANSWERED:
        return found
    number = _number(notebook, watched.index)
    if found is not None:
        place = f"cell {number}, {without_folders(found.place)}"
        return Refusal(found.code, place, without_folders(found.detail))
    return Refusal("notebook_failed", f"cell {number}", without_folders(problem))


def _number(notebook: NotebookNode, index: int) -> int:
    """The number of a cell, as in ``In [3]``."""
    before = notebook.cells[: index + 1]
    return sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in before)


def _say_why(cell: NotebookNode, refusal: Refusal, lang: Lang) -> None:
    """Makes a refusal the only output of the last cell; after a failure, adds it to the others."""
    import nbformat

    said = nbformat.v4.new_output("stream", name="stdout", text=f"{refusal.message(lang)}\n")
    cell["outputs"] = [said] if refusal.code in UNANSWERED else [*cell["outputs"], said]


def _problem(error: Exception) -> str:
    """What went wrong in a cell, in a line."""
    if isinstance(error, TimeoutError):
        return f"it ran for over {TIMEOUT} seconds"
    return _last_line(str(error))


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
    ready = nbformat.reads(nbformat.writes(copy), as_version=4)
    for cell in ready.cells:  # what is not reached has no output, rather than an earlier one
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return ready


def without_traces(notebook: NotebookNode) -> NotebookNode:
    """The notebook with numbered cell IDs, and without times, versions and folders.

    The notebook is changed in place, so that every run writes the same bytes.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02d}"
        tags = cell.metadata.get("tags")
        cell["metadata"] = {"tags": tags} if tags else {}
        for output in cell.get("outputs", []):
            _hide_folders(output)
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
    }
    return notebook


def _hide_folders(output: NotebookNode) -> None:
    """Names files in warnings and tracebacks by what follows the folder of Python or the user."""
    if output.output_type == "stream":
        output["text"] = without_folders(output.text)
    elif output.output_type == "error":
        output["evalue"] = without_folders(output.evalue)
        output["traceback"] = [without_folders(line) for line in output.traceback]


def without_folders(words: str) -> str:
    """A text in which no file is named with the folder of the suite, of Python or of the user.

    Example:
        >>> from pathlib import Path
        >>> from analysis.run.notebook import without_folders
        >>> without_folders(f"{Path.home() / 'study' / 'terms.txt'} is not there")
        '~/study/terms.txt is not there'
    """
    words = _CELL_FILE.sub("cell", words)
    for folder in (str(PROJECT), sysconfig.get_path("purelib")):
        words = words.replace(f"{folder}{os.sep}", "")
    with suppress(RuntimeError):  # a user without a home
        words = words.replace(f"{Path.home()}{os.sep}", f"~{os.sep}")
    return words


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Writes a notebook; if writing fails, an existing file stays as it was.

    Raises:
        Refusal: ``not_saved``.
    """
    import nbformat

    save_text(nbformat.writes(notebook, version=4) + "\n", path)
