import io
import zipfile
from pathlib import Path

import docx
import pytest

from corpus.errors import Refusal
from corpus.reading import word_docx
from corpus.reading.document import read_document
from corpus.reading.word_docx import MAX_XML, read_docx
from tests.corpus.reading.conftest import refusal_of, write

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(document: "docx.document.Document") -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def with_body(body: str, padding: str = "") -> bytes:
    """A generated Word file whose body is the XML given."""
    held = io.BytesIO()
    original = zipfile.ZipFile(io.BytesIO(word_file(docx.Document())))
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as changed:
        for member in original.infolist():
            data = original.read(member)
            if member.filename == "word/document.xml":
                data = f"<w:document {WORD}><w:body>{body}{padding}</w:body></w:document>".encode()
            changed.writestr(member.filename, data)
    return held.getvalue()


def lines_of(data: bytes) -> list[str]:
    return read_docx(data)[0].split("\n")


def test_paragraphs_and_tables_of_a_word_file_are_in_order():
    document = docx.Document()
    document.add_paragraph("一")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), "二三四五", strict=True):
        cell.text = text
    document.add_paragraph("六")
    assert lines_of(word_file(document)) == ["一", "二\t三", "四\t五", "六"]


SAID = "要突出项目带动，全力扩大有效投资，" * 4 + "年底前建成通车。"
PROJECTS = ["第二水厂扩建工程", "县人民医院门诊楼", "大沙河湿地公园"]


