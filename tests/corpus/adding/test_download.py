import gzip
import http.client
import io
import shutil
import socket
import ssl
import subprocess
import threading
import time
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import pytest

from corpus.adding.download import fetch as fetch_document
from corpus.adding.download import is_public
from corpus.errors import Refusal
from corpus.refusal_wordings import WORDINGS
from tests.corpus.adding.conftest import PAGE, here, serving

HTML = "text/html; charset=utf-8"


def refused(url: str, folder: Path, **options) -> str:
    """The code with which a download is refused; nothing may be left behind."""
    with pytest.raises(Refusal) as caught:
        fetch_document(url, folder=folder, **{"allow": here, **options})
    assert caught.value.code in WORDINGS
    assert not folder.exists() or list(folder.iterdir()) == []
    assert "\n" not in caught.value.place + caught.value.detail
    return caught.value.code


def name_resolves(monkeypatch, *answers: list[str]) -> list[str]:
    """Lets every name resolve to these addresses, one list a look-up; the names looked up."""
    left, names = list(answers), []

    def look_up(host, port, *args, **kwargs):
        names.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


# One document


def test_a_document_is_saved_byte_for_byte(server, tmp_path):
    body = bytes(range(256)) * 400
    path = fetch_document(server.says("/a/2018.pdf", body), folder=tmp_path / "new", allow=here)
    assert path == tmp_path / "new" / "2018.pdf"
    assert path.read_bytes() == body
    assert list(path.parent.iterdir()) == [path]


def test_the_server_hears_its_name_and_who_asks(server, tmp_path):
    fetch_document(server.says("/a.html"), folder=tmp_path, allow=here)
    (headers,) = server.headers
    assert headers["Host"] == f"127.0.0.1:{server.port}"
    assert headers["User-Agent"].startswith("gov-work-report/")


def test_compressed_documents_arrive_unpacked(server, tmp_path):
    url = server.says("/a.html", gzip.compress(PAGE), Content_Encoding="gzip")
    assert fetch_document(url, folder=tmp_path, allow=here).read_bytes() == PAGE


def test_a_body_in_chunks_or_of_no_stated_length_is_read(server, tmp_path):
    def in_chunks(request):
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        request.close_connection = True

    def until_closed(request):
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"abcde")

    for path, answer in (("/a.txt", in_chunks), ("/b.txt", until_closed)):
        server.answers[path] = answer
        assert (
            fetch_document(server.url + path, folder=tmp_path, allow=here).read_bytes() == b"abcde"
        )


def test_a_chinese_address_and_one_with_spaces_are_asked_for_encoded(server, tmp_path):
    server.says("/" + quote("报告 一") + ".html")
    path = fetch_document(f"{server.url}/报告 一.html?年=2018#top", folder=tmp_path, allow=here)
    assert server.asked == [f"/{quote('报告 一')}.html?{quote('年')}=2018"]
    assert path.name == "报告-一.html"


