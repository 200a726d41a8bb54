"""Panels of a corpus: in parts as in one, with labels for Stata, the same twice."""

import pandas as pd
import pytest

from analysis.export.write import write_table
from analysis.tone import Formula, formula_panel, panel, tone_panel
from analysis.tone.panel import LABELS, TITLE
from corpus import build_store, corpus_at

RARE = Formula(at_least=1, sample=2)


@pytest.fixture(scope="module")
def two_years_corpus(district_corpus, tmp_path_factory):
    """The district report, and the same with other years: a corpus of two years."""
    folder = tmp_path_factory.mktemp("two") / "corpus"
    text = next(iter(district_corpus.documents.glob("*.txt"))).read_text(encoding="utf-8")
    documents = corpus_at(folder).documents
    documents.mkdir(parents=True)
    for year in (2018, 2019):
        changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        (documents / f"shahekou-{year}.txt").write_text(changed, encoding="utf-8")
    build_store(corpus_at(folder), jobs=1)
    return corpus_at(folder)


def test_one_row_per_report_and_measure_by_region_and_year(district_corpus, monkeypatch):
    table = tone_panel(district_corpus)
    assert list(table) == list(LABELS)
    assert not table.duplicated(["report_id", "measure"]).any()
    assert set(table["year"]) == {2018}
    words = table.loc[table["measure"] == "positive", "size"]
    assert words.tolist() == [5047]  # as in the panel of policy attention
    pd.testing.assert_frame_equal(table, tone_panel(district_corpus))


def test_parts_of_a_corpus_give_the_same(two_years_corpus, monkeypatch):
    whole = [
        tone_panel(two_years_corpus),
        formula_panel(two_years_corpus, formula=RARE),
    ]
    monkeypatch.setattr(panel, "AT_ONCE", 1)
    parts = [
        tone_panel(two_years_corpus),
        formula_panel(two_years_corpus, formula=RARE),
    ]
    for one, other in zip(whole, parts, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert list(whole[1]) == list(LABELS)
    own = whole[1].query("measure == 'formulaic_own'")
    assert (own["value"] > 60).all()  # sentences of fewer than eight words have no sequence


def test_stata_has_both_labels_whole(district_corpus, tmp_path):
    path = write_table(tone_panel(district_corpus), tmp_path / "t.dta", labels=LABELS, title=TITLE)
    with pd.io.stata.StataReader(path) as reader:
        found = {name.rstrip("_"): label for name, label in reader.variable_labels().items()}
    for name, one in LABELS.items():
        assert found[name] == f"{one.english} {one.chinese}"
