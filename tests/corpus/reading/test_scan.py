"""Scanned pages: what is made of recognised lines, and one page that is recognised."""

import io
import json
from difflib import SequenceMatcher

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from analysis.fonts import FONT_FILE
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.reading import document, pdf, scan
from corpus.reading.document import Source, read_document
from corpus.reading.programs import Finished


def report_lines(number: int, characters: int = 40) -> list[str]:
    """Lines of the shipped report as they are printed, full but for the last of a paragraph."""
    path = corpus_at().documents / "shahekou-2018.txt"
    texts = [one.strip() for one in path.read_text(encoding="utf-8-sig").splitlines()]
    lines = []
    for text in (one for one in texts if len(one) > 60):
        indented = "　　" + text.replace("\xa0", "").replace(" ", "")
        lines += [indented[at : at + characters] for at in range(0, len(indented), characters)]
    return lines[:number]


def page(lines: list[str], *, dpi: int = 150, noise: float = 12) -> Image.Image:
    """A generated scan: grey, noisy print of the lines."""
    size = round(12 * dpi / 72)
    image = Image.new("L", (size * 46, size * 2 * (len(lines) + 3)), 255)
    font = ImageFont.truetype(str(FONT_FILE), size)
    for at, line in enumerate(lines):
        ImageDraw.Draw(image).text((size * 3, size * 2 * (at + 1)), line, font=font, fill=0)
    grey = np.asarray(image).astype(float) * 0.8 + 30
    grey += np.random.default_rng(0).normal(0, noise, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype("uint8")).convert("RGB")


def saved(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, resolution=150, dpi=(150, 150))
    return buffer.getvalue()


def errors(expected: str, found: str) -> int:
    """Characters of the print that are not in what was read, whatever the width of its signs."""
    wide = str.maketrans(",:;()!?", "，：；（）！？")
    sides = ["".join(one.split()).translate(wide) for one in (expected, found)]
    matched = SequenceMatcher(None, *sides, autojunk=False).get_matching_blocks()
    return len(sides[0]) - sum(one.size for one in matched)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "_cache", lambda: tmp_path / "scans")
    return tmp_path / "scans"


def test_a_scanned_page_is_read(cache, tmp_path) -> None:
    lines = report_lines(4)
    path = tmp_path / "scan.pdf"
    path.write_bytes(saved(page(lines), "PDF"))
    assert_is_of(lines, read_document(path))


def assert_is_of(lines: list[str], found: Source) -> None:
    assert errors("".join(lines), found.text) <= 2
    assert "recognised" in [one.code for one in found.notices]


@pytest.mark.torture  # each time takes seconds
def test_a_photographed_page_is_read_the_same_twice(cache, tmp_path) -> None:
    lines = report_lines(7)
    path = tmp_path / "scan.png"
    path.write_bytes(saved(page(lines), "PNG"))
    first = read_document(path)
    assert_is_of(lines, first)
    for kept in cache.iterdir():
        kept.unlink()
    assert read_document(path) == first


def test_a_page_upside_down_is_turned(cache, tmp_path) -> None:
    lines = report_lines(5)
    path = tmp_path / "scan.png"
    path.write_bytes(saved(page(lines).rotate(180), "PNG"))
    assert errors("".join(lines), read_document(path).text) <= 2


def answer(*lines: tuple[str, float], left_over: int = 0) -> dict[str, object]:
    rows = [
        {
            "text": text,
            "score": score,
            "left": 50,
            "right": 50 + 12 * len(text),
            "em": 12,
            "top": 800 - 20 * at,
        }
        for at, (text, score) in enumerate(lines)
    ]
    return {"lines": rows, "left_over": left_over, "pages": 1}


def test_uncertain_lines_are_named_where_they_are() -> None:
    sure, doubtful = "全市经济持续健康发展，人民生活不断改善。", "城镇新增就业三万人。"
    text, _, _, notices = scan.reading_of({2: answer((sure, 0.99), (doubtful, 0.62))}, [])
    assert sure in text and doubtful in text
    (found,) = [one for one in notices if one.code == "uncertain_line"]
    assert text[found.start : found.end] == doubtful
    assert "page 3" in found.message and "0.62" in found.message


def test_print_that_was_not_recognised_is_told() -> None:
    *_, notices = scan.reading_of({0: answer(("全市经济持续健康发展。", 0.99), left_over=2)}, [])
    assert [one.code for one in notices] == ["recognised", "unrecognised_print"]


def test_without_the_extra_the_refusal_names_it(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(scan, "can_read_scans", lambda: False)
    monkeypatch.setattr(pdf, "can_read_scans", lambda: False)
    for kind, suffix in (("PNG", ".png"), ("PDF", ".pdf")):
        path = tmp_path / f"scan{suffix}"
        path.write_bytes(saved(page(report_lines(3)), kind))
        with pytest.raises(Refusal) as caught:
            read_document(path)
        assert "scan" in caught.value.message() and "rapidocr" in caught.value.message()


def test_what_is_no_image_is_refused(cache, tmp_path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(b"not an image" * 100)
    with pytest.raises(Refusal) as caught:
        read_document(path)
    assert caught.value.code == "damaged"


def test_a_page_is_recognised_once(cache, monkeypatch) -> None:
    runs = []

    def run(command, **options):
        runs.append(command)
        return Finished(0, json.dumps(answer(("甲", 1))).encode(), "")

    monkeypatch.setattr(scan, "run_limited", run)
    assert scan.recognised(b"data", 0) == scan.recognised(b"data", 0)
    assert len(runs) == 1


def test_images_are_documents() -> None:
    assert {".png", ".jpg", ".tif"} <= set(document.READERS)


@pytest.mark.parametrize(
    ("status", "messages", "code", "detail"),
    [
        (1, "MemoryError", "reader_failed", "MemoryError"),
        (-9, "", "reader_failed", "status -9"),
    ],
)
def test_a_recogniser_that_fails_is_told(cache, monkeypatch, status, messages, code, detail):
    monkeypatch.setattr(scan, "run_limited", lambda *_, **__: Finished(status, b"", messages))
    with pytest.raises(Refusal) as caught:
        scan.recognised(b"data", 0)
    assert (caught.value.code, caught.value.detail) == (code, detail)
    assert not cache.exists()


@pytest.mark.parametrize("code", ["damaged", "too_large"])
def test_a_picture_that_cannot_be_decoded_is_told_and_not_kept(cache, monkeypatch, code):
    said = json.dumps({"error": code, "detail": "why"}).encode()
    monkeypatch.setattr(scan, "run_limited", lambda *_, **__: Finished(0, said, ""))
    with pytest.raises(Refusal) as caught:
        scan.recognised(b"data", 0)
    assert (caught.value.code, caught.value.detail) == (code, "why")
    assert not cache.exists()


def test_without_the_recogniser_it_has_no_version(monkeypatch):
    monkeypatch.setattr(scan, "LIBRARY", "no-such-package")
    assert scan.scan_version() == ""
