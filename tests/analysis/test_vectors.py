"""Vectors from what occurs with what: the formulas, against arithmetic done another way."""

import numpy as np
import pytest
from scipy import sparse

from analysis.vectors import decomposed, ppmi, unit_rows

N = np.array([[4.0, 1, 0], [1, 0, 2], [0, 2, 6]])


@pytest.mark.parametrize("smoothing", [1.0, 0.75])
def test_ppmi_is_the_formula_word_by_word(smoothing):
    found = ppmi(sparse.csr_array(N), smoothing=smoothing).toarray()
    contexts = [sum(N[w][c] for w in range(3)) ** smoothing for c in range(3)]
    for w in range(3):
        for c in range(3):
            share = contexts[c] / sum(contexts)
            expected = max(0, np.log(N[w][c] / sum(N[w]) / share)) if N[w][c] else 0
            assert found[w][c] == pytest.approx(expected)


@pytest.mark.parametrize("weighting", [1.0, 0.5, 0.0])
def test_vectors_are_those_of_the_whole_decomposition(weighting):
    matrix = sparse.csr_array(np.arange(12.0).reshape(4, 3) ** 2)
    vectors = decomposed(matrix, 2, weighting=weighting)
    u, s, _ = np.linalg.svd(matrix.toarray(), full_matrices=False)
    expected = u[:, :2] * s[:2] ** weighting
    np.testing.assert_allclose(vectors @ vectors.T, expected @ expected.T, atol=1e-8)


def test_unit_rows_have_length_1_or_0():
    length = np.linalg.norm(unit_rows(np.array([[2.0, 1], [0, 0]])), axis=1)
    np.testing.assert_allclose(length, [1, 0])
