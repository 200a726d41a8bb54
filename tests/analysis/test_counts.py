"""Counts: how often each term stands in each unit."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from analysis.checks import check_counts
from analysis.counts import count_terms, counts_by_unit, document_term, in_context, unit_names
from analysis.frequency import frequency_by
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.shares import share_interval
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
    with pytest.raises(ValueError, match=f"^the table has no column '{column}'$"):
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
@given(rows=tokens, data=st.data())
def test_the_order_of_rows_changes_nothing(rows, data):
    table, other = token_table(rows), token_table(data.draw(st.permutations(rows)))
    for by in ("report_id", "paragraph_id", ["paragraph_id", "kind"]):
        pd.testing.assert_frame_equal(count_terms(table, by=by), count_terms(other, by=by))
    for by in (None, "report_id"):
        if table["kind"].isin(["word", "latin"]).any():
            pd.testing.assert_frame_equal(frequency_by(table, by=by), frequency_by(other, by=by))


def test_frequency_by_hand(letters):
    table = frequency_by(letters, by=None, min_length=1)
    columns = ["term", "n", "per_thousand", "paragraphs", "words"]
    assert table[columns].to_dict("list") == {
        "term": ["a", "b", "c", "d"],
        "n": [3, 2, 2, 1],
        "per_thousand": [375, 250, 250, 125],
        "paragraphs": [2, 2, 2, 1],
        "words": [8, 8, 8, 8],
    }


def test_stop_words_and_short_words_stay_in_the_denominator(letters):
    table = frequency_by(letters, by=None, min_length=1, stop_words={"a"})
    assert list(table["term"]) == ["b", "c", "d"]
    assert list(table["per_thousand"]) == [250, 250, 125]
    assert set(table["words"]) == {8}
    assert frequency_by(letters, by=None, min_length=2).empty


def test_frequency_of_chosen_kinds(letters):
    table = frequency_by(letters, by=None, min_length=1, kinds=["number"])
    columns = ["term", "n", "per_thousand", "paragraphs", "words"]
    assert table[columns].to_dict("records") == [
        {"term": "1", "n": 1, "per_thousand": 1000, "paragraphs": 1, "words": 1}
    ]


@pytest.fixture
def long():
    """30 paragraphs of two reports: a stands in every one, b in 20, c in one, 5 times."""
    text = {
        number: "a" + " b" * (number < 20) + " c" * 5 * (number == 3) + " x 1 ,"
        for number in range(30)
    }
    kinds = {",": "punctuation", "1": "number"}
    rows = [
        ("r" if paragraph < 10 else "s", paragraph, term, kinds.get(term, "word"))
        for paragraph, terms in text.items()
        for term in terms.split()
    ]
    return pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term", "kind"])


def test_frequency_by_unit_by_hand(long):
    table = frequency_by(long, by=None, min_length=1, stop_words={"x"})
    assert table[["unit", "term", "n", "words", "paragraphs", "documents"]].values.tolist() == [
        ["all", "a", 30, 85, 30, 2],
        ["all", "b", 20, 85, 20, 2],
        ["all", "c", 5, 85, 1, 1],
    ]
    assert table["per_thousand"].tolist() == [1000 * n / 85 for n in (30, 20, 5)]
    assert table["reason"].tolist() == ["", "", "stands in 1 paragraphs; an interval needs 20"]
    size = [2 + (number < 20) + 5 * (number == 3) for number in range(30)]
    one = share_interval([1] * 20 + [0] * 10, size)
    assert table.loc[1, ["low", "high"]].tolist() == pytest.approx(
        [1000 * one.low, 1000 * one.high], rel=1e-12
    )
    assert table.loc[2, ["low", "high"]].isna().all()


def test_frequency_by_unit_is_that_of_each_alone(long):
    table = frequency_by(
        long, by="report", min_length=1, inference=Inference(confidence=0.9, min_blocks=5)
    )
    assert list(table["unit"].unique()) == ["r", "s"]
    for unit, own in table.groupby("unit"):
        words = long[(long["report_id"] == unit) & (long["kind"] == "word")]
        n = words["term"].value_counts()
        assert own["n"].tolist() == n[own["term"]].tolist() and len(own) == len(n)
        assert own["n"].is_monotonic_decreasing
        assert set(own["words"]) == {len(words)}
        np.testing.assert_allclose(own["per_thousand"], 1000 * own["n"] / len(words), rtol=1e-12)
        paragraphs = words.groupby("term")["paragraph_id"].nunique()
        assert own["paragraphs"].tolist() == paragraphs[own["term"]].tolist()
        assert set(own["documents"]) == {1}
    assert table.loc[table["unit"] == "s", "reason"].eq("").all()


def test_frequency_of_several_columns(long):
    rows = long.assign(half=np.where(long["paragraph_id"] % 2, "odd", "even"))
    table = frequency_by(rows, by=["report", "half"], min_length=1)
    assert list(table["unit"].unique()) == ["r / even", "r / odd", "s / even", "s / odd"]
    assert table["n"].sum() == (rows["kind"] == "word").sum()


def test_paragraphs_that_are_in_two_units_are_a_block_of_each(long):
    rows = long.assign(side=np.where(long["term"] == "a", "x", "y"))
    table = frequency_by(rows, by="side", min_length=1).set_index(["unit", "term"])
    assert table.loc[("x", "a"), ["words", "paragraphs"]].tolist() == [30, 30]
    assert table.loc[("y", "b"), ["words", "paragraphs"]].tolist() == [55, 20]


def test_mentions_have_the_words_of_others_under_them(long):
    mentions = long[long["term"].isin(["b", "c"])].drop(columns="kind")
    table = frequency_by(mentions, by=None, words=long, min_length=1)
    words = frequency_by(long, by=None, min_length=1)
    same = words[words["term"].isin(["b", "c"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(table, same)


def test_rows_without_a_unit_are_left_out(long):
    rows = long.assign(side=np.where(long["paragraph_id"] < 4, None, "x"))
    table = frequency_by(rows, by="side", min_length=1)
    assert set(table["unit"]) == {"x"}
    assert set(table["words"]) == {85 - 12 - 5}
    assert "c" not in set(table["term"])


def test_doubling_and_order_leave_frequencies(long, shuffled):
    table = frequency_by(long, by="report_id", min_length=1)
    pd.testing.assert_frame_equal(frequency_by(shuffled(long), min_length=1), table)
    copy = long.assign(paragraph_id=long["paragraph_id"] + 100)
    twice = frequency_by(pd.concat([long, copy]), min_length=1)
    np.testing.assert_array_equal(twice["per_thousand"], table["per_thousand"])
    for column in ("n", "words", "paragraphs"):
        np.testing.assert_array_equal(twice[column], 2 * table[column])
    np.testing.assert_array_equal(twice["documents"], table["documents"])


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"by": "when"}, "the table has no column 'when'"),
        ({"term": None}, {}, "the table has no column 'term'"),
        ({"kind": None}, {}, "the table has no column 'kind'"),
        ({"kind": "number"}, {}, "no unit has words; a frequency needs a denominator"),
        ({}, {"confidence": 2}, "confidence is 2; it lies between 0 and 1"),
        ({"side": pd.NA}, {"by": "side"}, "no unit has words; a frequency needs a denominator"),
    ],
)
def test_frequency_by_refuses(long, change, options, message):
    rows = long.drop(columns=[name for name, value in change.items() if value is None])
    rows = rows.assign(**{name: value for name, value in change.items() if value is not None})
    with pytest.raises(ValueError, match=f"^{message}$"):
        frequency_by(rows, **options)


def test_an_empty_table_has_no_frequency(long):
    with pytest.raises(ValueError, match=r"^no unit has words"):
        frequency_by(long.head(0))


def test_words_that_are_there_twice_are_refused(district):
    tokens = district["tokens"]
    twice = pd.concat([tokens, tokens.iloc[[7]]])
    row = tokens.iloc[7]
    message = (
        f"columns report_id, start and term hold 'shahekou-2018', {row['start']} and "
        f"{row['term']!r} in two rows"
    )
    for use in (count_terms, frequency_by):
        with pytest.raises(ValueError, match=f"^{message}$"):
            use(twice)
        use(tokens.sample(frac=1, random_state=1))


def test_half_and_full_width_commas_give_the_same_words(tmp_path):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    counts = []
    for name, comma in (("half", ","), ("full", "，")):
        path = tmp_path / f"{name}.txt"
        path.write_text(re.sub("(?<![0-9])[,，]", comma, text), encoding="utf-8")
        counts.append(count_terms(tables_of(read_report(path), "r")["tokens"]))
    assert counts[0]["n"].sum() > 4_000
    pd.testing.assert_frame_equal(*counts)


def test_frequency_names_a_missing_column(letters):
    with pytest.raises(ValueError, match="no column 'kind'"):
        frequency_by(letters.drop(columns="kind"))


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


def row(**changed) -> dict:
    return {"unit": "r", "term": "b", "n": 1} | changed


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (row(n=-1), "column n holds -1, which is no count"),
        (row(n=0.5), "column n holds 0.5, which is no count"),
        (row(n=np.nan), "column n holds nan, which is no count"),
        (row(n=np.inf), "column n holds inf, which is no count"),
        (row(n="many"), "column n holds 'many', which is no count"),
        (row(unit=None), "column unit has 1 missing values"),
        (row(term=None), "column term has 1 missing values"),
        (row(term="a"), "columns unit and term hold 'r' and 'a' in two rows"),
    ],
)
def test_what_is_no_count_is_named(table_of, wrong, message):
    counts = pd.concat([table_of({"r": "a"}), pd.DataFrame([wrong])])
    for use in (check_counts, document_term, counts_by_unit):
        with pytest.raises(ValueError, match=f"^{message}$"):
            use(counts)


def test_whole_numbers_stored_as_floats_or_nullable_are_counts(table_of):
    for dtype in ("float64", "Int64", "uint8"):
        matrix, _, _ = document_term(table_of({"r": "a a b"}).astype({"n": dtype}))
        assert matrix.toarray().tolist() == [[2, 1]]


def test_an_empty_table_is_refused(table_of):
    with pytest.raises(ValueError, match=r"^the table of counts is empty$"):
        check_counts(table_of({}))
    with pytest.raises(ValueError, match=r"^column n holds 0 only; there is nothing to count$"):
        check_counts(table_of({"r": "a"}).assign(n=0))


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
        "section",
        "region",
        "report_year",
    ]
    closing = found[found["orientation"] == "closing"]
    assert set(zip(closing["report_id"], closing["paragraph_id"], strict=True)) == {("r", 1)}
    assert set(found.loc[found["region"] == "甲", "report_id"]) == {"r"}


def test_a_section_is_the_outermost_heading():
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
    counts = count_terms(in_context(tokens, paragraphs), by="section")
    assert as_dict(counts) == {
        ("", "a"): 1,
        ("一、工作回顾", "b"): 1,
        ("一、工作回顾", "c"): 1,
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


def test_the_district_reports_words_are_all_counted(district):
    tokens, paragraphs = district["tokens"], district["paragraphs"]
    words = tokens["kind"].isin(["word", "latin"]).sum()
    in_parts = count_terms(in_context(tokens, paragraphs), by="orientation")
    assert in_parts["n"].sum() == words
    assert count_terms(tokens, by="paragraph_id")["n"].sum() == words
    assert set(frequency_by(tokens, by=None)["words"]) == {words}
