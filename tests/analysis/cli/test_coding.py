"""The commands for hand-coding: sample, agreement."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.areas.coding_sheet import sample_sentences
from tests.analysis.cli.conftest import gwr


@pytest.fixture
def sheet(district_corpus, tmp_path) -> Path:
    path = tmp_path / "sheet.xlsx"
    given = (
        "--sentences",
        20,
        "--areas",
        "6,7",
        "--seed",
        3,
        "--corpus",
        district_corpus.documents,
    )
    done = gwr("sample", path, *given)
    assert done.exit_code == 0, done.output
    assert "sheet-key.csv: the machine's codes; not for coders" in done.output
    return path


def fill_in(path: Path, code: int | None = None) -> None:
    """Gives every sentence a code, or that of the machine where there is none."""
    book = load_workbook(path)
    key = pd.read_csv(path.parent / "sheet-key.csv")
    machine = dict(zip(key["id"], key["machine"], strict=True))
    for row in book["sentences"].iter_rows(min_row=2):
        row[4].value = f"{code or machine[row[0].value]} 某领域"
    book.save(path)


def test_a_sample_is_the_one_that_is_asked_for(sheet, district_corpus):
    wanted = sample_sentences(district_corpus, sentences=20, areas=[6, 7], seed=3)
    found = pd.read_excel(sheet, sheet_name="sentences", keep_default_na=False)
    assert found["sentence"].tolist() == wanted["sentence"].tolist()
    key = pd.read_csv(sheet.with_name("sheet-key.csv"))
    assert key["machine"].tolist() == wanted["machine"].tolist()


def test_the_machine_agrees_with_itself_and_not_with_a_reader_of_one_code(sheet, tmp_path):
    other = tmp_path / "other.xlsx"
    shutil.copy(sheet, other)
    fill_in(sheet)
    fill_in(other, code=99)
    done = gwr("agreement", sheet, other, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    pairs = {(one["one"], one["other"]): one["agreement"] for one in found["agreement"]}
    assert pairs["reader 1", "machine"] == 1
    assert pairs["reader 2", "machine"] == pairs["reader 1", "reader 2"] < 1
    assert {one["precision"] for one in found["areas"]} == {1}
    shown = gwr("agreement", sheet, other)
    assert shown.exit_code == 0
    assert "reader 1" in shown.stdout and "kappa" in shown.stdout
    for said in ("agreement: share of the corpus with the same code", "recall: of the sentences"):
        assert said in shown.stdout
    chinese = gwr("agreement", sheet, other, language="zh").stdout
    assert "编码者 1" in chinese and "一致率：两者编码相同的句子" in chinese
    assert not re.search(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}", chinese)
    (tmp_path / "away").mkdir()
    key = (tmp_path / "sheet-key.csv").rename(tmp_path / "away" / "k.csv")
    assert gwr("agreement", sheet).exit_code == 1
    assert gwr("agreement", sheet, "--key", key).exit_code == 0


def test_what_cannot_be_sampled_is_wrong_usage_and_leaves_no_sheet(district_corpus, tmp_path):
    given = ("--corpus", district_corpus.documents)
    for wrong in (("--areas", "11"), ("--areas", "six"), ("--sentences", 0)):
        assert gwr("sample", tmp_path / "s.xlsx", *wrong, *given).exit_code == 2
    assert gwr("sample", tmp_path / "s.csv", *given).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_sheet_or_is_not_filled_in_is_refused(sheet, tmp_path):
    done = gwr("agreement", tmp_path / "none.xlsx", "--json")
    assert done.exit_code == 1
    assert [one["code"] for one in json.loads(done.stdout)["refused"]] == ["not_found"]
    done = gwr("agreement", sheet, "--json")
    assert done.exit_code == 1
    [refused] = json.loads(done.stdout)["refused"]
    assert (refused["code"], refused["place"]) == ("sheet_uncoded", str(sheet))
    assert done.stderr.count("\n") == 1


def test_a_sheet_of_another_size_than_asked_for_says_why(district_corpus, tmp_path):
    given = ("--corpus", district_corpus.documents)
    done = gwr("sample", tmp_path / "s.xlsx", "--sentences", 20, *given)
    n = len(pd.read_csv(tmp_path / "s-key.csv"))
    assert n > 20 and f"{n} sentences instead of 20: every policy area has" in done.stdout
    chinese = gwr("sample", tmp_path / "s.xlsx", "--sentences", 20, *given, language="zh")
    assert f"{n} 句，而非 20 句：各政策领域句数相同" in chinese.stdout
    alike = gwr("sample", tmp_path / "t.xlsx", "--sentences", 20, "--areas", "6,7", *given)
    assert "t.xlsx: 20 sentences\n" in alike.stdout


def test_a_sample_is_told_to_scripts_too(district_corpus, tmp_path):
    path = tmp_path / "s.xlsx"
    given = ("--sentences", 20, "--corpus", district_corpus.documents, "--json")
    done = gwr("sample", path, *given)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "file": str(path),
        "key": str(tmp_path / "s-key.csv"),
        "sentences": len(pd.read_csv(tmp_path / "s-key.csv")),
        "asked_for": 20,
        "refused": [],
    }
    wrong = gwr("sample", tmp_path / "s.csv", *given)
    [refused] = json.loads(wrong.stdout)["refused"]
    assert (wrong.exit_code, refused["code"]) == (1, "unknown_table_format")
