"""The font of the figures: that it is what it says, and is made the same again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from analysis.fonts import build_font
from analysis.fonts.coverage import FONT_FILE

LICENCE = FONT_FILE.with_name("OFL.txt")


@pytest.fixture(scope="module")
def font() -> Iterator[TTFont]:
    with TTFont(FONT_FILE, lazy=True) as opened:
        yield opened


def test_outlines_are_truetype_and_static(font: TTFont) -> None:
    assert font.sfntVersion == "\0\1\0\0"
    assert {"glyf", "loca"} <= set(font.keys())
    assert not {"CFF ", "CFF2", "fvar", "gvar", "avar", "STAT"} & set(font.keys())


def test_size_is_at_most_eight_megabytes() -> None:
    assert FONT_FILE.stat().st_size <= 8_000_000


@pytest.mark.parametrize(
    ("name_id", "expected"),
    [
        (1, "Noto Sans SC"),
        (2, "Regular"),
        (4, "Noto Sans SC Regular"),
        (6, "NotoSansSC-Regular"),
        (16, None),
        (17, None),
        (25, None),
    ],
)
def test_names(font: TTFont, name_id: int, expected: str | None) -> None:
    assert font["name"].getDebugName(name_id) == expected


def test_strokes_are_regular_and_not_thin(font: TTFont) -> None:
    """The one stroke of 一 is 33 units high in Thin and 82 in Regular."""
    stroke = font["glyf"][font.getBestCmap()[ord("一")]]
    assert 70 <= stroke.yMax - stroke.yMin <= 90


def test_licence_is_beside_the_font(font: TTFont) -> None:
    licence = LICENCE.read_text(encoding="utf-8")
    copyright_line = font["name"].getDebugName(0).removeprefix("(c) ").rstrip(".")
    assert licence.splitlines()[0] == f"Copyright {copyright_line}"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_reserved_name_is_not_used(font: TTFont) -> None:
    names = [font["name"].getDebugName(name_id) for name_id in (1, 3, 4, 6)]
    assert not [name for name in names if "source" in name.lower()]


@pytest.fixture
def some(font: TTFont) -> set[int]:
    """One in fifty of the characters, some that are wanted; `make torture` builds them all."""
    return {*sorted(font.getBestCmap())[::50], *sorted(build_font.wanted_code_points())[::100]}


@pytest.fixture
def again(some: set[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TTFont]:
    """The font, built of some of its characters."""
    pytest.importorskip(
        "justmytype_intl_cjk", reason="the package with the variable font is not installed"
    )
    monkeypatch.setattr(build_font, "wanted_code_points", lambda: some)
    build_font.write_font(tmp_path / FONT_FILE.name)
    assert (tmp_path / "OFL.txt").read_bytes() == LICENCE.read_bytes()
    with TTFont(tmp_path / FONT_FILE.name) as opened:
        yield opened


def test_building_again_gives_the_same_characters_tables_and_names(
    font: TTFont, some: set[int], again: TTFont
) -> None:
    there = sorted(again.getBestCmap())  # those wanted, and the mirrored ones of brackets
    assert set(font.getBestCmap()) & some <= set(there) <= set(font.getBestCmap())
    assert len(there) > 400
    said = f"The font was made with {build_font.MADE_WITH}; are these installed?"
    assert [drawn(again, one) for one in there] == [drawn(font, one) for one in there], said
    assert set(again.keys()) == set(font.keys())
    assert [one.toUnicode() for one in again["name"].names] == [
        one.toUnicode() for one in font["name"].names
    ]
    for table, field in (
        ("head", "modified"),
        ("head", "fontRevision"),
        ("hhea", "ascent"),
        ("hhea", "descent"),
        ("OS/2", "usWeightClass"),
        ("post", "formatType"),
    ):
        assert getattr(again[table], field) == getattr(font[table], field), (table, field)


def drawn(font: TTFont, point: int) -> tuple[Any, ...]:
    """The width and the outline of a character."""
    name = font.getBestCmap()[point]
    points, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return font["hmtx"][name], list(points), list(ends), list(flags)


def test_nothing_is_in_the_font_that_was_not_wanted(font: TTFont) -> None:
    wanted = build_font.wanted_code_points()
    there = set(font.getBestCmap())
    assert there <= wanted
    assert len(there) > 0.9 * 21_791


def test_the_characters_of_gbk_are_those_of_its_two_byte_codes() -> None:
    characters = [one for one in build_font.gbk_characters() if ord(one) > 127]
    assert len(characters) == len(set(characters)) == 21_791
    assert all(len(one.encode("gbk")) == 2 for one in characters)


def test_ranges_are_in_order_and_apart() -> None:
    points = [point for both in build_font.EXTRA_RANGES for point in both]
    assert points == sorted(set(points))
