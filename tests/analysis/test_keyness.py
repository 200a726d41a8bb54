"""Keyness: against scipy, R and two further tools, and under changes that must change nothing."""

from math import log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.keyness import COLUMNS, fisher_p, g2_p, keyness, log_odds_against_whole
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.permutation import adjust_p, permutation_p
from analysis.uncertainty.shares import compare_shares

FIGURES = ["g2", "chi2", "p", "p_adjusted", "log_ratio", "log_odds_z"]
CONTRACT = [
    "term",
    "n_target",
    "n_reference",
    "g2",
    "chi2",
    "p",
    "p_adjusted",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
    "log_odds_z",
]


@pytest.fixture
def reference(golden):
    return pd.DataFrame(golden("keyness")["terms"]).set_index("term")


@pytest.fixture
def found(golden_counts, golden_groups, reference):
    """Achieved against planned, in the order of the reference figures."""
    how = Inference(statistic="difference")
    table = keyness(golden_counts, target=golden_groups["achieved"], prior=10, inference=how)
    return table.set_index("term").loc[reference.index]


def paragraphs(seed: int = 1, n_terms: int = 12) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Made-up counts of 30 and 26 paragraphs, and the paragraphs of each side."""
    rng = np.random.default_rng(seed)
    rate = np.linspace(0.5, 4, n_terms)
    n = rng.poisson(rng.gamma(0.8, 1, (56, n_terms)) * rate)
    unit = [f"p{number:02}" for number in range(56)]
    wide = pd.DataFrame(n, index=unit, columns=[f"t{number:02}" for number in range(n_terms)])
    wide["t00"] += 1  # no paragraph is empty
    counts = wide.rename_axis("unit").reset_index().melt("unit", var_name="term", value_name="n")
    return counts[counts["n"] > 0], unit[:30], unit[30:]


@pytest.mark.parametrize(
    ("column", "tool"),
    [
        ("g2", "g2_scipy"),
        ("g2", "g2_r"),
        ("chi2", "chi2_scipy"),
        ("chi2", "chi2_r"),
        ("chi2", "chi2_quanteda"),
        ("g2_two_cell", "g2_two_cell"),
        ("sign", "sign"),
        ("log_odds_z", "z_two_term"),
        ("log_ratio", "log_ratio_hardie"),
    ],
)
def test_figures_are_the_reference_ones(found, reference, column, tool):
    np.testing.assert_allclose(found[column], reference[tool], rtol=1e-9)


def test_g2_is_quantedas_but_for_what_it_adds(found, reference):
    """It adds 1e-9 to each ratio: with 105 words that is 2.1e-7 in all."""
    np.testing.assert_allclose(found["g2"] + 2 * 105 * 1e-9, reference["g2_quanteda"], rtol=1e-9)


def test_odds_ratio_is_the_reference_one(found, reference):
    expected = reference["odds_ratio_scipy"].where(reference["n_reference"] > 0)
    np.testing.assert_allclose(found["odds_ratio"], expected.astype(float), rtol=1e-9)
    assert found["odds_ratio"].isna().any()


def test_percent_diff_by_hand(table_of):
    """2 of 8 words against 1 of 5: 25% is 25% more than 20%."""
    table = keyness(table_of({"t": "a a b c c c c c", "r": "a d d d d"}), target="t")
    found = table.set_index("term")["percent_diff"]
    assert found["a"] == pytest.approx(25)
    assert found["d"] == -100
    assert found[["b", "c"]].isna().all()


@pytest.mark.parametrize("tool", ["fisher_r", "fisher_scipy"])
def test_fishers_p_is_the_reference_one(found, reference, tool):
    p = fisher_p(reference["n_target"], reference["n_reference"], 55, 50)
    np.testing.assert_allclose(p, reference[tool], rtol=1e-9)
    assert set(found["p_words_method"]) == {"fisher"}
    np.testing.assert_allclose(found["p_words"], reference[tool], rtol=1e-9)


@given(st.integers(0, 30), st.integers(0, 40), st.integers(40, 3000), st.integers(40, 3000))
def test_fishers_p_is_scipys(a, b, n_a, n_b):
    expected = stats.fisher_exact([[a, b], [n_a - a, n_b - b]]).pvalue
    assert fisher_p([a], [b], n_a, n_b)[0] == pytest.approx(expected, rel=1e-9)


def test_fishers_p_of_the_lady_tasting_tea():
    """Fisher 1935: 3 of 4 cups right, the p of both sides is 0.486."""
    assert fisher_p([3], [1], 4, 4)[0] == pytest.approx(34 / 70, rel=1e-12)


def test_fishers_p_refuses_more_than_there_is():
    with pytest.raises(ValueError, match=r"^the count \(5\) exceeds the number of words \(4\)$"):
        fisher_p([4, 5], [1, 1], 4, 4)


def test_fishers_p_where_one_text_is_that_term_alone():
    alone = fisher_p([3], [1], 3, 5)[0]
    assert alone == pytest.approx(stats.fisher_exact([[3, 0], [1, 4]]).pvalue, rel=1e-9)


def test_fishers_p_of_many_thousands():
    """Far from its mode, a probability is e^-2000 times the greatest: none is infinite."""
    few, many = fisher_p([2000, 2600], [2000, 1400], 10**6, 10**6)
    assert few == pytest.approx(1, abs=1e-9)
    table = [[2600, 10**6 - 2600], [1400, 10**6 - 1400]]
    assert many == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6)


def test_frequent_terms_have_the_p_of_g2(table_of):
    counts = table_of({"t": "a " * 40 + "b " * 60, "r": "a " * 20 + "b " * 80})
    table = keyness(counts, target="t")
    assert set(table["p_words_method"]) == {"g2"}
    np.testing.assert_allclose(table["p_words"], g2_p(table["g2"]))


def test_counts_and_sizes_are_in_every_row(found, reference):
    for column in ("n_target", "n_reference"):
        np.testing.assert_array_equal(found[column], reference[column])
    assert set(found["words_target"]) == {55}
    assert set(found["words_reference"]) == {50}


def test_other_conventions_are_not_ours(found, reference):
    assert (np.abs(found["g2"] - reference["g2_two_cell"]) > 1e-9).any()
    assert (np.abs(found["log_odds_z"] - reference["z_four_term"]) > 1e-9).any()


def test_p_of_g2_is_the_reference_one(found, reference):
    np.testing.assert_allclose(g2_p(found["g2"]), reference["g2_p_scipy"], rtol=1e-9)


def test_exact_permutation_is_rs(golden, found):
    expected = {row["term"]: row["p"] for row in golden("inference")["permutation"]}
    assert found["p"].to_dict() | expected == pytest.approx(found["p"].to_dict(), rel=1e-9)
    assert set(found["p_method"]) == {"exact permutation"}


def test_adjusted_p_is_of_the_whole_table(found):
    np.testing.assert_allclose(found["p_adjusted"], adjust_p(found["p"]), rtol=1e-12)


def test_signs(found, reference):
    np.testing.assert_array_equal(np.sign(found["log_ratio"]), reference["sign"])
    np.testing.assert_array_equal(np.sign(found["log_odds_z"]), reference["sign"])


def test_log_ratio_by_hand(table_of):
    table = keyness(table_of({"t": "a a b b b b b b", "r": "a c c c"}), target="t")
    assert table.set_index("term")["log_ratio"].to_dict() == pytest.approx(
        {"a": 0, "b": log2((6 / 8) / (0.5 / 4)), "c": log2((0.5 / 8) / (3 / 4))}, abs=1e-15
    )


def test_log_odds_by_hand(table_of):
    """3 of 4 words against 1 of 4; a prior of 8 words gives 4 to each term."""
    table = keyness(table_of({"t": "a a a b", "r": "a b b b"}), target="t", prior=8)
    z = (log(7 / 5) - log(5 / 7)) / sqrt(1 / 7 + 1 / 5)
    assert table.set_index("term")["log_odds_z"].to_dict() == pytest.approx({"a": z, "b": -z})
    assert list(table["term"]) == ["a", "b"]


def test_dunnings_example():
    """Dunning 1993, "the swiss": 110 times both words, 2442 and 111 times one of the two."""
    counts = pd.DataFrame(
        [("t", "a", 110), ("t", "b", 2442), ("r", "a", 111), ("r", "b", 29114)],
        columns=["unit", "term", "n"],
    )
    table = keyness(counts, target="t").set_index("term")
    assert table.loc["a", "g2"] == pytest.approx(270.72, abs=0.005)
    assert table.loc["b", "g2"] == pytest.approx(table.loc["a", "g2"], rel=1e-12)
    assert table.loc["a", "chi2"] == pytest.approx(525.02, abs=0.005)


def test_one_unit_a_side_has_the_p_of_words_and_no_interval(table_of):
    table = keyness(table_of({"t": "a a b", "r": "a b b", "s": "a"}), target="t", reference="r")
    np.testing.assert_array_equal(table["p"], table["p_words"])
    assert set(table["p_method"]) == {"fisher"}
    assert set(table["reason"]) == {"one of the texts is a single unit; a CI requires 2 of each"}
    assert table[["log_ratio_low", "log_ratio_high"]].isna().all(axis=None)


def test_units_are_called_what_they_are(table_of):
    counts, target, reference = paragraphs()
    plain, named = (
        keyness(counts, target=target, reference=reference, **how)
        for how in ({}, {"block": "section"})
    )
    words = ["cluster", "basis", "reason"]
    pd.testing.assert_frame_equal(plain.drop(columns=words), named.drop(columns=words))
    assert set(plain["cluster"]) == {"unit"} and set(named["cluster"]) == {"section"}
    assert named["basis"].str.fullmatch(r"\d+ of 30 sections and \d+ of 26 sections").all()
    assert (plain["basis"] == named["basis"].str.replace("sections", "units")).all()
    alone = keyness(table_of({"t": "a a b", "r": "a b b"}), target="t", block="paragraph")
    assert set(alone["reason"]) == {
        "one of the texts is a single paragraph; a CI requires 2 of each"
    }


def test_intervals_are_those_of_blocks():
    counts, target, reference = paragraphs()
    table = keyness(counts, target=target, reference=reference).set_index("term").sort_index()
    wide = counts.pivot(index="unit", columns="term", values="n").fillna(0)
    found = compare_shares(wide, wide.sum(axis=1), wide.index.isin(target))
    np.testing.assert_allclose(table["log_ratio_low"], np.log2(found["ratio_low"]))
    np.testing.assert_allclose(table["log_ratio_high"], np.log2(found["ratio_high"]))
    assert table["log_ratio_low"].notna().sum() >= 8
    known = table.dropna(subset="log_ratio_low")
    assert set(known["reason"]) == {""}
    assert (table.loc[table["log_ratio_low"].isna(), "reason"] != "").all()
    assert (known["log_ratio_low"] < known["log_ratio"]).all()
    assert (known["log_ratio"] < known["log_ratio_high"]).all()


def test_every_missing_limit_has_its_own_reason_and_no_other_row_has_one():
    """Of terms that only one of the texts uses, with the side named that has none."""
    counts, target, reference = paragraphs()
    more = pd.DataFrame({"unit": [*target[:3], *reference[:3]], "n": 4})
    counts = pd.concat([counts, more.assign(term=["focus"] * 3 + ["other"] * 3)])
    table = keyness(counts, target=target, reference=reference).set_index("term")
    ends = table[["log_ratio_low", "log_ratio_high"]].isna()
    assert ends.loc["focus"].tolist() == [False, True]
    assert ends.loc["other"].tolist() == [True, False]
    assert (ends.any(axis=1) == (table["reason"] != "")).all()
    assert table.loc["focus", "reason"] == "not in the reference text; the ratio has no upper limit"
    assert table.loc["other", "reason"] == "not in the focus text; the log ratio has no lower limit"


def test_swapping_target_and_reference_flips_signs():
    counts, target, reference = paragraphs()
    one = keyness(counts, target=target, reference=reference).set_index("term").sort_index()
    other = keyness(counts, target=reference, reference=target).set_index("term").sort_index()
    for column in ("log_ratio", "log_odds_z"):
        np.testing.assert_allclose(one[column], -other[column], rtol=1e-12, atol=1e-15)
    for column in ("g2", "chi2"):
        np.testing.assert_allclose(one[column], other[column], rtol=1e-9)
    np.testing.assert_allclose(one["log_ratio_low"], -other["log_ratio_high"], rtol=1e-12)
    np.testing.assert_allclose(one["log_ratio_high"], -other["log_ratio_low"], rtol=1e-12)
    assert (one["n_target"] == other["n_reference"]).all()


def test_swapping_leaves_the_exact_p(golden_counts, golden_groups):
    one, other = (
        keyness(golden_counts, target=golden_groups[name]).set_index("term")["p"].sort_index()
        for name in ("achieved", "planned")
    )
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_doubling_the_corpus_doubles_g2(golden_counts, golden_groups, found):
    copies = golden_counts.assign(unit=golden_counts["unit"] + " copy")
    target = [*golden_groups["achieved"], *(one + " copy" for one in golden_groups["achieved"])]
    for doubled, units in (
        (golden_counts.assign(n=2 * golden_counts["n"]), golden_groups["achieved"]),
        (pd.concat([golden_counts, copies]), target),
    ):
        table = keyness(doubled, target=units).set_index("term").loc[found.index]
        np.testing.assert_allclose(table["g2"], 2 * found["g2"], rtol=1e-9)
        np.testing.assert_allclose(table["chi2"], 2 * found["chi2"], rtol=1e-9)
        both = (found["n_target"] > 0) & (found["n_reference"] > 0)
        np.testing.assert_allclose(
            table.loc[both, "log_ratio"], found.loc[both, "log_ratio"], rtol=1e-9
        )


def test_the_order_of_rows_changes_nothing(shuffled):
    counts, target, reference = paragraphs()
    pd.testing.assert_frame_equal(
        keyness(counts, target=target, reference=reference),
        keyness(shuffled(counts), target=target[::-1], reference=set(reference)),
    )


def test_empty_units_change_nothing():
    counts, target, reference = paragraphs()
    empty = pd.DataFrame(
        [("empty 1", "t03", 0), ("empty 2", "said by nobody", 0)], columns=["unit", "term", "n"]
    )
    pd.testing.assert_frame_equal(
        keyness(pd.concat([counts, empty]), target=[*target, "empty 1"]),
        keyness(counts, target=target, reference=reference),
    )


def test_an_empty_unit_makes_no_second_block(table_of):
    """With one unit that has words on a side there is no permutation, however many are empty."""
    counts = table_of({"t": "a b b", "u": "a", "r": "a a b", "s": "a b"})
    counts.loc[counts["unit"] == "u", "n"] = 0
    table = keyness(counts, target=["t", "u"])
    assert set(table["p_method"]) == {"fisher"}
    assert set(table["words_target"]) == {3}


def test_the_same_seed_gives_the_same_p_and_another_nearly():
    counts, target, _ = paragraphs()
    first, again, other = (
        keyness(counts, target=target, inference=Inference(seed=seed))["p"] for seed in (5, 5, 6)
    )
    assert (first == again).all()
    assert (first != other).any()
    np.testing.assert_allclose(first, other, atol=0.03)


def test_rare_terms_leave_table_and_family_but_not_sizes():
    counts, target, _ = paragraphs()
    every, frequent = (keyness(counts, target=target, min_count=n) for n in (1, 60))
    assert (frequent["n_target"] + frequent["n_reference"]).min() >= 60
    assert 0 < len(frequent) < len(every)
    kept = every.set_index("term").loc[frequent["term"]].reset_index()
    same = [column for column in COLUMNS if column not in ("p_adjusted", "family")]
    pd.testing.assert_frame_equal(frequent[same], kept[same])
    np.testing.assert_allclose(frequent["p_adjusted"], adjust_p(kept["p"]))


def test_terms_of_other_units_only_are_not_in_the_table(table_of):
    table = keyness(table_of({"t": "a b", "r": "a a b", "x": "z"}), target="t", reference="r")
    assert set(table["term"]) == {"a", "b"}
    assert set(table["words_reference"]) == {3}


def test_columns_and_order(found, golden_counts, golden_groups):
    table = keyness(golden_counts, target=golden_groups["achieved"])
    assert list(table.columns) == COLUMNS
    assert set(CONTRACT) <= set(COLUMNS)
    assert table["log_odds_z"].is_monotonic_decreasing
    assert set(table["family"]) == {"62 terms with min_count 1"}


def test_what_is_undefined_is_missing(table_of):
    alone = keyness(table_of({"t": "a a", "r": "a"}), target="t")
    assert alone["log_odds_z"].isna().all()
    assert alone[["g2", "chi2", "log_ratio"]].to_numpy().tolist() == [[0, 0, 0]]
    without_prior = keyness(table_of({"t": "a a b", "r": "a c"}), target="t", prior=0)
    z = without_prior.set_index("term")["log_odds_z"]
    assert z[["b", "c"]].isna().all()
    assert z["a"] == pytest.approx((log(2 / 1) - log(1 / 1)) / sqrt(1 / 2 + 1))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": "x"}, "there is no unit 'x' in the counts; the units are r, t, z"),
        (
            {"target": "t", "reference": ["r", "x"]},
            "there is no unit 'x' in the counts",
        ),
        ({"target": 2018}, "there is no unit 2018 in the counts"),
        ({"target": ["t", "r", "z"]}, "the target contains all units; there is nothing to compare"),
        ({"target": []}, "the target has no units; name at least one"),
        ({"target": "t", "reference": []}, "the reference has no units; name at least one"),
        (
            {"target": ["t", "r"], "reference": "r"},
            "unit 'r' is in both the target and the reference; each must",
        ),
        ({"target": "z"}, "the target has no words; there is nothing to compare"),
        ({"target": "t", "reference": "z"}, "the reference has no words; there is nothing to"),
        ({"target": "t", "prior": -1}, "prior is -1; it must be a number of words, 0 or more"),
    ],
)
def test_sides_that_cannot_be_compared_are_refused(table_of, options, message):
    counts = table_of({"t": "a b", "r": "a", "z": "a"})
    counts.loc[counts["unit"] == "z", "n"] = 0
    with pytest.raises(ValueError, match=f"^{message}"):
        keyness(counts, **options)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.assign(n=-2), "column n contains -2, which is not a count"),
        (lambda table: table.assign(n=1.5), r"column n contains 1\.5, which is not a count"),
        (
            lambda table: pd.concat([table, table]),
            "columns unit and term contain 'r' and 'a' more than once",
        ),
        (lambda table: table.head(0), "the table of counts is empty"),
        (lambda table: table.drop(columns="n"), "the table has no column 'n'"),
    ],
)
def test_what_is_no_count_is_refused(table_of, change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        keyness(change(table_of({"t": "a b", "r": "a"})), target="t")


def test_units_may_be_numbers(table_of):
    counts = table_of({"t": "a b", "r": "a"})
    years = counts.assign(unit=counts["unit"].map({"t": 2018, "r": 2017}))
    pd.testing.assert_frame_equal(keyness(years, target=2018), keyness(counts, target="t"))
    with pytest.raises(
        ValueError,
        match=r"^unit 2017 is in both the target and the reference; each must be in one only$",
    ):
        keyness(years, target=[2017], reference=2017)


@pytest.fixture
def log_odds(golden):
    return pd.DataFrame(golden("log_odds")["terms"]).set_index("term")


def test_log_odds_with_a_prior_of_the_counts(golden_counts, golden_groups, log_odds):
    """The prior by name, and the same prior as a number of words."""
    total = golden_counts.groupby("term")["n"].sum()
    for prior in (total, total.to_dict(), float(total.sum())):
        table = keyness(golden_counts, target=golden_groups["achieved"], prior=prior)
        z = table.set_index("term")["log_odds_z"].loc[log_odds.index]
        np.testing.assert_allclose(z, log_odds["z_prior_counts"], rtol=1e-9)
    assert (np.abs(z - log_odds["z_prior_counts_four_term"]) > 1e-9).any()


@pytest.mark.parametrize(("prior", "name"), [("counts", "counts"), (1, "one")])
def test_log_odds_against_the_whole_are_tidylos(
    golden_counts, golden_groups, log_odds, prior, name
):
    group = {unit: name for name, units in golden_groups.items() for unit in units}
    by_group = golden_counts.assign(unit=golden_counts["unit"].map(group))
    by_group = by_group.groupby(["unit", "term"])["n"].sum().unstack(fill_value=0).stack()
    table = log_odds_against_whole(by_group.rename("n").reset_index(), prior=prior)
    for unit, rows in table.groupby("unit"):
        rows = rows.set_index("term").loc[log_odds.index]
        np.testing.assert_allclose(rows["log_odds_whole"], log_odds[f"{name}_{unit}"], rtol=1e-9)
        np.testing.assert_allclose(
            rows["log_odds_whole_z"], log_odds[f"{name}_{unit}_z"], rtol=1e-9
        )


def test_log_odds_against_the_whole_refuse_what_is_no_prior(table_of):
    with pytest.raises(ValueError, match=r"^prior is -1; it must be counts or a number"):
        log_odds_against_whole(table_of({"t": "a", "r": "a b"}), prior=-1)


def test_a_studentised_p_is_that_of_permutation_p():
    counts, target, _ = paragraphs()
    table = keyness(counts, target=target, inference=Inference(statistic="studentised"))
    table = table.set_index("term").sort_index()
    wide = counts.pivot(index="unit", columns="term", values="n").fillna(0)
    p = permutation_p(wide, wide.sum(axis=1), wide.index.isin(target), statistic="studentised")
    np.testing.assert_array_equal(table["p"], p)


@pytest.mark.parametrize("wrong", [0, -2, float("nan")])
def test_a_min_count_that_is_none_is_refused(table_of, wrong):
    with pytest.raises(ValueError, match=r"^min_count is .*; it must be 1 or more$"):
        keyness(table_of({"t": "a", "r": "a b"}), target="t", min_count=wrong)


# --- where a rule changes -------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "expected", "method"), [(9, 4.5, "fisher"), (10, 5, "g2")])
def test_fishers_p_is_taken_below_an_expected_count_of_5(table_of, n, expected, method):
    """Two texts of 100 words; of n occurrences n / 2 are expected in each."""
    a = n // 2 + 1
    counts = table_of(
        {"t": "a " * a + "b " * (100 - a), "r": "a " * (n - a) + "b " * (100 - n + a)}
    )
    row = keyness(counts, target="t").set_index("term").loc["a"]
    assert (row["n_target"] + row["n_reference"]) / 2 == expected
    assert row["p_words_method"] == method
    exact = fisher_p([a], [n - a], 100, 100)[0]
    assert (row["p_words"] == pytest.approx(exact)) == (method == "fisher")


def test_two_units_with_words_on_each_side_are_permuted(table_of):
    table = keyness(
        table_of({"t": "a a b", "u": "a c", "r": "b b c", "s": "b a"}), target=["t", "u"]
    )
    assert set(table["p_method"]) == {"exact permutation"}
    np.testing.assert_allclose(6 * table["p"], np.round(6 * table["p"]))  # of 6 arrangements
    three = keyness(table_of({"t": "a b", "r": "b c", "s": "b a"}), target="t")
    assert set(three["p_method"]) == {"fisher"}


def test_as_many_permutations_are_drawn_as_are_asked_for(table_of):
    units = {f"{side}{one}": "a " * (one % 4) + "b c" for side in "tr" for one in range(10)}
    target = [unit for unit in units if unit.startswith("t")]
    table = keyness(table_of(units), target=target, inference=Inference(n_permutations=5))
    assert set(table["p_method"]) == {"permutation"}
    np.testing.assert_allclose(6 * table["p"], np.round(6 * table["p"]))  # the real one is the 6th


def test_a_ratio_from_0_has_no_lower_limit_rather_than_an_infinite_one():
    counts, target, reference = paragraphs()
    counts = counts[~((counts["term"] == counts["term"].min()) & counts["unit"].isin(target))]
    table = keyness(counts, target=target, reference=reference)
    assert not np.isinf(table[["log_ratio_low", "log_ratio_high"]].to_numpy()).any()
    absent = table[table["n_target"] == 0]
    assert len(absent) == 1 and absent["log_ratio_low"].isna().all()


def test_ties_go_by_code_point(table_of):
    table = keyness(table_of({"t": "d b c a e e", "r": "a b c d f f"}), target="t")
    assert table["term"].tolist() == ["e", "a", "b", "c", "d", "f"]
    whole = log_odds_against_whole(table_of({"t": "d b c a e e", "r": "a b c d f f"}))
    of_t = whole[whole["unit"] == "t"]["term"].tolist()
    assert of_t == ["e", "a", "b", "c", "d"]


def test_a_negative_count_is_refused_by_fishers_p():
    with pytest.raises(ValueError, match=r"^a count is -1; it must be 0 or more$"):
        fisher_p([-1], [1], 4, 4)
    assert fisher_p([0], [4], 4, 4)[0] < 0.1  # 0, and as many as there are words, are counts


@pytest.mark.parametrize("prior", [float("inf"), {"a": float("inf")}])
def test_a_prior_without_end_is_refused(table_of, prior):
    with pytest.raises(ValueError, match=r"^prior is inf; it must be a number of words, 0 or more"):
        keyness(table_of({"t": "a b", "r": "a"}), target="t", prior=prior)


def test_a_prior_of_0_words_against_the_whole_is_none(table_of):
    table = log_odds_against_whole(table_of({"t": "a a b", "r": "a b b"}), prior=0)
    row = table.set_index(["unit", "term"]).loc[("t", "a")]
    assert row["log_odds_whole"] == pytest.approx(log(2 / 1) - log(3 / 3))


def test_a_prior_that_is_no_word_for_one_is_refused(table_of):
    with pytest.raises(ValueError, match=r"^prior is 'jeffreys'; it must be counts or a number"):
        keyness(table_of({"t": "a", "r": "a b"}), target="t", prior="jeffreys")
