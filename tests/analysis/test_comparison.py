"""Comparison: the sides of a report, and the first terms of each."""

from math import comb, log

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import jensenshannon

from analysis.comparison import (
    TermFilter,
    both_ends,
    compare_units,
    divergence,
    keyness_of_side,
    population,
    with_side,
)
from analysis.counts import count_terms, in_context
from analysis.keyness import keyness
from analysis.uncertainty.inference import Inference
from corpus.schema import SIDES, SPOKEN


@pytest.fixture(scope="module")
def words(district):
    return with_side(in_context(district["tokens"], district["paragraphs"]))


def test_sides_are_orientations_of_the_speech():
    assert set(SIDES) == set(SPOKEN) - {"opening", "closing"}


def test_only_rows_that_look_back_or_ahead_have_a_side():
    rows = pd.DataFrame({"orientation": ["opening", "problems", "plan_next_year", "closing"]})
    found = with_side(rows)
    assert list(found["side"]) == ["review", "plan"]
    assert list(found.index) == [1, 2]
    assert "side" not in rows


def test_keyness_of_sides_is_that_of_their_paragraphs(words):
    how = Inference(cluster="paragraph")
    table = keyness_of_side(
        words, target="plan", reference="review", listed=TermFilter(min_count=5), inference=how
    )
    counts = count_terms(words, by="paragraph_id", min_length=2)
    unit = words["report_id"] + " / " + words["paragraph_id"].astype(str)
    target = sorted(set(unit[words["side"] == "plan"]) & set(counts["unit"]))
    expected = keyness(counts, target=target, min_count=5)
    words_in = ["cluster", "basis", "reason"]
    exact = [one for one in expected if one not in {"p", "p_adjusted", *words_in}]
    pd.testing.assert_frame_equal(table[exact], expected[exact])
    np.testing.assert_allclose(table["p"], expected["p"], atol=0.03)  # another order of the draw
    assert set(table["p_method"]) == {"permutation"} and set(table["cluster"]) == {"paragraph"}
    assert table["basis"].str.fullmatch(r"\d+ of \d+ paragraphs and \d+ of \d+ paragraphs").all()


def test_keyness_of_sides_is_clustered_by_section(words):
    table = keyness_of_side(
        words, target="plan", reference="review", listed=TermFilter(min_count=5)
    )
    counts = count_terms(words, by=["side", "section"], min_length=2)
    target = [one for one in counts["unit"].unique() if one.startswith("plan")]
    expected = keyness(counts, target=target, min_count=5)
    ends = ["term", "log_ratio_low", "log_ratio_high", "log_odds_z"]
    pd.testing.assert_frame_equal(table[ends], expected[ends])
    assert set(table["cluster"]) == {"section"}
    by_paragraph = keyness_of_side(
        words.drop(columns="section"),
        target="plan",
        reference="review",
        listed=TermFilter(min_count=5),
    )
    assert set(by_paragraph["cluster"]) == {"paragraph"}


def test_a_term_of_one_side_ranks_with_the_others(words):
    """With the counts as prior; with 10 words, terms that only one side uses come last."""
    tables = {
        prior: keyness_of_side(words, target="plan", reference="review", prior=prior)
        for prior in ("counts", 10)
    }
    one_sided = {name: (one.head(30)["n_reference"] == 0).sum() for name, one in tables.items()}
    assert one_sided["counts"] >= 10 > one_sided[10]
    assert set(tables[10]["prior"]) == {"10 words"}
    assert set(tables["counts"]["prior"]) == {"counts of both texts"}


def test_stop_words_are_in_no_size(words):
    every, fewer = (
        keyness_of_side(
            words, target="plan", reference="review", listed=TermFilter(stop, min_count=20)
        )
        for stop in ((), {"建设"})
    )
    assert "建设" in set(every["term"]) - set(fewer["term"])
    sizes = ["words_target", "words_reference"]
    n = every.set_index("term").loc["建设", ["n_target", "n_reference"]]
    assert (every.iloc[0][sizes] - fewer.iloc[0][sizes]).tolist() == n.tolist()


def test_mentions_can_be_compared_too(district):
    mentions = with_side(in_context(district["mentions"], district["paragraphs"]))
    table = keyness_of_side(mentions, target="plan", reference="review")
    assert table[["n_target", "n_reference"]].sum().sum() == len(mentions)


