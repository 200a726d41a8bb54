import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refusal
from corpus.reading import document as reading
from corpus.reading.document import read_document
from corpus.reading.encoding import decode
from corpus.reading.web_page import read_html
from corpus.reading.word_docx import MAX_XML

# Generated, in the manner of reports.
PARAGRAPH = (
    "各位代表：现在，我代表区人民政府向大会报告工作，请予审议，并请各位政协委员提出意见。\r\n"
    "一、2017年工作回顾\n一年来，我们坚持稳中求进，地区生产总值增长7%，人民生活不断改善。"
)
TRADITIONAL = (
    "各位代表：現在，我代表市政府向大會報告工作，請予審議。過去一年，我們堅持穩中求進，"
    "經濟發展取得新的成績，民生持續改善，城市面貌煥然一新。"
)

ENCODINGS = [
    ("utf-8", b"", "utf-8"),
    ("utf-8", b"\xef\xbb\xbf", "utf-8"),
    ("gb18030", b"", "gb18030"),
    ("gbk", b"", "gb18030"),
    ("gb2312", b"", "gb18030"),
    ("utf-16-le", b"\xff\xfe", "utf-16-le"),
    ("utf-16-be", b"\xfe\xff", "utf-16-be"),
    ("utf-16-le", b"", "utf-16-le"),
    ("utf-16-be", b"", "utf-16-be"),
    ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
    ("utf-32-be", b"\x00\x00\xfe\xff", "utf-32-be"),
]


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal_of(path: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_document(path)
    return caught.value


@pytest.mark.parametrize(("encoding", "mark", "recorded"), ENCODINGS)
def test_every_encoding_gives_the_same_text(tmp_path, encoding, mark, recorded):
    path = write(tmp_path, "report.txt", mark + PARAGRAPH.encode(encoding))
    source = read_document(path)
    assert (source.text, source.encoding) == (PARAGRAPH, recorded)
    assert 0.5 < source.confidence <= 1
    assert source.notices == ()


def test_traditional_text_in_big5_is_not_taken_for_gb18030(tmp_path):
    source = read_document(write(tmp_path, "report.txt", TRADITIONAL.encode("big5")))
    assert (source.text, source.encoding) == (TRADITIONAL, "big5")


def test_the_sha256_is_that_of_the_file(tmp_path):
    path = write(tmp_path, "report.txt", b"\xef\xbb\xbfabc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc"
    assert read_document(write(tmp_path, "plain.txt", b"abc")).sha256 == digest
    assert read_document(path).sha256 != digest


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    found, encoding, _, notices = decode(text.encode("utf-8"))
    assert (found, encoding, notices) == (text.removeprefix("\ufeff"), "utf-8", ())


def test_line_ends_are_kept_so_that_offsets_count_them(tmp_path):
    text = read_document(write(tmp_path, "report.txt", "一\r\n二\r三\n四".encode())).text
    assert text == "一\r\n二\r三\n四"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["unmarked", "marked"])
@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_within_a_character_is_accepted_with_a_notice(mark, cut):
    whole = PARAGRAPH * 5
    text, encoding, _, notices = decode(mark + whole.encode()[:-cut])
    assert (text, encoding) == (whole[:-1] + "�", "utf-8")
    assert [(one.code, one.start, one.end) for one in notices] == [
        ("broken_characters", len(whole) - 1, len(whole))
    ]


def test_utf16_cut_within_a_character_is_accepted_with_a_notice():
    whole = PARAGRAPH * 5
    text, encoding, _, notices = decode(b"\xff\xfe" + whole.encode("utf-16-le")[:-1])
    assert (text, encoding, len(notices)) == (whole[:-1] + "�", "utf-16-le", 1)


def test_a_page_in_gbk_with_much_markup_is_not_taken_for_broken_utf8():
    markup = "<html><script>" + "var x = 1;\n" * 20_000 + "</script><p>" + PARAGRAPH + "</p></html>"
    text, encoding, _, notices = read_html(markup.encode("gbk"))
    assert encoding == "gb18030"
    assert "我代表区人民政府" in text
    assert notices == ()


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \r\n\t\n", "empty"),
    ("blank.txt", "\u3000\u00a0\n".encode(), "empty"),
    ("blank.html", b"<html><head><title>x</title></head><body> </body></html>", "empty"),
    ("binary.txt", bytes(range(256)) * 40, "not_text"),
    ("nulls.txt", b"\x00" * 4000, "not_text"),
    ("marked.txt", b"\xef\xbb\xbf" + bytes(range(128, 256)) * 40, "not_text"),
    ("report.wps", PARAGRAPH.encode(), "unknown_format"),
    ("report", PARAGRAPH.encode(), "unknown_format"),
    ("report.docx", b"PK\x03\x04" + b"x" * 400, "damaged"),
    ("report.docx", PARAGRAPH.encode(), "damaged"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD)
def test_bad_files_are_refused_in_one_line(tmp_path, name, data, code):
    refusal = refusal_of(write(tmp_path, name, data))
    assert refusal.code == code
    for language in ("en", "zh"):
        assert name in refusal.message(language)
        assert len(refusal.message(language).splitlines()) == 1


def test_what_is_no_file_is_refused(tmp_path):
    assert refusal_of(tmp_path / "nothing.txt").code == "not_found"
    assert refusal_of(tmp_path).code == "unreadable"
    assert refusal_of(tmp_path / ("长" * 300 + ".txt")).code in {"not_found", "unreadable"}


def test_a_huge_file_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    assert refusal_of(write(tmp_path, "report.txt", b"x" * 1001)).code == "too_large"


# --- web pages ------------------------------------------------------------------------------------

PAGES = [
    ("<p>一</p><p>二</p>", "一\n二"),
    ("<div>一</div>二", "一\n二"),
    ("<div><div>一</div>二<p>三</p>四</div>五", "一\n二\n三\n四\n五"),
    ("<p>增长<b>7</b>%，<span>稳中有进</span>。</p>", "增长7%，稳中有进。"),
    ("<p>一<br>二<br/>三</p>", "一\n二\n三"),
    ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
    ("<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>", "一\n二\n三"),
    ("<p>一\n  二\t三</p>", "一 二 三"),
    ("<pre>一\n二</pre>", "一\n二"),
    ("<p>&ldquo;放管服&rdquo;&nbsp;&lt;改革&gt;&#65306;&#x4e00;</p>", "“放管服”\xa0<改革>：一"),
    ("<p>一</p><script>var 二 = '三';</script><p>四</p>", "一\n四"),
    ("<style>p { color: red }</style><p>一</p>", "一"),
    ("<head><title>不是正文</title></head><body><p>一</p></body>", "一"),
    ("<p>一<!-- 注释 -->二</p>", "一二"),
    ("<p>一</p><noscript>请启用脚本</noscript>", "一"),
    ("<p>一<p>二<div>三", "一\n二\n三"),
]


@pytest.mark.parametrize(("markup", "text"), PAGES)
def test_a_page_gives_what_it_shows_in_order(markup, text):
    assert read_html(markup.encode())[0] == text


LABELS = [
    ("gb18030", "utf-8", ["wrong_charset"]),
    ("utf-8", "gb2312", ["wrong_charset"]),
    ("utf-8", "nonsense", ["wrong_charset"]),
    ("utf-8", "UTF8", []),
    ("gb18030", "gb2312", []),
    ("gb18030", "GBK", []),
]


@pytest.mark.parametrize(("encoding", "label", "codes"), LABELS)
def test_the_bytes_win_over_the_label(encoding, label, codes):
    page = f'<html><head><meta charset="{label}"></head><body><p>{PARAGRAPH}</p></body></html>'
    text, found, _, notices = read_html(page.encode(encoding))
    assert text == PARAGRAPH.replace("\r\n", " ").replace("\n", " ")
    assert found == encoding
    assert [one.code for one in notices] == codes


@pytest.mark.parametrize("tag", ["div", "DIV", "span", "x"])
def test_a_page_nested_very_deep_is_refused_at_once(tag):
    began = time.process_time()
    with pytest.raises(Refusal) as caught:
        read_html(f"<{tag}>".encode() * 100_000 + "一".encode() + f"</{tag}>".encode() * 100_000)
    assert caught.value.code == "damaged"
    assert time.process_time() - began < 5


def test_a_long_page_of_unclosed_paragraphs_is_not_taken_for_a_deep_one():
    assert read_html("<p>一<br>二".encode() * 5000)[0].count("\n") == 9999


def test_a_deep_page_that_can_be_read_is_read():
    page = b"<div>" * 900 + "一".encode() + b"</div>" * 900
    assert read_html(page)[0] == "一"


# --- Word files -----------------------------------------------------------------------------------

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
    return reading.read_docx(data)[0].split("\n")


def test_paragraphs_and_tables_of_a_word_file_are_in_order():
    document = docx.Document()
    document.add_paragraph("一")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), "二三四五", strict=True):
        cell.text = text
    document.add_paragraph("六")
    assert lines_of(word_file(document)) == ["一", "二", "三", "四", "五", "六"]


def test_a_merged_cell_counts_once():
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "主要指标"
    table.cell(1, 0).text = "增速"
    assert "\n".join(lines_of(word_file(document))).count("主要指标") == 1


BODIES = [
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
    began = time.process_time()
    assert refusal_of(write(tmp_path, "report.docx", data)).code == "too_large"
    assert time.process_time() - began < 5


def test_pictures_do_not_make_a_word_file_too_large():
    held = io.BytesIO(with_body("<w:p><w:r><w:t>一</w:t></w:r></w:p>"))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/media/picture.png", b"\x00" * (MAX_XML + 1))
    assert lines_of(held.getvalue()) == ["一"]


def test_shared_reports_come_back_from_every_encoding(shared):
    for path in shared:
        text = read_document(path).text
        for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
            found = decode(text.encode(encoding))
            assert (found[0], found[1]) == (text, encoding), path


@pytest.mark.parametrize(("name", "size"), [("page.txt", 5_000_001), ("page.html", 5_000_001)])
def test_a_text_longer_than_any_report_is_refused(tmp_path: Path, name, size):
    path = tmp_path / name
    path.write_text("政" * size, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_document(path)
    assert (caught.value.code, caught.value.detail) == ("too_large", "5,000,000 characters")


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