def test_a_proxy_in_the_environment_is_not_used(server, tmp_path, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    assert fetch_document(server.says("/a.html"), folder=tmp_path, allow=here).exists()


def test_the_same_document_is_saved_once_and_another_beside_it(server, tmp_path):
    def again() -> str:
        return fetch_document(server.url + "/a.html", folder=tmp_path, allow=here).name

    server.says("/a.html", b"one")
    assert [again(), again()] == ["a.html", "a.html"]
    server.says("/a.html", b"two")
    assert [again(), again()] == ["a-2.html", "a-2.html"]
    assert (tmp_path / "a.html").read_bytes() == b"one"


NAMES = [
    # path, Content-Disposition, Content-Type, the file's name
    ("/2018/report.docx", None, "application/octet-stream", "report.docx"),
    ("/content_123.htm", None, HTML, "content_123.htm"),
    ("/show.aspx", None, HTML, "show.aspx.html"),
    ("/t20180301_1.shtml", None, HTML, "t20180301_1.shtml.html"),
    ("/gov/report/", None, HTML, "report.html"),
    ("/", None, HTML, "127.0.0.1.html"),
    ("/download", None, "application/pdf", "download.pdf"),
    ("/download", None, "application/x-something", "download"),
    ("/d", 'attachment; filename="报告.docx"', "application/octet-stream", "报告.docx"),
    ("/d", "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.doc", "x/y", "报告.doc"),
    ("/d", "attachment; filename=%E6%8A%A5%E5%91%8A.doc", "x/y", "报告.doc"),
    ("/d", 'attachment; filename="../../../etc/cron.d/x.html"', HTML, "x.html"),
    ("/d", 'attachment; filename="..\\\\..\\\\boot.txt"', HTML, "boot.txt"),
    ("/d", 'attachment; filename="/etc/passwd"', "text/plain", "passwd.txt"),
    ("/d", "attachment; filename*=UTF-8''a%0D%0Ab%00%1b%5B2J.html", HTML, "a-b-2J.html"),
    ("/d", "attachment; filename*=UTF-8''a%E2%80%AElmth.html", HTML, "a-lmth.html"),
    ("/d", 'attachment; filename="a.html\r\n b"', HTML, "a.html-b.html"),
    ("/d", 'attachment; filename=".."', HTML, "127.0.0.1.html"),
    ("/d", 'attachment; filename=".bashrc"', HTML, "bashrc.html"),
    ("/d", 'attachment; filename="-rf.html"', HTML, "rf.html"),
    ("/d", 'attachment; filename="CON.html"', HTML, "_CON.html"),
    ("/d", 'attachment; filename="a:b*c?.html"', HTML, "a-b-c.html"),
    ("/d", f'attachment; filename="{"x" * 1500}.html"', HTML, "x" * 50 + ".html"),
    ("/d", 'attachment; filename="' + '";' * 30_000, HTML, "d.html"),
    ("/..%2f..%2fetc%2fpasswd", None, "text/plain", "passwd.txt"),
    ("/a%0d%0aSet-Cookie:x", None, HTML, "a-Set-Cookie-x.html"),
    ("/%D5%FE%B8%AE.html", None, HTML, "政府.html"),
]


@pytest.mark.parametrize(("path", "disposition", "kind", "expected"), NAMES)
def test_a_file_gets_a_safe_name(server, tmp_path, path, disposition, kind, expected):
    def answer(request):
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: %s\r\n" % kind.encode())
        if disposition:
            request.wfile.write(b"Content-Disposition: %s\r\n" % disposition.encode())
        request.wfile.write(b"\r\nbody")

    server.answers[path] = answer
    start = time.monotonic()
    got = fetch_document(server.url + path, folder=tmp_path / "in", allow=here)
    assert time.monotonic() - start < 2
    assert got == tmp_path / "in" / expected
    assert [one.name for one in tmp_path.iterdir()] == ["in"]


def test_a_name_of_gbk_bytes_is_read(server, tmp_path):
    def answer(request):
        request.wfile.write(b'HTTP/1.0 200 OK\r\nContent-Disposition: x; filename="')
        request.wfile.write("政府工作报告.doc".encode("gbk") + b'"\r\n\r\nbody')

    server.answers["/d"] = answer
    path = fetch_document(server.url + "/d", folder=tmp_path, allow=here)
    assert path.name == "政府工作报告.doc"


# What is refused


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a.txt",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "javascript:alert(1)",
        "example.org/a.html",
        "",
        "http://",
        "http:///a.html",
        "http://user:secret@127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:x/",
        "http://[::1/",
        "http://a b.example/",
        "http://a..example/",
        "http://good.example\\.evil.example/",
        "http://" + "a" * 300 + ".example/",
        "http://" + "政" * 100_000 + "/",
        "http://127.0.0.1/\r\nHost: evil",
        "http://127.0.0.1/\x00",
        "http://127.0.0.1/\x1b[2J",
    ],
)
def test_what_is_no_plain_web_address_is_refused(tmp_path, url):
    start = time.monotonic()
    assert refused(url, tmp_path / "in") == "bad_address"
    assert time.monotonic() - start < 1


def test_a_message_does_not_repeat_a_password(tmp_path):
    with pytest.raises(Refusal) as caught:
        fetch_document("http://user:secret@example.org/\x1b", folder=tmp_path)
    assert "secret" not in repr(caught.value.args)


FORBIDDEN = """
127.0.0.1 127.1.2.3 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 192.0.0.1 192.0.0.9 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::808:808 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1
2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1
5f00::1 fc00::1 fd00::1 fe80::1 fe80::1%1 fec0::1 ff02::1 ff0e::1
"""
PUBLIC = "8.8.8.8 1.1.1.1 223.5.5.5 2400:3200::1 2620:0:861:ed1a::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8"


def test_only_public_addresses_are_public():
    assert [one for one in FORBIDDEN.split() if is_public(ip_address(one))] == []
    assert [one for one in PUBLIC.split() if not is_public(ip_address(one))] == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1"])
def test_loopback_is_refused_however_it_is_written(server, tmp_path, host):
    server.says("/a.html")
    url = f"http://{host}:{server.port}/a.html"
    assert refused(url, tmp_path / "in", allow=None) == "forbidden_address"
    assert server.asked == []


