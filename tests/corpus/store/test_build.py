import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from corpus.collection import PROJECT, Corpus, corpus_at, write_corrections
from corpus.errors import Refusal
from corpus.lexicon.lists import policy_terms
from corpus.schema import TABLES
from corpus.store import build, plan, rows
from corpus.store.build import build_store
from corpus.store.manifest import part_of, report_ids, store_fingerprint
from corpus.store.tables import query, read_table
from corpus.words import body
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


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
    for name in (one for one in TABLES if one not in ("counts", "sizes")):
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
    monkeypatch.setattr(plan, "reading_fingerprint", lambda: "another version")
    assert build_store(corpus).built == ("district", "other")


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


def test_what_is_gone_leaves_the_store(corpus):
    path = other_report(corpus.documents)
    build_store(corpus)
    path.unlink()
    assert build_store(corpus).removed == ("other",)
    assert report_ids(corpus) == ["district"]
    assert b"other" not in b"".join(bytes_of(corpus).values())


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
    assert len(list((corpus.store / "tokens").iterdir())) == 1


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
    manifest = corpus.store / "manifest" / f"{part_of('district')}.json"
    manifest.write_text("{", encoding="utf-8")
    assert report_ids(corpus) == []
    assert build_store(corpus).built == ("district",)
    assert bytes_of(corpus) == before


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
        "report_id",
        "start",
        "end",
        "sentence_id",
        "paragraph_id",
        "term",
        "kind",
    }
    assert {"region_code", "report_year", "delivery_date", "speaker", "session", "warnings"} <= set(
        read_table(corpus, "reports")
    )


def several(corpus: Corpus, *names: str) -> None:
    """Generated reports that differ in their words."""
    for number, name in enumerate(names):
        path = other_report(corpus.documents, f"{name}.txt")
        text = path.read_text(encoding="utf-8").replace("发展", "发展" * (number + 1))
        path.write_text(text, encoding="utf-8")


def test_a_build_that_was_broken_off_goes_on_and_leaves_no_strays(corpus, monkeypatch):
    (corpus.documents / "district.txt").unlink()
    several(corpus, "2015", "2016", "2017")
    read_one = build.read_rows_of_document
    last = max(("2015", "2016", "2017"), key=part_of)

    def broken(report_id, *rest):
        if report_id == last:
            raise KeyboardInterrupt
        return read_one(report_id, *rest)

    monkeypatch.setattr(build, "read_rows_of_document", broken)
    with pytest.raises(KeyboardInterrupt):
        build_store(corpus)
    assert not list(corpus.store.rglob("*.part"))
    strays = [
        corpus.store / "tokens" / "zz.parquet",
        corpus.store / "tokens" / "00.part",
        corpus.store / "manifest.json",
    ]
    for stray in strays:
        stray.write_bytes(b"left by a build that was killed")
    monkeypatch.setattr(build, "read_rows_of_document", read_one)
    built = build_store(corpus)
    assert built.built == (last,)
    assert not any(stray.exists() for stray in strays)
    assert {path.stem for path in (corpus.store / "tokens").iterdir()} == {
        part_of(one) for one in report_ids(corpus)
    }


def test_a_part_that_was_broken_off_while_it_was_published_is_built_anew(corpus, monkeypatch):
    """Between the first table and the last there is no manifest, so that nothing is misread."""
    build_store(corpus)
    before = bytes_of(corpus)
    other_report(corpus.documents, "district.txt")

    def stop(path, target):
        if path.parent.name == "quantities":
            raise KeyboardInterrupt
        return replace(path, target)

    replace = Path.replace
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            build_store(corpus)
    assert report_ids(corpus) == []
    shutil.copy(REPORT, corpus.documents / "district.txt")
    assert build_store(corpus).built == ("district",)
    assert bytes_of(corpus) == before


