"""UTF-16 with bytes lost or added: what is left of the text, and what is told."""

import random

import pytest

from corpus.errors import Refusal
from corpus.reading.encoding import decode
from corpus.reading.misaligned import realigned

TEXT = "\n".join(
    [
        "2019年阜平县政府工作报告",
        "各位代表：现在，我代表县人民政府，向大会报告工作，请予审议。",
        *["地区生产总值完成186.3亿元，增长6.8%；城乡面貌上了新台阶，民生持续改善。"] * 12,
    ]
)
LE, BE = TEXT.encode("utf-16-le"), TEXT.encode("utf-16-be")
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def without(data: bytes, at: int) -> bytes:
    return data[:at] + data[at + 1 :]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LE[1:], "utf-16-le"),
        (BE[1:], "utf-16-be"),
        (MARKS["utf-16-le"] + LE[1:], "utf-16-le"),
        (MARKS["utf-16-le"][1:] + LE, "utf-16-le"),
        (MARKS["utf-16-be"][1:] + BE, "utf-16-be"),
        (b" " + LE, "utf-16-le"),
    ],
    ids=["first", "first, big", "first after a mark", "of the mark", "of the mark, big", "added"],
)
def test_a_shift_at_the_beginning_costs_its_first_character_at_most(data, encoding):
    found = decode(data)
    assert found.encoding == encoding
    assert found.text.lstrip("\ufffd\ufeff") in (TEXT, TEXT[1:])
    assert [one.code for one in found.notices] == ["broken_characters"]


@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("at", [300, 301, 702, 703])
def test_a_byte_lost_within_the_text_costs_a_character_there(encoding, at):
    data = MARKS[encoding] + without(TEXT.encode(encoding), at)
    text, read_as, _, notices = decode(data)
    place = text.index("\ufffd")
    assert read_as == encoding
    assert abs(place - at // 2) <= 1
    assert (text[: place - 1], text[place + 2 :]) == (TEXT[: place - 1], TEXT[place + 2 :])
    assert [one.code for one in notices] == ["broken_characters"]


def test_each_line_is_aligned_by_itself():
    data = MARKS["utf-16-le"] + without(without(LE, 900), 400)
    assert decode(data).text.count("\ufffd") == 2


@pytest.mark.parametrize("mark", [b"", MARKS["utf-16-le"]])
def test_returns_that_were_put_before_each_line_feed_are_taken_away(mark):
    assert "上" in TEXT  # which has the byte of a line feed
    for text in (TEXT, f"{TEXT}\n"):
        found = decode(mark + text.encode("utf-16-le").replace(b"\n", b"\r\n"))
        assert (found.text, found.notices) == (text, ())


@pytest.mark.parametrize("length", [400, 9000])
def test_other_bytes_are_no_such_text(length):
    data = random.Random(length).randbytes(length)
    assert realigned(data, "utf-16-le") is None
    with pytest.raises(Refusal):
        decode(b"\xff\xfe" + data + b"\x00\xdc\x00")


def test_ideographs_that_no_text_has_are_refused():
    rare = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9FA0), k=500)))
    with pytest.raises(Refusal):
        decode(b"\xff\xfe" + rare.encode("utf-16-le")[1:])
