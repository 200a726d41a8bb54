"""Shares of instruments: they add up, match counts by hand, and errors are corrected."""

import numpy as np
import pandas as pd
import pytest

from analysis.instruments.markers import DIRECTIVES, SIDES
from analysis.instruments.shares import (
    corrected_instruments,
    instrument_panel,
    instrument_shares,
    read_instruments,
)
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.shares import share_interval
from corpus.store.tables import read_table


@pytest.fixture
def coded():
    rng = np.random.default_rng(3)
    n = 400
    return pd.DataFrame(
        {
            "report_id": np.repeat(["a", "b"], n // 2),
            "paragraph_id": np.tile(np.arange(n // 2) // 4, 2),
            "section": [f"s{one}" for one in np.tile(np.arange(n // 2) // 20, 2)],
            "start": np.arange(n),
            "end": np.arange(n) + 1,
            "side": rng.choice(SIDES, n),
            "directive": rng.choice(DIRECTIVES, n, p=[0.1, 0.2, 0.0, 0.4, 0.3]),
        }
    )


def test_nothing_is_lost_and_parts_add_up(coded):
    table = instrument_shares(coded)
    assert len(table) == 2 * (len(SIDES) + len(DIRECTIVES))
    for _, rows in table.groupby(["report_id", "kind"]):
        assert rows["n"].sum() == 200 == rows["sentences"].iloc[0]
        assert rows["share"].sum() == pytest.approx(100)
    assert (table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all()
    none = table[table["code"] == "exploratory"]
    assert (none["n"] == 0).all() and (none["high"] > 0).all()


def test_the_interval_is_that_of_one_share_by_section(coded):
    a = coded[coded["report_id"] == "a"]
    hits = (a["side"] == "supply").groupby(a["section"]).sum()
    expected = share_interval(hits, a.groupby("section").size(), block="section")
    table = instrument_shares(coded).set_index(["report_id", "code"])
    row = table[table["kind"] == "side"].loc[("a", "supply")]
    assert [row["share"], row["low"], row["high"]] == pytest.approx(
        [100 * one for one in (expected.share, expected.low, expected.high)]
    )
    assert (row["cluster"], row["basis"]) == ("section", expected.basis)
    by_paragraph = instrument_shares(coded, inference=Inference(cluster="paragraph"))
    assert set(by_paragraph["cluster"]) == {"paragraph"}


def test_several_columns_define_a_group(coded):
    table = instrument_shares(
        coded.assign(year=2020, region=coded["report_id"]), by=["region", "year"]
    )
    assert list(table)[:4] == ["region", "year", "kind", "code"]
    assert table["region"].tolist() == ["a"] * 9 + ["b"] * 9
    assert instrument_shares(coded.head(0)).empty


def test_few_sections_say_why_there_is_no_interval(coded):
    table = instrument_shares(coded.head(8))
    assert table["low"].isna().all() and set(table["reason"]) == {
        "the text has 2 paragraphs; a CI requires 3"
    }


def test_the_panel_of_a_corpus(district_corpus):
    sentences = read_table(district_corpus, "sentences")
    panel = instrument_panel(district_corpus)
    plan = sentences["orientation"].str.startswith("plan").sum()
    assert (panel["sentences"] == plan).all() and len(panel) == 9
    assert panel["year"].unique().tolist() == [2018]
    whole = read_instruments(district_corpus, orientation=None)
    review = whole[~whole["orientation"].str.startswith("plan")]
    assert len(review) and set(review["directive"]) == {"none"}


def test_a_planted_share_is_found_behind_the_errors(coded):
    """One machine code in four of supply is wrong, and none the other way."""
    rng = np.random.default_rng(5)
    many = pd.concat([coded.assign(report_id=f"r{one}") for one in range(20)], ignore_index=True)
    many["start"] = np.arange(len(many))
    many["end"] = many["start"] + 1
    truth = many["side"].where(
        ~((many["side"] == "supply") & (rng.random(len(many)) < 0.25)), "environment"
    )
    drawn = rng.random(len(many)) < 0.2
    sheet = many.assign(side=truth, probability=0.2)[drawn]
    table = corrected_instruments(many, sheet, kind="side", cluster="report_id")
    row = table.set_index("code").loc["supply"]
    true = 100 * (truth == "supply").mean()
    assert row["low"] < true < row["high"] and abs(row["corrected"] - true) < 1.5
    assert row["naive"] - true > 4 and row["coded"] == drawn.sum()
    assert table["corrected"].sum() == pytest.approx(100)
    sheet["side"] = sheet["side"].where(np.arange(len(sheet)) % 2 == 0)  # half was left blank
    half = corrected_instruments(many, sheet, kind="side").set_index("code").loc["supply"]
    assert abs(half["corrected"] - true) < 1.5 and half["coded"] == (drawn.sum() + 1) // 2


def test_groups_with_too_few_coded_sentences_say_so(coded):
    sheet = coded.head(100).assign(probability=0.5)
    by = pd.Series({"a": 2019, "b": 2020}, name="year")
    table = corrected_instruments(coded, sheet, kind="directive", by=by)
    assert list(table)[:3] == ["year", "kind", "code"]
    without = table[table["year"] == 2020]
    assert without["corrected"].isna().all()
    assert set(without["reason"]) == {"too few coded sentences"}
    assert table.loc[table["year"] == 2019, "corrected"].notna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"side": None}, "no coded sentence"),
        ({"side": "suply"}, "'suply' is not a side; choose from supply"),
        ({"start": 9_999}, "coded sentences are not in coded"),
    ],
)
def test_a_wrong_sheet_is_refused(coded, change, message):
    sheet = coded.head(10).assign(probability=0.5, **change)
    if "start" in change:
        sheet["start"] += np.arange(10)
    with pytest.raises(ValueError, match=message):
        corrected_instruments(coded, sheet, kind="side")


def test_an_unknown_kind_or_group_is_refused(coded):
    sheet = coded.head(10).assign(probability=0.5)
    with pytest.raises(ValueError, match="'area' is not a kind"):
        corrected_instruments(coded, sheet, kind="area")
    with pytest.raises(ValueError, match="report b has no group in by"):
        corrected_instruments(coded, sheet, kind="side", by=pd.Series({"a": 1}))


def test_ten_groups_or_more_lend_each_other_their_design_effect(coded):
    """A group among many has closer limits in the median than alone, and the same share."""
    rng, one = np.random.default_rng(8), coded[coded["report_id"] == "a"]
    sides = [rng.choice(SIDES, len(one), p=[0.05, 0.85, 0.05, 0.05]) for _ in range(12)]
    many = pd.concat(
        [one.assign(report_id=f"r{n:02}", side=drawn) for n, drawn in enumerate(sides)]
    )
    together, nine = instrument_shares(many), instrument_shares(many[many["report_id"] < "r09"])
    each = pd.concat([instrument_shares(rows) for _, rows in many.groupby("report_id")])
    same = ["report_id", "code", "n", "share", "cluster", "basis", "reason"]
    pd.testing.assert_frame_equal(together[same], each[same].reset_index(drop=True))
    alone = each[each["report_id"] < "r09"].reset_index(drop=True)
    pd.testing.assert_frame_equal(nine, alone)  # nine are too few to lend
    rare = together["code"].isin(["supply", "demand"])
    width = [(table["high"] - table["low"])[rare.to_numpy()].median() for table in (together, each)]
    assert width[0] < 0.95 * width[1]
