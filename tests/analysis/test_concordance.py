"""Concordance: every place of a term, with its context, walked back to the document."""

import re

import pandas as pd
import pytest

from analysis.concordance import concordance, find_pattern

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
    rows = pd.DataFrame(
        [("r", 0, at, at + 2, "创新")],
        columns=["report_id", "paragraph_id", "start", "end", "term"],
    )
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
        "report_id",
        "paragraph_id",
        "start",
        "end",
        "left",
        "keyword",
        "right",
    ]


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"window": -1}, "window is -1; it must be a number of characters, 0 or more"),
        ({"texts": "drop"}, {}, "there is no text of the report 's'"),
        ({"rows": "start"}, {}, "the table has no column 'start'; its columns are .*"),
        ({}, {"sort": "up"}, "unknown order 'up'; choose place, left, right or keyword"),
    ],
)
def test_refusals(places, change, options, message):
    rows, texts = places
    rows = rows.drop(columns=change.get("rows", []))
    texts = texts.head(1) if "texts" in change else texts
    with pytest.raises(ValueError, match=f"^{message}$"):
        concordance(rows, texts, "创新", **options)


def test_a_place_that_is_not_in_the_text_is_refused(places):
    rows, texts = places
    with pytest.raises(
        ValueError, match=r"^place 99 to 101 is outside the text of the report 'r'$"
    ):
        concordance(rows.assign(start=99, end=101, report_id="r").head(1), texts)


def test_two_texts_of_a_report_are_refused(places):
    rows, texts = places
    with pytest.raises(ValueError, match=r"^there are two texts of the report 'r'$"):
        concordance(rows, pd.concat([texts, texts]))


def test_several_terms_at_once(places):
    rows, texts = places
    more = rows.assign(start=rows["start"] - 1, end=rows["start"], term="促")
    more = more[more["start"] == 0]
    table = concordance(pd.concat([rows, more]), texts, ["促", "创新", "改革"], window=1)
    assert list(table["keyword"]) == ["促", "创新", "创新", "创新"] * 2
    assert len(concordance(pd.concat([rows, more]), texts)) == 8


def lines(text, keyword="创新", **options):
    """The context of each place of the keyword in one text."""
    starts = [at for at in range(len(text)) if text.startswith(keyword, at)]
    rows = pd.DataFrame(
        [("r", 0, at, at + len(keyword), keyword) for at in starts],
        columns=["report_id", "paragraph_id", "start", "end", "term"],
    )
    texts = pd.DataFrame({"report_id": ["r"], "text": [text]})
    return concordance(rows, texts, **options)


def test_sorted_by_what_stands_after():
    table = lines("创新c。创新a。创新b。", window=1, sort="right")
    assert list(table["right"]) == ["a", "b", "c"]


def test_sorted_by_what_stands_before_from_the_keyword_backwards():
    """By the nearest character first, then the one before it; ties stay in the order of places."""
    table = lines("乙甲创新。甲乙创新。乙乙创新。乙乙创新", window=2, sort="left")
    assert list(table["left"]) == ["乙乙", "乙乙", "甲乙", "乙甲"]
    assert table["start"].iloc[0] < table["start"].iloc[1]


PATTERN_TEXT = "创新驱动发展。\n坚持创新，驱动增长8.5%。\n增长 7%"


def matches(pattern, **options):
    texts = pd.DataFrame({"report_id": ["r"], "text": [PATTERN_TEXT]})
    paragraphs = pd.DataFrame(
        [
            ("r", number, line.start(), line.end())
            for number, line in enumerate(re.finditer(".+", PATTERN_TEXT))
        ],
        columns=["report_id", "paragraph_id", "start", "end"],
    )
    return find_pattern(paragraphs, texts, pattern, **options)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("创新.{0,2}驱动", ["创新驱动", "创新，驱动"]),
        (r"[0-9.]+%", ["8.5%", "7%"]),
        ("^创新", ["创新"]),
        ("[。%]$", ["。", "。", "%"]),
        ("创新|驱动", ["创新", "驱动", "创新", "驱动"]),
        ("增*", ["增", "增"]),
        ("没有", []),
    ],
)
def test_patterns_match_within_paragraphs(pattern, expected):
    table = matches(pattern)
    assert list(table["term"]) == expected
    for row in table.itertuples():
        assert PATTERN_TEXT[row.start : row.end] == row.term
    assert table["start"].is_monotonic_increasing


def test_matches_have_a_concordance():
    texts = pd.DataFrame({"report_id": ["r"], "text": [PATTERN_TEXT]})
    table = concordance(matches("增长 ?[0-9.]+%"), texts, window=2)
    assert table[["left", "keyword", "right"]].to_numpy().tolist() == [
        ["驱动", "增长8.5%", "。¶"],
        ["。¶", "增长 7%", ""],
    ]


def test_what_is_no_pattern_is_refused():
    with pytest.raises(ValueError, match=r"^the pattern '\(创新' is not valid \(missing \)"):
        matches("(创新")


def test_a_pattern_that_takes_too_long_is_given_up():
    text = "创" * 5_000
    texts = pd.DataFrame({"report_id": ["r"], "text": [text]})
    place = {"report_id": ["r"], "paragraph_id": [0], "start": [0], "end": [len(text)]}
    with pytest.raises(ValueError, match=r"takes longer than 0\.05 s in one paragraph"):
        find_pattern(pd.DataFrame(place), texts, "(创+)+新", seconds=0.05)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(?R)", "occurs within itself"),
        ("(?:(?R)|a)*b", "occurs within itself"),
        ("(a(?1)?b)", "occurs within itself"),
        (r"(?<x>a(?&x)?)", "occurs within itself"),
        ("(" * 400 + "a" + ")*" * 400, "too many brackets"),
    ],
)
def test_a_pattern_that_never_ends_is_refused(district, pattern, said):
    with pytest.raises(ValueError, match=said):
        find_pattern(district["paragraphs"], district["texts"], pattern)


def test_what_only_looks_like_a_pattern_within_itself_is_searched(district):
    found = find_pattern(district["paragraphs"], district["texts"], r"创新\(?R?|\(\?R\)")
    assert set(found["term"]) == {"创新"}
