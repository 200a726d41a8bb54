"""Policy focus: mentions in 1,000 words, profiles of areas; by hand and on the district report."""

import numpy as np
import pandas as pd
import pytest

from analysis.counts import in_context
from analysis.focus import area_profile, attention, coded_counts, named_areas, profile_overlap
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.shares import share_interval, share_intervals


@pytest.fixture
def toy():
    """Two parts: 4 + 6 words in two paragraphs that look back, 5 in one that looks ahead."""
    words = {(0, "review"): 4, (1, "review"): 6, (2, "plan"): 5}
    tokens = pd.DataFrame(
        [("r", p, side, "词", "word") for (p, side), size in words.items() for _ in range(size)]
        + [("r", 0, "review", "，", "punctuation"), ("r", 2, "plan", "5", "number")],
        columns=["report_id", "paragraph_id", "orientation", "term", "kind"],
    )
    mentions = pd.DataFrame(
        [
            ("r", 0, "review", "创新", 1),
            ("r", 0, "review", "创新", 1),
            ("r", 1, "review", "改革", 1),
            ("r", 1, "review", "养老", 2),
            ("r", 2, "plan", "创新", 1),
            ("r", 2, "plan", "某词", pd.NA),
        ],
        columns=["report_id", "paragraph_id", "orientation", "term", "area"],
    ).astype({"area": "Int64"})
    return mentions, tokens


def test_figures_by_hand(toy):
    table = attention(*toy)
    assert table[["unit", "area", "n", "words", "per_thousand", "paragraphs"]].to_dict("list") == {
        "unit": ["plan", "plan", "review", "review"],
        "area": [1, 2, 1, 2],
        "n": [1, 0, 3, 1],
        "words": [5, 5, 10, 10],
        "per_thousand": [200, 0, 300, 100],
        "paragraphs": [1, 0, 2, 1],
    }
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["reason"].iloc[0] == "the text has 1 paragraph; a CI requires 3"


def test_terms_instead_of_areas(toy):
    table = attention(*toy, of="term").set_index(["unit", "term"])
    assert len(table) == 2 * 4
    assert table.loc[("plan", "某词"), "n"] == 1
    assert table.loc[("plan", "养老"), ["n", "per_thousand"]].tolist() == [0, 0]
    assert list(table.loc["plan"].index) == sorted({"某词", "养老", "创新", "改革"})


def test_other_kinds_in_the_denominator(toy):
    table = attention(*toy, kinds=["word", "punctuation", "number"])
    assert table.groupby("unit")["words"].first().to_dict() == {"plan": 6, "review": 11}


def test_by_two_columns(toy):
    table = attention(*toy, by=["report_id", "orientation"])
    assert list(table["unit"].unique()) == ["r / plan", "r / review"]
    pd.testing.assert_frame_equal(table.drop(columns="unit"), attention(*toy).drop(columns="unit"))


def test_the_order_of_rows_changes_nothing(toy, shuffled):
    mentions, tokens = toy
    pd.testing.assert_frame_equal(attention(shuffled(mentions), shuffled(tokens)), attention(*toy))


def test_no_mention_at_all_gives_an_empty_table(toy):
    mentions, tokens = toy
    table = attention(mentions.head(0), tokens)
    assert table.empty
    assert list(table.columns) == list(attention(*toy).columns)


def test_a_mention_in_a_paragraph_without_words_is_not_lost(toy):
    mentions, tokens = toy
    more = pd.DataFrame(
        [("r", 9, "review", "创新", 1), ("r", 10, "closing", "创新", 1)], columns=mentions.columns
    )
    table = attention(pd.concat([mentions, more.astype({"area": "Int64"})]), tokens)
    table = table.set_index(["unit", "area"])
    assert table.loc[("review", 1), ["n", "words", "per_thousand"]].tolist() == [4, 10, 400]
    assert table.loc[("closing", 1), ["n", "words"]].tolist() == [1, 0]
    assert np.isnan(table.loc[("closing", 1), "per_thousand"])


@pytest.mark.parametrize(
    ("which", "column"), [(0, "area"), (0, "orientation"), (1, "kind"), (1, "paragraph_id")]
)
def test_a_missing_column_is_named(toy, which, column):
    tables = list(toy)
    tables[which] = tables[which].drop(columns=column)
    name = ("mentions", "tokens")[which]
    with pytest.raises(ValueError, match=f"^{name} has no column '{column}'"):
        attention(*tables)


@pytest.fixture(scope="module")
def words_and_mentions(district):
    return tuple(
        in_context(district[name], district["paragraphs"]) for name in ("mentions", "tokens")
    )


def test_parts_add_up_to_the_report(words_and_mentions):
    mentions, tokens = words_and_mentions
    parts = attention(mentions, tokens)
    whole = attention(mentions, tokens, by="report_id").set_index("area")
    assert parts.groupby("area")["n"].sum().to_dict() == whole["n"].to_dict()
    assert (parts.groupby("area")["words"].sum() == whole["words"]).all()
    assert (parts.groupby("area")["paragraphs"].sum() == whole["paragraphs"]).all()
    assert whole["n"].sum() == mentions["area"].notna().sum()
    assert len(parts) == parts["unit"].nunique() * len(whole)
    assert (parts["n"] == 0).any()
    assert (parts.loc[parts["n"] == 0, "per_thousand"] == 0).all()


