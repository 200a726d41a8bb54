"""Readings of other specifications of the same question."""

import pandas as pd
import pytest

from analysis.findings import ratios_reading, robustness_reading

ROWS = [("a", "c", 1, True), ("a", "d", 1, False), ("b", "c", 3, False), ("b", "d", 4, False)]
TABLE = pd.DataFrame(ROWS, columns=["numerator", "denominator", "rank", "default"])
TABLE = TABLE.assign(list="Energy", variant=TABLE["numerator"] + TABLE["denominator"])
TABLE = pd.concat([TABLE, *(TABLE.assign(list=one, rank=2) for one in ("Health", "Culture"))])


def test_the_range_of_ranks_and_the_choice_it_depends_on():
    assert robustness_reading(TABLE, studied="Energy").sentences == (
        "Energy ranks 1 of 3 by our own specification, and from 1 to 4 over 4 specifications.",
        "Its rank is the same as by our own in 2 of them.",
        "It depends most on what is counted (median rank 1 to 3.5).",
        "A ranking that depends on the specification should not be reported from one.",
    )
    assert robustness_reading(TABLE, studied="Energy", lang="zh").sentences[:3] == (
        "Energy按默认口径居3个词表的第1位，4种测量口径下居第1至第4位。",
        "其中2种（含默认口径）位次与默认口径相同。",
        "位次最受计数方式（中位位次1至3.5）影响。",
    )


def test_the_widest_range_counts_not_the_highest_rank():
    ranks = [("a", "c", 1), ("a", "d", 1), ("a", "e", 5), ("b", "d", 3)]
    table = pd.DataFrame(ranks, columns=["numerator", "denominator", "rank"])
    table = table.assign(list="Energy", variant=list("1234"), default=[True] + [False] * 3)
    # By numerator the medians are 1 and 3, by denominator 1, 2 and 5.
    assert "depends most on the denominator (median rank 1 to 5)" in str(
        robustness_reading(table, studied="Energy")
    )
    last = table.assign(rank=[6, 6, 7, 1])  # medians 6 and 1, against 6, 3.5 and 7
    assert "on what is counted (median rank 1 to 6)" in str(
        robustness_reading(last, studied="Energy")
    )


def test_a_rank_that_never_changes():
    assert str(robustness_reading(TABLE, studied="Health")) == (
        "Health ranks 2 of 3 lists under all 4 specifications."
    )
    one = TABLE[TABLE["variant"] == "ac"]
    assert "under the one specification" in str(robustness_reading(one, studied="Energy"))


def test_an_unknown_list_is_named():
    with pytest.raises(ValueError, match="list 'Energie' has no rank"):
        robustness_reading(TABLE, studied="Energie")


RATIOS = pd.DataFrame(
    [
        ("a", "c", 1.44, 1.1, 2.0, True),
        ("a", "d", 1.2, 0.9, 1.8, False),
        ("b", "c", 2.6, 1.2, 6.0, False),
        ("b", "d", 0.9, 0.5, 1.7, False),
    ],
    columns=["numerator", "denominator", "ratio", "low", "high", "default"],
)


def ratios(table=RATIOS, **also):
    names = {"studied": "Energy", "target": "2022–2026", "reference": "2001–2005"}
    return ratios_reading(table, **{**names, **also}).sentences


def test_ratios_above_one_intervals_that_exclude_it_and_the_choice_that_moves_it_most():
    # Medians: by numerator 1.32 and 1.75 (1.33 times), by denominator 2.02 and 1.05 (1.92 times).
    assert ratios() == (
        "Energy has the higher rate in 2022–2026 than in 2001–2005 under 3 of 4 specifications; "
        "the ratio is 0.9 to 2.6, by default 1.4 (95% CI [1.1, 2.0]).",
        "2 of 4 95% CIs exclude 1.",
        "The ratio depends most on the denominator (median 1.1 to 2.0).",
    )
    zh = ratios(lang="zh", target="plan", reference="review")
    assert zh == (
        "Energy在部署部分的频率，4种测量口径中有3种高于回顾部分；比值为0.9至2.6，默认口径为1.4"
        "（95%置信区间[1.1, 2.0]）。",
        "4个95%置信区间中有2个不含1。",
        "比值最受分母（中位数1.1至2.0）影响。",
    )


def test_ratios_below_one_exclude_it_too():
    low = RATIOS.assign(ratio=0.4, low=0.2, high=0.8)
    assert "lower rate in 2022–2026 than in 2001–2005 under all 4" in ratios(low)[0]
    assert "the ratio is 0.4, by default 0.4" in ratios(low)[0]
    assert ratios(low)[1:] == ("4 of 4 95% CIs exclude 1.",)
    assert "均低于2001—2005年；比值为0.4，默认口径为0.4" in ratios(low, lang="zh")[0]
    equal = RATIOS.assign(ratio=[0.4, 0.5, 0.6, 1.0])
    assert "higher rate in 2022–2026 than in 2001–2005 under 0 of 4" in ratios(equal)[0]


def test_intervals_that_all_contain_one_leave_the_direction_open():
    wide = RATIOS.assign(low=0.5, high=7)
    assert ratios(wide)[1] == (
        "All 4 95% CIs contain 1: the direction is uncertain, which is not evidence of equality."
    )
    assert ratios(wide, lang="zh")[1].endswith("方向无法确定，但不等于没有差异。")
    assert ratios(RATIOS.assign(low=None, high=None))[1] == "No CI is reported."


def test_the_choice_is_by_ratio_not_by_difference():
    rows = [("a", "c", 0.2), ("a", "d", 1), ("b", "c", 6), ("b", "d", 6), ("b", "e", 0.2)]
    table = pd.DataFrame(rows, columns=["numerator", "denominator", "ratio"])
    table = table.assign(low=None, high=None, default=False)
    # Medians: by numerator 0.6 and 6, by denominator 3.1, 3.5 and 0.2.
    assert ratios(table)[2] == "The ratio depends most on the denominator (median 0.2 to 3.5)."


def test_medians_that_are_printed_alike_are_no_dependence():
    alike = RATIOS.assign(ratio=[1.41, 1.42, 1.41, 1.42])
    assert len(ratios(alike)) == 2


def test_specifications_without_a_ratio_are_counted():
    some = RATIOS.assign(ratio=[1.4, None, 2.6, 0.9])
    assert "under 2 of 3 specifications" in ratios(some)[0]
    assert ratios(some)[-1] == (
        "1 more specification gives no ratio, as the terms do not occur in 2001–2005."
    )
    assert ratios(RATIOS.assign(ratio=None)) == (
        "No term of Energy occurs in 2001–2005, so there is no ratio.",
    )
    assert ratios(RATIOS.head(0), target="plan", reference="review") == (
        "The corpus lacks the plan or the review, so Energy cannot be compared.",
    )
