"""Names beside their lines, clear of everything else."""

import numpy as np

from analysis.figures.free_place import free_place

FLAT = np.column_stack([np.arange(0, 31, 5.0), np.full(7, 10.0)])
NONE = np.empty((0, 2))
CORNER = (24.0, 21.0)


def spot(line, others=(), dots=NONE, size=(10.0, 3.0), taken=()):
    return free_place(size, line, others, dots, panels=(30.0, 25.0), corner=CORNER, taken=taken)


def test_a_name_lies_close_to_its_line_and_not_on_it():
    left, bottom = spot(FLAT)
    assert left == 0.5 and (0.7 < bottom - 10 < 2 or 0.7 < 10 - (bottom + 3) < 2)


def test_it_is_not_nearer_to_another_line():
    above = FLAT + np.array([0, 6])
    _, bottom = spot(FLAT, [above])
    assert bottom + 3 < 10


def test_it_avoids_dots_and_other_names():
    dots = np.column_stack([np.arange(0, 31, 2.0), np.full(16, 7.0)])
    _, bottom = spot(FLAT, dots=dots)
    assert bottom > 10
    taken = (*spot(FLAT), 10.0, 3.0)
    left, low = spot(FLAT, taken=[taken])
    assert left >= taken[0] + 10 or low >= taken[1] + 3 or low + 3 <= taken[1]


def test_there_is_none_where_the_panel_is_full_or_too_narrow():
    grid = np.stack(np.meshgrid(np.arange(0, 31, 2.0), np.arange(0, 26, 2.0)), -1).reshape(-1, 2)
    assert spot(FLAT, dots=grid) is None
    assert spot(FLAT, size=(40.0, 3.0)) is None
