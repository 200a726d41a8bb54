"""Tables as Excel files: typed, and no text is a formula; sheets to fill in."""

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.export.excel import write_coding_sheet, write_excel
from analysis.export.labels import Label
from analysis.export.write import write_table
from corpus.errors import Refusal
from tests.analysis.export.conftest import PAYLOADS, table


def test_no_text_is_a_formula(tmp_path):
    few = pd.DataFrame({"term": ["=1+1", "@SUM(A1)", "http://x.cn"], "n": [1, 2, None]})
    book = load_workbook(write_table(few, tmp_path / "t.xlsx"))
    cells = [cell for row in book["table"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in book["table"]["A"]] == ["term", *few["term"]]
    assert [cell.value for cell in book["table"]["B"]] == ["n", 1, 2, None]
    assert book["table"].freeze_panes == "A2"


def test_a_spreadsheet_has_no_formula(tmp_path):
    path = write_table(table(), tmp_path / "t.xlsx", title="=1+1", note="=1+1")
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert [sheet.value for sheet in book["table"]["A"][1:]] == PAYLOADS


def test_cells_keep_their_kind_and_what_is_missing_is_empty(tmp_path):
    few = pd.DataFrame(
        {
            "text": ["1", "true", None],
            "yes": pd.Series([True, None, False], dtype=object),
            "n": pd.array([1, None, 3], dtype="Int64"),
            "share": [0.5, np.nan, 2],
        }
    )
    sheet = load_workbook(write_table(few, tmp_path / "t.xlsx"))["table"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [list(few), ["1", True, 1, 0.5], ["true", None, None, None], [None, False, 3, 2]]
    assert [cell.data_type for cell in sheet[2]] == ["s", "b", "n", "n"]
    assert sheet.auto_filter.ref == "A1:D4"


def test_a_second_sheet_says_what_the_columns_are(tmp_path):
    few = pd.DataFrame({"n": [1], "term": ["甲"]})
    labels = {"n": Label("hits", "命中"), "share": Label("share", "占比")}
    path = write_table(few, tmp_path / "t.xlsx", labels=labels, title="题", note="注")
    rows = load_workbook(path)["about"].iter_rows(values_only=True)
    found = [[cell for cell in row if cell] for row in rows]
    assert found == [["题"], ["注"], ["n", "hits; 命中"]]


def test_a_column_is_as_wide_as_its_longest_text_and_chinese_is_twice_as_wide(tmp_path):
    few = pd.DataFrame({"a": ["x" * 20], "b": ["政" * 20], "c": ["政" * 200], "some_name": [1]})
    sheet = load_workbook(write_table(few, tmp_path / "t.xlsx"))["table"]
    widths = [sheet.column_dimensions[one].width for one in "ABCD"]
    first, second, third, fourth = widths
    assert second - first == pytest.approx(20, abs=0.5)
    assert first > 20 and 40 < second < third < 70 and fourth > len("some_name")


def test_a_table_without_rows_has_its_head(tmp_path):
    path = write_table(pd.DataFrame({"n": [], "term": []}), tmp_path / "t.xlsx")
    assert [cell.value for cell in load_workbook(path)["table"][1]] == ["n", "term"]


def test_a_sheet_to_fill_in_is_a_list_of_choices_for_each_row(tmp_path):
    shown = pd.DataFrame({"id": [1, 2], "text": ["=1+1", "乙"], "code": ["", ""]})
    key = pd.DataFrame({"id": [1, 2], "answer": ["a", "b"]})
    choices = {"code": ["a 首", "b 次"]}
    path = write_coding_sheet(tmp_path / "s.xlsx", shown, key, choices, ["说明", "再说明"])
    book = load_workbook(path)
    [choice] = book["sentences"].data_validations.dataValidation
    assert str(choice.sqref) == "C2:C3"
    cells = book["instructions"][choice.formula1.split("!")[1].replace("$", "")]
    assert [cell.value for row in cells for cell in row] == ["a 首", "b 次"]
    assert book["sentences"]["B2"].data_type == "s"
    assert book["key"].sheet_state == "hidden" and book.active.title == "sentences"
    assert [[cell.value for cell in row] for row in book["key"].iter_rows()] == [
        ["id", "answer"],
        [1, "a"],
        [2, "b"],
    ]


def test_a_sheet_to_fill_in_is_an_excel_file_or_none(tmp_path):
    empty = pd.DataFrame({"code": []})
    with pytest.raises(Refusal) as refused:
        write_coding_sheet(tmp_path / "s.csv", empty, empty, {"code": ["a"]}, [])
    assert refused.value.code == "unknown_table_format"
    assert list(tmp_path.iterdir()) == []


def test_endless_numbers_and_texts_longer_than_a_cell_are_written(tmp_path):
    few = pd.DataFrame({"n": [np.inf, -np.inf], "text": ["长" * 40_000, "𠮷" * 20_000]})
    sheet = load_workbook(write_table(few, tmp_path / "t.xlsx"))["table"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["inf", "-inf"]
    assert sheet["B2"].value == "长" * 32_766 + "…"
    assert sheet["B3"].value == "𠮷" * 16_383 + "…"


def test_a_table_without_columns_is_written(tmp_path):
    book = load_workbook(write_table(pd.DataFrame(), tmp_path / "t.xlsx"))
    assert book["table"].auto_filter.ref is None
    assert book["table"].max_row == book["table"].max_column == 1


def test_a_workbook_that_cannot_be_saved_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_excel(table(), tmp_path / "none" / "t.xlsx", {}, "", "")


def test_a_sheet_to_fill_in_may_have_no_key(tmp_path):
    shown = pd.DataFrame({"text": ["甲"], "code": [""]})
    path = write_coding_sheet(tmp_path / "s.xlsx", shown, None, {"code": ["a"]}, ["说明"])
    assert load_workbook(path).sheetnames == ["instructions", "sentences"]


def test_each_column_to_fill_in_has_its_list_and_the_codebook_is_a_sheet(tmp_path):
    shown = pd.DataFrame({"text": ["甲"], "code": [""], "side": [""]})
    choices, book = {"code": ["1", "2"], "side": ["x", "y", "z"]}, pd.DataFrame({"code": ["x"]})
    path = write_coding_sheet(tmp_path / "s.xlsx", shown, None, choices, ["说明"], book)
    read = load_workbook(path)
    assert read.sheetnames == ["instructions", "sentences", "codebook"]
    lists = {}
    for one in read["sentences"].data_validations.dataValidation:
        cells = read["instructions"][one.formula1.split("!")[1].replace("$", "")]
        lists[str(one.sqref)] = [cell.value for row in cells for cell in row]
    assert lists == {"B2": ["1", "2"], "C2": ["x", "y", "z"]}
