"""The font that PDFs embed: what is drawn with it, and no more."""

import io
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from analysis.figures.embedded_font import without_kerning
from analysis.figures.style import SINGLE, new_figure, save_figure, style
from analysis.fonts.coverage import FONT_FILE


@pytest.fixture
def coarse():
    """Files are saved as they are for print."""


@pytest.fixture
def figure():
    with style():
        drawn = new_figure(SINGLE, 60)
        drawn.add_subplot().set_title("AVATAR, Wave To: 沙河口")  # pairs that the kerning moves
    return drawn


def embedded(pdf: Path) -> TTFont:
    """The font in a PDF that has one."""
    text = pdf.read_bytes()
    reference = re.search(rb"/FontFile2 (\d+) 0 R", text)
    assert reference
    found = re.search(rb"\n%s 0 obj.*?stream\r?\n(.*?)\r?\nendstream" % reference[1], text, re.S)
    assert found
    return TTFont(io.BytesIO(zlib.decompress(found[1])))


def picture(pdf: Path) -> np.ndarray:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_numpy()


def test_a_pdf_embeds_no_kerning(figure, tmp_path):
    pdf, *_ = save_figure(figure, "figure", folder=tmp_path)
    font = embedded(pdf)
    assert "GPOS" not in font and len(font["glyf"].keys()) > 10


def test_the_page_is_drawn_as_with_kerning(figure, tmp_path):
    usual = tmp_path / "usual.pdf"
    with style():
        figure.savefig(usual)
    assert "GPOS" in embedded(usual)
    pdf, *_ = save_figure(figure, "figure", folder=tmp_path)
    np.testing.assert_array_equal(picture(pdf), picture(usual))


def reduced_to(glyphs: Iterable[int], *, kerning: bool) -> bytes:
    """The font with these glyphs, by number."""
    options = subset.Options(glyph_names=True)
    made = io.BytesIO()
    with subset.load_font(str(FONT_FILE), options) as font:
        if "GPOS" in font and not kerning:
            del font["GPOS"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(gids=glyphs)
        subsetter.subset(font)
        font.save(made)
    return made.getvalue()


def test_a_font_that_is_read_once_is_reduced_as_one_that_is_read_anew():
    sets = [range(0, 400, 3), [7], range(5, 9000, 500), range(0, 400, 3)]
    usual = [reduced_to(one, kerning=False) for one in sets]
    with without_kerning():
        found = [reduced_to(one, kerning=True) for one in sets]
    assert found == usual


def test_the_large_tables_are_read_once(monkeypatch):
    with without_kerning():
        reduced_to([7], kerning=True)
        read: list[str] = []
        usual = TTFont._readTable
        monkeypatch.setattr(
            TTFont, "_readTable", lambda font, tag: read.append(str(tag)) or usual(font, tag)
        )
        reduced_to([7, 8], kerning=True)
    assert "head" in read and not {"post", "cmap", "loca", "glyf", "hmtx"} & {*read}


def test_other_fonts_and_later_reading_are_as_they_were(tmp_path):
    usual = subset.load_font
    copied = tmp_path / "other.ttf"
    copied.write_bytes(FONT_FILE.read_bytes())
    with without_kerning(), subset.load_font(str(copied), subset.Options()) as font:
        assert "GPOS" in font
    assert subset.load_font is usual
    with pytest.raises(OSError), without_kerning():
        subset.load_font(str(tmp_path / "none.ttf"), subset.Options())
    assert subset.load_font is usual