def test_the_interval_is_that_of_the_shares(words_and_mentions):
    mentions, tokens = words_and_mentions
    how = Inference(confidence=0.9, cluster="paragraph")
    table = attention(mentions, tokens, by="report_id", inference=how)
    words = tokens[tokens["kind"].isin(["word", "latin"])]
    size = words.groupby("paragraph_id").size()
    n = mentions.groupby(["paragraph_id", "area"]).size().unstack(fill_value=0)
    found = share_intervals(n.reindex(size.index, fill_value=0), size, confidence=0.9)
    assert table["area"].tolist() == found.index.tolist()
    for ours, theirs in (("low", "low"), ("per_thousand", "share"), ("high", "high")):
        np.testing.assert_allclose(table[ours], 1000 * found[theirs], rtol=1e-12)
    assert table["basis"].str.endswith(f"of {len(size)} paragraphs").all()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_areas_are_named_in_the_order_of_their_codes(words_and_mentions, language):
    table = named_areas(attention(*words_and_mentions), lang=language)
    assert table["area"].is_monotonic_increasing
    assert (table["name"].str.len() > 0).all()
    assert table["name"].str.isascii().all() == (language == "en")
    assert table.groupby("area")["name"].nunique().max() == 1


def test_a_profile_is_the_share_of_sentences_with_the_interval_of_blocks():
    rng = np.random.default_rng(4)
    rows = pd.DataFrame(
        {
            "unit": 2018,
            "report_id": "r",
            "paragraph_id": np.repeat(range(40), 5),
            "code": rng.choice([1, 6, 99], 200, p=[0.5, 0.3, 0.2]),
        }
    )
    table = area_profile(*coded_counts(rows)).set_index("code")
    assert table["n"].sum() == 200
    assert table["share"].sum() == pytest.approx(100)
    n = (rows["code"] == 1).groupby(rows["paragraph_id"]).sum()
    expected = share_interval(n, np.full(40, 5))
    assert table.loc[1, ["share", "low", "high"]].tolist() == pytest.approx(
        [100 * expected.share, 100 * expected.low, 100 * expected.high]
    )
    assert table.loc[7, "n"] == table.loc[7, "low"] == 0 < table.loc[7, "high"]
    assert table.loc[7, "basis"] == "0 of 40 paragraphs"


def test_coded_sentences_are_counted_by_section_where_a_unit_has_three():
    """Of the plan by section, of the review, with two sections, by paragraph."""
    plan = [
        ("plan", 0, "a"),
        ("plan", 1, "a"),
        ("plan", 2, "b"),
        ("plan", 3, "c"),
        ("plan", 3, "c"),
    ]
    review = [("review", 4, "d"), ("review", 5, "d"), ("review", 6, "e")]
    rows = pd.DataFrame([*plan, *review], columns=["unit", "paragraph_id", "section"])
    rows = rows.assign(report_id="r", code=[1, 1, 6, 99, 99, 6, 1, 1])
    counts, sizes = coded_counts(rows)
    assert counts.to_numpy().tolist() == [
        ["plan", 0, 1, 2],
        ["plan", 1, 6, 1],
        ["plan", 2, 99, 2],
        ["review", 0, 6, 1],
        ["review", 1, 1, 1],
        ["review", 2, 1, 1],
    ]
    assert list(sizes) == ["unit", "block", "sentences", "cluster"]
    assert sizes["sentences"].tolist() == [2, 1, 2, 1, 1, 1]
    assert sizes["cluster"].tolist() == ["section"] * 3 + ["paragraph"] * 3
    _, by_paragraph = coded_counts(rows, cluster="paragraph")
    assert by_paragraph["sentences"].tolist() == [1, 1, 1, 2, 1, 1, 1]
    assert set(by_paragraph["cluster"]) == {"paragraph"}


def test_no_coded_sentence_has_no_counts():
    rows = pd.DataFrame(columns=["unit", "report_id", "paragraph_id", "code"])
    assert all(one.empty for one in coded_counts(rows))


def test_profiles_overlap_by_what_need_not_move():
    own = pd.DataFrame({"code": [1, 3, 99], "n": [30, 10, 60]})
    other = pd.DataFrame({"code": [1, 3, 6], "n": [5, 5, 0]})
    found = profile_overlap(own, other)
    assert found["overlap"] == pytest.approx(1 - (0.25 + 0.25) / 2)
    assert profile_overlap(own, own)["overlap"] == 1
    with pytest.raises(ValueError, match=r"^a profile has no sentence"):
        profile_overlap(own, own[own["code"] == 99])


def test_the_overlap_by_chance_is_that_of_two_samples_of_one_profile():
    rng = np.random.default_rng(3)
    codes, shares = [1, 3, 4, 6], [0.4, 0.3, 0.2, 0.1]
    pairs = [
        [pd.DataFrame({"code": codes, "n": rng.multinomial(n, shares)}) for n in (80, 200)]
        for _ in range(300)
    ]
    found = pd.DataFrame([profile_overlap(*pair) for pair in pairs])
    assert found["overlap"].mean() == pytest.approx(found["by_chance"].mean(), abs=0.01)
