"""Reports as weights, and what they lose without a block."""

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.tf_idf_of_reports import (
    TfIdfWeights,
    corpus_idf,
    weighted,
    with_blocks,
)
from analysis.counts import count_terms
from analysis.tfidf import Variant, tf_idf
from corpus.store.tables import read_table


@pytest.fixture
def tokens() -> pd.DataFrame:
    rng = np.random.default_rng(2)
    rows = pd.DataFrame({"report_id": rng.choice(list("cab"), 300)})
    rows["paragraph_id"] = rng.integers(0, 12, 300)
    rows["term"] = rng.choice(list("甲乙丙丁戊己庚"), 300, p=np.arange(1, 8) / 28)
    return rows.assign(kind="word", heading_path=rows["paragraph_id"].floordiv(4).map(str))


@pytest.mark.parametrize("variant", get_args(Variant))
def test_the_weights_are_those_of_tf_idf_but_for_their_length(tokens, variant):
    if variant == "textbook":  # a term of every report has no weight: let some be of one only
        tokens = tokens.assign(term=tokens["term"].where(tokens.index % 5 > 0, tokens["report_id"]))
    found = weighted(
        tokens, with_blocks(tokens, None, "section")[0], TfIdfWeights(variant, kinds=None)
    )
    expected = tf_idf(count_terms(tokens), variant, norm=None)
    wide = expected.pivot(index="unit", columns="term", values="tf_idf").fillna(0)
    assert found.names.tolist() == list(wide.index) and found.terms.tolist() == list(wide)
    own, theirs = found.weights.toarray(), wide.to_numpy(copy=True)
    for rows in (own, theirs):
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    np.testing.assert_allclose(own, theirs, rtol=1e-12)


@pytest.mark.parametrize("variant", get_args(Variant))
def test_what_is_lost_is_the_difference_to_the_report_without_the_block(tokens, variant):
    block, cluster = with_blocks(tokens, None, "section")
    assert cluster == "section" and block.max() == 8
    whole = weighted(tokens, block, TfIdfWeights(variant, kinds=None))
    if variant in ("smooth", "sublinear"):
        df = count_terms(tokens).groupby("term").size()
        idf = np.log(4 / (1 + df)) + 1
    else:
        pytest.skip("the idf of these variants is tested by the weights")
    left = np.unique(block[block != 4], return_inverse=True)[1]
    without = tokens[block != 4]  # the second of report b
    rest = weighted(without, left, TfIdfWeights(variant, idf, kinds=None))
    expected = whole.weights[[1]].toarray() - rest.weights[[1]].toarray()
    np.testing.assert_allclose(whole.lost[[4]].toarray(), expected, atol=1e-12)
    np.testing.assert_allclose(whole.squares[1] - whole.lost_squares[4], rest.squares[1])


def test_sections_come_from_the_paragraphs_or_the_tokens_or_not_at_all(tokens):
    about = tokens[["report_id", "paragraph_id", "heading_path"]].drop_duplicates()
    bare = tokens.drop(columns="heading_path")
    own, there = with_blocks(tokens, None, "section"), with_blocks(bare, about, "section")
    assert own[0].tolist() == there[0].tolist() and own[1] == there[1] == "section"
    block, cluster = with_blocks(bare, None, "section")
    assert (
        cluster == "paragraph"
        and block.tolist() == with_blocks(tokens, None, "paragraph")[0].tolist()
    )


def test_no_counted_word_is_refused(tokens):
    block, _ = with_blocks(tokens, None, "paragraph")
    with pytest.raises(ValueError, match="no words that are counted"):
        weighted(tokens, block, TfIdfWeights(kinds=None, min_length=2))


def test_idf_is_that_of_tf_idf(two_districts):
    counts = read_table(two_districts, "counts").rename(columns={"report_id": "unit"})
    counts = counts.groupby(["unit", "term"], as_index=False)["n"].sum()
    expected = tf_idf(counts, norm=None)
    expected = (expected["tf_idf"] / expected["n"]).groupby(expected["term"]).first()
    found = corpus_idf(two_districts)
    np.testing.assert_allclose(found.loc[expected.index], expected, rtol=1e-12)
