"""Positions of terms and of repeated sentences."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.positions import dispersion_plot, reuse_lines
from analysis.figures.style import PART_COLOURS, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

ROWS = pd.DataFrame({"start": [100, 150, 160], "term": ["甲", "甲", "丙"]})
PARAGRAPHS = pd.DataFrame(
    {
        "start": [100, 120, 140],
        "end": [120, 140, 200],
        "orientation": ["opening", "opening", "plan_next_year"],
    }
)
REUSED = pd.DataFrame(
    {"source_sentence_id": [12, 80], "sentence_id": [15, 2], "overlap": [0.5, 1.0]}
)


def test_a_stroke_stands_where_a_term_does():
    """The body begins at 100; 甲 stands at its first character and at 150, 乙 nowhere."""
    figure = dispersion_plot(ROWS, PARAGRAPHS, ["甲", "乙"])
    axes = figure.axes[0]
    strokes = [[float(one[0][0]) for one in each.get_segments()] for each in axes.collections]
    assert strokes == [[0, 50], []]
    assert [one.get_text() for one in axes.get_yticklabels()] == ["甲", "乙"]
    assert [one.get_text() for one in figure.texts[-2:]] == ["2", "0"]
    assert axes.get_xlim() == (0, 100)


def test_parts_lie_above_as_runs_with_their_names():
    figure = dispersion_plot(ROWS, PARAGRAPHS, ["甲"])
    above, below = figure.axes[1], figure.axes[0]
    assert above.get_position().y0 > below.get_position().y1
    parts = [(one.get_x(), one.get_width(), to_hex(one.get_facecolor())) for one in above.patches]
    first, second = (PART_COLOURS[one].lower() for one in ("opening", "plan_next_year"))
    assert parts == [(0, 40, first), (40, 60, second)]
    assert [one.get_text() for one in above.texts] == ["opening", "plan for the report year"]
    narrow = dispersion_plot(ROWS, PARAGRAPHS, ["一个很长的政策词"], width=85)
    assert [one.get_text() for one in narrow.axes[1].texts] == ["opening", "plan"]


def test_no_terms_are_refused():
    with pytest.raises(ValueError, match=r"^terms: the list is empty"):
        dispersion_plot(ROWS, PARAGRAPHS, [])


def test_a_repeated_sentence_is_a_line_as_dark_as_it_is_like_the_earlier_one():
    axes = reuse_lines(REUSED, source="2017", target="2018").axes[0]
    assert [line.get_xdata().tolist() for line in axes.lines] == [[12, 15], [80, 2]]
    assert [line.get_alpha() for line in axes.lines] == [0.5, 1]
    names = dict(zip(axes.get_yticks(), axes.get_yticklabels(), strict=True))
    assert [names[end].get_text() for end in axes.lines[0].get_ydata()] == ["2017", "2018"]


def test_the_lengths_of_the_reports_are_bars():
    axes = reuse_lines(REUSED, source="2017", target="2018", lengths=(300, 200)).axes[0]
    bars = [one.get_segments()[0][:, 0].tolist() for one in axes.collections]
    assert bars == [[0, 300], [0, 200]] and axes.get_xlim() == (0, 300)


def test_without_a_repeated_sentence_there_is_nothing_to_draw():
    assert reuse_lines(REUSED.iloc[:0], source="2017", target="2018") is None


@crossed("lang, width", ["en", "zh"], [85, 175])
def test_no_text_runs_off_the_page_or_onto_another(lang, width):
    every = pd.DataFrame({"orientation": list(PART_COLOURS) * 2})
    every = every.assign(start=range(0, 14_000, 1000), end=range(1000, 15_000, 1000))
    terms = [f"社会主义现代化建设{at}" for at in range(15)]
    rows = pd.DataFrame({"start": range(0, 14_000, 500), "term": terms[0]})
    check_page(dispersion_plot(rows, every, terms, lang=lang, width=width))
    check_page(
        reuse_lines(REUSED, source="深圳市2017", target="沙河口区2018", lang=lang, width=width)
    )
    figure = reuse_lines(REUSED, source="a", target="b", lang=lang, width=width)
    assert len(texts_drawn(figure)) > 4


def test_they_are_the_same_twice(tmp_path):
    for draw in (
        lambda: dispersion_plot(ROWS, PARAGRAPHS, ["甲"]),
        lambda: reuse_lines(REUSED, source="2017", target="2018"),
    ):
        one, two = (save_figure(draw(), "x", folder=tmp_path / name) for name in "ab")
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
