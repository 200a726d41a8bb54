"""Likeness to the level above, by region and year."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import level_panel
from analysis.across_reports.level_panel import likeness_panel, panel_labels
from analysis.across_reports.likeness import similarity
from analysis.across_reports.tf_idf_of_reports import TfIdfWeights, corpus_idf
from analysis.export.write import write_table
from corpus.collection import Corpus, corpus_at
from corpus.lexicon.lists import stop_words
from corpus.store.build import build_store
from corpus.store.tables import read_table
from tests.analysis.conftest import DISTRICT_REPORT


@pytest.fixture(scope="module")
def cascade(tmp_path_factory) -> Corpus:
    """A province and two of its districts, generated from the district report."""
    folder = tmp_path_factory.mktemp("cascade")
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    for name, place, old, new in (
        ("liaoning", "辽宁省", "创新", "改革"),
        ("shahekou", "沙河口区", "企业", "工厂"),
        ("xigang", "西岗区", "城市", "街道"),
    ):
        changed = text.replace("沙河口区", place).replace(old, new)
        (folder / f"{name}.txt").write_text(changed, encoding="utf-8")
    rows = "liaoning,210000\nshahekou,210204\nxigang,210203\n"
    (folder / "reports.csv").write_text(f"report_id,region_code\n{rows}", encoding="utf-8")
    corpus = corpus_at(folder)
    build_store(corpus)
    return corpus


def test_each_report_is_compared_with_the_level_above(cascade):
    panel = likeness_panel(cascade, lags=[0, 1]).set_index("report_id")
    districts = panel.loc[["shahekou", "xigang"]]
    assert districts["likeness_to"].tolist() == ["liaoning"] * 2
    pairs = pd.DataFrame({"report": ["shahekou", "xigang"], "other": "liaoning"})
    expected = similarity(
        read_table(cascade, "tokens"),
        pairs=pairs,
        paragraphs=read_table(cascade, "paragraphs"),
        weights=TfIdfWeights(idf=corpus_idf(cascade), stop_words=stop_words(), min_length=2),
    )
    for name in ("cosine", "low", "high", "shared"):
        own = "likeness" if name == "cosine" else f"likeness_{name}"
        np.testing.assert_allclose(districts[own].astype(float), expected[name], rtol=1e-9)
    alone = panel.loc["liaoning"]
    assert pd.isna(alone["likeness"])
    assert alone["likeness_reason"] == "the corpus has no report of a higher level for 2018"
    assert panel["likeness_lag1"].isna().all()
    assert set(panel["likeness_reason_lag1"]) == {
        "the corpus has no report of a higher level for 2017"
    }


def test_some_pairs_at_a_time_give_the_same(cascade, monkeypatch):
    whole = likeness_panel(cascade, lags=[0])
    monkeypatch.setattr(level_panel, "AT_ONCE", 1)
    pd.testing.assert_frame_equal(likeness_panel(cascade, lags=[0]), whole)


def test_it_is_written_with_labels(cascade, tmp_path):
    panel = likeness_panel(cascade)
    labels = panel_labels(panel)
    assert set(labels) == set(panel)
    path = write_table(panel, tmp_path / "likeness.dta", labels=labels)
    assert len(pd.read_stata(path)) == len(panel) == 3
