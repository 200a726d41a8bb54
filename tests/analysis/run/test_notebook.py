"""One notebook: read, given parameters, executed, and written the same again."""

import os
from functools import partial
from pathlib import Path

import nbformat
import pytest

from analysis.run import notebook as module
from analysis.run.folders import NOTEBOOKS, notebook_names
from analysis.run.notebook import (
    UNANSWERED,
    default_parameters,
    read_notebook,
    without_traces,
    write_notebook,
)
from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.refusal_wordings import WORDINGS
from tests.crossed import crossed


@pytest.fixture
def execute(kernels):
    """Executes a notebook, in a copy of the process that has loaded the libraries."""
    return partial(module.execute, kernels=kernels)


def test_prints_with_a_pause_between_them_are_one_output(execute):
    """Else the bytes would depend on how fast the machine is."""
    cell = nbformat.v4.new_code_cell("import time\nprint(1)\ntime.sleep(0.6)\nprint(2)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    outputs = execute(notebook).notebook.cells[0].outputs
    assert [one["text"] for one in outputs] == ["1\n2\n"]


def cells(*sources: str, tagged: str | None = None) -> nbformat.NotebookNode:
    """A notebook of code, one cell of which has the tag ``parameters``."""
    made = [nbformat.v4.new_code_cell(source) for source in sources]
    for cell in made:
        if cell.source == tagged:
            cell.metadata["tags"] = ["parameters"]
    return nbformat.v4.new_notebook(cells=made)


def test_parameters_are_what_the_tagged_cell_sets():
    notebook = cells("a = 1", "b = 2\nc = [b, 'x']", "d = 4", tagged="b = 2\nc = [b, 'x']")
    assert default_parameters(notebook) == {"b": 2, "c": [2, "x"]}
    assert default_parameters(cells("a = 1")) == {}


def test_only_known_parameters_are_set_after_those_of_the_notebook_and_anew_each_time(execute):
    notebook = cells("top = 3", "print(top)", tagged="top = 3")
    done = execute(notebook, {"top": 7, "unknown": 1}).notebook
    assert [cell.source for cell in done.cells] == ["top = 3", "top = 7", "print(top)"]
    assert done.cells[2].outputs[0]["text"] == "7\n"
    assert len(notebook.cells) == 2 and not notebook.cells[1].outputs
    again = execute(done).notebook
    assert [cell.source for cell in again.cells] == ["top = 3", "print(top)"]
    assert again.cells[1].outputs[0]["text"] == "3\n"


def test_a_parameter_that_is_as_in_the_notebook_adds_no_cell(execute):
    """Else a notebook that is refreshed in its own language would no longer be as committed."""
    first = 'lang = "zh"\nyears = None'
    made = module._with_parameters(cells(first, tagged=first), {})
    done = execute(made, {"lang": "zh", "years": None}).notebook
    assert [cell.source for cell in done.cells] == [first]


def test_messages_within_a_notebook_are_in_its_language(monkeypatch, execute):
    monkeypatch.setenv("GWR_LANGUAGE", "en")
    first = 'lang = "zh"'
    shown = "import os\nprint(os.environ['GWR_LANGUAGE'], os.environ['OWN'])"
    monkeypatch.setenv("OWN", "x")
    done = execute(cells(first, shown, tagged=first)).notebook
    assert done.cells[1].outputs[0]["text"] == "zh x\n"


FAILURES = {
    "raise ValueError('no such year')": "no such year",
    "raise ValueError('\\x1b[31mno\\x1b[0m such year\\n\\x1b[0m ')": "no such year",
    "import os\nos._exit(1)": "Kernel died",
}


@pytest.mark.parametrize(("failing", "problem"), FAILURES.items())
def test_a_cell_that_fails_is_named_and_what_was_made_before_it_is_kept(failing, problem):
    """In a process of its own, as kernels are where none can be copied."""
    made = cells("print(1)", "", failing, "print(2)")
    made.cells.insert(0, nbformat.v4.new_markdown_cell("# Why?"))
    made.cells[-1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="old")]
    done = module.execute(made)
    assert (done.state, done.refusal.code) == ("incomplete", "notebook_failed")
    assert done.refusal.place == "cell 2"  # as In [2] in JupyterLab: blank cells have no number
    assert done.refusal.detail.endswith(problem) and "\x1b" not in done.refusal.detail
    _, first, _, failed, last = done.notebook.cells
    assert first.outputs[0]["text"] == "1\n"
    shown = "".join(["\n".join(one.get("traceback", [one.get("text")])) for one in failed.outputs])
    assert problem in module._COLOURS.sub("", shown)
    assert (last.outputs, last.execution_count) == ([], None)
    nbformat.validate(done.notebook)


def test_a_cell_that_takes_too_long_fails(monkeypatch, execute):
    monkeypatch.setattr(module, "TIMEOUT", 1)
    done = execute(cells("x = 1", "print(x, flush=True)\nwhile True: pass"))
    assert (done.state, done.refusal.place) == ("incomplete", "cell 2")
    assert done.refusal.detail == "it ran for over 1 seconds"
    assert done.notebook.cells[1].outputs[-1]["text"] == done.refusal.message() + "\n"


