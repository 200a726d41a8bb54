"""Counts: how often each term occurs in each unit."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from analysis.checks import check_counts
from analysis.counts import count_terms, counts_by_unit, document_term, in_context, unit_names
from analysis.frequency import frequency_by
from corpus.report import read_report
from corpus.store.rows import tables_of
from tests.analysis.conftest import DISTRICT_REPORT


def as_dict(counts: pd.DataFrame) -> dict:
    return {(row.unit, row.term): row.n for row in counts.itertuples()}


def test_counts_by_report_by_hand(letters):
    assert as_dict(count_terms(letters)) == {
        ("r", "a"): 3,
        ("r", "b"): 2,
        ("r", "c"): 1,
        ("s", "c"): 1,
        ("s", "d"): 1,
    }


def test_paragraphs_are_named_with_their_report(letters):
    assert as_dict(count_terms(letters, by="paragraph_id")) == {
        ("r / 0", "a"): 2,
        ("r / 0", "b"): 1,
        ("r / 0", "c"): 1,
        ("r / 1", "a"): 1,
        ("r / 1", "b"): 1,
        ("s / 0", "c"): 1,
        ("s / 0", "d"): 1,
    }


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("report", "report_id"),
        ("paragraph", "paragraph_id"),
        ("part", "orientation"),
        ("year", "report_year"),
        (["report", "part"], ["report_id", "orientation"]),
    ],
)
def test_units_have_shorter_names(letters, name, column):
    rows = letters.assign(orientation=["opening"] * 4 + ["closing"] * 6, report_year=2018)
    pd.testing.assert_frame_equal(count_terms(rows, by=name), count_terms(rows, by=column))
    own = rows.assign(part="x")
    if name == "part":
        assert set(count_terms(own, by="part")["unit"]) == {"x"}


def test_a_unit_of_two_columns_has_both_names(letters):
    rows = letters.assign(year=[2017] * 8 + [2018] * 2)
    assert list(count_terms(rows, by=["report_id", "year"])["unit"].unique()) == [
        "r / 2017",
        "s / 2018",
    ]


def test_a_year_is_a_whole_number_in_a_name_even_where_one_is_missing(letters):
    years = letters.assign(report_year=letters["report_id"].map({"r": 2001.0}))
    counts = count_terms(years, by=["report_id", "year"])
    assert set(counts["unit"].dropna()) == {"r / 2001"}
    assert counts["unit"].isna().any()


def test_paragraph_and_report_named_together_are_the_same(letters):
    both = count_terms(letters, by=["report_id", "paragraph_id"])
    pd.testing.assert_frame_equal(both, count_terms(letters, by="paragraph_id"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, 8),
        ({"kinds": None}, 10),
        ({"kinds": ["number"]}, 1),
        ({"kinds": []}, 0),
        ({"stop_words": {"a"}}, 5),
        ({"stop_words": ["a", "z"]}, 5),
        ({"min_length": 2}, 0),
    ],
)
def test_what_is_counted(letters, options, expected):
    assert count_terms(letters, **options)["n"].sum() == expected


def test_min_length_counts_characters():
    rows = pd.DataFrame({"report_id": "r", "term": ["的", "创新", "𠮷林"], "kind": "word"})
    assert list(count_terms(rows, min_length=2)["term"]) == ["创新", "𠮷林"]


def test_mentions_have_no_kind_and_are_all_counted(letters):
    assert count_terms(letters.drop(columns="kind"))["n"].sum() == 10


def test_a_missing_unit_is_kept_as_missing_and_not_dropped(letters):
    rows = letters.assign(year=[2017.0] * 8 + [np.nan] * 2)
    counts = count_terms(rows, by="year")
    assert counts["n"].sum() == 8
    assert list(counts.loc[counts["unit"].isna(), "term"]) == ["c", "d"]
    assert unit_names(rows, ["report_id", "year"]).isna().sum() == 2
    with pytest.raises(ValueError, match=r"^column unit has 2 missing values$"):
        check_counts(counts)


@pytest.mark.parametrize("column", ["term", "year"])
def test_a_missing_column_is_named(letters, column):
    with pytest.raises(ValueError, match=f"^the table has no column '{column}'"):
        count_terms(letters.drop(columns=column, errors="ignore"), by="year")


tokens = st.lists(
    st.tuples(
        st.sampled_from("rst"),
        st.integers(0, 3),
        st.sampled_from(["创新", "改革", "的", "5", "，"]),
    ),
    max_size=40,
)


def token_table(rows: list) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term"])
    kinds = {"5": "number", "，": "punctuation"}
    kind = [kinds.get(term, "word") for term in table["term"]]
    return table.astype({"report_id": str, "term": str}).assign(kind=kind)


@settings(deadline=None)
@given(rows=tokens, by=st.sampled_from(["report_id", "paragraph_id"]), stop=st.sets(st.just("的")))
def test_the_sum_of_n_is_the_number_of_tokens_kept(rows, by, stop):
    kept = [term for _, _, term in rows if term not in {"5", "，"} | stop]
    assert count_terms(token_table(rows), by=by, stop_words=stop)["n"].sum() == len(kept)


@settings(deadline=None)
@given(
    rows=tokens,
    by=st.sampled_from(["report_id", "paragraph_id", ["paragraph_id", "kind"]]),
    data=st.data(),
)
def test_the_order_of_rows_changes_no_count(rows, by, data):
    table, other = token_table(rows), token_table(data.draw(st.permutations(rows)))
    pd.testing.assert_frame_equal(count_terms(table, by=by), count_terms(other, by=by))


@settings(deadline=None, max_examples=40)
@given(rows=tokens, by=st.sampled_from([None, "report_id"]), data=st.data())
def test_the_order_of_rows_changes_no_frequency(rows, by, data):
    table, other = token_table(rows), token_table(data.draw(st.permutations(rows)))
    assume(table["kind"].isin(["word", "latin"]).any())
    pd.testing.assert_frame_equal(frequency_by(table, by=by), frequency_by(other, by=by))


def test_half_and_full_width_commas_give_the_same_words(tmp_path):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    counts = []
    for name, comma in (("half", ","), ("full", "，")):
        path = tmp_path / f"{name}.txt"
        path.write_text(re.sub("(?<![0-9])[,，]", comma, text), encoding="utf-8")
        counts.append(count_terms(tables_of(read_report(path), "r")["tokens"]))
    assert counts[0]["n"].sum() > 4_000
    pd.testing.assert_frame_equal(*counts)


def test_counts_by_unit_by_hand(letters):
    table = counts_by_unit(count_terms(letters), units=["s", "x", "r"])
    assert table.to_dict("list") == {
        "term": ["a", "b", "c", "d"],
        "s": [0, 0, 1, 1],
        "r": [3, 2, 1, 0],
        "total": [3, 2, 2, 1],
    }
    assert list(counts_by_unit(count_terms(letters)).columns) == ["term", "r", "s", "total"]


def test_document_term_is_count_vectorizers(golden_tokens, golden_counts, shuffled):
    documents = golden_tokens.groupby("report_id")["term"].agg(list)
    vectorizer = CountVectorizer(analyzer=list)
    expected = vectorizer.fit_transform(documents)
    matrix, units, terms = document_term(shuffled(golden_counts))
    assert list(units) == list(documents.index)
    assert list(terms) == list(vectorizer.get_feature_names_out())
    assert (matrix != expected).nnz == 0
    assert matrix.has_sorted_indices


def test_an_empty_unit_is_an_empty_row(table_of):
    counts = pd.concat(
        [
            table_of({"r": "a b b"}),
            pd.DataFrame([("empty", "a", 0), ("empty", "z", 0)], columns=["unit", "term", "n"]),
        ]
    )
    matrix, units, terms = document_term(counts)
    assert (list(units), list(terms)) == (["empty", "r"], ["a", "b"])
    assert matrix.toarray().tolist() == [[0, 0], [1, 2]]
    assert matrix.nnz == 2


def test_whole_numbers_stored_as_floats_or_nullable_are_counts(table_of):
    for dtype in ("float64", "Int64", "uint8"):
        matrix, _, _ = document_term(table_of({"r": "a a b"}).astype({"n": dtype}))
        assert matrix.toarray().tolist() == [[2, 1]]


def test_context_keeps_rows_and_adds_columns(letters, shuffled):
    keys = ["report_id", "paragraph_id"]
    paragraphs = (
        letters[keys]
        .drop_duplicates()
        .assign(orientation=["opening", "closing", "opening"], heading_path=["", "一、", ""])
    )
    reports = pd.DataFrame({"report_id": ["s", "r"], "region": ["乙", "甲"], "report_year": [2, 1]})
    rows = shuffled(letters)
    found = in_context(rows, paragraphs, reports)
    pd.testing.assert_frame_equal(found[letters.columns], rows.reset_index(drop=True))
    assert list(found.columns[4:]) == [
        "orientation",
        "heading_path",
        "chapter",
        "section",
        "region",
        "report_year",
    ]
    closing = found[found["orientation"] == "closing"]
    assert set(zip(closing["report_id"], closing["paragraph_id"], strict=True)) == {("r", 1)}
    assert set(found.loc[found["region"] == "甲", "report_id"]) == {"r"}


@pytest.mark.parametrize(
    ("column", "third"), [("chapter", "一、工作回顾"), ("section", "一、工作回顾 > （一）经济")]
)
def test_a_chapter_is_the_outermost_heading_and_a_section_the_two_outermost(column, third):
    paths = ["", "一、工作回顾", "一、工作回顾 > （一）经济 > 1.工业"]
    paragraphs = pd.DataFrame(
        {
            "report_id": "r",
            "paragraph_id": range(3),
            "orientation": "opening",
            "heading_path": paths,
        }
    )
    tokens = pd.DataFrame({"report_id": "r", "paragraph_id": range(3), "term": list("abc")})
    counts = count_terms(in_context(tokens, paragraphs), by=column)
    assert as_dict(counts) == {
        ("", "a"): 1,
        ("一、工作回顾", "b"): 1,
        (third, "c"): 1,
    }


def test_context_gives_each_row_the_time_of_its_sentence(shuffled):
    tokens = pd.DataFrame(
        [("r", 0, 0, "甲"), ("r", 0, 1, "乙"), ("r", 1, 2, "丙")],
        columns=["report_id", "paragraph_id", "sentence_id", "term"],
    )
    paragraphs = pd.DataFrame(
        {"report_id": "r", "paragraph_id": [0, 1], "orientation": "closing", "heading_path": ""}
    )
    sentences = pd.DataFrame(
        {"report_id": "r", "sentence_id": [0, 1, 2], "orientation": ["a", "b", "c"]}
    )
    found = in_context(shuffled(tokens), paragraphs, sentences=shuffled(sentences))
    assert dict(zip(found["term"], found["orientation"], strict=True)) == {
        "甲": "a",
        "乙": "b",
        "丙": "c",
    }


def test_context_refuses_a_paragraph_that_is_there_twice(letters):
    paragraphs = letters.assign(orientation="opening", heading_path="")
    with pytest.raises(ValueError, match="not unique"):
        in_context(letters, paragraphs)


@pytest.mark.parametrize("column", ["orientation", "heading_path", "chapter", "section", "region"])
def test_context_refuses_rows_that_have_it_already(letters, column):
    keys = ["report_id", "paragraph_id"]
    paragraphs = letters[keys].drop_duplicates().assign(orientation="opening", heading_path="")
    reports = pd.DataFrame({"report_id": ["s", "r"], "region": ["乙", "甲"], "report_year": [2, 1]})
    with pytest.raises(ValueError, match=f"have the column {column} already, .* drop it first"):
        in_context(letters.assign(**{column: "x"}), paragraphs, reports)
    if column == "region":  # which is not added where no reports are given
        assert set(in_context(letters.assign(region="x"), paragraphs)["region"]) == {"x"}


def test_the_district_reports_words_are_all_counted(district):
    tokens, paragraphs = district["tokens"], district["paragraphs"]
    words = tokens["kind"].isin(["word", "latin"]).sum()
    in_parts = count_terms(in_context(tokens, paragraphs), by="orientation")
    assert in_parts["n"].sum() == words
    assert count_terms(tokens, by="paragraph_id")["n"].sum() == words
    assert set(frequency_by(tokens, by=None)["words"]) == {words}


def test_the_unit_of_one_report_each_is_its_id():
    rows = pd.DataFrame({"report_id": ["b", "a", "b"], "year": [2018, 2019, 2018]})
    assert unit_names(rows, ["report_id"]).tolist() == ["b", "a", "b"]
    assert unit_names(rows, ["report_id", "year"]).tolist() == ["b / 2018", "a / 2019", "b / 2018"]
