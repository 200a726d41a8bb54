from pathlib import Path

import pytest

from corpus import documents, files
from corpus.collection import corpus_at, document_paths
from corpus.documents import copy_into, remove
from corpus.errors import Refusal
from corpus.reports_csv import read_corrections, write_corrections
from tests.corpus.conftest import put


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


def test_removing_takes_the_file_and_its_corrections(corpus):
    put(corpus.documents, "a.txt")
    write_corrections(corpus, {"a": {"report_year": "2018"}, "b": {"report_year": "2019"}})
    remove(corpus, "a")
    assert document_paths(corpus) == {}
    assert set(read_corrections(corpus)) == {"b"}
    with pytest.raises(Refusal) as caught:
        remove(corpus, "a")
    assert caught.value.code == "unknown_report"


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
        patched.setattr(documents, "write_corrections", stop)
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