def test_one_forbidden_address_among_public_ones_is_enough(tmp_path, monkeypatch):
    name_resolves(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    assert refused("http://example.org/", tmp_path, allow=None) == "forbidden_address"


def test_the_connection_goes_to_the_address_that_was_checked(server, tmp_path, monkeypatch):
    # The second look-up would give another address: there must be none for this connection.
    real = socket.getaddrinfo
    looked_up = []

    def rebinding(host, port, *args, **kwargs):
        if host == "report.example":
            looked_up.append(host)
            return real("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2", port, *args, **kwargs)
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.says("/a.html")
    fetch_document(f"http://report.example:{server.port}/a.html", folder=tmp_path, allow=here)
    assert looked_up == ["report.example"]
    assert server.headers[0]["Host"] == f"report.example:{server.port}"


def test_another_address_is_tried_where_one_does_not_answer(server, tmp_path, monkeypatch):
    real = socket.getaddrinfo
    closed = socket.socket()
    closed.bind(("127.0.0.3", server.port))  # bound, and nobody listens

    def two(host, port, *args, **kwargs):
        if host != "report.example":
            return real(host, port, *args, **kwargs)
        return real("127.0.0.3", port, *args, **kwargs) + real("127.0.0.1", port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", two)
    server.says("/a.html")
    url = f"http://report.example:{server.port}/a.html"
    assert fetch_document(url, folder=tmp_path, allow=lambda one: one.is_loopback).exists()
    closed.close()


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_name_the_file(server, tmp_path, status):
    server.leads("/old", "new/report.html", status)
    server.says("/new/report.html")
    path = fetch_document(server.url + "/old", folder=tmp_path, allow=here)
    assert path.name == "report.html"


def test_five_redirects_are_followed_and_not_six(server, tmp_path):
    for number in range(6):
        server.leads(f"/{number}", f"/{number + 1}")
    server.says("/6")
    assert fetch_document(server.url + "/1", folder=tmp_path / "a", allow=here).name == "6"
    assert refused(server.url + "/0", tmp_path / "b") == "too_many_redirects"
    assert refused(server.url + "/4", tmp_path / "b", max_redirects=1) == "too_many_redirects"


def test_a_loop_ends(server, tmp_path):
    assert refused(server.leads("/a", "/a"), tmp_path / "in") == "too_many_redirects"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://127.0.0.2:{port}/secret", "forbidden_address"),
        ("//127.0.0.2:{port}/secret", "forbidden_address"),
        ("http://10.0.0.1/", "forbidden_address"),
        ("http://169.254.169.254/latest/meta-data/", "forbidden_address"),
        ("http://[::1]/", "forbidden_address"),
        ("http://[::ffff:10.0.0.1]/", "forbidden_address"),
        ("http://2130706434/", "forbidden_address"),
        ("file:///etc/passwd", "bad_address"),
        ("ftp://127.0.0.1/", "bad_address"),
        ("http://user:pw@127.0.0.1:{port}/secret", "bad_address"),
    ],
)
def test_a_redirect_is_checked_like_an_address(server, tmp_path, target, code):
    server.says("/secret")
    url = server.leads("/a", target.format(port=server.port))
    assert refused(url, tmp_path / "in") == code
    assert server.asked == ["/a"]


def test_a_redirect_with_raw_bytes_or_line_breaks_stays_one_address(server, tmp_path):
    def answer(request):
        request.wfile.write(b"HTTP/1.0 302 Found\r\nLocation: /")
        request.wfile.write("报告".encode("gbk") + b".html?a=\r\n b\r\n\r\n")

    server.answers["/a"] = answer
    server.says("/" + quote("报告".encode("gbk")) + ".html")
    path = fetch_document(server.url + "/a", folder=tmp_path, allow=here)
    assert path.name == "报告.html"
    assert server.asked[1].count("\r") == 0


# Limits


@pytest.mark.parametrize("status", [204, 206, 304, 400, 403, 404, 500, 503])
def test_another_status_is_no_document(server, tmp_path, status):
    assert refused(server.says("/a.html", b"", status), tmp_path / "in") == "http_status"


def test_a_stated_length_above_the_limit_is_refused_at_once(server, tmp_path):
    url = server.says("/a.html", b"short", Content_Length=str(10**12))
    assert refused(url, tmp_path / "in") == "too_large"


def test_a_body_of_just_the_limit_is_taken_and_one_byte_more_is_not(server, tmp_path):
    url = server.says("/a.html", b"x" * 1000)
    assert refused(url, tmp_path / "in", max_bytes=999) == "too_large"
    assert fetch_document(url, folder=tmp_path / "in", allow=here, max_bytes=1000).exists()


def test_an_endless_body_is_refused(server, tmp_path):
    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    server.answers["/a"] = endless
    assert refused(server.url + "/a", tmp_path / "in", max_bytes=2**20) == "too_large"


def test_a_gzip_bomb_is_refused_by_what_it_unpacks_to(server, tmp_path):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as bomb:
        for _ in range(200):
            bomb.write(bytes(2**20))
    assert len(packed.getvalue()) < 2**20
    url = server.says("/a.html", packed.getvalue(), Content_Encoding="gzip")
    start = time.monotonic()
    assert refused(url, tmp_path / "in") == "too_large"
    assert time.monotonic() - start < 5


