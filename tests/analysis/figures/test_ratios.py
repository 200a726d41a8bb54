"""Keyness: who is chosen, in which order, what is filled, and intervals without a limit."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from analysis.comparison import TermFilter, keyness_of_side, with_side
from analysis.counts import in_context
from analysis.figures.ratios import chosen_sides, keyness_ratios
from analysis.figures.style import DOUBLE, NATION, OTHER, OWN, SINGLE
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TABLE = pd.DataFrame(
    [
        ("人工智能", 24, 0, 5.0, 2.0, np.inf, 3.1, 0.01),
        ("创新", 15, 2, 2.5, 0.5, 4.0, 2.5, 0.02),
        ("开放", 9, 4, 1.2, -0.4, 2.5, 1.0, 0.6),
        ("教育", 5, 5, 0.0, -1.0, 1.0, 0.0, 1.0),
        ("监察", 3, 5, -0.7, np.nan, np.nan, -0.5, 0.9),
        ("循环经济", 0, 15, -5.0, np.nan, -2.0, -2.8, 0.04),
    ],
    columns=[
        "term",
        "n_target",
        "n_reference",
        "log_ratio",
        "log_ratio_low",
        "log_ratio_high",
        "log_odds_z",
        "p_adjusted",
    ],
)


def marks(axes):
    """Position, shape (corners), fill and edge of each ratio drawn, from the top."""
    found = []
    for one in axes.collections:
        if isinstance(one, PathCollection) and one.get_sizes()[0] == 17:
            [(x, y)] = one.get_offsets().data
            square = len(one.get_paths()[0].vertices) < 10
            edge = to_hex(one.get_edgecolors()[0])
            found.append((y, float(x), square, to_hex(one.get_facecolors()[0]), edge))
    return [one[1:] for one in sorted(found)]


def lines(axes):
    return [
        (float(a[0]), float(b[0]))
        for one in axes.collections
        if isinstance(one, LineCollection)
        for a, b in one.get_segments()
    ]


def arrows(axes):
    return sum(
        isinstance(one, PathCollection) and one.get_sizes()[0] == 11 for one in axes.collections
    )


def test_each_side_is_chosen_by_evidence_and_ordered_by_ratio():
    more, less = chosen_sides(TABLE, top=2)
    assert more["term"].tolist() == ["人工智能", "创新"]
    assert less["term"].tolist() == ["循环经济", "监察"]
    more, _ = chosen_sides(TABLE.assign(log_odds_z=TABLE["log_ratio"] ** 0), top=1)
    assert len(more) == 1  # ties by code point, not by place in the table


def test_ratios_shapes_and_fills_say_what_the_table_says():
    figure = keyness_ratios(TABLE, target="2026", reference="2006")
    own, other, grey = OWN.lower(), OTHER.lower(), NATION.lower()
    assert marks(figure.axes[1]) == [
        (5.0, False, own, own),
        (2.5, False, own, own),
        (1.2, False, "#ffffff", grey),
        (-5.0, True, other, other),
        (-0.7, True, "#ffffff", grey),
    ]


def test_a_missing_limit_is_an_arrow_and_no_interval_is_no_line():
    axes = keyness_ratios(TABLE, target="a", reference="b").axes[1]
    low, high = axes.get_xlim()
    assert sorted(lines(axes)) == sorted([(2.0, high), (0.5, 4.0), (-0.4, 2.5), (low, -2.0)])
    assert arrows(axes) == 2


def test_an_interval_beyond_the_axis_ends_in_an_arrow():
    wide = TABLE.assign(log_ratio_high=TABLE["log_ratio_high"].replace(4.0, 40.0))
    axes = keyness_ratios(wide, target="a", reference="b").axes[1]
    assert axes.get_xlim()[1] < 9 and arrows(axes) == 3


def test_the_guide_names_the_test_and_the_half():
    said = " ".join(
        text
        for text, *_ in words_drawn(
            keyness_ratios(TABLE.assign(p_method="g2"), target="a", reference="b")
        )
    )
    assert "words taken as independent" in said and "half" in said
    said = " ".join(
        text
        for text, *_ in words_drawn(
            keyness_ratios(TABLE[1:3].assign(p_method="permutation"), target="a", reference="b")
        )
    )
    assert "permutation test" in said and "half" not in said


def test_counts_stand_in_columns_under_the_names():
    found = words_drawn(keyness_ratios(TABLE, target="2026", reference="2006", lang="zh"))
    right = {text: round(box.x1) for text, box, _ in found}
    assert abs(right["24"] - right["2026"]) <= 1 and abs(right["2"] - right["2006"]) <= 1
    assert {"2006更多", "2026更多"} <= {text.strip("←→ ") for text in right}


@pytest.mark.parametrize(
    ("width", "target", "reference", "heads"),
    [
        (
            DOUBLE,
            "Guangdong, 2019",
            "State Council, 2019",
            ["Guangdong,", "State Council,", "2019"],
        ),
        (SINGLE, "深圳市2026年", "国务院2025年", ["深圳市", "2026年", "国务院", "2025年"]),
    ],
)
def test_place_and_year_are_read_in_full_over_the_counts(width, target, reference, heads):
    figure = keyness_ratios(TABLE, target=target, reference=reference, width=width)
    said = [text for text, *_ in words_drawn(figure)]
    assert {*heads} <= {*said} and not any("..." in one or "…" in one for one in said)
    check_page(figure)


def test_names_that_differ_only_where_they_are_cut_are_told_apart():
    names = [f"the report of the {one} county in the north" for one in ("same", "sane")]
    figure = keyness_ratios(TABLE, target=names[0], reference=names[1], width=SINGLE)
    check_page(figure)


@crossed(
    "lang, width, names",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [
        ("2026", "2006"),
        ("Guangdong, 2019", "State Council, 2019"),
        ("Shenzhen", "State Council report"),
        ("新疆维吾尔自治区", "黑龙江省"),
    ],
)
def test_nothing_runs_off_the_page_or_over_another(lang, width, names):
    target, reference = names
    for table in (TABLE, TABLE.head(1), TABLE.tail(1)):
        figure = keyness_ratios(table, target=target, reference=reference, lang=lang, width=width)
        check_page(figure)


def test_a_real_report_fits(district):
    rows = with_side(in_context(district["mentions"], district["paragraphs"]))
    table = keyness_of_side(rows, target="plan", reference="review", listed=TermFilter(min_count=3))
    for width in (SINGLE, DOUBLE):
        check_page(keyness_ratios(table, target="plan", reference="review", width=width))


def test_nothing_to_compare_is_no_figure():
    assert keyness_ratios(TABLE.head(0), target="a", reference="b") is None
    assert keyness_ratios(TABLE[3:4], target="a", reference="b") is None
