import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.lexicon.lists import policy_terms
from corpus.locking import locked
from corpus.reading import limited
from corpus.schema import TABLES
from corpus.store import build, manifest, plan, rows
from corpus.store.build import build_store
from corpus.store.manifest import part_of, read_manifests, report_ids, store_fingerprint
from corpus.store.tables import query, read_table
from corpus.store.without_texts import has_texts
from corpus.words import body
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher
from tests.corpus.store.conftest import REPORT, bytes_of, other_report, several


def test_a_second_build_reads_nothing_and_changes_no_byte(corpus):
    first = build_store(corpus)
    before = bytes_of(corpus)
    second = build_store(corpus)
    assert (first.built, second.built, second.unchanged) == (("district",), (), ("district",))
    assert bytes_of(corpus) == before


def test_another_lexicon_changes_words_and_terms_alone(corpus, monkeypatch):
    """What was recounted is what a build from nothing gives; no document is opened for it."""
    other_report(corpus.documents)
    build_store(corpus)
    before = bytes_of(corpus)
    fewer = [one for one in policy_terms() if one.term != "营商环境"]
    monkeypatch.setattr(body, "segmenter", lambda: Segmenter(one.term for one in fewer))
    monkeypatch.setattr(rows, "term_matcher", lambda: TermMatcher(fewer))
    for module in (build, plan, rows):
        monkeypatch.setattr(module, "words_fingerprint", lambda: "another lexicon")
    with monkeypatch.context() as patched:
        patched.setattr(build, "read_rows_of_document", None)
        built = build_store(corpus)
    assert (built.built, built.recounted) == ((), ("district", "other"))
    after = bytes_of(corpus)
    changed = {name.split("/")[0] for name in after if after[name] != before[name]}
    assert changed <= {"manifest", "tokens", "mentions", "nested", "counts", "sizes"}
    assert {"tokens", "mentions"} <= changed
    shutil.rmtree(corpus.outputs)
    build_store(corpus)
    assert bytes_of(corpus) == after


def test_the_bytes_depend_on_nothing_but_the_documents(corpus, tmp_path):
    other_report(corpus.documents)
    build_store(corpus)
    again = corpus_at(tmp_path / "again")
    again.documents.mkdir()
    other_report(again.documents)
    build_store(again)
    shutil.copy(corpus.documents / "district.txt", again.documents)
    build_store(again, jobs=2)
    assert bytes_of(again) == bytes_of(corpus)
    assert store_fingerprint(again) == store_fingerprint(corpus)


def test_one_bad_document_does_not_stop_the_others(corpus):
    (corpus.documents / "empty.txt").write_bytes(b" \n")
    (corpus.documents / "recipe.txt").write_text("红烧肉的做法。" * 300, encoding="utf-8")
    built = build_store(corpus)
    assert built.built == ("district",)
    assert [(one.code, Path(one.place).name) for one in built.refused] == [
        ("empty", "empty.txt"),
        ("not_a_report", "recipe.txt"),
    ]
    assert len(list((corpus.store / "tokens").iterdir())) == 1


def test_the_same_speech_in_another_file_is_refused(corpus):
    text = REPORT.read_text(encoding="utf-8")
    (corpus.documents / "scraped.txt").write_text(text + "\n打印\n", encoding="gb18030")
    built = build_store(corpus)
    assert [(one.code, one.place, one.detail) for one in built.refused] == [
        ("duplicate", "scraped", "district")
    ]
    assert report_ids(corpus) == ["district"]


def test_an_interrupted_build_leaves_a_store_that_can_be_read(corpus, monkeypatch):
    build_store(corpus)
    other_report(corpus.documents)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(build, "read_rows_of_document", stop)
        with pytest.raises(KeyboardInterrupt):
            build_store(corpus)
    assert report_ids(corpus) == ["district"]
    assert len(read_table(corpus, "reports")) == 1
    assert build_store(corpus).built == ("other",)


