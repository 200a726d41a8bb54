"""Readings of other specifications of the same question."""

import pandas as pd
import pytest

from analysis.readings import robustness_reading

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
