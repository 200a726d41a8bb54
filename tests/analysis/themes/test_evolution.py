"""Themes that split and merge in known years, and the measures by hand and by definition."""

import math
from itertools import pairwise

import pandas as pd
import pytest

from analysis.themes import theme_evolution, themes_by_period
from tests.analysis.themes.generated import groups_of, mentions_of, reports_of

YEARS = range(2001, 2016)


def rows(period, theme, terms, n=1):
    return [(period, theme, "", term, n) for term in terms]


def table(*parts):
    names = ["period", "theme", "name", "term", "n"]
    return pd.DataFrame([row for part in parts for row in part], columns=names)


@pytest.fixture(scope="module")
def planted():
    by_period = themes_by_period(mentions_of(YEARS), reports_of(YEARS), bootstraps=0)
    return by_period, theme_evolution(by_period)


def lines(evolution, period):
    """Which themes of a period go on in which, by their first terms' theme, from inclusion 1."""
    own = evolution[(evolution["period"] == period) & (evolution["inclusion"] == 1)]
    pairs = zip(own["shared_terms"], own["terms"], own["next_terms"], strict=True)
    return sorted((terms[0], a, b) for terms, a, b in pairs)


def test_the_split_and_the_merger_are_found_in_their_years(planted):
    _, evolution = planted
    assert lines(evolution, "2001-2005") == [
        ("丁", 6, 6),
        ("丙", 6, 6),
        ("乙", 8, 8),
        ("甲", 8, 4),
        ("甲", 8, 4),
    ]
    assert lines(evolution, "2006-2010") == [
        ("丁", 6, 12),
        ("丙", 6, 12),
        ("乙", 8, 8),
        ("甲", 4, 4),
        ("甲", 4, 4),
    ]
    others = evolution[evolution["inclusion"] < 1]
    assert (others["shared"] == 0).all()
    assert (evolution.loc[evolution["inclusion"] == 1, "p_adjusted"] < 0.05).all()
    assert (others["p_adjusted"] > 0.9).all()


def test_every_pair_of_neighbouring_periods_is_there_and_no_term_is_lost(planted):
    by_period, evolution = planted
    many = [len(groups_of(year)) for year in (2003, 2008, 2013)]
    assert len(evolution) == many[0] * many[1] + many[1] * many[2]
    shared = evolution.groupby(["period", "theme"])["shared"].sum()
    terms = by_period.dropna(subset="theme").groupby(["period", "theme"]).size()
    assert shared.to_dict() == {key: terms[key] for key in shared.index}


def test_the_measures_are_those_of_their_definitions():
    found = theme_evolution(
        table(
            rows("a", 1, "甲乙丙丁", 10),
            rows("a", 2, "戊己", 3),
            rows("b", 1, "甲乙丙庚辛", 4),
            rows("b", 2, "戊", 2),
            rows("b", pd.NA, "壬"),
        )
    ).set_index(["theme", "next_theme"])
    own = found.loc[(1, 1)]
    assert own[["terms", "next_terms", "shared", "n_shared"]].tolist() == [4, 5, 3, 30]
    assert own["next_n_shared"] == 12
    assert own["inclusion"] == 3 / 4 and own["stability"] == 3 / 6
    assert own["weighted_inclusion"] == 30 / 20  # bibliometrix: above 1, as the docstring says
    assert own["by_chance"] == pytest.approx(4 * 5 / 9 / 4)  # nine terms in all
    ways = [math.comb(4, k) * math.comb(5, 5 - k) for k in range(5)]
    assert own["p"] == pytest.approx(sum(ways[3:]) / math.comb(9, 5))
    assert found.loc[(2, 2), "weighted_inclusion"] == 3 / 2
    none = found.loc[(1, 2)]
    assert none[["shared", "inclusion", "weighted_inclusion", "stability", "p"]].tolist() == [
        0,
        0,
        0,
        0,
        1,
    ]


def bibliometrix(one, two):
    """As ``thematicEvolution`` computes them, loop by loop."""
    found = {}
    for a, first in one.groupby("theme"):
        for b, then in two.groupby("theme"):
            shared = set(first["term"]) & set(then["term"])
            weight = first.loc[first["term"].isin(shared), "n"].sum()
            found[a, b] = (
                len(shared) / min(len(first), len(then)),
                weight / min(first["n"].sum(), then["n"].sum()),
                len(shared) / (len(first) + len(then) - len(shared)),
            )
    return found


def test_inclusion_weighted_inclusion_and_stability_are_those_of_bibliometrix():
    mentions = mentions_of(YEARS, noise=1.0, sentences=40)
    by_period = themes_by_period(mentions, reports_of(YEARS), bootstraps=0)
    evolution = theme_evolution(by_period)
    parts = [own for _, own in by_period.groupby("period")]
    for one, two in pairwise(parts):
        own = evolution[evolution["period"] == one["period"].iloc[0]]
        own = own.set_index(["theme", "next_theme"])
        for pair, expected in bibliometrix(one, two).items():
            seen = own.loc[pair, ["inclusion", "weighted_inclusion", "stability"]]
            assert seen.tolist() == pytest.approx(expected)


def test_one_period_has_no_evolution():
    with pytest.raises(ValueError, match="fewer than two periods"):
        theme_evolution(table(rows("a", 1, "甲乙丙")))
