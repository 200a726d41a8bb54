"""A researcher's own list: read as it is, and audited."""

import pandas as pd
import pytest

from analysis.dictionaries.audit import audit, list_interval
from analysis.dictionaries.word_list import read_word_list
from analysis.uncertainty.shares import share_interval
from corpus.collection import PROJECT, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from corpus.store.own_terms import find_mentions
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.mark.parametrize(
    ("content", "terms", "codes"),
    [
        ("环境\n污染\n", ("环境", "污染"), []),
        ("term,note\n环境,x\n污染,y\n", ("环境", "污染"), []),
        ("编号,词语\n1,环境\n2,污染\n", ("环境", "污染"), []),
        ("环境\n\n环境\n", ("环境",), ["empty_line", "twice"]),
        ("生态.*\n", ("生态.*",), ["pattern"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_as_it_is(tmp_path, content, terms, codes, encoding):
    path = tmp_path / "list.txt"
    path.write_bytes(content.encode(encoding))
    found = read_word_list(path)
    assert found.terms == terms
    assert [one.code for one in found.notices] == codes


@pytest.mark.parametrize("content", ["\n\n", "term,area\n"])
def test_a_list_without_words_is_refused(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal):
        read_word_list(path)
    with pytest.raises(Refusal) as missing:
        read_word_list(tmp_path / "none.txt")
    assert missing.value.code == "not_found"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("list")
    (folder / "district.txt").write_bytes(REPORT.read_bytes())
    found = corpus_at(folder)
    build_store(found)
    return found


TERMS = ["环境", "污染", "绿化", "没有的词"]


@pytest.fixture(scope="module")
def audited(corpus):
    mentions = find_mentions(corpus, TERMS)
    tables = (read_table(corpus, name) for name in ("sentences", "texts", "sizes"))
    return audit(TERMS, mentions, *tables).set_index("term")


def test_the_lexicons_terms_are_found_as_the_store_has_them(corpus):
    found = find_mentions(corpus, [])
    stored = read_table(corpus, "mentions")
    pd.testing.assert_frame_equal(found, stored, check_like=True)


def test_words_inside_longer_terms_are_shown(audited):
    environment = audited.loc["环境"]
    assert environment["substrings"] == REPORT.read_text(encoding="utf-8").count("环境")
    assert environment["mentions"] + environment["inside"] == environment["substrings"]
    assert "营商环境 7" in environment["inside_terms"]


def test_leaving_a_word_out_takes_its_mentions_away(audited, corpus):
    words = read_table(corpus, "sizes")["words"].sum()
    total = audited["mentions"].sum()
    for _, row in audited.iterrows():
        assert row["share"] == pytest.approx(1000 * total / words)
        assert row["share_without"] == pytest.approx(1000 * (total - row["mentions"]) / words)
    assert audited["of_all"].sum() == pytest.approx(1)


def test_what_is_never_found_is_said(audited):
    assert audited.loc["没有的词", "finding"] == "never found"


def test_the_share_of_a_list_has_an_interval(corpus):
    mentions, sizes = find_mentions(corpus, ["建设", "发展"]), read_table(corpus, "sizes")
    found = list_interval(mentions, sizes, ["建设", "发展"])
    own = mentions[mentions["term"].isin(["建设", "发展"])].groupby("paragraph_id").size()
    n = sizes["paragraph_id"].map(own).fillna(0)
    expected = share_interval(n, sizes["words"])
    assert found["n"] == n.sum()
    assert (found["share"], found["low"]) == pytest.approx(
        (1000 * expected.share, 1000 * expected.low)
    )
