"""Sections: two headings deep, and a heading opens its own."""

import pandas as pd
import pytest

from corpus.sections import section_names, sections_of


@pytest.mark.parametrize(
    ("levels", "paths", "names"),
    [
        ([], [], []),
        ([0, 0], ["", ""], ["", ""]),
        ([1, 0], ["", "一"], ["一", "一"]),
        ([1, 2, 0], ["", "一", "一 > 二"], ["一 > 二"] * 3),
        ([0, 3, 0], ["一", "一 > 二", "一 > 二 > 三"], ["一", "一 > 二", "一 > 二"]),
        ([0, 1], ["一", ""], ["一", ""]),  # a heading with nothing under it
    ],
)
def test_sections(levels, paths, names):
    assert section_names(levels, paths) == names


def test_every_paragraph_of_a_report_is_in_one_section(district):
    paragraphs = district.paragraphs
    names = section_names(list(paragraphs["level"]), list(paragraphs["heading_path"]))
    assert len(names) == len(paragraphs)
    text = paragraphs["level"] == 0
    for name, path in zip(names, paragraphs["heading_path"], strict=True):
        assert path.startswith(name) or name.startswith(path)
    assert len({name for name, own in zip(names, text, strict=True) if own}) > 20


ROWS = pd.DataFrame(
    [
        ("r", 2, 0, "一 > （一）"),
        ("s", 0, 1, None),
        ("r", 0, 1, ""),
        ("s", 1, 0, "二"),
        ("r", 1, 2, "一"),
        ("s", 2, 1, None),
    ],
    columns=["report_id", "paragraph_id", "level", "heading_path"],
    index=[7, 3, 9, 1, 4, 8],
)
NAMES = {9: "一 > （一）", 4: "一 > （一）", 7: "一 > （一）", 3: "二", 1: "二", 8: ""}


def test_sections_of_a_table_keep_its_index_whatever_the_order_of_its_rows():
    assert sections_of(ROWS).to_dict() == NAMES
    assert sections_of(ROWS.iloc[::-1]).to_dict() == NAMES


def test_without_levels_every_row_is_text():
    paths = ROWS["heading_path"].fillna("").to_dict()
    assert sections_of(ROWS.drop(columns="level")).to_dict() == paths


def test_no_rows_have_no_sections():
    assert sections_of(ROWS.iloc[:0]).empty
