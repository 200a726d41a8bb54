"""Words at their ratio: positions, sizes, colours, and no word over another."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

from analysis.comparison import TermFilter, keyness_of_side, with_side
from analysis.counts import in_context
from analysis.figures.style import DOUBLE, NATION, OTHER_TEXT, OWN, SINGLE
from analysis.figures.word_places import SIZES, chosen_words, sizes, word_plot
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed


def made(words=60):
    rng = np.random.default_rng(4)
    n = rng.integers(1, 40, (words, 2))
    return pd.DataFrame(
        {
            "term": [f"政策词语{place}" if place % 4 else f"词{place}" for place in range(words)],
            "n_target": n[:, 0],
            "n_reference": n[:, 1],
            "log_ratio": np.log2(n[:, 0] / n[:, 1]),
            "p_adjusted": rng.uniform(0, 0.2, words),
        }
    )


def words_of(figure, table):
    known = set(table["term"])
    return {one.get_text(): one for one in figure.axes[0].texts if one.get_text() in known}


def test_the_dot_of_each_word_stands_at_its_ratio():
    table = made(20)
    figure = word_plot(table, target="a", reference="b", lang="zh")
    panel, sheet = figure.axes[1], figure.axes[0]
    dots = [
        one.get_offsets().data[0][0] for one in sheet.collections if isinstance(one, PathCollection)
    ]
    low, high = panel.get_xlim()
    place = panel.get_position()
    width = DOUBLE
    at = [low + (x / width - place.x0) / place.width * (high - low) for x in dots]
    order = chosen_words(table, 60)["log_ratio"]
    assert at == pytest.approx(order.tolist(), abs=1e-6)


def test_words_are_coloured_by_side_where_p_is_small_and_sized_by_number():
    table = made(20)
    table.loc[0, ["log_ratio", "p_adjusted"]] = [2.0, 0.001]
    table.loc[1, ["log_ratio", "p_adjusted"]] = [-2.0, 0.001]
    table.loc[2, "p_adjusted"] = 0.05
    drawn = words_of(word_plot(table, target="a", reference="b", lang="zh"), table)
    assert drawn[table["term"][0]].get_color() == OWN
    assert drawn[table["term"][1]].get_color() == OTHER_TEXT
    assert drawn[table["term"][2]].get_color() == NATION
    both = (table["n_target"] + table["n_reference"]).set_axis(table["term"])
    size = pd.Series({term: one.get_fontsize() for term, one in drawn.items()})
    assert size[both.sort_values().index].is_monotonic_increasing
    assert set(size) == set(SIZES)


def test_the_sizes_are_quarters_and_their_bounds_are_true():
    numbers = np.array([1, 2, 3, 4, 5, 6, 7, 8])
    found, bounds = sizes(numbers)
    assert found.tolist() == sorted(found)
    assert [found[numbers <= bounds[0]].max(), found[numbers > bounds[2]].min()] == [7.5, 15.0]
    assert ((numbers > bounds[0]) & (numbers <= bounds[1]) == (found == SIZES[1])).all()


def test_the_most_frequent_are_shown_and_half_as_many_on_a_narrow_page():
    table = made()
    both = (table["n_target"] + table["n_reference"]).set_axis(table["term"])
    drawn = words_of(word_plot(table, target="a", reference="b", top=20, lang="zh"), table)
    assert len(drawn) == 20 and both[list(drawn)].min() >= both.drop(list(drawn)).max()
    narrow = word_plot(table, target="a", reference="b", top=20, lang="zh", width=SINGLE)
    assert len(words_of(narrow, table)) == 10


@crossed("lang, width", ["en", "zh"], [SINGLE, DOUBLE])
def test_nothing_runs_off_the_page_or_over_another(district, lang, width):
    for table in (made(), made(3), made().assign(log_ratio=0.0)):
        check_page(
            word_plot(table, target="新疆维吾尔自治区", reference="2006", lang=lang, width=width)
        )
    rows = with_side(in_context(district["mentions"], district["paragraphs"]))
    key = keyness_of_side(rows, target="plan", reference="review", listed=TermFilter(min_count=2))
    check_page(word_plot(key, target="plan", reference="review", lang=lang, width=width))


def test_two_words_are_no_figure():
    assert word_plot(made(2), target="a", reference="b") is None
    assert {text for text, *_ in words_drawn(word_plot(made(3), target="a", reference="b"))}
