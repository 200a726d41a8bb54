import ast
import json
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest
from threadpoolctl import threadpool_limits

from analysis.areas.coding_sheet import sample_sentences, write_sheet
from analysis.run import runner
from analysis.run.folders import NOTEBOOKS, notebook_names, notebook_path
from analysis.run.kernels import kernel_managers
from analysis.run.notebook import default_parameters
from analysis.run.provenance import results
from corpus.collection import PROJECT, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from tests.notebooks.shapes import FEWER, outcomes

REPORTS = PROJECT / "corpus" / "reports"
REPORT = REPORTS / "shahekou-2018.txt"
NAMES = notebook_names()
LANGS = ("en", "zh")
# What one report cannot answer: a model of topics may not be stable, and two are more than one.
BEYOND_ONE_REPORT = {"04_topics", "12_two_reports", "18_positions", "19_themes"}


def run(folder: Path, out: Path, names=NAMES, **parameters):
    corpus = corpus_at(folder)
    build_store(corpus)
    return runner.run_notebooks(corpus, names=names, out=out, parameters=parameters)


@pytest.fixture(scope="module")
def done(tmp_path_factory, one_template):
    """The notebooks, run on a copy of the shipped corpus."""
    folder = tmp_path_factory.mktemp("corpus") / "copy"
    shutil.copytree(REPORTS, folder)
    out = tmp_path_factory.mktemp("results")
    return folder, out, run(folder, out)


def read(path: Path):
    return nbformat.read(path, as_version=4)


def spoken_outputs(notebook):
    """What each cell printed and showed, pictures left out."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            data = output.get("data", {"text/plain": output.get("text")})
            found.append({kind: text for kind, text in data.items() if kind != "image/png"})
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_run_gives_what_is_committed(done, name):
    _, out, _ = done
    committed, made = (
        read(notebook_path(name)),
        read(out / "notebooks" / f"{name}.ipynb"),
    )
    assert [cell.source for cell in made.cells] == [cell.source for cell in committed.cells]
    assert spoken_outputs(made) == spoken_outputs(committed)


def test_every_notebook_succeeds_and_leaves_its_files(done):
    _, out, runs = done
    assert {one.name: one.failure for one in runs} == dict.fromkeys(NAMES)
    assert {one.name for one in runs if one.unanswered} <= BEYOND_ONE_REPORT
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for name in NAMES:
        assert f"html/{name}.html" in record["results"]
        if name not in BEYOND_ONE_REPORT:
            assert any(path.startswith(f"tables/{name}-") for path in record["results"])
        parameters = record["notebooks"][name]["parameters"]
        assert (parameters["region"], parameters["years"], parameters["lang"]) == (None, None, "en")
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


@pytest.mark.torture  # below, the same of some of them
def test_another_process_in_another_folder_makes_the_same_tables_and_figures(
    done, tmp_path, monkeypatch
):
    """Here hashes have another seed, clocks another zone, and there is no kernel."""
    folder, out, _ = done
    shutil.copytree(folder, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("outputs"))
    monkeypatch.setenv("GWR_CORPUS", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GWR_OUT", str(tmp_path / "out"))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setattr("analysis.figures.style.FORMATS", ("svg",))
    build_store(corpus_at(tmp_path / "elsewhere"))
    with threadpool_limits(1):
        for name in NAMES:
            outcomes(name, "en")
    made = results(tmp_path / "out")
    assert len(made) > 100
    first = results(out)
    assert made == {one: first[one] for one in made}
    tables = {one for one in first if one.startswith("tables/") or one.endswith(".svg")}
    assert tables == {one for one in made if one in tables}


# Between them they print, refuse, and show tables and pictures.
SOME = ("01_the_report", "04_topics", "10_promises_and_results")


def test_two_runs_in_different_folders_are_the_same_bytes(done, tmp_path, monkeypatch):
    folder, out, _ = done
    monkeypatch.setattr(runner, "kernel_managers", kernel_managers)  # a template of its own
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.setenv(name, "1")
    shutil.copytree(folder, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("outputs"))
    run(tmp_path / "elsewhere", tmp_path / "out", names=SOME)
    first, second = (
        json.loads((one / "run.json").read_text(encoding="utf-8"))["results"]
        for one in (out, tmp_path / "out")
    )
    assert {Path(one).name.rpartition(".")[2] for one in second} >= {"html", "ipynb", "png", "pdf"}
    assert second == {one: first[one] for one in first if Path(one).name.startswith(SOME)}


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory):
    """A second, generated report beside the real one: other year and place, shorter plan."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copy(REPORT, folder)
    text = REPORT.read_text(encoding="utf-8").replace("沙河口区", "西岗区")
    text = text.replace("2018年", "2020年").replace("2017年", "2019年")
    lines = text.splitlines()
    (folder / "second-2020.txt").write_text("\n".join(lines[:100] + lines[104:]), encoding="utf-8")
    build_store(corpus_at(folder))
    return folder


