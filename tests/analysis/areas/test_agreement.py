"""Coding sheets and agreement: against other tools, and on planted readers."""

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.areas.agreement import agreement, krippendorff_alpha, machine_quality
from analysis.areas.coding_sheet import read_sheet, sample_sentences, write_sheet
from analysis.cli.main import app
from corpus.collection import PROJECT, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coding")
    (folder / "district.txt").write_bytes(REPORT.read_bytes())
    found = corpus_at(folder)
    build_store(found)
    return found


@pytest.fixture(scope="module")
def sample(corpus):
    return sample_sentences(corpus, sentences=60, areas=[6, 13, 15])


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


def test_a_sample_has_the_areas_asked_for_and_others(sample):
    n = sample["machine"].value_counts()
    assert n[6] == 7 or n[6] < 12  # as many as there are
    assert n[13] == 12 and n[15] == 12
    others = sample[~sample["machine"].isin([6, 13, 15])]
    assert len(others) == 24
    assert sample["id"].tolist() == list(range(1, len(sample) + 1))
    assert sample.groupby("machine")["weight"].nunique().loc[[13, 15]].tolist() == [1, 1]


def test_weights_stand_for_the_whole_corpus(corpus, sample):
    every = sample_sentences(corpus, sentences=10_000, areas=[6, 13, 15])
    assert (every["weight"] == 1).all()
    assert sample["weight"].sum() == pytest.approx(len(every))


def test_a_sample_repeats_by_seed(corpus, sample):
    pd.testing.assert_frame_equal(sample, sample_sentences(corpus, sentences=60, areas=[6, 13, 15]))
    other = sample_sentences(corpus, sentences=60, areas=[6, 13, 15], seed=2)
    assert set(other["start"]) != set(sample["start"])


def test_a_sheet_has_a_list_to_choose_from_and_hides_the_key(sample, tmp_path):
    book = openpyxl.load_workbook(write_sheet(sample, tmp_path / "sheet.xlsx"))
    assert book["key"].sheet_state == "hidden"
    shown = book["sentences"]
    assert [cell.value for cell in shown[1]] == ["id", "heading", "previous", "sentence", "code"]
    [choice] = shown.data_validations.dataValidation
    assert choice.type == "list"
    first, last = choice.formula1.split("!")[1].replace("$A$", "").split(":")
    listed = [book["instructions"][f"A{row}"].value for row in range(int(first), int(last) + 1)]
    assert listed[0].startswith("1 ") and listed[-1].startswith("99 ") and len(listed) == 23
    assert "machine" not in {cell.value for cell in shown[1]}


def fill_in(path: Path, codes: dict[int, int]) -> None:
    book = openpyxl.load_workbook(path)
    for row in book["sentences"].iter_rows(min_row=2):
        if row[0].value in codes:
            row[4].value = f"{codes[row[0].value]} 某领域"
    book.save(path)


def test_a_filled_in_sheet_is_read(sample, tmp_path):
    path = write_sheet(sample, tmp_path / "sheet.xlsx")
    codes = dict(zip(sample["id"], sample["machine"], strict=True))
    codes[1] = 99
    fill_in(path, {key: code for key, code in codes.items() if key != 2})
    read = read_sheet(path).set_index("id")
    assert read.loc[1, "code"] == 99 and pd.isna(read.loc[2, "code"])
    assert (read["machine"] == sample.set_index("id")["machine"]).all()
    done = CliRunner().invoke(app, ["agreement", str(path), "--json"])
    assert done.exit_code == 0, done.output
    assert '"kappa"' in done.stdout


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


def test_refusals(tmp_path, corpus):
    with pytest.raises(Refusal) as missing:
        read_sheet(tmp_path / "none.xlsx")
    pd.DataFrame({"a": [1]}).to_excel(tmp_path / "other.xlsx")
    with pytest.raises(Refusal) as other:
        read_sheet(tmp_path / "other.xlsx")
    assert (missing.value.code, other.value.code) == ("not_found", "no_sheet")
    with pytest.raises(ValueError, match=r"^there is no sheet$"):
        agreement([])
    with pytest.raises(ValueError, match=r"^sheet 1 has no code$"):
        agreement([sheet([None, None], machine=[1, 2])])
    with pytest.raises(ValueError, match=r"^there is no policy area 11$"):
        sample_sentences(corpus, sentences=5, areas=[11])
    assert np.isnan(agreement([sheet([1, 1])])["alpha"].iloc[0])
