"""The font of the figures: that it covers what it should, and is drawn."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from matplotlib import font_manager

from analysis.fonts.coverage import FONT_FILE, FONT_NAME, missing_characters
from corpus.collection import PROJECT
from corpus.lexicon.lists import policy_areas, policy_terms

ROOT = PROJECT
DISTRICT_REPORT = ROOT / "corpus" / "reports" / "shahekou-2018.txt"
FIGURE_SIGNS = "−·•–—…→←↑↓≥≤±×÷≈≠√∑%‰℃㎡※●○■□▲▼◆★ⅠⅫαβχ²，。、；：？！“”《》〈〉【】（）￥"
TITLE = "沙河口区2018年政府工作报告：“十三五”规划（草案）—营商环境≥20%，−1.5"
DRAW = """
import sys, warnings
import matplotlib
matplotlib.use("pdf")
import matplotlib.pyplot as plt
from matplotlib.font_manager import fontManager
from analysis.fonts import FONT_FILE, FONT_NAME

fontManager.ttflist.clear()  # no font but ours is known
fontManager.addfont(FONT_FILE)
plt.rcParams.update({"font.family": [FONT_NAME], "pdf.fonttype": 42})
warnings.simplefilter("error")
figure = plt.figure(figsize=(10, 2))
figure.text(0.02, 0.5, sys.argv[2])
figure.savefig(sys.argv[1])
"""


def test_matplotlib_reads_name_and_weight() -> None:
    entry = font_manager.ttfFontProperty(font_manager.get_font(FONT_FILE))
    assert font_manager.FontProperties(fname=FONT_FILE).get_name() == FONT_NAME
    assert (entry.name, entry.style, entry.weight) == (FONT_NAME, "normal", 400)


def gbk() -> str:
    """Every character with a two-byte code in GBK."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return "".join(pair.decode("gbk", errors="ignore") for pair in pairs if pair[1] != 0x7F)


def test_covers_gbk_but_one_sign_that_the_source_lacks() -> None:
    characters = gbk()
    assert len(set(characters) - set(map(chr, range(128)))) == 21_791
    assert missing_characters(characters) == ["≒"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(map(chr, range(0x20, 0x7F))), id="ascii"),
        pytest.param("".join(map(chr, range(0xA0, 0x100))), id="latin-1"),
        pytest.param("".join(map(chr, range(0x2460, 0x2474))), id="circled numbers"),
        pytest.param("".join(map(chr, range(0x2500, 0x2580))), id="boxes"),
        pytest.param("".join(map(chr, range(0xFF01, 0xFF5F))), id="full-width"),
        pytest.param(FIGURE_SIGNS, id="signs of figures"),
        pytest.param(TITLE, id="title"),
    ],
)
def test_covers(text: str) -> None:
    assert missing_characters(text) == []


def test_covers_the_district_report() -> None:
    assert missing_characters(DISTRICT_REPORT.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("政府工作报告", []),
        ("增长😀！", ["😀"]),
        ("🚀😀🚀", ["😀", "🚀"]),
        ("\t\r\n \u3000\u00a0", []),  # whitespace
        ("\ufeff\u200b\u200d\x00\x7f", []),  # control and format
        ("log₂", ["₂"]),
        ("\U0010ffff", ["\U0010ffff"]),
    ],
)
def test_missing_characters(text: str, expected: list[str]) -> None:
    assert missing_characters(text) == expected


def test_pdf_holds_the_text_as_drawn_without_any_other_font(tmp_path: Path) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    hidden = {
        "FONTCONFIG_FILE": str(nothing),
        "MPLCONFIGDIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    target = tmp_path / "figure.pdf"
    drawn = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", DRAW, str(target), TITLE],
        env=os.environ | hidden,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert drawn.returncode == 0, drawn.stderr
    assert "missing" not in drawn.stderr
    assert text_of(target) == TITLE
    assert b"/FontFile2" in target.read_bytes()


def text_of(pdf: Path) -> str:
    """The text of a PDF of one page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_bounded()).strip()
    finally:
        document.close()


def test_the_font_has_every_character_that_can_be_drawn(district):
    drawn = "".join(district["tokens"]["term"]) + "".join(one.english for one in policy_terms())
    drawn += "".join(row["name_en"] + row["name_zh"] for row in policy_areas().values())
    assert missing_characters(drawn) == []
