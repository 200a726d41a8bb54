"""One quantity over the years: gaps are gaps, and names stand at the ends of lines."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures.over_years import year_lines
from analysis.figures.scales import Axis
from analysis.figures.style import DOUBLE, NATION, OWN, SECONDARY, SINGLE, save_figure
from analysis.figures.words import says
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

JSD = Axis("jsd", "")


def made(years, low=0.2):
    values = [low + 0.01 * (7 * year % 11) for year in years]
    return pd.DataFrame({"report_year": years, "jsd": values, "by_chance": 0.1})


def lines_of(figure, colour):
    return [one for one in figure.axes[0].lines if one.get_color() == colour]


@crossed(
    "lang, width, years",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [[2017, 2018], list(range(2001, 2027)), list(range(1979, 2019))],
)
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, years):
    own = made(years)
    figure = year_lines(
        own,
        axis=Axis("jsd", says("jsd", lang)),
        nation=made(range(1954, 2026)),
        chance="by_chance",
        lang=lang,
        width=width,
        place={"en": "Shenzhen", "zh": "深圳市"}[lang],
    )
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)
    words = {word for word, *_ in words_drawn(figure)}
    assert {says("state_council", lang), says("chance", lang)} <= words


def test_lines_that_end_at_the_same_height_have_names_apart():
    same = pd.DataFrame({"report_year": [2017, 2018], "jsd": [0.3, 0.0], "by_chance": [0.1, 0.0]})
    check_page(year_lines(same, axis=JSD, nation=same, chance="by_chance", place="Shenzhen"))


def test_a_missing_year_or_value_breaks_the_line_and_a_year_alone_is_a_dot():
    own = made([2014, 2015, 2017, 2018, 2020]).assign(by_chance=[0.1, 0.1, 0.1, np.nan, 0.1])
    own.loc[own["report_year"] == 2018, "jsd"] = np.nan
    figure = year_lines(own, axis=JSD, chance="by_chance")
    [line] = lines_of(figure, OWN)
    assert line.get_xdata().tolist() == list(range(2014, 2021))
    there = ~np.isnan(np.asarray(line.get_ydata(), dtype=float))
    assert there.tolist() == [True, True, False, True, False, False, True]
    assert line.get_marker() == "o"
    base, alone = lines_of(figure, SECONDARY)
    assert np.isnan(base.get_ydata()).tolist() == [False, False, True, False, True, True, False]
    assert alone.get_xdata().tolist() == [2017, 2020] and alone.get_marker() == "o"


def test_values_are_those_of_the_table_whatever_its_order():
    own = made([2016, 2017, 2018])
    [line] = lines_of(year_lines(own.iloc[::-1], axis=JSD), OWN)
    assert line.get_ydata().tolist() == own["jsd"].tolist()
    low, high = line.axes.get_ylim()
    assert low == 0 and high > own["jsd"].max()


def test_the_state_council_is_drawn_for_the_same_years_only():
    figure = year_lines(made([2016, 2018]), axis=JSD, nation=made(range(2000, 2026), 0.1))
    [line] = lines_of(figure, NATION)
    assert line.get_xdata().tolist() == [2016, 2017, 2018]
    assert not lines_of(year_lines(made([2016, 2018]), axis=JSD, nation=made([2000])), NATION)


def test_years_on_the_axis_are_whole():
    figure = year_lines(made([2017, 2018]), axis=JSD, width=SINGLE)
    ticks = [at for at in figure.axes[0].get_xticks() if 2016.4 <= at <= 2018.6]
    assert ticks and all(at == int(at) for at in ticks)


def test_fewer_than_two_years_with_a_value_are_no_line():
    assert year_lines(made([2018]), axis=JSD) is None
    assert year_lines(made([2017, 2018]).assign(jsd=[0.2, np.nan]), axis=JSD) is None
    assert year_lines(made([2018]).head(0), axis=JSD) is None
    assert year_lines(made([2017, 2018]).assign(jsd=0.0), axis=JSD) is not None
    with pytest.raises(ValueError, match="jsd"):
        year_lines(made([2017, 2018]).drop(columns="jsd"), axis=JSD)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (made([2017, 2018, 2018]), "own has several rows for 2018; give one row per year"),
        (made([2017, 2018]).assign(jsd=[0.2, np.inf]), "column jsd of own contains inf"),
        (made([2017, 2018]).assign(jsd=[0.2, -np.inf]), "column jsd of own contains -inf"),
        (made([2017, 2018]).assign(jsd=[0.2, -1]), "column jsd of own contains -1; give finite"),
        (made([2017, 2018]).assign(by_chance=np.inf), "column by_chance of own contains inf"),
    ],
)
def test_years_and_values_that_cannot_be_drawn_are_told(own, said):
    with pytest.raises(ValueError, match=said):
        year_lines(own, axis=JSD, chance="by_chance")
    axis = Axis("by_chance" if "by_chance" in said else "jsd", "")
    with pytest.raises(ValueError, match=said.replace("own", "nation")):
        year_lines(made([2017, 2018]), axis=axis, nation=own)


@pytest.mark.parametrize("axis", [Axis("jsd", "", null=0), Axis("jsd", "", log=True)])
def test_an_axis_that_would_not_be_drawn_is_refused(axis):
    with pytest.raises(ValueError, match="linear axis that begins at 0; give an Axis without"):
        year_lines(made([2017, 2018]), axis=axis)


@pytest.mark.parametrize("width", [-5, 0, 5, 10, 20, np.inf, np.nan])
def test_a_page_too_narrow_for_its_panel_is_told(width):
    with pytest.raises(ValueError, match=f"^width is {width:g}; give 30 millimetres or more"):
        year_lines(made([2017, 2018]), axis=JSD, width=width)
    assert year_lines(made([2017, 2018]), axis=JSD, place="深圳市南山区", width=30) is not None


def test_the_same_table_is_the_same_bytes(tmp_path):
    options = {"axis": JSD, "chance": "by_chance", "place": "深圳市", "lang": "zh"}
    one, two = (
        save_figure(year_lines(made(range(2001, 2011)), **options), "lines", folder=tmp_path / at)
        for at in "ab"
    )
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
