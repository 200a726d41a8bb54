"""The PNG of a figure: the same picture as matplotlib's own."""

import io

import numpy as np
import pytest
from PIL import Image

from analysis.figures.png import encoded, pixels_of, pixels_of_pdf, reduced, shown
from analysis.figures.style import SINGLE, new_figure, style


@pytest.fixture
def figure():
    with style():
        drawn = new_figure(SINGLE, 61.3)  # no whole number of dots
        axes = drawn.add_subplot()
        axes.plot([1, 3, 2], color="#0B5394", alpha=0.5)
        axes.set_title("沙河口")
    return drawn


@pytest.mark.parametrize("dpi", [110, 600, 601])
def test_the_picture_is_that_of_matplotlib(figure, dpi):
    usual = io.BytesIO()
    with style():
        figure.savefig(usual, format="png", dpi=dpi)
        found = encoded(pixels_of(figure, dpi), dpi)
    ours, theirs = Image.open(io.BytesIO(found)), Image.open(usual)
    assert ours.mode == "RGB" and ours.size == theirs.size
    assert ours.info["dpi"] == pytest.approx(theirs.info["dpi"], abs=0.02)
    np.testing.assert_array_equal(np.asarray(ours), np.asarray(theirs)[:, :, :3])


@pytest.mark.parametrize("dpi", [400, 600])
def test_a_pdf_is_drawn_as_matplotlib_draws_the_figure(figure, dpi, tmp_path):
    with style():
        figure.savefig(tmp_path / "figure.pdf")
        theirs = pixels_of(figure, dpi)[:, :, :3].astype(float)
    ours = pixels_of_pdf(tmp_path / "figure.pdf", dpi)
    height, width = theirs.shape[:2]
    assert {0, 1} >= {ours.shape[0] - height, ours.shape[1] - width}  # a part of a dot is one
    apart = np.abs(ours[:height, :width, :3] - theirs)
    assert apart.mean() < 2 and np.asarray(ours).min() < 100  # a blank page is 7 away
    picture = Image.open(io.BytesIO(shown(ours, dpi)))
    np.testing.assert_array_equal(np.asarray(picture), ours[:, :, :3])
    assert picture.mode == "RGB" and round(picture.info["dpi"][0]) == dpi


def test_fewer_dots_show_the_same_picture(figure):
    usual = io.BytesIO()
    with style():
        figure.savefig(usual, format="png", dpi=110)
        found = reduced(pixels_of(figure, 600), tuple(figure.get_size_inches()), 110)
    ours, theirs = (Image.open(one).convert("L") for one in (io.BytesIO(found), usual))
    assert ours.size == theirs.size
    apart = np.abs(np.asarray(ours, float) - np.asarray(theirs, float))
    assert apart.mean() < 3 and np.asarray(ours).min() < 100  # a blank page is 7 away


def test_any_pixels_come_back():
    rng = np.random.default_rng(1)
    for shape in ((1, 1, 3), (5, 2, 3), (2, 700, 3)):
        pixels = rng.integers(0, 256, shape, dtype=np.uint8)
        picture = Image.open(io.BytesIO(encoded(pixels, 300)))
        picture.load()  # checks the sums of the chunks
        np.testing.assert_array_equal(np.asarray(picture), pixels)
        opaque = np.dstack([pixels, np.full(shape[:2], 255, np.uint8)])
        assert encoded(opaque, 300) == encoded(pixels, 300)


def test_dots_are_means_of_those_they_take_the_place_of():
    rng = np.random.default_rng(2)
    pixels = rng.integers(0, 256, (40, 60, 4), dtype=np.uint8)
    picture = Image.open(io.BytesIO(reduced(pixels, (0.3, 0.2), 100)))
    means = pixels.reshape(20, 2, 30, 2, 4).mean(axis=(1, 3))[:, :, :3]
    assert picture.mode == "RGB" and np.abs(np.asarray(picture) - means).max() <= 1
