import re
from collections import Counter

import pandas as pd
import pytest

from corpus.collection import Corpus
from corpus.lexicon.lists import policy_terms
from corpus.schema import SPOKEN
from corpus.store.build import build_store
from corpus.store.own_terms import find_mentions
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
    """The readable text of the sentences of each body."""
    texts, sentences = (read_table(corpus, name) for name in ("texts", "sentences"))
    text_of = texts.set_index("report_id")["text"]
    spoken = sentences[sentences["orientation"].isin(SPOKEN)]
    return {
        report: normalize("\n".join(slices(text_of[report], own["start"], own["end"]))).text
        for report, own in spoken.groupby("report_id")
    }


def test_without_the_lexicon_the_terms_given_are_all_that_is_found(built):
    found = find_mentions(built, ["环境", "各位代表"])
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
    alone = find_mentions(built, ["环境"])
    found = find_mentions(built, ["环境"], match="mention_with_lexicon")
    own = found[found["term"] == "环境"]
    longer = found[found["term"].str.contains("环境") & (found["term"] != "环境")]
    assert 0 < len(own) < len(alone)
    assert len(own) + longer["term"].str.count("环境").sum() == len(alone)


def test_a_term_that_the_lexicon_has_changes_nothing_and_keeps_its_area(built):
    found = find_mentions(built, ["营商环境"], match="mention_with_lexicon")
    mentions = read_table(built, "mentions")
    columns = list(mentions.columns)
    order = ["report_id", "start"]
    pd.testing.assert_frame_equal(
        found[columns].sort_values(order, ignore_index=True),
        mentions.sort_values(order, ignore_index=True),
    )
    assert found.loc[found["term"] == "营商环境", "area"].notna().all()


def test_a_list_is_matched_by_itself(built):
    """Whether the lexicon has its terms, or longer ones, makes no difference."""
    terms = ["环境", "营商环境", "无人知晓的词", "经济", "市场"]
    known = {one.term for one in policy_terms()}
    assert {"环境", "营商环境"} & known and set(terms) - known
    found = find_mentions(built, terms)
    for report, text in said(built).items():
        expected = Counter(re.findall("营商环境|环境|经济|市场", text))
        own = found.loc[found["report_id"] == report, "term"]
        assert Counter(own) == expected
    assert printed(found, read_table(built, "texts")) == found["term"].tolist()


def test_a_term_that_words_run_across_is_a_substring_only(built):
    n = {
        match: len(find_mentions(built, ["市政"], match=match))
        for match in ("mention", "token", "substring")
    }
    assert n["mention"] == n["token"] == 0
    assert n["substring"] == sum(text.count("市政") for text in said(built).values()) > 0


def test_so_is_one_that_the_lexicon_does_not_have(built):
    assert "民生活" not in {one.term for one in policy_terms()}
    assert find_mentions(built, ["民生活"]).empty
    assert len(find_mentions(built, ["民生活"], match="substring")) > 0


def test_substrings_are_counted_as_studies_count_them(built):
    terms = ["改革", "改革开放", "经济", "济社"]
    found = find_mentions(built, terms, match="substring")
    counts = found.groupby(["report_id", "term"]).size().to_dict()
    assert counts == {
        (report, term): text.count(term)
        for report, text in said(built).items()
        for term in terms
        if term in text
    }
    assert any(term == "济社" for _, term in counts)


def test_tokens_are_those_of_the_store(built):
    found = find_mentions(built, ["创新", "建设"], match="token")
    tokens = read_table(built, "tokens")
    assert len(found) == tokens["term"].isin(["创新", "建设"]).sum() > 0


@pytest.mark.parametrize("match", ["mention", "mention_with_lexicon", "token", "substring"])
def test_full_width_terms_are_found_as_half_width_ones_are(built, match):
    plain, wide = ["721工作法", "2018"], ["７２１工作法", "２０１８"]
    half, full = (find_mentions(built, one, match=match) for one in (plain, wide))
    n = [int((half["term"] == one).sum()) for one in plain]
    assert n == [int((full["term"] == one).sum()) for one in wide] and all(n)
    of_both = find_mentions(built, [*plain, *wide], match=match)
    pd.testing.assert_frame_equal(of_both, half)


def test_choices_are_checked(built):
    with pytest.raises(ValueError, match="'word' is not a match; choose from mention, mention_wi"):
        find_mentions(built, ["创新"], match="word")
