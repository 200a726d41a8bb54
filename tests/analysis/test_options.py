"""Objects of options refuse what cannot be meant, in one sentence, when they are made."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import TfIdfWeights
from analysis.comparison import TermFilter
from analysis.dictionaries import Space
from analysis.themes import Grouping
from analysis.tone import Formula
from analysis.uncertainty import Inference


@pytest.mark.parametrize(
    ("made", "options", "said"),
    [
        (Inference, {"confidence": 95}, "confidence is 95; it must lie between 0 and 1"),
        (Inference, {"confidence": "0.9"}, "confidence is '0.9'; it must be a number"),
        (Inference, {"cluster": "report"}, "'report' is not a cluster"),
        (Inference, {"min_blocks": 0}, "min_blocks is 0; it must be 1 or more"),
        (Inference, {"statistic": "t"}, "statistic is 't'; it must be one of"),
        (Inference, {"n_permutations": 0}, "n_permutations is 0"),
        (Inference, {"n_permutations": True}, "n_permutations is True; it must be a whole"),
        (Inference, {"seed": -1}, "seed is -1; it must be 0 or more"),
        (TermFilter, {"stop_words": "文化"}, "stop_words is '文化'; give a list of words"),
        (TermFilter, {"stop_words": None}, "stop_words is None; give a list of words"),
        (TermFilter, {"min_length": "2"}, "min_length is '2'; it must be a whole number"),
        (TermFilter, {"min_count": 1.5}, "min_count is 1.5; it must be a whole number"),
        (TfIdfWeights, {"stop_words": "文化"}, "stop_words is '文化'"),
        (TfIdfWeights, {"idf": pd.Series(dtype=float)}, "idf has no terms"),
        (TfIdfWeights, {"idf": pd.Series({"甲": np.nan})}, "idf of '甲' is nan"),
        (TfIdfWeights, {"idf": pd.Series({"甲": -1.0})}, "idf of '甲' is -1.0"),
        (Space, {"stop_words": "文化"}, "stop_words is '文化'"),
        (Space, {"window": 0}, "window is 0; it must be 1 or more"),
        (Space, {"dimensions": 1.5}, "dimensions is 1.5; it must be a whole number"),
        (Space, {"smoothing": np.nan}, "smoothing is nan; it must be a number"),
        (Formula, {"length": 1.5}, "length is 1.5; it must be a whole number, 1 or more"),
        (Formula, {"sample": 2.5}, "sample is 2.5; it must be a whole number"),
        (Formula, {"sample": float("nan")}, "sample is nan; it must be a whole number"),
        (Grouping, {"max_terms": 0}, "max_terms is 0; it must be 1 or more"),
        (Grouping, {"resolution": np.inf}, "resolution is inf; it must be a number"),
    ],
)
def test_what_cannot_be_meant_is_refused(made, options, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        made(**options)


def test_numbers_of_arrays_are_numbers():
    assert Inference(seed=np.int64(3), confidence=np.float64(0.9)).seed == 3
    assert TermFilter(stop_words={"的"}, min_count=np.int32(2)).min_count == 2
