import base64
import quopri

import pytest

from corpus.errors import Refusal
from corpus.reading.mht import page_of, read_mht

PAGE = "<html><head><meta charset=gb2312></head><body><p>农业=粮食</p></body></html>"


def saved(body: bytes, encoding: str, kind: str = "text/html", charset: str = "gb2312") -> bytes:
    head = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n'
        "----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n"
        f'----x--\r\nContent-Type: {kind};\r\n\tcharset="{charset}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: http://a.gov.cn/\r\n\r\n"
    )
    return head.encode() + body + b"\r\n----x----\r\n"


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "big5"])
@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("quoted-printable", quopri.encodestring),
        ("base64", base64.encodebytes),
        ("8bit", lambda data: data),
    ],
)
def test_the_page_is_given_as_its_bytes_were(charset, name, encode):
    page = PAGE.replace("农业=粮食", "政府=工作").encode(charset)
    assert page_of(saved(encode(page), name)).strip() == page


def test_the_reader_of_pages_gets_the_first_page_only():
    first = saved(PAGE.encode(), "8bit")
    second = b"----x--\r\nContent-Type: text/html\r\n\r\n<p>advertisement</p>\r\n"
    both = first.replace(b"\r\n----x----", b"\r\n" + second + b"\r\n----x----")
    read = []
    answer = ("text", "utf-8", 1.0, ())
    assert read_mht(both, lambda page: read.append(page) or answer) == answer
    assert [page.strip() for page in read] == [PAGE.encode()]


def test_a_wrong_charset_label_changes_nothing():
    assert page_of(saved(PAGE.encode(), "8bit", charset="no-such-charset")).strip() == PAGE.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"no headers at all",
        saved(b"just text", "8bit", kind="text/plain"),
        saved(b"", "8bit"),
        b"Content-Type: multipart/related; boundary=x\r\n\r\nno part",
    ],
)
def test_without_a_page_it_is_damaged(data):
    with pytest.raises(Refusal) as refused:
        page_of(data)
    assert refused.value.code == "damaged"


def nested(depth: int) -> bytes:
    heads = [
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    ]
    return "".join(heads).encode() + b"Content-Type: text/html\r\n\r\n<p>x</p>"


@pytest.mark.parametrize(
    "data",
    [
        nested(5000),
        b"Content-Type: message/rfc822\r\n\r\n" * 50_000,
        b"Content-Type: multipart/related; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 1_000_000,
        b"Content-Type: multipart/related; boundary=x\r\n\r\n" + b"\r\n" * 5_000_000,
        b"Content-Type: " + b"text/html; a=" * 500_000,
    ],
    ids=["nested", "forwarded", "parts", "lines", "parameters"],
)
def test_a_hostile_file_is_refused_soon(data):
    with pytest.raises(Refusal):
        page_of(data)