def test_a_corpus_at_an_address_has_the_same_tables(corpus):
    """An address that fsspec knows, here in memory, in place of a folder."""
    several(corpus, "2015", "2016")
    (corpus.documents / "bad.txt").write_text("红烧肉的做法。" * 300, encoding="utf-8")
    away = corpus_at(f"memory://{corpus.documents.name}")
    away.documents.mkdir(parents=True)
    for path in corpus.documents.glob("*.txt"):
        (away.documents / path.name).write_bytes(path.read_bytes())
    here, there = build_store(corpus), build_store(away)
    assert there.built == here.built == ("2015", "2016", "district")
    assert [one.code for one in there.refused] == ["not_a_report"]
    for path in corpus.store.rglob("*.parquet"):
        assert (away.store / path.parent.name / path.name).read_bytes() == path.read_bytes()
    sql = "select term, sum(n) as n from counts group by term order by n desc, term limit 5"
    pd.testing.assert_frame_equal(query(corpus, sql), query(away, sql))
    assert build_store(away).unchanged == here.built


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path):
    with pytest.raises(Refusal) as caught:
        build_store(corpus_at(tmp_path / "none"))
    assert caught.value.code == "not_found"
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_up_to_date_needs_no_lock_and_writes_nothing(corpus, monkeypatch):
    build_store(corpus)
    before = {path: path.stat().st_mtime_ns for path in corpus.outputs.rglob("*")}

    def none(*_, **__):
        raise AssertionError("something was to be written")

    for name in ("locked", "sweep", "build_part"):
        monkeypatch.setattr(build, name, none)
    assert build_store(corpus).unchanged == ("district",)
    assert {path: path.stat().st_mtime_ns for path in corpus.outputs.rglob("*")} == before


def test_a_build_waits_for_another_and_leaves_its_work_alone(corpus):
    with locked(build.store_lock(corpus)):
        waits = threading.Thread(target=build_store, args=(corpus,))
        waits.start()
        half = corpus.store / "tokens" / ".00.parquet.1.0123abcd.part"
        half.parent.mkdir(parents=True)
        half.write_bytes(b"half")
        time.sleep(0.3)
        assert half.exists() and report_ids(corpus) == []
    waits.join()
    assert report_ids(corpus) == ["district"]
    assert not half.exists()
    assert not build.store_lock(corpus).exists()


def test_a_document_that_is_removed_while_it_is_read_is_no_refusal(corpus, monkeypatch):
    path = other_report(corpus.documents)
    read_one = build.read_rows_of_document

    def gone(report_id, *rest):
        if report_id == "other":
            path.unlink(missing_ok=True)
        return read_one(report_id, *rest)

    monkeypatch.setattr(build, "read_rows_of_document", gone)
    built = build_store(corpus)
    assert (built.built, built.refused) == (("district",), ())
    assert list(read_manifests(corpus.store)) == ["district"]


