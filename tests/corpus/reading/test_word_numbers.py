"""Numbers that Word itself puts before paragraphs."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.word_docx import read_docx
from corpus.reading.word_numbers import written
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
