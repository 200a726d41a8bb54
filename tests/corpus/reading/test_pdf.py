import base64
import io
import zlib
from collections.abc import Callable

import matplotlib
import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.reading import pdf
from corpus.reading.paragraphs_of_lines import PrintedPage
from corpus.reading.pdf import read_pages, read_pdf
from tests.corpus.reading.conftest import FULL, SHOWN, line, minimal

FONT = PROJECT / "analysis" / "fonts" / "NotoSansSC-Regular.ttf"
SIZE = 12.0
LEFT = 72.0


def printed(pages: list[list[tuple[float, float, str]]], picture: bool = False) -> bytes:
    """A PDF with texts at places, in points from the upper left corner of A4 pages."""
    file = io.BytesIO()
    font = FontProperties(fname=str(FONT), size=SIZE)
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(file) as document:
        for page in pages:
            figure = Figure((595 / 72, 842 / 72))
            if picture:
                axes = figure.add_axes((0, 0, 1, 1))
                axes.set_axis_off()
                axes.imshow([[0, 1], [1, 0]], aspect="auto")
            for x, y, text in page:
                figure.text(x / 595, 1 - y / 842, text, fontproperties=font)
            document.savefig(figure)
    return file.getvalue()


def set_in_lines(*texts: str, width: int = 30, indent: int = 2) -> list[tuple[float, float, str]]:
    """Paragraphs as a printer sets them: so many characters a line, the first indented."""
    placed = []
    y = 100.0
    for text in texts:
        start, shift = 0, indent
        while start < len(text):
            line = text[start : start + width - shift]
            placed.append((LEFT + shift * SIZE, y, line))
            start, shift, y = start + len(line), 0, y + 20
    return placed


LONG = "过去一年，全区上下坚持稳中求进，经济运行总体平稳。" * 5
LONGER = "地区生产总值增长百分之七，一般公共预算收入增长百分之三，" * 4 + "好于预期。"


def test_lines_become_paragraphs():
    data = printed([[(250, 60, "政府工作报告"), *set_in_lines(LONG, LONGER, "谢谢大家！")]])
    text, encoding, confidence, notices = read_pdf(data)
    assert text.split("\n") == ["政府工作报告", LONG, LONGER, "谢谢大家！"]
    assert (encoding, confidence, notices) == ("utf-8", 1.0, ())


def test_paragraphs_without_indent_part_after_a_sentence():
    data = printed([set_in_lines(LONGER, LONGER, width=31, indent=0)])
    assert read_pdf(data)[0].split("\n") == [LONGER, LONGER]


def test_a_paragraph_goes_on_over_page_numbers_and_running_heads():
    lines = set_in_lines(LONG, LONGER, LONG, LONGER, LONG)
    pages = [
        [(290, 800, f"— {number} —"), (250, 50, "某某区政府工作报告"), *part]
        for number, part in enumerate((lines[:8], lines[8:14], lines[14:]), 1)
    ]
    text = read_pdf(printed(pages))[0].split("\n")
    assert [one for one in text if len(one) > 20] == [LONG, LONGER, LONG, LONGER, LONG]
    assert [one for one in text if one.startswith("—")] == ["— 1 —", "— 2 —", "— 3 —"]
    assert text.count("某某区政府工作报告") == 3
    assert len(text) == 11


def test_characters_set_apart_are_joined_and_columns_stay_apart():
    spaced = [(LEFT + n * SIZE * 1.4, 100, character) for n, character in enumerate("农业增长稳")]
    columns = [(LEFT, 140, "指标"), (LEFT + 200, 140, "增长")]
    latin = [(LEFT, 180, "GDP growth"), (LEFT, 220, "2018年GDP增长5.2%")]
    text = read_pdf(printed([[*spaced, *columns, *latin]]))[0]
    assert text.split("\n") == ["农业增长稳", "指标 增长", "GDP growth", "2018年GDP增长5.2%"]


