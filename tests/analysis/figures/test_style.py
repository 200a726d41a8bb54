import io
import warnings
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pypdfium2
import pytest
from matplotlib.text import Text
from PIL import Image

from analysis import figures
from analysis.figures.style import style
from analysis.fonts.coverage import FONT_NAME, missing_characters
from analysis.frequency import frequency_by
from corpus.collection import PROJECT
from corpus.lexicon.lists import policy_areas, policy_terms
from corpus.report import read_report
from corpus.store.rows import tables_of

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def tables():
    return tables_of(read_report(REPORT), "shahekou-2018")


@pytest.fixture(scope="module")
def words(tables):
    return frequency_by(tables["tokens"], by=None)


def drawings(tables, words):
    """One of each kind, on the district report."""
    head = words.head(12)
    panels = pd.concat([head.assign(panel="一"), head.assign(panel="二")])
    sides = head.assign(n_target=head["n"], n_reference=1, log_ratio=1.0, p_adjusted=0.01)
    dots = pd.DataFrame(
        {
            "name": ["经济", "文化"] * 2,
            "unit": ["plan", "plan", "review", "review"],
            "per_thousand": [3.0, 0.0, 2.0, 1.0],
            "low": [2.0, None, None, 0.5],
            "high": [4.0, None, None, 1.5],
        }
    )
    shares = pd.DataFrame([[0.1, 0.9], [0.5, None]], index=["计划", "回顾"], columns=[1, 2])
    spoken = tables["paragraphs"][tables["paragraphs"]["orientation"].isin(figures.PART_COLOURS)]
    both = {"plan": figures.BLUE, "review": figures.ORANGE}
    return {
        "term_bars": figures.term_bars(head, value="n", label="n", notes=["“注”"] * 12),
        "bar_panels": figures.bar_panels(panels, panel="panel", value="n", label="n"),
        "part_strip": figures.part_strip(spoken),
        "word_cloud": figures.word_cloud(words.head(60).set_index("term")["n"].to_dict()),
        "keyness_dots": figures.keyness_dots(sides, target="plan", reference="review"),
        "keyness_scatter": figures.keyness_scatter(
            sides.assign(p=[0.001 * 2**at for at in range(10)] + [0.6, 1]),
            target="plan",
            reference="review",
        ),
        "interval_dots": figures.interval_dots(
            dots,
            name="name",
            label="x",
            group="unit",
            colours=both,
            titles={one: one for one in both},
        ),
        "heat_map": figures.heat_map(shares, label="topic"),
        "trend_panels": figures.trend_panels(
            dots.assign(unit=[2017, 2017, 2018, 2018], share=[1.0, 2.0, 3.0, 4.0]),
            panel="name",
            label="%",
            mark=pd.DataFrame({"name": ["经济"], "unit": [2018], "share": [2.0]}),
            mark_label="本区",
        ),
        "specification_curve": figures.specification_curve(
            pd.DataFrame({"how": ["词", "字"], "share": [1.0, 2.0], "default": [True, False]}),
            choices=["how"],
            value="share",
            label="份额",
        ),
    }


def texts_of(figure):
    return {one.get_text() for one in figure.findobj(Text) if one.get_text().strip()}


def test_every_figure_is_drawn_without_a_missing_glyph(tables, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, figure in drawings(tables, words).items():
            picture = Image.open(io.BytesIO(figure._repr_png_()))
            assert picture.width > 300, name
            assert missing_characters("".join(texts_of(figure))) == [], name


def test_the_font_has_every_character_that_can_be_drawn(tables):
    drawn = "".join(tables["tokens"]["term"]) + "".join(one.english for one in policy_terms())
    drawn += "".join(row["name_en"] + row["name_zh"] for row in policy_areas().values())
    assert missing_characters(drawn) == []


def test_a_figure_is_three_files_and_the_same_bytes_twice(tables, words, tmp_path):
    for name, figure in drawings(tables, words).items():
        figures.save_figure(figure, name, folder=tmp_path / "one")
    for name, figure in drawings(tables, words).items():
        figures.save_figure(figure, name, folder=tmp_path / "two")
    first = sorted((tmp_path / "one").iterdir())
    assert len(first) == 3 * len(drawings(tables, words))
    for path in first:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_the_pdf_says_its_chinese_as_text(words, tmp_path):
    figure = figures.term_bars(words.head(5), value="n", label="次数")
    pdf, svg, _ = figures.save_figure(figure, "bars", folder=tmp_path)
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for term in [*words["term"].head(5), "次数"]:
        assert term in page
    assert ET.parse(svg).getroot().tag.endswith("svg")


def test_bars_are_not_cut_off(words):
    panels = pd.concat([words.head(3).assign(panel="a"), words.iloc[50:53].assign(panel="b")])
    figure = figures.bar_panels(panels, panel="panel", value="n", label="n")
    for axes in figure.axes:
        assert axes.get_xlim()[1] >= words["n"].max()


def test_labels_do_not_collide(words):
    figure = figures.term_bars(words.head(25), value="n", label="n")
    with style():
        figure.canvas.draw() if hasattr(figure.canvas, "renderer") else figure._repr_png_()
        boxes = [one.get_window_extent() for one in figure.axes[0].get_yticklabels()]
    boxes.sort(key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 0.5 for low, high in pairwise(boxes))


def test_words_of_a_cloud_do_not_overlap(words):
    figure = figures.word_cloud(words.head(80).set_index("term")["n"].to_dict())
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


def test_the_style_ends_with_the_block():
    before = dict(mpl.rcParams)
    with style():
        assert mpl.rcParams["font.family"] == [FONT_NAME]
    assert dict(mpl.rcParams) == before


def crowd():
    """Many terms with nearly the same effect and evidence."""
    rng = np.random.default_rng(2)
    return pd.DataFrame(
        {
            "term": [f"词语{at}" for at in range(60)],
            "n_target": 5,
            "n_reference": 3,
            "log_ratio": rng.normal(0, 1, 60).round(1),
            "p": rng.uniform(0.01, 0.05, 60).round(3),
            "p_adjusted": 0.2,
        }
    )


def test_labels_of_a_scatter_do_not_overlap_each_other():
    figure = figures.keyness_scatter(crowd(), target="plan", reference="review", labels=20)
    figure.draw_without_rendering()
    boxes = [one.get_window_extent() for one in figure.axes[0].texts if one.get_text()]
    assert len(boxes) == 20
    overlaps = [
        (a, b) for a, b in combinations(boxes, 2) if a.shrunk(0.8, 0.8).overlaps(b.shrunk(0.8, 0.8))
    ]
    assert not overlaps


def test_a_scatter_labels_the_smallest_p_and_is_the_same_twice(tmp_path):
    paths = [
        figures.save_figure(
            figures.keyness_scatter(crowd(), target="plan", labels=9, reference="review"),
            "scatter",
            folder=tmp_path / name,
        )
        for name in "ab"
    ]
    for one, other in zip(*paths, strict=True):
        assert one.read_bytes() == other.read_bytes()
    figure = figures.keyness_scatter(crowd(), target="plan", reference="review", labels=9)
    smallest = set(crowd().sort_values("p")["term"].head(7))
    assert smallest <= {text.get_text() for text in figure.axes[0].texts}


def test_bars_have_their_intervals_where_there_are_any(words):
    head = words.head(4).assign(low=[1.0, 2.0, None, None], high=[3.0, 900.0, None, None])
    axes = figures.term_bars(head, value="n", label="n").axes[0]
    assert len([one for one in axes.collections[0].get_segments() if len(one)]) >= 2
    assert axes.get_xlim()[1] > 900
