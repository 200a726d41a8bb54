"""Signs that several rules share."""

import pytest

from tests.corpus.structure.pages import BODY, FRONT, body_of


@pytest.mark.parametrize(
    "salutation",
    [
        "各位代表：",
        "各位代表:",
        "各位代表！",
        "各位代表，",
        "各位代表、各位委员、同志们：",
        "名位代表：",
        "各位代表",
    ],
)
def test_salutations(salutation):
    assert body_of([*FRONT, salutation, *BODY[1:]]) == [salutation, *BODY[1:]]
