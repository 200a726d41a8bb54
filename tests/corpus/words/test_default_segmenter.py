import pytest

from corpus.lexicon.lists import policy_terms
from corpus.text.normalization import normalize
from corpus.words.default_segmenter import segmenter, term_matcher
from corpus.words.segmentation import Segmenter


def test_the_suites_terms_are_kept_whole_where_they_stand_alone():
    whole = [one.term for one in policy_terms() if not set(one.term) & set("、，,")]
    assert len(whole) > 500
    for term in whole:
        assert [token.term for token in segmenter().tokens(f"，{term}。")] == [
            "，",
            normalize(term).text,
            "。",
        ]


def test_the_suites_terms_are_found_where_they_stand_alone():
    for one in term_matcher()._terms:
        assert [found.term for found in term_matcher().mentions(f"，{one.term}。")] == [one.term]


def test_the_suites_terms_have_their_areas():
    areas = {one.term: one.area for one in policy_terms()}
    assert len(areas) == len(term_matcher()._terms)
    for term, area in areas.items():
        assert [found.area for found in term_matcher().mentions(term)] == [area]


def test_the_suites_words_are_those_of_a_segmenter_with_its_terms():
    han = [one.term for one in policy_terms() if not one.term.isascii()]
    assert segmenter().fingerprint == Segmenter(han).fingerprint != Segmenter().fingerprint


@pytest.mark.parametrize("text", ["15G", "5GWh", "A5G", "AIGC", "PM2.5", "5G", "GDP"])
def test_letters_and_digits_that_stand_together_are_one_word(text):
    assert segmenter().cut(f"建设{text}项目") == ["建设", text, "项目"]


def test_each_is_made_once():
    assert segmenter() is segmenter()
    assert term_matcher() is term_matcher()