def raising(code: str) -> str:
    return f"from corpus.errors import Refusal\nprint(1)\nraise Refusal({code!r}, 'a', 'b\\'\"')"


@crossed("code, lang", sorted(UNANSWERED), ["en", "zh"])
def test_a_cell_that_cannot_answer_says_so_in_one_sentence(code, lang, execute):
    first = 'lang = "en"'
    made = cells(first, raising(code), "print(2)", tagged=first)
    made.cells[-1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="old")]
    done = execute(made, {"lang": lang})
    assert (done.state, done.refusal.record()["code"]) == ("cannot answer", code)
    assert (done.refusal.place, done.refusal.detail) == ("a", "b'\"")
    *_, asked, after = done.notebook.cells
    [said] = asked.outputs
    assert said["text"] == done.refusal.message(lang) + "\n"
    assert (after.outputs, after.execution_count) == ([], None)
    nbformat.validate(done.notebook)


def test_what_cannot_be_answered_is_refused_by_codes_that_there_are():
    assert set(WORDINGS) >= UNANSWERED


def test_another_refusal_is_a_failure_with_its_own_words(execute):
    done = execute(cells(raising("no_reports_chosen")))
    assert done.state == "incomplete"
    assert (done.refusal.code, done.refusal.place) == ("no_reports_chosen", "cell 1, a")
    shown = done.notebook.cells[0].outputs[-1]
    assert shown["traceback"] == [Refusal("no_reports_chosen", "a").message()]  # as in JupyterLab


def test_an_error_that_is_only_called_refusal_is_a_failure(execute):
    done = execute(cells("class Refusal(Exception): pass\nraise Refusal('x')"))
    assert (done.refusal.code, done.refusal.detail) == ("notebook_failed", "Refusal: x")


def test_nothing_is_left_of_clock_and_machine():
    notebook = cells("x = 1", "y = 2", tagged="y = 2")
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "2018-01-05T00:00:00Z"}
    notebook.metadata = {"language_info": {"version": "3.11.7"}, "author": "x"}
    clean = without_traces(notebook)
    assert [cell.id for cell in clean.cells] == ["cell-01", "cell-02"]
    assert [cell.metadata for cell in clean.cells] == [{}, {"tags": ["parameters"]}]
    assert "3.11" not in nbformat.writes(clean) and "author" not in clean.metadata
    assert nbformat.writes(without_traces(clean)) == nbformat.writes(clean)


def test_warnings_and_tracebacks_name_no_folder_of_the_computer(tmp_path, execute):
    home, cut = Path.home(), os.sep
    warned = f"{home / 'own.py'}:3: UserWarning: x {PROJECT / 'analysis' / 'a.py'}:4: y"
    kernel = f"{tmp_path}{cut}ipykernel_4711{cut}815.py:1: UserWarning: z"
    code = (
        f"import sys; print({warned!r}); sys.stderr.write({kernel!r}); open({str(home / 'no')!r})"
    )
    done = execute(cells(code), {}, tmp_path)
    stdout, stderr, error = done.notebook.cells[0].outputs
    assert stdout.text == f"~{cut}own.py:3: UserWarning: x analysis{cut}a.py:4: y\n"
    assert stderr.text == "cell:1: UserWarning: z"
    assert error.evalue == f"[Errno 2] No such file or directory: '~{cut}no'"
    said = "".join(error.traceback) + done.refusal.message()
    assert f"~{cut}no" in said and f"{home}{cut}" not in said


@pytest.mark.parametrize("name", notebook_names())
def test_what_is_read_is_written_the_same(name, tmp_path):
    path = NOTEBOOKS / f"{name}.ipynb"
    write_notebook(without_traces(read_notebook(path)), tmp_path / "new" / "n.ipynb")
    assert (tmp_path / "new" / "n.ipynb").read_bytes() == path.read_bytes()


def test_without_texts_what_needs_them_is_passed_over_and_nothing_earlier_is_taken_for_it(execute):
    notebook = cells(
        "rows = {'term': 1}\nchart = 'an earlier one'",
        "chart = rows['text']",
        "print(chart)",
        "print(rows['term'])",
    )
    made = execute(notebook, texts=False)
    said = [cell.outputs[0]["text"] for cell in made.notebook.cells[1:]]
    assert [one.split(":")[0] for one in said[:2]] == ["cell 2", "cell 3"]
    assert said[2] == "1\n"
    assert (made.state, str(made.refusal)) == (
        "cannot answer",
        str(Refusal("no_texts", "cells 2, 3")),
    )
    assert execute(notebook).state == "incomplete"


def test_without_texts_a_cell_that_cannot_answer_ends_a_notebook_as_ever(execute):
    refused = "from corpus.errors import Refusal\nraise Refusal('too_little_text', 'here', 'x')"
    made = execute(cells("{}['text']", refused, "print(1)"), texts=False)
    assert str(made.refusal) == str(Refusal("too_little_text", "here", "x"))
    assert made.notebook.cells[0].outputs[0]["text"].startswith("cell 1")
    assert not made.notebook.cells[2].outputs
