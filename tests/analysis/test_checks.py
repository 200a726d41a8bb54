"""What is wrong with a table is named before anything is counted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.checks import check_counts, check_places
from analysis.collocation import collocations
from analysis.counts import count_terms, counts_by_unit, document_term
from analysis.frequency import frequency_by


def test_words_that_are_there_twice_are_refused(district):
    tokens = district["tokens"]
    twice = pd.concat([tokens, tokens.iloc[[7]]])
    row = tokens.iloc[7]
    message = (
        f"columns report_id, start and term contain 'shahekou-2018', {row['start']} and "
        f"{row['term']!r} more than once; give one row per occurrence"
    )
    for use in (count_terms, frequency_by):
        with pytest.raises(ValueError, match=f"^{message}$"):
            use(twice)
        use(tokens.sample(frac=1, random_state=1))


@pytest.mark.parametrize("use", [count_terms, collocations])
def test_words_without_a_term_are_refused(district, use):
    tokens = district["tokens"].head(50)
    tokens = tokens.assign(term=tokens["term"].where(tokens.index != 3))
    with pytest.raises(ValueError, match="column term has 1 missing values"):
        use(tokens)


def test_places_that_are_no_numbers_are_refused(district):
    tokens = district["tokens"].head(50)
    with pytest.raises(ValueError, match="column start contains text; give places"):
        count_terms(tokens.assign(start=tokens["start"].astype(str)))


@pytest.mark.parametrize("wrong", [None, [{"unit": "r", "term": "b", "n": 1}]])
def test_what_is_no_table_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^the table is of type \w+; give a pandas"):
        check_counts(wrong)


def row(**changed) -> dict:
    return {"unit": "r", "term": "b", "n": 1} | changed


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (row(n=-1), "column n contains -1, which is not a count; give whole numbers of 0 or more"),
        (
            row(n=0.5),
            "column n contains 0.5, which is not a count; give whole numbers of 0 or more",
        ),
        (
            row(n=np.nan),
            "column n contains nan, which is not a count; give whole numbers of 0 or more",
        ),
        (
            row(n=np.inf),
            "column n contains inf, which is not a count; give whole numbers of 0 or more",
        ),
        (
            row(n="many"),
            "column n contains 'many', which is not a count; give whole numbers of 0 or more",
        ),
        (row(unit=None), "column unit has 1 missing values"),
        (row(term=None), "column term has 1 missing values"),
        (
            row(term="a"),
            "columns unit and term contain 'r' and 'a' more than once; "
            "give one row per unit and term",
        ),
    ],
)
def test_what_is_no_count_is_named(table_of, wrong, message):
    counts = pd.concat([table_of({"r": "a"}), pd.DataFrame([wrong])])
    for use in (check_counts, document_term, counts_by_unit):
        with pytest.raises(ValueError, match=f"^{message}$"):
            use(counts)


def test_an_empty_table_is_refused(table_of):
    with pytest.raises(ValueError, match=r"^the table of counts is empty$"):
        check_counts(table_of({}))
    with pytest.raises(
        ValueError, match=r"^column n contains only 0; there is nothing to analyse$"
    ):
        check_counts(table_of({"r": "a"}).assign(n=0))


def places(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["report_id", "start", "term"])


@pytest.mark.parametrize(
    "rows",
    [
        places(),
        places(("r", 0, "甲"), ("r", 2, "甲"), ("s", 0, "甲")),
        places(("r", 2, "甲"), ("r", 0, "甲")),  # in no order
        places(("r", 0, "甲乙"), ("r", 0, "甲")),  # two terms at one place
        places(("r", 0, "甲"), ("s", 0, "甲"), ("r", 1, "甲")),
        pd.DataFrame({"report_id": ["r", "r"], "term": ["甲", "甲"]}),  # without places
    ],
)
def test_places_that_are_there_once_pass(rows):
    assert check_places(rows) is None


@pytest.mark.parametrize(
    "rows",
    [
        places(("r", 3, "甲"), ("r", 3, "甲")),
        places(("r", 3, "甲"), ("s", 0, "甲"), ("r", 3, "甲")),
        places(("r", 3, "甲"), ("r", 3, "乙"), ("r", 3, "甲")),
    ],
)
def test_a_place_that_is_there_twice_is_named(rows):
    with pytest.raises(ValueError, match=r"'r', 3 and '甲'"):
        check_places(rows.set_axis(range(5, 5 + len(rows))))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("rs"), st.integers(0, 3), st.sampled_from("甲乙"))))
def test_places_are_refused_where_and_only_where_one_is_there_twice(rows):
    table = places(*rows).astype({"start": int})
    if len(set(rows)) == len(rows):
        check_places(table)
    else:
        with pytest.raises(ValueError):
            check_places(table)


def test_a_unit_may_be_empty_where_another_is_not():
    counts = pd.DataFrame({"unit": ["r", "s"], "term": ["甲", "甲"], "n": [2, 0]})
    assert check_counts(counts) is None
    with pytest.raises(ValueError, match="'n'"):
        check_counts(counts.drop(columns="n"))


def test_counts_in_a_column_of_objects_are_counts(table_of):
    counts = table_of({"t": "a b b"})
    check_counts(counts.assign(n=counts["n"].astype(object)))
    with pytest.raises(ValueError, match="column n contains -1"):
        check_counts(counts.assign(n=pd.Series([-1, 2], dtype=object)))
