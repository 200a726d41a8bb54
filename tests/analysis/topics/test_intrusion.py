"""Intrusion sheets hide one that does not belong, and are scored as they were filled."""

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.topics.intrusion import (
    score_intrusion,
    topic_intrusion,
    word_intrusion,
    write_intrusion_sheet,
)
from analysis.topics.model import TopicFit
from corpus.errors import Refusal


@pytest.fixture
def fit() -> TopicFit:
    """Five made-up topics of ten terms each, over 50 terms."""
    rows, shares = [], []
    for topic in range(1, 6):
        own = [f"词{topic}{place}" for place in range(10)]
        other = [f"词{each}{place}" for each in range(1, 6) if each != topic for place in range(10)]
        rows += [(topic, term, 0.09) for term in own] + [(topic, term, 0.0025) for term in other]
    for unit in range(12):
        shares += [(f"u{unit}", topic, 0.1 + 0.05 * ((topic + unit) % 5)) for topic in range(1, 6)]
    return TopicFit(
        pd.DataFrame(rows, columns=["topic", "term", "probability"]),
        pd.DataFrame(shares, columns=["unit", "topic", "share"]),
        pd.DataFrame(),
        pd.DataFrame(),
        5,
        12,
        50,
        "nmf",
        1,
    )


def test_the_intruder_is_of_another_topic_and_the_same_twice(fit):
    table = word_intrusion(fit, seed=3)
    assert table["topic"].tolist() == [1, 2, 3, 4, 5]
    for row in table.to_dict("records"):
        shown = [row[letter] for letter in "abcdef"]
        assert row[row["answer"]] == row["intruder"]
        own = [term for term in shown if term.startswith(f"词{row['topic']}")]
        assert len(own) == 5 and row["intruder"] not in own
    pd.testing.assert_frame_equal(table, word_intrusion(fit, seed=3))
    assert table["answer"].nunique() > 1


def test_the_intruding_topic_is_among_the_last_of_the_unit(fit):
    paragraphs = pd.DataFrame({"unit": [f"u{unit}" for unit in range(12)], "text": "某段"})
    table = topic_intrusion(fit, paragraphs, rows=8)
    assert len(table) == 8
    for row in table.to_dict("records"):
        shares = fit.document_topics.query("unit == @row['unit']").set_index("topic")["share"]
        assert shares.rank()[row["intruder"]] <= 2
        assert row[row["answer"]].startswith(f"词{row['intruder']}")
    few = TopicFit(**(fit.__dict__ | {"n_topics": 3}))
    with pytest.raises(
        ValueError, match=r"^the model has 3 topics; a topic intrusion test requires 4$"
    ):
        topic_intrusion(few, paragraphs)


def fill(path, choices: list[str]) -> None:
    book = load_workbook(path)
    sheet = book["sentences"]
    for row, choice in enumerate(choices, start=2):
        sheet.cell(row, sheet.max_column).value = choice
    book.save(path)


def test_a_filled_sheet_is_scored(fit, tmp_path):
    table = word_intrusion(fit)
    path = write_intrusion_sheet(table, tmp_path / "words.xlsx")
    answers = table["answer"].tolist()
    wrong = "a" if answers[0] != "a" else "b"
    fill(path, [wrong, *(answer.upper() for answer in answers[1:4]), ""])
    found = score_intrusion(path)
    assert found["topic"].tolist() == [1, 2, 3, 4]
    assert found["precision"].tolist() == [0, 1, 1, 1]
    assert found["by_chance"].iloc[0] == pytest.approx(1 / 6)
    assert (found["low"] <= found["precision"]).all() and (found["high"] >= 0.2).all()


def test_topic_sheets_are_scored_in_one(fit, tmp_path):
    paragraphs = pd.DataFrame({"unit": [f"u{unit}" for unit in range(12)], "text": "=某段"})
    table = topic_intrusion(fit, paragraphs)
    path = write_intrusion_sheet(table, tmp_path / "topics.xlsx")
    fill(path, table["answer"].tolist())
    found = score_intrusion(path)
    assert found[["topic", "n", "found"]].to_numpy().tolist() == [["all", 12, 12]]
    assert load_workbook(path)["key"].sheet_state == "hidden"


def test_what_is_no_sheet_is_refused(fit, tmp_path):
    path = write_intrusion_sheet(word_intrusion(fit), tmp_path / "words.xlsx")
    fill(path, ["x"])
    with pytest.raises(Refusal) as wrong:
        score_intrusion(path)
    with pytest.raises(Refusal) as missing:
        score_intrusion(tmp_path / "none.xlsx")
    assert (wrong.value.code, missing.value.code) == ("no_sheet", "not_found")
    assert "row 2 has 'x'" in str(wrong.value)
