import random
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corpus.errors import Refusal
from corpus.reading.document import read_document
from corpus.reading.encoding import _attempted, _decode_best, _decode_mixed, decode
from tests.corpus.reading.conftest import PARAGRAPH, write

TRADITIONAL = (
    "各位代表：現在，我代表市政府向大會報告工作，請予審議。過去一年，我們堅持穩中求進，"
    "經濟發展取得新的成績，民生持續改善，城市面貌煥然一新。"
)

ENCODINGS = [
    ("utf-8", b"", "utf-8"),
    ("utf-8", b"\xef\xbb\xbf", "utf-8"),
    ("gb18030", b"", "gb18030"),
    ("gbk", b"", "gb18030"),
    ("gb2312", b"", "gb18030"),
    ("utf-16-le", b"\xff\xfe", "utf-16-le"),
    ("utf-16-be", b"\xfe\xff", "utf-16-be"),
    ("utf-16-le", b"", "utf-16-le"),
    ("utf-16-be", b"", "utf-16-be"),
    ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
    ("utf-32-be", b"\x00\x00\xfe\xff", "utf-32-be"),
]


@pytest.mark.parametrize(("encoding", "mark", "recorded"), ENCODINGS)
def test_every_encoding_gives_the_same_text(tmp_path, encoding, mark, recorded):
    path = write(tmp_path, "report.txt", mark + PARAGRAPH.encode(encoding))
    source = read_document(path)
    assert (source.text, source.encoding) == (PARAGRAPH, recorded)
    assert 0.5 < source.confidence <= 1
    assert source.notices == ()


def test_traditional_text_in_big5_is_not_taken_for_gb18030(tmp_path):
    source = read_document(write(tmp_path, "report.txt", TRADITIONAL.encode("big5")))
    assert (source.text, source.encoding) == (TRADITIONAL, "big5")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    found, encoding, _, notices = decode(text.encode("utf-8"))
    assert (found, encoding, notices) == (text.removeprefix("\ufeff"), "utf-8", ())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["unmarked", "marked"])
@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_within_a_character_is_accepted_with_a_notice(mark, cut):
    whole = PARAGRAPH * 5
    text, encoding, _, notices = decode(mark + whole.encode()[:-cut])
    assert (text, encoding) == (whole[:-1] + "�", "utf-8")
    assert [(one.code, one.start, one.end) for one in notices] == [
        ("broken_characters", len(whole) - 1, len(whole))
    ]


def test_utf16_cut_within_a_character_is_accepted_with_a_notice():
    whole = PARAGRAPH * 5
    text, encoding, _, notices = decode(b"\xff\xfe" + whole.encode("utf-16-le")[:-1])
    assert (text, encoding, len(notices)) == (whole[:-1] + "�", "utf-16-le", 1)


def test_shared_reports_come_back_from_every_encoding(shared):
    for path in shared:
        text = read_document(path).text
        for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
            found = decode(text.encode(encoding))
            assert (found[0], found[1]) == (text, encoding), path


CHINESE = "现在，我代表区人民政府向大会作政府工作报告，请予审议。\n" * 40


@pytest.mark.parametrize(
    "data",
    [
        CHINESE.replace("政府", "政府\x07").encode(),
        CHINESE.encode() + b"\x00" * 500,
        CHINESE.replace("，", "，\x01").encode("gb18030"),
        "\ufeff".encode("utf-16-le") + CHINESE.replace("，", "，\x01").encode("utf-16-le"),
    ],
    ids=["bells", "a tail of zeros", "in GB18030", "marked"],
)
def test_control_characters_in_a_chinese_text_are_told_and_read(data):
    text, *_, notices = decode(data)
    assert [one.code for one in notices] == ["control_characters"]
    assert re.sub(r"[\x00-\x07]", "", text.removeprefix("\ufeff")) == CHINESE
    assert notices[0].start < notices[0].end and text[notices[0].start] < " "


def test_the_end_mark_of_dos_is_not_told():
    assert decode(CHINESE.encode() + b"\x1a") == (CHINESE + "\x1a", "utf-8", 1.0, ())


@pytest.mark.parametrize(
    "data",
    [bytes(range(8)) * 300, random.Random(1).randbytes(9000), b"plain text\x00" * 90],
    ids=["controls", "random bytes", "no Chinese"],
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(Refusal, match="encoding not recognised"):
        decode(data)


def test_files_of_two_encodings_put_together_are_read_line_by_line_and_told():
    data = CHINESE.encode() + b"\n\n" + CHINESE.encode("gb18030") + "一、\n".encode("gb18030")
    text, encoding, _, notices = decode(data)
    assert (text, encoding) == (f"{CHINESE}\n\n{CHINESE}一、\n", "utf-8")
    assert [one.message for one in notices] == ["lines in UTF-8 (40) and in GB18030 (40)"]


def test_lines_of_two_encodings_without_chinese_are_no_text():
    line = "привет, мир, привет, мир. " * 3
    assert _decode_mixed((line + "\n").encode() + line.encode("koi8-r")) is None


def test_a_broken_line_in_utf8_is_not_taken_for_gb18030():
    good = "坚持稳中求进工作总基调，深化供给侧结构性改革，优化营商环境。\n".encode()
    line = bytearray(
        "新型城镇化建设和乡村振兴工作取得了显著的成绩，人民生活水平明显提高。".encode()
    )
    for at in range(9):
        line[(at * 7 + 44) % len(line)] = 0xB0
    assert _decode_mixed(good * 40 + line + b"\n") is None
    assert _decode_mixed(good * 40 + line + b"\xb0\n") is None


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
@pytest.mark.parametrize("bad", [b"\xff", b"\x80"])
def test_a_bad_byte_in_an_older_encoding_is_told_and_read(encoding, bad):
    meant = CHINESE if encoding == "gb18030" else OpenCC("s2t").convert(CHINESE)
    data = meant.encode(encoding)
    line = len(data) // 40
    text, found, _, notices = decode(data[: 9 * line] + bad + data[9 * line :])
    assert (found, [one.code for one in notices]) == (encoding, ["broken_characters"])
    assert text.splitlines()[-20:] == meant.splitlines()[-20:]


def test_an_encoding_that_is_guessed_is_tried(monkeypatch):
    """What it cannot be is not taken for it."""
    guessed = SimpleNamespace(encoding="ascii", chaos=0.0)
    assert _decode_best("发展".encode("gb18030"), guessed) is None
    assert _decode_best(bytes(range(8)) * 300, guessed) is None
    assert _decode_best(b"GDP", guessed)[:3] == ("GDP", "ascii", 1.0)


def test_control_characters_make_no_text_of_any_encoding():
    assert _attempted(bytes(range(8)) * 300 + "发展".encode("gb18030"), "gb18030") is None
