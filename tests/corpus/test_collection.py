import os
import sys
from pathlib import Path

import pytest

from corpus import collection
from corpus.collection import (
    Corpus,
    copy_into,
    corpus_at,
    document_paths,
    read_corrections,
    remove,
    write_corrections,
)
from corpus.errors import Refusal


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return corpus_at(tmp_path)


def put(folder: Path, name: str, content: bytes = b"text") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


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


@pytest.mark.parametrize(
    "row",
    ["a,25", "a,1948", "a,20l8", "a,,999999", "a,,21020", "a,,,abc", "a,,,2018-13-01", 'a,"2018'],
)
def test_a_row_that_cannot_be_is_refused(corpus, row):
    corpus.documents.mkdir(parents=True, exist_ok=True)
    header = "report_id,report_year,region_code,delivery_date"
    (corpus.documents / "reports.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_corrections(corpus)
    assert caught.value.code == "bad_corrections"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_corrections_may_be_saved_by_any_program(corpus, encoding):
    corpus.documents.mkdir(parents=True, exist_ok=True)
    text = "report_id,speaker,note\r\na,朱镕基,据新华社所载全文校订，与原件一致\r\n"
    (corpus.documents / "reports.csv").write_bytes(text.encode(encoding))
    assert read_corrections(corpus)["a"]["speaker"] == "朱镕基"


def test_what_cannot_be_saved_leaves_nothing(corpus, tmp_path, monkeypatch):
    source = put(tmp_path / "elsewhere", "a.txt", "各位代表".encode())

    def full(self: Path, data: bytes) -> int:
        self.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refusal, match="No space left"):
        copy_into(corpus, source)
    assert list(corpus.documents.glob(".*")) == list(corpus.documents.glob("*.txt")) == []


def test_a_copy_is_the_same_bytes_under_a_safe_name(corpus, tmp_path):
    source = put(tmp_path / "elsewhere", "2018年 报告(终稿).TXT", b"\xff\xfe bytes as found")
    target = copy_into(corpus, source)
    assert target.name == "2018年-报告-终稿.txt"
    assert target.read_bytes() == source.read_bytes()
    assert [path.name for path in corpus.documents.iterdir() if path.is_file()] == [target.name]


def test_the_same_bytes_are_refused_and_another_file_of_that_name_is_numbered(corpus, tmp_path):
    copy_into(corpus, put(tmp_path / "one", "report.txt", b"first"))
    with pytest.raises(Refusal) as caught:
        copy_into(corpus, put(tmp_path / "two", "other.txt", b"first"))
    assert caught.value.code == "duplicate"
    assert copy_into(corpus, put(tmp_path / "three", "Report.txt", b"second")).stem == "Report-2"
    assert len(document_paths(corpus)) == 2


def test_corrections_round_trip_and_empty_cells_correct_nothing(corpus):
    write_corrections(corpus, {"b": {"report_year": "2018"}, "a": {"region_code": "210204"}})
    text = (corpus.documents / "reports.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in text.splitlines()] == ["report_id", "a", "b"]
    assert read_corrections(corpus)["b"] == {"report_id": "b", "report_year": "2018"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("name,report_year\na,2018\n", "columns may be"),
        ("report_id,report_year\na,2018\na,2019\n", "line 3.*twice"),
        ("report_id,report_year\na,2018,x\n", "line 2.*too many"),
        ("report_id,report_year\na,last year\n", "line 2.*'last year'"),
        ("report_id,region_code\na,21\n", "line 2.*'21'"),
    ],
)
def test_a_bad_line_of_corrections_is_named(corpus, content, named):
    put(corpus.documents, "reports.csv", content.encode())
    with pytest.raises(Refusal, match=named):
        read_corrections(corpus)


def test_removing_takes_the_file_and_its_corrections(corpus):
    put(corpus.documents, "a.txt")
    write_corrections(corpus, {"a": {"report_year": "2018"}, "b": {"report_year": "2019"}})
    remove(corpus, "a")
    assert document_paths(corpus) == {}
    assert set(read_corrections(corpus)) == {"b"}
    with pytest.raises(Refusal) as caught:
        remove(corpus, "a")
    assert caught.value.code == "unknown_report"


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
