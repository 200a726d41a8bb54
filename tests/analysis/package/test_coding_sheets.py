"""The coding sheets that results were made from are among the inputs, and in the archive."""

import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest

from analysis.package import write_archive
from analysis.run import differences, run_notebooks, runner
from analysis.run.notebook import Execution
from analysis.run.provenance import file_digest
from corpus.collection import Corpus, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from tests.analysis.conftest import DISTRICT_REPORT

NAME = "00_is_my_corpus_sound"
PLACES = ["documents/notebooks/coding-key.csv", "documents/notebooks/coding.xlsx"]


def write_notebook(folder: Path, sheet: str) -> None:
    cell = nbformat.v4.new_code_cell(f"sheet = {sheet!r}")
    cell.metadata["tags"] = ["parameters"]
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / f"{NAME}.ipynb")


@pytest.fixture
def study(tmp_path, monkeypatch) -> Corpus:
    """A study with a notebook of its own, beside it a sheet with its key, and another's key."""
    monkeypatch.setattr(runner, "execute", lambda made, *_, **__: Execution(made, None))
    folder = tmp_path / "study"
    write_notebook(folder / "notebooks", "coding.xlsx")
    for name in ("coding.xlsx", "coding-key.csv", "other-key.csv"):
        (folder / "notebooks" / name).write_bytes(name.encode())
    (folder / "reports").mkdir()
    shutil.copy(DISTRICT_REPORT, folder / "reports")
    corpus = corpus_at(folder)
    build_store(corpus)
    return corpus


def run(corpus: Corpus) -> dict:
    run_notebooks(corpus, names=[NAME], out=corpus.outputs, parameters={"lang": "en"})
    return json.loads((corpus.outputs / "run.json").read_text(encoding="utf-8"))


def beside(corpus: Corpus, name: str) -> Path:
    return corpus.documents.parent / "notebooks" / name


def test_a_run_records_the_sheet_and_its_key(study):
    record = run(study)
    digests = {one: file_digest(beside(study, one)) for one in ("coding-key.csv", "coding.xlsx")}
    assert record["notebooks"][NAME]["sheets"] == digests
    read = {one: digest for one, digest in record["inputs"].items() if one.startswith("sheets/")}
    assert read == {f"sheets/{one}": digest for one, digest in digests.items()}


def test_without_a_key_of_its_name_any_beside_the_sheet_may_be_its_own(study):
    beside(study, "coding-key.csv").unlink()
    assert set(run(study)["notebooks"][NAME]["sheets"]) == {"coding.xlsx", "other-key.csv"}


@pytest.mark.parametrize("name", ["coding.xlsx", "coding-key.csv"])
def test_a_sheet_or_key_that_changed_is_named_and_makes_results_anew(study, tmp_path, name):
    run(study)
    assert not run(study)["notebooks"][NAME]["ran"]
    beside(study, name).write_bytes(b"other codes")
    with pytest.raises(Refusal) as caught:
        write_archive(study, tmp_path / "a.zip", texts=True)
    assert (caught.value.code, caught.value.detail) == ("results_outdated", f"sheets/{name}")
    (study.outputs / "notebooks" / f"{NAME}.ipynb").write_bytes(b"{}")
    assert f"sheets/{name}: the input differs from that of the run" in differences(
        study, study.outputs
    )
    assert run(study)["notebooks"][NAME]["ran"]
    beside(study, name).unlink()
    (study.outputs / "notebooks" / f"{NAME}.ipynb").write_bytes(b"{}")
    assert f"sheets/{name}: the input is missing" in differences(study, study.outputs)


@pytest.mark.parametrize("texts", [True, False])
def test_sheets_are_in_an_archive_with_texts_and_named_in_each(study, tmp_path, texts):
    run(study)
    made = write_archive(study, tmp_path / "a.zip", texts=texts)
    assert [one for one in PLACES if one in made.files] == (PLACES if texts else [])
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(tmp_path / "there")
    there = tmp_path / "there"
    digests = {one: file_digest(beside(study, Path(one).name)) for one in PLACES}
    assert json.loads((there / "remake.json").read_text(encoding="utf-8"))["sheets"] == digests
    said = (there / "README.md").read_text(encoding="utf-8")
    for name, digest in digests.items():
        assert f"`{name}` (sha256 {digest})" in said
    assert ("are to be put into these places" in said) == (not texts)


def test_a_sheet_that_would_not_be_found_again_is_refused(study, tmp_path):
    shutil.move(beside(study, "coding.xlsx"), tmp_path / "coding.xlsx")
    write_notebook(study.documents.parent / "notebooks", "../../coding.xlsx")
    run(study)
    with pytest.raises(Refusal) as caught:
        write_archive(study, tmp_path / "a.zip", texts=True)
    assert caught.value.code == "sheet_elsewhere"
    assert not (tmp_path / "a.zip").exists()
