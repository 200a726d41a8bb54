"""Bars: all of them in sight, with their intervals and their names."""

from itertools import pairwise

import pandas as pd
from matplotlib.colors import to_hex

from analysis.figures.bars import bar_panels, term_bars
from analysis.figures.style import BLUE, GREEN, ORANGE, style


def test_bars_are_not_cut_off(words):
    panels = pd.concat([words.head(3).assign(panel="a"), words.iloc[50:53].assign(panel="b")])
    figure = bar_panels(panels, panel="panel", value="n", label="n")
    for axes in figure.axes:
        assert axes.get_xlim()[1] >= words["n"].max()


def test_labels_do_not_collide(words):
    figure = term_bars(words.head(25), value="n", label="n")
    with style():
        figure.canvas.draw() if hasattr(figure.canvas, "renderer") else figure._repr_png_()
        boxes = [one.get_window_extent() for one in figure.axes[0].get_yticklabels()]
    boxes.sort(key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 0.5 for low, high in pairwise(boxes))


def test_bars_have_their_intervals_where_there_are_any(words):
    head = words.head(4).assign(low=[1.0, 2.0, None, None], high=[3.0, 900.0, None, None])
    axes = term_bars(head, value="n", label="n").axes[0]
    assert len([one for one in axes.collections[0].get_segments() if len(one)]) >= 2
    assert axes.get_xlim()[1] > 900


def test_the_first_row_is_on_top_and_each_bar_has_its_note():
    table = pd.DataFrame({"term": ["甲", "乙"], "n": [17.0, 8.0]})
    axes = term_bars(table, value="n", label="次", notes=["首", "次"], colour=GREEN).axes[0]
    assert [one.get_width() for one in axes.patches] == [17, 8]
    assert {to_hex(one.get_facecolor()).upper() for one in axes.patches} == {GREEN}
    assert [one.get_text() for one in axes.get_yticklabels()] == ["甲", "乙"]
    bottom, top = axes.get_ylim()
    assert top < 0 < 1 < bottom
    assert [(one.get_text(), one.xy) for one in axes.texts] == [("首", (17, 0)), ("次", (8, 1))]


def test_a_note_stands_beyond_the_interval():
    table = pd.DataFrame({"term": ["甲"], "n": [3.0], "low": [1.0], "high": [9.0]})
    [note] = term_bars(table, value="n", label="次", notes=["首"]).axes[0].texts
    assert note.xy == (9, 0)


def test_panels_stand_in_order_on_one_scale_with_their_own_colours():
    table = pd.DataFrame(
        {"part": list("bbad"), "term": ["甲", "乙", "丙", "丁"], "n": [4.0, 3.0, 9.0, 1.0]}
    )
    figure = bar_panels(
        table,
        panel="part",
        value="n",
        label="n",
        titles={"a": "首"},
        colours={"b": ORANGE},
        columns=2,
    )
    assert [axes.get_title("left") for axes in figure.axes] == ["b", "首", "d"]
    assert [[one.get_width() for one in axes.patches] for axes in figure.axes] == [[4, 3], [9], [1]]
    colours = [to_hex(axes.patches[0].get_facecolor()).upper() for axes in figure.axes]
    assert colours == [ORANGE, BLUE, BLUE]
    assert len({axes.get_xlim() for axes in figure.axes}) == 1
