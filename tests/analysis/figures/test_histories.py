"""Term histories: classes and rows drawn, heights, missing years, marks of the State Council."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from analysis.figures import page
from analysis.figures.histories import CLASSES, bar_height, chosen_histories, history_bars
from analysis.figures.style import DOUBLE, SINGLE
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

YEARS = [year for year in range(2001, 2027) if year != 2016]
TERMS = [
    "循环经济",
    "人工智能",
    "全面建成小康社会",
    "无此词语",
    "招商引资",
    "高质量发展",
    "社会管理",
]


def made(years=YEARS, terms=TERMS):
    rng = np.random.default_rng(1)
    names = [*CLASSES, "throughout"]
    parts = []
    for place, term in enumerate(terms):
        n = rng.integers(0, 9, len(years))
        n[0] = 1
        there = [year for year, one in zip(years, n, strict=True) if one]
        parts.append(
            pd.DataFrame(
                {
                    "term": term,
                    "year": list(years),
                    "n": n,
                    "per_ten_thousand": n / 2,
                    "total": n.sum(),
                    "first_year": there[0],
                    "last_year": there[-1],
                    "class": names[place % 5],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def panel(figure):
    return figure.axes[1]


def test_a_bar_for_every_year_with_the_term_by_the_root_of_its_rate():
    table = made()
    table = table[table["class"] != "throughout"]
    bars = panel(history_bars(made())).patches
    bars = [one for one in bars if one.get_width() == pytest.approx(0.8)]
    drawn = sorted((round(one.get_x() + 0.4), round(one.get_height(), 6)) for one in bars)
    some = table[table["n"] > 0]
    most = some["per_ten_thousand"].max()
    expected = sorted(
        (year, round(float(bar_height(rate, most)), 6))
        for year, rate in zip(some["year"], some["per_ten_thousand"], strict=True)
    )
    assert drawn == expected
    assert max(high for _, high in drawn) < page.ROW
    assert bar_height(1.0, 4.0) == bar_height(4.0, 4.0) / 2


def test_classes_follow_each_other_and_have_their_colours():
    figure = history_bars(made(), lang="zh")
    seen = {text: -box.y0 for text, box, _ in words_drawn(figure)}
    names = ["不再提及", "出现后消失", "消失后重现", "出现后延续"]
    assert sorted(names, key=seen.__getitem__) == names
    assert seen["不再提及"] < seen["循环经济"] < seen["出现后消失"] < seen["人工智能"]
    assert "招商引资" not in seen  # used throughout
    fills = {to_hex(one.get_facecolor()) for one in panel(figure).patches if one.get_width() < 0.9}
    assert fills == {colour.lower() for colour, _ in CLASSES.values()}


def test_the_terms_with_the_most_mentions_are_chosen_and_ordered_by_year():
    rows = [
        ("甲", 9, 2001, 2010),
        ("乙", 30, 2003, 2012),
        ("丙", 20, 2002, 2011),
        ("丁", 9, 2001, 2009),
    ]
    table = pd.DataFrame(rows, columns=["term", "total", "first_year", "last_year"])
    table["class"] = "dropped"
    assert chosen_histories(table, top=8) == {"dropped": ["丙", "乙"]}
    assert chosen_histories(table, top=12) == {"dropped": ["丁", "丙", "乙"]}  # ties by code point
    assert chosen_histories(table.assign(**{"class": "throughout"}), top=8) == {}


def test_years_without_a_report_are_shaded_and_said_to_be():
    shaded = [one for one in panel(history_bars(made())).patches if one.get_width() > 0.9]
    assert [one.get_x() + 0.5 for one in shaded] == [2016]
    assert all(one.get_height() < 1 for one in shaded)  # of the panel: the head above stays free
    assert any("no report" in text for text, *_ in words_drawn(history_bars(made())))
    whole = history_bars(made(range(2001, 2011)))
    assert not any(one.get_width() > 0.9 for one in panel(whole).patches)
    assert not any("no report" in text for text, *_ in words_drawn(whole))


def test_the_nation_s_first_year_is_marked_where_it_is_on_the_axis():
    nation = pd.DataFrame(
        {"term": ["循环经济", "人工智能", "高质量发展"], "first_year": [2004, 1994, 2017]}
    )
    marks = [
        one.get_offsets().data[0][0]
        for one in panel(history_bars(made(), nation=nation)).collections
        if isinstance(one, PathCollection)
    ]
    assert sorted(float(one) for one in marks) == [2004.0, 2017.0]  # 1994 lies before the axis


@crossed(
    "lang, width, years",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [range(2019, 2026), YEARS, range(1978, 2026)],
)
def test_nothing_runs_off_the_page_or_over_another(lang, width, years):
    nation = pd.DataFrame({"term": ["循环经济"], "first_year": [2020]})
    for national in (nation, None):
        check_page(history_bars(made(years), nation=national, lang=lang, width=width))


def test_few_reports_or_nothing_that_changed_make_no_figure():
    assert history_bars(made(range(2001, 2005))) is None
    assert history_bars(made(range(2001, 2006))) is not None
    assert history_bars(made().assign(**{"class": "throughout"})) is None
    assert history_bars(made().head(0)) is None
