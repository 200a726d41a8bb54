import io
import json
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from corpus.adding import spreadsheets as listings
from corpus.adding.spreadsheets import Row, rows_of
from corpus.errors import Refusal

TABLE = {
    "编号": ["dl-2017", "dl-2018", "slm-2018"],
    "正文": ["农业，“引号”", "第一段\n第二段", "Ａ股𠮷"],
    "年份": [2017, 2018, 2018],
    "地区": ["大连市", "210204", "内蒙古"],
}
EXPECTED = [
    ("dl-2017", TABLE["正文"][0], 2017, "210200"),
    ("dl-2018", TABLE["正文"][1], 2018, "210204"),
    ("slm-2018", TABLE["正文"][2], 2018, "150000"),
]
NAMES = {"text_column": "正文", "year_column": "年份", "region_column": "地区", "id_column": "编号"}

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(path: Path, *sheets: str) -> Path:
    """A workbook with sheets of rows as XML; each declares a wrong size."""
    numbers = range(1, len(sheets) + 1)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in numbers
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="{kind}.worksheet+xml"/>'
            for n in numbers
        )
    )
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f"{relations}{related}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for number, rows in zip(numbers, sheets, strict=True):
        body = f'<dimension ref="A1"/><sheetData>{rows}</sheetData>'
        sheet = f'<worksheet xmlns="{_SHEET}">{body}</worksheet>'
        parts[f"xl/worksheets/s{number}.xml"] = sheet
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def sheet(*rows: Sequence[object]) -> str:
    return "".join(
        f'<row r="{n}">{"".join(map(_cell, row))}</row>' for n, row in enumerate(rows, 1)
    )


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def rows() -> list[tuple[object, ...]]:
    return [tuple(TABLE), *zip(*TABLE.values(), strict=True)]


def save(path: Path, table: pd.DataFrame) -> Path:
    match path.suffix:
        case ".csv" | ".tsv":
            table.to_csv(path, index=False, sep="," if path.suffix == ".csv" else "\t")
        case ".jsonl":
            table.to_json(path, orient="records", lines=True, force_ascii=False)
        case ".dta":
            table.to_stata(path, write_index=False, version=118)
        case ".parquet":
            table.to_parquet(path, index=False)
        case ".xlsx":
            xlsx(path, sheet(*rows()))
    return path


@pytest.mark.parametrize("suffix", listings.LISTINGS)
def test_every_format_gives_the_same_rows(tmp_path, suffix):
    path = save(tmp_path / f"corpus{suffix}", pd.DataFrame(TABLE))
    found = list(rows_of(path, **NAMES))
    assert [(row.report_id, row.text, row.year, row.region_code) for row in found] == EXPECTED
    first = 1 if suffix in (".jsonl", ".dta", ".parquet") else 2
    assert [row.row_number for row in found] == [first, first + 1, first + 2]
    assert all(row.notices == () for row in found)


@pytest.mark.parametrize("suffix", listings.LISTINGS)
def test_the_text_column_is_enough(tmp_path, suffix):
    path = save(tmp_path / f"corpus{suffix}", pd.DataFrame(TABLE))
    found = list(rows_of(path, text_column="正文"))
    assert [(row.text, row.year, row.region_code) for row in found] == [
        (text, None, None) for text in TABLE["正文"]
    ]
    assert [row.report_id for row in found] == [f"corpus-{row.row_number}" for row in found]


@pytest.mark.parametrize("suffix", listings.LISTINGS)
def test_an_unknown_column_is_named_with_those_that_are_there(tmp_path, suffix):
    path = save(tmp_path / f"corpus{suffix}", pd.DataFrame(TABLE))
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="正文", year_column="year"))
    assert refused.value.code == "unknown_column"
    assert refused.value.detail == "year not found; columns: 编号, 正文, 年份, 地区"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "a.csv"
    text = "正文,年份\r\n" + "现在我代表市人民政府向大会报告工作，请予审议。" * 9 + ",2018\r\n"
    path.write_bytes(text.encode(encoding))
    (row,) = rows_of(path, text_column="正文", year_column="年份")
    assert (row.text[:6], row.year) == ("现在我代表市", 2018)


