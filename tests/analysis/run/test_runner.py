"""Runs of notebooks: what is run again and what is not, and what is left of it."""

import json
import os
import threading
from pathlib import Path

import nbformat
import pytest

from analysis.run import folders, notebook, runner
from analysis.run.notebook import Execution
from analysis.run.provenance import file_digest
from analysis.run.runner import run_notebooks, surroundings, workers
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.locking import LOCK, locked

SOURCE = """
import os
from pathlib import Path

folder = Path(os.environ["GWR_OUT"], "tables")
folder.mkdir(parents=True, exist_ok=True)
(folder / f"{name}-rows.csv").write_text(f"{top},{os.environ['PYTHONHASHSEED']}", encoding="utf-8")
if top < 0:
    raise ValueError("no such number")
if top > 99:
    raise Refusal("too_few_reports", "reports", str(top))
(folder / f"{name}-later.csv").write_text("x", encoding="utf-8")
"""


def execute_here(
    made: nbformat.NotebookNode, parameters: dict, folder: Path, kernels: object, texts: bool
) -> Execution:
    """Executes a notebook without a kernel."""
    known = notebook.default_parameters(made)
    values = known | {name: value for name, value in parameters.items() if name in known}
    try:
        for cell in made.cells:
            if cell.cell_type == "code" and not cell.metadata.get("tags"):
                exec(cell.source, values | {"Refusal": Refusal})
    except Refusal as refusal:
        return Execution(made, refusal)
    except ValueError as error:
        return Execution(made, Refusal("notebook_failed", "cell 2", str(error)))
    return Execution(made, None)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Two made-up notebooks in place of the project's: each writes a table of one row."""
    made = tmp_path / "notebooks"
    monkeypatch.setattr(runner, "execute", execute_here)
    monkeypatch.setattr(folders, "NOTEBOOKS", made)
    for name in ("01_one", "02_two"):
        write(made, name)
        write(made / "zh", name, question="为何")
    return made


def write(folder: Path, name: str, top: int = 3, question: str = "Why") -> None:
    given = nbformat.v4.new_code_cell(f'name = "{name}"\ntop = {top}')
    given.metadata["tags"] = ["parameters"]
    title = nbformat.v4.new_markdown_cell(f"# {question} {name}?")
    cells = [title, given, nbformat.v4.new_code_cell(SOURCE)]
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


def test_a_coding_sheet_that_changed_is_read_again(folder, district_corpus):
    def key() -> str:
        return runner._fingerprint("01_one", {"name": "coding.xlsx"}, district_corpus)

    keys = [key()]
    for content in ("no codes", "codes", "codes"):
        (folder / "coding.xlsx").write_text(content)
        keys.append(key())
    assert keys[2] == keys[3]
    assert len(set(keys)) == 3


def record_of(out: Path) -> dict:
    return json.loads((out / "run.json").read_text(encoding="utf-8"))


def tables_of(out: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (out / "tables").iterdir()}


def test_a_failure_keeps_what_was_made_before_it_as_incomplete(run, tmp_path):
    out = tmp_path / "out"
    run()
    assert set(tables_of(out)) == {f"0{n}-{end}.csv" for n in ("1_one", "2_two") for end in ENDS}
    assert run(top=-1) == ["01_one", "02_two"]
    assert tables_of(out) == {"01_one-rows.csv": "-1,0", "02_two-rows.csv": "-1,0"}
    record = record_of(out)
    assert {f"{kind}/01_one.{end}" for kind, end in PAGES} <= set(record["results"])
    for name, entry in record["notebooks"].items():
        assert (entry["state"], entry["earlier"]) == ("incomplete", False)
        assert entry["refusal"]["code"] == "notebook_failed"
        assert entry["refusal"]["place"] == f"{name}, cell 2"
        assert "no such number" in entry["refusal"]["message"]
    assert (out / "index.html").read_text(encoding="utf-8").count("incomplete") == 2
    assert run(top=-1) == ["01_one", "02_two"], "what failed is run again"
    assert run() == ["01_one", "02_two"]
    assert {entry["state"] for entry in record_of(out)["notebooks"].values()} == {"complete"}
    assert len(tables_of(out)) == 4


