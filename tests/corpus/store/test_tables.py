import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.schema import TABLES, to_frame
from corpus.store import manifest
from corpus.store.build import build_store
from corpus.store.manifest import part_of
from corpus.store.tables import (
    connect,
    query,
    read_rows,
    read_rows_of_parts,
    read_table,
    rows_by_report,
)
from tests.corpus.store.conftest import other_report, several


def test_a_second_report_adds_rows_to_every_table(corpus):
    other_report(corpus.documents)
    build_store(corpus)
    for name in TABLES:
        assert list(read_table(corpus, name)["report_id"].unique()) == ["district", "other"], name
    years = read_table(corpus, "reports").set_index("report_id")["report_year"]
    assert years.to_dict() == {"district": 2018, "other": 2020}


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


def test_the_rows_of_one_report_are_those_of_the_whole_table(corpus):
    other_report(corpus.documents)
    build_store(corpus)
    for name in TABLES:
        whole = read_table(corpus, name)
        for one in ("district", "other"):
            own = whole[whole["report_id"] == one].reset_index(drop=True)
            pd.testing.assert_frame_equal(read_table(corpus, name, report_id=one), own)


def test_some_columns_are_those_of_the_whole_table(corpus):
    other_report(corpus.documents)
    build_store(corpus)
    names = ["report_id", "term"]
    whole = read_table(corpus, "tokens")[names]
    pd.testing.assert_frame_equal(read_table(corpus, "tokens", columns=names), whole)
    own = whole[whole["report_id"] == "other"].reset_index(drop=True)
    found = read_table(corpus, "tokens", report_id="other", columns=names)
    pd.testing.assert_frame_equal(found, own)
    with pytest.raises(ValueError, match="tokens has no column 'text'; its columns are report_id"):
        read_table(corpus, "tokens", columns=["report_id", "text"])
    with pytest.raises(ValueError, match="do not include report_id"):
        read_table(corpus, "tokens", columns=["term"])


def test_the_words_of_a_report_are_those_of_its_paragraphs(corpus):
    build_store(corpus)
    tokens, sizes = (read_table(corpus, name) for name in ("tokens", "sizes"))
    assert tokens["kind"].isin(["word", "latin"]).sum() == sizes["words"].sum()


def test_rows_are_in_the_order_of_the_ids_whatever_their_parts(corpus):
    several(corpus, "2015", "2016")
    build_store(corpus)
    ids = ["2015", "2016", "district"]
    assert sorted(ids, key=lambda one: part_of(one, 1)) != ids
    paragraphs = read_table(corpus, "paragraphs")
    assert list(paragraphs["report_id"].unique()) == ids
    for _, own in paragraphs.groupby("report_id"):
        assert own["paragraph_id"].tolist() == list(range(len(own)))


def test_rows_of_parts_are_all_rows_a_few_reports_at_a_time(corpus, monkeypatch):
    monkeypatch.setattr(manifest, "REPORTS_IN_A_GROUP", 2)
    names = (f"r{number}" for number in range(9999))
    ids = sorted([one for one in names if part_of(one, 1) == part_of("district", 1)][:2])
    several(corpus, *ids, "2015")
    (corpus.documents / "bad.txt").write_bytes(b" \n")
    build_store(corpus)
    groups = list(read_rows_of_parts(corpus.store, ("texts", "sizes")))
    assert all(list(group) == ["texts", "sizes"] for group in groups)
    read = sorted(list(group["texts"]["report_id"]) for group in groups)
    assert read == [["2015"], ["district", ids[0]], [ids[1]]]
    for name in ("texts", "sizes"):
        rows = pd.concat([group[name] for group in groups]).sort_values("report_id", kind="stable")
        pd.testing.assert_frame_equal(rows.reset_index(drop=True), read_table(corpus, name))


def test_rows_by_report_are_every_table_of_each(corpus):
    names = (f"r{number}" for number in range(9999))
    twin = next(one for one in names if part_of(one, 1) == part_of("district", 1))
    several(corpus, twin)
    build_store(corpus)
    assert rows_by_report(corpus.store, "0", []) == {}
    found = rows_by_report(corpus.store, part_of(twin, 1), [twin, "district"])
    assert list(found) == [twin, "district"]
    for one, rows in found.items():
        assert list(rows) == list(TABLES)
        for name, table in rows.items():
            pd.testing.assert_frame_equal(to_frame(table), read_table(corpus, name, report_id=one))


def test_a_folder_with_a_quotation_mark_can_be_asked(tmp_path):
    quoted = corpus_at(tmp_path / "o'clock")
    quoted.documents.mkdir()
    other_report(quoted.documents)
    build_store(quoted)
    with connect(quoted) as database:
        for name in TABLES:
            (count,) = database.execute(f"select count(*) from {name}").fetchone()
            assert count == len(read_table(quoted, name)) > 0, name


def test_rows_are_the_same_from_a_file_of_one_group_or_of_many(tmp_path):
    ids = ["a-2001", "b-2002", "c-2003"]
    table = pa.table({"report_id": [one for one in ids for _ in range(4)], "start": range(12)})
    name = f"{part_of(ids[0], 1)}.parquet"
    read = []
    for folder, rows in (("one", 12), ("many", 4)):
        path = tmp_path / folder / "sentences" / name
        path.parent.mkdir(parents=True)
        pq.write_table(table, path, row_group_size=rows)
        for chosen in (ids, ids[:1], ids[::2]):
            for columns in (None, ["start", "report_id"]):
                read.append(read_rows(tmp_path / folder, "sentences", name[0], chosen, columns))
    assert [one.num_rows for one in read[:6]] == [12, 12, 4, 4, 8, 8]
    assert read[1].column_names == ["start", "report_id"]
    assert all(one.equals(other) for one, other in zip(read[:6], read[6:], strict=True))
