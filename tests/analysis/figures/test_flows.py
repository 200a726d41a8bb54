"""The alluvial figure: bars and bands to scale, names apart, no needless crossings."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures import theme_flows
from analysis.figures.flows import _bands, _ordered
from analysis.figures.style import BLUES, DOUBLE, OWN, SINGLE
from analysis.themes import strategic_map, theme_evolution, themes_by_period
from tests.analysis.figures.page import check_page, words_drawn
from tests.analysis.themes.generated import mentions_of, reports_of
from tests.crossed import crossed

YEARS = range(2001, 2016)


def made():
    table = themes_by_period(mentions_of(YEARS), reports_of(YEARS), bootstraps=5)
    return theme_evolution(table), strategic_map(table)


@pytest.fixture(scope="module")
def planted():
    return made()


def patches(figure):
    """Bars and bands: their boxes in millimetres, and their colours."""
    return [
        (one.get_paths()[0].get_extents(), to_hex(one.get_facecolor()[0]))
        for one in figure.axes[0].collections
    ]


@crossed("width, lang", [SINGLE, DOUBLE], ["en", "zh"])
def test_nothing_runs_off_the_page_or_over_another(planted, lang, width):
    figure = theme_flows(*planted, lang=lang, width=width)
    check_page(figure)
    said = " ".join(text for text, *_ in words_drawn(figure))
    assert ("2001—2005年" if lang == "zh" else "2001–2005") in said


def test_bars_add_up_and_bands_never_take_up_more_than_their_bars(planted):
    figure = theme_flows(*planted, lang="zh")
    bars = [box for box, colour in patches(figure) if colour == OWN.lower()]
    assert len(bars) == 4 + 5 + 4  # all stable
    columns = {round(box.x0) for box in bars}
    for left in columns:
        own = [box for box in bars if round(box.x0) == left]
        assert sum(box.height for box in own) == pytest.approx(84)
    bands = [box for box, colour in patches(figure) if colour == BLUES[0].lower()]
    assert len(bands) == 5 + 5
    assert max(box.y1 for box in bands) <= max(box.y1 for box in bars) + 1e-6


def test_bands_do_not_cross_where_they_need_not(planted):
    evolution, themes = planted
    share = themes["n"] / themes.groupby("period")["n"].transform("sum")
    drawn = themes.assign(share=share)
    bands = _bands(evolution, drawn, 0.2)
    columns = _ordered(drawn, bands, list(dict.fromkeys(themes["period"])))
    place = {
        (period, theme): number
        for period, own in columns.items()
        for number, theme in enumerate(own["theme"])
    }
    ends = [
        (place[a, b], place[c, d], a)
        for a, b, c, d in zip(
            bands["period"], bands["theme"], bands["next_period"], bands["next_theme"], strict=True
        )
    ]
    crossed = sum(
        (one[0] - two[0]) * (one[1] - two[1]) < 0
        for one, two in combinations(ends, 2)
        if one[2] == two[2]
    )
    assert crossed == 0
    assert {period: len(own) for period, own in columns.items()} == {
        "2001-2005": 4,
        "2006-2010": 5,
        "2011-2015": 4,
    }
    assert bands.groupby(["period", "theme"])["from"].sum().to_numpy() == pytest.approx(
        bands.groupby(["period", "theme"])["share"].first().to_numpy()
    )


def test_what_is_not_drawn_is_said(planted):
    said = [text for text, *_ in words_drawn(theme_flows(*planted, top=3, lang="zh"))]
    assert "未绘：4个较小的主题" in said
    evolution, themes = planted
    periods = dict(zip(["2001-2005", "2006-2010", "2011-2015"], "乙丙丁", strict=True))
    more = themes.assign(period="甲")
    both = pd.concat([more, themes.assign(period=themes["period"].map(periods))])
    figure = theme_flows(evolution.head(0), both, lang="zh", width=SINGLE)
    assert "限于版面，未绘乙年以前的时期" in [text for text, *_ in words_drawn(figure)]


def test_bands_with_little_inclusion_are_left_out_and_those_by_chance_are_grey(planted):
    evolution, themes = planted
    grey = theme_flows(evolution.assign(p_adjusted=0.5), themes)
    assert not [one for one, colour in patches(grey) if colour == BLUES[0].lower()]
    none = theme_flows(evolution, themes, min_inclusion=1.1)
    assert len(patches(none)) == 13
    hollow = theme_flows(evolution, themes.assign(stable=pd.NA))
    assert not [one for one, colour in patches(hollow) if colour == OWN.lower()]


def test_one_period_has_no_flows(planted):
    evolution, themes = planted
    assert theme_flows(evolution, themes[themes["period"] == "2001-2005"]) is None
    assert np.isfinite(evolution["inclusion"]).all()
