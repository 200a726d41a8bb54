"""Lengths: the parts of the district report add up to it."""

import pandas as pd
import pytest

from analysis.across_reports.lengths import part_lengths, report_lengths
from corpus.schema import SPOKEN

NAMES = ("paragraphs", "sentences", "tokens")


@pytest.fixture(scope="module")
def lengths(district):
    return part_lengths(*(district[name] for name in NAMES))


def test_columns_and_order(lengths):
    assert list(lengths.columns) == [
        "report_id",
        "orientation",
        "paragraphs",
        "sentences",
        "words",
        "characters",
        "share",
    ]
    assert list(lengths["orientation"]) == [
        one for one in SPOKEN if one in set(lengths.orientation)
    ]


def test_parts_add_up_to_the_report(lengths, district):
    words = district["tokens"]["kind"].isin(["word", "latin"])
    spoken = district["paragraphs"]["orientation"].isin(SPOKEN)
    assert lengths["words"].sum() == words.sum()
    assert lengths["sentences"].sum() == district["sentences"]["orientation"].isin(SPOKEN).sum()
    paragraphs = district["paragraphs"][spoken]
    assert lengths["paragraphs"].sum() == (paragraphs["level"] == 0).sum()
    assert lengths["characters"].sum() == paragraphs["text"].str.len().sum()
    assert lengths["share"].sum() == pytest.approx(1, rel=1e-12)
    assert (lengths["share"] == lengths["words"] / words.sum()).all()


def test_the_page_around_the_speech_has_no_length(lengths):
    assert not {"front_matter", "boilerplate", "appendix"} & set(lengths["orientation"])


def test_shares_are_of_each_report(district, lengths, shuffled):
    twice = [
        shuffled(pd.concat([district[name], district[name].assign(report_id="a-copy")]))
        for name in NAMES
    ]
    table = part_lengths(*twice)
    assert list(table["report_id"].unique()) == ["a-copy", "shahekou-2018"]
    for _, one in table.groupby("report_id"):
        pd.testing.assert_frame_equal(
            one.drop(columns="report_id").reset_index(drop=True), lengths.drop(columns="report_id")
        )


def test_by_hand():
    """A heading and a paragraph that look ahead, a paragraph that closes and has no words."""
    paragraphs = pd.DataFrame(
        [
            ("r", 0, 1, "plan_next_year", 0, 4),
            ("r", 1, 0, "plan_next_year", 5, 15),
            ("r", 2, 0, "closing", 16, 18),
            ("r", 3, 0, "boilerplate", 19, 30),
        ],
        columns=["report_id", "paragraph_id", "level", "orientation", "start", "end"],
    )
    sentences = paragraphs[["report_id", "paragraph_id", "orientation"]]
    tokens = pd.DataFrame(
        [
            ("r", 0, "word"),
            ("r", 1, "word"),
            ("r", 1, "latin"),
            ("r", 1, "number"),
            ("r", 1, "punctuation"),
        ],
        columns=["report_id", "paragraph_id", "kind"],
    )
    assert part_lengths(paragraphs, sentences, tokens).to_dict("records") == [
        {
            "report_id": "r",
            "orientation": "plan_next_year",
            "paragraphs": 1,
            "sentences": 2,
            "words": 3,
            "characters": 14,
            "share": 1,
        },
        {
            "report_id": "r",
            "orientation": "closing",
            "paragraphs": 1,
            "sentences": 1,
            "words": 0,
            "characters": 2,
            "share": 0,
        },
    ]


def test_a_report_is_as_long_as_its_parts(lengths):
    paragraphs = pd.DataFrame(
        {
            "report_id": ["a"] * 3 + ["b"],
            "start": [0, 10, 40, 0],
            "end": [10, 40, 50, 20],
            "level": [0, 0, 0, 1],
            "orientation": ["front_matter", "opening", "boilerplate", "closing"],
        }
    )
    sizes = pd.DataFrame({"report_id": ["a", "a", "b"], "words": [1, 0, 1]})
    reports = pd.DataFrame(
        {"report_id": ["a", "b"], "region": "某区", "report_year": 2018, "encoding": "utf-8"}
    )
    table = report_lengths(reports, paragraphs, sizes).set_index("report_id")
    assert table["words"].to_dict() == {"a": 1, "b": 1}
    assert table["paragraphs"].to_dict() == {"a": 1, "b": 0}
    assert table["not_counted"].to_dict() == pytest.approx({"a": 0.4, "b": 0.0})
