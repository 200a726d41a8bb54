"""Figures of one text: its parts, where terms stand in it, which stand together."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.style import PART_COLOURS
from analysis.figures.text import cooccurrence_network, dispersion_plot


def test_the_same_rows_are_the_same_network(district, shuffled):
    a, b = (
        cooccurrence_network(rows, top=10)
        for rows in (district["mentions"], shuffled(district["mentions"]))
    )
    assert a._repr_png_() == b._repr_png_()


def test_too_few_terms_are_refused(district):
    with pytest.raises(ValueError, match=r"^rows: a network needs at least 3 terms \(2 found\)"):
        cooccurrence_network(district["mentions"], top=2)
    with pytest.raises(ValueError, match=r"^terms: the list is empty"):
        dispersion_plot(district["mentions"], district["paragraphs"], [])


def test_a_stroke_stands_where_a_term_does_and_the_parts_lie_below():
    """The speech begins at 100; 甲 stands at its first character and at 150, 乙 nowhere."""
    rows = pd.DataFrame({"start": [100, 150, 160], "term": ["甲", "甲", "丙"]})
    paragraphs = pd.DataFrame(
        {"start": [100, 140], "end": [140, 200], "orientation": ["opening", "plan_next_year"]}
    )
    axes = dispersion_plot(rows, paragraphs, ["甲", "乙"]).axes[0]
    strokes = [[float(one[0][0]) for one in each.get_segments()] for each in axes.collections]
    assert strokes == [[0, 50], []]
    assert [one.get_text().split() for one in axes.get_yticklabels()] == [["甲", "2"], ["乙", "0"]]
    parts = [(one.get_x(), one.get_width(), to_hex(one.get_facecolor())) for one in axes.patches]
    first, second = (PART_COLOURS[one].lower() for one in paragraphs["orientation"])
    assert parts == [(0, 40, first), (40, 60, second)]
    assert axes.get_xlim() == (0, 100)


def test_three_terms_are_as_far_apart_as_their_paragraphs_differ():
    """Jaccard: 甲 and 乙 share 2 of 3 paragraphs, 甲 and 丙 1 of 4, 乙 and 丙 1 of 3."""
    paragraphs = {1: "甲乙丙", 2: "甲乙甲", 3: "甲", 4: "丙"}
    rows = [("r", number, term) for number, terms in paragraphs.items() for term in terms]
    table = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term"])
    figure = cooccurrence_network(table, min_together=2)
    axes = figure.axes[0]
    places = axes.collections[0].get_offsets()  # 甲, then 丙 and 乙 by their code points
    assert list("甲丙乙") == [one.get_text() for one in axes.texts if one.get_text()]
    apart = [np.linalg.norm(places[a] - places[b]) for a, b in ((0, 1), (0, 2), (1, 2))]
    assert apart == pytest.approx([1 - 1 / 4, 1 - 2 / 3, 1 - 1 / 3], abs=1e-6)
    [line] = axes.lines
    assert line.get_xydata().tolist() == [places[0].tolist(), places[2].tolist()]
    assert len(cooccurrence_network(table, min_together=1).axes[0].lines) == 3
