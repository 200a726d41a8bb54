"""Areas of many places: which, in which order, and who stands apart."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.across_reports.standing_apart import against_others
from analysis.figures.area_places import areas_by_place
from analysis.figures.style import NATION, OTHER, OWN, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

AREAS = ["Energy", "Housing and community development", "Health"]


def compared(shares, places, half=1.0):
    rows = [
        (name, unit, share, max(share - half, 0), share + half)
        for name, row in zip(AREAS, shares, strict=True)
        for unit, share in zip(places, row, strict=True)
    ]
    return against_others(pd.DataFrame(rows, columns=["name", "unit", "share", "low", "high"]))


SMALL = compared([[5, 5, 5, 5], [2, 3, 20, 2], [9, 9, 9, 1]], ["甲", "乙", "丙", "丁"])


def marks(axes):
    """Position, colour and fill of each mark."""
    return {
        (float(x), round(float(y))): (to_hex(edge), to_hex(face))
        for group in axes.collections
        if hasattr(group, "get_sizes")
        for (x, y) in group.get_offsets()
        for edge, face in [(group.get_edgecolor()[0], group.get_facecolor()[0])]
    }


def test_areas_in_which_places_stand_apart_come_first_and_places_by_the_first():
    figure = areas_by_place(SMALL)
    texts = [one.get_text() for one, _ in texts_drawn(figure)]
    assert texts.index("Housing, urban development") < texts.index("Health") < texts.index("Energy")
    assert [one.get_text() for one in figure.axes[0].get_yticklabels()] == ["丙", "乙", "丁", "甲"]


def test_who_stands_apart_is_filled_and_above_is_not_below():
    housing, health, energy = (marks(axes) for axes in areas_by_place(SMALL).axes)
    assert housing[(20.0, 0)] == (OWN.lower(), OWN.lower())
    assert housing[(2.0, 2)] == (OTHER.lower(), OTHER.lower())
    assert health[(1.0, 2)] == (OTHER.lower(), OTHER.lower())
    assert set(energy.values()) == {(NATION.lower(), "#ffffff")}


def test_panels_have_one_scale_and_the_mean_of_the_places():
    axes = areas_by_place(SMALL).axes
    assert len({one.get_xlim() for one in axes}) == 1
    assert axes[0].lines[-1].get_xdata()[0] == pytest.approx((2 + 3 + 20 + 2) / 4)


def test_the_nation_is_a_dashed_line_with_a_name():
    nation = pd.DataFrame({"name": AREAS, "share": [4.0, 6.0, 8.0]})
    figure = areas_by_place(SMALL, nation=nation)
    dashed = figure.axes[0].lines[-1]
    assert dashed.get_xdata()[0] == 6.0 and dashed.is_dashed()
    assert "Dashed: State Council" in " ".join(one.get_text() for one, _ in texts_drawn(figure))


def test_only_so_many_areas_are_shown():
    assert len(areas_by_place(SMALL, top=1).axes) == 1
    assert len(areas_by_place(SMALL, width=85).axes) == 2


@crossed("lang, width, n", ["en", "zh"], [85, 175], [2, 40, 90])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    rng = np.random.default_rng(2)
    places = [f"{'Shahekou District ' if lang == 'en' else '沙河口区'}{at}" for at in range(n)]
    table = compared(rng.uniform(1, 30, (3, n)), places)
    figure = areas_by_place(table, lang=lang, width=width)
    check_page(figure)
    assert len(figure.axes[0].get_yticks()) == min(n, 60)


def test_one_place_is_nothing_to_compare():
    assert areas_by_place(compared([[1], [2], [3]], ["甲"])) is None


def test_it_is_the_same_twice(tmp_path):
    one, two = (save_figure(areas_by_place(SMALL), "x", folder=tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_mark_at_0_is_off_the_names_of_the_places():
    figure = areas_by_place(SMALL)
    figure.draw_without_rendering()
    axes = figure.axes[0]
    zero = axes.transData.transform((0, 0))[0]
    assert all(one.get_window_extent().x1 < zero - 5 for one in axes.get_yticklabels())