def test_a_comparison_repeats_by_seed(words, shuffled):
    options = {
        "target": "plan",
        "reference": "review",
        "listed": TermFilter(min_count=10),
        "inference": Inference(seed=4),
    }
    pd.testing.assert_frame_equal(
        keyness_of_side(words, **options), keyness_of_side(shuffled(words), **options)
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": "hope"}, "no paragraph has side 'hope'; there is nothing to compare"),
        ({"reference": "hope"}, "no paragraph has side 'hope'; there is nothing to compare"),
        ({"side": "when"}, "the table has no column 'when'; its columns are .*"),
        ({"reference": "plan"}, "target and reference are both 'plan'; name two sides"),
    ],
)
def test_refusals(words, options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        keyness_of_side(words, **({"target": "plan", "reference": "review"} | options))


def test_a_paragraph_on_both_sides_is_refused():
    rows = pd.DataFrame(
        [("r", 0, "创新", "plan"), ("r", 0, "创新", "review"), ("r", 1, "改革", "review")],
        columns=["report_id", "paragraph_id", "term", "side"],
    )
    with pytest.raises(
        ValueError,
        match=r"^paragraph 'r / 0' is in both 'plan' and 'review'; each must be in one only$",
    ):
        keyness_of_side(rows, target="plan", reference="review")


def test_both_ends_are_the_highest_and_the_lowest():
    table = pd.DataFrame({"term": list("abcdefg"), "log_odds_z": [3, 2, 1, 0, -1, -2, None]})
    assert list(both_ends(table, top=2)["term"]) == ["a", "b", "e", "f"]
    assert list(both_ends(table, top=9)["term"]) == ["a", "b", "c", "e", "f"]
    assert both_ends(table, top=0).empty


# Divergence


@pytest.fixture
def apart(golden_counts, golden_groups):
    """Achieved against planned."""
    return divergence(golden_counts, a=golden_groups["achieved"], b=golden_groups["planned"])


def test_divergence_is_the_reference_one(golden, apart, golden_counts, golden_groups):
    expected = golden("divergence")
    assert apart["jsd"].unique() == pytest.approx([expected["jsd_bits"]], rel=1e-9)
    assert apart["jsd"].iloc[0] == pytest.approx(expected["jsd_shifterator"], abs=1e-12)
    assert np.sqrt(apart["jsd"].iloc[0]) == pytest.approx(expected["distance_bits"], rel=1e-9)
    assert apart["cosine"].unique() == pytest.approx([expected["cosine"]], rel=1e-9)
    nats = divergence(golden_counts, a=golden_groups["achieved"], base=np.e)
    assert nats["jsd"].iloc[0] == pytest.approx(expected["jsd_nats"], rel=1e-9)


def test_contributions_are_the_reference_ones_and_add_up(golden, apart):
    expected = golden("divergence")["contributions"]
    found = apart.set_index("term")["contribution"]
    assert set(found.index) == set(expected)
    np.testing.assert_allclose(found, pd.Series(expected)[found.index], rtol=1e-9)
    assert found.sum() == pytest.approx(apart["jsd"].iloc[0], rel=1e-12)
    assert apart["contribution"].is_monotonic_decreasing


def test_divergence_by_hand(table_of):
    """Shares 1, 0 against 1/2, 1/2: m is 3/4, 1/4."""
    table = divergence(table_of({"a": "x x", "b": "x y"}), a="a", b="b").set_index("term")
    x = (log(4 / 3, 2) + log(2 / 3, 2) / 2) / 2
    assert table["contribution"].to_dict() == pytest.approx({"x": x, "y": 1 / 4})
    assert table["cosine"].iloc[0] == pytest.approx(1 / np.sqrt(2))
    assert table["sign"].to_dict() == {"x": 1, "y": -1}
    assert table["p"].isna().all()
    assert set(table["reason"]) == {
        "one of the texts is a single unit; a p value requires 2 of each"
    }


def test_same_shares_do_not_diverge_and_no_shared_term_diverges_by_1(table_of):
    same = divergence(table_of({"a": "x y", "b": "x x y y"}), a="a")
    assert (same["jsd"] == 0).all()
    assert same["cosine"].iloc[0] == pytest.approx(1, abs=1e-15)
    none = divergence(table_of({"a": "x", "b": "y"}), a="a")
    assert none["jsd"].iloc[0] == pytest.approx(1, abs=1e-15)
    assert (none["cosine"] == 0).all()


def test_divergence_swaps(golden_counts, golden_groups, apart):
    other = divergence(golden_counts, a=golden_groups["planned"]).set_index("term")
    one = apart.set_index("term").loc[other.index]
    for column in ("jsd", "cosine", "contribution", "p"):
        np.testing.assert_allclose(one[column], other[column], rtol=1e-12)
    assert (one["sign"] == -other["sign"]).all()
    assert (one["n_a"] == other["n_b"]).all()


def test_doubling_and_empty_units_leave_the_divergence(golden_counts, golden_groups, apart):
    empty = pd.DataFrame([("empty", "创新", 0)], columns=["unit", "term", "n"])
    for changed in (
        golden_counts.assign(n=2 * golden_counts["n"]),
        pd.concat([golden_counts, empty]),
    ):
        table = divergence(changed, a=golden_groups["achieved"], b=golden_groups["planned"])
        for column in ("jsd", "cosine", "contribution", "p", "jsd_by_chance"):
            np.testing.assert_allclose(table[column], apart[column], rtol=1e-9)


def test_chance_of_a_divergence_is_that_of_all_arrangements(golden_counts, golden_groups, apart):
    """Done anew, one arrangement after the other, with scipy's divergence."""
    wide = golden_counts.pivot(index="unit", columns="term", values="n").fillna(0)
    units = list(wide.index)
    jsd = []
    for number in range(2 ** len(units)):
        side = np.array([bool(number >> at & 1) for at in range(len(units))])
        if side.sum() == len(golden_groups["achieved"]):
            p, q = wide[side].sum(), wide[~side].sum()
            jsd.append(jensenshannon(p / p.sum(), q / q.sum(), base=2) ** 2)
    assert len(jsd) == comb(8, 4)
    assert apart["jsd_by_chance"].iloc[0] == pytest.approx(np.mean(jsd), rel=1e-9)
    at_least = np.mean(np.array(jsd) >= apart["jsd"].iloc[0] * (1 - 1e-9))
    assert apart["p"].iloc[0] == pytest.approx(at_least)
    assert set(apart["p_method"]) == {"exact permutation"}


def made_up(rng, difference):
    """Counts of 40 paragraphs, the first half of which say one term more often."""
    share = np.full((40, 30), 1 / 30)
    share[:20, 0] += difference
    rows = [rng.multinomial(80, one / one.sum()) for one in share]
    wide = pd.DataFrame(rows).rename_axis("unit").reset_index()
    counts = wide.melt("unit", var_name="term", value_name="n")
    return counts[counts["n"] > 0].assign(term=counts["term"].astype(str))


def test_chance_finds_a_difference_and_seldom_where_there_is_none():
    rng = np.random.default_rng(3)
    options = {"a": range(20), "n_permutations": 199}
    alarms = [divergence(made_up(rng, 0), **options)["p"].iloc[0] <= 0.1 for _ in range(100)]
    assert 2 <= sum(alarms) <= 20  # binomial(100, 0.1): all but 0.2% of the cases
    assert divergence(made_up(rng, 0.1), **options)["p"].iloc[0] == 1 / 200


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"a": "x"}, "there is no unit 'x' in the counts; the units are .*"),
        ({"a": ["t", "r"]}, "a contains all units; there is nothing to compare it with"),
        ({"a": "t", "b": "t"}, "unit 't' is in both a and b; each must be in one only"),
        ({"a": "t", "base": 1}, "base is 1; it must be greater than 1"),
    ],
)
def test_units_that_cannot_be_compared_are_refused(table_of, options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        divergence(table_of({"t": "a b", "r": "a"}), **options)


# One report against another


@pytest.fixture(scope="module")
def two_reports():
    """Words of two made-up reports; r says the term a twice as often as s."""
    rng = np.random.default_rng(5)
    rows = [
        (report, paragraph, term, "word")
        for report, often in (("r", 0.1), ("s", 0.05))
        for paragraph in range(60)
        for term in rng.choice(["aa", "bb", "cc"], 80, p=[often, 0.3, 0.7 - often])
    ]
    table = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term", "kind"])
    return table.assign(start=table.groupby("report_id").cumcount() * 2)


def test_one_report_against_another_by_hand(two_reports):
    table = compare_units(two_reports, target="r", reference="s").set_index("term")
    n = two_reports.groupby(["report_id", "term"]).size()
    assert table.loc["aa", "n_target"] == n["r", "aa"]
    assert set(table["words_target"]) == {4_800}
    rate = 1000 * n / 4_800
    assert table.loc["aa", "per_thousand_target"] == pytest.approx(rate["r", "aa"])
    assert table.loc["aa", "difference"] == pytest.approx(rate["r", "aa"] - rate["s", "aa"])
    assert table.loc["aa", "ratio"] == pytest.approx(n["r", "aa"] / n["s", "aa"])
    assert table.loc["aa", "ratio_low"] < 2 < table.loc["aa", "ratio_high"]
    assert table.loc["aa", "p_adjusted"] < 0.001
    assert table.loc["bb", "p"] > 0.01
    assert table["population"].str.contains("these 2 reports").all()


def test_a_paragraph_repeated_makes_no_finding(two_reports):
    """A word that one paragraph says 200 times has a wide interval, and no small p."""
    many = pd.DataFrame(
        {
            "report_id": "r",
            "paragraph_id": 0,
            "term": "dd",
            "kind": "word",
            "start": range(10**6, 10**6 + 200),
        }
    )
    table = compare_units(pd.concat([two_reports, many]), target="r", reference="s")
    row = table.set_index("term").loc["dd"]
    assert row["p"] > 0.05
    assert row["difference_low"] < 0.2 * row["difference"] and np.isnan(row["ratio_high"])
    assert row["reason"] == "not in the reference text; the ratio has no upper limit"


def test_a_unit_that_is_not_there_is_refused(two_reports):
    with pytest.raises(ValueError, match=r"^there is no unit 'x' in the counts; the units are "):
        compare_units(two_reports, target="x")


@pytest.mark.parametrize(("silent", "name"), [("r", "target"), ("s", "reference")])
def test_mentions_in_a_text_without_words_are_not_compared(two_reports, silent, name):
    words = two_reports[two_reports["report_id"] != silent]
    with pytest.raises(ValueError, match=f"^the {name} has no words; there is nothing to compare"):
        compare_units(two_reports, target="r", reference="s", words=words)


# --- where a rule changes -------------------------------------------------------------------------


def words_of(paragraphs: dict[tuple[str, int], str]) -> pd.DataFrame:
    rows = [
        (report, paragraph, term, "word")
        for (report, paragraph), terms in paragraphs.items()
        for term in terms.split()
    ]
    table = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term", "kind"])
    return table.assign(start=range(len(table)))


@pytest.fixture
def few_words():
    """Two paragraphs a report, and a third report."""
    return words_of(
        {
            ("r", 0): "aa bb cc",
            ("r", 1): "aa bb",
            ("s", 0): "aa cc bb",
            ("s", 1): "aa bb",
            ("t", 0): "zz zz",
        }
    )


def test_a_term_that_occurs_min_count_times_is_in_the_table(few_words):
    for min_count, terms in ((0, {"aa", "bb", "cc"}), (2, {"aa", "bb", "cc"}), (3, {"aa", "bb"})):
        table = compare_units(
            few_words, target="r", reference="s", listed=TermFilter(min_count=min_count)
        )
        assert set(table["term"]) == terms


def test_two_paragraphs_on_each_side_have_a_p_and_one_has_none(few_words):
    two = compare_units(few_words, target="r", reference="s")
    assert two["p"].notna().all()
    one = compare_units(few_words, target="r", reference="t")
    assert one["p"].isna().all()


def test_equal_differences_and_contributions_go_by_code_point(few_words):
    table = compare_units(few_words, target="r", reference="s")
    assert table["difference"].nunique() == 1
    assert table["term"].tolist() == ["aa", "bb", "cc"]
    counts = pd.DataFrame({"unit": list("pppqqq"), "term": list("zaxzby"), "n": 1})
    assert divergence(counts, a="p")["term"].tolist() == ["a", "b", "x", "y", "z"]


def test_a_paragraph_in_both_texts_is_refused_by_compare_units(few_words):
    side = np.where(few_words["term"] == "aa", "plan", "review")
    with pytest.raises(
        ValueError,
        match=r"^paragraph 0 of 'r' is in both target and reference; each must be in one",
    ):
        compare_units(few_words.assign(side=side), by="side", target="plan")


def test_two_units_a_text_have_a_p_of_the_divergence_and_one_has_none(table_of):
    counts = table_of({"t": "a a", "u": "a b", "r": "b b", "s": "b a"})
    two = divergence(counts, a=["t", "u"], b=["r", "s"])
    assert set(two["p_method"]) == {"exact permutation"} and two["p"].notna().all()
    one = divergence(counts, a="t", b=["r", "s"])
    assert one["p"].isna().all() and set(one["p_method"]) == {""}
    assert one["reason"].iloc[0].startswith("one of the texts is a single unit")


def test_what_an_interval_speaks_of_is_said_in_both_languages():
    assert population(3, cluster="paragraph").startswith("The paragraphs are treated as the sample")
    assert "the authors of these 3 reports" in population(3, cluster="paragraph")
    assert population(1, lang="zh").startswith("以节为样本：")
    assert "本报告的作者" in population(1, lang="zh")
    assert "这3份报告的作者" in population(3, lang="zh")
