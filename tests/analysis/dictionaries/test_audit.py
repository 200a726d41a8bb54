"""A researcher's own list, audited: what each word finds, and what it does to the share."""

import pandas as pd
import pytest

from analysis.dictionaries.audit import audit, list_interval
from analysis.uncertainty.shares import share_interval
from corpus.collection import PROJECT
from corpus.store.own_terms import find_mentions
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
TERMS = ["环境", "污染", "绿化", "市政", "没有的词"]


@pytest.fixture(scope="module")
def audited(district_corpus):
    found = [find_mentions(district_corpus, TERMS, match=one) for one in ("mention", "substring")]
    tables = (read_table(district_corpus, name) for name in ("mentions", "sizes"))
    return audit(TERMS, *found, *tables).set_index("term")


def test_words_inside_longer_terms_are_shown(audited, district_corpus):
    environment = audited.loc["环境"]
    assert environment["substrings"] == REPORT.read_text(encoding="utf-8").count("环境")
    beside = find_mentions(district_corpus, TERMS, match="mention_with_lexicon")
    own = (beside["term"] == "环境").sum()
    assert environment["mentions"] - environment["inside"] == own
    assert "营商环境 7" in environment["inside_terms"]


def test_characters_within_other_words_are_no_mentions(audited):
    assert audited.loc["市政", "mentions"] == 0
    assert audited.loc["市政", "substrings"] == audited.loc["市政", "within_words"] == 6
    assert audited.loc["市政", "finding"] == "mostly within other words"


def test_a_full_width_term_is_not_inside_its_half_width_form(district_corpus):
    words = ["７２１工作法"]
    found = [find_mentions(district_corpus, words, match=one) for one in ("mention", "substring")]
    tables = (read_table(district_corpus, name) for name in ("mentions", "sizes"))
    own = audit(words, *found, *tables).iloc[0]
    assert own["mentions"] > 0
    assert own["inside"] == 0


@pytest.mark.parametrize(
    ("mentions", "substrings", "inside", "finding"),
    [
        (0, 0, 0, "never found"),
        (2, 4, 0, "carries the result"),
        (2, 5, 0, "mostly within other words"),
        (4, 4, 2, "carries the result"),
        (4, 4, 3, "mostly inside longer terms"),
    ],
)
def test_what_is_found_of_a_word(mentions, substrings, inside, finding):
    def table(n: int, term: str, until: int) -> pd.DataFrame:
        rows = {"report_id": "a", "sentence_id": range(n), "start": 0, "end": until, "term": term}
        return pd.DataFrame(rows, index=range(n))

    sizes = pd.DataFrame({"words": [100]})
    found = audit(
        ["环境"],
        table(mentions, "环境", 2),
        table(substrings, "环境", 2),
        table(inside, "环境保护", 4),
        sizes,
    )
    assert found["finding"].tolist() == [finding]
    assert found["inside"].tolist() == [inside]


def test_leaving_a_word_out_takes_its_mentions_away(audited, district_corpus):
    words = read_table(district_corpus, "sizes")["words"].sum()
    total = audited["mentions"].sum()
    for _, row in audited.iterrows():
        assert row["share"] == pytest.approx(1000 * total / words)
        assert row["share_without"] == pytest.approx(1000 * (total - row["mentions"]) / words)
    assert audited["of_all"].sum() == pytest.approx(1)


def test_what_is_never_found_is_said(audited):
    assert audited.loc["没有的词", "finding"] == "never found"


def test_the_share_of_a_list_has_an_interval(district_corpus):
    mentions = find_mentions(district_corpus, ["建设", "发展"])
    sizes = read_table(district_corpus, "sizes")
    found = list_interval(mentions, sizes, ["建设", "发展"])
    own = mentions[mentions["term"].isin(["建设", "发展"])].groupby("paragraph_id").size()
    n = sizes["paragraph_id"].map(own).fillna(0)
    sections = sizes.assign(n=n).groupby("section")[["n", "words"]].sum()
    expected = share_interval(sections["n"], sections["words"])
    assert found["n"] == n.sum()
    assert (found["share"], found["low"]) == pytest.approx(
        (1000 * expected.share, 1000 * expected.low)
    )
