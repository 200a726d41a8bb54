"""Codes that are kept: the same as made anew, and made anew when what they depend on changes."""

import shutil

import pandas as pd
import pytest

from analysis.areas import codes
from analysis.areas.classify import code_sentences
from analysis.areas.codes import read_codes
from analysis.sentences import sentences_in_context
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.schema import SPOKEN
from corpus.store.build import build_store
from corpus.store.tables import read_table


@pytest.fixture
def corpus(two_districts, tmp_path):
    """The two districts in a folder of their own, nothing of them coded yet."""
    shutil.copytree(two_districts.documents, tmp_path / "two")
    shutil.rmtree(tmp_path / "two" / "outputs" / "cache", ignore_errors=True)
    corpus = corpus_at(tmp_path / "two")
    build_store(corpus)
    return corpus


@pytest.fixture
def coded_now(monkeypatch):
    """The reports of which sentences are coded, in order, each time they are."""
    seen = []

    def spy(rows, **options):
        seen.append(sorted(rows["report_id"].unique()))
        return code_sentences(rows, **options)

    monkeypatch.setattr(codes, "code_sentences", spy)
    return seen


def anew(corpus):
    """The codes of all sentences in context, made without any that are kept."""
    every = sentences_in_context(*(read_table(corpus, name) for name in codes._TABLES))
    body = every[every["orientation"].isin(SPOKEN)]
    return body[codes._SENTENCE].join(code_sentences(body, evidence=False)[codes._CODES])


def test_kept_codes_are_those_of_the_classifier(corpus, coded_now):
    first, second = read_codes(corpus), read_codes(corpus)
    assert coded_now == [["other", "shahekou-2018"]]
    pd.testing.assert_frame_equal(first, second)
    expected = anew(corpus).sort_values(["report_id", "start"], ignore_index=True)
    pd.testing.assert_frame_equal(first, expected, check_dtype=False)
    assert first["report_id"].is_monotonic_increasing
    assert first.groupby("report_id")["start"].apply(lambda at: at.is_monotonic_increasing).all()


def test_one_report_or_several_are_the_rows_of_all(corpus, coded_now):
    one = read_codes(corpus, report_id="other")
    assert coded_now == [["other"]]
    both = read_codes(corpus, report_id=["shahekou-2018", "other", "other"])
    assert coded_now == [["other"], ["shahekou-2018"]]
    pd.testing.assert_frame_equal(both, read_codes(corpus))
    own = both[both["report_id"] == "other"].reset_index(drop=True)
    pd.testing.assert_frame_equal(one, own)
    assert coded_now == [["other"], ["shahekou-2018"]]


def test_of_no_report_there_are_no_sentences(corpus, coded_now):
    none = read_codes(corpus, report_id=[])
    assert none.empty and list(none) == list(read_codes(corpus))


def test_a_report_that_changed_is_coded_again_and_the_other_is_not(corpus, coded_now):
    before = read_codes(corpus)
    path = corpus.documents / "other.txt"
    text = path.read_text(encoding="utf-8").replace("数字经济", "义务教育")
    path.write_text(text, encoding="utf-8")
    build_store(corpus)
    after = read_codes(corpus)
    assert coded_now == [["other", "shahekou-2018"], ["other"]]
    education = [int((one["code"] == 6).sum()) for one in (before, after)]
    assert education[1] > education[0]


def test_another_lexicon_or_classifier_codes_everything_again(corpus, coded_now, monkeypatch):
    first = read_codes(corpus)
    monkeypatch.setattr(codes, "_program", lambda: "another")
    pd.testing.assert_frame_equal(read_codes(corpus), first)
    assert len(coded_now) == 2 and coded_now[0] == coded_now[1]


@pytest.mark.parametrize("left", [0, 40, -30])
def test_a_damaged_file_is_made_again(corpus, coded_now, left):
    first = read_codes(corpus)
    path = codes._file(corpus, "other")
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    pd.testing.assert_frame_equal(read_codes(corpus), first)
    assert coded_now[1:] == [["other"]]
    assert path.read_bytes() == whole


def test_codes_of_one_report_under_the_name_of_another_are_not_taken(corpus, coded_now):
    first = read_codes(corpus)
    shutil.copy(codes._file(corpus, "shahekou-2018"), codes._file(corpus, "other"))
    pd.testing.assert_frame_equal(read_codes(corpus), first)
    assert coded_now[1:] == [["other"]]


def test_what_is_not_there_is_refused(corpus, tmp_path):
    with pytest.raises(Refusal) as refused:
        read_codes(corpus, report_id=["other", "nowhere"])
    assert refused.value.code == "unknown_report" and "nowhere" in str(refused.value)
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refusal) as refused:
        read_codes(corpus_at(tmp_path / "empty"))
    assert refused.value.code == "empty_corpus"
