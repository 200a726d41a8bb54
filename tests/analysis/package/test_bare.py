"""Words in bags: large ones, in which they are counted with what they were counted with before."""

import pandas as pd
import pytest

from analysis.across_reports.nation import passages_of
from analysis.package.bare import LEAST, bags, bare_tables, numbered_paths
from analysis.topics import merged_units
from corpus.store import read_table


@pytest.fixture(scope="module")
def tables(district_corpus):
    return {name.split("/")[1]: table.to_pandas() for name, table in bare_tables(district_corpus)}


def text(n: int, *, heading: str = "一、", words: int = 20) -> dict[str, object]:
    return {
        "report_id": "r",
        "paragraph_id": n,
        "heading_path": heading,
        "words": words,
        "orientation": "plan_next_year",
        "section": 0,
    }


def bags_of(*rows: dict[str, object]) -> dict[int, int]:
    table = pd.DataFrame(rows)
    tokens = table.loc[table.index.repeat(table["words"])].assign(kind="word")
    found = bags(tokens[["report_id", "paragraph_id", "kind"]], table, table)
    return dict(zip(found["paragraph_id"], found["bag"], strict=True))


def test_short_paragraphs_are_with_their_neighbours_under_the_same_heading_alone():
    assert bags_of(text(1), text(2), text(3)) == {1: 1, 2: 1, 3: 1}
    assert bags_of(text(1), text(2), text(3, heading="二、")) == {1: 1, 2: 1, 3: 3}
    assert bags_of(text(1, words=60), text(2, words=50)) == {1: 1, 2: 2}


def test_no_bag_goes_beyond_a_passage():
    found = bags_of(text(1, words=290), text(2), text(3), text(4))
    assert found == {1: 1, 2: 2, 3: 3, 4: 3}  # 2 to 4 are one text unit of two passages


def test_units_of_topics_and_passages_count_what_they_did(tables, district_corpus):
    whole, paragraphs = (read_table(district_corpus, one) for one in ("tokens", "paragraphs"))
    passage = passages_of(tables["sizes"])
    for place in (
        merged_units(whole, paragraphs, min_words=LEAST).set_index("paragraph_id")["unit"],
        tables["sizes"].assign(passage=passage).set_index("paragraph_id")["passage"],
        tables["sizes"].set_index("paragraph_id")["section"],
    ):
        counts = [
            one.assign(at=one["paragraph_id"].map(place)).groupby(["at", "term", "kind"]).size()
            for one in (whole, tables["tokens"])
        ]
        pd.testing.assert_series_equal(*counts)


def test_words_are_in_the_order_of_the_alphabet_and_have_no_place(tables):
    tokens = tables["tokens"]
    assert tokens.columns.tolist() == ["report_id", "paragraph_id", "term", "kind"]
    for _, bag in tokens.groupby("paragraph_id"):
        assert bag["term"].tolist() == sorted(bag["term"], key=str.encode)
    assert not {"start", "end"} & {*tables["mentions"], *tables["nested"]}
    assert not [name for name, table in tables.items() if "text" in table]


def test_headings_are_numbers_that_sort_as_they_do():
    paths = ["一、回顾", "二、计划 > 3.", "二、计划 > 1.", None, "", "一、回顾"]
    found = numbered_paths(["a"] * 5 + ["b"], paths)
    assert found == ["3", "4 > 2", "4 > 1", None, "", "1"]
    many = [f"{one:02d}" for one in range(12)]
    numbers = numbered_paths(["r"] * 12, many)
    assert numbers == sorted(numbers)
