"""The specification curve: results in order, their choices, and the medians."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.scales import Axis
from analysis.figures.specifications import specification_curve
from analysis.figures.style import OTHER, OTHER_TEXT, OWN, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

TABLE = pd.DataFrame(
    {
        "how": ["词", "字", "句", "词"],
        "of": ["全文", "全文", "全文", "部署"],
        "ratio": [3.0, 0.8, None, 2.0],
        "low": [2.0, 0.5, None, 0.9],
        "high": [4.0, 1.2, None, 4.0],
        "default": [False, False, False, True],
    }
)


def curve(table=TABLE, **also):
    options = {"choices": ["how", "of"], "axis": Axis("ratio", "比", null=1, log=True)}
    return specification_curve(table, **{**options, **also})


def marks(axes):
    return {
        tuple(round(float(one), 6) for one in place): (to_hex(edge), to_hex(face))
        for group in axes.collections
        if hasattr(group, "get_sizes")
        for place, edge, face in zip(
            group.get_offsets(),
            list(group.get_edgecolors()) * 9,
            list(group.get_facecolors()) * (9 if len(group.get_facecolors()) == 1 else 1),
            strict=False,
        )
    }


def test_results_rise_and_are_filled_where_the_interval_excludes_the_null():
    assert marks(curve().axes[0]) == {
        (0, 0.8): (OWN.lower(), "#ffffff"),
        (1, 2.0): (OTHER.lower(), "#ffffff"),
        (2, 3.0): (OWN.lower(), OWN.lower()),
    }


def test_intervals_are_those_of_the_results():
    lines = [
        one
        for group in curve().axes[0].collections
        if hasattr(group, "get_segments")
        for one in group.get_segments()
        if len(one) == 2
    ]
    assert [one[:, 1].tolist() for one in lines] == [[0.5, 1.2], [0.9, 4.0], [2.0, 4.0]]


def test_choices_stand_below_and_the_default_is_orange():
    below = curve().axes[1]
    labels = dict(zip(below.get_yticks(), below.get_yticklabels(), strict=True))
    assert [one.get_text() for one in labels.values()] == ["词", "字", "句", "全文", "部署"]
    orange = [one.get_text() for one in labels.values() if one.get_color() == OTHER_TEXT]
    assert orange == ["词", "部署"]
    there = {(x, labels[y].get_text()) for x, y in marks(below)}
    assert there == {(0, "字"), (1, "词"), (2, "词"), (0, "全文"), (2, "全文"), (1, "部署")}


def test_the_medians_are_those_of_each_choice():
    values = [value for line in curve().axes[2].lines for value in line.get_xdata()]
    assert [one for one in values if np.isfinite(one)][:4] == [2.5, 0.8, pytest.approx(1.9), 2.0]


def test_names_and_headings_are_printed():
    figure = curve(choices={"how": "What is counted"}, names={"词": "words"})
    texts = [one.get_text() for one, _ in texts_drawn(figure)]
    assert {"What is counted", "words", "字"} <= set(texts)


def test_without_intervals_nothing_is_filled_and_the_note_says_so():
    figure = curve(TABLE.drop(columns=["low", "high"]))
    assert {face for _, face in marks(figure.axes[0]).values()} == {"#ffffff"}
    assert "without CIs" in " ".join(one.get_text() for one, _ in texts_drawn(figure))


@crossed("lang, width, log, n", ["en", "zh"], [85, 175], [True, False], [2, 60])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, log, n):
    ratio = np.exp(np.linspace(-2, 3, n))
    table = pd.DataFrame(
        {
            "how": np.arange(n) % 5,
            "ratio": ratio,
            "low": ratio / 2,
            "high": ratio * 3,
            "default": np.arange(n) == n - 1,
        }
    )
    names = {
        at: f"{'words, cut by jieba' if lang == 'en' else '所有字符串'}{at}" for at in range(5)
    }
    heading = {"en": "What is counted", "zh": "计数对象"}[lang]
    axis = Axis("ratio", "比", null=1, log=log)
    choices = {"how": heading}
    check_page(curve(table, choices=choices, axis=axis, names=names, lang=lang, width=width))


def test_one_result_is_nothing_to_compare():
    assert curve(TABLE.iloc[[0, 2]]) is None


def test_it_is_the_same_twice(tmp_path):
    one, two = (save_figure(curve(), "x", folder=tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize(("low", "high"), [(0.04, 30), (0.5, 2.4), (0.01, 3), (0.97, 1.06)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_ratios_on_a_logarithmic_scale_are_apart(low, high, lang):
    ratios = np.geomspace(1.3 * low, 0.8 * high, 8) if high > 2 else np.linspace(0.98, 1.03, 8)
    table = pd.DataFrame(
        {
            "how": list("一二三四五六七八"),
            "ratio": ratios,
            "low": low,
            "high": high,
            "default": [True, *[False] * 7],
        }
    )
    figure = curve(table, choices=["how"], lang=lang)
    check_page(figure)
    assert "1\u00d7" in {one.get_text() for one in figure.axes[0].get_yticklabels()}
