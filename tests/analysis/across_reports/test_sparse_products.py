"""Products of rows of sparse matrices."""

import numpy as np
from scipy import sparse

from analysis.across_reports.sparse_products import products, ranges, row_groups


def test_products_are_those_of_the_dense_rows():
    rng = np.random.default_rng(1)
    a, b = (sparse.random_array((n, 30), density=0.3, rng=rng, format="csr") for n in (7, 5))
    left, right = rng.integers(0, 7, 40), rng.integers(0, 5, 40)
    expected = (a.toarray()[left] * b.toarray()[right]).sum(axis=1)
    np.testing.assert_allclose(products(a, b, left, right), expected, rtol=1e-12)


def test_groups_and_ranges():
    found = [(value, at.tolist()) for value, at in row_groups(np.array([4, 2, 4, 9]))]
    assert found == [(2, [1]), (4, [0, 2]), (9, [3])]
    numbers, which = ranges(np.array([5, 2, 7]), np.array([7, 2, 10]))
    assert numbers.tolist() == [5, 6, 7, 8, 9] and which.tolist() == [0, 0, 2, 2, 2]
