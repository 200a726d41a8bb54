"""The font whose large tables are read once."""

from fontTools.ttLib import TTFont

from analysis.fonts import font_rule
from analysis.fonts.coverage import FONT_FILE
from analysis.fonts.read_once import lend_tables, whole_font

LARGE = {"post", "cmap", "loca", "glyf", "hmtx"}


def tables_read(monkeypatch) -> list[str]:
    """The tables that are read from now on, in their order."""
    read: list[str] = []
    usual = TTFont._readTable
    monkeypatch.setattr(
        TTFont, "_readTable", lambda font, tag: read.append(str(tag)) or usual(font, tag)
    )
    return read


def test_a_page_reads_no_large_table_once_they_are_known(monkeypatch):
    whole_font()
    read = tables_read(monkeypatch)
    assert font_rule("创新") and font_rule("教育")
    assert "name" in read and not LARGE & {*read}


def test_what_is_lent_is_that_of_the_file_and_changing_it_changes_no_other():
    with TTFont(FONT_FILE, lazy=True) as font, TTFont(FONT_FILE, lazy=True) as usual:
        lend_tables(font)
        assert font.getGlyphOrder() == usual.getGlyphOrder()
        assert font.getBestCmap() == usual.getBestCmap()
        assert font["hmtx"].metrics == usual["hmtx"].metrics
        before = font["glyf"]["A"].xMin
        font["glyf"]["A"].xMin = before - 9
        font["hmtx"].metrics.clear()
        font["cmap"].tables[0].cmap.clear()
    with TTFont(FONT_FILE, lazy=True) as again:
        lend_tables(again)
        assert again["glyf"]["A"].xMin == before and again["hmtx"].metrics
        assert again.getBestCmap()
