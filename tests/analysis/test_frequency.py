"""Frequencies: counts, shares of words and their intervals, by hand and by unit."""

import numpy as np
import pandas as pd
import pytest

from analysis.frequency import frequency_by
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.shares import share_interval


def test_frequency_by_hand(letters):
    table = frequency_by(letters, by=None, min_length=1)
    columns = ["term", "n", "per_thousand", "paragraphs", "words"]
    assert table[columns].to_dict("list") == {
        "term": ["a", "b", "c", "d"],
        "n": [3, 2, 2, 1],
        "per_thousand": [375, 250, 250, 125],
        "paragraphs": [2, 2, 2, 1],
        "words": [8, 8, 8, 8],
    }


def test_stop_words_and_short_words_stay_in_the_denominator(letters):
    table = frequency_by(letters, by=None, min_length=1, stop_words={"a"})
    assert list(table["term"]) == ["b", "c", "d"]
    assert list(table["per_thousand"]) == [250, 250, 125]
    assert set(table["words"]) == {8}
    assert frequency_by(letters, by=None, min_length=2).empty


def test_frequency_of_chosen_kinds(letters):
    table = frequency_by(letters, by=None, min_length=1, kinds=["number"])
    columns = ["term", "n", "per_thousand", "paragraphs", "words"]
    assert table[columns].to_dict("records") == [
        {"term": "1", "n": 1, "per_thousand": 1000, "paragraphs": 1, "words": 1}
    ]


@pytest.fixture
def long():
    """30 paragraphs of two reports: a occurs in every one, b in 20, c in one, 5 times."""
    text = {
        number: "a" + " b" * (number < 20) + " c" * 5 * (number == 3) + " x 1 ,"
        for number in range(30)
    }
    kinds = {",": "punctuation", "1": "number"}
    rows = [
        ("r" if paragraph < 10 else "s", paragraph, term, kinds.get(term, "word"))
        for paragraph, terms in text.items()
        for term in terms.split()
    ]
    return pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term", "kind"])


def test_frequency_by_unit_by_hand(long):
    table = frequency_by(long, by=None, min_length=1, stop_words={"x"})
    assert table[["unit", "term", "n", "words", "paragraphs", "documents"]].values.tolist() == [
        ["all", "a", 30, 85, 30, 2],
        ["all", "b", 20, 85, 20, 2],
        ["all", "c", 5, 85, 1, 1],
    ]
    assert table["per_thousand"].tolist() == [1000 * n / 85 for n in (30, 20, 5)]
    assert table["basis"].tolist() == [f"{k} of 30 paragraphs" for k in (30, 20, 1)]
    assert (table["reason"] == "").all() and set(table["cluster"]) == {"paragraph"}
    size = [2 + (number < 20) + 5 * (number == 3) for number in range(30)]
    one = share_interval([1] * 20 + [0] * 10, size)
    assert table.loc[1, ["low", "high"]].tolist() == pytest.approx(
        [1000 * one.low, 1000 * one.high], rel=1e-12
    )
    once = share_interval([0] * 3 + [5] + [0] * 26, size)
    assert table.loc[2, "high"] == pytest.approx(1000 * once.high, rel=1e-12)


def test_frequency_by_unit_is_that_of_each_alone(long):
    table = frequency_by(
        long, by="report", min_length=1, inference=Inference(confidence=0.9, min_blocks=5)
    )
    assert list(table["unit"].unique()) == ["r", "s"]
    for unit, own in table.groupby("unit"):
        words = long[(long["report_id"] == unit) & (long["kind"] == "word")]
        n = words["term"].value_counts()
        assert own["n"].tolist() == n[own["term"]].tolist() and len(own) == len(n)
        assert own["n"].is_monotonic_decreasing
        assert set(own["words"]) == {len(words)}
        np.testing.assert_allclose(own["per_thousand"], 1000 * own["n"] / len(words), rtol=1e-12)
        paragraphs = words.groupby("term")["paragraph_id"].nunique()
        assert own["paragraphs"].tolist() == paragraphs[own["term"]].tolist()
        assert set(own["documents"]) == {1}
    assert table.loc[table["unit"] == "s", "reason"].eq("").all()


