"""Whether each step of the reading takes linear time by itself of one thing repeated.

    python -m tests.torture.steps [--length 1000000]

Held: as in ``linear``, up to ``--length`` characters. `make test` only looks at what the steps
answer, of texts that are short.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from corpus.errors import Refusal
from corpus.quantities.table import find_quantities
from corpus.structure.blocks import Block
from corpus.structure.metadata import read_metadata
from corpus.structure.orientation import orientations
from corpus.structure.outline import outline, sentence_spans
from corpus.structure.page import divide_page
from corpus.text.line_breaks import broken_line_ends
from corpus.text.normalization import normalize
from corpus.text.numerals import read_arabic, read_number
from tests.corpus.quantities.conftest import PLAN, sentences_of
from tests.corpus.structure.pages import BODY, FRONT
from tests.torture.growth import exponent
from tests.torture.linear import LONGER, Growth, Work, lengths

TITLE = "2026年大连市政府工作报告"
WHEN = "——2026年1月27日在大连市第十七届人民代表大会第五次会议上"


class Step(NamedTuple):
    """What a step does with a text, and what the text repeats; {} is a number."""

    work: Work
    units: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """The lines of a text."""
    blocks, start = [], 0
    for line in text.splitlines():
        blocks.append(Block(start, start + len(line), line))
        start += len(line) + 1
    return blocks


def normalized(text: str) -> None:
    """The normalised text knows where each character was."""
    found = normalize(text)
    assert found.original(0) >= 0


def joined(text: str) -> None:
    """Ends of lines that are joined are ends of lines."""
    assert all(text[start:end].isspace() for start, end in broken_line_ends(text))


def numeral(text: str) -> None:
    """No number is so long."""
    assert read_number(text) is None
    assert read_arabic("9" * 50) is None


def page(text: str) -> None:
    """A page that is no report is refused as such, also one that has it before or within."""
    within, after = "\n".join([*FRONT, text, *BODY]), "\n".join([*FRONT, *BODY, text])
    for one in (text, within, after):
        try:
            divide_page(one)
        except Refusal as refusal:
            assert refusal.code == "not_a_report"


def outlined(text: str) -> None:
    """A text has sentences, and an outline of its lines."""
    headings, paragraphs = outline(blocks_of(text))
    assert len(headings) + len(paragraphs) > 0
    assert sum(1 for _ in sentence_spans(text, 0, len(text))) > 0


def metadata(text: str) -> None:
    """What precedes the speech hides no title."""
    speech = ["各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。", *BODY]
    try:
        divided = divide_page("\n".join([TITLE, text, WHEN, *speech]))
    except Refusal as refusal:
        assert refusal.code == "not_a_report"
        return
    headings, _ = outline([block for block in divided.blocks if block.role == "body"])
    assert read_metadata(divided, headings) is not None


def oriented(text: str) -> None:
    """Every paragraph has a time."""
    headings, paragraphs = outline(blocks_of(text))
    assert len(list(orientations(headings, paragraphs, report_year=2026))) == len(paragraphs)


def quantities(text: str) -> None:
    """Numbers of one long sentence are in order and apart."""
    table = sentences_of("x", PLAN).assign(start=0, end=len(text))
    found = find_quantities(text, table, report_year=2018)
    assert (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()


STEPS = {
    "normalisation": Step(
        normalized, ("1", " ", "1 ", "\u200b", "1 .", "一", "<U+", "<U+4E00>")
    ),
    "line breaks": Step(
        joined, ("政\n", "政，" * 30 + "\n", "\n", "一、\n", " \u3000", "。\n")
    ),
    "numerals": Step(
        numeral, ("1", "一", "亿", "1,", "一亿", "点", "百分之", "分之", "1/", "千分之1分之")
    ),
    "page": Step(
        page,
        (
            "1", " ", "\u3000", "（", "一", "《", "中", "。", "<", "<U+00A0>", "一、\n",
            "各位代表：\n", "，", "。，中", "（鼓掌", "各位代表：现在", "一、中 ", "> \n", "（来源",
            "2018年\n", "名词解释\n", "政府工作", "记者", "大 ", "\n", "第一届人大",
        ),
    ),
    "outline": Step(
        outlined,
        (
            "一、发展{}\n", "（一）发展{}。我们坚持改革开放，促进发展。\n", "发展{}\n", "一是\n",
            "1", "（", "一",
        ),
    ),
    "metadata": Step(
        metadata,
        (
            "1", "2018年", "市长 ", "·", "第一届人大", "政 府 工", "中", "中 ", "在",
            "2018-01-01\n", "市长张\n",
        ),
    ),
    "orientation": Step(
        oriented, ("名词解释{}\n", "一、发展{}\n", "{}各位代表\n", "面临", "五年来，", "“十")
    ),
    "quantities": Step(
        quantities,
        (
            "1", "亿", ",", "，", "一", "一亿", "1 ", "“", "《", "到", "比", "的", "1,", "1.",
            "1、", "1-", "1/", "2017年", "2017—", "百分之", "第一", "一个", "1年", "7%、", "“1”",
            "分别增长7%、", "2017年投资20亿元", "由1个到2个，", "增长", "1到", "一点", "比1年",
            "1万6千",
        ),
    ),
}  # fmt: skip


def repeated(unit: str, length: int) -> str:
    """A text of a unit, numbered where it has a place for that."""
    count = max(1, length // len(unit))
    return "".join(unit.format(number) for number in range(count)) if "{}" in unit else unit * count


def growth_of_steps(length: int) -> Iterator[Growth]:
    """How the time of each step grows on each of its units."""
    for name, step in STEPS.items():
        for unit in step.units:
            step.work(repeated(unit, LONGER))  # which loads what it needs
            found = exponent(step.work, partial(repeated, unit), lengths(LONGER, length))
            yield Growth(name, unit, *found)


def main() -> int:
    """Says which steps are not linear; returns whether there are any."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--length", type=int, default=1_000_000)
    found = list(growth_of_steps(asked.parse_args().length))
    bad = [one for one in found if not one.is_linear]
    print(*bad, f"{len(found)} strings through the steps, {len(bad)} not linear", sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
