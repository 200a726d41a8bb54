"""The style of all figures: colours that all readers tell apart, and files of the same bytes."""

import io
import warnings
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pypdfium2
import pytest
from matplotlib import font_manager
from matplotlib.colors import to_rgb
from PIL import Image

from analysis.figures.clouds import word_cloud
from analysis.figures.comparison import interval_dots
from analysis.figures.likeness import likeness_dots
from analysis.figures.over_years import year_lines
from analysis.figures.parts import part_strip
from analysis.figures.scales import Axis
from analysis.figures.specifications import specification_curve
from analysis.figures.style import (
    FOURTH,
    OTHER,
    OWN,
    PART_COLOURS,
    PRINT_DPI,
    SINGLE,
    THIRD,
    new_figure,
    save_figure,
    style,
)
from analysis.fonts.coverage import FONT_NAME, missing_characters
from corpus.errors import Refusal
from tests.analysis.figures.conftest import texts_of


@pytest.fixture
def for_print(coarse, monkeypatch):
    """Pictures are saved as they are for print."""
    monkeypatch.setattr("analysis.figures.style.PRINT_DPI", PRINT_DPI)


def drawings(district, words):
    """One of each kind, on the district report."""
    dots = pd.DataFrame(
        {
            "name": ["经济", "文化"] * 2,
            "unit": ["plan", "plan", "review", "review"],
            "per_thousand": [3.0, 0.0, 2.0, 1.0],
            "low": [2.0, None, None, 0.5],
            "high": [4.0, None, None, 1.5],
        }
    )
    spoken = district["paragraphs"][district["paragraphs"]["orientation"].isin(PART_COLOURS)]
    both = {"plan": OWN, "review": OTHER}
    years = pd.DataFrame({"report_year": [2016, 2017, 2019], "jsd": [0.2, 0.3, 0.25]})
    likeness = pd.DataFrame(
        {
            "label": ["沙河口，2018"],
            "report_year": [2018],
            "likeness": [0.6],
            "likeness_low": [0.5],
            "likeness_high": [0.7],
            "likeness_by_chance": [0.4],
            "likeness_to_region": ["大连市"],
        }
    )
    return {
        "part_strip": part_strip(spoken),
        "word_cloud": word_cloud(words.head(60).set_index("term")["n"].to_dict()),
        "interval_dots": interval_dots(
            dots,
            name="name",
            axis=Axis("per_thousand", "x"),
            group="unit",
            groups={one: (one, colour) for one, colour in both.items()},
        ),
        "year_lines": year_lines(years, axis=Axis("jsd", ""), place="“沙河口”"),
        "likeness_dots": likeness_dots(likeness, lang="zh"),
        "specification_curve": specification_curve(
            pd.DataFrame({"how": ["词", "字"], "share": [1.0, 2.0], "default": [True, False]}),
            choices=["how"],
            axis=Axis("share", "份额"),
        ),
    }


def test_every_figure_is_drawn_without_a_missing_glyph(district, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, figure in drawings(district, words).items():
            picture = Image.open(io.BytesIO(figure._repr_png_()))
            assert picture.width > 300, name
            assert missing_characters("".join(texts_of(figure))) == [], name


def test_a_figure_is_three_files_and_the_same_bytes_twice(district, words, tmp_path):
    for time in ("one", "two"):
        drawn = drawings(district, words)
        for name, figure in drawn.items():
            save_figure(figure, name, folder=tmp_path / time)
    first = sorted((tmp_path / "one").iterdir())
    assert len(first) == 3 * len(drawn)
    for path in first:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_the_pdf_says_its_chinese_as_text(words, tmp_path):
    figure = word_cloud(words.head(5).set_index("term")["n"].to_dict())
    pdf, svg, _ = save_figure(figure, "cloud", folder=tmp_path)
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for term in words["term"].head(5):
        assert term in page
    assert ET.parse(svg).getroot().tag.endswith("svg")


def test_the_pdf_has_its_font_once(words, tmp_path):
    cloud = words.head(5).set_index("term")["n"].to_dict() | {"GDP": 3}
    pdf, *_ = save_figure(word_cloud(cloud), "cloud", folder=tmp_path)
    assert pdf.read_bytes().count(b"/FontFile2") == 1


def test_the_style_ends_with_the_block():
    before = dict(mpl.rcParams)
    with style():
        assert mpl.rcParams["font.family"] == [FONT_NAME]
    assert dict(mpl.rcParams) == before


# Machado, Oliveira and Fernandes (2009), at full severity, on linear light.
BLIND = {
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = (np.array(to_xyz) @ np.clip(light, 0, 1)) / [0.9505, 1, 1.089]
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", BLIND)
def test_colours_of_one_figure_are_told_apart_by_colour_blind_readers(kind):
    """The fourth is a line's colour only, and lines are labelled."""
    for one, other in [*combinations((OWN, OTHER, THIRD), 2), (OTHER, FOURTH), (THIRD, FOURTH)]:
        seen = [lab(np.array(BLIND[kind]) @ linear(each)) for each in (one, other)]
        assert np.linalg.norm(seen[0] - seen[1]) > 15, (one, other)


def test_colours_of_dots_are_told_apart_in_grey():
    for one, other in combinations((OWN, OTHER, THIRD), 2):
        assert abs(lab(linear(one))[0] - lab(linear(other))[0]) > 10, (one, other)


def test_parts_beside_each_other_are_told_apart_in_grey():
    shades = [lab(linear(colour))[0] for colour in PART_COLOURS.values()]
    assert all(abs(a - b) > 5 for a, b in pairwise(shades[1:]))


def test_pictures_for_print_have_600_dots_an_inch(words, tmp_path, for_print):
    figure = word_cloud(words.head(5).set_index("term")["n"].to_dict(), width=SINGLE, height=40)
    *_, png = save_figure(figure, "x", folder=tmp_path)
    with Image.open(png) as picture:
        assert picture.width == pytest.approx(85 / 25.4 * 600, abs=2)
        assert round(picture.info["dpi"][0]) == 600


def test_fonts_are_looked_for_as_usual_once_a_figure_is_saved(tmp_path):
    usual = font_manager.fontManager.findfont
    figure = new_figure(SINGLE, 60)
    assert save_figure(figure, "empty", folder=tmp_path) and figure._repr_png_()
    assert font_manager.fontManager.findfont == usual
    with pytest.raises(Refusal, match="cannot be saved"):
        save_figure(figure, "empty", folder=tmp_path / "empty.pdf")
    assert font_manager.fontManager.findfont == usual


def test_a_figure_that_was_saved_is_shown_as_it_now_is(tmp_path):
    figure = new_figure(SINGLE, 60)
    save_figure(figure, "blank", folder=tmp_path)
    blank = figure._repr_png_()
    assert blank == figure._repr_png_() == figure.saved_picture
    for draw in (
        lambda: figure.text(0.5, 0.5, "A"),
        lambda: figure.texts[0].set_color("red"),
        lambda: figure.add_subplot().plot([1, 2]),
        lambda: figure.axes[0].lines[0].set_linewidth(9),
        lambda: figure.set_size_inches(2, 1),
    ):
        save_figure(figure, "drawn", folder=tmp_path)
        before = figure._repr_png_()
        draw()
        assert figure._repr_png_() != before
        assert figure._repr_png_() != before
