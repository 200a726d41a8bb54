"""Figures in both languages and widths; colours that all readers and printers tell apart."""

import io
import warnings
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from analysis import figures
from analysis.figures.captions import caption
from analysis.figures.clouds import comparison_cloud
from analysis.figures.style import SCREEN_DPI
from analysis.figures.text import cooccurrence_network, dispersion_plot
from analysis.figures.words import _SAID, area_names, in_language, says
from analysis.figures.years import area_heat_map, bump_chart, reuse_lines
from analysis.fonts.coverage import missing_characters
from corpus.schema import SPOKEN
from tests.analysis.figures.test_style import texts_of

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
    together = (figures.BLUE, figures.ORANGE, figures.GREEN)
    for one, other in [*combinations(together, 2), (figures.BLUE, figures.VERMILION)]:
        seen = [lab(np.array(BLIND[kind]) @ linear(each)) for each in (one, other)]
        assert np.linalg.norm(seen[0] - seen[1]) > 15, (one, other)


def test_colours_of_dots_are_told_apart_in_grey():
    """Vermilion is told from blue by its shape: a dash or a dot on a line."""
    for one, other in combinations((figures.BLUE, figures.ORANGE, figures.GREEN), 2):
        assert abs(lab(linear(one))[0] - lab(linear(other))[0]) > 10, (one, other)


def test_parts_beside_each_other_are_told_apart_in_grey():
    shades = [lab(linear(colour))[0] for colour in figures.PART_COLOURS.values()]
    assert all(abs(a - b) > 5 for a, b in pairwise(shades[1:]))


def drawn(district, lang: str, width: float) -> dict:
    mentions = in_language(district["mentions"], lang, columns=["term"])
    speech = district["paragraphs"]
    speech = speech[speech["orientation"].isin(SPOKEN)]
    names = area_names(lang)
    rows = [
        (year, names[code], (year * code) % 7 + 1.0)
        for year in (2016, 2017, 2019)
        for code in (1, 3, 6, 7)
    ]
    years = pd.DataFrame(rows, columns=["unit", "name", "share"])
    sides = pd.DataFrame(
        {"term": ["创新", "企业", "民生"], "n_target": [9, 2, 1], "n_reference": [1, 2, 9]}
    )
    reused = pd.DataFrame(
        {"source_sentence_id": [1, 5], "sentence_id": [2, 9], "overlap": [0.7, 1.0]}
    )
    first = mentions["term"].value_counts().sort_index().nlargest(5).index.tolist()
    return {
        "dispersion": dispersion_plot(mentions, speech, first, lang=lang, width=width),
        "network": cooccurrence_network(mentions, top=12, lang=lang, width=width),
        "cloud": comparison_cloud(
            sides,
            target=says("plan_next_year", lang),
            reference=says("problems", lang),
            width=width,
        ),
        "heat": area_heat_map(years, lang=lang, width=width),
        "bump": bump_chart(years, top=3, lang=lang, width=width),
        "reuse": reuse_lines(reused, source="2017", target="2018", lang=lang, width=width),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [figures.SINGLE, figures.DOUBLE])
def test_figures_are_drawn_in_both_languages_and_widths(district, lang, width):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, figure in drawn(district, lang, width).items():
            picture = Image.open(io.BytesIO(figure._repr_png_()))
            assert picture.width == pytest.approx(width / 25.4 * SCREEN_DPI, abs=2), name
            assert missing_characters("".join(texts_of(figure))) == [], name


def test_chinese_is_spoken_where_it_is_asked_for(district):
    for name, figure in drawn(district, "zh", figures.DOUBLE).items():
        words = "".join(texts_of(figure)).replace("95%", "")
        assert name == "cloud" or any("\u4e00" <= one <= "\u9fff" for one in words), name
        assert not {"year of the report", "rank (1: most)", "% of the sentences"} & texts_of(figure)


def test_every_word_is_there_in_both_languages():
    for key, (english, chinese) in _SAID.items():
        assert english and chinese
        values = {"reference", "target", "mark", "share", "n", "report"}
        filled = [says(key, one, **dict.fromkeys(values, "x")) for one in ("en", "zh")]
        assert all("{" not in one for one in filled)


def test_pictures_for_print_have_600_dots_an_inch(district, tmp_path):
    figure = drawn(district, "en", figures.SINGLE)["bump"]
    *_, png = figures.save_figure(figure, "x", folder=tmp_path)
    picture = Image.open(png)
    assert picture.width == pytest.approx(85 / 25.4 * 600, abs=2)
    assert round(picture.info["dpi"][0]) == 600


def test_the_same_rows_are_the_same_network(district, shuffled):
    a, b = (
        cooccurrence_network(rows, top=10)
        for rows in (district["mentions"], shuffled(district["mentions"]))
    )
    assert a._repr_png_() == b._repr_png_()


def test_too_few_terms_are_refused(district):
    with pytest.raises(ValueError, match=r"^2 terms make no network"):
        cooccurrence_network(district["mentions"], top=2)
    with pytest.raises(ValueError, match=r"^no term is named"):
        dispersion_plot(district["mentions"], district["paragraphs"], [])


def test_a_caption_says_what_was_counted(tmp_path):
    table = pd.DataFrame({"n": [1000, 234], "low": [1.0, None], "high": [2.0, None]})
    said = caption(table, what="Areas", counted="mention", out_of="words")
    assert said == (
        "Areas. Counted: mentions of policy terms by longest match (n = 1,234 in 2 rows), out of "
        "words without punctuation and numbers. Lines: 95% intervals with the paragraph as the "
        "unit that varies. 1 rows stand in too few paragraphs for an interval."
    )
    chinese = caption(table, what="领域", counted="sentence", out_of="sentences", lang="zh")
    assert chinese.startswith("领域。计数：按主要政策领域编码的句子，共 1,234，2 行")
    with pytest.raises(ValueError, match=r"^'letters' is not counted"):
        caption(table, what="x", counted="letters", out_of="words")
