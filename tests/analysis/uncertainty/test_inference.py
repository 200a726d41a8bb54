"""What is inferred in one table is inferred alike in all: the defaults are the functions' own."""

import inspect
from dataclasses import FrozenInstanceError, asdict

import pytest

from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.permutation import permutation_p
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
