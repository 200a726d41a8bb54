"""One report against others of its corpus: distance, first use, and what is repeated."""

import shutil

import pytest

from analysis.across_reports.places import against_each, first_said, reused_from
from analysis.sentences import spoken_sentences
from corpus.collection import PROJECT, Corpus, corpus_at
from corpus.schema import SPOKEN
from corpus.store.build import build_store
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
LATER = "other"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    """The district report, and one generated from it: of another district, two years later."""
    folder = tmp_path_factory.mktemp("places")
    shutil.copy(REPORT, folder)
    text = REPORT.read_text(encoding="utf-8").replace("2018年", "2020年")
    text = text.replace("2017年", "2019年").replace("沙河口区", "西岗区")
    lines = text.replace("营商环境", "数字经济").splitlines()
    (folder / f"{LATER}.txt").write_text("\n".join(lines[:70] + lines[75:]), encoding="utf-8")
    found = corpus_at(folder)
    build_store(found)
    return found


def test_the_first_use_is_that_of_the_earliest_year(corpus):
    table = first_said(corpus)
    mentions = read_table(corpus, "mentions")
    used = mentions.groupby("term")["report_id"].nunique()
    assert set(table["term"]) == set(used[used == 2].index)
    assert (table["first"] == "沙河口区").all() and (table["first_year"] == 2018).all()
    assert (table["last_year"] == 2020).all()
    alone = first_said(corpus, min_reports=1).set_index("term")
    assert alone.loc["数字经济", "first"] == "西岗区"
    assert "、" not in alone.loc["营商环境", "first"]


def test_terms_of_one_year_are_first_said_by_all(corpus, tmp_path):
    for name in ("a", "b"):
        shutil.copy(REPORT, tmp_path / f"{name}.txt")
    text = (tmp_path / "b.txt").read_text(encoding="utf-8").replace("沙河口区", "西岗区")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    twins = corpus_at(tmp_path)
    build_store(twins)
    assert set(first_said(twins)["first"]) == {"沙河口区、西岗区"}


def test_a_report_repeats_the_earlier_one_and_not_the_other_way_round(corpus):
    table = reused_from(corpus, LATER)
    assert table["report_id"].tolist() == ["shahekou-2018"]
    assert table["share"].iloc[0] > 0.9
    assert table["reused_characters"].iloc[0] <= table["characters"].iloc[0]
    assert reused_from(corpus, "shahekou-2018").empty


def test_sentences_of_the_page_are_not_the_speech(corpus):
    said = spoken_sentences(corpus, LATER)
    assert set(said["orientation"]) <= set(SPOKEN)
    text = read_table(corpus, "texts", report_id=LATER)["text"].iloc[0]
    assert said["sentence"].tolist() == [
        text[start:end] for start, end in zip(said["start"], said["end"], strict=True)
    ]


def test_each_other_report_has_a_row_with_its_distance(corpus):
    table = against_each(corpus, LATER, n_permutations=19)
    assert table["report_id"].tolist() == ["shahekou-2018"]
    assert 0 < table["jsd"].iloc[0] < 0.1 and table["cosine"].iloc[0] > 0.9
    assert "数字经济" in table["more"].iloc[0] and "营商环境" in table["less"].iloc[0]
