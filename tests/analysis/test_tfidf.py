"""TF-IDF: scikit-learn's figures exactly, and one class-based form by hand."""

from fractions import Fraction
from math import log, log1p

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

from analysis.counts import document_term
from analysis.tfidf import tf_idf, variant_agreement

VARIANTS = {
    "smooth": {},
    "unsmoothed": {"smooth_idf": False},
    "sublinear": {"sublinear_tf": True},
}


def weights(table: pd.DataFrame) -> dict:
    return {(row.unit, row.term): row.tf_idf for row in table.itertuples()}


def test_weights_are_the_reference_ones(golden, golden_counts):
    for one in golden("tfidf")["variants"]:
        found = weights(tf_idf(golden_counts, one["variant"], norm=one["norm"]))
        expected = {
            (unit, term): weight
            for unit, terms in one["weights"].items()
            for term, weight in terms.items()
        }
        assert found == pytest.approx(expected, rel=1e-12), (one["variant"], one["norm"])


@pytest.mark.parametrize("norm", ["l2", "l1", None])
@pytest.mark.parametrize("variant", VARIANTS)
def test_weights_are_those_of_scikit_learn(golden_tokens, golden_counts, variant, norm):
    documents = golden_tokens.groupby("report_id")["term"].agg(list)
    vectorizer = TfidfVectorizer(analyzer=list, norm=norm, **VARIANTS[variant])
    expected = vectorizer.fit_transform(documents)
    matrix, units, terms = document_term(golden_counts)
    by_counts = TfidfTransformer(norm=norm, **VARIANTS[variant]).fit_transform(matrix)
    found = tf_idf(golden_counts, variant, norm=norm).pivot(
        index="unit", columns="term", values="tf_idf"
    )
    found = found.loc[list(units), list(terms)].fillna(0).to_numpy()
    np.testing.assert_allclose(found, expected.toarray(), rtol=1e-12)
    np.testing.assert_allclose(found, by_counts.toarray(), rtol=1e-12)


def test_class_based_weights_by_hand(table_of):
    """Units of 4 and 2 words, so A = 3; a stands 3 times in all, b twice, c once."""
    table = tf_idf(table_of({"u": "a a a b", "v": "b c"}), "c_tf_idf")
    expected = {
        ("u", "a"): Fraction(3, 4) * Fraction(log1p(Fraction(3, 3))),
        ("u", "b"): Fraction(1, 4) * Fraction(log1p(Fraction(3, 2))),
        ("v", "b"): Fraction(1, 2) * Fraction(log1p(Fraction(3, 2))),
        ("v", "c"): Fraction(1, 2) * Fraction(log1p(Fraction(3, 1))),
    }
    assert weights(table) == pytest.approx({key: float(value) for key, value in expected.items()})


def test_smooth_weights_by_hand(table_of):
    """N = 2; a occurs in one unit, b in both."""
    found = weights(tf_idf(table_of({"u": "a a b", "v": "b"}), norm=None))
    assert found == pytest.approx(
        {("u", "a"): 2 * (log(3 / 2) + 1), ("u", "b"): log(3 / 3) + 1, ("v", "b"): 1}
    )


def test_counts_travel_with_the_weight(golden_counts):
    table = tf_idf(golden_counts)
    assert list(table.columns) == ["unit", "term", "n", "df", "tf_idf"]
    by_hand = golden_counts.assign(df=golden_counts.groupby("term")["unit"].transform("size"))
    merged = table.merge(by_hand, on=["unit", "term"], suffixes=("", "_by_hand"))
    assert len(merged) == len(golden_counts) == len(table)
    assert (merged["n"] == merged["n_by_hand"]).all()
    assert (merged["df"] == merged["df_by_hand"]).all()


def test_the_greatest_weight_comes_first_and_ties_go_by_term(table_of):
    table = tf_idf(table_of({"v": "d c", "u": "b a a e"}))
    assert list(table["unit"]) == ["u"] * 3 + ["v"] * 2
    assert list(table["term"]) == ["a", "b", "e", "c", "d"]


@pytest.mark.parametrize("variant", [*VARIANTS, "c_tf_idf"])
def test_the_order_of_rows_changes_nothing(golden_counts, shuffled, variant):
    pd.testing.assert_frame_equal(
        tf_idf(shuffled(golden_counts), variant), tf_idf(golden_counts, variant)
    )


@pytest.mark.parametrize("variant", VARIANTS)
def test_an_empty_unit_changes_only_the_number_of_units(golden_counts, variant):
    empty = pd.DataFrame([("Z", "增长", 0), ("Z", "never said", 0)], columns=["unit", "term", "n"])
    table = tf_idf(pd.concat([golden_counts, empty]), variant, norm=None)
    n_units = golden_counts["unit"].nunique() + 1
    smooth = variant != "unsmoothed"
    idf = np.log((n_units + smooth) / (table["df"] + smooth)) + 1
    tf = 1 + np.log(table["n"]) if variant == "sublinear" else table["n"]
    np.testing.assert_allclose(table["tf_idf"], tf * idf, rtol=1e-12)
    assert len(table) == len(golden_counts)
    pd.testing.assert_frame_equal(
        table[["unit", "term", "n", "df"]].sort_values(["unit", "term"], ignore_index=True),
        tf_idf(golden_counts)[["unit", "term", "n", "df"]].sort_values(
            ["unit", "term"], ignore_index=True
        ),
    )


