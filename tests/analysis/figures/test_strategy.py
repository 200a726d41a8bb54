"""The strategic map: every theme named, nothing over another, filled where stable."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures import strategic_diagram
from analysis.figures.page import new_sheet
from analysis.figures.strategy import _around, _crosses, _free, _name
from analysis.figures.style import DOUBLE, OWN, SINGLE
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed


def made(many=9, seed=1):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"theme": range(1, many + 1), "n": range(20 * many, 0, -20)})
    table["name"] = [f"很长的政策词{one}、另一政策词{one}" for one in table["theme"]]
    table["stable"] = pd.array([one % 2 == 0 for one in table["theme"]], dtype="boolean")
    for name in ("centrality_rank", "density_rank"):
        table[name] = rng.permutation(many) + 1.0
        table[f"{name}_low"] = np.maximum(table[name] - 1.5, 1)
        table[f"{name}_high"] = np.minimum(table[name] + 1.5, many)
    return table


@pytest.mark.parametrize("width", [SINGLE, DOUBLE])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("many", "seed"), [(2, 1), (9, 1), (12, 2), (18, 3)])
def test_every_theme_is_named_and_nothing_lies_on_another(many, seed, lang, width):
    if width == SINGLE and many > 12:
        pytest.skip("a column has room for twelve names")
    figure = strategic_diagram(made(many, seed), lang=lang, width=width)
    check_page(figure)
    said = [text for text, *_ in words_drawn(figure)]
    assert sum("政策词" in one for one in said) >= many


def test_the_line_to_a_name_passes_no_other_where_there_is_room():
    """The name nearest below would be reached through that of another theme."""
    _, sheet = new_sheet(120, 80)
    mark, other, frame = (60.0, 20.0, 62.0, 22.0), (36.0, 26.0, 64.0, 31.0), (0.0, 0.0, 120.0, 80.0)
    walls = [(80.0, 0.0, 82.0, 33.0), (0.0, 0.0, 60.0, 25.9), (0.0, 0.0, 79.0, 19.9)]
    taken = [mark, other, *walls]
    found, *line = _name(sheet, ["很长很长的政策词", "另一政策词"], mark, taken, [], frame)
    around = _around(mark, (found[2] - found[0], found[3] - found[1]))
    nearest = next(one for one in around if _free(one, taken, frame))
    assert _crosses(mark, nearest, taken) and not _crosses(mark, found, taken)
    assert line and len(sheet.lines) == 1


def test_real_names_stand_in_english():
    table = made(4).assign(name=["营商环境、放管服", "教育、学校", "地铁、公交", "医院、养老"])
    said = " ".join(text for text, *_ in words_drawn(strategic_diagram(table)))
    assert "business environment" in said and "营商环境" not in said
    bare = strategic_diagram(table, gloss=False)
    assert "营商环境" in " ".join(text for text, *_ in words_drawn(bare))


def test_marks_are_where_the_ranks_are_and_filled_where_stable():
    table = made(6)
    marks = strategic_diagram(table).axes[0].collections
    points = [
        one
        for one in marks
        if len(one.get_offsets()) and hasattr(one, "get_sizes") and len(one.get_sizes())
    ]
    assert len(points) == 6
    x, y = np.array([one.get_offsets()[0] for one in points]).T
    assert (np.argsort(x) == np.argsort(table["centrality_rank"])).all()
    assert (np.argsort(-y) == np.argsort(table["density_rank"])).all()
    filled = [to_hex(one.get_facecolor()[0]) == OWN.lower() for one in points]
    assert filled == table["stable"].tolist()
    sizes = [float(one.get_sizes()[0]) for one in points]
    assert sizes == sorted(sizes, reverse=True)


def test_ties_and_unknown_ranges_are_drawn():
    table = made(5).assign(centrality_rank=[1.5, 1.5, 3, 4, 5], stable=pd.NA)
    limits = [one for one in table if one.endswith(("low", "high"))]
    table[limits] = np.nan
    check_page(strategic_diagram(table, lang="zh"))


def test_one_theme_is_no_map_and_periods_are_drawn_one_by_one():
    assert strategic_diagram(made(2).head(1)) is None
    with pytest.raises(ValueError, match="several periods"):
        strategic_diagram(made(2).assign(period=["a", "b"]))


@crossed("lang, seed", ["en", "zh"], [1, 2, 3])
def test_no_name_is_crossed_by_the_lines_of_the_medians(seed, lang):
    """Of an odd number of themes one or two are on these lines."""
    table = made(5, seed).assign(name=["教育、改革", "特区、地铁", "贸易、出口", "省委", "住房"])
    figure = strategic_diagram(table, lang=lang)
    sheet = figure.axes[0]
    figure.draw_without_rendering()
    lines = [sheet.transData.transform(one.get_xydata()) for one in sheet.lines[1:3]]
    names = [text.get_window_extent() for text in sheet.texts[4:]]
    for box in names:
        assert not box.x0 < lines[0][0, 0] < box.x1
        assert not box.y0 < lines[1][0, 1] < box.y1
