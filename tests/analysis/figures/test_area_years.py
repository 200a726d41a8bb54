"""Policy areas by year: what is drawn is what the table says, in order, without a collision."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.across_reports.smoothing import smoothed_trends
from analysis.figures.area_years import areas_by_year
from analysis.figures.style import NATION, OWN, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

NAMES = {
    "en": [
        "Party leadership and ideology",
        "Banking, finance and domestic commerce",
        "Energy",
        "Housing and community development",
        "Health",
    ],
    "zh": ["党的领导与意识形态", "金融与国内商业", "能源", "住房与城乡建设", "卫生健康"],
}
# The change of each, from the first to the last year, of shares that begin with 20.
RISES = (-12.0, 8.0, 0.0, -4.0, 3.0)


def shares(years, lang="en", rises=RISES, width=3.0):
    rows = []
    for name, rise in zip(NAMES[lang], rises, strict=True):
        for at, year in enumerate(years):
            share = 20 + rise * at / max(len(years) - 1, 1)
            rows.append((name, year, share, share - width, share + width))
    return pd.DataFrame(rows, columns=["name", "unit", "share", "low", "high"])


def line(axes, colour):
    found = [one for one in axes.lines if to_hex(one.get_color()) == colour.lower()]
    assert len(found) == 1
    return found[0]


def titles(figure):
    return [axes.get_title(loc="left").replace("\n", " ") for axes in figure.axes]


def test_panels_go_from_the_largest_rise_to_the_largest_fall():
    figure = areas_by_year(smoothed_trends(shares(range(2001, 2027))))
    assert titles(figure) == [
        "Finance, commerce",
        "Health",
        "Energy",
        "Housing, urban development",
        "Party leadership, ideology",
    ]
    limits = {axes.get_ylim() for axes in figure.axes}
    assert len(limits) == 1 and limits.pop()[0] == 0


def test_lines_are_the_means_and_dots_the_years():
    table = smoothed_trends(shares(range(2001, 2027)))
    axes = areas_by_year(table).axes[0]
    own = table[table["name"] == NAMES["en"][1]]
    np.testing.assert_allclose(line(axes, OWN).get_ydata(), own["mean"])
    dots = np.concatenate([one.get_offsets() for one in axes.collections if len(one.get_offsets())])
    np.testing.assert_allclose(dots[np.isfinite(dots).all(axis=1)][-26:, 1], own["share"])


def test_a_missing_year_breaks_the_line_and_is_not_zero():
    years = [year for year in range(2001, 2021) if year not in (2008, 2009)]
    axes = areas_by_year(smoothed_trends(shares(years))).axes[0]
    drawn = dict(zip(*line(axes, OWN).get_data(), strict=True))
    assert np.isnan(drawn[2008]) and np.isnan(drawn[2009]) and drawn[2010] > 0


def test_a_year_alone_between_gaps_has_a_dash_and_the_bar_of_its_interval():
    table = smoothed_trends(shares(range(2001, 2021, 2)))
    axes = areas_by_year(table).axes[0]
    own = table[(table["name"] == NAMES["en"][1]) & table["mean"].notna()]
    bars = [(one.get_y(), one.get_y() + one.get_height()) for one in axes.patches]
    np.testing.assert_allclose(bars, own[["mean_low", "mean_high"]])
    full = areas_by_year(smoothed_trends(shares(range(2001, 2021)))).axes[0]
    assert not full.patches


def test_few_years_have_intervals_and_no_line():
    table = smoothed_trends(shares([2021, 2022, 2024]))
    axes = areas_by_year(table).axes[0]
    assert OWN.lower() not in [to_hex(one.get_color()) for one in axes.lines]
    ends = [
        one
        for group in axes.collections
        if hasattr(group, "get_segments")
        for one in group.get_segments()
        if len(one)
    ]
    own = table[table["name"] == NAMES["en"][1]]
    assert sorted((x, y) for one in ends for x, y in one) == sorted(
        [*zip(own["unit"], own["low"], strict=True), *zip(own["unit"], own["high"], strict=True)]
    )


def test_the_nation_is_grey_and_within_the_years_of_the_place():
    nation = smoothed_trends(shares(range(1990, 2030)))
    axes = areas_by_year(smoothed_trends(shares(range(2001, 2012))), nation=nation).axes[0]
    assert list(line(axes, NATION).get_xdata()) == list(range(2001, 2012))


def test_a_change_stands_in_brackets_unless_its_interval_excludes_0():
    def printed(width):
        table = smoothed_trends(shares(range(2001, 2027), width=width))
        return {one.get_text() for one, _ in texts_drawn(areas_by_year(table))}

    assert "+7" in printed(3.0) and "(+7)" not in printed(3.0)  # 8 × 23/25
    assert "(+7)" in printed(19.0) and "+7" not in printed(19.0)


def test_only_the_largest_are_shown_and_the_note_says_so():
    figure = areas_by_year(smoothed_trends(shares(range(2001, 2027))), top=2)
    assert titles(figure) == ["Finance, commerce", "Health"]
    assert "The 2 largest of 5" in " ".join(one.get_text() for one, _ in texts_drawn(figure))


@crossed("lang, width, years", ["en", "zh"], [85, 175], [2, 4, 26])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, years):
    table = smoothed_trends(shares(range(2027 - years, 2027), lang))
    nation = smoothed_trends(shares(range(2027 - years, 2027), lang, RISES[::-1]))
    place = {"en": "Shenzhen", "zh": "深圳市"}[lang]
    check_page(areas_by_year(table, nation=nation, place=place, lang=lang, width=width))


def test_one_year_is_nothing_to_compare():
    assert areas_by_year(smoothed_trends(shares([2020]))) is None


def test_it_is_the_same_twice(tmp_path):
    table = smoothed_trends(shares(range(2001, 2027)))
    one, two = (
        save_figure(areas_by_year(table, place="X"), "x", folder=tmp_path / name) for name in "ab"
    )
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_one_wide_interval_does_not_flatten_every_panel():
    rows = [
        (2000 + i, name, 4.0 + i % 2, 3.0, 150.0 if i == 0 else 6.0)
        for name in ("甲", "乙")
        for i in range(3)
    ]
    table = pd.DataFrame(rows, columns=["unit", "name", "share", "low", "high"])
    figure = areas_by_year(table)
    assert figure.axes[0].get_ylim()[1] < 20
    assert "CIs beyond the scale are cut off" in "".join(one.get_text() for one in figure.texts)
    usual = areas_by_year(table.assign(high=7.0))
    assert usual.axes[0].get_ylim()[1] > 7
    assert "cut off" not in "".join(one.get_text() for one in usual.texts)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_name_lies_on_the_interval_of_a_year(lang):
    """Two years: the bars of their intervals are most of what is drawn."""
    own = shares([2025, 2026], lang, rises=(-1.0,) * 5, width=12.0)
    nation = shares([2025], lang, rises=(0.0,) * 5).assign(share=21.0)
    figure = areas_by_year(own, nation=nation, place="北京市", lang=lang, width=85)
    figure.draw_without_rendering()
    for axes in figure.axes:
        bars = [one for part in axes.collections for one in part.get_paths() if len(one) == 2]
        bars = [axes.transData.transform(one.vertices) for one in bars]
        for text in axes.texts:
            box = text.get_window_extent()
            if text.get_transform() == axes.transAxes and text.get_horizontalalignment() == "left":
                assert not any(
                    box.x0 <= x <= box.x1 and low < box.y1 and high > box.y0
                    for (x, low), (_, high) in bars
                )
