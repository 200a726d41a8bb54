import io
from pathlib import Path

import docx
import pytest

from corpus.errors import Refusal
from corpus.reading import document
from corpus.reading.document import read_doc, read_document
from tests.corpus.reading.conftest import (
    OLE,
    PARAGRAPH,
    refusal_of,
    rtf,
    write,
    zipped,
)


def test_the_sha256_is_that_of_the_file(tmp_path):
    path = write(tmp_path, "report.txt", b"\xef\xbb\xbfabc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc"
    assert read_document(write(tmp_path, "plain.txt", b"abc")).sha256 == digest
    assert read_document(path).sha256 != digest


def test_line_ends_are_kept_so_that_offsets_count_them(tmp_path):
    text = read_document(write(tmp_path, "report.txt", "一\r\n二\r三\n四".encode())).text
    assert text == "一\r\n二\r三\n四"


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
    monkeypatch.setattr(document, "MAX_BYTES", 1000)
    assert refusal_of(write(tmp_path, "report.txt", b"x" * 1001)).code == "too_large"


@pytest.mark.parametrize(("name", "size"), [("page.txt", 5_000_001), ("page.html", 5_000_001)])
def test_a_text_longer_than_any_report_is_refused(tmp_path: Path, name, size):
    path = tmp_path / name
    path.write_text("政" * size, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_document(path)
    assert (caught.value.code, caught.value.detail) == ("too_large", "5,000,000 characters")


def word_file(text: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<html><body><p>政府工作报告</p></body></html>".encode(), "html"),
        (word_file("政府工作报告"), "docx"),
        ("政府工作报告".encode(), "text"),
        (rtf("政府工作报告𠮷"), "rtf"),
    ],
    ids=["html", "docx", "text", "rtf"],
)
def test_what_is_only_named_doc_is_read_as_what_it_is(data, kind, request):
    if kind == "rtf":
        request.getfixturevalue("office")
    text, _, _, notices = read_doc(data)
    assert text.strip().startswith("政府工作报告")
    assert [(notice.code, kind in notice.message) for notice in notices] == [("other_format", True)]


PAGE = "<html><body><p>政府工作报告</p></body></html>".encode()


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_web_page_under_another_extension_is_read_and_told(tmp_path, name):
    source = read_document(write(tmp_path, name, PAGE))
    assert (source.text.strip(), [one.code for one in source.notices]) == (
        "政府工作报告",
        ["other_format"],
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf"])
def test_a_word_file_under_another_extension_is_read_and_told(tmp_path, name):
    source = read_document(write(tmp_path, name, word_file("政府工作报告")))
    assert (source.text.strip(), [one.code for one in source.notices]) == (
        "政府工作报告",
        ["other_format"],
    )


def test_a_page_saved_as_text_is_read_as_it_is(tmp_path):
    assert read_document(write(tmp_path, "a.txt", PAGE)).text == PAGE.decode()


@pytest.mark.parametrize("data", [zipped("a"), b"\x89PNG", OLE + b"x"], ids=["zip", "image", "ole"])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(Refusal) as refused:
        read_doc(data)
    assert refused.value.code == "damaged"


def test_a_file_with_a_password_is_told_from_a_damaged_one():
    for stream, code in (("EncryptedPackage", "encrypted"), ("Workbook", "damaged")):
        with pytest.raises(Refusal) as caught:
            read_doc(OLE + f"{stream}\0".encode("utf-16-le"))
        assert caught.value.code == code
