"""Blocks of text as matrices: what is checked before anything is computed."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.uncertainty.blocks import as_matrix, check_confidence, names_of, without_empty
from analysis.uncertainty.blocks import two_sides as two_sides_of
from analysis.uncertainty.permutation import permutation_p
from analysis.uncertainty.shares import compare_shares
from tests.analysis.uncertainty.conftest import log_ratio_interval


@pytest.mark.parametrize("function", [permutation_p, log_ratio_interval, compare_shares])
@pytest.mark.parametrize(
    ("n", "size", "is_target", "message"),
    [
        ([[1], [1]], [5, 5], [1, 1], "all blocks are on one side; is_target must be true of some"),
        ([[1], [1]], [5, 5], [0, 0], "all blocks are on one side; is_target must be true of some"),
        ([[1], [0]], [5, 0], [1, 0], "all blocks are on one side; is_target must be true of some"),
        (
            [[1], [1], [1]],
            [5, 5, 0],
            [1, 0, 0],
            "a block of size 0 has a count; give the number of words",
        ),
        ([[1], [-1]], [5, 5], [1, 0], "the counts of the blocks include -1"),
        ([[1], [1]], [5, np.nan], [1, 0], "the sizes of the blocks include nan"),
        ([1, 1], [5, 5], [1, 0], r"counts have the shape \(2,\), sizes \(2,\), is_target \(2,\)"),
        ([[1], [1]], [5], [1, 0], r"counts have the shape \(2, 1\), sizes \(1,\), is_target"),
    ],
)
def test_comparisons_refuse(function, n, size, is_target, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        function(n, size, is_target)


@pytest.mark.parametrize(
    "form", [np.asarray, pd.DataFrame, sparse.csr_array, sparse.coo_matrix, np.ndarray.tolist]
)
def test_counts_are_one_matrix_in_whatever_form_they_come(form):
    n = np.array([[1, 0, 2], [0, 3, 0]])
    found = as_matrix(form(n))
    assert sparse.issparse(found) and found.format == "csc" and found.dtype == float
    assert found.toarray().tolist() == n.tolist()


def test_what_is_no_matrix_stays_what_it_is():
    assert as_matrix([1, 2]).shape == (2,)
    assert as_matrix(3).shape == ()


def test_terms_have_names_in_a_table_alone():
    assert names_of(pd.DataFrame([[1, 2]], columns=["创新", "改革"])).tolist() == ["创新", "改革"]
    assert names_of(np.array([[1, 2]])) is None


def test_blocks_in_which_nothing_is_said_are_left_out():
    """A block is there when it has words, or a count, or both; a stored zero is no count."""
    stored = sparse.csc_array(([1, 0, 2], ([0, 1, 3], [0, 0, 1])), shape=(4, 2), dtype=float)
    found, size = without_empty(stored, np.array([5.0, 0, 7, 0]))
    assert found.toarray().tolist() == [[1, 0], [0, 0], [0, 2]]
    assert size.tolist() == [5, 7, 0]


def test_sides_are_those_of_the_blocks_that_are_left():
    x, size, target = two_sides_of([[1, 2], [0, 0], [3, 4]], [5, 0, 6], [0, 1, 1])
    assert x.toarray().tolist() == [[1, 2], [3, 4]]
    assert (size.tolist(), target.tolist()) == ([5, 6], [False, True])


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, np.nan])
def test_a_confidence_lies_between_0_and_1(confidence):
    with pytest.raises(
        ValueError, match=f"^confidence is {confidence}; it must lie between 0 and 1$"
    ):
        check_confidence(confidence)
