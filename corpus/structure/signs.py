"""The signs of a report that several rules share: salutation, chapter, title, sentence end."""

from __future__ import annotations

import re

# Who is addressed: 各位代表, 各位人大代表, 尊敬的各位领导, 同志们, 主席团.
_ADDRESSED = (
    r"(?:(?:尊敬的)?[各名]位(?:人大)?(?:代表|委员|同志|领导|来宾|常委)|同志们|(?:尊敬的)?(?:大会)?主席团"
    r"|(?:尊敬的)?主任)"
)
SALUTATION = re.compile(
    rf"{_ADDRESSED}(?:[、，,和]\s?(?:{_ADDRESSED}|各位[^\s：:]{{2,6}})){{0,4}}\s{{0,3}}[：:，,！!]?"
)
I_REPORT = re.compile(r"(?:现在|我|本人)[，,、]?.{0,25}代表.{2,30}(?:报告|汇报)")
CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
# The last sentence of a body may be followed by 「（长时间的鼓掌）」.
SENTENCE_END = re.compile(r"[。！？!?…](?:[”’\"'」』）)]|[（(][^（(）)]{2,40}[）)]){0,3}$")
REPORT_NAME = re.compile(r"政\s{0,9}府\s{0,9}工\s{0,9}作\s{0,9}报\s{0,9}告")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def is_opening(line: str) -> bool:
    """Whether a line addresses the deputies or announces the report to them.

    Args:
        line: its text.
    """
    return bool(SALUTATION.match(line) or I_REPORT.search(line, 0, 120))


def is_title(text: str) -> bool:
    """Whether a line is the title of a government work report.

    Args:
        text: of the line.
    """
    return len(text) < 40 and REPORT_NAME.search(text) is not None
