import os
import sys
from pathlib import Path

import pytest

from corpus import collection, files
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


FORMULA = "=cmd|' /C calc'!A0"


def test_no_cell_of_reports_csv_is_a_formula(corpus):
    rows = {"a": {"note": FORMULA, "speaker": "'=b"}, "b": {"note": "-3.5", "title": "- 草案"}}
    write_corrections(corpus, rows)
    text = (corpus.documents / "reports.csv").read_text(encoding="utf-8")
    assert "'=cmd" in text and ",=" not in text and ",-3.5" in text
    assert {one: dict(row, report_id=one) for one, row in rows.items()} == read_corrections(corpus)


def stopped_at(monkeypatch, name: str) -> None:
    """As if the process were killed the moment a file gets its name."""
    move_new = files.move_new

    def stop(part: Path, path: Path) -> None:
        if path.name == name:
            raise KeyboardInterrupt
        move_new(part, path)

    monkeypatch.setattr(files, "move_new", stop)


def test_the_row_is_there_before_the_document(corpus, tmp_path, monkeypatch):
    source = put(tmp_path / "new", "a.txt", b"text")
    seen = []
    move_new = files.move_new

    def look(part: Path, path: Path) -> None:
        seen.append((read_corrections(corpus), path.exists()))
        move_new(part, path)

    monkeypatch.setattr(files, "move_new", look)
    copy_into(corpus, source, {"report_year": "2018"})
    assert seen == [({"a": {"report_id": "a", "report_year": "2018"}}, False)]


def test_a_copy_that_fails_leaves_the_rows_as_they_were(corpus, tmp_path, monkeypatch):
    source = put(tmp_path / "new", "a.txt", b"text")
    stopped_at(monkeypatch, "a.txt")
    with pytest.raises(KeyboardInterrupt):
        copy_into(corpus, source, {"report_year": "2018"})
    assert [one.name for one in corpus.documents.iterdir() if one.is_file()] == []
    before = "report_id,note\r\nb,手工\r\n".encode("gb18030")
    put(corpus.documents, "reports.csv", before)
    with pytest.raises(KeyboardInterrupt):
        copy_into(corpus, source, {"report_year": "2018"})
    assert (corpus.documents / "reports.csv").read_bytes() == before


def test_a_row_that_somebody_typed_keeps_what_is_not_given(corpus, tmp_path):
    write_corrections(corpus, {"a": {"report_year": "2017", "note": "手工核对"}})
    copy_into(corpus, put(tmp_path / "new", "a.txt"), {"report_year": "2018"})
    assert read_corrections(corpus)["a"]["note"] == "手工核对"
    assert read_corrections(corpus)["a"]["report_year"] == "2018"


def test_the_document_is_removed_before_its_row_and_again_completes_it(corpus, monkeypatch):
    put(corpus.documents, "a.txt")
    write_corrections(corpus, {"a": {"note": "手工核对"}})

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(collection, "write_corrections", stop)
        with pytest.raises(KeyboardInterrupt):
            remove(corpus, "a")
    assert not (corpus.documents / "a.txt").exists()
    assert read_corrections(corpus)["a"]["note"] == "手工核对"
    remove(corpus, "a")
    assert read_corrections(corpus) == {}
    with pytest.raises(Refusal, match="no report"):
        remove(corpus, "a")


def test_whoever_adds_sweeps_what_a_killed_one_left(corpus, tmp_path):
    for name in (".a.txt.12.part", ".reports.csv.7.0123abcd.part", ".gwr.lock"):
        put(corpus.documents, name)
    copy_into(corpus, put(tmp_path / "new", "a.txt"))
    assert [one.name for one in corpus.documents.iterdir() if one.is_file()] == ["a.txt"]


def test_a_corpus_that_is_not_there_is_not_made_by_removing(tmp_path):
    with pytest.raises(Refusal):
        remove(corpus_at(tmp_path / "none"), "a")
    assert not (tmp_path / "none").exists()


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
