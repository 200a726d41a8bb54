"""Measures over the years, each on its own scale."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection

from analysis.figures.measure_years import measures_by_year
from analysis.figures.style import DOUBLE, SINGLE, save_figure
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TITLES = {
    "en": {
        "positive": "words of praise (per 1,000 words)",
        "long": "sentences of over 60 (%)",
        "own": "words repeated from the place's other years (%)",
    },
    "zh": {
        "positive": "褒义词（次/千词）",
        "long": "超过60字的句子（%）",
        "own": "沿用本地其他年份的用词（%）",
    },
}


def made(years, measures=("positive", "long", "own")):
    rows = [
        (year, one, 4.0 * at + year % 7 + 1, 10.0**at)
        for at, one in enumerate(measures)
        for year in years
    ]
    table = pd.DataFrame(rows, columns=["year", "measure", "value", "scale"])
    table["value"] *= table["scale"]
    return table.assign(low=0.8 * table["value"], high=1.5 * table["value"])


@crossed(
    "lang, width, years",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [[2017, 2018], [*range(2001, 2016), *range(2017, 2027)]],
)
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, years):
    figure = measures_by_year(made(years), titles=TITLES[lang], lang=lang, width=width)
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)
    assert len(figure.axes) == 3


def test_each_panel_has_its_own_scale_and_a_line_that_breaks():
    table = made([2010, 2011, 2013])
    table.loc[1, ["low", "high"]] = np.nan
    figure = measures_by_year(table, titles=TITLES["en"])
    tops = [axes.get_ylim()[1] for axes in figure.axes]
    most = table.groupby("measure", sort=False)["high"].max().tolist()
    assert tops == pytest.approx([1.05 * one for one in most])
    line = figure.axes[0].lines[-1]
    assert np.isnan(line.get_ydata()[2]) and line.get_xdata().tolist() == [2010, 2011, 2012, 2013]
    dots = next(one for one in figure.axes[0].collections if isinstance(one, PathCollection))
    assert [bool(np.all(one[:3] == 1)) for one in dots.get_facecolor()] == [False, True, False]
    bars = next(one for one in figure.axes[0].collections if isinstance(one, LineCollection))
    drawn = [one[:, 1].tolist() for one in bars.get_segments() if len(one)]
    assert drawn == table[["low", "high"]].iloc[[0, 2]].to_numpy().tolist()
    assert any("Hollow" in word for word, *_ in words_drawn(figure))
    assert not any(
        "Hollow" in word
        for word, *_ in words_drawn(measures_by_year(made([2010, 2011]), titles=TITLES["en"]))
    )


def test_measures_keep_the_order_of_the_titles_and_others_are_left_out():
    titles = {one: TITLES["zh"][one] for one in ("own", "positive")}
    figure = measures_by_year(made([2017, 2018]), titles=titles, lang="zh")
    words = [word for word, *_ in words_drawn(figure)]
    assert [one for one in words if one in titles.values()] == list(titles.values())
    assert TITLES["zh"]["long"] not in words


def test_a_measure_with_one_year_has_no_panel_and_none_at_all_are_no_figure():
    table = made([2017, 2018])
    table.loc[table["measure"].eq("long") & table["year"].eq(2018), "value"] = np.nan
    assert len(measures_by_year(table, titles=TITLES["en"]).axes) == 2
    assert measures_by_year(made([2017]), titles=TITLES["en"]) is None
    assert measures_by_year(made([2017, 2018]), titles={}) is None
    with pytest.raises(ValueError, match="high"):
        measures_by_year(table.drop(columns="high"), titles=TITLES["en"])


def test_zeros_have_a_scale():
    table = made([2017, 2018]).assign(value=0.0, low=0.0, high=0.0)
    assert measures_by_year(table, titles=TITLES["en"]).axes[0].get_ylim()[1] > 0


def test_the_same_table_is_the_same_bytes(tmp_path):
    one, two = (
        save_figure(
            measures_by_year(made([2017, 2018]), titles=TITLES["zh"]), "x", folder=tmp_path / at
        )
        for at in "ab"
    )
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
