"""Word clouds: where words stand, how large they are, and in which colour."""

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from analysis.figures.clouds import word_cloud
from analysis.figures.style import DOUBLE, NATION, OTHER_TEXT, OWN, SINGLE
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed


def test_words_of_a_cloud_do_not_overlap(words):
    figure = word_cloud(words.head(80).set_index("term")["n"].to_dict())
    whole, apart = inked(figure), 0
    for text in figure.axes[0].texts:
        for other in figure.axes[0].texts:
            other.set_visible(other is text)
        apart += inked(figure)
    assert 0 < whole <= apart <= 1.02 * whole


def inked(figure):
    """How many dots of a figure are not white."""
    picture = Image.open(io.BytesIO(figure._repr_png_())).convert("RGB")
    return int((np.asarray(picture) < 255).any(axis=2).sum())


def test_the_heavier_a_word_the_larger_it_is_by_the_square_root():
    weights = {f"词{number}": float(100 - 9 * number) for number in range(9)}
    texts = {one.get_text(): one for one in word_cloud(weights).axes[0].texts}
    assert set(texts) == set(weights)
    sizes = [texts[word].get_fontsize() for word in weights]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[8] / sizes[0] == pytest.approx((28 / 100) ** 0.5)
    assert {one.get_color() for one in texts.values()} == {OWN}


def test_words_are_coloured_by_the_ratio_that_is_given():
    ratios = {"甲": 2.0, "乙": 0.5, "丙": 1.9, "丁": 0.51, "戊": float("nan"), "己": float("inf")}
    figure = word_cloud(
        dict.fromkeys([*ratios, "庚"], 3.0), colour_by=ratios, ends=("more here", "more there")
    )
    colours = {one.get_text(): one.get_color() for one in figure.axes[0].texts}
    assert colours == {
        "more here (2× or more)": OWN,
        "more there (2× or more)": OTHER_TEXT,
        "less than 2× apart, or not compared": NATION,
        "甲": OWN,
        "乙": OTHER_TEXT,
        **dict.fromkeys("丙丁戊庚", NATION),
        "己": OWN,
    }


@crossed("size, words_there", [(SINGLE, 60), (DOUBLE, 95)], [1, 40, 400])
def test_no_word_lies_in_the_box_of_another_or_off_the_page(size, words_there):
    weights = {
        f"词{place}语" if place % 3 else f"口{place}": 400.0 / (place + 1)
        for place in range(words_there)
    }
    width, height = size
    figure = word_cloud(weights, colour_by={}, ends=("more", "less"), width=width, height=height)
    check_page(figure)
    boxes = [box for text, box, _ in words_drawn(figure) if text in weights]
    for one, other in combinations(boxes, 2):
        assert not (
            one.x0 < other.x1 - 1
            and other.x0 < one.x1 - 1
            and one.y0 < other.y1 - 3
            and other.y0 < one.y1 - 3
        )
    drawn = {text for text, *_ in words_drawn(figure)} & set(weights)
    assert len(drawn) == words_there or (words_there == 400 and "口0" in drawn)


def test_words_without_weight_are_not_drawn():
    assert not word_cloud({"甲": 0.0}).axes[0].texts and not word_cloud({}).axes[0].texts


def test_the_same_weights_in_another_order_are_the_same_cloud():
    weights = {"创新": 9.0, "改革": 5.0, "民生": 2.0}
    other = dict(reversed(weights.items()))
    assert word_cloud(weights)._repr_png_() == word_cloud(other)._repr_png_()