def test_a_csv_cell_may_be_long_and_hold_lines_and_quotes(tmp_path):
    text = '他说，“是”。"是"\r\n' * 20_000
    path = save(tmp_path / "a.csv", pd.DataFrame({"text": [text]}))
    assert [row.text for row in rows_of(path, text_column="text")] == [text]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2018", 2018),
        ("2018.0", 2018),
        (" 2018年 ", 2018),
        ("2018年度", 2018),
        ("２０１８", 2018),
        ("", None),
    ],
)
def test_years_as_people_write_them(tmp_path, year, expected):
    path = save(tmp_path / "a.csv", pd.DataFrame({"t": ["x"], "y": [year]}))
    assert [row.year for row in rows_of(path, text_column="t", year_column="y")] == [expected]


def test_a_year_of_stata_is_a_year(tmp_path):
    path = tmp_path / "a.dta"
    table = pd.DataFrame({"t": ["x"], "y": [pd.Timestamp("2018-01-01")]})
    table.to_stata(path, write_index=False, version=118, convert_dates={"y": "ty"})
    assert [row.year for row in rows_of(path, text_column="t", year_column="y")] == [2018]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("210204", "210204"),
        ("210204.0", "210204"),
        ("辽宁省大连市", "210200"),
        ("北京", "110000"),
        ("", None),
    ],
)
def test_regions_as_people_write_them(tmp_path, region, expected):
    path = save(tmp_path / "a.csv", pd.DataFrame({"t": ["x"], "r": [region], "y": ["2018"]}))
    found = rows_of(path, text_column="t", region_column="r", year_column="y")
    assert [row.region_code for row in found] == [expected]


BAD = [
    ({"t": "", "y": "2018", "r": "大连市", "i": "b"}, "bad_row", "t contains no text"),
    ({"t": " \n", "y": "2018", "r": "大连市", "i": "b"}, "bad_row", "t contains no text"),
    ({"t": "x", "y": "18", "r": "大连市", "i": "b"}, "bad_row", "the year 18 is not four digits"),
    ({"t": "x", "y": "2018.5", "r": "", "i": "b"}, "bad_row", "the year 2018.5 is not four digits"),
    ({"t": "x", "y": "2018", "r": "乌有市", "i": "b"}, "unknown_place", "乌有市"),
    ({"t": "x", "y": "2018", "r": "999999", "i": "b"}, "unknown_place", "999999"),
    ({"t": "x", "y": "2018", "r": "大连市", "i": "a"}, "bad_row", "the ID a occurs twice"),
    ({"t": "x", "y": "2018", "r": "大连市", "i": ""}, "bad_row", "i is empty"),
]


@pytest.mark.parametrize(("bad", "code", "detail"), BAD)
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_a_bad_row_is_named_and_the_others_go_on(tmp_path, suffix, bad, code, detail):
    good = {"t": "x", "y": "2018", "r": "大连市", "i": "a"}
    path = save(tmp_path / f"c{suffix}", pd.DataFrame([good, bad, {**good, "i": "c"}]))
    names = {"text_column": "t", "year_column": "y", "region_column": "r", "id_column": "i"}
    number = 3 if suffix == ".csv" else 2
    refused: list[Refusal] = []
    assert [row.report_id for row in rows_of(path, **names, refused=refused)] == ["a", "c"]
    assert [(one.code, one.place, one.detail) for one in refused] == [
        (code, f"c{suffix}, row {number}", detail)
    ]
    with pytest.raises(Refusal) as raised:
        list(rows_of(path, **names))
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", "t,y\nx,2018,more\ny,2018\n", "3 cells, but 2 in the header"),
        ("a.jsonl", '{"t": "y"}\n{"t": \n', "not JSON"),
        ("a.jsonl", '{"t": "y"}\n["t"]\n', "not a JSON object"),
        ("a.jsonl", '{"t": "y"}\n{"t": 5}\n', "t contains no text"),
        ("a.jsonl", '{"t": "y"}\n{"u": "z"}\n', "t contains no text"),
        ("a.jsonl", '{"t": "y"}\n' + "[" * 100_000, "not JSON"),
    ],
)
def test_a_malformed_row_is_named(tmp_path, name, content, problem):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    refused: list[Refusal] = []
    assert [row.text for row in rows_of(path, text_column="t", refused=refused)] == ["y"]
    assert [one.code for one in refused] == ["bad_row"]
    assert refused[0].detail.startswith(problem)


