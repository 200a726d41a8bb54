"""Promises without a number."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.commitments import STRENGTHS, soft_commitments


def test_soft_commitments_by_strength():
    said = [
        "确保完成上级下达的指标。",
        "居民收入与经济增长同步。",
        "探索建立长效机制。",
        "天气很好。",
    ]
    text = "".join(said)
    ends = np.cumsum([len(one) for one in said])
    sentences = pd.DataFrame(
        {
            "report_id": "r",
            "sentence_id": range(4),
            "orientation": "plan_next_year",
            "start": ends - [len(one) for one in said],
            "end": ends,
        }
    )
    table = soft_commitments(sentences, pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert table[["sentence_id", "strength", "kind"]].to_numpy().tolist() == [
        [0, "binding", "delegated"],
        [1, "", "relative"],
        [2, "exploratory", "plain"],
    ]


def plan_of(*said: str, orientation: str = "plan_next_year") -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of a report that says these sentences in its plan."""
    ends = np.cumsum([len(one) for one in said])
    starts = ends - [len(one) for one in said]
    sentences = pd.DataFrame({"report_id": "r", "sentence_id": range(len(said)), "start": starts})
    sentences = sentences.assign(end=ends, orientation=orientation)
    return sentences, pd.DataFrame({"report_id": ["r"], "text": ["".join(said)]})


@pytest.mark.parametrize("strength", STRENGTHS)
def test_every_verb_has_its_strength_and_a_stronger_one_wins(strength):
    verbs = STRENGTHS[strength]
    table = soft_commitments(*plan_of(*(f"我们{verb}。" for verb in verbs)))
    assert table["strength"].tolist() == [strength] * len(verbs)
    assert table["verbs"].tolist() == list(verbs)
    weaker = list(STRENGTHS)[list(STRENGTHS).index(strength) :]
    for other in weaker:
        row = soft_commitments(*plan_of(f"{STRENGTHS[other][0]}，并{verbs[0]}。")).iloc[0]
        assert row["strength"] == strength
        assert set(row["verbs"].split("、")) == {STRENGTHS[other][0], verbs[0]}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("完成上级下达的任务。", "delegated"),
        ("达到国家规定的标准。", "delegated"),
        ("落实核定的指标。", "delegated"),
        ("财政收入与经济增长相适应。", "relative"),
        ("居民收入高于全省平均水平。", "relative"),
        ("完成省里下达的任务，收入与经济同步。", "delegated"),
        ("完成旧城改造。", "plain"),
        ("实现收入同步。", "plain"),
        ("实现收入与物价，以及就业同步。", "plain"),
    ],
)
def test_on_whose_account_a_promise_is_made(sentence, kind):
    assert soft_commitments(*plan_of(sentence))["kind"].tolist() == [kind]


@pytest.mark.parametrize(
    ("orientation", "rows"), [("plan_multi_year", 1), ("review_past_year", 0), ("closing", 0)]
)
def test_only_the_plan_promises(orientation, rows):
    assert len(soft_commitments(*plan_of("确保完成。", orientation=orientation))) == rows


def test_a_promise_walks_back_to_its_sentence():
    sentences, texts = plan_of("天气很好。", "力争\n 领先。", orientation="plan_multi_year")
    [row] = soft_commitments(sentences, texts).itertuples()
    assert (row.sentence_id, row.sentence) == (1, "力争 领先。")
    assert texts["text"][0][row.start : row.end] == "力争\n 领先。"
