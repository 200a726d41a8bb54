"""Coding sheets: how sentences are drawn, what readers see, and what is read back."""

import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.areas.coding_sheet import read_sheet, sample_sentences, write_sheet
from analysis.cli.main import app
from analysis.instruments.coding_sheet import with_instruments
from corpus.errors import Refusal


@pytest.fixture(scope="module")
def sample(district_corpus):
    return sample_sentences(district_corpus, sentences=60, areas=[6, 13, 15])


def test_a_sample_has_the_areas_asked_for_and_others(sample):
    n = sample["machine"].value_counts()
    assert n[6] == 7 or n[6] < 12  # as many as there are
    assert n[13] == 12 and n[15] == 12
    others = sample[~sample["machine"].isin([6, 13, 15])]
    assert len(others) == 24
    assert sample["id"].tolist() == list(range(1, len(sample) + 1))
    assert sample.groupby("machine")["weight"].nunique().loc[[13, 15]].tolist() == [1, 1]


def test_weights_stand_for_the_whole_corpus(district_corpus, sample):
    every = sample_sentences(district_corpus, sentences=10_000, areas=[6, 13, 15])
    assert (every["weight"] == 1).all()
    assert sample["weight"].sum() == pytest.approx(len(every))


def test_a_sample_repeats_by_seed(district_corpus, sample):
    pd.testing.assert_frame_equal(
        sample, sample_sentences(district_corpus, sentences=60, areas=[6, 13, 15])
    )
    other = sample_sentences(district_corpus, sentences=60, areas=[6, 13, 15], seed=2)
    assert set(other["start"]) != set(sample["start"])


