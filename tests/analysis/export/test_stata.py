"""Stata files are read back with their types, their texts whole, and their labels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.export.labels import Label
from analysis.export.stata import write_stata


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "t.dta"


def test_every_kind_of_column_is_read_back(path):
    table = pd.DataFrame(
        {
            "whole": [1, -2, 3],
            "large": [2**31 - 1, 2**40, 0],
            "missing": pd.array([1, None, 3], dtype="Int64"),
            "share": [1 / 3, np.nan, 1e-12],
            "yes": [True, False, True],
            "maybe": pd.array([True, None, False], dtype="boolean"),
            "endless": [np.inf, 1, -np.inf],
            "text": ["创新", None, ""],
        }
    )
    write_stata(table, path, {}, "")
    found = pd.read_stata(path)
    assert list(found) == list(table)
    assert found["whole"].dtype == "int32" and found["whole"].tolist() == [1, -2, 3]
    assert found["large"].tolist() == [2**31 - 1, 2**40, 0]
    np.testing.assert_array_equal(found["missing"], [1, np.nan, 3])
    np.testing.assert_array_equal(found["share"], table["share"])
    assert found["yes"].tolist() == [1, 0, 1]
    np.testing.assert_array_equal(found["maybe"], [1, np.nan, 0])
    np.testing.assert_array_equal(found["endless"], [np.nan, 1, np.nan])
    assert found["text"].tolist() == ["创新", "", ""]


def test_words_that_stata_keeps_for_itself_get_a_line_and_keep_their_label(path):
    table = pd.DataFrame({"end": [1], "in": ["a"], "ends": [2]})
    write_stata(table, path, {"end": Label("last", "末"), "gone": Label("x", "y")}, "表一")
    with pd.io.stata.StataReader(path) as reader:
        assert reader.variable_labels() == {"end_": "last 末", "in_": "", "ends": ""}
        assert reader.data_label == "表一"


@pytest.mark.parametrize("length", [681, 682, 5_000])
def test_long_texts_are_whole(path, length):
    """681 Chinese characters are the 2,043 bytes that a string may have; 682 are too many."""
    text = "政" * length
    write_stata(pd.DataFrame({"text": [text, "短"], "n": [1, 2]}), path, {}, "")
    assert pd.read_stata(path)["text"].tolist() == [text, "短"]


@pytest.mark.parametrize(
    ("english", "chinese", "lang", "shown"),
    [
        ("a" * 60, "标签", "zh", "a" * 60 + " 标签"),
        ("a" * 79, "长标签", "en", "a" * 79),
        ("a" * 79, "长标签", "zh", "长标签"),
        ("a" * 90, "长标签", "en", "a" * 80),
    ],
)
def test_of_labels_too_long_for_both_languages_that_asked_for_is_whole(
    path, english, chinese, lang, shown
):
    labels = {"n": Label(english, chinese)}
    write_stata(pd.DataFrame({"n": [1]}), path, labels, "题" * 90, lang)
    with pd.io.stata.StataReader(path) as reader:
        assert reader.variable_labels() == {"n": shown}
        assert reader.data_label == "题" * 80


def test_values_that_are_known_are_numbers_with_labels_beside_the_column(path):
    table = pd.DataFrame({"verdict": ["met", None, "within_range"], "n": [1, 2, 3]})
    write_stata(table, path, {"verdict": Label("verdict", "完成情况")}, "", "zh")
    found = pd.read_stata(path)
    assert list(found) == ["verdict", "verdict_code", "n"]
    assert found["verdict"].tolist() == ["met", "", "within_range"]
    assert found["verdict_code"].tolist() == ["完成", np.nan, "在目标区间内"]
    with pd.io.stata.StataReader(path) as reader:
        assert reader.variable_labels()["verdict_code"] == "verdict 完成情况"
        assert set(reader.value_labels()) == {"verdict_code"}
    write_stata(table.iloc[::-1], path, {}, "")  # the same numbers, whatever comes first
    numbers = pd.read_stata(path, convert_categoricals=False)["verdict_code"]
    assert numbers.tolist()[::2] == [3, 2]


@pytest.mark.parametrize(
    "column", [{"level": [0, 1]}, {"level": ["county", "village"]}, {"verdict": ["?", "met"]}]
)
def test_a_column_of_other_values_gets_no_labels(path, column):
    write_stata(pd.DataFrame(column), path, {}, "")
    assert list(pd.read_stata(path)) == list(column)


def test_a_table_without_columns_is_told(path):
    with pytest.raises(ValueError, match=r"^the table has no columns; a Stata file needs one"):
        write_stata(pd.DataFrame(), path, {}, "")
    assert not path.exists()
    write_stata(pd.DataFrame({"n": pd.Series(dtype="int64")}), path, {}, "")  # no rows
    assert list(pd.read_stata(path)) == ["n"]
