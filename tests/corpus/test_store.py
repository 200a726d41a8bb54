import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from corpus import store as store_module
from corpus.errors import Refusal
from corpus.folder import Corpus, corpus_at, write_corrections
from corpus.store import TABLES, build_store, read_table, report_ids, store_fingerprint

REPORT = Path(__file__).parents[2] / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    shutil.copy(REPORT, tmp_path / "district.txt")
    return corpus_at(tmp_path)


def other_report(folder: Path, name: str = "other.txt") -> Path:
    """A generated report: the real one with another year and place, and fewer paragraphs."""
    text = (
        REPORT.read_text(encoding="utf-8").replace("2018年", "2020年").replace("2017年", "2019年")
    )
    lines = text.replace("沙河口区", "西岗区").splitlines()
    path = folder / name
    path.write_text("\n".join(lines[:60] + lines[62:]), encoding="utf-8")
    return path


def bytes_of(corpus: Corpus) -> dict[str, bytes]:
    files = (path for path in corpus.store.rglob("*") if path.is_file())
    return {path.relative_to(corpus.store).as_posix(): path.read_bytes() for path in files}


def test_every_row_with_a_span_walks_back_to_the_document(corpus):
    build_store(corpus)
    text = read_table(corpus, "texts")["text"][0]
    assert text == REPORT.read_text(encoding="utf-8")
    for name in TABLES:
        table = read_table(corpus, name)
        assert (table["start"] >= 0).all() and (table["start"] < table["end"]).all(), name
        assert (table["end"] <= len(text)).all(), name
    for name, column in (("paragraphs", "text"), ("mentions", "term"), ("tokens", "term")):
        table = read_table(corpus, name)
        printed = [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)]
        assert printed == list(table[column]), name


def test_a_second_build_reads_nothing_and_changes_no_byte(corpus):
    first = build_store(corpus)
    before = bytes_of(corpus)
    second = build_store(corpus)
    assert (first.built, second.built, second.unchanged) == (("district",), (), ("district",))
    assert bytes_of(corpus) == before


def test_only_what_changed_is_read_again(corpus, monkeypatch):
    other_report(corpus.documents)
    build_store(corpus)
    (corpus.documents / "other.txt").write_text(
        (corpus.documents / "other.txt").read_text(encoding="utf-8") + "\n网站地图",
        encoding="utf-8",
    )
    assert build_store(corpus).built == ("other",)
    monkeypatch.setattr(store_module, "program_fingerprint", lambda: "another version")
    assert build_store(corpus).built == ("district", "other")


def test_what_is_gone_leaves_the_store(corpus):
    path = other_report(corpus.documents)
    build_store(corpus)
    path.unlink()
    assert build_store(corpus).removed == ("other",)
    assert report_ids(corpus) == ["district"]
    assert not list(corpus.store.rglob("other*"))


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


def test_a_second_report_adds_rows_to_every_table(corpus):
    other_report(corpus.documents)
    build_store(corpus)
    for name in TABLES:
        assert list(read_table(corpus, name)["report_id"].unique()) == ["district", "other"], name
    years = read_table(corpus, "reports").set_index("report_id")["report_year"]
    assert years.to_dict() == {"district": 2018, "other": 2020}


def test_one_bad_document_does_not_stop_the_others(corpus):
    (corpus.documents / "empty.txt").write_bytes(b" \n")
    (corpus.documents / "recipe.txt").write_text("红烧肉的做法。" * 300, encoding="utf-8")
    built = build_store(corpus)
    assert built.built == ("district",)
    assert [(one.code, Path(one.place).name) for one in built.refused] == [
        ("empty", "empty.txt"),
        ("not_a_report", "recipe.txt"),
    ]
    assert not [path for path in corpus.store.rglob("*") if "empty" in path.name]


def test_the_same_speech_in_another_file_is_refused(corpus):
    text = REPORT.read_text(encoding="utf-8")
    (corpus.documents / "scraped.txt").write_text(text + "\n打印\n", encoding="gb18030")
    built = build_store(corpus)
    assert [(one.code, one.place, one.detail) for one in built.refused] == [
        ("duplicate", "scraped", "district")
    ]
    assert report_ids(corpus) == ["district"]


