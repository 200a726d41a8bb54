"""Targets of places less those of the level above, in their order."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

from analysis.figures.pressure_places import amplification_by_place
from analysis.figures.style import DOUBLE, SINGLE, save_figure
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TABLE = pd.DataFrame(
    {
        "place": ["丙县", "甲县", "乙县", "丁县", "全国"],
        "rate": [7.0, 6.0, 6.0, np.nan, 5.0],
        "target": [7.0, 5.5, 6.0, np.nan, 5.0],
        "target_high": [None, 6.5, None, None, None],
        "parent": ["深圳市", "深圳市", "深圳市", None, None],
        "parent_target": [6.0, 6.0, 6.0, np.nan, np.nan],
        "amplification": [1.0, 0.0, 0.0, np.nan, np.nan],
        "wording": ["hard", "soft", "point", "absent", "point"],
    }
)


def made(rows, lang="en"):
    at = np.arange(rows)
    name = "Longhua New District {}" if lang == "en" else "龙华新区{}"
    return pd.DataFrame(
        {
            "place": [name.format(one) for one in at],
            "rate": 6.0 + at % 5,
            "target": 6.0 + at % 5,
            "target_high": None,
            "parent": "新疆维吾尔自治区",
            "parent_target": 7.0,
            "amplification": at % 5 - 1.0,
            "wording": np.array(["hard", "soft", "point"])[at % 3],
        }
    )


def marks(figure):
    """The places of the marks in the panel, by row."""
    return {
        float(one.get_offsets()[0][1]): float(one.get_offsets()[0][0])
        for one in figure.axes[0].collections
        if isinstance(one, PathCollection)
    }


@crossed("lang, width, rows", ["en", "zh"], [SINGLE, DOUBLE], [1, 7, 40, 90])
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, rows):
    table = made(rows, lang)
    more = made(14, lang).assign(
        amplification=np.nan, rate=np.nan, target=np.nan, wording="absent", parent=None
    )
    table = pd.concat([table, more]) if rows > 7 else table
    figure = amplification_by_place(table, label="GDP, 2025", lang=lang, width=width)
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)


def test_the_largest_is_on_top_and_what_cannot_be_compared_comes_last():
    figure = amplification_by_place(TABLE, label="GDP, 2025", lang="zh")
    drawn = [(box.y0, word) for word, box, _ in words_drawn(figure)]
    names = [word for _, word in sorted(drawn, reverse=True) if word in set(TABLE["place"])]
    assert names == ["丙县", "乙县", "甲县", "丁县", "全国"]
    words = [word for _, word in drawn]
    assert words.count("6% 深圳市") == 3 and "5.5–6.5%" in words
    found = marks(figure)
    assert (found[0], found[1], found[2]) == (1, 0, 0)
    assert found[3] < 0 and 4 not in found  # no target: a cross; nothing above: no mark
    assert "未见目标值" in words


def test_of_many_places_the_ends_are_drawn_and_the_note_says_so():
    many = amplification_by_place(made(90), label="GDP")
    said = " ".join(word for word, *_ in words_drawn(many))
    assert "The first and last 20 of 90 places" in said and len(marks(many)) == 40
    absent = made(12).assign(amplification=np.nan, wording="absent")
    few = amplification_by_place(pd.concat([made(3), absent]), label="GDP")
    assert "10 of 12 places that cannot be compared" in " ".join(
        word for word, *_ in words_drawn(few)
    )
    assert len(marks(few)) == 13


def test_without_anything_to_compare_there_is_no_figure():
    assert amplification_by_place(TABLE.tail(2), label="x") is None
    with pytest.raises(ValueError, match="name_of"):
        amplification_by_place(TABLE, label="x", name="name_of")


def test_the_same_table_is_the_same_bytes(tmp_path):
    one, two = (
        save_figure(amplification_by_place(TABLE, label="x"), "x", folder=tmp_path / at)
        for at in "ab"
    )
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