def drip(request):
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    while True:
        request.wfile.write(b"x")
        time.sleep(0.05)


def drip_headers(request):
    request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
    while True:
        request.wfile.write(b"x")
        time.sleep(0.05)


def silent(request):
    time.sleep(3)


@pytest.mark.parametrize("answer", [drip, drip_headers, silent])
def test_a_slow_server_has_the_time_of_the_whole_download(server, tmp_path, answer):
    server.answers["/a"] = answer
    before = threading.active_count()
    start = time.monotonic()
    assert refused(server.url + "/a", tmp_path / "in", timeout=0.4) == "timed_out"
    assert time.monotonic() - start < 2
    if answer is not silent:  # hung up, so that the server and our own thread end
        time.sleep(0.3)
        assert threading.active_count() <= before


def test_redirects_share_the_time(server, tmp_path):
    def slow(request):
        time.sleep(0.3)
        request.send_response(302)
        request.send_header("Location", "/a")
        request.end_headers()

    server.answers["/a"] = slow
    assert refused(server.url + "/a", tmp_path / "in", timeout=0.5) == "timed_out"


def test_a_slow_look_up_has_the_time_of_the_whole_download(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(2))
    start = time.monotonic()
    assert refused("http://example.org/", tmp_path / "in", timeout=0.3) == "timed_out"
    assert time.monotonic() - start < 1


BROKEN = [
    b"HTTP/1.0 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE, mtime=0)[:-9],
    b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip",
    b"HTTP/1.0 200 OK\r\nContent-Encoding: br\r\n\r\nbrotli",
    b"HTTP/1.0 200 OK\r\n" + b"X: y\r\n" * 1000,
    b"HTTP/1.0 200 OK\r\nX: " + b"y" * 200_000,
    b"\x1b[2Jnot http at all\r\n\r\n",
    b"",
]


@pytest.mark.parametrize("raw", BROKEN)
def test_half_a_document_is_none(server, tmp_path, raw):
    server.answers["/a"] = lambda request: request.wfile.write(raw)
    assert refused(server.url + "/a", tmp_path / "in") == "broken_off"


def test_without_a_network_there_is_a_clear_word(tmp_path, monkeypatch):
    def none(*args, **kwargs):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", none)
    assert refused("https://example.org/", tmp_path / "in") == "no_network"


def test_a_port_where_nobody_listens_cannot_be_reached(tmp_path):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        assert refused(url, tmp_path / "in") == "no_network"


def test_a_folder_that_cannot_be_written_is_named(server, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refusal) as caught:
        fetch_document(server.says("/a.html"), folder=tmp_path / "file", allow=here)
    assert caught.value.code == "not_saved"
    assert caught.value.place == str(tmp_path / "file")


def test_a_write_that_fails_leaves_nothing(server, tmp_path, monkeypatch):
    def full(path, body):
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert refused(server.says("/a.html"), tmp_path / "in") == "not_saved"


# https


@pytest.fixture
def certified(tmp_path, monkeypatch) -> ssl.SSLContext:
    """A certificate for report.example that this test trusts."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not there")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    order = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=report.example"
    order += f" -addext subjectAltName=DNS:report.example -keyout {key} -out {certificate}"
    subprocess.run(order.split(), check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_https_asks_by_name_at_the_address_that_was_checked(certified, tmp_path, monkeypatch):
    names = []
    certified.sni_callback = lambda one, name, context: names.append(name)
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *args, **kwargs: real("127.0.0.1", *args, **kwargs)
    )
    with serving(certified) as server:
        server.says("/a.html")
        url = f"https://report.example:{server.port}/a.html"
        assert fetch_document(url, folder=tmp_path / "in", allow=here).read_bytes() == PAGE
    assert names == ["report.example"]


def test_a_certificate_of_another_name_is_refused(certified, tmp_path, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *args, **kwargs: real("127.0.0.1", *args, **kwargs)
    )
    with serving(certified) as server:
        url = f"https://other.example:{server.port}/"
        assert refused(url, tmp_path / "in") == "bad_certificate"


def test_https_to_a_server_without_it_cannot_be_reached(server, tmp_path):
    url = f"https://127.0.0.1:{server.port}/"
    assert refused(url, tmp_path / "in", timeout=5) in ("no_network", "broken_off")


def test_http_client_still_takes_a_socket_that_it_is_given(server):
    """What the check of addresses rests on."""
    server.says("/a.html")
    connection = http.client.HTTPConnection("name.invalid", 80)
    connection.sock = socket.create_connection(("127.0.0.1", server.port))
    connection.request("GET", "/a.html")
    assert connection.getresponse().read() == PAGE
    connection.close()
