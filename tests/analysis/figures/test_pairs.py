"""Shares of two reports beside their difference."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.pairs import shares_and_difference
from analysis.figures.style import NATION, OWN, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

TABLE = pd.DataFrame(
    {
        "name_en": ["Education", "Health", "Energy"],
        "name_zh": ["教育", "卫生健康", "能源"],
        "share_a": [20.0, 8.0, 1.0],
        "low_a": [15.0, 5.0, None],
        "high_a": [26.0, 12.0, None],
        "share_b": [10.0, 7.5, 6.0],
        "low_b": [7.0, 4.0, 3.0],
        "high_b": [14.0, 11.0, 9.0],
        "difference": [10.0, 0.5, -5.0],
        "difference_low": [4.0, -4.0, -8.0],
        "difference_high": [17.0, 5.0, -2.0],
    }
)


def drawn(axes):
    """The positions and fills of the marks, by height."""
    marks = [
        (round(float(y)), float(x), to_hex(fill))
        for group in axes.collections
        if len(group.get_offsets()) and hasattr(group, "get_sizes")
        for (x, y), fill in zip(
            group.get_offsets(),
            list(group.get_facecolors()) * len(group.get_offsets()),
            strict=False,
        )
    ]
    return sorted(marks)


def test_both_shares_and_the_difference_are_where_they_belong():
    figure = shares_and_difference(TABLE, names=("X 2026", "X 2006"))
    left, right = figure.axes[:2]
    assert [text.get_text() for text in left.get_yticklabels()] == TABLE["name_en"].tolist()
    assert [x for _, x, _ in drawn(left)] == [10.0, 20.0, 7.5, 8.0, 1.0, 6.0]
    assert [x for _, x, _ in drawn(right)] == [10.0, 0.5, -5.0]
    bottom, top = left.get_ylim()
    assert bottom > top  # the first row on top
    assert "X 2026 minus X 2006" in {one.get_text() for one, _ in texts_drawn(figure)}


def test_a_difference_is_filled_only_where_its_interval_excludes_0():
    fills = [fill for _, _, fill in drawn(shares_and_difference(TABLE, names=("a", "b")).axes[1])]
    assert fills == ["#0b5394", "#ffffff", "#e07a1f"]


def test_the_nation_is_grey():
    axes = shares_and_difference(TABLE, names=("X 2026", "国务院 2026"), nation=True).axes[0]
    edges = {
        to_hex(one.get_edgecolor()[0]) for one in axes.collections if len(one.get_offsets()) > 1
    }
    assert edges == {OWN.lower(), NATION.lower()}


def test_only_the_largest_are_shown_in_the_order_of_the_table():
    figure = shares_and_difference(TABLE, names=("a", "b"), top=2)
    assert [one.get_text() for one in figure.axes[0].get_yticklabels()] == ["Education", "Health"]
    assert "The 2 largest of 3" in " ".join(one.get_text() for one, _ in texts_drawn(figure))


def test_nothing_is_drawn_of_nothing():
    assert shares_and_difference(TABLE.iloc[:0], names=("a", "b")) is None


@crossed("lang, width, n", ["en", "zh"], [85, 175], [1, 3, 21])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    table = pd.concat([TABLE] * 7, ignore_index=True).iloc[:n]
    names = {
        "en": ("Xinjiang Uygur Autonomous Region 2026", "Shahekou District 2006"),
        "zh": ("新疆维吾尔自治区2026", "沙河口区2006"),
    }[lang]
    check_page(shares_and_difference(table, names=names, lang=lang, width=width))


def test_it_is_the_same_twice_and_speaks_chinese(tmp_path):
    figures = [shares_and_difference(TABLE, names=("甲", "乙"), lang="zh") for _ in "ab"]
    assert figures[0].axes[0].get_yticklabels()[1].get_text() == "卫生健康"
    one, two = (
        save_figure(figure, "x", folder=tmp_path / name)
        for figure, name in zip(figures, "ab", strict=True)
    )
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_mark_at_0_is_off_the_names(lang):
    figure = shares_and_difference(TABLE, names=("甲", "乙"), lang=lang)
    figure.draw_without_rendering()
    axes = figure.axes[0]
    radius = 0.5 * 16**0.5 * figure.dpi / 72
    zero = axes.transData.transform((0, 0))[0] - radius
    assert all(one.get_window_extent().x1 < zero - 2 for one in axes.get_yticklabels())
