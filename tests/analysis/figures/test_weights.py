"""TF-IDF by unit: which units and terms, the values drawn, and no empty third of a page."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

from analysis.counts import count_terms
from analysis.figures.style import DOUBLE, SINGLE
from analysis.figures.weights import chosen_units, tf_idf_dots
from analysis.tfidf import tf_idf
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TERMS = ["创新", "营商环境", "全面建成小康社会", "无此词", "教育", "放管服"]


def made(units):
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        [
            (unit, term, int(rng.integers(1, 40)), float(rng.uniform(0.05, 0.6)))
            for unit in units
            for term in TERMS
        ],
        columns=["unit", "term", "n", "tf_idf"],
    )


def drawn(axes):
    [marks] = [one for one in axes.collections if isinstance(one, PathCollection)]
    return np.ma.filled(marks.get_offsets(), np.nan)[:, 0].tolist()


def test_each_panel_has_its_highest_weights_on_one_scale():
    table = made(["甲", "乙", "丙"])
    figure = tf_idf_dots(table, top=4)
    for axes, unit in zip(figure.axes[1:], ["甲", "乙", "丙"], strict=True):
        own = table.loc[table["unit"] == unit, "tf_idf"]
        assert drawn(axes) == sorted(own, reverse=True)[:4]
    assert len({axes.get_xlim() for axes in figure.axes[1:]}) == 1
    assert figure.axes[1].get_xlim()[0] == 0


def test_counts_and_names_stand_in_the_order_of_the_weights():
    table = pd.DataFrame(
        {
            "unit": "甲",
            "term": ["创新", "教育", "营商环境"],
            "n": [3, 17, 11],
            "tf_idf": [0.1, 0.3, 0.3],
        }
    )
    found = sorted((-box.y0, text) for text, box, _ in words_drawn(tf_idf_dots(table, lang="zh")))
    names = [text for _, text in found if text in set(table["term"])]
    counts = [text for _, text in found if text in {"3", "17", "11"}]
    assert names == ["教育", "营商环境", "创新"] and counts == ["17", "11", "3"]


def test_years_are_the_latest_and_others_those_that_weigh_most():
    years = list(range(2001, 2027))
    assert chosen_units(made(years), years, 6) == years[-6:]
    places = [f"地方{place}" for place in range(40)]
    table = made(places)
    mean = table.groupby("unit")["tf_idf"].mean().nlargest(6).index
    assert chosen_units(table, places, 6) == [one for one in places if one in set(mean)]
    said = [text for text, *_ in words_drawn(tf_idf_dots(table, lang="zh"))]
    assert "共40个，列出词语权重最高的6个" in said
    assert "The latest 6 of 26" in [text for text, *_ in words_drawn(tf_idf_dots(made(years)))]


@pytest.mark.parametrize(("panels", "across"), [(1, 1), (2, 2), (3, 3), (4, 2), (6, 3)])
def test_no_place_of_the_page_is_empty(panels, across):
    figure = tf_idf_dots(made([f"地{place}" for place in range(panels)]))
    lefts = [round(axes.get_position().x0, 4) for axes in figure.axes[1:]]
    assert len(lefts) == panels and len(set(lefts)) == across
    assert all(lefts.count(one) == panels / across for one in lefts)


@crossed(
    "lang, width, units",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [["2018"], ["review", "plan"], list(range(2001, 2027)), ["新疆维吾尔自治区", *"甲乙丙丁"]],
)
def test_nothing_runs_off_the_page_or_over_another(lang, width, units):
    check_page(tf_idf_dots(made(units), lang=lang, width=width, background="20 reports of 2025"))


def test_a_real_report_fits_and_nothing_to_weigh_is_no_figure(district):
    table = tf_idf(
        count_terms(
            district["mentions"].merge(
                district["paragraphs"][["report_id", "paragraph_id", "orientation"]]
            ),
            by="orientation",
        )
    )
    check_page(tf_idf_dots(table))
    assert tf_idf_dots(table.assign(tf_idf=0.0)) is None
    assert tf_idf_dots(table.head(0)) is None
