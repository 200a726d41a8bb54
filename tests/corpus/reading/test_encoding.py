import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.document import read_document
from corpus.reading.encoding import decode
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
