"""Targets by level of government."""

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from analysis.figures.ladder import LEVELS, target_ladder
from analysis.figures.style import NATION, OWN, THIRD, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

ROWS = [
    (2015, "national", "State Council", 7.0, None),
    (2016, "national", "State Council", 6.5, 7.0),
    (2018, "national", "State Council", 6.5, None),
    (2015, "provincial", "A", 8.0, None),
    (2015, "provincial", "B", 9.0, None),
    (2015, "provincial", "C", 12.0, None),
    (2016, "provincial", "A", 8.0, None),
    (2016, "prefecture", "Shenzhen", 8.5, None),
    (2016, "village", "V", 99.0, None),
]
TABLE = pd.DataFrame(ROWS, columns=["year", "level", "place", "target", "target_high"])


def ladder(table=TABLE, **also):
    return target_ladder(table, label="GDP (%)", **also)


def line(figure, marker):
    [found] = [one for one in figure.axes[0].lines if one.get_marker() == marker]
    return found


def test_lines_are_medians_break_at_missing_years_and_ranges_count_with_their_middle():
    figure = ladder()
    nation, provinces = line(figure, "D"), line(figure, "o")
    drawn = nation.get_ydata()
    assert drawn[:2].tolist() == [7.0, 6.75] and np.isnan(drawn[2]) and drawn[3] == 6.5
    assert provinces.get_ydata().tolist() == [9.0, 8.0]
    assert to_hex(nation.get_color()) == NATION.lower()
    assert to_hex(provinces.get_color()) == OWN.lower()
    assert to_hex(line(figure, "s").get_color()) == THIRD.lower()


def test_bars_go_from_the_lowest_to_the_highest_target():
    bars = [
        one
        for group in ladder().axes[0].collections
        if hasattr(group, "get_segments")
        for one in group.get_segments()
        if len(one)
    ]
    assert [one[:, 1].tolist() for one in bars] == [[8.0, 12.0]]


def test_levels_bear_their_names_and_others_are_left_out():
    texts = {one.get_text() for one, _ in texts_drawn(ladder())}
    assert {"State Council", "provincial (3)", "Shenzhen"} <= texts
    assert ladder().axes[0].get_ylim()[1] < 99


def test_one_year_has_a_row_per_level_and_counts_places():
    table = pd.concat(
        [TABLE[TABLE["year"] == 2015], TABLE[TABLE["place"] == "B"].assign(place="D")]
    )
    figure = ladder(table)
    assert [one.get_text() for one in figure.axes[0].get_yticklabels()] == [
        "State Council",
        "provincial (4)",
    ]
    counts = {(one.get_position()[0], one.get_text()) for one in figure.axes[0].texts}
    assert counts == {(8.0, "1"), (9.0, "2"), (12.0, "1")}


@crossed("lang, width, n", ["en", "zh"], [85, 175], [1, 2, 26])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    rng = np.random.default_rng(6)
    rows = [
        (2001 + at, level, f"{level}{place}", float(rng.integers(8, 26)) / 2, None)
        for at in range(n)
        for level in LEVELS
        for place in range(1 if level == "national" else 5)
    ]
    table = pd.DataFrame(rows, columns=TABLE.columns)
    check_page(ladder(table, lang=lang, width=width))


def test_a_single_target_is_nothing_to_compare():
    assert ladder(TABLE.iloc[:1]) is None


def test_it_is_the_same_twice(tmp_path):
    one, two = (save_figure(ladder(), "x", folder=tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
