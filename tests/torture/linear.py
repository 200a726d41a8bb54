"""Whether every regular expression, and the way from a document to tables, takes linear time.

    python -m tests.torture.linear [--length 500000] [--pipeline 100000]

Each expression is found by itself and searched for in strings made from its own parts, up to
``--length`` characters. The string on which it is slowest then goes through the pipeline, within
one sentence and as lines of their own, up to ``--pipeline`` characters. Held: doubling the length
takes at most 2.3 times as long (exponent 1.2), unless it is
done in a moment.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import pandas as pd

from tests.torture.attack import BAD, WILD, attacks
from tests.torture.growth import exponent, seconds
from tests.torture.patterns import Pattern, every_pattern

MOST = 1.2
# Expressions that take quadratic time of what they never see, and why they never see it.
BOUNDED = {
    "analysis.figures.abbreviations:_LOOSE": "English names of policy areas and terms",
    "analysis.run.html:_SCRIPT": "pages that nbconvert wrote, which close their scripts",
    "corpus.files:_HALF": "names of files, which have 255 bytes at most",
    "corpus.lexicon.build_regions:HEADING": "tried at the beginning of a name from the census",
    "corpus.reading.paragraphs_of_lines:_PAGE_NUMBER": "lines of fewer than 40 characters",
    "corpus.structure.regions:_SUFFIXED": "names of up to 40 characters",
    "corpus.text.line_breaks:_NUMBER_CUTS": "tried at the ends of a line only",
    "corpus.text.numerals:_DIGITS_AND_SCALES": "numerals of up to 24 characters",
}
# Seconds, and seconds per character: what takes no longer is no danger, and its growth is noise.
QUICK, QUICK_EACH = 0.03, 1e-6
SHORT, LONGER = 1000, 4000  # characters by which the strings are compared
KEPT = 5
# Expressions whose exponents are known, by which the measuring is measured: at least, and linear.
KNOWN = {
    r"第一.+第二": 1.8,  # looked for anew from each 第一
    r"\.{3,}$": 1.8,
    r"(?:aa|a)*b": math.inf,
}
LINEAR = (r"\.{3}$", r"[。！？]", r"第[一二三]{1,3}章\s?", r"[^，。]{0,40}目标")
KNOWN_LENGTH = 16_000
SLOW = 0.01  # seconds for the short string: nothing that is linear takes as long

Work = Callable[[str], object]


class Growth(NamedTuple):
    """How the time of an expression or a function grows on the worst string that was found."""

    place: str
    piece: str
    exponent: float
    length: int
    seconds: float

    @property
    def is_quick(self) -> bool:
        return self.seconds <= max(QUICK, self.length * QUICK_EACH)

    @property
    def is_linear(self) -> bool:
        return self.exponent <= MOST or self.is_quick

    def __str__(self) -> str:
        took = f"{self.seconds:.2f} s for {self.length:,} characters"
        return f"{self.place}: exponent {self.exponent:.2f}, {took} of {self.piece!r}"


def repeated(piece: str, length: int) -> str:
    return piece * max(1, length // len(piece)) + BAD


def of_expression(pattern: Pattern, length: int, *, wild: int = WILD) -> Growth:
    """The growth of an expression on the slowest of its strings, ``wild`` of them made by chance.

    Where that takes but a moment at the full length, shorter ones are not tried.
    """
    work = _work(pattern)
    worst = _slowest(work, attacks(_as_text(pattern.compiled), wild))
    at_once = Growth(
        pattern.place, worst, 0.0, length, seconds(work, repeated(worst, length), once=True)
    )
    if at_once.is_quick:
        return at_once
    found = exponent(work, lambda n: repeated(worst, n), lengths(LONGER, length))
    return Growth(pattern.place, worst, *found)


def misjudged() -> list[Growth]:
    """The expressions whose exponents are known that come out otherwise."""

    def grown(expression: str) -> Growth:
        return of_expression(Pattern(expression, re.compile(expression), False), KNOWN_LENGTH)

    slow = [(grown(one), least) for one, least in KNOWN.items()]
    wrong = [one for one, least in slow if one.exponent < least or one.is_linear]
    return wrong + [one for one in map(grown, LINEAR) if not one.is_linear]


def _slowest(work: Work, pieces: Iterable[str]) -> str:
    """The piece that takes longest, by a short string each and a longer one of the best few."""
    short: list[tuple[float, str]] = []
    for piece in pieces:
        short.append((seconds(work, repeated(piece, SHORT), once=True), piece))
        if short[-1][0] > SLOW:
            return piece
    best = [piece for _, piece in sorted(short, reverse=True)[:KEPT]]
    return max(best, key=lambda one: seconds(work, repeated(one, LONGER), once=True))


def _as_text(compiled: re.Pattern[str] | re.Pattern[bytes]) -> re.Pattern[str]:
    if isinstance(compiled.pattern, bytes):
        return re.compile(compiled.pattern.decode("latin-1"), compiled.flags | re.ASCII)
    return compiled  # type: ignore[return-value]


def _work(pattern: Pattern) -> Work:
    """Does with a text what the suite does with the expression, at its most expensive."""
    compiled, is_bytes = pattern.compiled, isinstance(pattern.compiled.pattern, bytes)

    def work(text: str) -> object:
        given = text.encode("utf-8", "replace") if is_bytes else text
        if pattern.anchored:
            return compiled.match(given), compiled.fullmatch(given)
        return sum(1 for _ in compiled.finditer(given))

    return work


def lengths(first: int, last: int) -> tuple[int, ...]:
    steps = [first]
    while steps[-1] * 2 < last:
        steps.append(steps[-1] * 2)
    return (*steps, last)


# --- the pipeline ---------------------------------------------------------------------------------

BEFORE = "某某区人民政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n"
# Enough for a report, without which the text would be refused at once.
CHAPTER = "一、2017年工作回顾\n" + "一年来，经济平稳增长，人民生活不断改善，各项任务如期完成。" * 40
AFTER = "\n二、2018年主要工作安排\n今年，地区生产总值增长7%以上。\n"


# What a document may repeat, besides the strings on which an expression is slowest.
THINGS = ("\n", "一是第一，", "致以衷心", "。。。", "1,234", "增长7%\u3000", "《")


def in_a_sentence(piece: str, length: int) -> str:
    return BEFORE + CHAPTER + repeated(piece, length).replace(BAD, "") + AFTER


def on_lines(piece: str, length: int) -> str:
    line = (piece * (40 // len(piece) + 1)) + "\n"
    return BEFORE + CHAPTER + "\n" + line * max(1, length // len(line)) + AFTER


def steps() -> Iterator[tuple[str, Work]]:
    """The ways that a text goes."""
    from analysis.areas.classify import code_sentences
    from analysis.instruments.classify import code_instruments
    from corpus.reading.document import Source
    from corpus.reading.web_page import read_html
    from corpus.report import parse_report
    from corpus.report_json import report_json
    from corpus.words.default_segmenter import segmenter, term_matcher

    def coded(text: str) -> object:
        rows = [
            {"sentence": one, "previous": "", "heading": ""} for one in text.splitlines() if one
        ]
        return code_sentences(pd.DataFrame(rows)), code_instruments(pd.DataFrame(rows))

    yield "parsed", lambda text: report_json(parse_report(Source(text, "utf-8", 1.0, "")))
    yield "words", lambda text: (list(segmenter().tokens(text)), term_matcher().find(text))
    yield "coded", coded
    yield "page", lambda text: read_html(text.encode("utf-8", "replace"))


def of_pipeline(pieces: Iterable[str], length: int) -> Iterator[Growth]:
    """The growth of each step on each piece, within a sentence and on lines."""
    for piece in pieces:
        for name, work in steps():
            for made in (in_a_sentence, on_lines):
                place = f"{name} {made.__name__}"
                _refusing(work)(made(piece, SHORT))  # which loads what it needs
                grown = exponent(
                    _refusing(work),
                    partial(made, piece),
                    lengths(2 * LONGER, length),
                )
                yield Growth(place, piece, *grown)


def _refusing(work: Work) -> Work:
    from corpus.errors import Refusal

    def tried(text: str) -> object:
        try:
            return work(text)
        except Refusal:
            return None

    return tried


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--length", type=int, default=500_000)
    asked.add_argument("--pipeline", type=int, default=100_000)
    asked.add_argument("--part", default="1/1", help="only the k-th of n parts: k/n")
    given = asked.parse_args()
    for growth in (wrong := misjudged()):
        print(f"measured otherwise than it is known to be: {growth}", flush=True)
    patterns, unknown = every_pattern()
    part, parts = map(int, given.part.split("/"))
    found = []
    for pattern in [one for one in patterns if one.place not in BOUNDED][part - 1 :: parts]:
        found.append(of_expression(pattern, given.length))
        if not found[-1].is_linear:
            print(found[-1], flush=True)
    through = []
    for growth in of_pipeline(sorted({one.piece for one in found} | set(THINGS)), given.pipeline):
        through.append(growth)
        if not growth.is_linear:
            print(growth, flush=True)
    bad = sum(not one.is_linear for one in (*found, *through))
    print(
        f"{len(found)} expressions, {len(unknown)} known only while running; "
        f"{len(through)} strings through the pipeline; {bad} not linear"
    )
    return 1 if bad or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
