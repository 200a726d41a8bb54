"""The ledger: every number with its sentence, and back."""

import pytest

from analysis.targets.labels import LABELS
from corpus.store.tables import read_table


def test_every_quantity_has_its_sentence_and_walks_back(district_ledger, district_corpus):
    text = read_table(district_corpus, "texts")["text"].iloc[0]
    assert len(district_ledger) == len(read_table(district_corpus, "quantities"))
    for row in district_ledger.itertuples():
        assert text[row.start : row.end] == row.printed
        assert "".join(row.printed.split()) in "".join(row.sentence.split())
    assert set(LABELS) == set(district_ledger)


def test_two_facts_about_one_indicator(district_ledger):
    """实现地区生产总值410.5亿元、增长7%."""
    gdp = district_ledger[
        (district_ledger["indicator_key"] == "gdp") & (district_ledger["status"] == "achieved")
    ]
    assert gdp["base_value"].tolist()[:2] == [pytest.approx(410.5e8), 7]
    assert gdp["kind"].tolist()[:2] == ["level", "growth_rate"]