def test_a_quote_that_never_ends_does_not_swallow_the_rest(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('t,y\n"x,2018\ny,2018\n', encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t"))
    assert refused.value.code == "damaged"


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("t,t\nx,y\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t"))
    assert refused.value.detail == "t occurs more than once; columns: t, t"


@pytest.mark.parametrize("suffix", [".xlsx", ".dta", ".parquet"])
def test_what_is_not_what_its_name_says_is_damaged(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"not this format" * 100)
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t"))
    assert (refused.value.code, refused.value.place) == ("damaged", str(path))


def test_other_formats_and_missing_files_are_refused(tmp_path):
    for name, code in (("a.xyz", "unknown_format"), ("a.csv", "not_found")):
        with pytest.raises(Refusal) as refused:
            list(rows_of(tmp_path / name, text_column="t"))
        assert refused.value.code == code


def test_a_text_cut_by_excel_is_told(tmp_path):
    texts = ["农" * 32_767, "农" * 32_766, "𠮷" * 16_383 + "农"]
    path = save(tmp_path / "a.csv", pd.DataFrame({"t": texts}))
    found = [[notice.code for notice in row.notices] for row in rows_of(path, text_column="t")]
    assert found == [["cut_by_cell"], [], ["cut_by_cell"]]


def test_a_text_that_goes_on_in_another_cell_is_told(tmp_path):
    text = "推动经济高质量发展，" * 40
    table = pd.DataFrame({"t": [text, text + "完成。", text], "u": [text, text, "备注"]})
    path = save(tmp_path / "a.csv", table)
    found = [[notice.message for notice in row.notices] for row in rows_of(path, text_column="t")]
    said = "the text breaks off, and the column u seems to continue it; join them"
    assert found == [[said], [], []]


def test_a_text_cut_by_stata_is_told(tmp_path):
    path = save(tmp_path / "a.dta", pd.DataFrame({"t": ["农" * 681, "农" * 600]}))
    found = [[notice.code for notice in row.notices] for row in rows_of(path, text_column="t")]
    assert found == [["cut_by_cell"], []]


def test_characters_that_could_not_be_read_are_told(tmp_path):
    text = "现在我代表市人民政府向大会报告工作" * 50
    path = tmp_path / "a.csv"
    path.write_bytes(b"t\n" + text.encode() + b"\xff\n" + text.encode() + b"\n")
    found = [[notice.code for notice in row.notices] for row in rows_of(path, text_column="t")]
    assert found == [["broken_characters"], []]


def test_an_old_stata_file_in_gbk_is_read(tmp_path):
    text = "现在我代表市人民政府向大会报告工作，请予审议。" * 3
    path = tmp_path / "a.dta"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stand_in = text.encode("gb18030").decode("latin-1")
        pd.DataFrame({"t": [stand_in], "y": [2018]}).to_stata(path, write_index=False, version=114)
    assert [row.text for row in rows_of(path, text_column="t")] == [text]


# --- xlsx ----------------------------------------------------------------------------------------


def test_the_sheet_with_the_text_is_found(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", sheet(["note"], ["y"]), sheet(["t"], ["x"]))
    assert list(rows_of(path, text_column="t")) == [Row("a-2", "x", None, None, 2)]


def test_two_sheets_with_texts_are_refused(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"], ["y"]), sheet(["t"], ["x"]))
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t"))
    assert (refused.value.code, refused.value.detail) == ("several_sheets", "表1, 表2")


def test_of_a_formula_the_value_is_read(tmp_path):
    formula = '<row r="2"><c t="str"><f>A9&amp;"x"</f><v>报告</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"]) + formula)
    assert [row.text for row in rows_of(path, text_column="t")] == ["报告"]


def test_empty_rows_count_and_give_nothing(tmp_path):
    last = '<row r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row>'
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"]) + last)
    assert [row.row_number for row in rows_of(path, text_column="t")] == [9]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        "<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>",
        "<row/>" * 5_000_000,
    ],
    ids=["far", "wide", "long"],
)
def test_a_hostile_workbook_is_read_or_refused_soon(tmp_path, body):
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"]) + body)
    with pytest.raises(Refusal):
        list(rows_of(path, text_column="t"))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"]) + " " * (210 * 2**20))
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t"))
    assert refused.value.code == "too_large"


def test_entities_are_not_expanded(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"], ["&e;"]))
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("s1.xml"):
                part = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + part
            new.writestr(name, part)
    path.write_bytes(data.getvalue())
    refused: list[Refusal] = []
    try:
        found = [row.text for row in rows_of(path, text_column="t", refused=refused)]
    except Refusal:
        found = []
    assert not any("secret" in text for text in found)


def test_the_limit_of_rows(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"t": "x"}) for _ in range(4)), encoding="utf-8")
    monkeypatch.setattr(listings, "MAX_ROWS", 3)
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t"))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_has_the_separator_of_its_country(tmp_path, separator):
    path = tmp_path / "a.csv"
    table = pd.DataFrame({"a;b,c": ["1,2;3"], "t": ["甲，乙；丙,;"], "y": [2018]})
    table.to_csv(path, index=False, sep=separator)
    found = [(row.text, row.year) for row in rows_of(path, text_column="t", year_column="y")]
    assert found == [("甲，乙；丙,;", 2018)]


