"""The rows of a table, one at a time."""

import pandas as pd

from analysis.targets.rows import records, tuples

TABLE = pd.DataFrame({"unit": ["%", "亿元"], "value": [8.0, 2.5]})


def test_dictionaries_have_the_columns_as_keys():
    assert records(TABLE) == [{"unit": "%", "value": 8.0}, {"unit": "亿元", "value": 2.5}]


def test_attributes_are_the_columns_and_the_index_is_kept():
    rows = list(tuples(TABLE.set_index(pd.Index([7, 9]))))
    assert [(one.Index, one.unit, one.value) for one in rows] == [(7, "%", 8.0), (9, "亿元", 2.5)]
