"""Readings of TF-IDF weights."""

import pandas as pd

from analysis.findings import tf_idf_reading

ROWS = pd.DataFrame(
    [
        ("plan", "创新", 0.9, 6),
        ("plan", "就业", 0.5, 4),
        ("plan", "招商", 0.1, 1),
        ("review", "招商", 0.8, 5),
        ("review", "城市", 0.7, 3),
        ("review", "创新", 0.2, 2),
    ],
    columns=["unit", "term", "tf_idf", "n"],
)
WHAT = "A weight combines frequency and rarity; it is no test of significance."


def test_leading_terms_against_a_background():
    assert tf_idf_reading(ROWS, background="the State Council reports", top=2).sentences == (
        "Against the State Council reports, the highest TF-IDF weights are those of “招商” "
        "[attracting investors] and “城市” [cities] in the review; “创新” [innovation] and “就业” "
        "[employment] in the plan.",
        WHAT,
    )
    assert tf_idf_reading(ROWS, top=1, lang="zh").sentences[0] == (
        "以表中各文本为参照，TF-IDF权重居前的词：回顾部分为“招商”；部署部分为“创新”。"
    )


def test_terms_that_rest_on_one_paragraph_are_named():
    spread = pd.DataFrame({"term": ["创新", "招商", "城市"], "top_share": [0.1, 0.8, 0.6]})
    assert tf_idf_reading(ROWS, spread=spread, top=2).sentences[1] == (
        "At least 60% of the occurrences of “招商” [attracting investors] and “城市” [cities] "
        "fall in "
        "one paragraph: they reflect that paragraph, not the text."
    )
    own = ROWS.assign(top_share=[0.1, 0.1, 1.0, 0.1, 0.1, 0.1])
    assert len(tf_idf_reading(own).sentences) == 2  # what occurs once is in one paragraph anyway


def test_ties_that_cannot_be_named_whole_are_not_named():
    tied = ROWS.assign(tf_idf=0.5)
    assert "more terms tied than can be named in the plan" in str(tf_idf_reading(tied, top=2))
    assert "并列者过多" in str(tf_idf_reading(tied, top=2, lang="zh"))


def test_of_many_units_the_first_and_the_last():
    many = pd.concat([ROWS.head(3).assign(unit=year) for year in range(2001, 2007)])
    said = tf_idf_reading(many, top=1).sentences[0]
    assert "(of 6 texts, the first and the last)" in said
    assert said.endswith("in 2001; “创新” [innovation] in 2006.")
    assert "in 2003; " in tf_idf_reading(many, units=[2003, 2002], top=1).sentences[0]


def test_one_text_without_background_has_frequencies_only():
    assert tf_idf_reading(ROWS.head(3), top=1).sentences == (
        "The highest TF-IDF weights are those of “创新” [innovation] in the plan.",
        "With one text and no background, the weights are no more than frequencies.",
    )
    assert tf_idf_reading(ROWS.head(3), top=1, background="other years").sentences[1] == WHAT