def test_a_name_of_several_places_is_refused_with_their_codes(tmp_path):
    path = save(tmp_path / "a.csv", pd.DataFrame({"t": ["x"], "r": ["朝阳区"], "p": [""]}))
    with pytest.raises(Refusal) as refused:
        list(rows_of(path, text_column="t", region_column="r"))
    assert refused.value.code == "ambiguous_region"
    assert "110105 北京市朝阳区" in refused.value.detail
    path = save(tmp_path / "a.csv", pd.DataFrame({"t": ["x"], "r": ["朝阳区"], "p": ["长春市"]}))
    found = rows_of(path, text_column="t", region_column="r")
    assert [row.region_code for row in found] == ["220104"]


def test_one_column_may_be_given_for_two_things(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"t": ["x"], "y": [2018]}).to_stata(path, write_index=False, version=118)
    names = {"text_column": "t", "year_column": "y", "id_column": "y"}
    assert [(row.report_id, row.year) for row in rows_of(path, **names)] == [("2018", 2018)]
    assert listings.ColumnNames("t", "y", None, "y").shared() == ["y"]
    assert listings.ColumnNames("t", "y").shared() == []


def test_a_row_with_half_a_character_is_refused_and_the_others_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"t": "a\\ud800b"}\n{"t": "x"}\n', encoding="utf-8")
    refused: list[Refusal] = []
    assert [row.text for row in rows_of(path, text_column="t", refused=refused)] == ["x"]
    assert [(one.place, one.detail) for one in refused] == [
        ("a.jsonl, row 1", "half a character: a lone surrogate")
    ]


def test_a_row_that_no_spreadsheet_has_is_refused(tmp_path):
    far = '<row r="999999999"><c r="A999999999"><v>1</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", sheet(["t"], ["x"]) + far)
    with pytest.raises(Refusal) as caught:
        list(rows_of(path, text_column="t"))
    assert (caught.value.code, caught.value.detail) == ("too_large", "1,048,576 rows")
    assert caught.value.place == str(path)
