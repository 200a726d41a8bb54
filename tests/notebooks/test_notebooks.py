import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.run import notebook, runner
from corpus.collection import PROJECT, corpus_at
from corpus.store.build import build_store

REPORTS = PROJECT / "corpus" / "reports"
REPORT = REPORTS / "shahekou-2018.txt"
NAMES = notebook.notebook_names()


def run(folder: Path, out: Path, names=NAMES, **parameters):
    corpus = corpus_at(folder)
    build_store(corpus)
    return runner.run_notebooks(corpus, names=names, out=out, parameters=parameters)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The notebooks, run on a copy of the shipped corpus."""
    folder = tmp_path_factory.mktemp("corpus") / "copy"
    shutil.copytree(REPORTS, folder)
    out = tmp_path_factory.mktemp("results")
    return folder, out, run(folder, out)


def read(path: Path):
    return nbformat.read(path, as_version=4)


def spoken_outputs(notebook):
    """What each cell printed and showed, pictures and versions left out."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or "versions" in cell.metadata.get("tags", []):
            continue
        for output in cell.outputs:
            data = output.get("data", {"text/plain": output.get("text")})
            found.append({kind: text for kind, text in data.items() if kind != "image/png"})
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_run_gives_what_is_committed(done, name):
    _, out, _ = done
    committed, made = (
        read(runner.NOTEBOOKS / f"{name}.ipynb"),
        read(out / "notebooks" / f"{name}.ipynb"),
    )
    assert [cell.source for cell in made.cells] == [cell.source for cell in committed.cells]
    assert spoken_outputs(made) == spoken_outputs(committed)


def test_every_notebook_succeeds_and_leaves_its_files(done):
    _, out, runs = done
    assert [one.failure for one in runs] == [None] * len(NAMES)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for name in NAMES:
        assert f"html/{name}.html" in record["results"]
        assert any(path.startswith(f"tables/{name}-") for path in record["results"])
        assert record["notebooks"][name]["parameters"]["report"] == "shahekou-2018"
    for path in (out / "figures").glob("*.pdf"):
        assert path.with_suffix(".svg").is_file() and path.with_suffix(".png").is_file()
    assert {"reports/shahekou-2018.txt", "lexicon/policy_terms.csv"} <= set(record["inputs"])
    assert record["packages"]["jieba"] == "0.42.1"


def test_a_second_run_runs_nothing_and_a_deleted_result_is_made_again(done):
    folder, out, _ = done
    assert not any(one.changed for one in run(folder, out))
    table = out / "tables" / "01_the_report-parts.csv"
    before = table.read_bytes()
    table.unlink()
    assert [one.name for one in run(folder, out) if one.changed] == ["01_the_report"]
    assert table.read_bytes() == before


def test_two_runs_in_different_folders_are_the_same_bytes(done, tmp_path, monkeypatch):
    folder, out, _ = done
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.setenv(name, "1")
    shutil.copytree(folder, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("outputs"))
    run(tmp_path / "elsewhere", tmp_path / "out")
    first, second = (
        json.loads((one / "run.json").read_text(encoding="utf-8"))["results"]
        for one in (out, tmp_path / "out")
    )
    assert first == second


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory):
    """A second, generated report beside the real one: other year and place, shorter plan."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copy(REPORT, folder)
    text = REPORT.read_text(encoding="utf-8").replace("沙河口区", "西岗区")
    text = text.replace("2018年", "2020年").replace("2017年", "2019年")
    lines = text.splitlines()
    (folder / "second-2020.txt").write_text("\n".join(lines[:100] + lines[104:]), encoding="utf-8")
    out = tmp_path_factory.mktemp("two_out")
    return out, run(folder, out, report="second-2020")


def test_a_second_report_flows_through_everything(two_reports):
    out, runs = two_reports
    assert [one.failure for one in runs] == [None] * len(NAMES)
    listed = (out / "tables" / "01_the_report-reports.csv").read_text(encoding="utf-8-sig")
    assert "second-2020,西岗区,2020" in listed and "shahekou-2018,沙河口区,2018" in listed
    between = (out / "tables" / "03_tf_idf-reports.csv").read_text(encoding="utf-8-sig")
    assert "\nsecond-2020," in between and "\nshahekou-2018," in between


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_made_to_be_read(name):
    notebook = read(runner.NOTEBOOKS / f"{name}.ipynb")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{number:02d}" for number in range(1, len(notebook.cells) + 1)
    ]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert len(code) <= 30
    assert not any("def " in cell.source for cell in code)
    assert all(cell.execution_count for cell in code)
    assert notebook.cells[0].source.splitlines()[0].endswith("?")
    assert "What can be said, and what cannot" in notebook.cells[-2].source
    text = (runner.NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    assert str(Path.home()) not in text and str(runner.NOTEBOOKS.parent) not in text


def test_the_html_asks_the_network_for_nothing(done):
    _, out, _ = done
    for path in [*(out / "html").glob("*.html"), out / "index.html"]:
        page = path.read_text(encoding="utf-8")
        assert 'src="http' not in page and 'href="http' not in page, path.name
        assert "@import" not in page, path.name


def test_papermill_sets_parameters(done, tmp_path):
    folder, _, _ = done
    source, target = runner.NOTEBOOKS / "02_keywords.ipynb", tmp_path / "out.ipynb"
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(source),
        str(target),
        "-p",
        "top",
        "7",
        "--no-progress-bar",
        "--cwd",
        str(runner.NOTEBOOKS),
    ]
    places = {"GWR_CORPUS": str(folder), "GWR_OUT": str(tmp_path / "results")}
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **places})
    assert "top = 7" in "".join(cell.source for cell in read(target).cells)
    assert (tmp_path / "results" / "figures" / "02_keywords-words.pdf").is_file()
