"""The wheel is all that is needed: without a checkout the notebooks are there, and run."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from analysis.run.folders import notebook_names, notebook_path
from analysis.run.provenance import program_digest
from corpus.collection import PROJECT

# Commands in one process, with the exit code of each.
ONE_AFTER_THE_OTHER = """
import json, sys
from analysis.cli.main import app
for words in json.loads(sys.argv[1]):
    try:
        app(words)
    except SystemExit as ended:
        print(ended.code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture
def site(wheel, tmp_path) -> Path:
    """The packages as pip unpacks them, with one notebook made short."""
    folder = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    cells = [nbformat.v4.new_code_cell("from analysis.outputs import open_corpus\nopen_corpus()")]
    for lang in ("", "zh"):  # which gwr new copies
        path = folder / "analysis" / "notebooks" / lang / "00_is_my_corpus_sound.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return folder


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_wheel_has_the_notebooks_as_they_are_here(wheel, lang):
    with zipfile.ZipFile(wheel) as archive:
        for name in notebook_names(lang):
            inside = f"analysis/notebooks/{'zh/' * (lang == 'zh')}{name}.ipynb"
            assert archive.read(inside) == notebook_path(name, lang).read_bytes()


def test_the_program_is_the_same_in_both(wheel, tmp_path):
    """Else results made with the wheel would never match those of a checkout."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert program_digest(tmp_path) == program_digest()


def test_what_is_installed_makes_a_folder_to_work_in_and_runs_without_a_checkout(site, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(site), "GWR_LANGUAGE": "zh"}
    for name in ("GWR_CORPUS", "GWR_OUT"):
        environment.pop(name, None)

    def gwr(*words: str) -> str:
        command = [sys.executable, "-m", "analysis.cli.main", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    assert len(json.loads(gwr("new", "study", "--json"))["notebooks"]) == len(notebook_names("zh"))
    shutil.copy(site / "corpus" / "reports" / "shahekou-2018.txt", tmp_path / "study" / "reports")
    each = [["run", "0"], ["list"], ["add", "x.txt"]]
    command = [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(each)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
    assert done.stdout.split() == [b"1"] * len(each)
    lines = done.stderr.decode().splitlines()
    assert len(lines) == len(each) and all("gwr new FOLDER" in line for line in lines)
    assert not (site / "outputs").exists()
    assert json.loads(gwr("run", "0", "--corpus", "study", "--json"))["ran"] == [
        "00_is_my_corpus_sound"
    ]
    out = tmp_path / "study" / "outputs"
    shown = (out / "notebooks" / "00_is_my_corpus_sound.ipynb").read_text(encoding="utf-8")
    assert str(tmp_path / "study" / "reports") in shown
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["git_commit"] is None
    assert not (site / "outputs").exists()
