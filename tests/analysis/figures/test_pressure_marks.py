"""Marks of the wording of targets."""

import pytest
from matplotlib.figure import Figure

from analysis.figures.pressure_marks import NUMBERED, WITHOUT, draw_wording, percent, wording_keys


def drawn(wording):
    axes = Figure().add_subplot()
    draw_wording(axes, 1.0, 2.0, wording)
    return axes.collections[0]


def test_soft_wording_is_hollow_and_every_mark_is_told_from_the_others():
    assert tuple(drawn("soft").get_facecolor()[0][:3]) == (1, 1, 1)
    assert tuple(drawn("point").get_facecolor()[0][:3]) != (1, 1, 1)
    looks = {
        (len(one.get_paths()[0].vertices), tuple(one.get_facecolor().ravel()))
        for one in map(drawn, (*NUMBERED, *WITHOUT))
    }
    assert len(looks) == len(NUMBERED) + len(WITHOUT)
    assert drawn("hard").get_offsets().tolist() == [[1.0, 2.0]]


def test_keys_are_of_the_wordings_that_occur():
    names = [name for name, _ in wording_keys(["absent", "soft", "hard", "soft"], "en")]
    assert names == ["hard wording", "soft wording", "no target found"]
    axes = Figure().add_subplot()
    for _, draw in wording_keys(["absent", "in_step"], "zh"):
        draw(axes)
    assert len(axes.collections) == 2


@pytest.mark.parametrize(
    ("low", "high", "printed"),
    [
        (6.0, None, "6%"),
        (6.25, None, "6.25%"),
        (5.0, 5.5, "5–5.5%"),
        (5.0, 5.0, "5%"),
        (-1.5, None, "−1.5%"),
        (float("nan"), None, ""),
        (10.0, float("nan"), "10%"),
    ],
)
def test_rates_are_printed_as_reports_do(low, high, printed):
    assert percent(low, high) == printed
