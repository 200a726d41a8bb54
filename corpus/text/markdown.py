"""The marks of Markdown that a text has as characters: ``## 一、``, ``**重点**``, ``> ``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.text.normalization import Normalized

# Converters and chat programs give reports in Markdown. These marks do not occur by themselves.
_SURE = {
    "heading": re.compile(
        r"^[ \t]{0,3}#{1,6}(?:[ \t\u3000]{1,3}(?=\S)|(?=[^\s#\d]))", re.MULTILINE
    ),
    "bold": re.compile(r"(\*{2,3}|__)(?=[^\s*_])[^*_\n]{1,300}?(?<=[^\s*_])\1"),
    "link": re.compile(r"!?\[([^\[\]\n]{0,120})\]\([^()\s]{1,300}\)"),
    "span": re.compile(r"(?<!\])\[([^\[\]\n]{0,120})\]\{[^{}\n]{1,120}\}"),
    # What Pandoc adds to a heading, which is also left of a span within another.
    "attributes": re.compile(r"(?<!\])\{[#.][^{}\n]{1,120}\}[ \t]*$", re.MULTILINE),
}
# Spans may be within spans: [[重点]{.underline}]{.mark}.
_PASSES = 3
# These do, and are marks only beside others.
_BESIDE = re.compile(
    r"^[ \t]{0,3}>[ \t]|^[ \t]{0,3}[*+-][ \t]+(?=\S)"
    r"|^[ \t]*(?:\*{3,}|-{3,}|_{3,}|={3,}|`{3,}\w{0,9})[ \t]*$"
    r"|^:{3,}(?:[ \t]*(?:\{[^{}\n]{0,120}\}|\w{1,30}))?[ \t]*$"
    r"|(?<=\S)[ \t]+#{1,6}[ \t]*$|\\(?=[*_#.\-()\[\]>+!])",
    re.MULTILINE,
)
# A single one may be meant as it is.
FEWEST = 3


def without_markdown(plain: Normalized) -> tuple[Normalized, int]:
    r"""The text without the marks of Markdown, and how many of them there were.

    Of a link its words remain, of an image nothing. A text with fewer than three headings, words
    in bold or links is left as it is.

    Args:
        plain: any text, with the way back to its document.

    Example:
        >>> from corpus.text.markdown import without_markdown
        >>> from corpus.text.normalization import Normalized
        >>> text = "# 政府工作报告\n## 一、工作回顾\n过去一年，**稳中有进**。"
        >>> without_markdown(Normalized(text))[0].text
        '政府工作报告\n一、工作回顾\n过去一年，稳中有进。'
    """
    if not any(sign in plain.text for sign in ("#", "**", "__", "](", "]{")):
        return plain, 0
    removed = 0
    for _ in range(_PASSES):
        plain, found = _without_marks(plain, least=1 if removed else FEWEST)
        removed += found
        if not found or "]{" not in plain.text:
            break
    return plain, removed


def _without_marks(plain: Normalized, *, least: int) -> tuple[Normalized, int]:
    """The text without the marks found in it at once, if there are so many sure ones."""
    found = {
        name: [match for match in pattern.finditer(plain.text)] for name, pattern in _SURE.items()
    }
    if sum(map(len, found.values())) < least:
        return plain, 0
    spans = [span for name, all_ in found.items() for match in all_ for span in _marks(name, match)]
    spans += [match.span() for match in _BESIDE.finditer(plain.text)]
    return plain.without(list(_merged(sorted(spans)))), len(spans)


def _marks(name: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """The spans of the marks themselves, without the words between them."""
    start, end = match.span()
    if name == "bold":
        return [(start, match.end(1)), (end - len(match[1]), end)]
    if name in ("link", "span") and not match.group().startswith("!"):
        return [(start, match.start(1)), (match.end(1), end)]
    return [(start, end)]


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, in order, those that overlap as one."""
    begin = last = 0
    for start, end in spans:
        if start > last:
            if begin < last:
                yield begin, last
            begin = start
        last = max(last, end)
    if begin < last:
        yield begin, last
