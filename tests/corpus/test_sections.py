"""Sections: two headings deep, and a heading opens its own."""

import pytest

from corpus.sections import section_names


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