def test_a_correction_wins_and_is_recorded(corpus):
    build_store(corpus)
    write_corrections(corpus, {"district": {"report_year": "2019", "region_code": "210203"}})
    assert build_store(corpus).built == ("district",)
    row = read_table(corpus, "reports").iloc[0]
    assert (row["report_year"], row["reviewed_year"]) == (2019, 2018)
    assert (row["region_code"], row["region"], row["level"]) == ("210203", "西岗区", "county")
    messages = [one["message"] for one in json.loads(row["warnings"]) if one["code"] == "corrected"]
    assert any("2018" in message and "2019" in message for message in messages)


def test_an_unreadable_manifest_means_building_anew(corpus):
    build_store(corpus)
    before = bytes_of(corpus)
    (corpus.store / "manifest.json").write_text("{", encoding="utf-8")
    assert report_ids(corpus) == []
    assert build_store(corpus).built == ("district",)
    assert bytes_of(corpus) == before


def test_an_interrupted_build_leaves_a_store_that_can_be_read(corpus, monkeypatch):
    build_store(corpus)
    other_report(corpus.documents)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store_module, "_build_one", stop)
        with pytest.raises(KeyboardInterrupt):
            build_store(corpus)
    assert report_ids(corpus) == ["district"]
    assert len(read_table(corpus, "reports")) == 1
    assert build_store(corpus).built == ("other",)


def test_asking_for_what_is_not_there_is_refused(corpus):
    with pytest.raises(Refusal) as nothing:
        read_table(corpus, "tokens")
    build_store(corpus)
    with pytest.raises(Refusal) as unknown:
        read_table(corpus, "tokens", report_id="nowhere")
    assert (nothing.value.code, unknown.value.code) == ("empty_corpus", "unknown_report")


def test_columns_are_those_of_the_design(corpus):
    build_store(corpus)
    assert isinstance(read_table(corpus, "tokens"), pd.DataFrame)
    assert set(read_table(corpus, "tokens")) == {
        "report_id", "start", "end", "sentence_id", "paragraph_id", "term", "kind",
    }  # fmt: skip
    assert {"region_code", "report_year", "delivery_date", "speaker", "session", "warnings"} <= set(
        read_table(corpus, "reports")
    )


def test_a_build_that_was_broken_off_goes_on_and_leaves_no_strays(corpus, monkeypatch):
    (corpus.documents / "district.txt").unlink()
    for number, name in enumerate(("2015", "2016", "2017")):
        path = other_report(corpus.documents, f"{name}.txt")
        path.write_text(path.read_text(encoding="utf-8").replace("发展", "发展" * (number + 1)))
    one_after_another = store_module._build_one

    def broken(task):
        if task[1] == "2017":
            raise KeyboardInterrupt
        return one_after_another(task)

    monkeypatch.setattr(store_module, "_build_one", broken)
    with pytest.raises(KeyboardInterrupt):
        build_store(corpus)
    stray = corpus.store / "tokens" / "gone.parquet"
    stray.write_bytes(b"left by a build that was killed")
    half = corpus.store / "tokens" / "2017.part"
    half.write_bytes(b"half")
    monkeypatch.setattr(store_module, "_build_one", one_after_another)
    built = build_store(corpus)
    assert built.unchanged == ("2015", "2016")
    assert not stray.exists() and not half.exists()
    assert {path.stem for path in (corpus.store / "tokens").iterdir()} == set(report_ids(corpus))


def test_what_was_refused_is_not_read_again_until_it_changes(corpus, monkeypatch):
    bad = corpus.documents / "bad.txt"
    bad.write_text("红烧肉的做法。" * 300, encoding="utf-8")
    first = build_store(corpus)
    monkeypatch.setattr(store_module, "_build_one", None)
    again = build_store(corpus)
    assert [str(one) for one in again.refused] == [str(one) for one in first.refused] != []
    assert again.built == ()


def test_a_twin_is_read_when_the_first_is_gone(corpus):
    (corpus.documents / "district.txt").rename(corpus.documents / "a.txt")
    (corpus.documents / "b.txt").write_bytes(REPORT.read_bytes() + b"\n")
    assert [one.code for one in build_store(corpus).refused] == ["duplicate"]
    assert build_store(corpus).built == ()
    (corpus.documents / "a.txt").unlink()
    assert build_store(corpus).built == ("b",)


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path):
    with pytest.raises(Refusal) as caught:
        build_store(corpus_at(tmp_path / "none"))
    assert caught.value.code == "not_found"
    assert list(tmp_path.iterdir()) == []
