"""The order of recognised lines, and print in none of them."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from corpus.reading import scan_lines
from corpus.reading.scan_lines import (
    Recognised,
    _image,
    _mean,
    _straight,
    _upright,
    _with_left_over,
    describe,
    in_reading_order,
    strips_without_line,
    without_stamps,
)


def line(text: str, left: float, top: float, right: float) -> Recognised:
    return Recognised(text, 0.99, left, top, right, top + 20)


def columns(rows: int) -> list[Recognised]:
    left = [line(f"左{at}", 50, 100 + 40 * at, 450) for at in range(rows)]
    right = [line(f"右{at}", 550, 100 + 40 * at, 950) for at in range(rows)]
    return [line("标题", 300, 40, 700), *left, *right]


@given(st.randoms(use_true_random=False), st.integers(8, 30))
def test_two_columns_are_read_one_after_the_other(random, rows) -> None:
    expected = columns(rows)
    mixed = random.sample(expected, len(expected))
    assert in_reading_order(mixed, 1000) == expected


@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_one_column_is_read_from_top_to_bottom(random, rows) -> None:
    expected = [line(f"行{at}", 50, 40 * at, 950) for at in range(rows)]
    assert in_reading_order(random.sample(expected, rows), 1000) == expected


def test_pieces_of_one_line_are_read_from_left_to_right() -> None:
    pieces = [line("甲", 50, 102, 200), line("乙", 300, 98, 500), line("丙", 600, 101, 900)]
    assert in_reading_order([pieces[2], pieces[0], pieces[1]], 2000) == pieces


def test_a_line_that_was_missed_is_a_strip_without_line() -> None:
    pixels = np.full((400, 1000, 3), 255, dtype=np.uint8)
    for top in (50, 100, 150, 200):
        pixels[top : top + 20, 50:950:3] = 0
    found = [line("十个字以上的一行文字", 50, top, 950) for top in (50, 100, 200)]
    assert strips_without_line(pixels, found) == [(150, 170)]
    assert strips_without_line(pixels, [*found, line("十个字以上的一行文字", 50, 150, 950)]) == []
    assert strips_without_line(pixels, []) == []


def a_page_with_a_red_square(rows: slice) -> np.ndarray:
    pixels = np.full((300, 200, 3), 230, np.uint8)
    pixels[140:150, 20:180] = 30  # print
    square = pixels[rows, 90:110].astype(float)
    pixels[rows, 90:110] = (square * 0.4 + np.array([220, 30, 30]) * 0.6).astype(np.uint8)
    return pixels


def test_print_below_a_stamp_stays_darker_than_the_stamp():
    page = a_page_with_a_red_square(slice(130, 160))
    cleaned = without_stamps(page)
    assert (cleaned[..., 0] == page[..., 0]).all()  # as it is in red light
    assert (cleaned[..., 0] == cleaned[..., 2]).all()
    below, beside = int(cleaned[145, 100, 0]), int(cleaned[135, 100, 0])
    assert (below, beside) == (144, 224)


def test_a_red_head_is_left_and_a_page_without_red_is_as_it_was():
    head = a_page_with_a_red_square(slice(10, 40))
    assert (without_stamps(head) == head).all()
    black = np.full((300, 200, 3), 30, np.uint8)
    assert without_stamps(black) is black


class Engine:
    """A recogniser that sees one line in whatever it is given, and is surer of a page upright."""

    def __init__(self, upright: np.ndarray, box: list[list[int]]) -> None:
        self.upright, self.box, self.asked = upright, np.array(box, dtype=float), 0

    def __call__(self, pixels: np.ndarray, *, use_cls: bool) -> SimpleNamespace:
        self.asked += 1
        is_upright = np.array_equal(pixels, self.upright)
        box = self.box if pixels.shape == self.upright.shape else self.box[:, ::-1]
        text, score = ("全市经济持续健康发展", 0.99) if is_upright else ("王四毛", 0.5)
        return SimpleNamespace(boxes=[box], txts=[text], scores=[score])


FLAT = [[10, 10], [190, 10], [190, 30], [10, 30]]


@pytest.mark.parametrize("turns", range(4))
def test_a_page_is_turned_until_its_lines_are_read(turns) -> None:
    page = np.full((80, 200, 3), 255, dtype=np.uint8)
    page[10:30, 10:190] = 0
    page[0, 0] = 7  # so that no turn looks like another
    pixels, found = _upright(Engine(page, FLAT), np.rot90(page, turns))
    assert np.array_equal(pixels, page)
    assert [text for _, text, _ in found] == ["全市经济持续健康发展"]


def test_a_slanted_page_is_turned_straight_and_read_again() -> None:
    page = np.full((80, 200, 3), 255, dtype=np.uint8)
    engine = Engine(page, FLAT)
    slanted = [(np.array([[0, 0], [100, 5], [100, 25], [0, 20]]), "一二三四五六七八九", 0.9)]
    turned, found = _straight(engine, page, slanted)
    assert turned.shape[0] > 80 and engine.asked == 1 and len(found) == 1
    level = [(np.array([[0, 0], [100, 0], [100, 20], [0, 20]]), "一二三四五六七八九", 0.9)]
    assert _straight(engine, page, level) == (page, level) and engine.asked == 1


def test_a_page_without_lines_is_left_as_it_is() -> None:
    def blind(pixels: np.ndarray, *, use_cls: bool) -> SimpleNamespace:
        return SimpleNamespace(boxes=None, txts=None, scores=None)

    page = np.full((80, 200, 3), 255, dtype=np.uint8)
    pixels, found = _upright(blind, page)
    assert (pixels is page, found, _mean(found)) == (True, [], 0.0)
    assert _straight(blind, page, found) == (page, [])
    assert _with_left_over(blind, page, found) == ([], 0)


def test_print_outside_of_all_lines_is_looked_at_again() -> None:
    page = np.full((200, 300, 3), 255, dtype=np.uint8)
    page[20:40, 20:280] = 0
    page[120:140, 20:280] = 0
    line_ = (np.array([[20, 20], [280, 20], [280, 40], [20, 40]]), "一二三四五六七八九十", 0.9)
    seen = np.array([[20, 10], [280, 10], [280, 30], [20, 30]], dtype=float)
    result = SimpleNamespace(boxes=[seen], txts=["遗漏的一行"], scores=[0.8])
    found, unread = _with_left_over(lambda pixels, use_cls: result, page, [line_])
    assert [(one.text, one.top) for one in found[1:]] == [("遗漏的一行", 120.0)] and unread == 0
    nothing = SimpleNamespace(boxes=None, txts=None, scores=None)
    found, unread = _with_left_over(lambda pixels, use_cls: nothing, page, [line_])
    assert (len(found), unread) == (1, 1)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PDF"])
def test_a_page_is_taken_as_an_image_with_its_resolution(kind) -> None:
    pages = [Image.new("RGB", (300, 150), colour) for colour in ("white", "black")]
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind != "PNG" else {}
    pages[0].save(file, kind, dpi=(150, 150), resolution=150, **more)
    image, dpi, number = _image(file.getvalue(), len(more) and 1)
    assert number == (2 if more else 1)
    assert image.width / dpi == pytest.approx(2, abs=0.01)
    assert np.asarray(image).mean() == (0 if more else 255)


def test_a_description_is_in_points_from_the_lower_edge(monkeypatch) -> None:
    page = np.full((80, 200, 3), 255, dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(page).save(file, "PNG", dpi=(144, 144))
    monkeypatch.setattr(scan_lines, "_engine", lambda: Engine(page, FLAT))
    said = describe(file.getvalue(), 0)
    assert (said["left_over"], said["pages"]) == (0, 1)
    [one] = said["lines"]
    assert (one["text"], one["left"], one["right"], one["top"]) == (
        "全市经济持续健康发展",
        5,
        95,
        35,
    )
    assert one["em"] == pytest.approx(9, abs=0.01)


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    pixels = np.random.default_rng(0).integers(0, 255, (60, 80, 3), dtype="uint8")
    Image.fromarray(pixels).save(buffer, kind, dpi=(150, 150))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        *(picture(kind)[: len(picture(kind)) // 2] for kind in ("PNG", "JPEG", "BMP", "TIFF")),
        picture("PNG").replace(b"IDAT", b"IDAT" + bytes(40), 1),
        picture("PNG").replace(b"\x00\x00\x00\x09pHYs", b"\x00\x00\x00\x02pHYs"),
        b"%PDF-1.4 of no pages",
        b"neither",
    ],
)
def test_a_picture_that_cannot_be_decoded_is_damaged(data) -> None:
    assert describe(data, 0)["error"] == "damaged"


def test_a_picture_of_too_many_dots_is_too_large(monkeypatch) -> None:
    monkeypatch.setattr(scan_lines, "MAX_PIXELS", 1000)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
    assert describe(picture("PNG"), 0) == {"error": "too_large", "detail": "2,000 pixels"}