CHOSEN = {"report": "second-2020", "region": "西岗区"}


@pytest.mark.usefixtures("the_nation_is_counted_once")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.torture if at % 2 else ())
        for at, name in enumerate(NAMES)
    ],
)
def test_a_second_report_flows_through_every_notebook(two_reports, name, tmp_path, monkeypatch):
    monkeypatch.setenv("GWR_CORPUS", str(two_reports))
    monkeypatch.setenv("GWR_OUT", str(tmp_path))
    monkeypatch.setattr("analysis.figures.style.FORMATS", ())  # figures are drawn, not written
    shown = outcomes(name, "en", **CHOSEN, **FEWER.get(name, {}))
    assert not isinstance(shown[-1], Refusal) or name in {"04_topics", "18_positions"}


def test_a_run_is_of_the_report_that_is_chosen(two_reports, tmp_path, one_template):
    names = ("01_the_report", "18_positions")
    runs = run(two_reports, tmp_path, names=names, **CHOSEN)
    assert {one.name: one.failure for one in runs} == dict.fromkeys(names)
    listed = (tmp_path / "tables" / "01_the_report-reports.csv").read_text(encoding="utf-8-sig")
    assert "second-2020" in listed and "shahekou-2018" in listed
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    for name in names:
        assert record["notebooks"][name]["parameters"]["region"] == "西岗区"


@pytest.mark.parametrize("name", NAMES)
def test_every_notebook_takes_a_region(name):
    assert "region" in default_parameters(read(notebook_path(name)))


def code_cells(name: str, lang: str) -> list[str]:
    return [one.source for one in read(notebook_path(name, lang)).cells if one.cell_type == "code"]


