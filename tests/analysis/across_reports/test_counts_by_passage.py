"""The counts of one report by passage, by hand."""

import pandas as pd
import pytest

from analysis.across_reports.counts_by_passage import NEEDED, passage_counts
from corpus.schema import WORD_KINDS


@pytest.fixture
def tables():
    """Three paragraphs: two of the review in one passage, one of the plan."""
    parts = ["review_past_year", "review_past_year", "plan_next_year"]
    sizes = pd.DataFrame(
        {
            "paragraph_id": [1, 2, 5],
            "orientation": parts,
            "words": [3, 1, 2],
            "tokens": [5, 2, 2],
            "characters": [9, 4, 4],
            "sentences": [2, 1, 1],
        }
    )
    words = [(1, "教育"), (1, "教育"), (1, "创新"), (2, "教育"), (5, "创新"), (5, "创新")]
    tokens = pd.DataFrame(words, columns=["paragraph_id", "term"]).assign(kind="word")
    marks = pd.DataFrame(
        {"paragraph_id": [1, 2], "term": ["，", "12"], "kind": ["punctuation", "number"]}
    )
    mentions = pd.DataFrame(
        {
            "paragraph_id": [1, 2, 5, 5],
            "term": ["教育", "教育", "创新", "创新"],
            "area": [6, 6, None, None],
        }
    )
    nested = pd.DataFrame(
        {"term": ["教育", "创新", "环境"], "relation": ["inside", "crossing", "inside"]}
    )
    return {
        "sizes": sizes,
        "tokens": pd.concat([tokens, marks], ignore_index=True),
        "mentions": mentions,
        "nested": nested,
        "reports": pd.DataFrame(),
    }


CODES = pd.DataFrame({"paragraph_id": [1, 1, 2, 5], "code": [6, 6, 99, 15]})


def test_counts_by_hand(tables):
    counted = passage_counts(tables, CODES)
    assert set(counted) == {"passages", "terms", "mentions", "occurrences", "areas"}
    assert counted["passages"].to_numpy().tolist() == [
        [0, "review_past_year", 4, 7, 13, 3],
        [1, "plan_next_year", 2, 2, 4, 1],
    ]
    assert counted["terms"].to_numpy().tolist() == [[0, "创新", 1], [0, "教育", 3], [1, "创新", 2]]
    assert counted["areas"].to_numpy().tolist() == [[0, 6, 2], [0, 99, 1], [1, 15, 1]]
    mentions = counted["mentions"]
    assert mentions[["passage", "term", "n"]].to_numpy().tolist() == [
        [0, "教育", 2],
        [1, "创新", 2],
    ]
    assert mentions["area"].isna().tolist() == [False, True]  # a term without area is counted too


def test_occurrences_are_those_within_longer_terms_too_but_not_those_across_words(tables):
    counted = passage_counts(tables, CODES)["occurrences"]
    assert dict(zip(counted["term"], counted["n"], strict=True)) == {
        "教育": 3,
        "创新": 2,
        "环境": 1,
    }


def test_the_passages_of_a_real_report_add_up_to_it(district):
    codes = district["sentences"].assign(code=1)
    codes = codes[codes["paragraph_id"].isin(district["sizes"]["paragraph_id"])]
    counted = passage_counts({name: district[name] for name in NEEDED[1:]}, codes)
    for column in ("words", "tokens", "characters", "sentences"):
        assert counted["passages"][column].sum() == district["sizes"][column].sum()
    words = district["tokens"][district["tokens"]["kind"].isin(WORD_KINDS)]
    assert counted["terms"]["n"].sum() == len(words) == counted["passages"]["words"].sum()
    assert counted["mentions"]["n"].sum() == len(district["mentions"])
    assert counted["areas"]["n"].sum() == len(codes)
    by_passage = counted["terms"].groupby("passage")["n"].sum()
    sizes = counted["passages"].set_index("passage")["words"]
    assert by_passage.to_dict() == sizes[sizes > 0].to_dict()
