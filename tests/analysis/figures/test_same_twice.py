"""Figures of terms and topics are the same bytes twice, whatever was drawn in between."""

import pandas as pd
import pytest

from analysis.figures import (
    coword_matrix,
    history_bars,
    keyness_ratios,
    save_figure,
    strategic_diagram,
    term_dots,
    tf_idf_dots,
    theme_flows,
    topic_choice,
    topic_panels,
    topic_shares,
    word_cloud,
    word_plot,
)
from tests.analysis.figures import (
    test_dots,
    test_flows,
    test_histories,
    test_matrix,
    test_ratios,
    test_strategy,
    test_topic_heat,
    test_topic_numbers,
    test_topic_terms,
    test_weights,
    test_word_places,
)

FIGURES = {
    "dots": lambda: term_dots(test_dots.made()),
    "ratios": lambda: keyness_ratios(test_ratios.TABLE, target="2026", reference="2006"),
    "histories": lambda: history_bars(
        test_histories.made(), nation=pd.DataFrame({"term": ["循环经济"], "first_year": [2004]})
    ),
    "matrix": lambda: coword_matrix(test_matrix.pairs()),
    "strategy": lambda: strategic_diagram(test_strategy.made()),
    "flows": lambda: theme_flows(*test_flows.made()),
    "weights": lambda: tf_idf_dots(test_weights.made(["甲", "乙"])),
    "panels": lambda: topic_panels(test_topic_terms.made()),
    "choice": lambda: topic_choice(test_topic_numbers.made()),
    "shares": lambda: topic_shares(test_topic_heat.ONE, names=test_topic_heat.NAMES),
    "places": lambda: word_plot(test_word_places.made(), target="a", reference="b"),
    "cloud": lambda: word_cloud({f"词{n}": 9.0 / n for n in range(1, 30)}, colour_by={"词2": 3}),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_bytes_twice(name, tmp_path):
    one, two = (save_figure(FIGURES[name](), name, folder=tmp_path / time) for time in "ab")
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