def test_a_document_that_cannot_be_read_is_refused_and_the_others_are_built(corpus, monkeypatch):
    path = other_report(corpus.documents)
    read_bytes = Path.read_bytes

    def broken(self):
        if self == path:
            raise OSError(5, "Input/output error")
        return read_bytes(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", broken)
        built = build_store(corpus)
        assert built.built == ("district",)
        assert [(one.code, one.detail) for one in built.refused] == [
            ("unreadable", "Input/output error")
        ]
    assert build_store(corpus).built == ("other",)  # once it can be read


@pytest.mark.skipif(sys.platform != "linux", reason="workers take the limits over by a fork")
def test_a_page_that_never_ends_is_refused_and_the_others_are_built(corpus, monkeypatch):
    several(corpus, "a", "b", "c")
    for path in list(corpus.documents.glob("[abc].txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        page = "".join(f"<p>{line}</p>" for line in lines)
        path.with_suffix(".html").write_text(page, encoding="utf-8")
        path.unlink()
    (corpus.documents / "b2.html").write_bytes(b"<div></nosuch>" * 60_000)
    monkeypatch.setattr(limited, "SECONDS", 1.0)
    built = {}
    for jobs in (1, 2):
        done = build_store(corpus, jobs=jobs)
        assert done.built == ("a", "b", "c", "district")
        place = str(corpus.documents / "b2.html")
        assert [(one.code, one.place) for one in done.refused] == [("too_slow", place)]
        built[jobs] = bytes_of(corpus)
        shutil.rmtree(corpus.outputs)
    assert built[1] == built[2]


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


DAMAGES = {
    "missing": Path.unlink,
    "of no bytes": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
}


@pytest.fixture
def stored(corpus):
    """A corpus of two parts, one with a document that is refused, and the bytes of its store."""
    several(corpus, "2015")
    part = part_of("2015", 1)
    refused = next(one for one in map("r{}".format, range(999)) if part_of(one, 1) == part)
    (corpus.documents / f"{refused}.txt").write_bytes(b" \n")
    build_store(corpus)
    return corpus, bytes_of(corpus)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_table_is_made_anew_by_any_build(stored, how):
    corpus, before = stored
    for name in ("tokens", "texts"):
        path = corpus.store / name / f"{part_of('2015', 1)}.parquet"
        DAMAGES[how](path)
        with pytest.raises(Refusal) as caught:
            query(corpus, "select count(*) from reports")
        assert (caught.value.code, caught.value.place) == ("bad_store", str(path))
        built = build_store(corpus)
        assert (built.built, built.unchanged, built.removed) == (("2015",), ("district",), ())
        assert built.damaged == (str(path),) and len(built.refused) == 1
        assert bytes_of(corpus) == before
    assert build_store(corpus).damaged == ()


@pytest.mark.parametrize("how", DAMAGES)
def test_a_store_whose_texts_are_all_damaged_is_made_anew(stored, how):
    """Whether it has texts cannot be told from them: it is not taken for one without."""
    corpus, before = stored
    for path in sorted((corpus.store / "texts").glob("*.parquet")):
        DAMAGES[how](path)
    assert has_texts(corpus)
    assert sorted(build_store(corpus).built) == ["2015", "district"]
    assert bytes_of(corpus) == before


def test_a_table_with_a_changed_byte_is_made_anew(stored):
    corpus, before = stored
    path = corpus.store / "sentences" / f"{part_of('district', 1)}.parquet"
    _flip(path)
    with pytest.raises(Refusal, match="other bytes"):  # which DuckDB would not notice
        query(corpus, "select * from sentences")
    assert build_store(corpus).damaged == (str(path),)
    assert bytes_of(corpus) == before


def test_a_byte_that_the_disk_has_changed_is_found_by_whoever_reads_it(stored):
    """Nobody has written the table: nothing but its bytes tells."""
    corpus, before = stored
    path = corpus.store / "sentences" / f"{part_of('district', 1)}.parquet"
    about = path.stat()
    _flip(path)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    with pytest.raises(Refusal) as caught:
        read_table(corpus, "sentences")
    assert (caught.value.code, caught.value.place) == ("bad_store", str(path))
    assert "gwr build" in str(caught.value)
    assert build_store(corpus).damaged == ()
    built = build_store(corpus, deeply=True)  # as gwr build does
    assert (built.built, built.damaged) == (("district",), (str(path),))
    assert bytes_of(corpus) == before


def test_a_query_that_is_wrong_is_no_damage(stored):
    import duckdb

    with pytest.raises(duckdb.Error):
        query(stored[0], "select nothing from nowhere")


def test_a_damaged_part_without_its_documents_leaves_nothing(stored):
    corpus, _ = stored
    (corpus.store / "tokens" / f"{part_of('2015', 1)}.parquet").write_bytes(b"")
    for path in corpus.documents.glob("[2r]*.txt"):
        path.unlink()
    build_store(corpus)
    after = bytes_of(corpus)
    shutil.rmtree(corpus.outputs)
    build_store(corpus)
    assert bytes_of(corpus) == after


def test_a_store_of_many_documents_has_more_parts_and_the_same_rows(corpus, monkeypatch):
    several(corpus, "2015", "2016", "2017")
    build_store(corpus)
    few, rows = bytes_of(corpus), {name: read_table(corpus, name) for name in TABLES}
    assert {len(path.stem) for path in corpus.store.rglob("*.parquet")} == {1}
    monkeypatch.setattr(manifest, "MANY_DOCUMENTS", 2)
    assert build_store(corpus).built == tuple(sorted(rows["reports"]["report_id"]))
    assert build_store(corpus).built == ()
    assert {len(path.stem) for path in corpus.store.rglob("*.parquet")} == {2}
    for name in TABLES:
        assert read_table(corpus, name).equals(rows[name]), name
        assert len(query(corpus, f"select * from {name}")) == len(rows[name])
    monkeypatch.undo()
    build_store(corpus)
    assert bytes_of(corpus) == few