def is_language(node: ast.stmt) -> bool:
    """Whether a statement is the line ``lang = …`` of the parameters."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "lang"


def statements(source: str) -> list[str]:
    """The statements of a cell, whatever their layout, but for that of the language."""
    return [ast.unparse(one) for one in ast.parse(source).body if not is_language(one)]


def test_the_notebooks_are_the_same_in_both_languages():
    assert notebook_names("zh") == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_years_and_of_places_are_titled_by_what_they_show(name):
    """What ``span`` names is the one or the other, whichever the corpus is compared by."""
    for cell in code_cells(name, "en"):
        figures = re.findall(r'"\d\d_\w+-(\w*(?:years|places)\w*)"', cell)
        if "save_figure(" in cell and figures:
            assert "chosen.span" not in cell, figures


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_code_but_for_the_language(name):
    english, chinese = (code_cells(name, lang) for lang in LANGS)
    assert len(english) == len(chinese)
    for own, other in zip(english, chinese, strict=True):
        assert statements(own) == statements(other)
    for lang, cells in zip(LANGS, (english, chinese), strict=True):
        said = [
            ast.unparse(one) for cell in cells for one in ast.parse(cell).body if is_language(one)
        ]
        assert said == [f"lang = {lang!r}"]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_text_and_code_in_the_same_places(name):
    english, chinese = (read(notebook_path(name, lang)).cells for lang in LANGS)
    for own, other in zip(english, chinese, strict=True):
        assert (own.cell_type, own.metadata.get("tags")) == (
            other.cell_type,
            other.metadata.get("tags"),
        )
    prose = "".join(cell.source for cell in chinese if cell.cell_type == "markdown")
    assert sum("\u4e00" <= sign <= "\u9fff" for sign in prose) > len(prose) / 3


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_takes_what_a_run_gives(name, lang):
    notebook = read(notebook_path(name, lang))
    given = default_parameters(notebook)
    assert given["lang"] == lang
    assert {given[one] for one in ("region", "years")} == {None}
    for one in ("report", "areas", "terms", "stop"):
        assert given.get(one) is None


END = {"en": "What can be said, and what cannot", "zh": "能说什么，不能说什么"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_made_to_be_read(name, lang):
    notebook = read(notebook_path(name, lang))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{number:02d}" for number in range(1, len(notebook.cells) + 1)
    ]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert len(code) <= 30
    assert not any("def " in cell.source for cell in code)
    assert lang == "zh" or notebook.cells[0].source.splitlines()[0].endswith("?")
    assert END[lang] in notebook.cells[-1].source
    text = notebook_path(name, lang).read_text(encoding="utf-8")
    assert str(Path.home()) not in text and str(NOTEBOOKS.parent) not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_committed_was_run_up_to_its_end_or_to_what_it_cannot_answer(name, lang):
    cells = read(notebook_path(name, lang)).cells
    counts = [cell.execution_count for cell in cells if cell.cell_type == "code"]
    ran = len(counts) - counts.count(None)
    assert counts == [*range(1, ran + 1), *[None] * (len(counts) - ran)]
    assert ran == len(counts) or (ran and name in BEYOND_ONE_REPORT)


@pytest.mark.parametrize("lang", LANGS)
def test_a_coding_sheet_corrects_the_share_of_an_area_by_year(
    done, lang, tmp_path, monkeypatch, capsys
):
    corpus = corpus_at(done[0])
    monkeypatch.setenv("GWR_OUT", str(tmp_path))
    drawn = sample_sentences(corpus, sentences=40)
    sheet = write_sheet(drawn, tmp_path / "coding.xlsx")
    pages = pd.read_excel(sheet, sheet_name=None)
    pages["sentences"]["code"] = drawn["machine"]
    with pd.ExcelWriter(sheet) as writer:
        for name, page in pages.items():
            page.to_excel(writer, sheet_name=name, index=False)
    cells = read(notebook_path("06_how_sure_are_we", lang)).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    given = {"corpus": corpus, "lang": lang, "area": 6, "sheet": str(sheet)}
    for source in [code[1], *(one for one in code[2:] if "coded" in one)]:
        exec(source, given)
    assert str(len(drawn)) in capsys.readouterr().out
    written = pd.read_csv(tmp_path / "tables" / "06_how_sure_are_we-corrected.csv")
    assert written["year"].tolist() == [2018]
    assert written["low"].iloc[0] <= written["corrected"].iloc[0] <= written["high"].iloc[0]


def test_the_html_asks_the_network_for_nothing(done):
    _, out, _ = done
    for path in [*(out / "html").glob("*.html"), out / "index.html"]:
        page = path.read_text(encoding="utf-8")
        assert 'src="http' not in page and 'href="http' not in page, path.name
        assert "@import" not in page, path.name


def test_papermill_sets_parameters(done, tmp_path, monkeypatch):
    folder, _, _ = done
    source, target = notebook_path("02_keywords"), tmp_path / "out.ipynb"
    monkeypatch.setenv("GWR_CORPUS", str(folder))
    monkeypatch.setenv("GWR_OUT", str(tmp_path / "results"))
    given = {"parameters": {"top": 7}, "progress_bar": False, "cwd": str(NOTEBOOKS)}
    papermill.execute_notebook(str(source), str(target), **given)
    assert "top = 7" in "".join(cell.source for cell in read(target).cells)
    assert (tmp_path / "results" / "figures" / "02_keywords-words.pdf").is_file()
