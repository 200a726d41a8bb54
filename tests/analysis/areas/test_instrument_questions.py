"""What a coding sheet asks of instruments: every code is explained, and answers are numbered."""

import pandas as pd
import pytest

from analysis.areas.agreement import agreement, machine_quality
from analysis.areas.instrument_questions import CODEBOOK, QUESTIONS, choices, numbered
from analysis.instruments.markers import DIRECTIVES, SIDES


def test_codes_are_those_of_the_coder_and_each_is_explained():
    assert set(QUESTIONS["side"]) == set(SIDES)
    assert set(QUESTIONS["directive"]) == set(DIRECTIVES)
    for question in QUESTIONS:
        assert [one.code for one in CODEBOOK if one.column == question] == choices(question)


@pytest.fixture
def sheet() -> pd.DataFrame:
    """Two strata: of the first each sentence stands for one, of the second for three."""
    return pd.DataFrame(
        {
            "id": [1, 2, 3, 4],
            "side": ["supply", "none", "supply", None],
            "machine_side": ["supply", "supply", "demand", "none"],
            "machine_side_alike": [5, 5, 2, 1],
            "machine": [6, 6, 7, 7],
            "coded_alike": [2, 2, 6, 6],
            "stratum": [6, 6, 7, 7],
            "weight": [1.0, 1.0, 3.0, 3.0],
        }
    )


def test_answers_are_numbered_in_the_order_of_their_codes(sheet):
    found = numbered(sheet, "side")
    assert found["code"].tolist()[:3] == [0, 3, 0] and pd.isna(found["code"][3])
    assert found["machine"].tolist() == [0, 0, 2, 3]
    assert numbered(sheet, "code") is sheet
    with pytest.raises(ValueError, match="'area' is not a question"):
        numbered(sheet, "area")


def test_quality_by_hand(sheet):
    """Of the five that the machine calls supply half are, of the two of demand all."""
    table = machine_quality(sheet, question="side").set_index("code")
    supply = table.loc["supply"]
    assert (supply["name"], supply["n"], supply["precision"]) == ("supply side", 2, 0.5)
    assert supply["recall"] == pytest.approx(2.5 / 4.5)
    assert supply["corrected"] == pytest.approx(100 * 4.5 / 7)
    assert supply["machine"] == pytest.approx(100 * 5 / 8)  # as counted in the corpus
    pair = agreement([sheet], question="side").iloc[0]
    assert pair["sentences"] == 3
    assert pair["agreement"] == pytest.approx(2.5 / 7)
    assert pair["in_sheet"] == pytest.approx(1 / 3)


def test_sentences_count_by_their_weights_within_a_code(sheet):
    """Of the machine's supply the first stands for one, the second for three."""
    unequal = sheet.assign(weight=[1.0, 3.0, 3.0, 3.0]).head(2)
    table = machine_quality(unequal, question="side").set_index("code")
    assert table.loc["supply", "corrected"] == pytest.approx(25)
    assert table.loc["none", "corrected"] == pytest.approx(75)


def test_a_sheet_without_the_question_is_refused(sheet):
    with pytest.raises(ValueError, match="directive"):
        agreement([sheet], question="directive")
    with pytest.raises(ValueError, match="fill in the column side"):
        machine_quality(sheet.assign(side=None), question="side")
