import zlib

import pytest

from corpus.errors import Refusal
from corpus.reading import pdf_lines
from corpus.reading.pdf import read_pdf
from corpus.reading.pdf_lines import Glyph, _decoded, _line, _rows, _spaced, describe
from tests.corpus.reading.conftest import SHOWN, minimal


def test_a_line_is_read_from_left_to_right_whatever_is_drawn_first():
    places = {"十": 12, "三": 24, "“": 0, "”": 36}  # quotation marks from a second font come last
    glyphs = [Glyph(one, left, 0, left + 12, 12) for one, left in places.items()]
    assert _line(glyphs)["text"] == "“十三”"


def test_too_many_pages_are_refused():
    assert read_pdf(minimal(zlib.compress(SHOWN)))[0] == "Hello report"
    with pytest.raises(Refusal) as refused:
        read_pdf(minimal(zlib.compress(SHOWN), pages=2001))
    assert refused.value.code == "too_large"


def described(drawn: bytes, pages: int = 1) -> list[dict[str, object]]:
    return describe(minimal(zlib.compress(drawn), pages=pages))["pages"]


def shown(size: int, x: int, y: int, text: str) -> bytes:
    return b"BT /F %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, text.encode())


def test_lines_are_in_the_order_of_the_file_with_their_places():
    drawn = shown(12, 100, 500, "Below") + shown(20, 40, 700, "Above") + shown(20, 300, 700, "it")
    (page,) = described(drawn)
    assert [line["text"] for line in page["lines"]] == ["Below", "Above it"]
    below, above = page["lines"]
    assert (below["left"], above["left"]) == (100, 40)
    assert 500 < below["top"] < 512 and 700 < above["top"] < 720
    assert 300 < above["right"] < 320 and 120 < below["right"] < 150
    assert above["em"] / below["em"] == pytest.approx(20 / 12, rel=0.01)


def test_every_page_is_there():
    pages = described(SHOWN, pages=3)
    assert [[line["text"] for line in page["lines"]] for page in pages] == [["Hello report"]] * 3


def test_more_text_than_a_report_has_is_too_much(monkeypatch):
    monkeypatch.setattr(pdf_lines, "MAX_TEXT", len("Hello report"))
    assert len(described(SHOWN)) == 1
    assert describe(minimal(zlib.compress(SHOWN), pages=2))["error"] == "too_large"


# An inline picture of one grey point, as wide and high as is said; pages are of 600 by 800.
PICTURE = b"q %d 0 0 %d 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


@pytest.mark.parametrize(
    ("drawn", "share"),
    [
        (b"", 0),
        (PICTURE % (300, 800), 0.5),
        (PICTURE % (300, 400) + PICTURE % (60, 80), 0.25),  # the largest alone
        (PICTURE % (1200, 1600), 1),
        (PICTURE % (600, 800) + shown(12, 9, 9, "x y" * 9 + "z"), 1),
        (PICTURE % (600, 800) + shown(12, 9, 9, "x y" * 10), 0),
        (b"0 0 m 1 1 l S\n" * 100, 0),
        (b"0 0 m 1 1 l S\n" * 101, 1),  # letters drawn as curves
    ],
)
def test_the_part_of_a_page_that_pictures_cover(drawn, share):
    (page,) = described(drawn)
    assert page["pictures"] == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_an_error_and_ends_nothing(data):
    assert describe(data)["error"] == "damaged"


def row(text: str, gaps: list[float]) -> list[Glyph]:
    """Characters ten points wide, with these gaps between them."""
    glyphs, left = [], 0.0
    for character, gap in zip(text, [*gaps, 0.0], strict=True):
        glyphs.append(Glyph(character, left, 0, left + 10, 10))
        left += 10 + gap
    return glyphs


# Of an em of ten points: a gap of more than 1.8 between letters, and 8 between scripts, is a space.
@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        ("农业", [0], "农业"),
        ("农业增长", [4, 4, 4], "农业增长"),  # set wide
        ("农业增长", [4, 30, 4], "农业 增长"),
        ("农业增长", [0, 2, 0], "农业 增长"),
        ("农业增长", [0, 1.7, 0], "农业增长"),
        ("农业。增", [0, 7, 7.9], "农业。增"),
        ("农业。增", [0, 0, 8.1], "农业。 增"),
        ("农业a", [0, 7.9], "农业a"),
        ("农业a", [0, 8.1], "农业 a"),
        ("农业ab", [0, 0, 1.9], "农业a b"),
        ("农业ab", [0, 0, 1.7], "农业ab"),
        ("农 业", [9, 9], "农 业"),  # a space that is printed is one
    ],
)
def test_a_wide_gap_is_a_space(text, gaps, expected):
    assert _decoded(_spaced(row(text, gaps), 10)) == expected


def test_two_halves_of_a_character_are_one():
    halves = [chr(0xD842), chr(0xDFB7)]  # of 𠮷
    assert _decoded(_spaced([Glyph(one, 0, 0, 10, 10) for one in halves], 10)) == "𠮷"
    assert _decoded(_spaced([Glyph(halves[0], 0, 0, 10, 10)], 10)) == "\ufffd"


def test_a_new_line_at_the_same_height_goes_on():
    low, high = Glyph("a", 0, 0, 10, 10), Glyph("b", 0, 20, 10, 30)
    beside = Glyph("c", 90, 1, 100, 11)
    assert _rows(iter([low, None, beside, None, high, None, low])) == [[low, beside], [high], [low]]
    assert _rows(iter([low, high])) == [[low, high]]
    assert _rows(iter([None, None])) == []
