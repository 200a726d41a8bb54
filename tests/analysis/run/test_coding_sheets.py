"""The coding sheets that notebooks read, and the keys with them."""

import hashlib

from analysis.run.coding_sheets import SHEETS, sheet_digests, sheet_files, sheet_inputs
from corpus import corpus_at


def made(folder, *names):
    for name in names:
        (folder / name).write_bytes(name.encode())


def test_a_sheet_is_found_with_the_key_called_like_it(tmp_path):
    made(tmp_path, "a.xlsx", "a-key.csv", "b-key.csv")
    given = {"sheet": "a.xlsx", "other": "c.xlsx", "seed": 1, "list": "words.csv"}
    assert sheet_files(given, tmp_path) == {
        "a-key.csv": tmp_path / "a-key.csv",
        "a.xlsx": tmp_path / "a.xlsx",
    }


def test_any_key_may_be_that_of_a_sheet_without_one(tmp_path):
    made(tmp_path, "coded.xlsx", "a-key.csv", "b-key.csv")
    found = sheet_digests({"sheet": "coded.xlsx"}, tmp_path)
    assert list(found) == ["a-key.csv", "b-key.csv", "coded.xlsx"]
    assert found["coded.xlsx"] == hashlib.sha256(b"coded.xlsx").hexdigest()


def test_what_is_no_sheet_or_is_not_there_is_no_input(tmp_path):
    made(tmp_path, "a-key.csv")
    assert sheet_files({"sheet": None, "other": "gone.xlsx"}, tmp_path) == {}


def test_the_sheets_of_a_run_are_those_of_its_notebooks_in_its_language(tmp_path, monkeypatch):
    corpus = corpus_at(tmp_path)
    folder = tmp_path / "zh"
    folder.mkdir()
    made(folder, "a.xlsx", "a-key.csv")
    asked = []

    def found(name, lang, corpus):
        asked.append((name, lang))
        return folder / f"{name}.ipynb"

    monkeypatch.setattr("analysis.run.coding_sheets.notebook_path", found)
    record = {
        "parameters": {"lang": "zh"},
        "notebooks": {"06_how": {"parameters": {"sheet": "a.xlsx"}}, "02_key": {}},
    }
    assert list(sheet_inputs(record, corpus)) == [f"{SHEETS}a-key.csv", f"{SHEETS}a.xlsx"]
    assert asked == [("06_how", "zh"), ("02_key", "zh")]
