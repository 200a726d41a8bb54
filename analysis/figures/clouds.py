"""Word clouds."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import IO

from analysis.figures import page
from analysis.figures.style import DOUBLE, NATION, OTHER_TEXT, OWN, Drawing, style
from analysis.figures.words import says
from analysis.fonts.coverage import FONT_FILE
from corpus.language import Lang, check_language

TIMES = 2.0  # from which ratio on a word is coloured
_LEAST = page.LEAST  # points
_FINE = 6  # pixels per millimetre in which places are looked for
_APART = 3  # pixels between two words
_STEPS, _FULL = 8, 0.48  # of sizes; the part of the page that words may cover
_EM, _ASCENDER, _DESCENDER = 1000, 890, -250  # of a line, with the descenders of Latin letters


def word_cloud(
    weights: Mapping[str, float],
    *,
    colour_by: Mapping[str, float] | None = None,
    ends: tuple[str, str] = ("", ""),
    seed: int = 1,
    lang: Lang = "en",
    width: float = DOUBLE,
    height: float = 95.0,
) -> Drawing:
    """A word cloud: an illustration, not a measurement.

    Type size goes with the square root of the weight, from 7 points upwards. The heaviest word has
    the largest size, from 48 points down to 21, at which all words have a place; where there is
    none at 21 points either, the lightest words are left out. The package ``wordcloud`` finds the
    places, by chance from ``seed``, the heaviest word first and no word within the strokes of
    another. Take the numbers from the table. Drop stop words, and words such as 一是 and 二是,
    before.

    Args:
        weights: the weight of each term, such as its count.
        colour_by: a ratio of each term, such as its rate here over its rate elsewhere: terms with 2
            or more are blue, with 1/2 or less orange, all others grey; None for one colour.
        ends: what a ratio above 1 and what one below 1 means, printed above in these colours,
            such as "more in 2026".
        seed: fixes the places of the words.
        lang: language of the key: en or zh.
        width: of the figure, in millimetres.
        height: of the figure, in millimetres.

    Example:
        >>> from analysis.figures import word_cloud
        >>> figure = word_cloud({"创新": 17, "文化": 11, "教育": 8}, width=85, height=50)
        >>> sorted(text.get_text() for text in figure.axes[0].texts)
        ['创新', '教育', '文化']
    """
    check_language(lang)
    keys = _keys(ends, lang) if colour_by is not None else []
    above = page.MARGIN + len(keys) * page.LINE + 1 if keys else 0.0
    with style():
        figure, sheet = page.new_sheet(width, height)
        for place, (text, colour) in enumerate(keys):
            y = page.MARGIN + (place + 0.5) * page.LINE
            page.write_in_row(sheet, page.MARGIN, y, text, size=page.NOTE, colour=colour)
        for word, size, left, baseline in laid_out(weights, (width, height - above), seed):
            colour = OWN if colour_by is None else _colour_of(colour_by.get(word))
            sheet.text(
                left,
                baseline + above,
                word,
                fontsize=size,
                color=colour,
                va="baseline",
                parse_math=False,
            )
    return figure


def _keys(ends: tuple[str, str], lang: Lang) -> list[tuple[str, str]]:
    """What the colours mean, each with its colour."""
    named = zip(ends, (OWN, OTHER_TEXT), strict=True)
    keys = [(says("cloud_times", lang, name=name), colour) for name, colour in named if name]
    return [*keys, (says("cloud_neither", lang), NATION)]


def _colour_of(ratio: float | None) -> str:
    if ratio is None or not ratio >= 0:
        return NATION
    return OWN if ratio >= TIMES else OTHER_TEXT if ratio <= 1 / TIMES else NATION


def laid_out(
    weights: Mapping[str, float], room: tuple[float, float], seed: int
) -> list[tuple[str, float, float, float]]:
    """Each word with its size in points, its left end and its baseline, in millimetres.

    The sizes are as ``word_cloud`` says; words without a place are left out.
    """
    ranked = sorted(
        (word for word in weights if weights[word] > 0), key=lambda word: (-weights[word], word)
    )
    if not ranked:
        return []
    font = _box_font("".join(ranked))
    sizes, found = [], []
    for step in range(_STEPS + 1):
        sizes = _sizes([weights[word] for word in ranked], step)
        # Words that would cover most of the page never all have a place: it is not tried.
        if step < _STEPS and _area(ranked, sizes) > _FULL * room[0] * room[1]:
            continue
        found = _places(ranked, sizes, room, seed, font)
        if len(found) == len(ranked):
            break
    placed = zip(ranked, sizes, found, strict=False)
    return [
        (word, size, left / _FINE, top / _FINE + _ASCENDER / _EM * size * page.POINT)
        for word, size, (top, left) in placed
    ]


def _sizes(weights: Sequence[float], step: int) -> list[float]:
    """Sizes in points that go with the square root of the weight, none below 7."""
    largest = 48 * 0.9**step
    return [max(_LEAST, largest * (one / weights[0]) ** 0.5) for one in weights]


def _area(words: Sequence[str], sizes: Sequence[float]) -> float:
    """How many square millimetres the boxes of words take."""
    return sum(
        page.text_width(word) / page.NAME * size**2 * page.POINT
        for word, size in zip(words, sizes, strict=True)
    )


def _places(
    words: Sequence[str],
    sizes: Sequence[float],
    room: tuple[float, float],
    seed: int,
    font: IO[bytes],
) -> list[tuple[int, int]]:
    """The top and left pixel of each word, up to the first for which there is no room.

    With the sizes, in whole pixels, as frequencies, a scaling of 1 and a step that ends the search,
    wordcloud sets every word in exactly its size.
    """
    from wordcloud import WordCloud

    pixels = [math.ceil(size * page.POINT * _FINE) for size in sizes]
    cloud = WordCloud(
        font_path=font,
        width=int(room[0] * _FINE),
        height=int(room[1] * _FINE),
        max_words=len(words),
        max_font_size=pixels[0],
        min_font_size=pixels[-1],
        font_step=pixels[0],
        relative_scaling=1,
        prefer_horizontal=1,
        margin=_APART,
        random_state=seed,
    )
    cloud.generate_from_frequencies(dict(zip(words, pixels, strict=True)))
    return [(int(top), int(left)) for _, _, (top, left), *_ in cloud.layout_]


class _Font(io.BytesIO):
    """A font in memory, which can be opened again and again."""

    def read(self, size: int | None = -1) -> bytes:
        """The whole font."""
        return self.getvalue()


def _box_font(characters: str) -> _Font:
    """The carried font with a solid box in place of each character, as wide as that.

    wordcloud looks for ground that no ink covers, and so would set small words into the strokes of
    large ones; it also takes the top of the ink for the top of the line, which are one here.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    widths = {ord(one): wide for one, wide in _advances(characters).items()}
    metrics = {f"box{wide}": (wide, 0) for wide in sorted({1000, *widths.values()})}
    glyphs = {}
    for name, (wide, _) in metrics.items():
        pen = TTGlyphPen(None)
        pen.moveTo((0, _DESCENDER))
        for corner in ((0, _ASCENDER), (wide, _ASCENDER), (wide, _DESCENDER)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[name] = pen.glyph()
    font = FontBuilder(_EM, isTTF=True)
    font.setupGlyphOrder([".notdef", *metrics])
    font.setupCharacterMap({code: f"box{wide}" for code, wide in widths.items()})
    font.setupGlyf({".notdef": glyphs[f"box{_EM}"], **glyphs})
    font.setupHorizontalMetrics({".notdef": (_EM, 0), **metrics})
    font.setupHorizontalHeader(ascent=_ASCENDER, descent=_DESCENDER)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=_ASCENDER, sTypoDescender=_DESCENDER)
    font.setupPost()
    made = _Font()
    font.save(made)
    return made


def _advances(characters: str) -> dict[str, int]:
    """How wide characters are in the carried font, in thousandths of its size."""
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(str(FONT_FILE))
    font.set_size(_EM, 72)
    wide = {one: font.load_char(ord(one), flags=LoadFlags.NO_HINTING) for one in set(characters)}
    return {one: math.ceil(glyph.linearHoriAdvance / 65536) for one, glyph in wide.items()}
