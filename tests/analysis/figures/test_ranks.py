"""Ranks: by hand, in colour for four, with every line named."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.ranks import bump_chart
from analysis.figures.style import CONTEXT, FOURTH, OTHER, OWN, THIRD, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

SHARES = {
    "2016–20": {"a": 5, "b": 5, "c": 3, "d": 2, "e": 1, "f": 0.5},
    "2021–25": {"f": 9, "e": 8, "c": 7, "d": 6, "b": 5, "a": 4},
}


def table(shares=SHARES):
    rows = [(unit, name, share) for unit, own in shares.items() for name, share in own.items()]
    return pd.DataFrame(rows, columns=["unit", "name", "share"])


def ends(figure, colour):
    return [
        one.get_ydata()[[0, -1]].tolist()
        for one in figure.axes[0].lines
        if len(one.get_xdata()) > 2 and to_hex(one.get_color()) == colour.lower()
    ]


def test_those_whose_rank_changes_most_are_in_colour():
    figure = bump_chart(table())
    found = {colour: ends(figure, colour) for colour in (OWN, OTHER, THIRD, FOURTH)}
    # a: 1 to 6, f: 6 to 1, b: 2 to 5, e: 5 to 2; ties by name.
    assert found == {OWN: [[1, 6]], OTHER: [[6, 1]], THIRD: [[2, 5]], FOURTH: [[5, 2]]}
    assert ends(figure, CONTEXT) == [[3, 3], [4, 4]]


def test_every_line_is_named_at_both_ends():
    texts = [one.get_text() for one, _ in texts_drawn(bump_chart(table()))]
    assert [f"{rank}  {one}" for rank, one in enumerate("fecdba", 1)] == sorted(
        one for one in texts if one[0].isdigit() and one[-1].isalpha()
    )
    assert {"a  1", "b  2", "c  3", "d  4", "e  5", "f  6"} <= set(texts)


def test_only_so_many_ranks_are_shown():
    figure = bump_chart(table(), top=3)
    assert figure.axes[0].get_ylim() == (3.5, 0.5)
    assert not any(one.get_text().startswith("4") for one, _ in texts_drawn(figure))


def test_ranges_are_drawn_where_the_table_has_them():
    ranked = table().assign(rank=[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    ranked = ranked.assign(rank_low=ranked["rank"] - 1, rank_high=ranked["rank"] + 2)
    ranked.loc[ranked["name"] == "b", ["rank_low", "rank_high"]] = np.nan
    figure = bump_chart(ranked, focus=["a", "b"])
    bars = [
        one
        for group in figure.axes[0].collections
        if hasattr(group, "get_segments")
        for one in group.get_segments()
        if len(one)
    ]
    assert sorted(one[:, 1].tolist() for one in bars) == [[-0.15, 3.15], [4.85, 8.15]]
    assert "95%" in " ".join(one.get_text() for one, _ in texts_drawn(figure))
    assert "95%" not in " ".join(one.get_text() for one, _ in texts_drawn(bump_chart(table())))


def test_a_line_breaks_where_an_item_is_missing():
    shares = {2016: {"a": 2, "b": 1}, 2017: {"b": 1}, 2018: {"a": 2, "b": 1}}
    figure = bump_chart(table(shares), focus=["a"])
    [line] = [one for one in figure.axes[0].lines if to_hex(one.get_color()) == OWN.lower()]
    assert np.isnan(line.get_ydata()[10:30]).all()


def test_what_is_not_there_cannot_be_in_colour():
    with pytest.raises(ValueError, match="1 of them unknown"):
        bump_chart(table(), focus=["x"])
    with pytest.raises(ValueError, match="up to four"):
        bump_chart(table(), focus=list("abcde"))


@crossed("lang, width, n", ["en", "zh"], [85, 175], [2, 6, 26])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    rng = np.random.default_rng(5)
    name = {"en": "Housing and community development", "zh": "党的领导与意识形态"}[lang]
    names = [name, *(f"{name[:6]}{at}" for at in range(20))]
    every = {2001 + at: dict(zip(names, rng.uniform(0, 20, 21), strict=True)) for at in range(n)}
    check_page(bump_chart(table(every), lang=lang, width=width))


def test_one_unit_is_nothing_to_compare():
    assert bump_chart(table().query("unit == '2016–20'")) is None


def test_it_is_the_same_twice(tmp_path):
    one, two = (save_figure(bump_chart(table()), "x", folder=tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
