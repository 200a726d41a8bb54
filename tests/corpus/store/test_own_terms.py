import re
from collections import Counter

import pandas as pd
import pytest

from corpus.collection import Corpus
from corpus.lexicon.lists import policy_terms
from corpus.schema import SPOKEN
from corpus.store.build import build_store
from corpus.store.own_terms import body_texts, find_mentions
from corpus.store.tables import read_table
from corpus.text.normalization import normalize
from corpus.text.spans import printed, slices
from tests.corpus.store.conftest import other_report


@pytest.fixture
def built(corpus: Corpus) -> Corpus:
    other_report(corpus.documents)
    build_store(corpus)
    return corpus


def said(corpus: Corpus) -> dict[str, str]:
    texts, sentences = (read_table(corpus, name) for name in ("texts", "sentences"))
    return dict(zip(sorted(texts["report_id"]), body_texts(sentences, texts), strict=True))


def test_without_the_lexicon_the_terms_given_are_all_that_is_found(built):
    found = find_mentions(built, ["环境", "各位代表"], with_lexicon=False)
    expected = {
        (report, term): n
        for report, text in said(built).items()
        for term, n in Counter(re.findall("环境|各位代表", text)).items()
    }
    assert len(expected) == 4
    assert found.groupby(["report_id", "term"]).size().to_dict() == expected
    assert found["area"].isna().all()
    assert found.index.tolist() == list(range(len(found)))
    assert printed(found, read_table(built, "texts")) == found["term"].tolist()


def test_with_the_lexicon_a_term_within_a_longer_one_is_no_hit(built):
    alone = find_mentions(built, ["环境"], with_lexicon=False)
    found = find_mentions(built, ["环境"])
    listed = sorted((one.term for one in policy_terms()), key=len, reverse=True)
    longer = "|".join(map(re.escape, listed))
    for report, text in said(built).items():
        left = re.sub(longer, "|", text)
        own = found[found["report_id"] == report]
        assert (own["term"] == "环境").sum() == left.count("环境") > 0
    assert 0 < (found["term"] == "环境").sum() < len(alone)


def test_a_term_that_the_lexicon_has_changes_nothing_and_keeps_its_area(built):
    found = find_mentions(built, ["营商环境"])
    mentions = read_table(built, "mentions")
    columns = list(mentions.columns)
    order = ["report_id", "start"]
    pd.testing.assert_frame_equal(
        found[columns].sort_values(order, ignore_index=True),
        mentions.sort_values(order, ignore_index=True),
    )
    assert found.loc[found["term"] == "营商环境", "area"].notna().all()


def test_each_body_is_the_sentences_given_of_its_report(built):
    texts, sentences = (read_table(built, name) for name in ("texts", "sentences"))
    first = sentences[sentences["orientation"].isin(SPOKEN)].groupby("report_id").head(2)
    shuffled = texts.iloc[::-1]
    text_of = texts.set_index("report_id")["text"]
    expected = [
        "\n".join(slices(text_of[report], own["start"], own["end"]))
        for report, own in first.groupby("report_id")
    ]
    assert body_texts(first, shuffled) == [normalize(one).text for one in expected]
    assert len({len(one) for one in body_texts(sentences, texts)}) == 2
