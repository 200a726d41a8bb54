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


def test_sheets_without_codes_are_refused():
    with pytest.raises(ValueError, match=r"^sheets is empty; give at least one coding sheet$"):
        agreement([])
    with pytest.raises(
        ValueError, match=r"^sheet 1: no sentence is coded; fill in the column code$"
    ):
        agreement([sheet([None, None], machine=[1, 2])])


def test_readers_who_use_one_code_have_no_alpha():
    assert np.isnan(agreement([sheet([1, 1])])["alpha"].iloc[0])