def test_frequency_of_several_columns(long):
    rows = long.assign(half=np.where(long["paragraph_id"] % 2, "odd", "even"))
    table = frequency_by(rows, by=["report", "half"], min_length=1)
    assert list(table["unit"].unique()) == ["r / even", "r / odd", "s / even", "s / odd"]
    assert table["n"].sum() == (rows["kind"] == "word").sum()


def test_paragraphs_that_are_in_two_units_are_a_block_of_each(long):
    rows = long.assign(side=np.where(long["term"] == "a", "x", "y"))
    table = frequency_by(rows, by="side", min_length=1).set_index(["unit", "term"])
    assert table.loc[("x", "a"), ["words", "paragraphs"]].tolist() == [30, 30]
    assert table.loc[("y", "b"), ["words", "paragraphs"]].tolist() == [55, 20]


def test_mentions_have_the_words_of_others_under_them(long):
    mentions = long[long["term"].isin(["b", "c"])].drop(columns="kind")
    table = frequency_by(mentions, by=None, words=long, min_length=1)
    words = frequency_by(long, by=None, min_length=1)
    same = words[words["term"].isin(["b", "c"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(table, same)


def test_rows_without_a_unit_are_left_out(long):
    rows = long.assign(side=np.where(long["paragraph_id"] < 4, None, "x"))
    table = frequency_by(rows, by="side", min_length=1)
    assert set(table["unit"]) == {"x"}
    assert set(table["words"]) == {85 - 12 - 5}
    assert "c" not in set(table["term"])


def test_doubling_and_order_leave_frequencies(long, shuffled):
    table = frequency_by(long, by="report_id", min_length=1)
    pd.testing.assert_frame_equal(frequency_by(shuffled(long), min_length=1), table)
    copy = long.assign(paragraph_id=long["paragraph_id"] + 100)
    twice = frequency_by(pd.concat([long, copy]), min_length=1)
    np.testing.assert_array_equal(twice["per_thousand"], table["per_thousand"])
    for column in ("n", "words", "paragraphs"):
        np.testing.assert_array_equal(twice[column], 2 * table[column])
    np.testing.assert_array_equal(twice["documents"], table["documents"])


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"by": "when"}, "the table has no column 'when'; its columns are .*"),
        ({"term": None}, {}, "the table has no column 'term'; its columns are .*"),
        ({"kind": None}, {}, "the table has no column 'kind'; its columns are .*"),
        ({"kind": "number"}, {}, "no unit has words; a rate requires a denominator"),
        ({}, {"stop_words": "甲乙"}, "stop_words is '甲乙'; give a list of words"),
        ({"side": pd.NA}, {"by": "side"}, "no unit has words; a rate requires a denominator"),
    ],
)
def test_frequency_by_refuses(long, change, options, message):
    rows = long.drop(columns=[name for name, value in change.items() if value is None])
    rows = rows.assign(**{name: value for name, value in change.items() if value is not None})
    with pytest.raises(ValueError, match=f"^{message}$"):
        frequency_by(rows, **options)


def test_an_empty_table_has_no_frequency(long):
    with pytest.raises(ValueError, match=r"^no unit has words"):
        frequency_by(long.head(0))


def test_frequency_names_a_missing_column(letters):
    with pytest.raises(ValueError, match="no column 'kind'"):
        frequency_by(letters.drop(columns="kind"))


def test_words_of_another_report_are_no_denominator(long):
    mentions = long.assign(report_id="another")
    with pytest.raises(ValueError, match=r"^words has none of report 'another'"):
        frequency_by(mentions, by=None, words=long, min_length=1)
