"""Figures that compare two sides or many units."""

import pandas as pd
from matplotlib.colors import to_hex

from analysis.figures.comparison import heat_map, interval_dots, keyness_dots, keyness_scatter
from analysis.figures.style import BLUE, ORANGE, TEXT, save_figure
from analysis.figures.words import says
from tests.analysis.figures.conftest import crowd


def test_a_scatter_labels_the_smallest_p_and_is_the_same_twice(tmp_path):
    paths = [
        save_figure(
            keyness_scatter(crowd(), target="plan", labels=9, reference="review"),
            "scatter",
            folder=tmp_path / name,
        )
        for name in "ab"
    ]
    for one, other in zip(*paths, strict=True):
        assert one.read_bytes() == other.read_bytes()
    figure = keyness_scatter(crowd(), target="plan", reference="review", labels=9)
    smallest = set(crowd().sort_values("p")["term"].head(7))
    assert smallest <= {text.get_text() for text in figure.axes[0].texts}


SIDES = pd.DataFrame(
    {
        "term": ["甲", "乙", "丙"],
        "n_target": [9, 4, 1],
        "n_reference": [1, 4, 9],
        "log_ratio": [3.0, 0.5, -3.0],
        "p": [0.001, 0.5, 0.02],
        "p_adjusted": [0.01, 0.5, 0.04],
    }
)


def test_a_side_has_its_colour_and_what_is_sure_is_filled():
    for draw in (keyness_dots, keyness_scatter):
        dots = draw(SIDES, target="部署", reference="回顾").axes[0].collections[-1]
        assert dots.get_offsets()[:, 0].tolist() == [3, 0.5, -3]
        edges, fills = (
            [to_hex(one).upper() for one in colours]
            for colours in (dots.get_edgecolors(), dots.get_facecolors())
        )
        assert edges == [ORANGE, ORANGE, BLUE]
        assert fills == [ORANGE, "#FFFFFF", BLUE]


def test_terms_stand_with_their_counts_the_first_on_top():
    axes = keyness_dots(SIDES, target="部署", reference="回顾").axes[0]
    labels = [one.get_text().split() for one in axes.get_yticklabels()]
    assert labels == [["甲", "9:1"], ["乙", "4:4"], ["丙", "1:9"]]
    bottom, top = axes.get_ylim()
    assert top < 0 < 2 < bottom


def test_small_p_are_on_top_and_frequent_terms_large():
    axes = keyness_scatter(SIDES, target="部署", reference="回顾").axes[0]
    dots = axes.collections[-1]
    assert dots.get_offsets()[:, 1].tolist() == SIDES["p"].tolist()
    bottom, top = axes.get_ylim()
    assert top < 0.001 and bottom > 1 and axes.get_yscale() == "log"
    assert dots.get_sizes().argmin() == 1


def test_a_dot_without_an_interval_is_hollow_and_the_axis_says_so():
    table = pd.DataFrame(
        {
            "term": ["甲", "甲", "乙", "乙"],
            "part": ["review", "plan"] * 2,
            "per_thousand": [1.0, 3.0, 2.0, 4.0],
            "low": [None, 2.0, 1.0, 3.0],
            "high": [None, 5.0, 4.0, 6.0],
        }
    )
    options = {
        "name": "term",
        "group": "part",
        "label": "次",
        "colours": {"plan": ORANGE, "review": BLUE},
        "titles": {"plan": "部署", "review": "回顾", "closing": "结语"},
    }
    figure = interval_dots(table, **options)
    axes = figure.axes[0]
    plan, review = (one for one in axes.collections if len(one.get_offsets()) == 2)
    assert plan.get_offsets()[:, 0].tolist() == [3, 4]
    assert review.get_offsets()[:, 0].tolist() == [1, 2]
    assert (plan.get_offsets()[:, 1] < review.get_offsets()[:, 1]).all()
    fills = [[to_hex(one).upper() for one in dots.get_facecolors()] for dots in (plan, review)]
    assert fills == [[ORANGE, ORANGE], ["#FFFFFF", BLUE]]
    assert axes.get_xlabel() == "次" + says("hollow", "en")
    assert interval_dots(table.iloc[1:], **options).axes[0].get_xlabel() == "次"
    assert [one.get_text() for one in figure.legends[0].get_texts()] == ["部署", "回顾"]


def test_shades_have_their_numbers_and_what_is_missing_has_none():
    table = pd.DataFrame([[0.9, 0.1], [None, 0.55]], index=["部署", "回顾"], columns=["甲", "乙"])
    axes = heat_map(table, label="主题").axes[0]
    found = {(one.get_position(), one.get_text(), one.get_color()) for one in axes.texts}
    assert found == {
        ((0, 0), "90%", "white"),
        ((1, 0), "10%", TEXT),
        ((1, 1), "55%", "white"),
    }
    assert [one.get_text() for one in axes.get_yticklabels()] == ["部署", "回顾"]
    assert [one.get_text() for one in axes.get_xticklabels()] == ["甲", "乙"]