def test_a_sheet_has_a_list_to_choose_from_and_no_key(sample, tmp_path):
    path = write_sheet(sample, tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["instructions", "sentences"]
    shown = book["sentences"]
    assert [cell.value for cell in shown[1]] == ["id", "heading", "previous", "sentence", "code"]
    [choice] = shown.data_validations.dataValidation
    assert choice.type == "list"
    first, last = choice.formula1.split("!")[1].replace("$A$", "").split(":")
    listed = [book["instructions"][f"A{row}"].value for row in range(int(first), int(last) + 1)]
    assert listed[0].startswith("1 ") and listed[-1].startswith("99 ") and len(listed) == 23
    assert b"machine" not in b"".join(zipfile.ZipFile(path).read(one) for one in parts_of(path))


def parts_of(path: Path) -> list[str]:
    return zipfile.ZipFile(path).namelist()


def test_the_key_is_a_file_of_its_own_with_the_design(sample, tmp_path):
    write_sheet(sample, tmp_path / "sheet.xlsx")
    key = pd.read_csv(tmp_path / "sheet-key.csv")
    assert key["machine"].tolist() == sample["machine"].tolist()
    assert (key["probability"] * key["weight"]).tolist() == pytest.approx([1] * len(key))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sheet-key.csv", "sheet.xlsx"]


def test_the_design_says_how_a_sentence_was_drawn(district_corpus, sample):
    every = sample_sentences(district_corpus, sentences=10_000, areas=[6, 13, 15])
    by_code, by_stratum = every["machine"].value_counts(), every["stratum"].value_counts()
    assert sorted(sample["stratum"].unique()) == [-1, 6, 13, 15]
    asked = sample["machine"].isin([6, 13, 15])
    assert (sample["stratum"] == sample["machine"].where(asked, -1)).all()
    assert (sample["coded_alike"] == sample["machine"].map(by_code)).all()
    for stratum, rows in sample.groupby("stratum"):
        assert rows["probability"].unique().tolist() == pytest.approx(
            [len(rows) / by_stratum[stratum]]
        )


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


def test_a_copy_finds_its_key_and_another_sheet_has_none(sample, district_corpus, tmp_path):
    path = write_sheet(sample, tmp_path / "sheet.xlsx")
    other = sample_sentences(district_corpus, sentences=60, areas=[6, 13, 15], seed=2)
    write_sheet(other, tmp_path / "another.xlsx")  # its key comes first in the alphabet
    copy = path.rename(tmp_path / "李.xlsx")
    assert read_sheet(copy)["machine"].tolist() == sample["machine"].tolist()
    away = tmp_path / "coders" / "wang.xlsx"
    away.parent.mkdir()
    away.write_bytes(copy.read_bytes())
    with pytest.raises(Refusal) as alone:
        read_sheet(away)
    assert alone.value.code == "no_key" and "wang-key.csv" in str(alone.value)
    assert len(read_sheet(away, key=tmp_path / "sheet-key.csv")) == len(sample)
    with pytest.raises(Refusal) as wrong:
        read_sheet(away, key=tmp_path / "another-key.csv")
    with pytest.raises(Refusal) as none:
        read_sheet(away, key=tmp_path / "none.csv")
    assert (wrong.value.code, none.value.code) == ("no_key", "not_found")


def test_a_sheet_with_its_key_inside_is_read(sample, tmp_path):
    """As sheets were written before."""
    columns = ["id", "report_id", "start", "end", "machine", "weight"]
    with pd.ExcelWriter(tmp_path / "old.xlsx") as book:
        sample.assign(code="")[["id", "sentence", "code"]].to_excel(book, sheet_name="sentences")
        sample[columns].to_excel(book, sheet_name="key")
    read = read_sheet(tmp_path / "old.xlsx")
    assert read["weight"].tolist() == pytest.approx(sample["weight"].tolist())


def test_what_is_no_sheet_and_what_is_no_area_are_refused(tmp_path, district_corpus):
    with pytest.raises(Refusal) as missing:
        read_sheet(tmp_path / "none.xlsx")
    pd.DataFrame({"a": [1]}).to_excel(tmp_path / "other.xlsx")
    with pytest.raises(Refusal) as other:
        read_sheet(tmp_path / "other.xlsx")
    assert (missing.value.code, other.value.code) == ("not_found", "no_sheet")
    with pytest.raises(ValueError, match=r"^policy area 11 does not exist; see policy_areas\.csv$"):
        sample_sentences(district_corpus, sentences=5, areas=[11])


@pytest.mark.parametrize(
    "of", ["xl/worksheets/sheet2.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
def test_a_damaged_sheet_is_refused_in_one_sentence(sample, tmp_path, of):
    path = write_sheet(sample, tmp_path / "whole.xlsx")
    damaged = path.rename(tmp_path / "damaged.xlsx")
    with zipfile.ZipFile(damaged) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: -40 if name == of else None])
    with pytest.raises(Refusal) as caught:
        read_sheet(path)
    assert caught.value.code in ("damaged", "no_sheet") and caught.value.detail


def test_a_sheet_that_was_filled_in_is_not_overwritten(sample, tmp_path):
    path = write_sheet(sample, tmp_path / "sheet.xlsx")
    write_sheet(sample, path)  # nobody has coded it
    book = openpyxl.load_workbook(path)
    book["sentences"]["E2"] = "6 教育"
    book.save(path)
    before = path.read_bytes(), (tmp_path / "sheet-key.csv").read_bytes()
    with pytest.raises(Refusal) as caught:
        write_sheet(sample, path)
    assert (caught.value.code, caught.value.detail) == ("sheet_coded", "1 sentences have a code")
    assert (path.read_bytes(), (tmp_path / "sheet-key.csv").read_bytes()) == before


def test_an_empty_file_is_replaced(sample, tmp_path):
    (tmp_path / "sheet.xlsx").touch()
    assert len(read_sheet(write_sheet(sample, tmp_path / "sheet.xlsx"))) == len(sample)


def workbook(path: Path, name: str, **columns: list[str]) -> None:
    pd.DataFrame(columns).to_excel(path, sheet_name=name, index=False)


UNREADABLE = {
    "no workbook": lambda path: path.write_bytes(b"no workbook"),
    "a workbook cut short": lambda path: path.write_bytes(path.read_bytes()[:-99]),
    "a sheet that was renamed": lambda path: workbook(path, "sentences (2)", code=["6"]),
    "a column that was renamed": lambda path: workbook(path, "sentences", codes=["6"]),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}
if hasattr(os, "mkfifo"):
    UNREADABLE["a pipe, which never ends"] = lambda path: (path.unlink(), os.mkfifo(path))


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_as_a_sheet_is_not_replaced(sample, tmp_path, what):
    path = write_sheet(sample, tmp_path / "sheet.xlsx")
    UNREADABLE[what](path)
    key = tmp_path / "sheet-key.csv"
    before = path.is_file() and path.read_bytes(), key.read_bytes()
    with pytest.raises(Refusal) as caught:
        write_sheet(sample.head(3), path)
    assert caught.value.code == "sheet_unknown" and caught.value.detail
    assert path.name not in caught.value.detail
    with pytest.raises(Refusal) as caught:
        read_sheet(path)
    assert caught.value.code in ("damaged", "no_sheet", "unreadable")
    assert len(str(caught.value).splitlines()) == 1
    assert (path.is_file() and path.read_bytes(), key.read_bytes()) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sheet-key.csv", "sheet.xlsx"]


def test_a_sentence_that_looks_like_a_formula_is_none_in_the_key_and_is_read_back(sample, tmp_path):
    odd = sample.assign(sentence="=cmd|' /C calc'!A0")
    path = write_sheet(odd, tmp_path / "sheet.xlsx")
    assert ",=cmd" not in (tmp_path / "sheet-key.csv").read_text(encoding="utf-8-sig")
    assert len(read_sheet(path)) == len(sample)


@pytest.fixture(scope="module")
def both(district_corpus):
    """A sample that asks for instruments too."""
    drawn = sample_sentences(district_corpus, sentences=60)
    return with_instruments(drawn, corpus=district_corpus)


def fill_instruments(path: Path, sides: list[str], directives: list[str]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["sentences"]
    for row, answers in enumerate(zip(sides, directives, strict=True), start=2):
        for column, answer in zip("FG", answers, strict=True):
            sheet[f"{column}{row}"] = answer or None
    book.save(path)


def test_a_sheet_asks_for_instruments_with_their_codebook_and_without_the_key(both, tmp_path):
    path = write_sheet(both, tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["instructions", "sentences", "codebook"]
    shown = [cell.value for cell in book["sentences"][1]]
    assert shown == ["id", "heading", "previous", "sentence", "code", "side", "directive"]
    lists = {}
    for one in book["sentences"].data_validations.dataValidation:
        cells = book["instructions"][one.formula1.split("!")[1].replace("$", "")]
        lists[str(one.sqref)[0]] = [cell.value.split()[0] for row in cells for cell in row]
    assert lists["F"] == ["supply", "environment", "demand", "none"]
    assert lists["G"] == ["mandatory", "firm", "encouraging", "exploratory", "none"]
    explained = [[cell.value for cell in row[:2]] for row in book["codebook"].iter_rows(min_row=2)]
    for column, question in (("F", "side"), ("G", "directive")):
        assert [code.split()[0] for one, code in explained if one == question] == lists[column]
    within = b"".join(zipfile.ZipFile(path).read(one) for one in parts_of(path))
    assert b"machine" not in within and b"score" not in within
    key = pd.read_csv(tmp_path / "sheet-key.csv")
    for name in ("machine_side", "machine_side_score", "machine_directive"):
        assert key[name].tolist() == both[name].tolist()


def test_sides_and_directives_are_read_and_compared(both, tmp_path):
    path = write_sheet(both, tmp_path / "sheet.xlsx")
    sides = [f"{one} 某" for one in both["machine_side"]]
    sides[1] = ""
    fill_instruments(path, sides, ["none 无"] * len(both))
    read = read_sheet(path)
    assert read["code"].isna().all() and pd.isna(read["side"][1])
    assert read["side"].drop(1).tolist() == both["machine_side"].drop(1).tolist()
    assert set(read["directive"]) == {"none"}
    with pytest.raises(Refusal, match=f"{len(both)} sentences have a code"):
        write_sheet(both, path)
    done = CliRunner().invoke(app, ["agreement", str(path), "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert set(found) == {"side_agreement", "sides", "directive_agreement", "directives"}
    assert found["side_agreement"][0]["agreement"] == 1
    assert found["directive_agreement"][0]["agreement"] < 1
    assert {one["precision"] for one in found["sides"]} == {1}
    shown = CliRunner().invoke(app, ["agreement", str(path)])
    assert "supply side" in shown.stdout and "kappa" in shown.stdout


def test_an_unknown_side_is_refused(both, tmp_path):
    path = write_sheet(both, tmp_path / "sheet.xlsx")
    fill_instruments(path, ["suply"] * len(both), [""] * len(both))
    with pytest.raises(Refusal, match="the side suply does not exist"):
        read_sheet(path)