def test_an_empty_unit_has_no_class_based_weight(table_of):
    counts = table_of({"u": "a a", "v": "b", "empty": "a"})
    counts.loc[counts["unit"] == "empty", "n"] = 0
    found = weights(tf_idf(counts, "c_tf_idf"))
    assert found == pytest.approx({("u", "a"): log1p(1 / 2), ("v", "b"): log1p(1)})


def test_a_term_of_every_unit_keeps_weight(table_of):
    for variant in (*VARIANTS, "c_tf_idf"):
        assert (tf_idf(table_of({"u": "a b", "v": "a c"}), variant)["tf_idf"] > 0).all()


def test_agreement_by_hand(table_of):
    """The first terms of u and v are a and c; where a weighs little, b and c: one pair of three."""
    table = variant_agreement(table_of({"u": "a a b", "v": "a c"}), top=1).set_index("variant")
    assert list(table.index) == list(table.columns) == [*VARIANTS, "textbook", "c_tf_idf"]
    expected = np.ones((5, 5))
    expected[3:, :3] = expected[:3, 3:] = 1 / 3
    assert (table == expected).all(axis=None)


@pytest.mark.parametrize(
    ("counts", "variant", "message"),
    [
        (
            {"u": "a"},
            "bm25",
            "^unknown variant 'bm25'; choose smooth, unsmoothed, sublinear, textbook, c_tf_idf$",
        ),
        ({}, "smooth", "^the table of counts is empty$"),
    ],
)
def test_refusals(table_of, counts, variant, message):
    with pytest.raises(ValueError, match=message):
        tf_idf(table_of(counts), variant)


def test_a_fractional_count_is_refused(table_of):
    with pytest.raises(
        ValueError,
        match=r"^column n contains 0\.5, which is not a count; give whole numbers of 0 or more$",
    ):
        tf_idf(table_of({"u": "a"}).assign(n=0.5))


def test_the_class_based_weight_takes_the_mean_length(table_of):
    """Units of 1, 2 and 9 words: A = 4, not the median."""
    found = weights(tf_idf(table_of({"u": "a", "v": "b b", "w": "c " * 9}), "c_tf_idf"))
    assert found["u", "a"] == pytest.approx(log1p(4))
    assert found["w", "c"] == pytest.approx(log1p(4 / 9))


def test_the_default_is_smooth_and_of_length_1(golden_counts):
    pd.testing.assert_frame_equal(tf_idf(golden_counts), tf_idf(golden_counts, "smooth", norm="l2"))
    squares = tf_idf(golden_counts).assign(square=lambda rows: rows["tf_idf"] ** 2)
    np.testing.assert_allclose(squares.groupby("unit")["square"].sum(), 1)


def test_a_norm_that_is_none_of_ours_is_refused(table_of):
    with pytest.raises(ValueError, match=r"^unknown norm 'max'; choose l2, l1 or None$"):
        tf_idf(table_of({"u": "a"}), norm="max")


def frame(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "term", "n"])


def test_a_background_says_what_is_common():
    counts = frame([("2018", "发展", 30), ("2018", "微电子", 8)])
    background = frame(
        [
            ("p1", "发展", 3),
            ("p2", "发展", 1),
            ("p3", "发展", 2),
            ("p3", "微电子", 1),
            ("p4", "法治", 1),
        ]
    )
    alone = tf_idf(counts).set_index("term")
    against = tf_idf(counts, "textbook", background=background, norm=None).set_index("term")
    assert alone.index[0] == "发展"
    assert against.index[0] == "微电子"
    assert against["df"].to_dict() == {"微电子": 1, "发展": 3}
    assert against["tf_idf"].to_dict() == pytest.approx(
        {"微电子": 8 * log(5 / 2), "发展": 30 * log(5 / 4)}
    )


def test_a_background_of_the_units_themselves_changes_nothing(golden_counts):
    for variant in ("smooth", "unsmoothed", "sublinear", "textbook"):
        alone = tf_idf(golden_counts, variant)
        same = tf_idf(golden_counts, variant, background=golden_counts)
        pd.testing.assert_frame_equal(alone, same)


def test_a_term_that_the_background_lacks():
    counts, background = frame([("a", "新词", 2)]), frame([("p", "旧词", 1), ("q", "旧词", 1)])
    found = tf_idf(counts, "textbook", background=background, norm=None)
    assert found["tf_idf"].tolist() == pytest.approx([2 * log(3)])
    with pytest.raises(ValueError, match="the background lacks '新词'; choose smooth or textbook"):
        tf_idf(counts, "unsmoothed", background=background)
    with pytest.raises(ValueError, match="choose another variant"):
        tf_idf(counts, "c_tf_idf", background=background)


def test_a_term_of_every_unit_has_no_weight_in_the_textbook_form():
    counts = frame([("a", "发展", 9), ("b", "发展", 1), ("b", "教育", 1)])
    found = tf_idf(counts, "textbook").set_index(["unit", "term"])["tf_idf"]
    assert found["a", "发展"] == 0
    assert found["b", "教育"] == pytest.approx(1)
