"""Agreement: against other tools, by hand, and on planted readers."""

import numpy as np
import pandas as pd
import pytest

from analysis.areas.agreement import agreement, krippendorff_alpha, machine_quality


def sheet(codes, machine=None, weight=None) -> pd.DataFrame:
    n = len(codes)
    return pd.DataFrame(
        {
            "id": range(1, n + 1),
            "code": pd.array(codes, dtype="Int64"),
            "machine": machine if machine is not None else codes,
            "weight": weight if weight is not None else [1.0] * n,
        }
    )


def test_alpha_and_kappa_are_the_reference_ones():
    """sklearn 1.9.1 and krippendorff 0.9.0, on twelve sentences."""
    names = {"经": 1, "民": 13, "环": 7, "党": 30, "改": 20}
    one, other = "经民民环党经改改环民经党", "经民经环党经改经环民经改"
    sheets = [sheet([names[word] for word in words]) for words in (one, other)]
    pair = agreement(sheets).iloc[0]
    assert pair["kappa"] == pytest.approx(0.6814159292035398, rel=1e-9)
    assert pair["alpha"] == pytest.approx(0.6905829596412556, rel=1e-9)
    assert pair["agreement"] == 0.75


def test_alpha_of_krippendorff_2011():
    """Four readers, twelve units, some missing: 0.743 (Computing Krippendorff's alpha, C)."""
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    codes = pd.DataFrame(rows).T.astype("Int64")
    assert krippendorff_alpha(codes) == pytest.approx(0.743, abs=5e-4)


def test_agreement_by_hand():
    """Twelve sentences, nine of them alike."""
    one = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
    other = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 1]
    table = agreement([sheet(one, machine=one), sheet(other, machine=one)])
    pair = table[(table["one"] == "reader 1") & (table["other"] == "reader 2")].iloc[0]
    p_e = 3 * (4 / 12) ** 2
    assert pair["agreement"] == pytest.approx(9 / 12)
    assert pair["kappa"] == pytest.approx((9 / 12 - p_e) / (1 - p_e))
    n = 24
    expected = 3 * 8 * 7 / (n * (n - 1))
    assert pair["alpha"] == pytest.approx(1 - (3 / 12) / (1 - expected))
    assert table.iloc[-1]["alpha"] == pytest.approx(pair["alpha"])


def test_readers_who_agree_fully_and_not_at_all():
    full = agreement([sheet([1, 2, 3]), sheet([1, 2, 3])])
    assert full["alpha"].dropna().eq(1).all()
    none = agreement([sheet([1, 2, 1, 2]), sheet([2, 1, 2, 1], machine=[1, 2, 1, 2])])
    assert none.iloc[0]["kappa"] == pytest.approx(-1)


def test_prevalence_is_corrected_for_what_the_machine_gets_wrong():
    """Planted: 30 in 100 are about 7; the machine finds 24 of them, and 7 that are not."""
    reader = [7] * 30 + [1] * 70
    machine = [7] * 24 + [1] * 6 + [7] * 7 + [1] * 63
    row = machine_quality(sheet(reader, machine)).set_index("code").loc[7]
    assert (row["machine"], row["by_reader"]) == (pytest.approx(31), pytest.approx(30))
    assert row["corrected"] == pytest.approx(30)
    assert (row["precision"], row["recall"]) == (pytest.approx(24 / 31), pytest.approx(0.8))


def test_weights_undo_the_sampling():
    """Sentences about 7 were drawn ten times as often."""
    reader = [7] * 10 + [1] * 10
    row = machine_quality(sheet(reader, weight=[1.0] * 10 + [10.0] * 10)).set_index("code").loc[7]
    assert row["by_reader"] == pytest.approx(100 / 11)
    assert row["corrected"] == pytest.approx(100 / 11)


def drawn_by_code(rng, right=0.9, areas=(6, 7), asked=20, others=80, n=4_000):
    """A corpus of one sentence in five by area 6 or 7, a machine, and a sheet drawn by its code."""
    true = rng.choice([6, 7, 13, 20], n, p=[0.05, 0.05, 0.6, 0.3])
    machine = np.where(rng.random(n) < right, true, rng.choice([6, 7, 13, 20], n))
    corpus = pd.DataFrame({"true": true, "machine": machine})
    corpus["stratum"] = corpus["machine"].where(corpus["machine"].isin(areas), -1)
    corpus["coded_alike"] = corpus.groupby("machine")["machine"].transform("size")
    parts = []
    for stratum, rows in corpus.groupby("stratum"):
        take = min(len(rows), others if stratum == -1 else asked)
        part = rows.sample(take, random_state=rng.integers(2**31))
        parts.append(part.assign(weight=len(rows) / take, probability=take / len(rows)))
    drawn = pd.concat(parts, ignore_index=True)
    return corpus, drawn.assign(id=np.arange(len(drawn)), code=drawn["true"].astype("Int64"))


def test_agreement_with_the_machine_is_that_of_the_corpus_not_of_the_sheet():
    rng = np.random.default_rng(1)
    held, off = [], []
    for _ in range(100):
        corpus, drawn = drawn_by_code(rng, right=0.85)
        row = agreement([drawn]).iloc[0]
        truth = (corpus["true"] == corpus["machine"]).mean()
        held.append(row["low"] <= truth <= row["high"])
        off.append((row["agreement"] - truth, row["in_sheet"] - truth))
    assert np.mean(held) > 0.9
    assert abs(np.mean(off, axis=0)[0]) < 0.01 < 0.05 < abs(np.mean(off, axis=0)[1])


def test_corrected_shares_use_what_the_machine_says_of_the_whole_corpus():
    """An area that was not requested: its own code in the corpus makes the error smaller."""
    rng = np.random.default_rng(2)
    errors, held = [], []
    for _ in range(60):
        corpus, drawn = drawn_by_code(rng)
        row = machine_quality(drawn).set_index("code").loc[20]
        truth = 100 * (corpus["true"] == 20).mean()
        errors.append((row["corrected"] - truth, row["by_reader"] - truth))
        held.append(row["low"] <= truth <= row["high"])
        assert row["machine"] == pytest.approx(100 * (corpus["machine"] == 20).mean())
    corrected, by_reader = np.sqrt(np.mean(np.square(errors), axis=0))
    assert corrected < 0.75 * by_reader and np.mean(held) > 0.88


def test_corrected_shares_add_up_and_lie_in_their_intervals():
    _, drawn = drawn_by_code(np.random.default_rng(3))
    table = machine_quality(drawn)
    assert table["corrected"].sum() == pytest.approx(100)
    assert table["by_reader"].sum() == pytest.approx(100)
    assert (table["low"] <= table["corrected"]).all()
    assert (table["corrected"] <= table["high"]).all()


def test_a_sheet_without_codes_has_no_quality():
    with pytest.raises(ValueError, match=r"^the sheet has no coded sentence"):
        machine_quality(sheet([None, None], machine=[1, 2]))


def test_sheets_without_codes_are_refused():
    with pytest.raises(ValueError, match=r"^sheets is empty; give at least one coding sheet$"):
        agreement([])
    with pytest.raises(
        ValueError, match=r"^sheet 1: no sentence is coded; fill in the column code$"
    ):
        agreement([sheet([None, None], machine=[1, 2])])


def test_readers_who_use_one_code_have_no_alpha():
    assert np.isnan(agreement([sheet([1, 1])])["alpha"].iloc[0])
