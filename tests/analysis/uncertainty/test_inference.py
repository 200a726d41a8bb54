"""What is inferred in one table is inferred alike in all: the defaults are the functions' own."""

import inspect
from dataclasses import FrozenInstanceError, asdict

import pytest

from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.permutation import permutation_p
from analysis.uncertainty.proportions import katz_interval, newcombe_interval, wilson_interval
from analysis.uncertainty.shares import compare_shares, share_interval, share_intervals


def test_the_defaults_are_those_of_the_functions():
    said = asdict(Inference())
    own = set()
    for function in (share_interval, share_intervals, compare_shares, permutation_p):
        for name, one in inspect.signature(function).parameters.items():
            if name in said:
                assert one.default == said[name], (function.__name__, name)
                own.add(name)
    assert own == set(said) - {"cluster"}  # of tables with sections
    assert Inference() == INFERENCE


def test_what_all_tables_share_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        INFERENCE.confidence = 0.9


@pytest.mark.parametrize("confidence", [0, 1, 1.5])
def test_no_interval_is_of_a_confidence_of_0_or_1(confidence):
    two = ([[3], [1], [2], [0]], [50] * 4, [True, True, False, False])
    calls = (
        lambda: share_interval([3, 1], [50, 50], confidence=confidence),
        lambda: share_intervals([[3], [1]], [50, 50], confidence=confidence),
        lambda: compare_shares(*two, confidence=confidence),
        lambda: wilson_interval(3, 50, confidence=confidence),
        lambda: newcombe_interval(3, 50, 1, 40, confidence=confidence),
        lambda: katz_interval(3, 50, 1, 40, confidence=confidence),
    )
    for call in calls:
        with pytest.raises(ValueError, match=f"^confidence is {confidence}; it must lie between"):
            call()


def test_a_statistic_that_there_is_none_of_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match=r"^statistic is 'z'; it must be one of difference, stud"):
        Inference(statistic="z")


@pytest.mark.parametrize("wrong", [1.5, True, None, float("nan"), "2", 0])
def test_a_number_of_blocks_is_a_whole_one_above_zero(wrong):
    with pytest.raises(ValueError, match=r"^min_blocks is .*; it must be .*1 or more$"):
        Inference(min_blocks=wrong)
