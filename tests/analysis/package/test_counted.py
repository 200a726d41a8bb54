"""The counts in an archive without texts: what they hold, what can be remade, and no quotation."""

import zipfile
from io import BytesIO

import pandas as pd
import pytest

from analysis.counts import count_terms
from analysis.package import counted
from analysis.package.counted import counts_of
from analysis.package.quotes import LENGTH, quoting
from analysis.scaling import wordfish
from analysis.tfidf import tf_idf
from corpus.lexicon.lists import policy_terms
from corpus.store import read_table
from tests.analysis.conftest import DISTRICT_REPORT


@pytest.fixture(scope="module")
def tables(without_texts):
    with zipfile.ZipFile(without_texts) as archive:
        names = [name for name in archive.namelist() if name.startswith("counts/")]
        return {name: pd.read_parquet(BytesIO(archive.read(name))) for name in names}


def test_they_are_in_an_archive_without_texts_alone(tables, with_texts):
    assert sorted(tables) == [f"counts/{one}.parquet" for one in ("sizes", "terms", "words")]
    with zipfile.ZipFile(with_texts) as archive:
        assert not [name for name in archive.namelist() if name.startswith("counts/")]


def test_they_quote_nothing(district_corpus):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    known = [one.term for one in policy_terms()]
    assert quoting(counts_of(district_corpus), [text], known=known) == set()


def test_words_of_a_sentence_in_a_row_are_left_out_unless_they_are_a_term():
    known = next(one.term for one in policy_terms() if len(one.term) >= LENGTH)
    words = pd.DataFrame({"term": ["经济", "一" * LENGTH, known]})
    assert counted._unquoting(words)["term"].tolist() == ["经济", known]


def test_weights_and_positions_can_be_remade_from_them(tables, district_corpus):
    words = tables["counts/words.parquet"].rename(columns={"orientation": "unit"})
    words = words[words["kind"].isin(["word", "latin"])]
    words = words.groupby(["unit", "term"], as_index=False)["n"].sum()
    own = count_terms(
        read_table(district_corpus, "tokens").merge(
            read_table(district_corpus, "sizes")[["paragraph_id", "orientation"]]
        ),
        by="orientation",
    )
    columns = ["unit", "term"]
    for measure in (tf_idf, lambda counts: wordfish(counts).terms.assign(unit="")):
        pd.testing.assert_frame_equal(
            measure(words).sort_values(columns, ignore_index=True),
            measure(own).sort_values(columns, ignore_index=True),
        )


def test_terms_and_sizes_add_up(tables, district_corpus):
    mentions = read_table(district_corpus, "mentions")
    terms = tables["counts/terms.parquet"]
    assert terms.groupby("term")["n"].sum().to_dict() == mentions["term"].value_counts().to_dict()
    sizes = tables["counts/sizes.parquet"]
    whole = read_table(district_corpus, "sizes")
    for one in ("words", "tokens", "characters", "sentences"):
        assert sizes[one].sum() == whole[one].sum()


def test_counts_of_very_many_reports_stay_out(district_corpus, monkeypatch):
    monkeypatch.setattr(counted, "MOST", 0)
    assert counts_of(district_corpus) == {}