def test_a_report_more_leaves_the_other_parts_alone(corpus, monkeypatch):
    several(corpus, "2015", "2016")
    build_store(corpus)
    before = bytes_of(corpus)
    names = (f"2017-{number}" for number in range(999))
    new = next(one for one in names if part_of(one) == part_of("2015"))
    other_report(corpus.documents, f"{new}.txt").write_bytes(
        (corpus.documents / "2015.txt").read_bytes().replace("发展".encode(), "发达".encode())
    )
    read = []
    read_one = build.read_rows_of_document
    monkeypatch.setattr(
        build, "read_rows_of_document", lambda *given: read.append(given[0]) or read_one(*given)
    )
    assert build_store(corpus).built == (new,)
    assert read == [new]
    after = bytes_of(corpus)
    changed = {Path(name).stem for name in after if after[name] != before.get(name)}
    assert changed == {part_of(new)}
    shutil.rmtree(corpus.outputs)
    build_store(corpus)
    assert bytes_of(corpus) == after


def test_many_reports_of_a_part_are_in_groups_and_in_order(corpus):
    """More than a group holds, some refused: the bytes are those of a build at once."""
    ids = [one for one in (f"r{number}" for number in range(9999)) if part_of(one) == "00"][:20]
    several(corpus, *ids)
    (corpus.documents / f"{ids[3]}.txt").write_text("红烧肉的做法。" * 300, encoding="utf-8")
    for one in ids[10:]:
        (corpus.documents / f"{one}.txt").rename(corpus.documents / f"{one}.later")
    build_store(corpus)
    for one in ids[10:]:
        (corpus.documents / f"{one}.later").rename(corpus.documents / f"{one}.txt")
    assert build_store(corpus).built == tuple(sorted(ids[10:]))
    after = bytes_of(corpus)
    assert list(read_table(corpus, "reports")["report_id"]) == sorted(
        ["district", *(one for one in ids if one != ids[3])]
    )
    shutil.rmtree(corpus.outputs)
    build_store(corpus, jobs=2)
    assert bytes_of(corpus) == after


def test_counts_and_sizes_add_up(corpus):
    build_store(corpus)
    tokens, counts, sizes = (read_table(corpus, name) for name in ("tokens", "counts", "sizes"))
    assert counts["n"].sum() == sizes["tokens"].sum() == len(tokens)
    assert sizes["words"].sum() == tokens["kind"].isin(["word", "latin"]).sum()
    paragraphs = read_table(corpus, "paragraphs").set_index("paragraph_id")
    place = tokens["paragraph_id"].map(paragraphs["orientation"])
    expected = tokens.groupby([place.rename("orientation"), "term"]).size()
    found = counts.set_index(["orientation", "term"])["n"]
    assert found.to_dict() == expected.to_dict()
    text = read_table(corpus, "texts")["text"].iloc[0]
    han = sum(
        len(re.findall("[\u4e00-\u9fff]", text[row.start : row.end]))
        for row in paragraphs.loc[sizes["paragraph_id"]].itertuples()
    )
    assert sizes["characters"].sum() == han


def test_the_store_can_be_asked_without_reading_it(corpus):
    other_report(corpus.documents)
    build_store(corpus)
    found = query(
        corpus,
        """
        select report_year, sum(n) filter (term = ?) / sum(n) as share
        from counts join reports using (report_id) where kind in ('word', 'latin')
        group by report_year order by report_year
        """,
        ["营商环境"],
    )
    tokens = read_table(corpus, "tokens")
    words = tokens[tokens["kind"].isin(["word", "latin"])]
    share = (words["term"] == "营商环境").groupby(words["report_id"]).mean()
    assert found["share"].tolist() == pytest.approx([share["district"], share["other"]])
    with pytest.raises(Refusal) as caught:
        query(corpus_at(corpus.documents / "none"), "select 1")
    assert caught.value.code == "empty_corpus"


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


def test_what_was_refused_is_not_read_again_until_it_changes(corpus, monkeypatch):
    bad = corpus.documents / "bad.txt"
    bad.write_text("红烧肉的做法。" * 300, encoding="utf-8")
    first = build_store(corpus)
    monkeypatch.setattr(build, "read_rows_of_document", None)
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
