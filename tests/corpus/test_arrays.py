"""The types of arrays are those that numpy makes of numbers and comparisons."""

from typing import Any, get_args

import numpy as np
import pytest

from corpus.arrays import Bools, Floats, Ints


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (Floats, np.array([0.5]) / 3),
        (Ints, np.array([1, 2], dtype=np.int64) + 1),
        (Bools, np.array([0.5]) > 0),
    ],
)
def test_the_type_is_that_of_the_array(kind: Any, made: np.ndarray):
    _, dtype = get_args(kind)
    assert get_args(dtype) == (made.dtype.type,)
