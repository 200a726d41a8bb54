"""What is said of where in a report terms occur."""

import pandas as pd
import pytest

from analysis.findings import spread_reading

TABLE = pd.DataFrame(
    {
        "term": ["甲", "乙", "丙"],
        "n": [20, 9, 1],
        "range": [12, 2, 1],
        "dp_norm": [0.3, 0.92, 0.99],
        "top_share": [0.2, 0.8, 1.0],
    }
)


def test_the_most_and_the_least_even_term_are_named():
    ends, one_paragraph, _ = spread_reading(TABLE).sentences
    assert ends == (
        "Of 3 terms, “甲” is spread most evenly (dispersion 0.30, in 12 paragraphs), "
        "“丙” least (0.99, in 1)."
    )
    assert one_paragraph == "Half or more of the occurrences of “乙” fall in one paragraph."


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_terms_that_do_not_occur_have_no_spread(lang):
    assert len(spread_reading(None, lang=lang).sentences) == 1
    assert str(spread_reading(TABLE.head(0), lang=lang)) == str(spread_reading(None, lang=lang))


def test_equal_values_are_neither_most_nor_least():
    table = TABLE.assign(dp_norm=0.5, top_share=0.1)
    assert spread_reading(table, lang="zh").sentences[0] == "各词的离散度为0.50。"
