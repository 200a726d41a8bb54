"""An archive has all that remaking needs, is the same twice, and quotes only where it may."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest

from analysis.package import write_archive
from analysis.package.quotes import LENGTH, quoting
from analysis.run import run_notebooks
from analysis.run.folders import copy_notebooks, notebook_path
from analysis.run.notebook import read_notebook
from analysis.run.provenance import results
from corpus.collection import corpus_at, document_paths
from corpus.errors import Refusal
from corpus.store.build import build_store
from tests.analysis.conftest import DISTRICT_REPORT

PLANTED = "本句二十字系测试植入并非出自任何一份报告"


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def read(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_the_same_results_give_the_same_archive(with_texts, one_run, district_corpus, tmp_path):
    second = write_archive(district_corpus, tmp_path / "b.zip", out=one_run, texts=True)
    assert second.path.read_bytes() == with_texts.read_bytes()


def test_every_result_is_in_it_byte_for_byte(with_texts, one_run):
    recorded = json.loads(read(with_texts, "remake.json"))["results"]
    assert recorded == results(one_run)
    for name, digest in recorded.items():
        assert hashlib.sha256(read(with_texts, f"results/{name}")).hexdigest() == digest


def test_the_documents_are_in_it_only_where_that_is_asked_for(with_texts, without_texts):
    name = f"documents/reports/{DISTRICT_REPORT.name}"
    assert read(with_texts, name) == DISTRICT_REPORT.read_bytes()
    assert name not in names_in(without_texts)
    for one in (with_texts, without_texts):
        documents = json.loads(read(one, "remake.json"))["documents"]
        assert documents == {
            DISTRICT_REPORT.name: hashlib.sha256(DISTRICT_REPORT.read_bytes()).hexdigest()
        }


def test_all_that_describes_it_is_there(with_texts):
    for name in (
        "README.md",
        "run.json",
        "methods.txt",
        "references.bib",
        "remake.py",
        "requirements.lock",
        "ro-crate-metadata.json",
    ):
        assert read(with_texts, name)
    assert "词频" in read(with_texts, "methods.txt").decode()


@pytest.fixture(scope="module")
def planted(tmp_path_factory, one_template, one_wheel):
    """A corpus with a planted sentence, and results that have it in every format."""
    folder = tmp_path_factory.mktemp("planted")
    lines = DISTRICT_REPORT.read_text(encoding="utf-8").splitlines()
    lines.insert(40, f"{PLANTED}。")
    (folder / "planted.txt").write_text("\n".join(lines), encoding="utf-8")
    corpus, out = corpus_at(folder), folder / "results"
    build_store(corpus)
    run_notebooks(corpus, names=["03_tf_idf"], out=out, parameters={"lang": "en"})
    write_everywhere(out)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    record["results"] = results(out)
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return corpus, out


def write_everywhere(out: Path) -> None:
    import pandas as pd

    from analysis.export.write import FORMATS, write_table
    from analysis.figures import save_figure

    table = pd.DataFrame({"sentence": [PLANTED], "n": [1]})
    for ending in FORMATS:
        write_table(table, out / "tables" / f"03_tf_idf-planted{ending}")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 1))
    figure.text(0, 0.5, PLANTED, family="Noto Sans SC")
    save_figure(figure, "03_tf_idf-drawn", folder=out / "figures")
    for name in ("html/03_tf_idf-page.html", "pages/03_tf_idf-page.html"):
        (out / name).parent.mkdir(exist_ok=True)
        half = len(PLANTED) // 2
        (out / name).write_text(f"<p>{PLANTED[:half]}<b>{PLANTED[half:]}</b></p>", encoding="utf-8")
    escaped = json.dumps({"text": PLANTED})
    (out / "pages" / "03_tf_idf-data.html").write_text(f"<script>{escaped}</script>")
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", text=PLANTED)])
    nbformat.write(
        nbformat.v4.new_notebook(cells=[cell]), out / "notebooks" / "03_tf_idf-shown.ipynb"
    )
    (out / "tables" / "03_tf_idf-unknown.sav").write_bytes(PLANTED.encode("gb18030"))


def test_nothing_planted_is_in_an_archive_without_texts(planted, tmp_path):
    corpus, out = planted
    made = write_archive(corpus, tmp_path / "a.zip", out=out)
    assert len([name for name in made.left_out if "planted" in name]) == 7
    assert len([name for name in made.left_out if "drawn" in name]) == 3
    assert any(name.startswith("results/tables/") for name in made.files)
    contents = every_file(made.path)
    pieces = [PLANTED[at : at + LENGTH] for at in range(len(PLANTED) - LENGTH + 1)]
    for name, content in contents.items():
        for piece in pieces:
            forms = (piece.encode(), piece.encode("gb18030"), json.dumps(piece)[1:-1].encode())
            assert not any(form in content for form in forms), name
    looked_into = {
        name: content
        for name, content in contents.items()
        if name in made.files and not name.endswith((".png", ".whl", "-here"))
    }
    assert len(looked_into) > 30
    assert not quoting(looked_into, [PLANTED])


def test_with_texts_all_of_it_is_there(planted, tmp_path):
    corpus, out = planted
    made = write_archive(corpus, tmp_path / "a.zip", out=out, texts=True)
    assert made.left_out == ()
    assert any(PLANTED.encode() in content for content in every_file(made.path).values())


def every_file(path: Path, inside: str = "") -> dict[str, bytes]:
    """The files of an archive, and of the archives in it."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            found[inside + name] = archive.read(name)
            if name.endswith((".whl", ".xlsx", ".docx")):
                with archive.open(name) as nested:
                    found |= every_file(nested, f"{name}/")
    return found


