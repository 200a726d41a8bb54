"""Concordance: every place of a term, with its context, walked back to the document."""

import pandas as pd
import pytest

from analysis.concordance import concordance

TEXT = "促创新驱动。\n\n推动创新，鼓励创新"


@pytest.fixture
def places():
    """The rows and texts of two reports with the same words."""
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("创新", at)]
    rows = pd.DataFrame(
        [(report, 0, at, at + 2, "创新") for report in ("s", "r") for at in reversed(starts)],
        columns=["report_id", "paragraph_id", "start", "end", "term"],
    )
    return rows, pd.DataFrame({"report_id": ["r", "s"], "text": [TEXT, TEXT]})


def test_places_by_hand(places):
    table = concordance(*places, "创新", window=3)
    assert list(table["report_id"]) == ["r"] * 3 + ["s"] * 3
    assert list(table["start"]) == [1, 10, 15] * 2
    assert table[["left", "keyword", "right"]].head(3).to_numpy().tolist() == [
        ["促", "创新", "驱动。"],
        ["¶推动", "创新", "，鼓励"],
        ["，鼓励", "创新", ""],
    ]


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        ("\n", "¶"),
        ("\r\n", "¶"),
        ("\r", "¶"),
        ("\n\n", "¶¶"),
        ("\u2028", "¶"),
        ("\u3000", "\u3000"),
    ],
)
def test_line_ends_are_shown_wherever_they_stand(end, shown):
    text = f"甲{end}创新{end}乙{end}"
    at = text.index("创新")
    rows = pd.DataFrame([("r", 0, at, at + 2, "创新")],
                        columns=["report_id", "paragraph_id", "start", "end", "term"])  # fmt: skip
    texts = pd.DataFrame({"report_id": ["r"], "text": [text]})
    row = concordance(rows, texts, "创新").iloc[0]
    assert (row["left"], row["right"]) == (f"甲{shown}", f"{shown}乙{shown}")
    near = concordance(rows, texts, "创新", window=len(end)).iloc[0]
    assert (near["left"], near["right"]) == (shown, shown)


def test_without_a_window_there_is_no_context(places):
    table = concordance(*places, "创新", window=0)
    assert (table["left"] + table["right"] == "").all()


@pytest.mark.parametrize("name", ["tokens", "mentions"])
def test_places_walk_back_to_the_district_report(district, name):
    rows, texts = district[name], district["texts"]
    text = texts["text"].iloc[0]
    for term in rows["term"].value_counts().index[:20]:
        table = concordance(rows, texts, term, window=12)
        assert len(table) == (rows["term"] == term).sum()
        assert table["start"].is_monotonic_increasing
        for row in table.itertuples():
            assert text[row.start : row.end] == row.keyword
            assert text[: row.start].replace("\n", "¶").endswith(row.left)
            assert text[row.end :].replace("\n", "¶").startswith(row.right)
            assert len(row.left) <= 12
            assert len(row.right) <= 12


def test_a_term_that_does_not_stand_in_the_text_gives_no_rows(places):
    table = concordance(*places, "改革")
    assert table.empty
    assert list(table.columns) == [
        "report_id", "paragraph_id", "start", "end", "left", "keyword", "right",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"window": -1}, "window is -1; it counts characters, 0 or more"),
        ({"texts": "drop"}, {}, "there is no text of the report 's'"),
        ({"rows": "start"}, {}, "the table has no column 'start'"),
    ],
)
def test_refusals(places, change, options, message):
    rows, texts = places
    rows = rows.drop(columns=change.get("rows", []))
    texts = texts.head(1) if "texts" in change else texts
    with pytest.raises(ValueError, match=f"^{message}$"):
        concordance(rows, texts, "创新", **options)
