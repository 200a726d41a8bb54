"""Figures name the level of the intervals that they draw, and no other."""

import pandas as pd
import pytest

from analysis.across_reports.smoothing import smoothed_trends
from analysis.confidence import at_confidence, with_confidence
from analysis.figures import (
    area_heat,
    areas_by_place,
    areas_by_year,
    caption,
    interval_dots,
    keyness_ratios,
    likeness_dots,
    measures_by_place,
    measures_by_year,
    scale_dots,
    shares_and_difference,
    specification_curve,
    term_dots,
    topic_shares,
)
from analysis.figures.scales import Axis
from analysis.figures.style import OWN
from tests.analysis.figures import (
    test_area_places,
    test_area_years,
    test_dots,
    test_heat,
    test_likeness,
    test_measure_places,
    test_measure_years,
    test_pairs,
    test_position_dots,
    test_ratios,
    test_specifications,
    test_topic_heat,
)
from tests.analysis.figures.conftest import texts_of

YEARS = list(range(2001, 2013))
RATES = pd.DataFrame({"term": ["甲", "乙"], "part": "plan", "per_thousand": [1.0, 2.0],
                      "low": [None, 1.0], "high": [None, 3.0]})  # fmt: skip
FIGURES = {
    "area_heat": (lambda: test_heat.many(YEARS), area_heat, {}),
    "areas_by_place": (lambda: test_area_places.SMALL, areas_by_place, {}),
    "areas_by_year": (lambda: smoothed_trends(test_area_years.shares(YEARS)), areas_by_year, {}),
    "few_years": (lambda: smoothed_trends(test_area_years.shares(YEARS[:3])), areas_by_year, {}),
    "interval_dots": (
        lambda: RATES,
        interval_dots,
        {
            "name": "term",
            "group": "part",
            "axis": Axis("per_thousand", "rate"),
            "groups": {"plan": ("plan", OWN)},
        },
    ),
    "keyness_ratios": (
        lambda: test_ratios.TABLE,
        keyness_ratios,
        {"target": "a", "reference": "b"},
    ),
    "likeness_dots": (lambda: test_likeness.made(3), likeness_dots, {}),
    "measures_by_place": (
        lambda: test_measure_places.made(3),
        measures_by_place,
        {"titles": test_measure_years.TITLES["en"]},
    ),
    "measures_by_year": (
        lambda: test_measure_years.made(YEARS),
        measures_by_year,
        {"titles": test_measure_years.TITLES["en"]},
    ),
    "scale_dots": (lambda: test_position_dots.made(4), scale_dots, {}),
    "shares_and_difference": (
        lambda: test_pairs.TABLE,
        shares_and_difference,
        {"names": ("a", "b")},
    ),
    "specification_curve": (
        lambda: test_specifications.TABLE,
        specification_curve,
        {"choices": ["how", "of"], "axis": Axis("ratio", "ratio", null=1, log=True)},
    ),
    "term_dots": (test_dots.made, term_dots, {}),
    "topic_shares": (lambda: test_topic_heat.ONE, topic_shares, {"names": test_topic_heat.NAMES}),
}


def _said(figure) -> str:
    return " ".join(" ".join(sorted(texts_of(figure))).split())


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_names_the_level_of_its_table(name):
    made, draw, options = FIGURES[name]
    # All these take a language but one.
    every = [{}] if name == "interval_dots" else [{"lang": "en"}, {"lang": "zh"}]
    for lang in every:
        usual = _said(draw(made(), **options, **lang))
        other = _said(draw(with_confidence(made(), 0.9), **options, **lang))
        assert "95%" in usual
        assert other.count("90%") == usual.count("95%")
        assert "95%" not in other


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_caption_names_the_level_of_its_table(lang):
    table = test_dots.made().assign(cluster="section")
    options = {"what": "A", "counted": "mention", "out_of": "words", "lang": lang}
    usual, other = (caption(with_confidence(table, one), **options) for one in (0.95, 0.9))
    assert "95%" in usual
    assert other == at_confidence(usual, 0.9) != usual
