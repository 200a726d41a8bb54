"""Passages that two reports share, and who was first."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.shared_passages import aligned_passages
from tests.analysis.across_reports.one_by_one import one_by_one

LETTERS = [chr(0x4E00 + n) for n in range(400)]


def generated(seed: int, reports: int = 5) -> pd.DataFrame:
    """Reports that take sentences from each other, some with characters changed."""
    rng = np.random.default_rng(seed)
    pool = ["".join(rng.choice(LETTERS, rng.integers(4, 30))) for _ in range(60)]
    rows = []
    for report in range(reports):
        at = 0
        for number in range(40):
            one = list(pool[rng.integers(60)])
            for place in np.flatnonzero(rng.random(len(one)) < rng.choice([0, 0.04, 0.15])):
                one[place] = rng.choice([*LETTERS, "1", "，"])
            rows.append((f"r{report}", number, at, at + len(one), "".join(one)))
            at += len(one)
    columns = ["report_id", "sentence_id", "start", "end", "sentence"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(("seed", "at_least"), [(1, 0.7), (2, 0.4), (3, 1.0)])
def test_it_finds_what_the_comparison_of_all_sentences_finds(seed, at_least):
    sentences = generated(seed)
    pairs = pd.DataFrame([("r3", "r1"), ("r0", "r1"), ("r1", "r4")], columns=["report", "other"])
    found = aligned_passages(sentences, pairs=pairs, at_least=at_least)
    assert len(found) > 5
    for report, other in pairs.itertuples(index=False):
        one = found[(found["report"] == report) & (found["other"] == other)]
        brute = one_by_one(sentences, source=other, target=report, at_least=at_least)
        names = ["sentence_id", "start", "end", "sentence"]
        ours = one[[*names, "score", *(f"other_{name}" for name in names)]]
        theirs = brute[[*names, "overlap", *(f"source_{name}" for name in names)]]
        assert ours.to_numpy().tolist() == theirs.to_numpy().tolist()


def table_of(reports: dict[str, list[str]]) -> pd.DataFrame:
    rows = [
        (report, number, number, number + 1, text)
        for report, texts in reports.items()
        for number, text in enumerate(texts)
    ]
    columns = ["report_id", "sentence_id", "start", "end", "sentence"]
    return pd.DataFrame(rows, columns=columns)


ONE, TWO, THREE = (
    "全面推进依法行政和廉政建设",
    "改造老旧小区并建设海绵城市",
    "坚持稳中求进工作总基调不动摇",
)
NEW = "新建高速铁路和城际轨道交通线"


def test_sentences_that_follow_each_other_in_both_are_one_passage():
    sentences = table_of({"a": [ONE, TWO, NEW, THREE, ONE], "b": [ONE, TWO, THREE]})
    both = pd.DataFrame({"report": ["a", "b"], "other": ["b", "a"]})
    found = aligned_passages(sentences, pairs=both)
    first = found[found["report"] == "a"]
    assert first["sentence_id"].tolist() == [0, 1, 3, 4]
    assert first["other_sentence_id"].tolist() == [0, 1, 2, 0]
    assert first["passage"].tolist() == [1, 1, 2, 3]
    assert found[found["report"] == "b"]["passage"].tolist() == [1, 1, 2]


@pytest.mark.parametrize(
    ("days", "years", "first", "reason"),
    [
        (("2018-01-05", "2018-02-01"), (2018, 2018), "a", ""),
        (("2018-03-05", "2018-02-01"), (2018, 2019), "b", ""),
        (("2018-02-01", "2018-02-01"), (2018, 2018), None, "both were delivered on the same day"),
        ((None, "2018-02-01"), (2017, 2018), "a", "by report year: a delivery date is missing"),
        ((None, "2018-02-01"), (2018, 2018), None, "a delivery date is missing"),
        ((None, None), (None, 2018), None, "a delivery date is missing"),
    ],
)
def test_the_direction_is_that_of_the_dates_or_else_the_years(days, years, first, reason):
    sentences = table_of({"a": [ONE], "b": [ONE]})
    reports = pd.DataFrame({"report_id": ["a", "b"], "delivery_date": days, "report_year": years})
    pairs = pd.DataFrame({"report": ["a"], "other": ["b"]})
    row = aligned_passages(sentences, pairs=pairs, reports=reports).iloc[0]
    assert (row["first"], row["reason"]) == (first, reason)
    assert (row["date"], row["other_date"]) == days


def test_nothing_shared_gives_no_rows_and_what_is_wrong_is_said():
    sentences = table_of({"a": [ONE, "短句"], "b": [TWO]})
    pairs = pd.DataFrame({"report": ["a"], "other": ["b"]})
    found = aligned_passages(sentences, pairs=pairs)
    assert found.empty and {"passage", "score", "first"} <= set(found)
    assert aligned_passages(sentences, pairs=pairs.iloc[:0]).empty
    with pytest.raises(ValueError, match="no rows of report 'c'"):
        aligned_passages(sentences, pairs=pairs.assign(other="c"))
    with pytest.raises(ValueError, match="at_least is 0"):
        aligned_passages(sentences, pairs=pairs, at_least=0)
    with pytest.raises(ValueError, match="reports has no row of report 'b'"):
        about = pd.DataFrame({"report_id": ["a"], "delivery_date": None, "report_year": 2018})
        same = table_of({"a": [ONE], "b": [ONE]})
        aligned_passages(same, pairs=pairs, reports=about)
