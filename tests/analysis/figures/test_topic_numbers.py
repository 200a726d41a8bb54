"""The choice of the number of topics: four measures, integers, one vertical line."""

import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis.figures.style import DOUBLE, SINGLE
from analysis.figures.topic_numbers import MEASURES, topic_choice
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed


def made(numbers=range(2, 10), recommended=4):
    numbers = list(numbers)
    table = pd.DataFrame({"n_topics": numbers})
    for place, name in enumerate(MEASURES):
        table[name] = [0.9 - 0.03 * one + place for one in range(len(numbers))]
    table["held_out"] -= 12
    return table.assign(recommended=table["n_topics"] == recommended)


def test_four_measures_with_the_values_of_the_table():
    table = made()
    panels = topic_choice(table).axes[1:]
    assert len(panels) == 4
    for axes, name in zip(panels, MEASURES, strict=True):
        line = axes.lines[0]
        assert list(line.get_xdata()) == list(table["n_topics"])
        assert list(line.get_ydata()) == list(table[name])


def test_the_recommended_number_is_one_line_and_none_is_said():
    for axes in topic_choice(made()).axes[1:]:
        assert [set(line.get_xdata()) for line in axes.lines[1:]] == [{4}]
    figure = topic_choice(made(recommended=0))
    assert all(len(axes.lines) == 1 for axes in figure.axes[1:])
    assert "No number is stable enough to be recommended" in [
        text for text, *_ in words_drawn(figure)
    ]


def test_ranges_over_the_runs_are_drawn_where_there_are_any():
    table = made().assign(stability_low=0.1, stability_high=0.95)
    first, second, *_ = topic_choice(table).axes[1:]
    [lines] = [one for one in first.collections if isinstance(one, LineCollection)]
    assert [(a[1], b[1]) for a, b in lines.get_segments()] == [(0.1, 0.95)] * len(table)
    assert not any(isinstance(one, LineCollection) for one in second.collections)
    assert "Dots: all text units. Thin lines: range over models of four fifths of them" in [
        text for text, *_ in words_drawn(topic_choice(table))
    ]


@crossed(
    "lang, width, numbers",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [range(2, 4), range(2, 10), range(5, 61, 5)],
)
def test_ticks_are_integers_and_nothing_collides(lang, width, numbers):
    figure = topic_choice(made(numbers), lang=lang, width=width)
    check_page(figure)
    for axes in figure.axes[1:]:
        assert all(tick == int(tick) for tick in axes.get_xticks())


def test_one_number_is_no_choice():
    assert topic_choice(made([4])) is None
    with pytest.raises(ValueError, match="held_out"):
        topic_choice(made().drop(columns="held_out"))
