"""Readings of frequent words."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import words_by_unit_reading, words_reading
from tests.analysis.findings.tables import numbers

COLUMNS = ["unit", "term", "n", "per_thousand", "low", "high", "paragraphs", "top_share"]


def table(*rows, **more):
    return pd.DataFrame(rows, columns=COLUMNS).assign(cluster="section", **more)


ONE = table(
    ("sz", "创新", 21, 4.2, 3.5, 8.4, 12, 0.2),
    ("sz", "招商", 10, 2.0, 1.0, 3.0, 2, 0.7),
    ("sz", "沙河口", 3, 0.6, 0.2, 1.4, 3, 0.9),
)


def test_the_leader_its_followers_and_what_is_no_trait_of_the_text():
    assert words_reading(ONE, label="Shenzhen 2018").sentences == (
        "“创新” [innovation] occurs 21 times in Shenzhen 2018, or 4.2 per 1,000 words (95% CI "
        "[3.5, "
        "8.4]); “招商” [attracting investors] (10) and “沙河口” (3) follow.",
        "The CI of the first lies above those of the others named, so its lead is sure.",
        "70% of all occurrences of “招商” [attracting investors] fall in one paragraph; the count "
        "reflects that paragraph, not the report.",
        "“招商” [attracting investors] occurs in only 2 paragraphs, fewer than 3; its rate "
        "should not "
        "be compared.",
    )
    assert words_reading(ONE, label="深圳市2018年", lang="zh").sentences == (
        "“创新”在深圳市2018年中出现21次，每千词4.2次（95%置信区间[3.5, 8.4]）；其次为“招商"
        "”（10次）和"
        "“沙河口”（3次）。",
        "首位词的置信区间高于上述其他各词，居首可以确定。",
        "“招商”有70%集中于同一段落，频次反映的是该段，而非整份报告。",
        "“招商”仅见于2个段落，不足3个，不宜比较高低。",
    )


def test_ties_are_told_as_ties():
    two = ONE.assign(n=[21, 21, 3], per_thousand=[4.2, 4.2, 0.6])
    said = words_reading(two, label="X").sentences[0]
    assert said == (
        "“创新” [innovation] and “招商” [attracting investors] occur most often in X, 21 times "
        "each, "
        "or 4.2 per 1,000 words."
    )
    four = pd.concat([ONE.assign(n=1), ONE.head(1).assign(n=1, term="就业")])
    assert words_reading(four, label="X").sentences[0] == (
        "4 terms share the first place in X, once each."
    )
    assert words_reading(four, label="X", lang="zh").sentences[0] == (
        "X中有4个词频次相同，均为1次，并列首位。"
    )


@pytest.mark.parametrize(
    ("highs", "said"),
    [((4.0, 5.0), "those of both that follow"), ((4.0, 1.4), "that of one that follows")],
)
def test_overlapping_intervals_leave_the_order_open(highs, said):
    lapped = ONE.assign(high=[8.4, *highs])
    assert words_reading(lapped, label="X").sentences[1] == (
        f"The CI of the first overlaps with {said}: the order is uncertain."
    )


def test_a_text_of_few_sections_has_no_interval_and_that_is_said():
    none = ONE.assign(low=np.nan, high=np.nan)
    said = words_reading(none, label="X").sentences
    assert "CI [" not in said[0]
    assert said[1] == "The text has too few sections for CIs; the rates should not be compared."
    assert "no CI is reported, and its rate should not be compared." in said[3]
    assert words_reading(none, label="X", lang="zh").sentences[3] == (
        "“招商”仅见于2个段落，不足3个，故不报告置信区间，也不宜比较高低。"
    )


def test_only_the_terms_shown_are_looked_at():
    assert len(words_reading(ONE, top=1).sentences) == 2
    assert "in sz" in words_reading(ONE).sentences[0]
    assert "in the text" in words_reading(ONE.assign(unit="all")).sentences[0]


def test_the_numbers_are_those_of_the_table():
    rng = np.random.default_rng(5)
    for _ in range(20):
        n = rng.integers(1, 60, 3)
        some = ONE.assign(n=n, per_thousand=n / 5, low=n / 7, high=n / 3)
        every = some[["n", "per_thousand", "low", "high"]].to_numpy().ravel()
        shown = {f"{one:,.{k}f}" for one in every for k in (0, 1, 2)}
        said = words_reading(some, label="X").sentences[0].replace("1,000", "").replace("95%", "")
        assert set(numbers(said)) <= shown


def test_several_units_are_not_one_text():
    with pytest.raises(ValueError, match="2 units"):
        words_reading(pd.concat([ONE, ONE.assign(unit="x")]))


YEARS = table(
    (2016, "创新", 10, 5.0, 4.0, 6.0, 5, 0.1),
    (2016, "就业", 8, 4.0, 3.0, 5.0, 5, 0.1),
    (2017, "就业", 8, 4.0, 3.0, 5.0, 5, 0.1),
    (2018, "创新", 4, 2.0, 1.0, 3.0, 5, 0.1),
    (2018, "就业", 16, 8.0, 6.0, 10.0, 5, 0.1),
    (2018, "招商", 3, 1.5, 1.0, 2.0, 5, 0.1),
)


def test_leaders_and_changes_over_years():
    assert words_by_unit_reading(YEARS).sentences == (
        "Of 3 years, the leading term is “就业” [employment] in 2 and “创新” [innovation] in 1.",
        "From 2016 to 2018, 2 of 2 terms compared changed beyond their 95% CIs; of these “就业” "
        "[employment] rose most, by 4.0 per 1,000 words (95% CI [1.8, 6.2]), and “创新” "
        "[innovation] "
        "fell most, by 3.0 per 1,000 words (95% CI [1.6, 4.4]).",
        "Of the 3 most frequent terms of 2016 and 2018, 1 occurs in one of the two only and "
        "could not "
        "be compared.",
    )
    assert words_by_unit_reading(YEARS, lang="zh").sentences[1] == (
        "2016年至2018年，所比较的2个词中，2个变化的95%置信区间不含0；其中“就业”上升最多，每千词"
        "4.0次"
        "（95%置信区间[1.8, 6.2]），“创新”下降最多，每千词3.0次（95%置信区间[1.6, 4.4]）。"
    )


def test_the_units_that_are_read_can_be_chosen():
    said = words_by_unit_reading(YEARS, units=[2017, 2018]).sentences
    assert said[1].startswith("From 2017 to 2018, 1 of 1 term compared changed beyond its 95% CI;")
    wide = YEARS.assign(low=0.0, high=20.0)
    assert words_by_unit_reading(wide).sentences[1] == (
        "From 2016 to 2018, no change of the 2 terms compared has a 95% CI without 0; this is not "
        "evidence of equality."
    )
    assert words_by_unit_reading(YEARS[YEARS["unit"] == 2017]).sentences[0].startswith("“就业”")


def test_places_that_stand_apart():
    rates = [
        (place, "创新", 9, rate, rate - 1, rate + 1, 5, 0.1)
        for place, rate in (("Benxi", 9.0), ("Dalian", 4.0), ("Fushun", 4.0))
    ]
    assert words_by_unit_reading(table(*rates)).sentences == (
        "The leading term is “创新” [innovation] in all 3 texts.",
        "In the rate of “创新” [innovation], 3 of 3 differ from the mean of the others beyond "
        "their "
        "95% CIs: higher in Benxi; lower in Dalian and Fushun.",
    )
    alike = table(*rates).assign(per_thousand=4.0, low=2.0, high=7.0)
    assert words_by_unit_reading(alike, lang="zh").sentences[1] == (
        "“创新”的频率，3份文本与其余文本均值之差的置信区间均含0，不能断定何者突出。"
    )


def test_places_are_called_places_and_one_of_them_a_place():
    ends = (("A", 9.0, 8.0, 10.0), ("B", 2.0, 1.5, 2.5), ("C", 4.5, 1.0, 10.0))
    rates = [(place, "创新", 9, *rate, 5, 0.1) for place, *rate in ends]
    said = words_by_unit_reading(table(*rates), places=True).sentences
    assert said[0].endswith("in all 3 places.") and " of 3 differ" in said[1]
    assert said[2] == "For the other 1 place the direction is uncertain."
    chinese = words_by_unit_reading(table(*rates), places=True, lang="zh").sentences
    assert "与其余地方均值之差" in chinese[1].replace("个", "") and "份" not in "".join(chinese)
