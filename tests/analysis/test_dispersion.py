import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.counts import count_terms
from analysis.dispersion import COLUMNS, average_reduced_frequency, dispersion

MEASURES = ["dp", "dp_norm", "dp_egbert", "juilland_d", "carroll_d2", "rosengren_s"]


def by_term(counts: pd.DataFrame, **options) -> pd.DataFrame:
    return dispersion(counts, **options).set_index("term")


def test_every_measure_is_that_of_independent_tools(golden, golden_counts):
    expected = pd.DataFrame(golden("dispersion")["terms"]).set_index("term")
    found = by_term(golden_counts).loc[expected.index]
    assert len(found) == 62
    assert found[["n", "range"]].equals(expected[["n", "range"]])
    np.testing.assert_allclose(found[MEASURES], expected[MEASURES], rtol=1e-9, atol=1e-12)


def test_figures_by_hand(table_of):
    # Parts of 4, 4 and 2 words; a stands 2, 1 and 0 times.
    counts = table_of({"p": "a a b c", "q": "a b b c", "r": "b c"})
    row = by_term(counts).loc["a"]
    share = [Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)]
    dp = sum(abs(Fraction(n, 3) - s) for n, s in zip((2, 1, 0), share, strict=True)) / 2
    assert math.isclose(row["dp"], dp)
    assert math.isclose(row["dp_norm"], dp / (1 - Fraction(1, 5)))
    assert math.isclose(row["dp_egbert"], 1 - dp / (1 - Fraction(2, 5)))
    # Rates 1/2, 1/4, 0: mean 1/4, variance (1/16 + 0 + 1/16) / 3 = 1/24.
    assert math.isclose(row["juilland_d"], 1 - math.sqrt(1 / 24) / (1 / 4) / math.sqrt(2))
    entropy = -(2 / 3 * math.log(2 / 3) + 1 / 3 * math.log(1 / 3))
    assert math.isclose(row["carroll_d2"], entropy / math.log(3))
    assert math.isclose(row["rosengren_s"], (math.sqrt(0.8) + math.sqrt(0.4)) ** 2 / 3)
    assert (row["top_unit"], row["parts"], row["range"]) == ("p", 3, 2)
    assert math.isclose(row["top_share"], 2 / 3)


def test_a_term_spread_as_the_words_are_is_even_and_one_in_one_part_is_not(table_of):
    even = by_term(table_of({"p": "a a b b", "q": "a b", "r": "a b"})).loc["a"]
    assert even[["dp", "dp_norm"]].tolist() == [0, 0]
    assert np.allclose(even[["juilland_d", "carroll_d2", "rosengren_s"]].astype(float), 1)
    uneven = by_term(table_of({"p": "a a a b", "q": "b b b b", "r": "b b"})).loc["a"]
    assert math.isclose(uneven["dp_egbert"], 0, abs_tol=1e-12)
    assert math.isclose(uneven["juilland_d"], 0, abs_tol=1e-12)
    assert uneven["top_share"] == 1


def test_one_paragraph_that_repeats_a_term_shows(district):
    counts = count_terms(district["tokens"], by=["report_id", "paragraph_id"])
    table = dispersion(counts)
    repeated = counts["unit"].iloc[0]
    planted = pd.DataFrame({"unit": [repeated], "term": ["甲乙丙"], "n": [50]})
    row = dispersion(pd.concat([counts, planted])).set_index("term").loc["甲乙丙"]
    assert row[["range", "top_share", "top_unit"]].tolist() == [1, 1, repeated]
    assert row["dp"] > table.loc[table["n"] >= 40, "dp"].max()


@pytest.mark.parametrize("empty", [[], [("z", "a", 0)]])
def test_order_and_empty_parts_change_nothing(golden_counts, shuffled, empty):
    counts = pd.concat(
        [
            golden_counts,
            pd.DataFrame(empty, columns=list(golden_counts)).astype(golden_counts.dtypes),
        ]
    )
    pd.testing.assert_frame_equal(dispersion(shuffled(counts)), dispersion(golden_counts))


