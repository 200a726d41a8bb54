"""The commands around a run of the notebooks: new, run, verify, methods, lab."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from analysis.areas import codes
from analysis.cli.main import app
from analysis.run import folders, runner
from analysis.run.folders import NOTEBOOKS, notebook_names
from analysis.run.notebook import default_parameters, read_notebook, write_notebook
from analysis.run.runner import NotebookRun
from analysis.run.verify import differences
from corpus import collection
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.store.manifest import report_ids
from tests.analysis.cli.conftest import gwr
from tests.analysis.conftest import DISTRICT_REPORT

ALL = "region = report = years = areas = terms = stop = None"
SHOWN = "print([region, report, years, areas, terms, stop, lang])"
STOPPED = "from corpus.errors import Refusal\nraise Refusal('too_few_reports', 'here', '1')"


def write(folder: Path, name: str, *sources: str) -> None:
    """A made-up notebook; its first cell holds the parameters."""
    for lang, place in (("en", folder), ("zh", folder / "zh")):
        cells = [nbformat.v4.new_code_cell(one) for one in (*sources,)]
        cells[0].source += f'\nlang = "{lang}"'
        cells[0].metadata["tags"] = ["parameters"]
        title = nbformat.v4.new_markdown_cell(f"# {name}, {lang}?")
        made = nbformat.v4.new_notebook(cells=[title, *cells])
        write_notebook(made, place / f"{name}.ipynb")


@pytest.fixture
def notebooks(tmp_path, monkeypatch, one_template) -> Path:
    """Made-up notebooks in place of the suite's."""
    made = tmp_path / "suite"
    monkeypatch.setattr(folders, "NOTEBOOKS", made)
    write(made, "00_all", ALL, SHOWN)
    write(made, "01_few", "region = None", "print(1)")
    return made


@pytest.fixture
def asked(monkeypatch) -> list[dict]:
    """What would be run, without running it."""
    found: list[dict] = []
    monkeypatch.setattr(runner, "run_notebooks", lambda *_, **given: found.append(given) or [])
    return found


@pytest.fixture
def study(two_districts, tmp_path) -> Path:
    """The reports of two districts, of 2018 and 2020, in a corpus to change."""
    folder = tmp_path / "study"
    shutil.copytree(two_districts.documents, folder, ignore=shutil.ignore_patterns("outputs"))
    return folder


def printed(out: Path, name: str) -> list[str]:
    """What the cells of an executed notebook printed."""
    made = nbformat.read(out / "notebooks" / f"{name}.ipynb", as_version=4)
    outputs = [one for cell in made.cells for one in cell.get("outputs", [])]
    return [one["text"] for one in outputs if one["output_type"] == "stream"]


