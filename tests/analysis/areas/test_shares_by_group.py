"""Shares by group: by hand, by property, and by simulation with a machine that errs."""

import numpy as np
import pandas as pd
import pytest

from analysis.areas import corrected_shares

YEARS = pd.Series({str(year): year for year in range(2011, 2015)}, name="year")


def corpus_and_sheet(rng, coded=400, n=400, wrong=0.3):
    """Four reports; the machine misses three in ten, and makes one in ten of too many."""
    report = np.repeat(YEARS.index.to_numpy(), n)
    rate = np.repeat([0.05, 0.1, 0.15, 0.2], n)
    true = rng.random(4 * n) < rate
    given = np.where(true, rng.random(4 * n) > wrong, rng.random(4 * n) < wrong / 3)
    at = np.arange(4 * n)
    codes = pd.DataFrame(
        {"report_id": report, "start": at, "end": at + 1, "code": np.where(given, 6, 7)}
    )
    parts = []
    for stratum, rows in codes.groupby("code"):
        take = min(len(rows), coded // 2)
        part = rows.iloc[rng.choice(len(rows), take, replace=False)]
        part = part.assign(stratum=stratum, probability=take / len(rows), machine=part["code"])
        parts.append(part.assign(code=np.where(true[part["start"]], 6, 7)))
    return codes, pd.concat(parts, ignore_index=True), 100 * rate[::n]


def test_one_group_by_hand():
    """Of 100 sentences 20 are coded as education; coders confirm 8 of 10, and find 1 in 20."""
    codes = pd.DataFrame({"report_id": "a", "start": range(100), "end": range(1, 101)})
    codes["code"] = np.where(codes["start"] < 20, 6, 7)
    sheet = codes.iloc[[*range(10), *range(20, 40)]].assign(
        stratum=[6] * 10 + [7] * 20, probability=[0.5] * 10 + [0.25] * 20
    )
    sheet["code"] = [6] * 8 + [7] * 2 + [6] + [7] * 19
    row = corrected_shares(codes, sheet, area=6).iloc[0]
    assert row["naive"] == 20 and row["coded"] == 30 and row["sentences"] == 100
    assert row["corrected"] == pytest.approx(20 * 0.8 + 80 * 0.05)
    assert row["low"] < row["corrected"] < row["high"]


def test_intervals_hold_where_those_of_the_machine_do_not():
    rng = np.random.default_rng(1)
    held, naive, off = [], [], []
    for _ in range(25):
        codes, sheet, truth = corpus_and_sheet(rng)
        table = corrected_shares(codes, sheet, area=6, by=YEARS)
        held += ((table["low"] <= truth) & (truth <= table["high"])).tolist()
        share = table["naive"] / 100
        half = 196 * (share * (1 - share) / 400) ** 0.5
        naive += ((table["naive"] - truth).abs() <= half).tolist()
        off.append((table["corrected"] - truth).mean())
    assert np.mean(held) > 0.93 > 0.5 > np.mean(naive)
    assert abs(np.mean(off)) < 0.5


def test_a_perfect_machine_is_not_corrected():
    codes, sheet, _ = corpus_and_sheet(np.random.default_rng(2))
    table = corrected_shares(codes, sheet.assign(code=sheet["machine"]), area=6, by=YEARS)
    assert table["corrected"].tolist() == pytest.approx(table["naive"].tolist())
    assert table["year"].tolist() == [2011, 2012, 2013, 2014]


def test_what_is_left_blank_at_random_changes_little():
    codes, sheet, _ = corpus_and_sheet(np.random.default_rng(3), coded=800)
    blank = sheet.assign(code=sheet["code"].astype("Int64").where(sheet.index % 2 == 0))
    whole, half = (corrected_shares(codes, one, area=6).iloc[0] for one in (sheet, blank))
    assert half["coded"] == pytest.approx(whole["coded"] / 2, abs=1)
    assert half["corrected"] == pytest.approx(whole["corrected"], abs=3)
    assert half["high"] - half["low"] > whole["high"] - whole["low"]


def test_a_year_without_coded_sentences_has_no_interval_and_says_why():
    codes, sheet, _ = corpus_and_sheet(np.random.default_rng(4))
    table = corrected_shares(codes, sheet[sheet["report_id"] != "2012"], area=6, by=YEARS)
    row = table.set_index("year").loc[2012]
    assert row["reason"] == "too few coded sentences" and row["coded"] == 0
    assert np.isnan(row["corrected"]) and np.isnan(row["low"]) and row["naive"] > 0
    assert (table[table["year"] != 2012]["reason"] == "").all()


def test_what_does_not_fit_is_refused():
    codes, sheet, _ = corpus_and_sheet(np.random.default_rng(5))
    with pytest.raises(ValueError, match=r"^policy area 11 does not exist; see policy_areas"):
        corrected_shares(codes, sheet, area=11)
    with pytest.raises(ValueError, match=r"^400 of 400 coded sentences are not in codes"):
        corrected_shares(codes, sheet.assign(end=0), area=6)
    with pytest.raises(ValueError, match=r"^report 2014 has no group in by"):
        corrected_shares(codes, sheet, area=6, by=YEARS.iloc[:3])
    with pytest.raises(ValueError, match=r"^the sheet has no coded sentence"):
        corrected_shares(codes, sheet.assign(code=pd.NA), area=6)
    with pytest.raises(ValueError, match="probability"):
        corrected_shares(codes, sheet.drop(columns="probability"), area=6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": "6"}, "column code of the sheet has the type"),
        ({"probability": 0.0}, "column probability of the sheet has 0.0; the probability"),
        ({"probability": np.nan}, "column probability of the sheet has nan; the probability"),
    ],
)
def test_a_sheet_that_cannot_be_weighed_is_refused(change, message):
    codes = pd.DataFrame({"report_id": "a", "start": range(4), "end": range(1, 5), "code": 6})
    sheet = codes.assign(stratum=1, probability=0.5)
    for area in (6, np.int64(6), "6"):
        assert corrected_shares(codes, sheet, area=area)["naive"].tolist() == [100]
    with pytest.raises(ValueError, match=message):
        corrected_shares(codes, sheet.assign(**change), area=6)
    with pytest.raises(ValueError, match="the sheet has 4 sentences twice"):
        corrected_shares(codes, pd.concat([sheet, sheet]), area=6)
    with pytest.raises(ValueError, match="report a has two groups in by"):
        corrected_shares(codes, sheet, area=6, by=pd.Series([1, 2], index=["a", "a"]))