def test_twice_the_words_in_every_part_change_the_counts_alone(golden_counts):
    doubled = dispersion(golden_counts.assign(n=golden_counts["n"] * 2))
    once = dispersion(golden_counts)
    assert doubled["n"].tolist() == (once["n"] * 2).tolist()
    np.testing.assert_allclose(doubled[MEASURES], once[MEASURES], rtol=1e-12)


def test_given_sizes_take_the_place_of_the_sums(table_of):
    counts = table_of({"p": "a", "q": "a"})
    row = by_term(counts, sizes={"p": 30, "q": 10}).loc["a"]
    assert math.isclose(row["dp"], 0.25)
    assert math.isclose(row["dp_norm"], 0.25 / 0.75)


def test_in_one_part_there_is_nothing_to_spread_over(table_of):
    row = by_term(table_of({"p": "a a b"})).loc["a"]
    assert row[MEASURES].isna().all()
    assert row["reason"].startswith("one part only")
    assert row["range"] == 1


def test_bad_sizes_are_refused(table_of):
    counts = table_of({"p": "a a", "q": "a"})
    with pytest.raises(ValueError, match="sizes has no unit 'q'"):
        dispersion(counts, {"p": 5})
    with pytest.raises(
        ValueError, match=r"the size of unit 'p' \(1\) is below the sum of its counts"
    ):
        dispersion(counts, {"p": 1, "q": 5})
    with pytest.raises(ValueError, match="the table of counts is empty"):
        dispersion(counts.head(0))


def test_the_first_bad_size_is_named_and_one_of_the_counted_words_is_good(table_of):
    counts = table_of({"p": "a a", "q": "a"})
    assert len(dispersion(counts, {"p": 2, "q": 1})) == 1
    with pytest.raises(ValueError, match=r"the size of unit 'q' \(0\) is below"):
        dispersion(counts, {"p": 2, "q": 0})
    with pytest.raises(ValueError, match="the size of unit 'p' is -1;"):
        dispersion(counts, {"p": -1, "q": -2})


def test_the_columns_are_those_that_are_promised(golden_counts):
    assert tuple(dispersion(golden_counts)) == COLUMNS


# --- average reduced frequency --------------------------------------------------------------------


def arf(words: str) -> dict[str, float]:
    found = average_reduced_frequency(pd.DataFrame({"term": words.split()}))
    return dict(zip(found["term"], found["arf"], strict=True))


def test_arf_by_hand():
    # N = 8, f(a) = 4, v = 2; distances 1, 1, 1, 5: (1 + 1 + 1 + 2) / 2.
    assert arf("a a a a b b b b")["a"] == 2.5
    # Evenly: distances 2, 2, 2, 2: 8 / 2.
    assert arf("a b a b a b a b") == {"a": 4.0, "b": 4.0}
    assert arf("a b c d") == {"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0}


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=60))
def test_arf_is_that_of_its_definition_and_lies_between_1_and_n(words):
    table = average_reduced_frequency(pd.DataFrame({"term": words}))
    assert table["n"].sum() == len(words)
    for row in table.itertuples():
        places = [at for at, word in enumerate(words) if word == row.term]
        following = [*places[1:], places[0] + len(words)]
        gaps = [Fraction(b - a) for a, b in zip(places, following, strict=True)]
        v = Fraction(len(words), len(places))
        assert math.isclose(row.arf, sum(min(gap, v) for gap in gaps) / v)
        assert 1 - 1e-12 <= row.arf <= row.n + 1e-12


def test_arf_of_nothing_is_refused():
    with pytest.raises(ValueError, match="the table of tokens is empty"):
        average_reduced_frequency(pd.DataFrame({"term": []}))
    with pytest.raises(ValueError, match="no column 'term'"):
        average_reduced_frequency(pd.DataFrame({"word": ["a"]}))


# --- parts without a counted term -----------------------------------------------------------------


