"""How alike reports are: a row each, filled where the interval excludes the baseline."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures.likeness import likeness_dots
from analysis.figures.style import DOUBLE, OTHER, OWN, SINGLE, save_figure
from analysis.figures.words import says
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed


def made(rows):
    """Reports of several years; the interval of every third excludes its baseline."""
    at = np.arange(rows)
    return pd.DataFrame(
        {
            "label": [f"罗湖区，{2000 + one}" for one in at],
            "report_year": 2000 + at,
            "likeness": 0.5 + 0.01 * (at % 7),
            "likeness_low": 0.45 + 0.01 * (at % 7),
            "likeness_high": 0.55 + 0.01 * (at % 7),
            "likeness_by_chance": np.where(at % 3, 0.5, 0.3),
            "likeness_to_region": "深圳市",
        }
    )


def rows_of(figure, kind):
    """The lines of the panel drawn with a marker, by the row on which they lie."""
    lines = [one for one in figure.axes[0].lines if one.get_marker() == kind]
    return {float(np.ravel(one.get_ydata())[0]): one for one in lines}


@crossed("lang, width, rows", ["en", "zh"], [SINGLE, DOUBLE], [1, 2, 26, 40])
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, rows):
    table = made(rows)
    if lang == "en":
        table["label"] = table["label"].str.replace("罗湖区，", "Luohu District, ")
    figure = likeness_dots(table, lang=lang, width=width)
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)
    assert says("cosine", lang) in {word for word, *_ in words_drawn(figure)}


def test_rows_keep_the_order_of_the_table_the_first_on_top():
    table = made(5).iloc[[3, 0, 4, 1, 2]]
    figure = likeness_dots(table, lang="zh")
    named = [(box.y0, word) for word, box, _ in words_drawn(figure) if word.startswith("罗湖区")]
    names = [word for _, word in sorted(named, reverse=True)]
    assert [name[:8] for name in names] == table["label"].tolist()
    assert all("深圳" in name for name in names)
    dots = rows_of(figure, "o")
    found = [float(np.ravel(dots[row].get_xdata())[0]) for row in range(5)]
    assert found == pytest.approx(table["likeness"].tolist())
    bottom, top = figure.axes[0].get_ylim()
    assert top < 0 < 4 < bottom


def test_a_dot_is_filled_where_the_interval_excludes_the_baseline():
    table = made(5)
    table.loc[4, ["likeness_low", "likeness_high"]] = np.nan
    table.loc[3, "likeness_by_chance"] = np.nan
    figure = likeness_dots(table)
    fills = [rows_of(figure, "o")[row].get_markerfacecolor() for row in range(5)]
    assert fills == [OWN, "white", "white", "white", "white"]
    ticks = rows_of(figure, "|")
    assert sorted(ticks) == [0, 1, 2, 4] and ticks[0].get_color() == OTHER
    assert float(np.ravel(ticks[0].get_xdata())[0]) == 0.3
    lines = [one.get_xdata() for one in figure.axes[0].lines if len(np.ravel(one.get_xdata())) == 2]
    assert [list(one) for one in lines] == table[
        ["likeness_low", "likeness_high"]
    ].dropna().to_numpy().tolist()


def test_a_baseline_above_the_interval_is_excluded_too_and_one_at_its_end_is_not():
    table = made(3).assign(likeness_by_chance=[0.9, made(3)["likeness_high"][1], 0.5])
    dots = rows_of(likeness_dots(table), "o")
    assert [dots[row].get_markerfacecolor() for row in range(3)] == [OWN, "white", "white"]


def test_of_too_many_the_latest_are_drawn_and_the_note_says_so():
    table = made(9).iloc[[8, 1, 2, 7, 4, 5, 6, 3, 0]].set_axis([0] * 9)
    figure = likeness_dots(table, top=3)
    words = [word for word, *_ in words_drawn(figure)]
    assert sum("，20" in word for word in words) == 3
    assert {word[4:8] for word in words if "，20" in word} == {"2006", "2007", "2008"}
    assert any(says("last_reports", "en", top=3, n=9) in word for word in words)
    whole = [word for word, *_ in words_drawn(likeness_dots(table, top=9))]
    assert not any(says("last_reports", "en", top=9, n=9) in word for word in whole)


def test_reports_without_one_above_are_left_out_and_none_at_all_are_no_figure():
    table = made(3)
    table.loc[1, "likeness"] = np.nan
    assert sorted(rows_of(likeness_dots(table), "o")) == [0, 1]
    assert likeness_dots(table.assign(likeness=np.nan)) is None
    assert likeness_dots(table.head(0)) is None
    with pytest.raises(ValueError, match="likeness_low"):
        likeness_dots(table.drop(columns="likeness_low"))


def test_the_same_table_is_the_same_bytes(tmp_path):
    one, two = (save_figure(likeness_dots(made(4)), "x", folder=tmp_path / at) for at in "ab")
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
