"""Text that was read in a Western encoding and saved in UTF-8."""

import pytest

from corpus.reading.encoding import decode
from corpus.reading.misread import bytes_before

TEXT = "2019年阜平县政府工作报告\n各位代表：现在，我代表县人民政府，向大会报告工作。\n" * 12

WINDOWS = {
    chr(byte): bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)
}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("western", ["latin-1", "windows"])
def test_the_bytes_are_read_once_more(encoding, western):
    read = TEXT.encode(encoding).decode("latin-1")
    if western == "windows":  # as browsers have it, where five bytes have no sign
        read = "".join(WINDOWS.get(one, one) for one in read)
    found = decode(read.encode("utf-8"))
    assert (found.text, found.encoding) == (TEXT, encoding)
    assert [one.code for one in found.notices] == ["wrong_charset"]


def test_a_mark_of_a_program_may_be_among_them():
    read = "\ufeff\ufeff" + TEXT.encode().decode("latin-1")
    assert decode(read.encode("utf-8")).text.endswith(TEXT)


@pytest.mark.parametrize("text", [TEXT, "Überprüfung naïve Café, ääöüß", "", " \n", "年" + "é" * 9])
def test_texts_of_their_own_are_left(text):
    found = decode(text.encode("utf-8"))
    assert (found.text, found.notices) == (text, ())


def test_bytes_of_no_text_are_left():
    assert bytes_before("é" * 90 + "政府工作报告") is None
    assert decode(("é" * 90).encode()).text == "é" * 90