def with_column(*parts: str | list[str], in_one_cell: bool = False) -> list[str]:
    """The lines of a Word file of paragraphs and of tables of one column."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        rows = ["\n".join(part)] if in_one_cell else part
        table = document.add_table(rows=len(rows), cols=1)
        for row, text in zip(table.rows, rows, strict=True):
            first, *rest = text.split("\n")
            row.cells[0].text = first
            for line in rest:
                row.cells[0].add_paragraph(line)
    return lines_of(word_file(document))


@pytest.mark.parametrize("in_one_cell", [False, True])
def test_a_list_or_box_among_the_paragraphs_is_one_line(in_one_cell):
    lines = with_column(SAID, PROJECTS, SAID, in_one_cell=in_one_cell)
    assert lines == [SAID, "\t".join(PROJECTS), SAID]


@pytest.mark.parametrize(
    "column",
    [
        ["一、2018年工作回顾", "过去一年"],
        ["第一部分　2018年工作回顾", "过去一年"],
        ["一、2018年工作回顾"],
        ["（一）综合实力稳步提升", "（二）城乡面貌明显改善"],
        ["(三)民生福祉持续增进", "全年办成十件实事"],
        ["各位代表：", "过去一年，很不平凡"],
        ["第一节　主要成绩", "过去一年"],
        ["办理情况", "完成学校建设9所。"],
        [SAID, "第二水厂扩建工程"],
    ],
)
def test_chapters_and_sentences_in_a_column_are_lines(column):
    assert with_column(SAID, column, SAID) == [SAID, *column, SAID]


def test_a_table_above_the_first_paragraph_has_the_title():
    head = ["2019年阜平县政府工作报告", "县长　刘　靖"]
    assert with_column(head, SAID) == [*head, SAID]


def test_a_merged_cell_counts_once():
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "主要指标"
    table.cell(1, 0).text = "增速"
    assert "\n".join(lines_of(word_file(document))).count("主要指标") == 1


BODIES = [
    ("<w:p><w:del><w:r><w:delText>减</w:delText><w:t>少</w:t></w:r></w:del></w:p>", [""]),
    (
        "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r>"
        "</w:moveTo></w:p>",
        ["新"],
    ),
    (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish "
        'w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>',
        ["显"],
    ),
    (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zhèng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>政</w:t>"
        "</w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>府</w:t></w:r></w:p>",
        ["政府"],
    ),
    ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r></w:p>", ["一\t二"]),
    ("<w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:r><w:t>长</w:t></w:r></w:p>", ["增长"]),
    (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r></w:p>",
        ["新"],
    ),
    ("<w:sdt><w:sdtContent><w:p><w:r><w:t>一</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["一"]),
    ("<w:p><w:hyperlink><w:r><w:t>一</w:t></w:r></w:hyperlink></w:p>", ["一"]),
    ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>一</w:t></w:r></w:p>", ["一"]),
    ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>一</w:t></w:r></w:p>", ["一"]),
]


@pytest.mark.parametrize(("body", "lines"), BODIES)
def test_all_text_of_a_word_file_is_there_once(body, lines):
    assert lines_of(with_body(body)) == lines


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path):
    padding = "<w:p/>" * 4_000_000
    data = with_body("", padding)
    assert len(data) < 2**20
    assert refusal_of(write(tmp_path, "report.docx", data)).code == "too_large"


def test_pictures_do_not_make_a_word_file_too_large():
    held = io.BytesIO(with_body("<w:p><w:r><w:t>一</w:t></w:r></w:p>"))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/media/picture.png", b"\x00" * (MAX_XML + 1))
    assert lines_of(held.getvalue()) == ["一"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
        '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
        + "".join(
            f'<!ENTITY {name} "{"&" + before + ";"}{("&" + before + ";") * 9}">'
            for before, name in zip("abcdefghi", "bcdefghie", strict=True)
        )
        + "]>",
    ],
    ids=["a file", "an address", "a billion"],
)
def test_entities_of_a_word_file_are_neither_fetched_nor_multiplied(tmp_path: Path, declared):
    document = docx.Document()
    document.add_paragraph("各位代表")
    document.save(str(tmp_path / "plain.docx"))
    path = tmp_path / "entity.docx"
    with zipfile.ZipFile(tmp_path / "plain.docx") as plain, zipfile.ZipFile(path, "w") as changed:
        for name in plain.namelist():
            data = plain.read(name)
            if name == "word/document.xml":
                head, rest = data.split(b"?>", 1)
                data = head + b"?>" + declared.encode() + rest.replace("代表".encode(), b"&e;")
            changed.writestr(name, data)
    try:
        text = read_document(path).text
    except Refusal as refusal:
        assert refusal.code == "damaged"
    else:
        assert text.strip() == "各位"


def test_a_file_whose_main_part_is_no_document_is_damaged():
    held, original = io.BytesIO(), zipfile.ZipFile(io.BytesIO(with_body("<w:p/>")))
    with zipfile.ZipFile(held, "w") as changed:
        for name in original.namelist():
            changed.writestr(name, original.read(name).replace(b"w:document", b"w:documents"))
    with pytest.raises(Refusal) as caught:
        read_docx(held.getvalue())
    assert (caught.value.code, caught.value.detail) == ("damaged", "it contains no Word text")


def test_text_of_a_hidden_style_is_not_read():
    document = docx.Document()
    style = document.styles.add_style("批注", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    document.add_paragraph("一", style=style)
    document.add_paragraph("二")
    assert lines_of(word_file(document)) == ["", "二"]


def test_the_size_is_told_before_anything_is_read(monkeypatch):
    data = word_file(docx.Document())
    monkeypatch.setattr(word_docx, "MAX_XML", 2**10)
    with pytest.raises(Refusal) as caught:
        read_docx(data)
    assert (caught.value.code, caught.value.detail) == ("too_large", "0 MB")


def test_what_is_for_older_programs_is_not_read_twice():
    inner = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    other = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{inner('新')}</mc:Choice><mc:Fallback>{inner('旧')}</mc:Fallback>"
    body = f"<mc:AlternateContent {other}>{both}</mc:AlternateContent>{inner('后')}"
    assert lines_of(with_body(body)) == ["新", "后"]


def test_a_table_around_another_is_none_of_data():
    document = docx.Document()
    document.add_paragraph("前")
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    for at, text in enumerate("左右"):
        inner.cell(0, at).text = text
    found = lines_of(word_file(document))
    assert found[0] == "前" and "".join(found).replace("\t", "") == "前外左右"
