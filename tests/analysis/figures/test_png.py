"""The PNG of a figure: the same picture as matplotlib's own."""

import io

import numpy as np
import pytest
from PIL import Image

from analysis.figures.png import encoded, pixels_of_pdf, shown
from analysis.figures.style import SINGLE, new_figure, style


@pytest.fixture
def figure():
    with style():
        drawn = new_figure(SINGLE, 61.3)  # no whole number of dots
        axes = drawn.add_subplot()
        axes.plot([1, 3, 2], color="#0B5394", alpha=0.5)
        axes.set_title("沙河口")
    return drawn


@pytest.mark.parametrize("dpi", [400, 600])
def test_a_pdf_is_drawn_as_matplotlib_draws_the_figure(figure, dpi, tmp_path):
    with style():
        figure.savefig(tmp_path / "figure.pdf")
        figure.savefig(tmp_path / "figure.png", dpi=dpi)
    theirs = np.asarray(Image.open(tmp_path / "figure.png").convert("RGB"), dtype=float)
    ours = pixels_of_pdf(tmp_path / "figure.pdf", dpi)
    height, width = theirs.shape[:2]
    assert {0, 1} >= {ours.shape[0] - height, ours.shape[1] - width}  # a part of a dot is one
    apart = np.abs(ours[:height, :width, :3] - theirs)
    assert apart.mean() < 2 and np.asarray(ours).min() < 100  # a blank page is 7 away
    picture = Image.open(io.BytesIO(shown(ours, dpi)))
    np.testing.assert_array_equal(np.asarray(picture), ours[:, :, :3])
    assert picture.mode == "RGB" and round(picture.info["dpi"][0]) == dpi


def test_any_pixels_come_back():
    rng = np.random.default_rng(1)
    for shape in ((1, 1, 3), (5, 2, 3), (2, 700, 3)):
        pixels = rng.integers(0, 256, shape, dtype=np.uint8)
        picture = Image.open(io.BytesIO(encoded(pixels, 300)))
        picture.load()  # checks the sums of the chunks
        np.testing.assert_array_equal(np.asarray(picture), pixels)
        opaque = np.dstack([pixels, np.full(shape[:2], 255, np.uint8)])
        assert encoded(opaque, 300) == encoded(pixels, 300)


def test_a_page_is_drawn_on_white_whatever_was_in_its_memory(figure, tmp_path, monkeypatch):
    figure.savefig(tmp_path / "figure.pdf")
    usual = pixels_of_pdf(tmp_path / "figure.pdf", 100)
    filled = np.full
    monkeypatch.setattr(np, "empty", lambda size, kind: filled(size, 77, kind))
    np.testing.assert_array_equal(pixels_of_pdf(tmp_path / "figure.pdf", 100), usual)


def test_the_memory_of_a_page_is_not_set_to_0_before(figure, tmp_path, monkeypatch):
    taken: list[int] = []
    unset = np.empty
    figure.savefig(tmp_path / "figure.pdf")
    monkeypatch.setattr(np, "empty", lambda size, kind: taken.append(size) or unset(size, kind))
    pixels = pixels_of_pdf(tmp_path / "figure.pdf", 100)
    assert taken == [pixels.size]
