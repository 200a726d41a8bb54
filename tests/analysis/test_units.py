"""The units of a panel."""

from typing import Literal

import pytest

from analysis.units import KEYS, check_units
from corpus.schema import SCHEMAS

Match = Literal["mention", "token"]


def test_units_are_named_by_columns_of_the_store():
    columns = {*SCHEMAS["reports"].names, *SCHEMAS["paragraphs"].names}
    assert {one for names in KEYS.values() for one in names} <= columns


@pytest.mark.parametrize(
    ("by", "match", "denominator", "said"),
    [
        (["place"], "mention", "words", "'place' is not a unit; choose from region, year"),
        (["region"], "letter", "words", "'letter' is not a match; choose from mention, token"),
        (["region"], "token", "lines", "'lines' is not a denominator; choose from words"),
        ([], "token", "words", "by is empty"),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(by, match, denominator, said):
    with pytest.raises(ValueError, match=said):
        check_units(by, match, Match, denominator)
    check_units(["region", "year"], "token", Match, "words")
