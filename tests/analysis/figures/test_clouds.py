"""Word clouds: where words stand, how large they are, and in which colour."""

import io

import pandas as pd
from PIL import Image

from analysis.figures.clouds import comparison_cloud, word_cloud
from analysis.figures.style import BLUE, GREEN, GREY, ORANGE


def test_words_of_a_cloud_do_not_overlap(words):
    figure = word_cloud(words.head(80).set_index("term")["n"].to_dict())
    picture = Image.open(io.BytesIO(figure._repr_png_())).convert("RGB")
    whole = sum(pixel != (255, 255, 255) for pixel in picture.get_flattened_data())
    apart = 0
    for text in figure.axes[0].texts:
        for other in figure.axes[0].texts:
            other.set_visible(other is text)
        alone = Image.open(io.BytesIO(figure._repr_png_())).convert("L")
        apart += sum(value < 255 for value in alone.get_flattened_data())
        if apart > 1.1 * whole:
            break
    assert apart <= 1.02 * whole


def test_the_heavier_a_word_the_larger_it_is_and_thirds_have_their_colours():
    weights = {f"词{number}": float(100 - 9 * number) for number in range(9)}
    texts = {one.get_text(): one for one in word_cloud(weights).axes[0].texts}
    assert set(texts) == set(weights)
    sizes = [texts[word].get_fontsize() for word in weights]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]
    colours = [texts[word].get_color() for word in weights]
    assert colours == [BLUE] * 3 + [GREEN] * 3 + [GREY] * 3


def test_the_same_weights_in_another_order_are_the_same_cloud():
    weights = {"创新": 9.0, "改革": 5.0, "民生": 2.0}
    other = dict(reversed(weights.items()))
    assert word_cloud(weights)._repr_png_() == word_cloud(other)._repr_png_()


def test_each_side_has_the_terms_of_which_its_share_is_larger():
    """甲 has 6/10 and 5/20, 乙 2/10 and 5/20, 丙 2/10 and 4/20: equal, and so on neither side."""
    table = pd.DataFrame(
        {
            "term": ["甲", "乙", "丙", "丁"],
            "n_target": [6, 2, 2, 0],
            "n_reference": [5, 5, 4, 6],
        }
    )
    figure = comparison_cloud(table, target="部署", reference="回顾")
    found = [{one.get_text(): one.get_color() for one in axes.texts} for axes in figure.axes]
    assert found == [{"甲": ORANGE}, {"丁": BLUE, "乙": BLUE}]
    large, small = (
        one.get_fontsize() for one in sorted(figure.axes[1].texts, key=lambda one: one.get_text())
    )
    assert large > small
    few = comparison_cloud(table, target="部署", reference="回顾", top=1)
    assert [[one.get_text() for one in axes.texts] for axes in few.axes] == [["甲"], ["丁"]]


def test_a_side_that_says_nothing_more_is_empty():
    table = pd.DataFrame({"term": ["甲"], "n_target": [3], "n_reference": [3]})
    figure = comparison_cloud(table, target="部署", reference="回顾")
    assert [list(axes.texts) for axes in figure.axes] == [[], []]
