"""Makes NotoSansSC-Regular.ttf from the variable Noto Sans SC.

The source is the file in the Python package justmytype-intl-cjk, under the SIL Open Font License.
Matplotlib draws a variable font in its default weight, here Thin, so the weight is fixed at
Regular. The outlines stay TrueType, which a PDF with ``fonttype 42`` can embed.

The same versions of the package and of fontTools always give the same bytes. The file in this
folder was made with the versions in ``MADE_WITH``.

The licence reserves the name "Source" for the unchanged font. This font is changed, but it is
called Noto Sans SC, so it may keep its name.

Run ``python -m analysis.fonts.build_font`` to make the font and its licence again.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import OverlapMode, instantiateVariableFont

from analysis.fonts.coverage import FONT_FILE

MADE_WITH = {"justmytype-intl-cjk": "0.1.0", "fonttools": "4.68.0"}
REGULAR = 400

# Ranges beyond GBK, as first and last code point. Code points missing in the source are skipped.
EXTRA_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and accented letters of foreign names
    (0x2000, 0x22FF),  # punctuation, signs, Roman numerals, arrows, mathematics
    (0x2460, 0x27BF),  # circled numbers, boxes, shapes, symbols
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3200, 0x33FF),  # enclosed characters, square units
    (0x9FA6, 0x9FFF),  # characters added after GBK
    (0xFE10, 0xFE6F),  # vertical and small punctuation
    (0xFF00, 0xFFEF),  # full-width forms
    (0x20000, 0x3FFFF),  # rare characters of names and places
)


def gbk_characters() -> Iterator[str]:
    """Yields every character that has a two-byte code in GBK."""
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            yield from bytes([lead, trail]).decode("gbk", errors="ignore")


def wanted_code_points() -> set[int]:
    """The code points to cover; the source may lack some of them."""
    extra = {point for first, last in EXTRA_RANGES for point in range(first, last + 1)}
    return extra | {ord(character) for character in gbk_characters()}


def subset_options() -> Options:
    """The parts that the font keeps: outlines, horizontal widths, kerning and all names."""
    options = Options()
    options.layout_features = ["kern"]
    options.drop_tables += ["BASE", "GSUB", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    return options


def make_static(font: TTFont) -> TTFont:
    """The font, reduced to the wanted characters and fixed at the weight Regular.

    The font is changed in place. Overlapping outlines are not flagged, as in the source.
    """
    subsetter = Subsetter(subset_options())
    subsetter.populate(unicodes=wanted_code_points())
    subsetter.subset(font)
    instantiateVariableFont(
        font,
        {"wght": REGULAR},
        inplace=True,
        overlap=OverlapMode.KEEP_AND_DONT_SET_FLAGS,
        updateFontNames=True,
    )
    for name_id in (25, 257):  # names of the variable font's prefix and axis
        font["name"].removeNames(nameID=name_id)
    del font["STAT"]
    store_glyph_names(font)
    return font


def store_glyph_names(font: TTFont) -> None:
    """Adds glyph names, which the source lacks.

    They take 230 kB and make saving a PDF a quarter faster, because fontTools need not derive the
    names again for every figure.
    """
    post = font["post"]
    post.formatType = 2.0
    post.extraNames, post.mapping = [], {}


def source_folder() -> Traversable:
    """The folder with the font and its licence in the installed package."""
    return files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"


def write_font(target: Path) -> None:
    """Writes the static font to ``target``, and its licence to the same folder."""
    source = source_folder()
    with (source / "NotoSansSC[wght].ttf").open("rb") as stream:
        make_static(TTFont(stream, recalcTimestamp=False)).save(target)
    licence = (source / "OFL.txt").read_bytes()
    target.with_name("OFL.txt").write_bytes(licence)


if __name__ == "__main__":
    write_font(FONT_FILE)
    versions = ", ".join(f"{package} {version(package)}" for package in MADE_WITH)
    print(f"{FONT_FILE.name}: {FONT_FILE.stat().st_size:,} bytes, made with {versions}")
