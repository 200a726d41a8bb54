"""Readings of themes: what is counted, and what is not said."""

import pandas as pd
import pytest

from analysis.findings import flows_reading, themes_reading


def themes(stability, quadrant="motor", in_quadrant=0.9):
    many = len(stability)
    table = pd.DataFrame({"theme": range(1, many + 1), "stability": stability, "by_chance": 0.1})
    table["name"] = [f"甲{one}、乙{one}" for one in table["theme"]]
    table["stable"] = (table["stability"] >= 0.6).astype("boolean")
    return table.assign(quadrant=quadrant, in_quadrant=in_quadrant, cluster="report")


@pytest.mark.parametrize(
    ("table", "english", "chinese"),
    [
        (
            themes([0.7, 0.9, 0.3]),
            [
                "2 of 3 themes are stable",
                "“甲2” and “乙2” (0.90",
                "2 of these are motor themes",
                "The other theme depends",
            ],
            ["3个共词主题中有2个稳定", "“甲2、乙2”（0.90", "其中2个", "其余1个随抽到的报告而变"],
        ),
        (
            themes([0.2, 0.3]),
            ["0 of 2 themes are stable", "The 2 themes depend"],
            ["2个共词主题中有0个稳定", "这2个随抽到的报告而变"],
        ),
        (themes([0.7] * 3), ["3 of 3", "among them"], ["3个共词主题中有3个稳定", "等。"]),
        (themes([0.7], in_quadrant=0.5), ["1 of 1 theme is stable"], ["1个共词主题中有1个稳定"]),
        (themes([float("nan")]), ["not known"], ["稳定性未知"]),
        (themes([]), ["no themes"], ["没有共词主题"]),
    ],
)
def test_themes_are_read_in_both_languages(table, english, chinese):
    for lang, parts in (("en", english), ("zh", chinese)):
        said = str(themes_reading(table, lang=lang))
        assert all(one in said for one in parts), said
    if 0.5 in set(table["in_quadrant"]):
        assert "motor" not in str(themes_reading(table))


def pairs(*rows):
    names = ["theme", "next_theme", "inclusion", "p_adjusted"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(period="2001-2005", next_period="2006-2010", name="甲、乙", next_name="丙")


@pytest.mark.parametrize(
    ("table", "english", "chinese"),
    [
        (
            pairs(
                (1, 1, 1.0, 0.01),
                (1, 2, 0.5, 0.01),
                (2, 3, 0.9, 0.01),
                (3, 3, 0.9, 0.01),
                (4, 4, 0.9, 0.5),
            ),
            ["Of 5 pairs", "4 share", "1 theme splits and 1 is a merger", "(1.00)"],
            ["5对主题中，4对", "1个主题分化，1个由合并而来", "（1.00）"],
        ),
        (
            pairs((1, 1, 1.0, 0.01)),
            ["1 shares", "No theme splits and none merges"],
            ["没有主题分化或合并"],
        ),
        (pairs((1, 1, 0.2, 0.6)), ["none shares more"], ["均不多于随机水平"]),
    ],
)
def test_flows_are_read_in_both_languages(table, english, chinese):
    for lang, parts in (("en", english), ("zh", chinese)):
        said = str(flows_reading(table, lang=lang))
        assert all(one in said for one in parts), said
