"""The commands around a run of the notebooks: run, verify, methods, lab."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.run import runner
from analysis.run.notebook import NOTEBOOKS
from analysis.run.runner import NotebookRun
from analysis.run.verify import differences
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.store.manifest import report_ids
from tests.analysis.cli.conftest import gwr


def test_run_refuses_an_unknown_notebook_and_report(corpus):
    assert "choose from" in gwr("run", "nonsense", "--corpus", corpus).stderr
    done = gwr("run", "--report", "nowhere", "--corpus", corpus)
    assert done.exit_code == 1
    assert "nowhere" in done.stderr


def test_the_command_prints_text_and_bibtex(one_run, tmp_path):
    done = CliRunner().invoke(app, ["methods", str(one_run), "--lang", "en"])
    assert done.exit_code == 0
    assert re.findall(r"^@\w+\{(\w+),$", done.stdout, re.M) == [
        "pedregosa2011",
        "sparckjones1972",
        "sun2013",
    ]
    assert done.stdout.count("{") == done.stdout.count("}")
    path = tmp_path / "refs.bib"
    done = CliRunner().invoke(app, ["methods", str(one_run), "--bibtex", str(path)])
    assert done.exit_code == 0 and "@" not in done.stdout
    assert path.read_text(encoding="utf-8").count("@") == 3


def test_a_run_that_is_up_to_date_says_so_and_a_changed_result_is_made_again(
    one_run, district_corpus, tmp_path
):
    out = tmp_path / "out"
    shutil.copytree(one_run, out)
    given = ["run", "3", "--out", out, "--corpus", district_corpus.documents, "--json"]
    done = gwr(*given)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "out": str(out),
        "ran": [],
        "up_to_date": ["03_tf_idf"],
        "refused": [],
    }
    assert str(out / "index.html") in done.stderr
    assert gwr("verify", out, "--corpus", district_corpus.documents).exit_code == 0


def test_what_verify_finds_is_one_json_document(one_run, district_corpus, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(one_run, out)
    given = ["verify", out, "--corpus", district_corpus.documents, "--json"]
    assert json.loads(gwr(*given).stdout) == {"folder": str(out), "differences": []}
    (out / "pages").mkdir(exist_ok=True)
    (out / "pages" / "new.html").touch()
    done = gwr(*given)
    assert done.exit_code == 1
    found = json.loads(done.stdout)["differences"]
    assert found == differences(district_corpus, out) and found[0].startswith("pages/new.html")


def test_lab_opens_the_notebooks_on_the_corpus_and_ends_as_it_does(corpus, monkeypatch):
    called = []
    monkeypatch.setenv("GWR_CORPUS", "elsewhere")
    monkeypatch.setattr(subprocess, "call", lambda words: called.append(words) or 7)
    done = gwr("lab", "--corpus", corpus)
    assert done.exit_code == 7
    [words] = called
    assert words[:3] == [sys.executable, "-m", "jupyterlab"]
    assert words[-1] == str(NOTEBOOKS)
    assert os.environ["GWR_CORPUS"] == str(corpus.resolve())
    assert report_ids(corpus_at(corpus)) == ["district"]


@pytest.mark.parametrize("command", ["methods", "verify"])
def test_results_are_looked_for_in_the_outputs_where_no_folder_is_named(
    command, tmp_path, monkeypatch
):
    monkeypatch.setenv("GWR_OUT", str(tmp_path))
    done = gwr(command)
    assert done.exit_code == 1
    assert str(tmp_path / "run.json") in done.stderr


def test_what_ran_what_did_not_and_what_failed_are_told_apart(corpus, monkeypatch):
    failed = Refusal("notebook_failed", "02_keywords", "ValueError: x")
    runs = [
        NotebookRun("00_is_my_corpus_sound", True, 1.0, None),
        NotebookRun("01_the_report", False, 0.0, None),
        NotebookRun("02_keywords", True, 1.0, failed),
    ]
    asked = []
    monkeypatch.setattr(runner, "run_notebooks", lambda *_, **given: asked.append(given) or runs)
    (corpus / "empty.txt").touch()
    done = gwr("run", "0", "1", "2", "--out", corpus / "out", "--corpus", corpus, "--json")
    assert done.exit_code == 1
    content = json.loads(done.stdout)
    assert content["ran"] == ["00_is_my_corpus_sound", "02_keywords"]
    assert content["up_to_date"] == ["01_the_report"]
    assert [one["code"] for one in content["refused"]] == ["empty", "notebook_failed"]
    [given] = asked
    assert given["names"] == [one.name for one in runs]
    assert given["parameters"] == {"report": "district"}  # for want of the notebooks' own
    assert len(given["refused"]) == 1 and given["out"] == corpus / "out"