def test_a_text_with_a_space_after_every_character_is_read_without():
    data = printed([[(LEFT, 100, " ".join("农业稳定增长，粮食增产")), (LEFT, 160, "A B")]])
    assert read_pdf(data)[0].split("\n") == ["农业稳定增长，粮食增产", "A B"]


def test_few_spaces_are_meant():
    data = printed(
        [[(LEFT, 100, "区长 王某某"), (LEFT, 160, "各位代表，现在我代表区政府报告工作")]]
    )
    assert "区长 王某某" in read_pdf(data)[0].split("\n")


# --- what is refused -----------------------------------------------------------------------------

# Two files by qpdf: one that opens with a password only, one that may be read but not changed.
LOCKED = """
eNqFVDuLJFUUDgSD3j9xkwkMduu+H2wzOLPdjeIMM3S7E7gMeB/nzvbSUzVU1wwzYrJsoCD7C8RE2EUxESMzEwVNxE
BMDFUQ81VMxFM1/ZIJrAd167y/7557tg4Ho9vsjultffXXx//0GKGkCo96/T4phpcNlPNpVc5J+7sz2B12i10/hyOo
Ww0p0HXDcg8uYEYs2d5un+LQn8CccIw5JsWbV2dAinu+8bPqBNU9KFObim+kvFedlw1hpHhjmubkARGd6/HS+Tre2l
X8x7XEIpo5kdfp9iFN/W51iVEo3ppSYvE9bqPUaLgsawzz6ryOcA1yhFGuF0R1+gWSdf6N9HIj/R6UJ81DoiW6TmcN
1Pid+QYGEKvUOc2bGvxp71X29g+/ffTslQ//hHj13pNvL+5+//enP704fveT53tffj348buf97/4/PFpfvrNZ/GDnT
/IS09/ff/WWy+/eGR//2VM7w4w9yLSogq1UUW7NR2E4jWYXUAzjZ4Uk/PQdOW3INgSS2e2xqI3qRx1FEyatFjtnDcP
hxctacWgigdnULZG+6gYTo7ECrzgS7qWFEwaXyZfp5UJV5oUB6SvwHAXlQeVk0hOMeWCzyFHrqilQiclTPQ5aSqjkG
B5DoGJZEEqB556HxnNmVtwxmbBrOU0eco9xgQZnMUaDrBbPWNMcMkSTZDAUq+i1TZlJqNzUgsWY0haArPcUJlDzMam
GDXn4HhOqu1hchv39BDqU+yQnJmVEpz10kiNthpkpsaGrA3qEtqPiW5xn46WBOKnXv/cJ30GKXmZgXnuk4xRSoScgP
sA0nGGACBRkZNXQpvgXWYxID4RQFkICM5BCtwkRpU30mmvM4LUGASyZlRjEfcRezCgOI2J65yyQdQ6C8qF5JJjtZpm
jewoGwSVRolkpDDOpaAwufKWAYY5wkOwbpHLGnKPEtOjq4topYQimaxkDNux05QrGRP0psy6GzLB9A2ZVDd9EdVa1t
R+OsNWa9t0XFXt8OiO9WT6DhAcTa8PyIO+1yalELgXVFGvtfGaOStplMIK69j2/1vg3BiWsb46a4heDAY80b5uOlaQ
dZygW8ODUe9fNc2BTw==
"""
RESTRICTED = """
eNqFU7tu1EAUTRsXCFHQUHCRWAFF4vG8bEurFSS7K1AIiXZDCqKIjGfGyaKNHezZKKGABvEBPD4AKkqaFEhIFAgJKT
X8AEh0UIKEeIyd3awhBX7I4zP33HPvmZnaYrM95U1zp/b627NfjgcI0uiWU6+DuyjWdQ7YIh1wl3a3NLizwoh+ug6N
hqMTVQTiCmE2HSQGPHDneiqHFSAldXVEPsg3ppK/qInRicmBHsjNa9UTM+mOzYLszRGCwL6rRZbMBo7K6ug8HWTS5i
2ytG2WgwGwcr7RKJ6KfkWeVuSv6mTdbACnltrrG53Zb18Y3dQyVSUpN5kWm8419in/fP4Fe3/3zeTeybfHX82l/ROn
H/H9/elTx5a+7r17entt4sm9h99/3rwx8eHMxceTF87+fvnRC+8/eL527ssPqz3MNKyCVaqYEbkuW3Av6/62Nj0pwO
0OIlOWXzThjXopw8a98KqV7dKCrlHD0aWB2WhtF6a5zVQubOmkCJq3E63uMj5s3uMju0YWdI1IlMjUOAQH4C5AnXEe
i8AnWhMi/dCXikQhorESKg48KmJBqIpDQYKYa0W9KAyoxpIrgYXgMbMaizBlze7Y9bYym+1RvfaTjX+uQ11yJAMd+4
JTgTVDLGJSKoQiJWUUEx95GFPGRehFQjOPUOwTwVVkRzLwJbVSy1ZkbNVOpmMHge+gwws4Y4RBDIeYZ5elnEnGmN0c
/2IeJkcwzNARjARHuZRVMJOJXt9aXixXJ02LQ1Ru727vjgYf3CtNWKlrn1qriQj9EEvFAkSFdT/GJNABD4Ow8f8Ie3
5aicx2twzw4QGxO1tkpnTFZ8Sp1VoLbecPZbYmAA==
"""


def unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read_pdf(data)
    return refused.value.code


def test_a_password_is_named():
    assert code_of(unpacked(LOCKED)) == "encrypted"


def test_a_file_that_may_not_be_changed_is_read():
    assert read_pdf(unpacked(RESTRICTED))[0] == "Hello"


def test_a_scan_is_named(monkeypatch):
    monkeypatch.setattr(pdf, "can_read_scans", lambda: False)
    assert code_of(printed([[], []], picture=True)) == "no_text_layer"
    assert code_of(printed([[(290, 800, "- 1 -")]], picture=True)) == "no_text_layer"


def test_a_scanned_page_among_others_is_told():
    text = [(LEFT, 100 + 20 * n, FULL) for n in range(5)]
    pages = read_pages(printed([text, text, text]))
    scan = PrintedPage([], pictures=1.0)
    assert [notice.message for notice in pdf._notices([*pages, scan])] == [
        "scanned pages without text, not read: page 4"
    ]
    assert pdf._notices(pages) == ()


def test_letters_without_meaning_are_named():
    page = PrintedPage([line(FULL)], unmapped=20)
    with pytest.raises(Refusal) as refused:
        pdf._check_legible([page])
    assert refused.value.code == "garbled_text"
    pdf._check_legible([PrintedPage([line(FULL)], unmapped=2)])


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.7\n" + bytes(range(256)) * 100])
def test_what_is_no_pdf_is_damaged(data):
    assert code_of(data) == "damaged"


def test_a_pdf_cut_in_half_is_damaged():
    data = printed([set_in_lines(LONG)])
    assert code_of(data[: len(data) // 2]) == "damaged"


def deflated(unit: bytes, times: int) -> bytes:
    """A thousand units, so many times: packed once, since a full flush forgets what came before."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(unit * 1000) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(unit * 1000, check)
    return b"\x78\xda" + block * times + packer.flush() + check.to_bytes(4, "big")


def test_what_is_packed_once_unpacks_to_all_of_it():
    assert zlib.decompress(deflated(SHOWN, 20)) == SHOWN * 20_000


BOMBS: dict[str, Callable[[], tuple[bytes, bytes]]] = {
    "text": lambda: (deflated(SHOWN, 2000), b"/FlateDecode"),
    "curves": lambda: (deflated(b"0 0 m 1 1 l S\n", 20_000), b"/FlateDecode"),
    "twice": lambda: (
        zlib.compress(deflated(b" " * 1000, 1000)),
        b"/FlateDecode/FlateDecode",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_the_reader_and_not_us(name):
    stream, filters = BOMBS[name]()
    assert code_of(minimal(stream, extra=filters)) in {"reader_failed", "too_large", "too_slow"}


def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    assert code_of(minimal(zlib.compress(SHOWN))) == "too_slow"
