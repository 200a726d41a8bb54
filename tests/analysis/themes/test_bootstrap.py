"""Stability: what is always found again, what never is, and what is so by chance."""

import numpy as np
import pytest

from analysis.themes.bootstrap import best_overlap
from analysis.themes.grouping import themes
from tests.analysis.themes.generated import mentions_of

YEARS = range(1996, 2006)


def test_the_overlap_is_that_with_the_most_alike_community():
    label = np.array([0, 0, 0, 1, 1, -1])
    other = np.array([0, 0, 1, 1, 1, 0])
    assert best_overlap(label, other).tolist() == [2 / 4, 2 / 3]
    assert best_overlap(label, np.array([5, 5, 5, 2, 2, 0])).tolist() == [1, 1]


def of_themes(mentions, **options):
    return themes(mentions, **{"bootstraps": 30} | options).dropna(subset="theme").groupby("theme")


def test_planted_themes_are_stable_and_far_from_chance():
    found = of_themes(mentions_of(YEARS)).first()
    assert len(found) == 4 and (found["stability"] > 0.99).all() and found["stable"].all()
    assert (found["by_chance"] < 0.4).all()


def test_noise_has_communities_that_are_not_stable():
    mentions = mentions_of(YEARS)
    mixed = mentions["term"].sample(frac=1, random_state=1).to_numpy()
    found = of_themes(mentions.assign(term=mixed)).first()
    assert (found["stability"] < 0.6).all() and not found["stable"].any()
    assert (found["stability"] - found["by_chance"]).abs().max() < 0.25


def test_limits_hold_the_positions_and_more_reports_narrow_them():
    few, many = (of_themes(mentions_of(range(1996, end))).first() for end in (2001, 2006))
    wide = [(own["density_high"] - own["density_low"]).mean() for own in (few, many)]
    assert 0 < wide[1] < wide[0]
    for name in ("centrality", "density"):
        assert (few[f"{name}_rank_low"] >= 1).all() and (few[f"{name}_rank_high"] <= 4).all()
    assert many["in_quadrant"].between(0, 1).all()


def test_seeds_repeat_and_differ():
    mentions = mentions_of(YEARS, noise=0.9)
    one, same, other = (themes(mentions, bootstraps=9, seed=seed) for seed in (1, 1, 2))
    assert one.equals(same) and not one["by_chance"].equals(other["by_chance"])
    assert one[["theme", "term"]].equals(other[["theme", "term"]])


@pytest.mark.parametrize(
    ("years", "bootstraps", "reason"),
    [(YEARS, 0, "no bootstraps"), (range(2001, 2002), 9, "1 report; stability requires 5")],
)
def test_where_nothing_is_drawn_it_is_said(years, bootstraps, reason):
    found = of_themes(mentions_of(years, sentences=100), bootstraps=bootstraps, cluster="report")
    first = found.first()
    assert first["reason"].unique().tolist() == [reason]
    missing = first[["stability", "by_chance", "stable", "density_low", "in_quadrant"]]
    assert missing.isna().all().all()
    assert (first["bootstraps"] == 0).all()
