"""Coding sheets with side and directive: planted errors of the machine are corrected by them."""

import numpy as np
import pandas as pd
import pytest

from analysis.areas import read_sheet, sample_sentences, write_sheet
from analysis.instruments.coding_sheet import with_instruments
from analysis.instruments.markers import SIDES
from analysis.instruments.shares import corrected_instruments, read_instruments

KEYS = ["report_id", "start", "end"]


def test_the_machine_s_codes_are_those_of_the_corpus(district_corpus):
    every = read_instruments(district_corpus, orientation=None)
    sample = with_instruments(
        sample_sentences(district_corpus, sentences=30), corpus=district_corpus
    )
    both = sample.merge(every, on=KEYS, validate="one_to_one")
    assert len(both) == len(sample) and (both["machine_side"] == both["side"]).all()
    assert (both["machine_directive"] == both["directive"]).all()
    assert (both["machine_side_score"] - both["side_score"]).abs().max() <= 0.0005
    alike = every["side"].value_counts()
    assert (sample["machine_side_alike"] == sample["machine_side"].map(alike)).all()
    with pytest.raises(ValueError, match="sentences of the sample are not in the corpus"):
        with_instruments(sample.head(30).assign(start=-1), corpus=district_corpus)


def test_a_filled_sheet_corrects_the_shares(district_corpus, tmp_path):
    every = read_instruments(district_corpus, orientation=None)
    drawn = sample_sentences(district_corpus, sentences=10_000)  # every sentence of the body
    path = write_sheet(with_instruments(drawn, corpus=district_corpus), tmp_path / "s.xlsx")
    truth = drawn.merge(every, on=KEYS, how="left")["side"].replace("demand", "supply")
    pages = pd.read_excel(path, sheet_name=None)
    pages["sentences"]["side"] = truth
    with pd.ExcelWriter(path) as book:
        for name, page in pages.items():
            page.to_excel(book, sheet_name=name, index=False)
    table = corrected_instruments(every, read_sheet(path), kind="side").set_index("code")
    for code in SIDES:
        assert table.loc[code, "corrected"] == pytest.approx(100 * (truth == code).mean())
    assert table.loc["demand", "naive"] > 0
    plan = read_instruments(district_corpus)  # the sheet is of the whole body
    of_plan = corrected_instruments(plan, read_sheet(path), kind="side").set_index("code")
    in_plan = drawn.merge(plan, on=KEYS)["side"].replace("demand", "supply")
    assert of_plan.loc["supply", "corrected"] == pytest.approx(100 * (in_plan == "supply").mean())
    assert (of_plan["coded"] == len(plan)).all()


def planted(seed: int) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Sentences of which the machine gets 30% wrong, a sheet drawn by stratum, and the truth."""
    rng = np.random.default_rng(seed)
    n = 3_000
    truth = rng.choice(SIDES, n, p=[0.45, 0.3, 0.05, 0.2])
    wrong = rng.random(n) < 0.3
    machine = np.where(wrong, np.where(truth == "environment", "none", "environment"), truth)
    # Strata cross sides, as areas do, and have unequal chances of being drawn.
    stratum = np.where(truth == "supply", rng.integers(0, 3, n), rng.integers(0, 6, n))
    coded = pd.DataFrame(
        {"report_id": "a", "start": range(n), "end": range(1, n + 1), "side": machine}
    )
    sheet = coded.assign(side=truth, stratum=stratum)
    parts = [
        rows.sample(50, random_state=seed).assign(probability=50 / len(rows))
        for _, rows in sheet.groupby("stratum")
    ]
    drawn = pd.concat(parts)
    # Coders leave half of one stratum blank.
    blank = (drawn["stratum"] == 0) & (np.arange(len(drawn)) % 2 == 0)
    drawn["side"] = drawn["side"].mask(blank)
    return coded, drawn, 100 * float((truth == "supply").mean())


def test_intervals_of_planted_shares_cover_the_truth():
    covered, error, naive = 0, [], []
    for seed in range(40):
        coded, sheet, true = planted(seed)
        row = corrected_instruments(coded, sheet, kind="side").set_index("code").loc["supply"]
        covered += row["low"] <= true <= row["high"]
        error.append(row["corrected"] - true)
        naive.append(row["naive"] - true)
    assert np.mean(naive) < -12  # 30% of 45% are lost
    assert abs(np.mean(error)) < 1
    assert covered >= 36
