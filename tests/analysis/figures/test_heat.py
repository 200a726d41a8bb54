"""The matrix of areas and years or places: order, numbers, and shades only beyond error."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis.across_reports.standing_apart import against_others
from analysis.figures.heat import area_heat
from analysis.figures.style import BLUES, OTHER, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

NAMES = {
    "en": ["Banking, finance and domestic commerce", "Energy", "Health"],
    "zh": ["金融与国内商业", "能源", "卫生健康"],
}


def compared(shares, units, lang="en", half=1.0):
    """Shares of the three areas, one row each, with intervals of the same width."""
    rows = [
        (name, unit, share, max(share - half, 0), share + half)
        for name, row in zip(NAMES[lang], shares, strict=True)
        for unit, share in zip(units, row, strict=True)
    ]
    return against_others(pd.DataFrame(rows, columns=["name", "unit", "share", "low", "high"]))


def many(units, lang="en"):
    rng = np.random.default_rng(1)
    return compared(rng.uniform(0, 25, (3, len(units))), units, lang)


def grid(figure):
    return figure.axes[0]


def cells(figure):
    """The shaded cells: (column, row) to colour and edge."""
    return {
        (round(one.get_x() + one.get_width() / 2), round(one.get_y() + one.get_height() / 2)): one
        for one in grid(figure).patches
        if isinstance(one, Rectangle)
    }


def test_rows_go_from_early_areas_to_late_ones_and_years_are_in_order():
    figure = area_heat(compared([[1, 5, 9], [9, 5, 1], [5, 5, 5]], [2018, 2017, 2019]))
    labels = [one.get_text() for one in grid(figure).get_yticklabels()]
    # In 2017, 2018, 2019: finance 5, 1, 9; energy 5, 9, 1; health 5, 5, 5.
    assert labels == ["Energy", "Health", "Finance, commerce"]
    assert [one.get_text() for one in grid(figure).get_xticklabels()] == ["2017", "2018", "2019"]


def test_a_missing_year_is_a_blank_column():
    figure = area_heat(compared([[1, 5], [2, 6], [3, 7]], [2017, 2019]))
    assert [one.get_text() for one in grid(figure).get_xticklabels()] == ["2017", "2018", "2019"]
    numbers = {(int(one.get_position()[0]), one.get_text()) for one in grid(figure).texts}
    assert {at for at, _ in numbers} == {0, 2} and (0, "1") in numbers and (2, "5") in numbers


def test_only_what_differs_beyond_error_is_shaded():
    figure = area_heat(
        compared([[20, 5, 5, 5], [1, 9, 9, 9], [5, 5, 5, 5]], [2017, 2018, 2019, 2020])
    )
    found = cells(figure)
    labels = [one.get_text() for one in grid(figure).get_yticklabels()]
    wanted = ("Finance, commerce", "Energy", "Health")
    finance, energy, health = (labels.index(one) for one in wanted)
    assert to_hex(found[(0, finance)].get_facecolor()) == BLUES[2].lower()
    assert to_hex(found[(0, energy)].get_edgecolor()) == OTHER.lower()
    assert found[(0, energy)].get_linewidth() > 1
    assert not any((at, health) in found for at in range(4))


def test_what_only_its_own_interval_excludes_is_pale():
    table = compared([[9, 5, 5, 5], [5, 5, 5, 5], [5, 5, 5, 5]], [2017, 2018, 2019, 2020])
    table["p_adjusted"] = 0.2
    found = cells(area_heat(table))
    assert found and all(to_hex(one.get_facecolor()) != BLUES[2].lower() for one in found.values())
    table["difference_low"], table["difference_high"] = -1.0, 1.0
    assert not cells(area_heat(table))


def test_places_alike_are_side_by_side():
    shares = [[20, 1, 19, 2], [1, 20, 2, 18], [5, 5, 5, 5]]
    figure = area_heat(compared(shares, ["甲", "乙", "丙", "丁"], "zh"), lang="zh")
    labels = "".join(one.get_text() for one in grid(figure).get_xticklabels())
    assert labels in {"甲丙丁乙", "乙丁丙甲"}
    rows = [one.get_text() for one in grid(figure).get_yticklabels()]
    assert rows.index("卫生健康") == 1


@crossed("lang, width, n", ["en", "zh"], [85, 175], [2, 26, 40])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    check_page(area_heat(many(list(range(2027 - n, 2027)), lang), lang=lang, width=width))
    places = [f"{'Heilongjiang' if lang == 'en' else '黑龙江省'}{at}" for at in range(n)]
    check_page(area_heat(many(places, lang), lang=lang, width=width))


def test_without_room_for_numbers_squares_are_as_large_as_the_values():
    table = many(list(range(2001, 2027)))
    figure = area_heat(table, width=85)
    assert not grid(figure).texts
    found, labels = cells(figure), [one.get_text() for one in grid(figure).get_yticklabels()]
    energy = table[table["name"] == "Energy"].sort_values("unit")["share"].to_numpy()
    areas = [found[(at, labels.index("Energy"))] for at in range(26)]
    areas = np.array([one.get_width() * one.get_height() for one in areas])
    assert areas / areas.max() == pytest.approx(energy / energy.max())


def test_no_more_than_the_last_years_are_shown_and_the_note_says_so():
    figure = area_heat(many(list(range(1970, 2027))), top=40)
    labels = [one.get_text() for one in grid(figure).get_xticklabels()]
    assert len(labels) == 40 and labels[-2] == "2025"  # every fifth year has room
    assert "40 of 57" in " ".join(one.get_text() for one, _ in texts_drawn(figure))


def test_one_unit_is_nothing_to_compare():
    assert area_heat(compared([[1], [2], [3]], [2018])) is None


def test_it_is_the_same_twice(tmp_path):
    one, two = (
        save_figure(area_heat(many([2017, 2018])), "x", folder=tmp_path / name) for name in "ab"
    )
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_of_more_years_than_there_is_room_for_the_last_are_shown_and_said_to_be():
    figure = area_heat(many(range(1970, 2020)))
    assert (
        "of 50 are shown" in (said := " ".join(map(str, texts_drawn(figure))))
        and "The last" in said
    )


@pytest.mark.parametrize(
    ("shares", "printed"),
    [
        # Rows of small values beside a large one: 0.2 is not 0.
        ([[0.2, 0.4, 0.3], [0.1, 0.6, 0.2], [3, 7, 2]], {"0.2", "0.4", "7.0"}),
        ([[2, 4, 3], [0.1, 0.6, 0.2], [30, 17, 2]], {"2", "1", "30"}),
        ([[1, 4, 3], [0.1, 0.6, 0.2], [3, 2, 2]], {"1.0", "0.6", "3.0"}),
    ],
)
def test_small_values_have_a_decimal(shares, printed):
    figure = area_heat(compared(shares, [2017, 2018, 2019]))
    assert printed <= {one.get_text() for one in grid(figure).texts}


@pytest.mark.parametrize(
    ("n", "expected"), [(2, 85), (4, 85), (26, 175)]
)  # columns, and millimetres of the page
def test_a_few_places_take_a_column_of_a_journal_and_no_page(n, expected):
    few = area_heat(many([f"地区{at}" for at in range(n)], "zh"), lang="zh")
    assert few is not None
    assert round(25.4 * float(few.get_size_inches()[0])) == expected
    check_page(few)
