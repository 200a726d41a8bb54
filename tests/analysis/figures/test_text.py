"""Figures of one text: its parts, where terms stand in it, which stand together."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures.text import cooccurrence_network


def test_the_same_rows_are_the_same_network(district, shuffled):
    a, b = (
        cooccurrence_network(rows, top=10)
        for rows in (district["mentions"], shuffled(district["mentions"]))
    )
    assert a._repr_png_() == b._repr_png_()


def test_too_few_terms_are_refused(district):
    with pytest.raises(ValueError, match=r"^rows: a network needs at least 3 terms \(2 found\)"):
        cooccurrence_network(district["mentions"], top=2)


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
