"""Labels and the caption of the comparison of two reports."""

import pytest

from analysis.across_reports.two_reports import compare_reports
from analysis.across_reports.two_reports_labels import LABELS, TITLES, figure_caption


@pytest.fixture(scope="module")
def two(two_districts):
    return compare_reports(two_districts, "shahekou-2018", "other")


def test_every_table_of_the_comparison_has_a_title_and_its_columns_labels(two):
    for name in TITLES:
        if name != "terms":  # keyness may have further columns
            assert set(getattr(two, name)) <= set(LABELS), name


def test_the_caption_says_n_and_what_varies(two):
    n, m = int(two.areas["sentences_a"].iloc[0]), int(two.areas["sentences_b"].iloc[0])
    english = figure_caption(two, ("X 2018", "Y 2020"))
    assert f"n = {n} (X 2018), {m} (Y 2020)" in english
    assert "clustered by section" in english
    chinese = figure_caption(two, ("甲2018年", "乙2020年"), "zh")
    assert chinese.startswith("甲2018年与乙2020年") and f"n = {n}，" in chinese
    assert "以节为重抽样单位" in chinese
