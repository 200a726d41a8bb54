"""What make test tries of parameters that are crossed."""

import pytest

from tests.crossed import crossed


@pytest.mark.parametrize("lengths", [(2, 2), (2, 2, 3), (2, 2, 4), (4, 2, 2), (1, 5), (3,)])
def test_each_choice_is_tried_and_every_combination_is_there(lengths):
    choices = [range(length) for length in lengths]
    made = crossed("names", *choices).args[1]
    tried = [one.values for one in made if not one.marks]
    assert len(tried) == max(lengths)
    for at, choice in enumerate(choices):
        assert {one[at] for one in tried} == set(choice)
    product = 1
    for length in lengths:
        product *= length
    assert len({one.values for one in made}) == len(made) == product
    assert all(one.marks[0].name == "torture" for one in made if one.marks)


def test_neighbours_are_not_always_tried_with_the_same():
    tried = [
        one.values for one in crossed("a, b, c", "xy", "pq", range(4)).args[1] if not one.marks
    ]
    assert {one[:2] for one in tried} == {("x", "p"), ("y", "q"), ("y", "p"), ("x", "q")}