ENDS = ("rows", "later")
PAGES = (("notebooks", "ipynb"), ("html", "html"))


def test_a_failure_names_notebook_and_cell_and_the_others_are_made(
    folder, district_corpus, tmp_path
):
    write(folder, "01_one", top=-1)
    one, two = run_notebooks(
        district_corpus, names=["01_one", "02_two"], out=tmp_path / "out", parameters={}
    )
    assert one.failure is not None and two.failure is None
    assert one.failure.message().startswith("01_one, cell 2: the notebook stopped")
    assert one.failure.message("zh").startswith("01_one，单元格 2：笔记本运行出错")
    states = {name: one["state"] for name, one in record_of(tmp_path / "out")["notebooks"].items()}
    assert states == {"01_one": "incomplete", "02_two": "complete"}
    assert (tmp_path / "out" / "tables" / "02_two-later.csv").is_file()


def test_the_name_of_the_notebook_is_not_said_twice(monkeypatch):
    monkeypatch.setenv("GWR_LANGUAGE", "en")
    asked = Refusal("too_few_reports", "01_one", "1")
    run = runner.NotebookRun("01_one", True, 1.0, None, asked)
    assert runner._told(run) == f"cannot answer ({asked.problem()})"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_cannot_be_answered_is_a_result_and_is_said_each_time(
    folder, district_corpus, tmp_path, monkeypatch, lang
):
    monkeypatch.setenv("GWR_LANGUAGE", lang)
    told, out = [], tmp_path / "out"
    for changed in (True, False):
        [one] = run_notebooks(
            district_corpus,
            names=["01_one"],
            out=out,
            parameters={"top": 100, "lang": lang},
            progress=lambda name, state: told.append(state),
        )
        assert (one.changed, one.failure) == (changed, None)
        assert one.unanswered is not None and one.unanswered.detail == "100"
    sentence = Refusal("too_few_reports", "reports", "100").message(lang)
    assert told == ["runs", f"cannot answer ({sentence})", f"cannot answer ({sentence})"]
    assert tables_of(out) == {"01_one-rows.csv": "100,0"}
    [entry] = record_of(out)["notebooks"].values()
    assert entry["state"] == "cannot answer"
    assert entry["refusal"] == one.unanswered.record()
    words = {"en": "cannot be answered", "zh": "无法回答"}[lang]
    assert words in (out / "index.html").read_text(encoding="utf-8")


