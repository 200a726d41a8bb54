"""Sentences: each with what stands above and before it, and those of the speech alone."""

import pandas as pd
import pytest

from analysis.sentences import sentences_in_context, spoken_sentences
from corpus.errors import Refusal
from corpus.schema import SPOKEN
from corpus.store.tables import read_table

LATER = "other"


def test_sentences_of_the_page_are_not_the_speech(two_districts):
    said = spoken_sentences(two_districts, LATER)
    assert set(said["orientation"]) <= set(SPOKEN)
    text = read_table(two_districts, "texts", report_id=LATER)["text"].iloc[0]
    assert said["sentence"].tolist() == [
        text[start:end] for start, end in zip(said["start"], said["end"], strict=True)
    ]


def test_sentences_of_a_report_have_their_context(district):
    rows = sentences_in_context(*(district[one] for one in ("sentences", "paragraphs", "texts")))
    assert len(rows) == len(district["sentences"])
    assert rows["previous"].iloc[0] == ""
    assert rows["previous"].iloc[5] == rows["sentence"].iloc[4]
    row = rows[rows["sentence"].str.contains("营商环境")].iloc[0]
    assert row["heading"] in set(district["paragraphs"]["heading_path"])


def test_sentences_stand_in_their_context_by_hand(shuffled):
    texts = pd.DataFrame({"report_id": ["r", "s"], "text": ["甲。\n乙。丙。", "丁。"]})
    sentences = pd.DataFrame(
        [("r", 0, 0, 0, 2), ("r", 1, 1, 3, 5), ("r", 1, 2, 5, 7), ("s", 0, 0, 0, 2)],
        columns=["report_id", "paragraph_id", "sentence_id", "start", "end"],
    )
    paragraphs = pd.DataFrame(
        {
            "report_id": ["r", "r", "s"],
            "paragraph_id": [0, 1, 0],
            "heading_path": ["", "一、回顾", "二、部署"],
        }
    )
    found = sentences_in_context(sentences, shuffled(paragraphs), shuffled(texts))
    assert found[["previous", "sentence", "heading"]].to_numpy().tolist() == [
        ["", "甲。", ""],
        ["甲。", "乙。", "一、回顾"],
        ["乙。", "丙。", "一、回顾"],
        ["", "丁。", "二、部署"],
    ]
    pd.testing.assert_frame_equal(found[list(sentences)], sentences)


def test_what_stands_before_the_first_sentence_of_the_speech_is_still_its_context(district_corpus):
    """The page around the speech is left out; what stands above a sentence is not."""
    said = spoken_sentences(district_corpus, "shahekou-2018")
    every = read_table(district_corpus, "sentences", report_id="shahekou-2018")
    assert 0 < len(said) < len(every)
    assert said["sentence_id"].tolist() == (
        every.loc[every["orientation"].isin(SPOKEN), "sentence_id"].tolist()
    )


def test_a_report_that_is_not_there_is_refused(district_corpus):
    with pytest.raises(Refusal) as refused:
        spoken_sentences(district_corpus, "none")
    assert refused.value.code == "unknown_report"
