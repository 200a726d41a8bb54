"""Variant forms of characters made uniform, with the offsets of the original text kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Offsets = NDArray[np.int64]

# Only variants of the same character; NFKC would also turn ① into 1 and ： into a half-width colon.
_FULL_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_SAME_SIGN = {ord("％"): "%", ord("．"): ".", ord("＋"): "+"}
# PM₂.₅ and CO₂ are PM2.5 and CO2 set low; raised digits are notes and powers.
_LOW_DIGITS = {0x2080 + digit: str(digit) for digit in range(10)}
# ⼯ is a radical that some PDFs have for 工; U+F900 to U+FAFF are duplicate codes of ideographs.
_TWINS = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
_IDEOGRAPHS = {
    code: plain
    for code in _TWINS
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code) and len(plain) == 1
}
# Radicals that Unicode normalisation leaves as they are: those in EquivalentUnifiedIdeograph.txt
# that are also words. 「⺠生」 looks like 民生 on every screen.
_RADICALS = str.maketrans(
    "⺁⺈⺎⺒⺛⺝⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂刀兀巳旡月母民虎西见角贝车长门青页风飞食马鬼鱼鸟卤麦黄齐齿龙龟",
)
ONE_TO_ONE: dict[int, int | str] = {
    **_FULL_WIDTH,
    **_SAME_SIGN,
    **_LOW_DIGITS,
    **_IDEOGRAPHS,
    **_RADICALS,
}
# Most texts contain none of them, and translating every character takes time.
_OTHER_FORM = re.compile(f"[{re.escape(''.join(map(chr, ONE_TO_ONE)))}]")
_FORMS = {chr(code): chr(one) if isinstance(one, int) else one for code, one in ONE_TO_ONE.items()}

# On Windows, R writes a character that its code page lacks as an escape such as <U+00A0>.
_ESCAPE = re.compile(r"<U\+([0-9A-F]{4,6})>")
# Zero-width marks, which no reader sees, bullets of Word's symbol fonts (U+F020 to U+F0FF), Word's
# signs of paragraph ends (¶, ↵), and the pictures and bars that decorate articles on phones.
# _GAP, below, is a space that scraping left between single digits, as in 1 9 9 8 and 1 0 .6; a
# space between numbers of several digits separates them.
_MARK = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\u00ad"
    r"\uf020-\uf0ff\u00b6\u21b5\u258c-\u258f\u25b6\u27a4\U0001f300-\U0001faff]"
)
# Mirror sites add pronunciations, as in 工作報(bào)告; a few of them are a word being explained.
_PINYIN = re.compile(r"[(（](?<=[\u3400-\u9fff].)[a-zāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,7}[)）]")
MIRRORED = 10
_GAP = re.compile(r"[ \u3000\xa0](?<=(?<![0-9])[0-9].)(?=\.?[0-9](?![0-9]))")
# Letters that scanning makes of the digits of a date: 2O18年l月1O日; 曰 of 日.
_SCANNED_DATE = re.compile(
    r"(?<![0-9A-Za-z])(?=[OoQlI]{0,3}[0-9])[12lI][0-9OoQlI]{3}(?=[ \u3000]?年)"
    r"|(?<=年)[0-9OolI]{1,2}月[0-9OolI]{1,2}(?:[日曰]|(?=[至—\-]))"
)
_AS_SCANNED = re.compile(r"[OoQlI][0-9OolI月]{0,4}[ \u3000]?[年月日曰]")
_AS_PRINTED = str.maketrans("OoQlI曰", "00011日")


@dataclass(frozen=True)
class Normalized:
    """A normalised text, with the position of each character in the original.

    Attributes:
        text: the normalised text.
        starts: where the original of each code point begins, and one past the last; offsets in
            the original text, shape ``(len(text) + 1,)``. None where no character moved.
        ends: one past the original of each code point, shape ``(len(text),)``; None likewise.
    """

    text: str
    starts: Offsets | None = None
    ends: Offsets | None = None

    def original(self, position: int) -> int:
        """The offset in the original text of a position in the normalised text."""
        return position if self.starts is None else int(self.starts[position])

    def original_end(self, position: int) -> int:
        """The offset in the original text of the end of a span that ends at ``position``."""
        return position if self.ends is None else int(self.ends[position - 1])

    def originals(self, positions: ArrayLike) -> Offsets:
        """The offsets that ``original`` gives, for many positions."""
        found = np.asarray(positions, dtype=np.int64)
        return found if self.starts is None else self.starts[found]

    def original_ends(self, positions: ArrayLike) -> Offsets:
        """The offsets that ``original_end`` gives, for many positions."""
        found = np.asarray(positions, dtype=np.int64)
        return found if self.ends is None else self.ends[found - 1]

    def positions(self, originals: ArrayLike) -> Offsets:
        """The positions of offsets of the original text, or of the next characters kept."""
        found = np.asarray(originals, dtype=np.int64)
        return found if self.starts is None else np.searchsorted(self.starts, found)

    def without(self, spans: Sequence[tuple[int, int]]) -> Normalized:
        """The text without the given spans, which must be in order and not overlap."""
        if not spans:
            return self
        keep = np.ones(len(self.text), dtype=bool)
        kept, position = [], 0
        for start, end in spans:
            keep[start:end] = False
            kept.append(self.text[position:start])
            position = end
        kept.append(self.text[position:])
        where = np.flatnonzero(keep)
        starts = self.originals(np.append(where, len(self.text)))
        return Normalized("".join(kept), starts, self.original_ends(where + 1))

    def substituted(self, spans: Sequence[tuple[int, int, str]]) -> Normalized:
        """The text with single characters, or nothing, in place of spans, each with its span.

        Args:
            spans: start, end and replacement of at most one character; in order, not overlapping.
        """
        if not spans:
            return self
        gone = [(start + len(new), end) for start, end, new in spans if start + len(new) < end]
        rest = self.without(gone)
        lengths = np.array([end - start - len(new) for start, end, new in spans])
        shift = np.cumsum(lengths) - lengths
        characters = list(rest.text)
        starts = rest.originals(np.arange(len(rest.text) + 1))
        ends = rest.original_ends(np.arange(1, len(rest.text) + 1)).copy()
        for (start, end, new), before in zip(spans, shift.tolist(), strict=True):
            if new:
                characters[start - before] = new
                ends[start - before] = self.original_end(end)
        return Normalized("".join(characters), starts, ends)

    def replaced(self, change: Callable[[str], str]) -> Normalized:
        """The text changed by a function that keeps the place of every character.

        Raises:
            ValueError: the function returned a text of another length.
        """
        text = change(self.text)
        if len(text) != len(self.text):
            change_of_length = f"{len(self.text)} characters became {len(text)}"
            raise ValueError(f"the function changed the length of the text ({change_of_length})")
        return Normalized(text, self.starts, self.ends)


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, lone surrogates included, shape ``(len(text),)``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def normalize(text: str) -> Normalized:
    """The text with one form per character, with the position of each in the original.

    Full-width letters and digits become half-width, low digits (PM₂.₅) plain, radicals the
    characters that they look like, and R's ``<U+2014>`` the character that it names. Zero-width
    marks, single spaces between single digits, control characters, and pronunciations that mirror
    sites add are removed.
    Letters in the digits of a date (2O18年) become those digits. Punctuation and spaces keep their
    width; ①, ② and 〇 stay, since they are other characters.

    Args:
        text: any text.

    Example:
        >>> from corpus.text import normalize
        >>> document = "城镇化率达到６５．３％，营商<U+200B>环境持续优化"
        >>> plain = normalize(document)
        >>> plain.text
        '城镇化率达到65.3%，营商环境持续优化'
        >>> start = plain.text.index("营商环境")
        >>> document[plain.original(start) : plain.original_end(start + 4)]
        '营商<U+200B>环境'
    """
    plain = _unescaped(text) if "<U+" in text else Normalized(text)
    if _OTHER_FORM.search(plain.text):
        plain = plain.replaced(_with_one_form)
    if "曰" in plain.text or _AS_SCANNED.search(plain.text):
        plain = plain.replaced(_with_dates)
    for pattern in (_MARK, _GAP):
        plain = plain.without([match.span() for match in pattern.finditer(plain.text)])
    notes = [match.span() for match in _PINYIN.finditer(plain.text)]
    return plain.without(notes) if len(notes) >= MIRRORED else plain


def _with_one_form(text: str) -> str:
    return _OTHER_FORM.sub(lambda match: str(_FORMS[match.group()]), text)


def _with_dates(text: str) -> str:
    return _SCANNED_DATE.sub(lambda match: match.group().translate(_AS_PRINTED), text)


def _unescaped(text: str) -> Normalized:
    """R's escapes as the characters that they name, each with the span of the whole escape."""
    found = [match for match in _ESCAPE.finditer(text) if int(match[1], 16) <= 0x10FFFF]
    found = [match for match in found if not 0xD800 <= int(match[1], 16) < 0xE000]
    if not found:
        return Normalized(text)
    spans = [(match.start(), match.end(), chr(int(match[1], 16))) for match in found]
    return Normalized(text).substituted(spans)
