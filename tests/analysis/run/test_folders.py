"""Where the notebooks are: chosen, copied and put back, in both languages."""

import shutil
from pathlib import Path

import nbformat
import pytest

from analysis.run import folders as module
from analysis.run.folders import (
    check_refresh,
    chosen_notebooks,
    copy_notebooks,
    notebook_folder,
    notebook_names,
    notebook_path,
    notebooks_of,
    own_notebooks,
    refresh,
)
from analysis.run.notebook import without_traces, write_notebook
from corpus.collection import Corpus, corpus_at
from corpus.errors import Refusal


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder of made-up notebooks in place of the project's."""
    made = tmp_path / "notebooks"
    monkeypatch.setattr(module, "NOTEBOOKS", made)
    for name in ("00_first", "01_second", "10_third"):
        for lang, place in (("en", made), ("zh", made / "zh")):
            cells = [nbformat.v4.new_code_cell(f'lang = "{lang}"\ntop = 3')]
            notebook = nbformat.v4.new_notebook(cells=cells)
            write_notebook(without_traces(notebook), place / f"{name}.ipynb")
    (made / "draft.ipynb").write_text("{}", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ([], ["00_first", "01_second", "10_third"]),
        (["1"], ["01_second"]),
        (["10", "00"], ["10_third", "00_first"]),
        (["01_second"], ["01_second"]),
        (["notebooks/01_second.ipynb"], ["01_second"]),
    ],
)
def test_notebooks_are_chosen_by_name_number_or_file(folder, wanted, names):
    assert chosen_notebooks(wanted) == names
    assert notebook_names() == notebook_names("zh") == ["00_first", "01_second", "10_third"]


@pytest.mark.parametrize("wanted", ["2", "first", "draft", ""])
def test_a_notebook_that_is_not_there_is_refused(folder, wanted):
    with pytest.raises(Refusal) as refused:
        chosen_notebooks(["00", wanted])
    assert refused.value.code == "unknown_notebook"
    assert "01_second" in refused.value.detail


