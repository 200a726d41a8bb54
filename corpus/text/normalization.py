"""Forms that mean the same, made the same on the way to a token, with the way back kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Offsets = NDArray[np.int64]

# Only what is the same character in another form: NFKC would also turn ① into 1, ： into a colon.
_FULL_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_SAME_SIGN = {ord("％"): "%", ord("．"): ".", ord("＋"): "+"}
# ⼯ (a radical, as some PDFs have it) is 工; U+F900 to U+FAFF are second codes of ideographs.
_TWINS = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
_IDEOGRAPHS = {
    code: plain
    for code in _TWINS
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code) and len(plain) == 1
}
# Radicals that no normal form has; from Unicode's EquivalentUnifiedIdeograph.txt, those that are
# words of their own. 「⺠生」 looks like 民生 on every screen.
_RADICALS = str.maketrans(
    "⺁⺈⺎⺒⺛⺝⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂刀兀巳旡月母民虎西见角贝车长门青页风飞食马鬼鱼鸟卤麦黄齐齿龙龟",
)
ONE_TO_ONE: dict[int, int | str] = {**_FULL_WIDTH, **_SAME_SIGN, **_IDEOGRAPHS, **_RADICALS}
# Most texts have none of them, and translating each character takes time.
_OTHER_FORM = re.compile(f"[{re.escape(''.join(map(chr, ONE_TO_ONE)))}]")
_FORMS = {chr(code): chr(one) if isinstance(one, int) else one for code, one in ONE_TO_ONE.items()}

# How R prints on Windows what its code page lacks: <U+00A0>. One character was meant.
_ESCAPE = re.compile(r"<U\+([0-9A-F]{4,6})>")
# What is not there for a reader: zero-width marks, and spaces that a scrape put between digits,
# as in 1 9 9 8 and 1 0 .6; between two numbers of several digits a space means something.
_MARK = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\u00ad]")
# Mirrors of pages write 工作報(bào)告; where it stands once, it is a word that somebody explains.
_PINYIN = re.compile(r"[(（](?<=[\u3400-\u9fff].)[a-zāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,7}[)）]")
MIRRORED = 10
_GAP = re.compile(r"[ \u3000\xa0](?<=(?<![0-9])[0-9].)(?=\.?[0-9](?![0-9]))")


@dataclass(frozen=True)
class Normalized:
    """A text with one form for each character, and where each came from.

    Attributes:
        text: the normalised text.
        starts: for each of its code points, and one past the last, the offset in the text that was
            normalised, shape ``(len(text) + 1,)``; None where every character kept its place.
        ends: one past the original of each code point, shape ``(len(text),)``; None as ``starts``.
    """

    text: str
    starts: Offsets | None = None
    ends: Offsets | None = None

    def original(self, position: int) -> int:
        """The offset in the original text of a position in the normalised one."""
        return position if self.starts is None else int(self.starts[position])

    def original_end(self, position: int) -> int:
        """One past the original of the character before ``position``: the end of a span."""
        return position if self.ends is None else int(self.ends[position - 1])

    def originals(self, positions: ArrayLike) -> Offsets:
        """As ``original``, of many positions."""
        found = np.asarray(positions, dtype=np.int64)
        return found if self.starts is None else self.starts[found]

    def original_ends(self, positions: ArrayLike) -> Offsets:
        """As ``original_end``, of many positions."""
        found = np.asarray(positions, dtype=np.int64)
        return found if self.ends is None else self.ends[found - 1]

    def positions(self, originals: ArrayLike) -> Offsets:
        """The way here: where each offset of the original text, or the next kept, stands."""
        found = np.asarray(originals, dtype=np.int64)
        return found if self.starts is None else np.searchsorted(self.starts, found)

    def without(self, spans: Sequence[tuple[int, int]]) -> Normalized:
        """The same text without the spans given, which do not overlap and are in order."""
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

    def replaced(self, change: Callable[[str], str]) -> Normalized:
        """The text changed by a function that keeps every character's place.

        Raises:
            ValueError: where the function returned a text of another length.
        """
        text = change(self.text)
        if len(text) != len(self.text):
            raise ValueError(f"{len(self.text)} characters became {len(text)}")
        return Normalized(text, self.starts, self.ends)


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, half surrogates included, shape ``(len(text),)``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def normalize(text: str) -> Normalized:
    """The text with one form for each character, and without what no reader sees.

    Full-width letters and digits become half-width, radicals the characters that they look like,
    R's ``<U+2014>`` the character that it names; zero-width marks are taken out, single spaces
    between single digits, and the sounds that mirrors of pages put behind characters. Punctuation
    and spaces keep their width, and ①, ②, 〇 stay: they are other characters.
    """
    plain = _unescaped(text) if "<U+" in text else Normalized(text)
    if _OTHER_FORM.search(plain.text):
        plain = plain.replaced(_with_one_form)
    for pattern in (_MARK, _GAP):
        plain = plain.without([match.span() for match in pattern.finditer(plain.text)])
    notes = [match.span() for match in _PINYIN.finditer(plain.text)]
    return plain.without(notes) if len(notes) >= MIRRORED else plain


def _with_one_form(text: str) -> str:
    return _OTHER_FORM.sub(lambda match: str(_FORMS[match.group()]), text)


def _unescaped(text: str) -> Normalized:
    """R's escapes as the characters meant, each with the span of the whole escape."""
    found = [match for match in _ESCAPE.finditer(text) if int(match[1], 16) <= 0x10FFFF]
    found = [match for match in found if not 0xD800 <= int(match[1], 16) < 0xE000]
    if not found:
        return Normalized(text)
    rest = Normalized(text).without([(match.start() + 1, match.end()) for match in found])
    at = rest.positions([match.start() for match in found])
    characters, ends = list(rest.text), rest.original_ends(np.arange(1, len(rest.text) + 1))
    for position, match in zip(at, found, strict=True):
        characters[position] = chr(int(match[1], 16))
        ends[position] = match.end()
    return Normalized("".join(characters), rest.starts, ends)
