"""Positions as dots: from the highest, with their intervals and what they go with."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures import scale_dots
from analysis.figures.style import DOUBLE, OWN, SINGLE, save_figure
from analysis.figures.words import says
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

FOUND = pd.DataFrame(
    {
        "variable": ["year", "length"],
        "r": [0.98, -0.123],
        "units": [25, 24],
        "warning": ["position in time", ""],
    }
)


def made(rows, lang="zh"):
    at = np.arange(rows)
    position = np.round(1.5 * np.sin(1 + 2.4 * at), 3)
    name = "新疆维吾尔自治区{}年" if lang == "zh" else "Xinjiang Production, {}"
    return pd.DataFrame(
        {
            "unit": [name.format(2000 + one) for one in at],
            "position": position,
            "low": position - 0.2,
            "high": position + 0.3,
        }
    )


def dots(figure):
    found = [one for one in figure.axes[0].lines if one.get_marker() == "o"]
    found.sort(key=lambda one: float(np.ravel(one.get_ydata())[0]))
    return [(float(np.ravel(one.get_xdata())[0]), one.get_markerfacecolor()) for one in found]


def said(figure):
    return " ".join(word for word, *_ in words_drawn(figure))


@crossed("lang, width, rows", ["en", "zh"], [SINGLE, DOUBLE], [1, 2, 25, 60])
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, rows):
    ends = ("计划、统购统销、调拨、指标、任务", "市场、民营经济、社会资本、放开、竞争")
    figure = scale_dots(made(rows, lang), against=FOUND, ends=ends, lang=lang, width=width)
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)
    assert len(dots(figure)) == min(rows, 40)


def test_rows_go_from_the_highest_with_their_intervals():
    table = made(5)
    figure = scale_dots(table)
    order = table.sort_values("position", ascending=False)
    assert [one for one, _ in dots(figure)] == order["position"].tolist()
    assert {face for _, face in dots(figure)} == {OWN}
    lines = [
        one
        for one in figure.axes[0].lines
        if one.get_marker() != "o"
        and len(np.ravel(one.get_xdata())) == 2
        and np.ptp(one.get_xdata()) > 0
    ]
    assert [list(one.get_xdata()) for one in lines] == order[["low", "high"]].to_numpy().tolist()
    names = [(box.y0, word) for word, box, _ in words_drawn(figure) if word.startswith("新疆")]
    assert [word for _, word in sorted(names, reverse=True)] == order["unit"].tolist()


def test_the_note_says_what_positions_go_with():
    english, chinese = (said(scale_dots(made(3), against=FOUND, lang=one)) for one in ("en", "zh"))
    assert (
        "Correlation with the report year: 0.98 (n = 25), so that this is a position in time"
        in (english)
    )
    assert "Correlation with log words: −0.12 (n = 24)" in english and "length" not in english
    assert "与报告年度的相关系数：0.98（n = 25），所测主要是时间。" in chinese
    assert "Correlation" not in said(scale_dots(made(3)))
    assert "Correlation" not in said(scale_dots(made(3), against=FOUND.assign(r=np.nan)))


def test_the_note_says_what_the_intervals_take_for_independent():
    assert says("scale_words", "en") in said(scale_dots(made(3)))
    for cluster in ("section", "paragraph"):
        words = said(scale_dots(made(3).assign(cluster=cluster)))
        assert f"clustered by {cluster}" in words and "too short" not in words


def test_a_dot_without_an_interval_is_hollow():
    table = made(3)
    table.loc[table["position"].idxmax(), ["low", "high"]] = np.nan
    figure = scale_dots(table)
    assert [face for _, face in dots(figure)] == ["white", OWN, OWN] and "Hollow" in said(figure)


def test_of_too_many_the_ends_are_drawn_and_the_note_says_so():
    table = made(9)
    figure = scale_dots(table, top=4)
    order = table["position"].sort_values(ascending=False).tolist()
    assert [one for one, _ in dots(figure)] == order[:2] + order[-2:]
    assert says("scale_shown", "en", top=2, n=9) in said(figure)
    assert "first and last" not in said(scale_dots(table, top=9))


def test_scores_are_drawn_too_and_nothing_is_no_figure():
    table = made(3).rename(columns={"position": "score", "unit": "place"})
    assert len(dots(scale_dots(table, label="place"))) == 3
    assert scale_dots(made(3).assign(position=np.nan)) is None
    with pytest.raises(ValueError, match="low"):
        scale_dots(made(3).drop(columns="low"))


def test_the_same_table_is_the_same_bytes(tmp_path):
    one, two = (save_figure(scale_dots(made(4)), "x", folder=tmp_path / at) for at in "ab")
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
