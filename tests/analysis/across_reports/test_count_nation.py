"""The counts of the State Council's reports, made anew from a folder."""

import shutil

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.count_nation import count_report, make_reference
from analysis.across_reports.nation import Reference, national_reference
from analysis.across_reports.reuse import reuse_share
from analysis.sentences import spoken_sentences
from corpus.collection import PROJECT, Corpus
from corpus.schema import WORD_KINDS
from corpus.store.build import build_store
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


def test_a_reference_is_made_of_a_folder_the_same_twice(tmp_path):
    reports, a, b = (tmp_path / name for name in ("reports", "a", "b"))
    for folder in (reports, a, b):
        folder.mkdir()
    shutil.copy(REPORT, reports / "2018.txt")
    for folder in (a, b):
        make_reference(reports, folder)
    for path in a.iterdir():
        assert path.read_bytes() == (b / path.name).read_bytes()
    made = national_reference(a)
    corpus = Corpus(documents=reports, outputs=tmp_path / "outputs")
    build_store(corpus)
    about, counted, _ = count_report(corpus, "2018")
    assert made.about["words"].tolist() == [about["words"]]
    assert made.terms["n"].sum() == counted["terms"]["n"].sum()


@pytest.fixture(scope="module")
def two_years(two_districts, tmp_path_factory) -> tuple[Corpus, Reference]:
    """The reports of two districts as if they were the nation's of 2018 and 2020."""
    reports, made = (tmp_path_factory.mktemp(name) for name in ("reports", "made"))
    for report_id, year in (("shahekou-2018", 2018), ("other", 2020)):
        shutil.copy(two_districts.documents / f"{report_id}.txt", reports / f"{year}.txt")
    shutil.copy(reports / "2018.txt", reports / "draft.txt")  # is named by no year
    text = (reports / "draft.txt").read_text(encoding="utf-8").replace("发展", "前进")
    (reports / "draft.txt").write_text(text, encoding="utf-8")
    make_reference(reports, made)
    return two_districts, national_reference(made)


def test_the_counts_are_those_of_each_report(two_years):
    corpus, made = two_years
    assert made.about["report_year"].tolist() == [2018, 2020]
    for report_id, year in (("shahekou-2018", 2018), ("other", 2020)):
        tokens = read_table(corpus, "tokens", report_id=report_id)
        words = tokens.loc[tokens["kind"].isin(WORD_KINDS), "term"].value_counts()
        own = made.terms[made.terms["report_year"] == year].groupby("term")["n"].sum()
        assert own.to_dict() == words.to_dict()
        mentions = read_table(corpus, "mentions", report_id=report_id)["term"].value_counts()
        own = made.mentions[made.mentions["report_year"] == year].groupby("term")["n"].sum()
        assert own.to_dict() == mentions.to_dict()
        said = spoken_sentences(corpus, report_id)
        assert made.areas.loc[made.areas["report_year"] == year, "n"].sum() == len(said)
        sizes = read_table(corpus, "sizes", report_id=report_id)
        own = made.passages[made.passages["report_year"] == year]
        for column in ("words", "tokens", "characters", "sentences"):
            assert own[column].sum() == sizes[column].sum()


def test_what_a_year_repeats_is_its_share_of_reused_sentences(two_years):
    corpus, made = two_years
    said = pd.concat([spoken_sentences(corpus, one) for one in ("shahekou-2018", "other")])
    expected = reuse_share(said, source="shahekou-2018", target="other")["share"]
    before, year = made.about["reused"]
    assert np.isnan(before)
    assert year == pytest.approx(expected, abs=5e-5) and 0.5 < year < 1
