"""Behind every number stand its sentences, and they are as many as it says."""

import pandas as pd
import pytest

from analysis.comparison import with_side
from analysis.counts import in_context
from analysis.evidence import evidence
from analysis.export.write import write_table
from analysis.frequency import frequency_by


def test_the_hits_of_every_word_add_up_and_walk_back(district):
    tokens = district["tokens"]
    tokens = tokens[tokens["kind"].isin(["word", "latin"])]
    table = frequency_by(tokens, by=None)
    table = table[table["n"] >= 5]
    found = evidence(table, tokens, district["sentences"], district["texts"], by=["term"])
    assert found.groupby("term").size().to_dict() == dict(
        zip(table["term"], table["n"], strict=True)
    )
    text = district["texts"]["text"].iloc[0]
    for row in found.head(500).itertuples():
        assert text[row.start : row.end] == row.hit
        assert row.sentence_start <= row.start < row.sentence_end
        assert "".join(row.hit.split()) in "".join(row.sentence.split())
    assert found["term"].drop_duplicates().tolist() == table["term"].tolist()


def test_cells_of_two_keys_add_up(district, tmp_path):
    rows = with_side(in_context(district["mentions"], district["paragraphs"]))
    rows = rows.dropna(subset="area")
    table = rows.groupby(["area", "side"]).size().rename("n").reset_index()
    found = evidence(table, rows, district["sentences"], district["texts"], by=["area", "side"])
    assert len(found) == table["n"].sum()
    path = write_table(found, tmp_path / "evidence.xlsx")
    assert len(pd.read_excel(path)) == len(found)


def test_rows_that_were_not_counted_are_no_evidence(district):
    table = pd.DataFrame({"term": ["创新", "企业"], "n": [3, 1]})
    with pytest.raises(
        ValueError, match=r"^the cell term 创新 has the count 3, but \d+ rows belong to it"
    ):
        evidence(table, district["tokens"], district["sentences"], district["texts"], by=["term"])


def test_a_cell_of_zero_has_no_evidence(district):
    table = pd.DataFrame({"term": ["无此词"], "n": [0]})
    found = evidence(
        table, district["tokens"], district["sentences"], district["texts"], by=["term"]
    )
    assert found.empty