def test_only_what_changed_is_put_back(folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(folder, out / "notebooks")
    other = out / "notebooks" / "01_second.ipynb"
    other.write_text(
        other.read_text(encoding="utf-8").replace("top = 3", "top = 4"), encoding="utf-8"
    )
    assert refresh(["00_first", "10_third"], out) == []
    assert refresh(["00_first", "01_second"], out) == ["01_second"]
    assert (folder / "01_second.ipynb").read_bytes() == other.read_bytes()


def test_the_chinese_notebooks_are_put_back_where_they_are(folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(folder, out / "notebooks")
    english = notebook_path("00_first").read_bytes()
    assert refresh(["00_first"], out, "zh") == ["00_first"]
    assert notebook_path("00_first", "zh").read_bytes() == english  # what was in out
    assert notebook_path("00_first").read_bytes() == english


def test_a_language_has_its_own_folder(folder):
    assert notebook_folder() == folder and notebook_folder("zh") == folder / "zh"
    assert notebook_path("10_third", "zh") == folder / "zh" / "10_third.ipynb"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_folder_to_work_in_has_the_notebooks_of_the_language_and_a_place_for_reports(
    folder, tmp_path, lang
):
    target = tmp_path / "a" / "study"
    assert copy_notebooks(target, lang) == ["00_first", "01_second", "10_third"]
    assert sorted(path.name for path in target.iterdir()) == ["notebooks", "reports"]
    assert list((target / "reports").iterdir()) == []
    for path in (target / "notebooks").iterdir():
        assert path.read_bytes() == notebook_path(path.stem, lang).read_bytes()
    corpus = corpus_at(target)
    assert own_notebooks(corpus) == target / "notebooks"
    assert corpus.documents == target / "reports"


def test_the_notebooks_of_a_corpus_are_its_own_whatever_the_language(folder, tmp_path):
    copy_notebooks(tmp_path / "study", "zh")
    own, corpus = tmp_path / "study" / "notebooks", corpus_at(tmp_path / "study")
    (own / "10_third.ipynb").unlink()
    shutil.copy(own / "00_first.ipynb", own / "20_mine.ipynb")
    for lang in ("en", "zh"):
        assert notebooks_of(corpus, lang) == own
        assert notebook_names(lang, corpus) == ["00_first", "01_second", "20_mine"]
        assert notebook_path("20_mine", lang, corpus) == own / "20_mine.ipynb"
        assert chosen_notebooks(["20"], lang, corpus) == ["20_mine"]
        with pytest.raises(Refusal, match="20_mine"):
            chosen_notebooks(["10"], lang, corpus)
    assert notebooks_of(corpus_at(), "zh") == notebooks_of(None, "zh") == folder / "zh"


def test_a_folder_without_numbered_notebooks_has_the_suites(folder, tmp_path):
    for name in ("reports", "notebooks"):
        (tmp_path / "study" / name).mkdir(parents=True)
    (tmp_path / "study" / "notebooks" / "draft.ipynb").touch()
    assert notebooks_of(corpus_at(tmp_path / "study")) == folder
    assert notebooks_of(Corpus(tmp_path / "study" / "notebooks", tmp_path)) == folder


def test_own_notebooks_are_put_back_into_their_own_folder(folder, tmp_path):
    copy_notebooks(tmp_path / "study")
    own, before = tmp_path / "study" / "notebooks", notebook_path("00_first").read_bytes()
    (tmp_path / "out" / "notebooks").mkdir(parents=True)
    (tmp_path / "out" / "notebooks" / "00_first.ipynb").write_text("{}", encoding="utf-8")
    corpus = corpus_at(tmp_path / "study")
    assert refresh(["00_first"], tmp_path / "out", corpus=corpus) == ["00_first"]
    assert (own / "00_first.ipynb").read_text(encoding="utf-8") == "{}"
    assert notebook_path("00_first").read_bytes() == before


def test_the_suites_notebooks_stay_as_they_are_after_a_run_on_another_corpus(
    folder, tmp_path, monkeypatch
):
    (tmp_path / "study" / "reports").mkdir(parents=True)
    (tmp_path / "out" / "notebooks").mkdir(parents=True)
    (tmp_path / "out" / "notebooks" / "00_first.ipynb").write_text("{}", encoding="utf-8")
    before = notebook_path("00_first").read_bytes()
    with pytest.raises(Refusal) as refused:
        refresh(["00_first"], tmp_path / "out", corpus=corpus_at(tmp_path / "study"))
    assert (refused.value.code, refused.value.place) == ("suite_notebooks", str(folder))
    assert notebook_path("00_first").read_bytes() == before
    monkeypatch.delenv("GWR_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path)
    check_refresh(corpus_at())  # their own corpus


def test_notebooks_are_never_overwritten(folder, tmp_path):
    copy_notebooks(tmp_path / "study")
    own = tmp_path / "study" / "notebooks" / "00_first.ipynb"
    own.write_text("mine", encoding="utf-8")
    (tmp_path / "flat").mkdir()
    (tmp_path / "flat" / "mine.ipynb").touch()
    for name in ("study", "flat"):
        before = sorted((tmp_path / name).rglob("*"))
        with pytest.raises(Refusal) as refused:
            copy_notebooks(tmp_path / name, "zh")
        assert refused.value.code == "notebooks_there"
        assert sorted((tmp_path / name).rglob("*")) == before
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_folder_of_reports_stays_as_it_is_and_gets_notebooks(folder, tmp_path):
    document = tmp_path / "study" / "reports" / "a.txt"
    document.parent.mkdir(parents=True)
    document.write_text("text", encoding="utf-8")
    copy_notebooks(tmp_path / "study")
    assert document.read_text(encoding="utf-8") == "text"
    assert len(list((tmp_path / "study" / "notebooks").iterdir())) == 3


def test_a_copy_that_fails_leaves_no_notebooks(folder, tmp_path, monkeypatch):
    def full(source: Path, target: Path) -> None:
        if source.stem == "10_third":
            raise OSError(28, "No space left on device")
        target.touch()

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Refusal) as refused:
        copy_notebooks(tmp_path / "study")
    assert (refused.value.code, refused.value.detail) == ("not_saved", "No space left on device")
    assert [path.name for path in (tmp_path / "study").iterdir()] == ["reports"]


def test_a_file_in_the_way_is_refused(folder, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused:
        copy_notebooks(tmp_path / "file")
    assert refused.value.code == "not_saved"


def test_a_corpus_without_notebooks_of_its_own_has_none(tmp_path):
    assert own_notebooks(corpus_at(tmp_path)) is None
    (tmp_path / "reports").mkdir()
    assert own_notebooks(corpus_at(tmp_path)) is None
    assert own_notebooks(corpus_at()) is None