def test_a_part_without_a_counted_term_is_a_part(table_of):
    """2, 1, 0 and 0 times in four parts of the same size: DP = ½ (5/12 + 1/12 + 1/4 + 1/4)."""
    counts = table_of({"p": "a a", "q": "a"})
    sizes = {"p": 10, "q": 10, "r": 10, "s": 10}
    row = by_term(counts, sizes=sizes).loc["a"]
    assert math.isclose(row["dp"], 0.5)
    assert math.isclose(row["dp_norm"], 0.5 / 0.75)
    assert math.isclose(row["dp_egbert"], 1 - 0.5 / 0.75)
    rates = np.array([0.2, 0.1, 0, 0])
    assert math.isclose(row["juilland_d"], 1 - rates.std() / rates.mean() / math.sqrt(3))
    entropy = -(2 / 3 * math.log(2 / 3) + 1 / 3 * math.log(1 / 3))
    assert math.isclose(row["carroll_d2"], entropy / math.log(4))
    assert math.isclose(row["rosengren_s"], (math.sqrt(0.5) + math.sqrt(0.25)) ** 2 / 3)
    assert row[["parts", "range", "top_unit", "n"]].tolist() == [4, 2, "p", 3]


def test_a_count_of_0_and_a_size_alone_are_the_same(table_of):
    counts = table_of({"p": "a a b", "q": "a", "r": "b"})
    listed = pd.concat([counts, pd.DataFrame([("s", "a", 0)], columns=list(counts))])
    sizes = pd.Series({"s": 7, "r": 2, "q": 1, "p": 5})
    pd.testing.assert_frame_equal(dispersion(counts, sizes), dispersion(listed, sizes[::-1]))
    empty = dispersion(counts, {**sizes.drop("s"), "s": 0})
    pd.testing.assert_frame_equal(empty, dispersion(counts, sizes.drop("s")))


def test_dp_of_one_part_with_many_without_nears_1(table_of):
    sizes = {f"p{number}": 10 for number in range(50)}
    row = by_term(table_of({"p0": "a a"}), sizes=sizes).loc["a"]
    assert math.isclose(row["dp"], 0.98) and math.isclose(row["dp_norm"], 1)


def test_a_size_may_equal_the_counts_and_two_parts_are_enough(table_of):
    counts = table_of({"p": "a a", "q": "a"})
    table = dispersion(counts, {"p": 2, "q": 1})
    pd.testing.assert_frame_equal(table, dispersion(counts))
    assert table["parts"].tolist() == [2] and table["reason"].tolist() == [""]
    assert table[["dp", "juilland_d"]].notna().all(axis=None)
    alone = dispersion(counts[counts["unit"] == "p"], {"p": 9, "q": 0})
    assert alone["reason"].iloc[0] == "one part only; dispersion requires 2"
    assert dispersion(counts[counts["unit"] == "p"], {"p": 9, "q": 4})["reason"].iloc[0] == ""


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"p": 5, "q": 5, "r": -1}, r"the size of unit 'r' is -1; it must be a number of words"),
        ({"p": 5, "q": float("nan")}, "the size of unit 'q' is nan; it must be a number of words"),
        ({"p": 5, "q": math.inf}, "the size of unit 'q' is inf; it must be a number of words"),
        ({"p": 5, "q": 0, "r": 3}, r"the size of unit 'q' \(0\) is below the sum of its counts"),
        (pd.Series([5, 5, 5], index=["p", "q", "p"]), "sizes has unit 'p' twice"),
    ],
)
def test_sizes_that_are_none_are_refused(table_of, sizes, message):
    with pytest.raises(ValueError, match=message):
        dispersion(table_of({"p": "a a", "q": "a"}), sizes)


def test_ties_of_the_top_part_and_of_the_order_go_by_the_first(table_of):
    table = dispersion(table_of({"q": "b a", "p": "a b", "r": "c c c"}))
    assert table["term"].tolist() == ["c", "a", "b"]
    assert table["top_unit"].tolist() == ["r", "p", "p"]


def test_arf_of_equals_goes_by_code_point():
    table = average_reduced_frequency(pd.DataFrame({"term": ["b", "a", "c", "b", "a", "c"]}))
    assert table["term"].tolist() == ["a", "b", "c"]
