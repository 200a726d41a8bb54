"""What is said of a run is what was run; and a changed result is told, with the reason."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.methods import text as methods
from analysis.run import verify
from analysis.run.notebook import notebook_names
from corpus.collection import PROJECT, corpus_at

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> tuple[Path, Path]:
    """A corpus with one report, and the results of one notebook."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copy(REPORT, folder)
    out = tmp_path_factory.mktemp("out")
    done = CliRunner().invoke(app, ["run", "03_tf_idf", "--out", str(out), "--corpus", str(folder)])
    assert done.exit_code == 0, done.output
    return folder, out


def test_every_notebook_that_measures_has_its_methods():
    assert set(notebook_names()) - set(methods.SAID) == {
        "00_is_my_corpus_sound",
        "01_the_report",
        "11_figures",
    }


def test_every_reference_is_there_and_used():
    used = {key for one in methods.SAID.values() for key in one["references"]}
    assert used == set(methods.REFERENCES)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_paragraph_is_of_what_was_run(run, language):
    _, out = run
    text, keys = methods.methods_text(out, lang=language)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["packages"]["jieba"] in text and record["python"] in text
    assert record["inputs"]["lexicon/policy_terms.csv"][:12] in text
    assert "TF-IDF" in text and "Gries" not in text
    assert keys == ["pedregosa2011", "sparckjones1972", "sun2013"]


def test_the_command_prints_text_and_bibtex(run, tmp_path):
    _, out = run
    done = CliRunner().invoke(app, ["methods", str(out), "--lang", "en"])
    assert done.exit_code == 0
    assert re.findall(r"^@\w+\{(\w+),$", done.stdout, re.M) == [
        "pedregosa2011",
        "sparckjones1972",
        "sun2013",
    ]
    assert done.stdout.count("{") == done.stdout.count("}")
    path = tmp_path / "refs.bib"
    done = CliRunner().invoke(app, ["methods", str(out), "--bibtex", str(path)])
    assert done.exit_code == 0 and "@" not in done.stdout
    assert path.read_text(encoding="utf-8").count("@") == 3


def test_results_as_the_run_left_them_are_verified(run):
    folder, out = run
    done = CliRunner().invoke(app, ["verify", str(out), "--corpus", str(folder)])
    assert (done.exit_code, "every result" in done.stdout) == (0, True)


def test_a_changed_result_is_told_with_the_reason(run, tmp_path):
    folder, out = run
    own = tmp_path / "out"
    shutil.copytree(out, own)
    table = next((own / "tables").glob("*.csv"))
    table.write_text("x", encoding="utf-8")
    (own / "tables" / "new.csv").write_text("x", encoding="utf-8")
    done = CliRunner().invoke(app, ["verify", str(own), "--corpus", str(folder)])
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"tables/{table.name}: the result was changed",
        "tables/new.csv: the result is not of the run",
        "inputs, program and packages are those of the run: the files were changed",
    ]


def test_a_changed_report_and_package_are_reasons(run, tmp_path):
    folder, out = run
    own, other = tmp_path / "out", tmp_path / "corpus"
    shutil.copytree(out, own)
    shutil.copytree(folder, other)
    next((own / "figures").glob("*.png")).unlink()
    (other / REPORT.name).write_text(REPORT.read_text(encoding="utf-8") + " ", encoding="utf-8")
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    record["packages"]["scipy"] = "0.1"
    (own / "run.json").write_text(json.dumps(record), encoding="utf-8")
    said = "\n".join(verify.differences(corpus_at(other), own))
    assert "the result is missing" in said
    assert f"reports/{REPORT.name}: the input was changed" in said
    assert "scipy was 0.1, and is " in said


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_a_folder_without_a_record_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
    for command in ("verify", "methods"):
        done = CliRunner().invoke(app, [command, str(tmp_path)])
        assert done.exit_code == 1
        assert len(done.stderr.strip().splitlines()) == 1
