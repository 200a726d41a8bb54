"""Targets and results: what is drawn is what the table says."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.promises import promise_gaps, promises_by_verdict
from analysis.figures.style import BLUES, CONTEXT, OTHER, OWN, save_figure
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed

ROWS = [
    (2015, 7.0, None, 7.4, "exceeded"),
    (2016, 6.5, 7.0, 6.7, "within_range"),
    (2017, 6.5, None, 5.0, "missed"),
    (2018, 6.5, None, None, "not_reported"),
    (2020, None, None, 2.3, "not_comparable"),
]
TABLE = pd.DataFrame(ROWS, columns=["year", "target", "target_high", "result", "verdict"])


def regions(*names):
    return pd.concat([TABLE.assign(region=name) for name in names], ignore_index=True)


def gaps(table=None, **also):
    return promise_gaps(regions("X") if table is None else table, label="GDP (%)", **also)


def boxes(axes):
    return {
        (round(one.get_x() + one.get_width() / 2), round(one.get_width(), 2)): (
            one.get_y(),
            one.get_y() + one.get_height(),
            to_hex(one.get_facecolor()),
        )
        for one in axes.patches
        if one.get_width() < 0.9
    }


def test_the_bar_is_the_gap_and_the_box_the_range():
    found = boxes(gaps().axes[0])
    assert found[(2015, 0.32)][:2] == pytest.approx((7.0, 7.4))
    assert found[(2017, 0.32)][:2] == pytest.approx((5.0, 6.5))
    assert found[(2017, 0.32)][2] == OTHER.lower() and found[(2015, 0.32)][2] == OWN.lower()
    assert found[(2016, 0.72)][:2] == pytest.approx((6.5, 7.0))
    assert (2016, 0.32) not in found  # within its range there is no gap


def test_a_missed_result_is_hollow():
    faces = {
        tuple(group.get_offsets()[0].tolist()): to_hex(group.get_facecolor()[0])
        for group in gaps().axes[0].collections
        if hasattr(group, "get_sizes") and len(group.get_offsets()) == 1
    }
    assert faces[(2015.0, 7.4)] == OWN.lower() and faces[(2017.0, 5.0)] == "#ffffff"
    assert faces[(2020.0, 2.3)] == "#ffffff"


def test_years_without_a_target_are_shaded():
    shaded = sorted(
        one.get_x() + one.get_width() / 2
        for one in gaps().axes[0].patches
        if one.get_width() == pytest.approx(1)
    )
    assert shaded == [2019, 2020]


def test_counts_of_verdicts_stand_above():
    texts = {one.get_text() for one, _ in texts_drawn(gaps())}
    assert "exceeded 1, within range 1, missed 1, not reported 1" in texts


def test_targets_without_a_next_report_are_apart_from_those_not_reported():
    table = TABLE.assign(
        target=6.0, verdict="not_reported", reason="the report of 2020 does not give it"
    )
    table.loc[table.index[-1], "reason"] = "no report of 2027 in the corpus"
    told = f"not reported {len(table) - 1}, no next report 1"
    assert told in {one.get_text() for one, _ in texts_drawn(gaps(table.assign(region="X")))}
    keys = {one.get_text() for one, _ in texts_drawn(promises_by_verdict(table))}
    assert {"not reported", "no next report"} <= keys


def test_where_no_report_is_followed_by_another_no_verdicts_are_drawn():
    none = TABLE.assign(
        target=6.0, verdict="not_reported", reason="no report of 2027 in the corpus"
    )
    assert promises_by_verdict(none) is None


def test_the_nation_is_last_and_no_more_than_four_are_drawn():
    figure = gaps(regions("国务院", "甲", "乙", "丙", "丁"), nation="国务院")
    titles = [one.get_text() for one, _ in texts_drawn(figure)]
    assert [one for one in titles if one in set("甲乙丙丁") | {"国务院"}] == [
        "甲",
        "乙",
        "丙",
        "国务院",
    ]


@crossed("lang, width, n", ["en", "zh"], [85, 175], [1, 2, 26, 70])
def test_no_text_runs_off_the_page_or_onto_another(lang, width, n):
    every = pd.concat([TABLE] * -(-n // len(TABLE)), ignore_index=True).iloc[:n]
    table = every.assign(year=range(2027 - n, 2027))
    both = pd.concat([table.assign(region=one) for one in ("深圳市", "国务院")])
    check_page(gaps(both, nation="国务院", lang=lang, width=width))
    check_page(promises_by_verdict(table, lang=lang, width=width))
    places = both.assign(place=[f"新疆维吾尔自治区{at}" for at in range(len(both))])
    check_page(promises_by_verdict(places, unit="place", lang=lang, width=width))


def test_without_a_target_there_is_nothing_to_draw():
    none = regions("X").assign(target=np.nan)
    assert gaps(none) is None and promises_by_verdict(none) is None


def test_the_columns_are_as_high_as_the_counts():
    table = pd.DataFrame(
        {
            "year": [2018, 2017, 2017, 2017, 2017],
            "target": 1.0,
            "verdict": ["met", "not_reported", "missed", "exceeded", "exceeded"],
        }
    )
    axes = promises_by_verdict(table).axes[0]
    found = [
        (round(one.get_x() + 0.4), one.get_y(), one.get_height(), to_hex(one.get_facecolor()))
        for one in axes.patches
    ]
    assert sorted(found) == [
        (0, 0, 2, BLUES[2].lower()),
        (0, 2, 1, "#ffffff"),
        (0, 3, 1, "#ffffff"),
        (1, 0, 1, BLUES[1].lower()),
    ]
    edges = {to_hex(one.get_edgecolor()) for one in axes.patches}
    assert {OTHER.lower(), CONTEXT.lower()} <= edges
    assert [one.get_text() for one in axes.get_xticklabels()] == ["2017", "2018"]


def test_they_are_the_same_twice(tmp_path):
    for draw in (gaps, lambda: promises_by_verdict(TABLE)):
        one, two = (save_figure(draw(), "x", folder=tmp_path / name) for name in "ab")
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
