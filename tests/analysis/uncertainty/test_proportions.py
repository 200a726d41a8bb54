"""Intervals that take words as independent: the printed examples of those who proposed them."""

from fractions import Fraction
from math import exp, sqrt

import numpy as np
import pytest

from analysis.uncertainty.proportions import katz_interval, newcombe_interval, wilson_interval


def test_wilson_interval_is_the_reference_one(golden):
    for shares, expected in golden("inference")["wilson"].items():
        n, words = map(int, shares.split("/"))
        assert wilson_interval(n, words) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("n", "words", "expected"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_interval_of_newcombe_1998(n, words, expected):
    """Newcombe 1998a, table I, method 3."""
    assert wilson_interval(n, words) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("four", "expected"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1)),
        ((10, 10, 0, 10), (0.6075, 1)),
    ],
)
def test_newcombe_interval_of_newcombe_1998(four, expected):
    """Newcombe 1998b, table II, method 10."""
    assert newcombe_interval(*four) == pytest.approx(expected, abs=5e-5)


def test_katz_interval_of_the_physicians_health_study():
    """Agresti 2002, 2.2 and 3.1: 189 of 11,034 against 104 of 11,037, ratio 1.82 (1.43, 2.31)."""
    found = katz_interval(189, 11_034, 104, 11_037)
    assert found == pytest.approx((1.43, 2.31), abs=0.005)
    half = 1.959963984540054 * sqrt(
        Fraction(1, 189) - Fraction(1, 11_034) + Fraction(1, 104) - Fraction(1, 11_037)
    )
    ratio = Fraction(189 * 11_037, 104 * 11_034)
    assert found == pytest.approx((ratio * exp(-half), ratio * exp(half)), rel=1e-12)


def test_word_level_intervals_of_many_terms():
    low, high = katz_interval([3, 0, 2], 10, [1, 2, 0], 20)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, True, True]
    assert newcombe_interval([3, 0], 10, [1, 2], 20)[0].shape == (2,)


@pytest.mark.parametrize(
    ("n", "words", "message"),
    [
        (-1, 5, "no share can be computed from -1 occurrences in 5 words; check both numbers"),
        ([1, 6], 5, r"the count \(6\) exceeds the number of words \(5\)"),
        (0, 0, "no share can be computed from 0 occurrences in 0 words; check both numbers"),
        (np.nan, 5, "no share can be computed from nan occurrences in 5 words; check both numbers"),
    ],
)
def test_wilson_interval_refuses(n, words, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        wilson_interval(n, words)


def test_a_ratio_of_more_occurrences_than_words_is_refused():
    with pytest.raises(ValueError, match=r"^the count \(20\) exceeds the number of words \(10\)$"):
        katz_interval([3, 20], 10, 3, 10)
