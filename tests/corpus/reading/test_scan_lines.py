"""The order of recognised lines, and print in none of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.scan_lines import (
    Recognised,
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
