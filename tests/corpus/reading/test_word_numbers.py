"""Numbers that Word itself puts before paragraphs."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.word_docx import read_docx
from corpus.reading.word_numbers import Level, Numbering, numbering_of, written
from corpus.text.numerals import read_chinese

LIST = """
<w:abstractNum {ns} w:abstractNumId="77">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
    <w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
    <w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%2.%3 "/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>
"""


def text_of(*paragraphs: tuple[str, int | None]) -> str:
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LIST.format(ns=nsdecls("w"))))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>')
    )
    for text, level in paragraphs:
        paragraph = document.add_paragraph(text)
        if level is not None:
            numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbers.get_or_add_numId().set(qn("w:val"), "88")
            numbers.get_or_add_ilvl().set(qn("w:val"), str(level))
    buffer = io.BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue())[0]


def test_numbers_and_headings_that_word_makes_are_in_the_text() -> None:
    found = text_of(
        ("2017年工作回顾", 0),
        ("经济增长。", None),
        ("产业", 1),
        ("城乡", 1),
        ("道路", 2),
        ("要点", 3),
        ("2018年主要任务", 0),
        ("产业", 1),
    )
    assert found.splitlines() == [
        "一、2017年工作回顾",
        "经济增长。",
        "（一）产业",
        "（二）城乡",
        "二.1 道路",
        "要点",
        "二、2018年主要任务",
        "（一）产业",
    ]


def test_a_file_without_lists_is_read_as_it_is() -> None:
    assert text_of(("一、回顾", None)) == "一、回顾"


@given(st.integers(1, 999))
def test_chinese_numbers_are_read_back(number: int) -> None:
    assert read_chinese(written(number, "chineseCounting")) == number


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (
            [["指标", "2021年", "2022年"], ["产值", "122", "130"]],
            ["指标\t2021年\t2022年", "产值\t122\t130"],
        ),
        ([["各位代表：现在，我代表市人民政府报告工作。" * 9, ""]], None),
        ([["各位代表：现在，我代表市人民政府报告工作。"]], None),
    ],
)
def test_a_table_of_data_is_rows_and_one_of_text_is_paragraphs(cells, lines) -> None:
    document = docx.Document()
    table = document.add_table(len(cells), len(cells[0]))
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    found = read_docx(buffer.getvalue())[0].splitlines()
    assert found == (lines or [one for row in cells for one in row][: len(found)])


def test_numbers_beyond_the_circles_are_arabic() -> None:
    forms = ("decimalEnclosedCircleChinese", "decimalEnclosedCircle", "upperRoman")
    assert [written(21, form) for form in forms] == ["21", "21", "21"]
    assert written(20, "decimalEnclosedCircle") == "⑳"
    assert written(0, "chineseCounting") == "0"


def test_a_level_that_the_list_lacks_has_no_number() -> None:
    assert text_of(("工作回顾", 0), ("无此级", 8)).split("\n") == ["一、工作回顾", "无此级"]


def test_a_file_without_lists_has_no_numbers() -> None:
    document = docx.Document()
    relations = document.part.rels
    for name in [one for one in relations if relations[one].reltype.endswith("/numbering")]:
        del relations[name]
    assert numbering_of(document).lists == {}


def test_a_list_of_no_known_form_has_no_numbers() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="98"/></w:num>')
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="100"/>'))
    assert {"99", "100"} & set(numbering_of(document).lists) == set()


def test_a_paragraph_may_have_a_depth_in_the_list_of_its_style() -> None:
    style, depth = (
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="S"/>'
            '<w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:p>'
        ),
        {0: Level("decimal", "%1.", 1, ""), 1: Level("decimal", "%1.%2", 1, "")},
    )
    assert Numbering({"5": ("a", depth)}, {"S": ("5", 0)}).label(style) == "1.1"
    assert Numbering({"5": ("a", depth)}, {}).label(style) == ""
