"""One notebook: read, given parameters, executed, and written the same again."""

import shutil
from pathlib import Path

import nbformat
import pytest

from analysis.run import notebook as module
from analysis.run.notebook import (
    NOTEBOOKS,
    chosen_notebooks,
    default_parameters,
    default_report,
    execute,
    notebook_names,
    read_notebook,
    refresh,
    without_traces,
    write_notebook,
)
from corpus.collection import corpus_at
from corpus.errors import Refusal


def test_prints_with_a_pause_between_them_are_one_output():
    """Else the bytes would depend on how fast the machine is."""
    cell = nbformat.v4.new_code_cell("import time\nprint(1)\ntime.sleep(0.6)\nprint(2)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    outputs = execute(notebook).cells[0].outputs
    assert [one["text"] for one in outputs] == ["1\n2\n"]


def cells(*sources: str, tagged: str | None = None) -> nbformat.NotebookNode:
    """A notebook of code, one cell of which has the tag ``parameters``."""
    made = [nbformat.v4.new_code_cell(source) for source in sources]
    for cell in made:
        if cell.source == tagged:
            cell.metadata["tags"] = ["parameters"]
    return nbformat.v4.new_notebook(cells=made)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder of made-up notebooks in place of the project's."""
    made = tmp_path / "notebooks"
    monkeypatch.setattr(module, "NOTEBOOKS", made)
    for name in ("00_first", "01_second", "10_third"):
        notebook = cells('report = "a"\ntop = 3', "print(top)", tagged='report = "a"\ntop = 3')
        write_notebook(without_traces(notebook), made / f"{name}.ipynb")
    (made / "draft.ipynb").write_text("{}", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ([], ["00_first", "01_second", "10_third"]),
        (["1"], ["01_second"]),
        (["10", "00"], ["10_third", "00_first"]),
        (["01_second"], ["01_second"]),
        (["notebooks/01_second.ipynb"], ["01_second"]),
    ],
)
def test_notebooks_are_chosen_by_name_number_or_file(folder, wanted, names):
    assert chosen_notebooks(wanted) == names
    assert notebook_names() == ["00_first", "01_second", "10_third"]


@pytest.mark.parametrize("wanted", ["2", "first", "draft", ""])
def test_a_notebook_that_is_not_there_is_refused(folder, wanted):
    with pytest.raises(Refusal) as refused:
        chosen_notebooks(["00", wanted])
    assert refused.value.code == "unknown_notebook"
    assert "01_second" in refused.value.detail


def test_parameters_are_what_the_tagged_cell_sets():
    notebook = cells("a = 1", "b = 2\nc = [b, 'x']", "d = 4", tagged="b = 2\nc = [b, 'x']")
    assert default_parameters(notebook) == {"b": 2, "c": [2, "x"]}
    assert default_parameters(cells("a = 1")) == {}


def test_only_known_parameters_are_set_after_those_of_the_notebook_and_anew_each_time():
    notebook = cells("top = 3", "print(top)", tagged="top = 3")
    done = execute(notebook, {"top": 7, "unknown": 1})
    assert [cell.source for cell in done.cells] == ["top = 3", "top = 7", "print(top)"]
    assert done.cells[2].outputs[0]["text"] == "7\n"
    assert len(notebook.cells) == 2 and not notebook.cells[1].outputs
    again = execute(done)
    assert [cell.source for cell in again.cells] == ["top = 3", "print(top)"]
    assert again.cells[1].outputs[0]["text"] == "3\n"


def test_a_cell_that_fails_is_told_by_its_error():
    with pytest.raises(Refusal) as refused:
        execute(cells("x = 1", "raise ValueError('no such year')"))
    assert refused.value.code == "notebook_failed"
    assert refused.value.detail.endswith(": no such year")


def test_an_error_is_told_without_the_colours_of_a_terminal():
    failing = "raise ValueError('\\x1b[31mno\\x1b[0m such year\\n\\x1b[0m ')"
    with pytest.raises(Refusal) as refused:
        execute(cells(failing))
    assert refused.value.detail.endswith("no such year")


def test_nothing_is_left_of_clock_and_machine():
    notebook = cells("x = 1", "y = 2", tagged="y = 2")
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "2018-01-05T00:00:00Z"}
    notebook.metadata = {"language_info": {"version": "3.11.7"}, "author": "x"}
    clean = without_traces(notebook)
    assert [cell.id for cell in clean.cells] == ["cell-01", "cell-02"]
    assert [cell.metadata for cell in clean.cells] == [{}, {"tags": ["parameters"]}]
    assert "3.11" not in nbformat.writes(clean) and "author" not in clean.metadata
    assert nbformat.writes(without_traces(clean)) == nbformat.writes(clean)


@pytest.mark.parametrize("name", notebook_names())
def test_what_is_read_is_written_the_same(name, tmp_path):
    path = NOTEBOOKS / f"{name}.ipynb"
    write_notebook(without_traces(read_notebook(path)), tmp_path / "new" / "n.ipynb")
    assert (tmp_path / "new" / "n.ipynb").read_bytes() == path.read_bytes()


def test_only_what_changed_is_put_back_and_the_figure_of_the_readme_with_it(folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(folder, out / "notebooks")
    other = out / "notebooks" / "01_second.ipynb"
    other.write_text(
        other.read_text(encoding="utf-8").replace("top = 3", "top = 4"), encoding="utf-8"
    )
    assert refresh(["00_first", "10_third"], out) == []
    assert list(folder.glob("*.png")) == []
    (out / "figures").mkdir()
    (out / "figures" / "05_policy_focus-areas.png").write_bytes(b"picture")
    assert refresh(["00_first", "01_second"], out) == ["01_second"]
    assert (folder / "01_second.ipynb").read_bytes() == other.read_bytes()
    assert [path.read_bytes() for path in folder.glob("*.png")] == [b"picture"]


def test_the_report_is_the_one_asked_for_or_the_first_where_the_default_is_not_there(
    folder, two_districts, tmp_path
):
    """The made-up notebooks' default is the report a, which is in no corpus."""
    assert default_report(two_districts, "shahekou-2018") == {"report": "shahekou-2018"}
    assert default_report(two_districts, None) == {"report": "other"}
    for path in folder.glob("[01]*.ipynb"):
        text = path.read_text(encoding="utf-8").replace('\\"a\\"', '\\"other\\"')
        path.write_text(text, encoding="utf-8")
    assert default_report(two_districts, None) == {}
    with pytest.raises(Refusal) as unknown:
        default_report(two_districts, "none")
    with pytest.raises(Refusal) as empty:
        default_report(corpus_at(tmp_path / "none"), None)
    assert (unknown.value.code, empty.value.code) == ("unknown_report", "empty_corpus")