def test_the_other_language_is_run_into_the_same_names(run, tmp_path):
    out = tmp_path / "out"
    assert run(lang="en") == ["01_one", "02_two"]
    assert run(lang="zh") == ["01_one", "02_two"]
    assert run(lang="zh") == []
    for name in ("01_one", "02_two"):
        assert f"为何 {name}" in (out / "html" / f"{name}.html").read_text(encoding="utf-8")
        assert "为何" in (out / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
    assert "结果" in (out / "index.html").read_text(encoding="utf-8")
    assert run(lang="en") == ["01_one", "02_two"]


def test_a_notebook_that_there_no_longer_is_is_dropped(run, folder, district_corpus, tmp_path):
    """Its pages stay, and the index says that they are of an earlier run."""
    out = tmp_path / "out"
    run()
    (folder / "02_two.ipynb").rename(folder / "03_two.ipynb")
    done = run_notebooks(district_corpus, names=["01_one", "03_two"], out=out, parameters={})
    assert [(one.changed, one.failure) for one in done] == [(False, None), (True, None)]
    assert set(record_of(out)["notebooks"]) == {"01_one", "03_two"}
    page = (out / "index.html").read_text(encoding="utf-8")
    assert page.count("earlier run") == 1
    assert 'href="html/02_two.html">Why 02_two?</a> (from an earlier run)' in page


def test_a_cache_of_an_earlier_version_is_taken_for_complete(run, tmp_path):
    run()
    cache = tmp_path / "out" / ".cache" / "notebooks.json"
    known = json.loads(cache.read_text(encoding="utf-8"))
    for entry in known.values():
        del entry["state"], entry["refusal"]
    cache.write_text(json.dumps(known), encoding="utf-8")
    assert run() == []
    assert {one["state"] for one in record_of(tmp_path / "out")["notebooks"].values()} == {
        "complete"
    }


def test_an_interrupted_run_leaves_a_record_that_matches(
    run, folder, district_corpus, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    run()

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "execute", stop)
    with pytest.raises(KeyboardInterrupt):
        run(top=8)
    record = record_of(out)
    assert [entry["earlier"] for entry in record["notebooks"].values()] == [True, True]
    for path, digest in record["results"].items():
        assert file_digest(out / path) == digest
    assert (out / "index.html").read_text(encoding="utf-8").count("earlier run") == 2


def test_the_record_lists_what_was_made_with_what(run, tmp_path):
    run(top=5, unknown="x")
    out = tmp_path / "out"
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert set(record["results"]) == {
        f"{kind}/{name}{ending}"
        for name in ("01_one", "02_two")
        for kind, ending in (
            ("notebooks", ".ipynb"),
            ("html", ".html"),
            ("tables", "-rows.csv"),
            ("tables", "-later.csv"),
        )
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
        places = [one for one in os.environ if one.startswith(("JUPYTER", "IPYTHON", "GWR_OUT"))]
        assert all(Path(os.environ[one]).is_relative_to(tmp_path) for one in places)
        raise KeyboardInterrupt
    assert dict(os.environ) == before


def test_the_list_of_fonts_is_in_the_users_cache_or_without_one_in_the_outputs(
    district_corpus, tmp_path, monkeypatch
):
    kept = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: kept)
    with surroundings(district_corpus, tmp_path / "out"):
        assert os.environ["MPLCONFIGDIR"] == str(kept / "matplotlib")
    kept = tmp_path / "file"
    kept.touch()
    with surroundings(district_corpus, tmp_path / "out"):
        assert os.environ["MPLCONFIGDIR"] == str(tmp_path / "out" / ".cache" / "matplotlib")


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


def test_two_runs_into_one_folder_take_turns(run, tmp_path, monkeypatch):
    out, runs, run_all = tmp_path / "out", threading.Event(), runner._run_all

    def told(*given):
        runs.set()
        return run_all(*given)

    monkeypatch.setattr(runner, "_run_all", told)
    with locked(out / LOCK):
        started = threading.Thread(target=run)
        started.start()
        assert not runs.wait(1)
    started.join()
    assert (out / "run.json").exists()
    assert not (out / LOCK).exists()


def test_what_a_killed_run_left_is_cleared(run, tmp_path):
    out = tmp_path / "out"
    left = [
        out / ".cache" / "staging-7-0123abcd" / "tables" / "a.csv",
        out / ".run.json.7.part",
        out / "tables" / ".01_one-rows.csv.7.0123abcd.part",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half", encoding="utf-8")
    run()
    assert not any(path.exists() for path in left)
    assert list((out / ".cache").glob("staging*")) == []


def test_a_result_is_replaced_and_never_missing(run, folder, tmp_path, monkeypatch):
    """Whoever looks at any moment sees the old table or the new one."""
    run()
    replaced = Path.replace
    table = tmp_path / "out" / "tables" / "01_one-rows.csv"

    def look(self: Path, target: Path) -> Path:
        assert table.exists()
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", look)
    run(top=7)
    assert table.read_text(encoding="utf-8").startswith("7,")