def test_files_that_no_notebook_made_stay_out(one_run, district_corpus, tmp_path):
    own = tmp_path / "out"
    shutil.copytree(one_run, own)
    (own / "tables" / "mine.csv").write_text("x", encoding="utf-8")
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    record["results"] = results(own)
    (own / "run.json").write_text(json.dumps(record), encoding="utf-8")
    made = write_archive(district_corpus, tmp_path / "a.zip", out=own, texts=True)
    assert made.strangers == ("tables/mine.csv",)
    assert not [name for name in made.files if "mine" in name]


def test_nothing_is_left_of_an_archive_that_was_refused(district_corpus, one_run, tmp_path):
    with pytest.raises(Refusal) as refused:
        write_archive(district_corpus, tmp_path / "a.tar", out=one_run)
    assert refused.value.code == "not_zip"
    with pytest.raises(Refusal) as refused:
        write_archive(district_corpus, tmp_path / "a.zip", out=tmp_path / "none")
    assert refused.value.code == "nothing_run"
    assert list(tmp_path.iterdir()) == []


def test_nothing_beside_the_documents_is_read_as_one(without_texts, tmp_path):
    """A file that explains the folder was, and the archive was not remade."""
    with zipfile.ZipFile(without_texts) as archive:
        archive.extractall(tmp_path)
    assert document_paths(corpus_at(tmp_path / "documents")) == {}


def test_the_notebooks_of_the_corpus_are_in_it_without_outputs_and_are_found_there(
    tmp_path, one_template, one_wheel
):
    """Those that gwr new made and somebody edited are what was run, and not the suite's."""
    copy_notebooks(tmp_path / "study")
    shutil.copy(DISTRICT_REPORT, tmp_path / "study" / "reports")
    cells = [nbformat.v4.new_code_cell("print(1)")]
    own = tmp_path / "study" / "notebooks" / "00_is_my_corpus_sound.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), own)
    corpus = corpus_at(tmp_path / "study")
    build_store(corpus)
    out = corpus.outputs
    run_notebooks(corpus, names=["00_is_my_corpus_sound"], out=out, parameters={"lang": "en"})
    made = write_archive(corpus, tmp_path / "a.zip", texts=True)
    there = tmp_path / "there"
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(there)
    found = notebook_path("00_is_my_corpus_sound", "en", corpus_at(there / "documents"))
    assert found.parent == there / "documents" / "notebooks"
    assert [cell.source for cell in read_notebook(found).cells] == ["print(1)"]
