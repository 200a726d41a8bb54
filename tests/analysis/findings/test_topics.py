"""Readings of topic models."""

import pandas as pd
import pytest

from analysis.findings import changes_reading, topics_reading

STABILITY = pd.DataFrame(
    {"topic": [1, 2, 3], "value": [0.7, 0.8, 0.3], "stable": [True, True, False]}
)
LEADING = ("就业", 0.1), ("教育", 0.2)
TERMS = pd.DataFrame(
    [(k, term, p) for k in (1, 2, 3) for term, p in LEADING],
    columns=["topic", "term", "probability"],
)


def test_stable_topics_by_prevalence_and_the_unstable_one():
    shares = pd.Series({1: 0.2, 2: 0.5, 3: 0.3})
    labels = pd.DataFrame({"topic": [1, 2], "area": pd.array([None, 6], "Int64")})
    assert topics_reading(STABILITY, terms=TERMS, prevalence=shares, labels=labels).sentences == (
        "2 of 3 topics are stable (0.60 or more).",
        "Topic 2 (stability 0.80; 50.0% of words) is led by “教育” [education] and “就业” "
        "[employment]; "
        "suggested label, to be checked: Education.",
        "Topic 1 (stability 0.70; 20.0% of words) is led by “教育” [education] and “就业” "
        "[employment].",
        "Topic 3 has stability 0.30, below 0.60: its top terms change when a fifth of the text is "
        "left out; do not interpret it.",
    )
    assert topics_reading(STABILITY, terms=TERMS, labels={2: "教育"}, lang="zh").sentences[1:] == (
        "主题2（稳定性0.80）以“教育”和“就业”为代表词；建议标签“教育”，须人工核定。",
        "主题1（稳定性0.70）以“教育”和“就业”为代表词。",
        "主题3的稳定性为0.30，低于0.60：删去五分之一文本，前十词即改变，不宜解读。",
    )


def test_prevalence_of_several_units_is_weighted_by_their_words():
    by_part = pd.DataFrame(
        {
            "unit": ["a", "b"] * 2,
            "topic": [1, 1, 2, 2],
            "share": [10.0, 40, 90, 60],
            "words": [100, 200] * 2,
        }
    )
    said = topics_reading(STABILITY, terms=TERMS, prevalence=by_part).sentences
    assert "70.0% of words" in said[1] and "30.0% of words" in said[2]


def test_no_topic_is_interpreted_if_none_is_stable():
    none = STABILITY.assign(value=[0.3, 0.5, 0.2], stable=False)
    assert topics_reading(none, terms=TERMS).sentences == (
        "None of 3 topics is stable (highest 0.50, below 0.60): their top terms change when a "
        "fifth "
        "of the text is left out; they are not interpreted.",
    )
    assert "教育" not in str(topics_reading(none, terms=TERMS, lang="zh"))
    assert str(topics_reading(none.head(1), terms=TERMS)).startswith(
        "The one topic has stability 0.30"
    )


def test_several_unstable_topics_are_told_together():
    two = STABILITY.assign(value=[0.7, 0.5, 0.2], stable=[True, False, False])
    assert topics_reading(two, terms=TERMS).sentences[-1] == (
        "Topics 2 and 3 have stabilities of 0.20 to 0.50, below 0.60: their top terms change "
        "when a "
        "fifth of the text is left out; do not interpret them."
    )


CHANGES = pd.DataFrame(
    {
        "topic": [1, 2, 3],
        "first": [30.4, 10.2, 9.0],
        "last": [41.4, 10.3, 3.0],
        "change": [11.0, 0.1, -6.0],
        "low": [7.5, -2.0, -9.0],
        "high": [14.5, 2.0, -3.0],
        "p_adjusted": [0.002, 0.9, 0.01],
        "first_years": "2001-2005",
        "last_years": "2021-2025",
    }
)


def test_topics_that_rose_and_fell():
    assert changes_reading(CHANGES, names={1: "Housing"}).sentences == (
        "2 of 3 topics changed after adjustment (adjusted p < 0.05).",
        "The topic “Housing” rose most, from 30.4% of words in 2001–2005 to 41.4% in 2021–2025 "
        "(+11.0 percentage points, 95% CI [7.5, 14.5]).",
        "Topic 3 fell most, from 9.0% of words in 2001–2005 to 3.0% in 2021–2025 (−6.0 percentage "
        "points, 95% CI [−9.0, −3.0]).",
        "For the other topic the direction is uncertain.",
    )
    assert changes_reading(CHANGES, lang="zh").sentences[2] == (
        "主题3降幅最大，由2001—2005年的9.0%变为2021—2025年的3.0%（−6.0个百分点，95%置信区间"
        "[−9.0, −3.0]）。"
    )


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (
            0.2,
            "No change of the 3 topics is significant after adjustment (smallest adjusted p = "
            "0.200); "
            "this is not evidence of equality.",
        ),
        (
            None,
            "No change of any of the 3 topics could be tested: there are too few years, or they do "
            "not vary.",
        ),
    ],
)
def test_no_change_is_not_equality(p, said):
    assert changes_reading(CHANGES.assign(p_adjusted=p)).sentences == (said,)
