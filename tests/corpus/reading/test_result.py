"""The result of every reader: the same fields, whatever the format."""

import pytest

from corpus.reading.document import READERS
from corpus.reading.encoding import decode
from corpus.reading.result import DocumentText

TEXT = "政府工作报告\n各位代表：现在报告工作。"
PAGE = f"<html><body><p>{TEXT.splitlines()[0]}</p><p>{TEXT.splitlines()[1]}</p></body></html>"


def test_a_format_that_names_its_encoding_has_no_doubt():
    assert DocumentText("文") == ("文", "utf-8", 1.0, ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_and_pages_have_the_same_fields(encoding):
    plain, page = decode(TEXT.encode(encoding)), READERS[".html"](PAGE.encode(encoding))
    assert plain.text == TEXT and [one for one in page.text.split("\n") if one] == TEXT.split("\n")
    for found in (plain, page):
        assert isinstance(found, DocumentText) and found.encoding == encoding
        assert 0 < found.confidence <= 1 and found.notices == ()
