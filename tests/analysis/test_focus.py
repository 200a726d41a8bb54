"""Attention: mentions of a policy area in 1,000 words, by hand and on the district report."""

import numpy as np
import pandas as pd
import pytest

from analysis.counts import in_context
from analysis.focus import attention, named_areas
from analysis.uncertainty.shares import share_interval


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
    assert table["reason"].iloc[0] == "stands in 1 paragraphs; an interval needs 20"


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
    with pytest.raises(ValueError, match=f"^{name} has no column '{column}'$"):
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


def test_the_interval_is_that_of_the_share(words_and_mentions):
    mentions, tokens = words_and_mentions
    table = attention(mentions, tokens, by="report_id", confidence=0.9).set_index("area")
    words = tokens[tokens["kind"].isin(["word", "latin"])]
    size = words.groupby("paragraph_id").size()
    given = table[table["reason"] == ""]
    assert not given.empty
    for area, row in given.iterrows():
        n = mentions[mentions["area"] == area].groupby("paragraph_id").size()
        found = share_interval(n.reindex(size.index, fill_value=0), size, confidence=0.9)
        assert (row["low"], row["per_thousand"], row["high"]) == pytest.approx(
            (1000 * found.low, 1000 * found.share, 1000 * found.high), rel=1e-12
        )
    missing = table[table["reason"] != ""]
    assert missing[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_areas_are_named_in_the_order_of_their_codes(words_and_mentions, language):
    table = named_areas(attention(*words_and_mentions), lang=language)
    assert table["area"].is_monotonic_increasing
    assert (table["name"].str.len() > 0).all()
    assert table["name"].str.isascii().all() == (language == "en")
    assert table.groupby("area")["name"].nunique().max() == 1
