"""The names of columns and values, in the language of the terminal."""

import pytest

from analysis.areas.agreement import agreement, machine_quality
from analysis.cli.names import (
    AREA_COLUMNS,
    CHINESE_NAMES,
    PAIR_COLUMNS,
    name_shown,
    value_shown,
)
from corpus.doctor import Finding


@pytest.mark.parametrize(
    ("language", "name", "level"), [("en", "region", "county"), ("zh", "地区", "县级")]
)
def test_names_are_those_of_the_language(monkeypatch, language, name, level):
    monkeypatch.setenv("GWR_LANGUAGE", language)
    assert (name_shown("region"), value_shown("level", "county")) == (name, level)
    assert value_shown("speaker", "county") == "county"
    assert value_shown("level", None) == value_shown("n", float("nan")) == ""
    assert name_shown("no such column") == "no such column"


def test_every_printed_column_has_a_name_and_those_of_agreement_a_meaning():
    import pandas as pd

    sheet = pd.DataFrame({"id": [1, 2], "code": [6, 7], "machine": [6, 6], "weight": [1.0, 1.0]})
    pairs, areas = agreement([sheet]), machine_quality(sheet)
    assert {*pairs, *areas, *Finding._fields} <= set(CHINESE_NAMES)
    assert set(pairs) - set(PAIR_COLUMNS) == {"one", "other"}
    assert set(areas) - set(AREA_COLUMNS) <= {"code", "name", "low", "high"}
