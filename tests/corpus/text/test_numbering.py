"""Numbers of headings in unusual signs, and lines that only look like them."""

import time

import pytest

from corpus.text.normalization import Normalized
from corpus.text.numbering import with_usual_numbers

TITLES = ["工作回顾", "工作安排", "自身建设"]
TEXT = "坚持稳中求进工作总基调，民生持续改善。"


def report(first: str, second: str, third: str) -> str:
    numbers = (first, second, third)
    pairs = zip(numbers, TITLES, strict=True)
    return "\n".join(line for number, title in pairs for line in (f"　　{number}{title}", TEXT))


def usual(text: str) -> str:
    return with_usual_numbers(Normalized(text)).text


@pytest.mark.parametrize(
    ("numbers", "meant"),
    [
        (("壹、", "贰、", "叁、"), ("一、", "二、", "三、")),
        (("Ⅰ．", "Ⅱ．", "Ⅲ．"), ("一．", "二．", "三．")),
        (("I. ", "II. ", "III. "), ("一. ", "二. ", "三. ")),
        (("【一】", "【二】", "【三】"), ("（一）", "（二）", "（三）")),
        (("一　", "二　", "三　"), ("一、", "二、", "三、")),
        (("ー、", "二、", "三、"), ("一、", "二、", "三、")),
        (("（—）", "（二）", "（三）"), ("（一）", "（二）", "（三）")),
    ],
)
def test_unusual_numbers_are_read_as_the_usual_ones(numbers, meant):
    document = report(*numbers)
    plain = with_usual_numbers(Normalized(document))
    assert plain.text == report(*meant)
    at = plain.text.index(TITLES[2])
    assert document[plain.original(at) : plain.original_end(at + 4)] == TITLES[2]


@pytest.mark.parametrize(
    "text",
    [
        report("壹、", "一、", "二、"),  # above 一、 it is a number of its own
        report("Ⅰ、", "Ⅲ、", "Ⅴ、"),
        report("一、", "二、", "三、"),
        "一 是加强学习，提高本领。\n二 是改进作风，狠抓落实。",
        "一　" + TEXT * 4 + "\n二　" + TEXT * 4,
        "—、——，\n坚持稳中求进。",
        "I、O设备\n国产化",
    ],
)
def test_other_lines_stay_as_they_are(text):
    assert usual(text) == text


def test_many_dashes_without_a_second_take_little_time():
    started = time.process_time()
    usual("-、\n" * 30_000)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("before", "after", "begins", "ends"), [("【", "】", "（", "）"), ("", "　", "", "、")]
)
def test_numbers_above_ten_are_read_as_those_below(before, after, begins, ends):
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    text = "\n".join(f"{before}{one}{after}工作任务" for one in numbers)
    assert usual(text) == "\n".join(f"{begins}{one}{ends}工作任务" for one in numbers)
