"""What is said of ranks by plan period."""

import pandas as pd

from analysis.findings import ranks_reading

PERIODS = ["2001–05", "2021–25"]


def ranks(first, last, **more):
    """Ranks of areas in two periods, each as (rank, low, high) by name."""
    rows = [
        (unit, name, *found)
        for unit, side in zip(PERIODS, (first, last), strict=True)
        for name, found in side.items()
    ]
    columns = ["unit", "name", "rank", "rank_low", "rank_high"]
    return pd.DataFrame(rows, columns=columns).assign(**more)


def test_only_a_rank_beyond_both_ranges_has_changed():
    table = ranks(
        {"A": (1, 1, 2), "B": (2, 1, 3), "C": (3, 3, 3)},
        {"C": (1, 1, 2), "A": (2, 1, 3), "B": (3, 2, 3)},
    )
    leaders, changes = ranks_reading(table).sentences
    assert leaders == "The first rank is held by A in 2001–05 and C in 2021–25."
    assert "the rank of 1 of 3 areas changes beyond its 95% ranges: up C (3 to 1)." in changes


def test_it_is_said_whose_ranks_they_are():
    table = ranks({"A": (1, 1, 1)}, {"A": (1, 1, 1)})
    said = "State Council: A holds the first rank in all 2 periods."
    assert ranks_reading(table, of="State Council").sentences[0] == said
    of_zh = ranks_reading(table, of="国务院", lang="zh").sentences[0]
    assert of_zh == "国务院报告：2个时期均以A居首。"


def test_overlapping_ranges_tell_no_rise_or_fall():
    table = ranks({"A": (1, 1, 2), "B": (2, 1, 2)}, {"B": (1, 1, 2), "A": (2, 1, 2)})
    assert "no rise or fall can be told" in str(ranks_reading(table))
    assert "不能断定有升降" in str(ranks_reading(table, lang="zh"))


def test_the_reports_of_a_short_period_are_counted():
    table = ranks({"A": (1, 1, 1)}, {"A": (1, 1, 1)}, years=[5, 1])
    leaders, changes = ranks_reading(table).sentences
    assert leaders == "A holds the first rank in all 2 periods."
    assert changes.startswith("From 2001–05 to 2021–25 (1 report),")


def test_one_period_tells_no_change():
    table = ranks({"A": (1, 1, 1)}, {})
    assert str(ranks_reading(table)) == "Ranks of one period alone cannot change."
