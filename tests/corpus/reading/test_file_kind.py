import pytest

from corpus.reading.file_kind import sniff
from tests.corpus.reading.conftest import DOC, OLE, zipped

KINDS = [
    (DOC, "doc"),
    (zipped("word/document.xml"), "docx"),
    (zipped("xl/workbook.xml"), "xlsx"),
    (zipped("a.txt"), "zip"),
    (b"PK\x03\x04 cut", "zip"),
    (b"{\\rtf1 x}", "rtf"),
    (b"%PDF-1.7", "pdf"),
    (b"junk before\n%PDF-1.7", "pdf"),
    (b"<!DOCTYPE  html><p>", "html"),
    (b"\xef\xbb\xbf\r\n <?xml version='1.0'?><!-- x --><html xmlns='x'>", "html"),
    ("\ufeff<html>".encode("utf-16-le"), "html"),
    ("\ufeff政府工作报告".encode("utf-16"), "text"),
    ("政府工作报告".encode("gb18030"), "text"),
    (b"<2018> is a year", "text"),
    (b"text about <html>", "text"),
    (b"From: x\r\nSubject: y\r\nContent-Type: multipart/related;\r\n\r\n", "mht"),
    (OLE + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
    (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
    (OLE + b"nothing", "unknown"),
    (b"\x89PNG\r\n", "image"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\0\1\2", "unknown"),
    (b"", "text"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_file_is_known_by_its_bytes(data, kind):
    assert sniff(data) == kind
