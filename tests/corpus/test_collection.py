import os
import sys

import pytest

from corpus import collection
from corpus.collection import corpus_at, document_paths
from corpus.errors import Refusal
from tests.corpus.conftest import put


def test_documents_are_in_the_folder_or_in_reports_in_it(tmp_path):
    assert corpus_at(tmp_path).documents == tmp_path
    (tmp_path / "reports").mkdir()
    assert corpus_at(tmp_path).documents == tmp_path / "reports"


def test_the_environment_names_a_corpus(tmp_path, monkeypatch):
    monkeypatch.setenv("GWR_CORPUS", str(tmp_path))
    assert corpus_at().documents == tmp_path


def test_documents_are_listed_by_id_and_nothing_else_is(corpus):
    for name in ("b.txt", "a.docx", "reports.csv", ".hidden.txt", "note.pdf.part"):
        put(corpus.documents, name)
    assert list(document_paths(corpus)) == ["a", "b"]


def test_of_two_files_with_one_id_the_second_is_refused(corpus):
    put(corpus.documents, "a.txt")
    put(corpus.documents, "a.docx")
    put(corpus.documents, "b.txt")
    refused: list[Refusal] = []
    paths = document_paths(corpus, refused)
    assert [path.name for path in paths.values()] == ["a.docx", "b.txt"]
    assert [(one.code, one.place, one.detail) for one in refused] == [
        ("same_id", "a.txt", "a.docx")
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="its file names are always text")
def test_a_name_that_is_no_text_is_refused_and_the_others_go_on(tmp_path):
    corpus = corpus_at(tmp_path)
    put(tmp_path, "a.txt")
    (tmp_path / os.fsdecode("报告.txt".encode("gbk"))).write_bytes(b"text")
    refused: list[Refusal] = []
    assert list(document_paths(corpus, refused)) == ["a"]
    assert [one.code for one in refused] == ["bad_name"]
    str(refused[0]).encode("utf-8")  # can be printed


def test_a_package_writes_nothing_among_packages(tmp_path, monkeypatch):
    monkeypatch.delenv("GWR_CORPUS", raising=False)
    monkeypatch.setattr(collection, "PROJECT", tmp_path)  # where there is no pyproject.toml
    with pytest.raises(Refusal, match="gwr new FOLDER") as refused:
        corpus_at()
    assert refused.value.code == "no_corpus"
    assert corpus_at(tmp_path / "study").documents == tmp_path / "study"
    monkeypatch.setenv("GWR_CORPUS", str(tmp_path / "study"))
    assert corpus_at().outputs == tmp_path / "study" / "outputs"


def test_an_address_of_no_known_kind_is_refused():
    with pytest.raises(Refusal) as caught:
        corpus_at("nosuch://a/b")
    assert caught.value.code == "unknown_address"


def test_whoever_stands_in_a_folder_of_gwr_new_works_on_its_reports(tmp_path, monkeypatch):
    monkeypatch.delenv("GWR_CORPUS", raising=False)
    (tmp_path / "reports").mkdir()
    put(tmp_path / "notebooks", "readme.ipynb")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert corpus_at().documents == collection.PROJECT_CORPUS / "reports"  # not one of gwr new
    put(tmp_path / "notebooks", "00_is_my_corpus_sound.ipynb")
    assert corpus_at().documents == tmp_path / "reports"
    monkeypatch.chdir(tmp_path)
    assert corpus_at().outputs == tmp_path / "outputs"
    monkeypatch.setenv("GWR_CORPUS", str(tmp_path / "elsewhere"))
    assert corpus_at().documents == tmp_path / "elsewhere"
