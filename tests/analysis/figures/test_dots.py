"""Rates of terms: the rows, the values drawn and what the page holds."""

import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from analysis.figures.dots import term_dots
from analysis.figures.style import DOUBLE, OWN, SINGLE
from analysis.frequency import frequency_by
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TERMS = ["创新", "营商环境", "教育", "全面建成小康社会", "无此词", "数字经济"]


def made(units=("",), *, intervals=True):
    rows = [
        (unit, term, 30 - 4 * place, 9.0 - place + 0.1 * number)
        for number, unit in enumerate(units)
        for place, term in enumerate(TERMS)
    ]
    table = pd.DataFrame(rows, columns=["unit", "term", "n", "per_thousand"])
    if intervals:
        table = table.assign(low=table["per_thousand"] * 0.6, high=table["per_thousand"] * 1.8)
        table.loc[table["term"] == "教育", ["low", "high"]] = np.nan
    return table.sample(frac=1, random_state=1).sort_values("unit", kind="stable")


def dots(axes):
    [marks] = [one for one in axes.collections if isinstance(one, PathCollection)]
    return np.ma.filled(marks.get_offsets(), np.nan), [
        to_hex(one) for one in marks.get_facecolors()
    ]


def column(figure, chosen):
    """Those of the texts on the page that are among the chosen, from the top."""
    found = [(-box.y0, text) for text, box, _ in words_drawn(figure) if text in chosen]
    return [text for _, text in sorted(found)]


def test_rows_go_from_the_largest_value_and_dots_have_it():
    table = made()
    figure = term_dots(table, lang="zh")
    assert column(figure, TERMS) == TERMS
    offsets, fills = dots(figure.axes[1])
    assert offsets[:, 0].tolist() == sorted(table["per_thousand"], reverse=True)
    assert fills == [OWN.lower(), OWN.lower(), "#ffffff", *[OWN.lower()] * 3]
    assert column(figure, {"30", "26", "22"}) == ["30", "26", "22"]
    assert figure.axes[1].get_ylim()[0] > figure.axes[1].get_ylim()[1]


def test_intervals_are_the_tables_and_missing_ones_are_not_drawn():
    table = made().set_index("term")
    [lines] = [
        one for one in term_dots(made()).axes[1].collections if isinstance(one, LineCollection)
    ]
    drawn = [(a[0], b[0]) for a, b in lines.get_segments()]
    expected = [tuple(table.loc[term, ["low", "high"]]) for term in TERMS if term != "教育"]
    assert np.allclose(np.array(drawn), np.array(expected, dtype=float))


def test_without_intervals_no_dot_is_hollow_and_none_is_promised():
    figure = term_dots(made(intervals=False))
    assert set(dots(figure.axes[1])[1]) == {OWN.lower()}
    assert not any("CI" in text for text, *_ in words_drawn(figure))


def test_units_share_rows_and_axis_and_say_where_a_term_is_not_listed():
    table = made(("2001", "2013", "2026"))
    table = table[(table["unit"] != "2013") | (table["term"] != "营商环境")]
    figure = term_dots(table)
    panels = figure.axes[1:]
    assert len(panels) == 3 and len({axes.get_xlim() for axes in panels}) == 1
    assert panels[0].get_xlim()[0] == 0
    assert np.isnan(dots(panels[1])[0][:, 0]).sum() == 1
    assert [text for text, *_ in words_drawn(figure)].count("–") == 1
    # side by side on a page, below one another in a column
    assert len({round(axes.get_position().y0, 6) for axes in panels}) == 1
    narrow = term_dots(table, width=SINGLE).axes[1:]
    assert len({round(axes.get_position().y0, 6) for axes in narrow}) == 3


@crossed(
    "lang, width, units",
    ["en", "zh"],
    [SINGLE, DOUBLE],
    [("all",), ("北京市", "新疆维吾尔自治区"), ("2001", "2013", "2026")],
)
def test_nothing_runs_off_the_page_or_over_another(lang, width, units):
    check_page(term_dots(made(units), lang=lang, width=width))


@pytest.mark.parametrize("width", [SINGLE, DOUBLE])
def test_a_real_report_fits(district, width):
    table = frequency_by(district["mentions"], by=None, words=district["tokens"])
    figure = term_dots(table, width=width, top=25)
    check_page(figure)
    assert len(dots(figure.axes[1])[0]) == 25


def test_limits_of_what_is_drawn():
    assert term_dots(made().head(0)) is None
    assert len(dots(term_dots(made(), top=2).axes[1])[0]) == 2
    with pytest.raises(ValueError, match="26 units; choose 3"):
        term_dots(made([str(year) for year in range(2001, 2027)]))
    with pytest.raises(ValueError, match="per_thousand"):
        term_dots(made().drop(columns="per_thousand"))


def test_it_is_the_same_twice():
    pictures = []
    for _ in "ab":
        file = io.BytesIO()
        term_dots(made()).savefig(file, format="png", metadata={"Software": None})
        pictures.append(file.getvalue())
    assert pictures[0] == pictures[1]
