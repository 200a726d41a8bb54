"""Measures of places beside each other, each in its column."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection

from analysis.figures.measure_places import measures_by_place
from analysis.figures.style import DOUBLE, SINGLE, save_figure
from tests.analysis.figures.page import check_page, words_drawn
from tests.analysis.figures.test_measure_years import TITLES
from tests.crossed import crossed


def made(rows, lang="en"):
    name = "Longhua New District {}" if lang == "en" else "龙华新区{}"
    found = [
        (name.format(at), one, (at * 7) % rows + 1.0) for one in TITLES["en"] for at in range(rows)
    ]
    table = pd.DataFrame(found, columns=["place", "measure", "value"])
    return table.assign(low=0.8 * table["value"], high=1.5 * table["value"])


@crossed("lang, width, rows", ["en", "zh"], [SINGLE, DOUBLE], [2, 20, 60])
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, rows):
    figure = measures_by_place(made(rows, lang), titles=TITLES[lang], lang=lang, width=width)
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)
    assert len(figure.axes) == (3 if width == DOUBLE else 2)


def test_places_are_in_the_order_of_the_first_measure_in_every_column():
    table = made(5)
    table.loc[
        (table["place"] == "Longhua New District 2") & (table["measure"] == "long"),
        ["value", "low", "high"],
    ] = np.nan
    table.loc[0, ["low", "high"]] = np.nan
    figure = measures_by_place(table, titles=TITLES["en"])
    first = table[table["measure"] == "positive"].sort_values("value", ascending=False)
    drawn = [(box.y0, word) for word, box, _ in words_drawn(figure) if word.startswith("Longhua")]
    assert [word for _, word in sorted(drawn, reverse=True)] == first["place"].tolist()
    for axes, measure in zip(figure.axes, TITLES["en"], strict=True):
        own = table[table["measure"] == measure].set_index("place").loc[first["place"]]
        dots = next(one for one in axes.collections if isinstance(one, PathCollection))
        np.testing.assert_array_equal(np.ma.filled(dots.get_offsets()[:, 0], np.nan), own["value"])
        bars = next(one for one in axes.collections if isinstance(one, LineCollection))
        found = [one[:, 0].tolist() for one in bars.get_segments() if len(one)]
        assert found == own[["low", "high"]].dropna().to_numpy().tolist()
    assert any("Hollow" in word for word, *_ in words_drawn(figure))


def test_of_many_places_the_ends_are_drawn_and_the_note_says_so():
    figure = measures_by_place(made(60), titles=TITLES["en"])
    words = [word for word, *_ in words_drawn(figure)]
    assert sum(word.startswith("Longhua") for word in words) == 40
    assert "The first and last 20 of 60 places" in " ".join(words)
    assert not any(
        "of 40 places" in word
        for word, *_ in words_drawn(measures_by_place(made(40), titles=TITLES["en"]))
    )


def test_one_place_is_no_figure_and_a_measure_without_values_no_column():
    assert measures_by_place(made(1), titles=TITLES["en"]) is None
    table = made(3)
    table.loc[table["measure"] == "positive", "value"] = np.nan
    assert len(measures_by_place(table, titles=TITLES["en"]).axes) == 2
    with pytest.raises(ValueError, match="place"):
        measures_by_place(table.drop(columns="place"), titles=TITLES["en"])


def test_the_same_table_is_the_same_bytes(tmp_path):
    one, two = (
        save_figure(measures_by_place(made(3), titles=TITLES["zh"]), "x", folder=tmp_path / at)
        for at in "ab"
    )
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