def test_each_notebook_takes_the_parameters_that_it_has(notebooks, study, tmp_path):
    (tmp_path / "words.txt").write_text("创新\n就业\n", encoding="utf-8")
    (tmp_path / "stop.txt").write_text("工作\n", encoding="utf-8")
    lists = ["--terms", tmp_path / "words.txt", "--stop-words", tmp_path / "stop.txt"]
    options = ["--report", "other", "--region", "西岗区", "--years", "2018-2020", *lists]
    place = ["--corpus", study, "--out", tmp_path / "out"]
    done = gwr("run", *options, "--areas", "6,卫生健康", *place)
    assert done.exit_code == 0, done.output
    given = ["西岗区", "other", (2018, 2020), [6, 3], ["创新", "就业"], ["工作"], "en"]
    assert printed(tmp_path / "out", "00_all") == [f"{given}\n"]
    assert printed(tmp_path / "out", "01_few") == ["1\n"]
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["notebooks"]["01_few"]["parameters"] == {"region": "西岗区", "lang": "en"}
    assert record["notebooks"]["00_all"]["parameters"]["stop"] == ["工作"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_refreshing_the_suites_notebooks_from_another_corpus_is_refused_before_the_run(
    notebooks, study, asked, lang
):
    done = gwr("run", "--corpus", study, "--refresh", language=lang)
    folder = notebooks / "zh" if lang == "zh" else notebooks
    assert done.exit_code == 1 and not asked
    assert done.stderr.splitlines() == [Refusal("suite_notebooks", str(folder)).message(lang)]


def test_nothing_is_given_that_was_not_asked_for(notebooks, study, asked):
    assert gwr("run", "--corpus", study).exit_code == 0
    assert gwr("run", "--corpus", study, "--years", "2020").exit_code == 0
    first, second = (one["parameters"] for one in asked)
    assert (first, second) == ({"lang": "en"}, {"lang": "en", "years": (2020, 2020)})


def test_the_language_is_that_asked_for_or_else_that_of_messages(notebooks, study, asked):
    gwr("run", "--corpus", study, language="zh")
    gwr("run", "--corpus", study, "--lang", "en", language="zh")
    gwr("run", "--corpus", study, "--lang", "zh")
    assert [one["parameters"]["lang"] for one in asked] == ["zh", "en", "zh"]
    assert gwr("run", "--corpus", study, "--lang", "de").exit_code == 2


def test_an_option_that_no_notebook_takes_is_named(notebooks, study, asked, tmp_path):
    (tmp_path / "stop.txt").write_text("工作\n", encoding="utf-8")
    options = ["--stop-words", tmp_path / "stop.txt", "--region", "西岗区", "--corpus", study]
    assert "uses --stop-words" in gwr("run", "1", *options).stderr
    assert "均不使用 --stop-words" in gwr("run", "1", *options, language="zh").stderr
    assert "None of these" not in gwr("run", *options).stderr
    assert "--region" not in gwr("run", "1", *options, "--report", "other").stderr


def test_the_notebooks_beside_the_reports_are_run_as_they_were_edited(notebooks, study, tmp_path):
    place = tmp_path / "own"
    assert gwr("new", place).exit_code == 0
    for path in study.glob("*.txt"):
        shutil.copy(path, place / "reports")
    (place / "notebooks" / "00_all.ipynb").unlink()
    edited = place / "notebooks" / "01_few.ipynb"
    edited.write_text(edited.read_text("utf-8").replace("print(1)", "print(7)"), encoding="utf-8")
    done = gwr("run", "--corpus", place)
    assert done.exit_code == 0
    assert f"The notebooks are those in {place / 'notebooks'}." in done.stderr
    assert printed(place / "outputs", "01_few") == ["7\n"]
    assert "up to date" in gwr("run", "--corpus", place).stderr
    edited.write_text(edited.read_text("utf-8").replace("print(7)", "print(8)"), encoding="utf-8")
    assert gwr("run", "--corpus", place).exit_code == 0
    assert printed(place / "outputs", "01_few") == ["8\n"]


@pytest.mark.parametrize(
    ("made", "asked_for", "said"),
    [
        ("en", "zh", "Notebooks whose text is in English: 2; only their results"),
        ("zh", "en", "Notebooks whose text is in Chinese: 2; only their results"),
        ("en", "en", None),
        ("zh", "zh", None),
    ],
)
def test_a_run_says_that_the_text_of_copied_notebooks_stays_in_their_language(
    notebooks, study, asked, made, asked_for, said
):
    (study / "reports").mkdir()
    for path in study.glob("*.txt"):
        path.rename(study / "reports" / path.name)
    assert gwr("new", study, "--lang", made).exit_code == 0
    stderr = gwr("run", "--corpus", study, "--lang", asked_for).stderr
    assert ("Notebooks whose text is" in stderr) == (said is not None)
    if said:
        assert said in stderr and f"gwr new FOLDER --lang={asked_for}" in stderr
        chinese = gwr("run", "--corpus", study, "--lang", asked_for, language="zh").stderr
        assert "2 个笔记本的文字为" in chinese and "Notebooks whose" not in chinese


def test_two_reports_are_named_to_the_notebook_of_two_reports(notebooks, study, asked):
    named = ["--report", "other", "--other", "shahekou-2018", "--corpus", study]
    assert gwr("run", *named).exit_code == 0
    given = {"report": "other", "other": "shahekou-2018", "lang": "en"}
    assert [one["parameters"] for one in asked] == [given]
    assert "uses --other" in gwr("run", *named).stderr
    twice = gwr("run", "--report", "other", "--other", "other", "--corpus", study)
    assert twice.exit_code == 2
    assert "other is given twice; name two reports" in twice.stderr


def test_the_suites_own_notebook_of_two_reports_takes_both():
    for lang in ("en", "zh"):
        path = folders.notebook_path("12_two_reports", lang)
        assert {"report", "other"} <= set(default_parameters(read_notebook(path)))


def test_the_report_in_focus_is_named_where_there_is_a_choice(notebooks, corpus, study, asked):
    assert "In focus: other;" in gwr("run", "--corpus", study).stderr
    assert "重点报告：other" in gwr("run", "--corpus", study, language="zh").stderr
    assert "In focus" not in gwr("run", "--corpus", study, "--report", "other").stderr
    assert "In focus" not in gwr("run", "--corpus", corpus).stderr


REFUSED = {
    ("--report", "nowhere"): "nowhere: no report with this ID",
    ("--region", "深圳市"): "深圳市: the corpus has no report of this region; it has",
    ("--years", "1999-2001"): "1999-2001: no report of the corpus is of these years",
    ("--report", "other", "--years", "2018"): "other: no report",
    ("--terms", "no-such-file.txt"): "no-such-file.txt: no such file",
    ("nonsense",): "choose from 00_all, 01_few",
}


@pytest.mark.parametrize(("options", "sentence"), REFUSED.items())
def test_what_is_not_there_is_refused_in_one_sentence_before_anything_is_run(
    notebooks, study, asked, options, sentence
):
    done = gwr("run", *options, "--corpus", study)
    assert (done.exit_code, asked) == (1, [])
    last = done.stderr.strip().splitlines()[-1]
    assert sentence in last
    assert not (study / "outputs" / "run.json").exists()


def test_an_unknown_report_is_refused_before_a_store_is_built(notebooks, study):
    done = gwr("run", "--report", "nowhere", "--corpus", study)
    assert len(done.stderr.splitlines()) == 1
    assert report_ids(corpus_at(study)) == []


def test_a_corpus_without_reports_is_refused(notebooks, tmp_path, asked):
    (tmp_path / "none").mkdir()
    done = gwr("run", "--corpus", tmp_path / "none")
    assert (done.exit_code, asked) == (1, [])
    assert "no readable report" in done.stderr


def test_wrong_years_and_areas_are_wrong_usage(notebooks, study):
    for options in (("--years", "2020-2018"), ("--years", "x"), ("--areas", "诗歌")):
        assert gwr("run", *options, "--corpus", study).exit_code == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_notebook_that_cannot_answer_ends_well(notebooks, study, tmp_path, lang):
    write(notebooks, "01_few", "x = 1", STOPPED, "print('later')")
    place = ["--corpus", study, "--out", tmp_path / "out"]
    sentence = Refusal("too_few_reports", "here", "1").message(lang)
    said = (
        f"01_few: cannot answer ({sentence})" if lang == "en" else f"01_few：无法回答（{sentence}）"
    )
    for ran in (["00_all", "01_few"], []):
        done = gwr("run", "--json", *place, language=lang)
        assert done.exit_code == 0, done.output
        assert said in done.stderr.splitlines()
        content = json.loads(done.stdout)
        assert content["ran"] == ran and content["refused"] == []
        assert [one["code"] for one in content["unanswered"]] == ["too_few_reports"]
    assert printed(tmp_path / "out", "01_few") == [f"{sentence}\n"]


def test_a_notebook_that_fails_is_told_with_its_cell_and_the_others_are_made(
    notebooks, study, tmp_path
):
    write(notebooks, "00_all", ALL, "print('before')", "1 / 0", "print('later')")
    done = gwr("run", "--corpus", study, "--out", tmp_path / "out")
    assert done.exit_code == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("00_all, cell 3: the notebook stopped with an error (ZeroDivisionError")
    assert printed(tmp_path / "out", "00_all") == ["before\n"]
    assert printed(tmp_path / "out", "01_few") == ["1\n"]


CODED = [
    "from analysis.areas import read_codes",
    "from analysis.across_reports import (\n    national_reference,\n    own_series,\n)",
]


@pytest.mark.parametrize("source", CODED)
def test_areas_are_coded_once_before_the_notebooks_that_read_them(
    notebooks, study, asked, monkeypatch, source
):
    coded: list[list[str]] = []
    monkeypatch.setattr(codes, "read_codes", lambda _, report_id: coded.append(report_id))
    write(notebooks, "02_areas", "x = 1", source)
    done = gwr("run", "0", "1", "--corpus", study)
    assert (coded, len(asked)) == ([], 1) and "Policy areas" not in done.stderr
    done = gwr("run", "--region", "西岗区", "--corpus", study)
    assert (coded, len(asked)) == ([["other"]], 2)
    assert "sentences are coded before the notebooks run (reports: 1)" in done.stderr


def test_codes_that_were_made_are_kept_for_the_notebooks(notebooks, study, asked):
    write(notebooks, "02_areas", "x = 1", CODED[0])
    assert gwr("run", "--corpus", study).exit_code == 0
    assert [one.stem for one in (study / "outputs").rglob("areas/*.parquet")] == ["other"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_new_makes_a_folder_in_which_a_study_can_start(notebooks, corpus, tmp_path, lang):
    """The notebooks, an empty folder for reports, and what to do next."""
    folder = tmp_path / "my study"
    done = gwr("new", folder, "--lang", lang)
    assert done.exit_code == 0
    assert f"gwr run --corpus {folder}" in done.stdout
    for name in notebook_names():
        own = (folder / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert f"# {name}, {lang}?" in own
    assert gwr("add", corpus / "district.txt", "--corpus", folder).exit_code == 0
    assert [path.name for path in (folder / "reports").glob("*.txt")] == ["district.txt"]
    done = gwr("run", "1", "--corpus", folder)
    assert done.exit_code == 0, done.output
    assert (folder / "outputs" / "index.html").is_file()


def test_new_refuses_a_folder_that_has_notebooks_in_one_sentence(notebooks, tmp_path):
    assert json.loads(gwr("new", tmp_path / "a", "--json").stdout)["notebooks"] == [
        "00_all",
        "01_few",
    ]
    done = gwr("new", tmp_path / "a")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [Refusal("notebooks_there", str(tmp_path / "a")).message()]
    assert "已有笔记本" in gwr("new", tmp_path / "a", language="zh").stderr


def test_the_command_prints_text_and_bibtex(one_run, tmp_path):
    done = CliRunner().invoke(app, ["methods", str(one_run), "--lang", "en"])
    assert done.exit_code == 0
    assert re.findall(r"^@\w+\{(\w+),$", done.stdout, re.M) == [
        "pedregosa2011",
        "sparckjones1972",
        "sun2013",
    ]
    assert done.stdout.count("{") == done.stdout.count("}")
    plain = done.stdout
    path = tmp_path / "refs.bib"
    done = CliRunner().invoke(app, ["methods", str(one_run), "--bibtex", str(path)])
    assert done.exit_code == 0 and "@" not in done.stdout
    assert path.read_text(encoding="utf-8").count("@") == 3
    said = json.loads(gwr("methods", one_run, "--lang", "en", "--json").stdout)
    assert said["references"] == ["pedregosa2011", "sparckjones1972", "sun2013"]
    assert said["bibtex"] == path.read_text(encoding="utf-8") and said["text"] in plain
    refused = gwr("methods", tmp_path / "none", "--json")
    assert refused.exit_code == 1 and json.loads(refused.stdout)["refused"]


def test_a_run_that_is_up_to_date_says_so_and_a_changed_result_is_made_again(
    one_run, district_corpus, tmp_path
):
    out = tmp_path / "out"
    shutil.copytree(one_run, out)
    place = ["--out", out, "--corpus", district_corpus.documents]
    given = ["run", "3", *place, "--lang", "en", "--json"]
    done = gwr(*given)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "out": str(out),
        "ran": [],
        "up_to_date": ["03_tf_idf"],
        "unanswered": [],
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


def test_lab_opens_the_notebooks_of_the_language_or_those_of_the_study(
    corpus, tmp_path, monkeypatch
):
    called: list[tuple[str, str]] = []

    def call(words: list[str]) -> int:
        called.append((words[-1], os.environ["GWR_LANGUAGE"]))
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setenv("GWR_CORPUS", str(corpus))
    gwr("lab", "--lang", "zh")
    gwr("lab", language="zh")
    gwr("new", tmp_path / "study")
    shutil.copy(corpus / "district.txt", tmp_path / "study" / "reports")
    gwr("lab", "--lang", "zh", "--corpus", tmp_path / "study")
    gwr("lab")
    zh, own = str(NOTEBOOKS / "zh"), str(tmp_path / "study" / "notebooks")
    assert called == [(zh, "zh"), (zh, "zh"), (own, "zh"), (own, "en")]


def test_lab_says_that_notebooks_are_the_suites_where_the_reports_have_none(
    corpus, tmp_path, monkeypatch
):
    monkeypatch.setattr(subprocess, "call", lambda words: 0)
    borrowed = gwr("lab", "--corpus", corpus).stderr
    assert f"the suite's, in {NOTEBOOKS}" in borrowed and "gwr new FOLDER" in borrowed
    assert "套件自带的笔记本" in gwr("lab", "--corpus", corpus, language="zh").stderr
    gwr("new", tmp_path / "study")
    shutil.copy(corpus / "district.txt", tmp_path / "study" / "reports")
    assert "the suite's" not in gwr("lab", "--corpus", tmp_path / "study").stderr


@pytest.mark.parametrize(
    ("language", "told"), [("en", "text is in Chinese: "), ("zh", "笔记本的文字为英文")]
)
def test_lab_says_which_notebooks_it_opens_where_they_are_in_another_language(
    tmp_path, monkeypatch, language, told
):
    monkeypatch.setattr(subprocess, "call", lambda words: 0)
    other = {"en": "zh", "zh": "en"}[language]
    for one in ("en", "zh"):
        gwr("new", tmp_path / one, "--lang", one)
        shutil.copy(DISTRICT_REPORT, tmp_path / one / "reports")
    for one in (language, other):
        said = gwr("lab", "--corpus", tmp_path / one, language=language).stderr
        assert str(tmp_path / one / "notebooks") in said
        assert (told in said) == (one == other)


def test_ctrl_c_is_for_jupyter_which_asks_whether_it_is_meant(corpus, monkeypatch):
    """A terminal sends it to both; lab ends when Jupyter has, and as it did."""

    def call(words: list[str]) -> int:
        signal.raise_signal(signal.SIGINT)
        return 7

    monkeypatch.setattr(subprocess, "call", call)
    done = gwr("lab", "--corpus", corpus)
    assert done.exit_code == 7
    assert "stopped" not in done.stderr
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_methods_of_a_folder_need_no_corpus(one_run, tmp_path, monkeypatch):
    monkeypatch.delenv("GWR_CORPUS", raising=False)
    monkeypatch.setattr(collection, "PROJECT", tmp_path)  # where there is no pyproject.toml
    done = gwr("methods", one_run)
    assert done.exit_code == 0
    assert done.stdout.startswith("The corpus consists of government work reports (n = ")


@pytest.mark.parametrize("command", ["methods", "verify"])
def test_results_are_looked_for_in_the_outputs_where_no_folder_is_named(
    command, tmp_path, monkeypatch
):
    monkeypatch.setenv("GWR_OUT", str(tmp_path))
    done = gwr(command)
    assert done.exit_code == 1
    assert str(tmp_path / "run.json") in done.stderr
    done = gwr(command, "--corpus", tmp_path / "elsewhere")
    assert done.exit_code == 1
    assert str(tmp_path / "elsewhere" / "outputs" / "run.json") in done.stderr


def test_what_ran_what_did_not_and_what_failed_are_told_apart(corpus, monkeypatch):
    failed = Refusal("notebook_failed", "02_keywords, cell 3", "ValueError: x")
    unanswered = Refusal("too_little_text", "topics", "3 text units, 12 required")
    runs = [
        NotebookRun("00_is_my_corpus_sound", True, 1.0, None),
        NotebookRun("01_the_report", False, 0.0, None),
        NotebookRun("02_keywords", True, 1.0, failed),
        NotebookRun("04_topics", True, 1.0, None, unanswered),
    ]
    asked = []
    monkeypatch.setattr(runner, "run_notebooks", lambda *_, **given: asked.append(given) or runs)
    (corpus / "empty.txt").touch()
    done = gwr("run", "0", "1", "2", "4", "--out", corpus / "out", "--corpus", corpus, "--json")
    assert done.exit_code == 1
    content = json.loads(done.stdout)
    assert content["ran"] == ["00_is_my_corpus_sound", "02_keywords", "04_topics"]
    assert content["up_to_date"] == ["01_the_report"]
    assert [one["code"] for one in content["refused"]] == ["empty", "notebook_failed"]
    [given] = asked
    assert given["names"] == [one.name for one in runs]
    assert [one["code"] for one in content["unanswered"]] == ["too_little_text"]
    assert given["parameters"] == {"lang": "en"}
    assert len(given["refused"]) == 1 and given["out"] == corpus / "out"
