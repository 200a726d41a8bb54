"""Makes NotoSansSC-Regular.ttf from the variable Noto Sans SC.

The source is the file that the Python package justmytype-intl-cjk carries,
under the SIL Open Font License. Matplotlib draws a variable font in its
default weight, which is Thin here, so the weight is fixed at Regular. The
outlines stay TrueType, which is what a PDF with ``fonttype 42`` can embed.

The same package and the same fontTools give the same bytes each time. The file
in this folder was made with the versions in ``MADE_WITH``.

The licence reserves the name "Source" for the unchanged font. This one is
changed, and it is named Noto Sans SC, so the name is free to keep.

Run ``python -m analysis.fonts.build_font`` to make font and licence anew.
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

# Beyond GBK: first and last code point. What the source lacks is left out.
EXTRA_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and accented letters of foreign names
    (0x2000, 0x22FF),  # punctuation, signs, Roman numerals, arrows, mathematics
    (0x2460, 0x27BF),  # circled numbers, boxes, shapes, symbols
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3200, 0x33FF),  # enclosed characters, square units
    (0x9FA6, 0x9FFF),  # characters younger than GBK
    (0xFE10, 0xFE6F),  # vertical and small punctuation
    (0xFF00, 0xFFEF),  # full-width forms
    (0x20000, 0x3FFFF),  # rare characters of names and places
)


def gbk_characters() -> Iterator[str]:
    """Yields every character with a two-byte code in GBK."""
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            yield from bytes([lead, trail]).decode("gbk", errors="ignore")


def wanted_code_points() -> set[int]:
    """Code points that the font should cover, whether the source has them or not."""
    extra = {point for first, last in EXTRA_RANGES for point in range(first, last + 1)}
    return extra | {ord(character) for character in gbk_characters()}


def subset_options() -> Options:
    """What the font keeps: outlines, horizontal widths, kerning and all names."""
    options = Options()
    options.layout_features = ["kern"]
    options.drop_tables += ["BASE", "GSUB", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    return options


def make_static(font: TTFont) -> TTFont:
    """The font cut to the wanted characters and fixed at weight Regular.

    Changes the font that it is given. Overlapping outlines are not marked, as
    they are not in the source.
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
    for name_id in (25, 257):  # they name the variable font's prefix and axis
        font["name"].removeNames(nameID=name_id)
    del font["STAT"]
    store_glyph_names(font)
    return font


def store_glyph_names(font: TTFont) -> None:
    """Writes glyph names into the font, which the source does without.

    They cost 230 kB and make a PDF a quarter faster to save: fontTools then
    need not work the names out again for every figure.
    """
    post = font["post"]
    post.formatType = 2.0
    post.extraNames, post.mapping = [], {}


def source_folder() -> Traversable:
    """The folder of the installed package that holds the font and its licence."""
    return files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"


def write_font(target: Path) -> None:
    """Writes the static font to the target and its licence beside it."""
    source = source_folder()
    with (source / "NotoSansSC[wght].ttf").open("rb") as stream:
        make_static(TTFont(stream, recalcTimestamp=False)).save(target)
    licence = (source / "OFL.txt").read_bytes()
    target.with_name("OFL.txt").write_bytes(licence)


if __name__ == "__main__":
    write_font(FONT_FILE)
    versions = ", ".join(f"{package} {version(package)}" for package in MADE_WITH)
    print(f"{FONT_FILE.name}: {FONT_FILE.stat().st_size:,} bytes, made with {versions}")
