"""Vectors of words from what occurs together."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.word_vectors import ppmi_vectors


def themed(seed: int = 1) -> pd.DataFrame:
    """Paragraphs of two themes that have no word in common."""
    rng = np.random.default_rng(seed)
    themes = [[f"{name}{n}" for n in range(12)] for name in ("教育", "工业")]
    rows = [("r", place, term) for place in range(80) for term in rng.choice(themes[place % 2], 9)]
    tokens = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term"])
    return tokens.assign(kind="word")


def test_words_of_a_theme_have_vectors_alike():
    vectors = ppmi_vectors(themed(), dimensions=4)
    units = vectors.div(np.linalg.norm(vectors, axis=1), axis=0)
    like = units @ units.T
    of_first = like.index.str.startswith("教育")
    within = like.loc[of_first, of_first].to_numpy().mean()
    between = like.loc[of_first, ~of_first].to_numpy().mean()
    assert within > 0.3 and between < within - 0.3


def test_the_vectors_give_back_the_ppmi_and_are_the_same_twice():
    tokens = themed()
    vectors = ppmi_vectors(tokens, dimensions=23)
    n = pd.crosstab(tokens["term"], tokens["paragraph_id"]).to_numpy(dtype=float)
    with np.errstate(divide="ignore"):
        ppmi = np.maximum(np.log(n * n.sum() / np.outer(n.sum(1), n.sum(0))), 0)
    u, s, _ = np.linalg.svd(ppmi, full_matrices=False)
    expected = (u[:, :23] * s[:23]) @ u[:, :23].T
    np.testing.assert_allclose(vectors @ vectors.T, expected, atol=1e-6)
    pd.testing.assert_frame_equal(vectors, ppmi_vectors(tokens, dimensions=23))


def test_rare_words_have_no_vector_and_too_little_text_is_refused():
    tokens = themed()
    counts = tokens["term"].value_counts()
    vectors = ppmi_vectors(tokens, dimensions=4, min_count=30)
    assert set(vectors.index) == set(counts.index[counts >= 30])
    with pytest.raises(ValueError, match="PPMI vectors need 3 of each"):
        ppmi_vectors(tokens, min_count=10_000)
