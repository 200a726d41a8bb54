import io
import zipfile

import pytest
import xlsxwriter

from corpus.errors import Refusal
from corpus.reading import workbook
from corpus.reading.workbook import check_workbook, count_rows


def sheets(*rows: int) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for n in rows:
            sheet = book.add_worksheet()
            for number in range(n):
                sheet.write(number, 0, f"第{number}行")
    return file.getvalue()


def renumbered(data: bytes, row: int, other: int) -> bytes:
    """The same workbook with another number for a row of its first sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'<row r="%d"' % row, b'<row r="%d"' % other)
                part = part.replace(b'"A%d"' % row, b'"A%d"' % other)
            new.writestr(name, part)
    return file.getvalue()


def test_the_rows_of_all_sheets_are_counted_with_those_that_are_missing():
    assert count_rows(sheets(3, 0, 4)) == 7
    assert count_rows(renumbered(sheets(3), 3, 1000)) == 1000


def test_a_workbook_that_can_be_read_passes():
    check_workbook(sheets(20))


def test_a_row_that_no_spreadsheet_has_is_refused_with_the_name_of_the_file(monkeypatch):
    with pytest.raises(Refusal) as caught:
        check_workbook(renumbered(sheets(2), 2, 999_999_999), "table.xlsx")
    assert caught.value.code == "too_large"
    assert caught.value.place == "table.xlsx" and "1,048,576 rows" in caught.value.detail


@pytest.mark.parametrize("data", [b"", b"x" * 100, sheets(2)[:-40]])
def test_what_is_no_workbook_is_damaged(data):
    with pytest.raises(Refusal) as caught:
        check_workbook(data)
    assert caught.value.code == "damaged"


def test_a_workbook_may_take_longer_than_a_document(monkeypatch):
    monkeypatch.setattr(workbook, "SECONDS", 0.0001)
    with pytest.raises(Refusal) as caught:
        check_workbook(renumbered(sheets(2), 2, 1_000_000))
    assert caught.value.code == "too_slow"


def test_more_rows_than_a_sheet_may_have_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_SHEET", 3)
    assert count_rows(sheets(3, 3)) == 6
    with pytest.raises(Refusal) as caught:
        count_rows(sheets(4))
    assert (caught.value.code, caught.value.detail) == ("too_large", "3 rows")


@pytest.mark.parametrize("data", [b"", sheets(2)[:-40]])
def test_what_cannot_be_counted_is_damaged(data):
    with pytest.raises(Refusal) as caught:
        count_rows(data)
    assert caught.value.code == "damaged" and caught.value.detail
