"""Units of topics: short paragraphs are joined, and never across a heading."""

import pandas as pd
import pytest

from analysis.topics.units import merged_units


def made_up(words: list[int], headings: str, orientations: str = "") -> tuple:
    tokens = pd.DataFrame(
        [("r", number, "word") for number, n in enumerate(words) for _ in range(n)]
        + [("r", 0, "punctuation")] * 50,
        columns=["report_id", "paragraph_id", "kind"],
    )
    paragraphs = pd.DataFrame(
        {
            "report_id": "r",
            "paragraph_id": range(len(words)),
            "heading_path": list(headings),
            "orientation": list(orientations or "p" * len(words)),
        }
    )
    return tokens, paragraphs


@pytest.mark.parametrize(
    ("words", "headings", "orientations", "firsts"),
    [
        ([40, 40, 40], "aaa", "", [0, 1, 2]),
        ([10, 20, 30, 40], "aaaa", "", [0, 0, 0, 3]),
        ([40, 10], "aa", "", [0, 0]),  # the rest joins the unit before it
        ([10, 10], "ab", "", [0, 1]),  # never across a heading
        ([10, 10, 40], "aaa", "qpp", [0, 1, 1]),  # nor into another part
        ([10, 0, 10, 40], "aaaa", "", [0, 0, 0]),  # without words: no row
        ([5], "a", "", [0]),
    ],
)
def test_short_paragraphs_join_their_neighbours(words, headings, orientations, firsts):
    table = merged_units(*made_up(words, headings, orientations), min_words=40)
    assert table["unit"].tolist() == [f"r / {one}" for one in firsts]


def test_no_word_is_lost(district):
    table = merged_units(district["tokens"], district["paragraphs"], min_words=60)
    words = district["tokens"]["kind"].isin(["word", "latin"]).sum()
    assert table["words"].sum() == words
    size = table.groupby("unit")["words"].sum()
    path = table.merge(district["paragraphs"], on=["report_id", "paragraph_id"])
    assert (path.fillna("").groupby("unit")["heading_path"].nunique() == 1).all()
    assert (size >= 60).mean() > 0.5


def test_a_unit_has_a_word():
    with pytest.raises(ValueError, match=r"^min_words is 0"):
        merged_units(*made_up([1], "a"), min_words=0)
