"""Runs of notebooks: what is run again and what is not, and what is left of it."""

import json
import os
from pathlib import Path

import nbformat
import pytest

from analysis.run import notebook, runner
from analysis.run.provenance import file_digest
from analysis.run.runner import run_notebooks, surroundings, workers
from corpus.collection import corpus_at
from corpus.errors import Refusal


def test_a_notebook_that_fails_is_named_and_leaves_nothing(district_corpus, tmp_path):
    runs = run_notebooks(
        district_corpus, names=["04_topics"], out=tmp_path, parameters={"n_topics": 500}
    )
    assert runs[0].failure is not None
    assert runs[0].failure.code == "notebook_failed"
    assert "500 topics" in str(runs[0].failure)
    assert not (tmp_path / "notebooks").exists()


SOURCE = """
import os
from pathlib import Path

folder = Path(os.environ["GWR_OUT"], "tables")
folder.mkdir(parents=True, exist_ok=True)
(folder / f"{name}-rows.csv").write_text(f"{top},{os.environ['PYTHONHASHSEED']}", encoding="utf-8")
if top < 0:
    raise ValueError("no such number")
"""


def execute_here(made: nbformat.NotebookNode, parameters: dict) -> nbformat.NotebookNode:
    """Executes a notebook without a kernel."""
    known = notebook.default_parameters(made)
    values = known | {name: value for name, value in parameters.items() if name in known}
    try:
        for cell in made.cells:
            if cell.cell_type == "code" and not cell.metadata.get("tags"):
                exec(cell.source, values)
    except ValueError as error:
        raise Refusal("notebook_failed", "", str(error)) from error
    return made


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Two made-up notebooks in place of the project's: each writes a table of one row."""
    made = tmp_path / "notebooks"
    monkeypatch.setattr(runner, "execute", execute_here)
    for module in (notebook, runner):
        monkeypatch.setattr(module, "NOTEBOOKS", made)
    for name in ("01_one", "02_two"):
        write(made, name)
    return made


def write(folder: Path, name: str, top: int = 3) -> None:
    given = nbformat.v4.new_code_cell(f'name = "{name}"\ntop = {top}')
    given.metadata["tags"] = ["parameters"]
    cells = [nbformat.v4.new_markdown_cell(f"# {name}?"), given, nbformat.v4.new_code_cell(SOURCE)]
    notebook.write_notebook(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")


@pytest.fixture
def run(folder, district_corpus, tmp_path):
    """Runs the two, and gives the names of those that were not up to date."""

    def run(**parameters) -> list[str]:
        names, out = ["01_one", "02_two"], tmp_path / "out"
        runs = run_notebooks(district_corpus, names=names, out=out, parameters=parameters)
        assert [one.name for one in runs] == names
        return [one.name for one in runs if one.changed]

    return run


def test_only_what_changed_is_run_again(run, folder, tmp_path):
    out = tmp_path / "out"
    one, two = (out / "tables" / f"{name}-rows.csv" for name in ("01_one", "02_two"))
    assert run() == ["01_one", "02_two"]
    assert (one.read_text(), two.read_text()) == ("3,0", "3,0")
    assert run() == []
    one.unlink()
    two.write_text("changed by hand")
    assert run() == ["01_one", "02_two"]
    assert (one.read_text(), two.read_text()) == ("3,0", "3,0")
    write(folder, "02_two", top=4)
    assert run() == ["02_two"]
    assert (one.read_text(), two.read_text()) == ("3,0", "4,0")
    assert run(top=9) == ["01_one", "02_two"]
    assert (one.read_text(), two.read_text()) == ("9,0", "9,0")


def test_a_failure_leaves_the_results_before_and_the_record_says_so(run, tmp_path):
    out = tmp_path / "out"
    run()
    before = {path: path.read_bytes() for path in (out / "tables").iterdir()}
    assert run(top=-1) == ["01_one", "02_two"]
    assert {path: path.read_bytes() for path in (out / "tables").iterdir()} == before
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for entry in record["notebooks"].values():
        assert (entry["earlier"], entry["parameters"]["top"]) == (True, 3)
    assert (out / "index.html").read_text(encoding="utf-8").count("earlier run") == 2


def test_the_record_lists_what_was_made_with_what(run, tmp_path):
    run(top=5, unknown="x")
    out = tmp_path / "out"
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert set(record["results"]) == {
        f"{kind}/{name}{ending}"
        for name in ("01_one", "02_two")
        for kind, ending in (("notebooks", ".ipynb"), ("html", ".html"), ("tables", "-rows.csv"))
    }
    for path, digest in record["results"].items():
        assert file_digest(out / path) == digest
    for name, entry in record["notebooks"].items():
        assert entry["parameters"] == {"name": name, "top": 5}
        assert entry["ran"] and not entry["earlier"]


def test_what_is_going_on_is_told(folder, district_corpus, tmp_path):
    told = []
    for top in (3, 3, -1):
        run_notebooks(
            district_corpus,
            names=["01_one"],
            out=tmp_path / "out",
            parameters={"top": top},
            progress=lambda name, state: told.append((name, state)),
        )
    states = ["runs", "done", "up to date", "runs", "failed"]
    assert told == [("01_one", state) for state in states]


def test_a_folder_that_cannot_be_made_is_refused(folder, district_corpus, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused:
        run_notebooks(district_corpus, names=["01_one"], out=tmp_path / "file" / "x", parameters={})
    assert refused.value.code == "not_saved"


def test_the_surroundings_end_with_the_block_whatever_happens(
    district_corpus, tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.delenv("GWR_OUT", raising=False)
    before = dict(os.environ)
    with pytest.raises(KeyboardInterrupt), surroundings(district_corpus, tmp_path):
        assert os.environ["PYTHONHASHSEED"] == "0"
        assert os.environ["GWR_CORPUS"] == str(district_corpus.documents.resolve())
        places = [
            one for one in os.environ if one.startswith(("JUPYTER", "IPYTHON", "GWR_OUT", "MPLC"))
        ]
        assert all(Path(os.environ[one]).is_relative_to(tmp_path) for one in places)
        raise KeyboardInterrupt
    assert dict(os.environ) == before


def test_a_corpus_in_a_folder_named_reports_is_told_by_the_folder_above(tmp_path):
    (tmp_path / "reports").mkdir()
    corpus = corpus_at(tmp_path)
    with surroundings(corpus, tmp_path / "out"):
        assert corpus_at() == corpus


@pytest.mark.parametrize(("processors", "at_once"), [(None, 1), (1, 1), (3, 3), (64, 4)])
def test_no_more_notebooks_run_at_once_than_there_are_processors(monkeypatch, processors, at_once):
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert workers(12) == at_once
    assert workers(2) == min(2, at_once)
    assert workers(0) == 1
