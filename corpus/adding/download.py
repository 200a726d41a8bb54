"""Downloading single documents, from public addresses only and within limits."""

from __future__ import annotations

import gzip
import ipaddress
import itertools
import os
import re
import socket
import ssl
import threading
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

import certifi

from corpus.errors import Refusal
from corpus.files import is_device, saved

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[IPAddress], bool]

TIMEOUT = 30.0
MAX_BYTES = 20 * 2**20
MAX_REDIRECTS = 5

# The extension of a document, by the content type that the server states.
CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "multipart/related": ".mht",
    "message/rfc822": ".mht",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/x-tar": ".tar",
    "application/jsonl": ".jsonl",
}
# Extensions that tell a file's format; others (.aspx, .jsp, .php) only tell what generated it.
_SUFFIXES = {*CONTENT_TYPES.values(), ".htm", ".mhtml", ".tgz", ".gz", ".bz2", ".xz", ".dta"}

_REDIRECTS = {301, 302, 303, 307, 308}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9._:-]+")
# Names that Windows reserves for devices, whatever their extension.
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~-._?[]"


def fetch(
    url: str,
    *,
    folder: Path,
    allow: Allow | None = None,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    max_redirects: int = MAX_REDIRECTS,
) -> Path:
    """Downloads one document to a folder, completely or not at all, and leaves its bytes unchanged.

    The file is named after the server's Content-Disposition or else after the address. Its
    extension is taken from the Content-Type where the name has none that tells the format. An
    existing file is never overwritten, and the same bytes are not saved twice.

    The address of the host is looked up once and checked to be public, and the connection uses
    the address checked; every redirect is treated likewise. Proxies set in the environment are not
    used, because a proxy would look up the host itself, where nothing could be checked.

    Args:
        url: an http or https address.
        folder: where to save the file; made where it does not exist.
        allow: decides whether an address that is not public may be used all the same.
        timeout: seconds for the whole download, from looking up the host to the last byte.
        max_bytes: the largest size of the document, after decompression.
        max_redirects: the largest number of redirects.

    Returns:
        The path of the file.

    Raises:
        Refusal: ``bad_address``, ``forbidden_address``, ``no_network``, ``bad_certificate``,
            ``timed_out``, ``too_large``, ``too_many_redirects``, ``http_status``, ``broken_off``
            or ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> from corpus import Refusal
        >>> from corpus.adding import fetch
        >>> try:
        ...     fetch("http://10.1.2.3/zfgzbg2018.html", folder=Path("downloads"))
        ... except Refusal as refusal:  # an address in a local network
        ...     print(refusal.code, refusal.detail)
        forbidden_address 10.1.2.3
    """
    limits = DownloadLimits(allow, timeout, max_bytes, max_redirects)
    answer = get(url, limits)
    if answer.status != 200:
        raise Refusal("http_status", _shown(url), str(answer.status))
    return save_beside(answer.body, _file_name(answer), folder)


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet.

    An IPv6 address that represents an IPv4 address is as public as the latter: ``::ffff:a.b.c.d``,
    and ``64:ff9b::a.b.c.d``, by which networks without IPv4 reach it (RFC 6052).
    """
    if isinstance(address, ipaddress.IPv6Address):
        for network in _CARRIES_IPV4:
            if address in network:
                return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        # The only part of IPv6 that has been assigned; the rest is local, multicast or reserved.
        if address not in _GLOBAL_UNICAST:
            return False
    special = any(address in network for network in _SPECIAL)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


_CARRIES_IPV4 = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("64:ff9b::/96"))
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# Networks for special uses that some supported versions of Python regard as global.
_SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # IETF protocols
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # IETF protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which can contain any IPv4 address
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True)
class DownloadLimits:
    """The limits of a download; see ``fetch``."""

    allow: Allow | None = None
    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES
    max_redirects: int = MAX_REDIRECTS


@dataclass(frozen=True)
class Answer:
    """A server's response after all redirects; it has a body with status 200 only."""

    url: str
    status: int
    headers: Message
    body: bytes


@dataclass
class _Call:
    """A download in progress, with its deadline and the connections that it has opened."""

    url: str
    limits: DownloadLimits
    ends: float
    sockets: list[socket.socket] = field(default_factory=list)

    def left(self) -> float:
        """The seconds that remain.

        Raises:
            TimeoutError: none remain.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def hang_up(self) -> None:
        """Ends every connection, so that no thread keeps waiting for one."""
        for one in self.sockets:
            with suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)


def get(url: str, limits: DownloadLimits) -> Answer:
    """The response to a request, within its time limit.

    The work is done in a separate thread, because the limit must also hold while a host is looked
    up, which cannot be interrupted, and for a server that sends a byte now and then.
    """
    call = _Call(url, limits, time.monotonic() + limits.timeout)
    done: Future[Answer] = Future()
    threading.Thread(target=_work, args=(call, done), daemon=True).start()
    try:
        return done.result(timeout=limits.timeout)
    except TimeoutError:
        raise Refusal("timed_out", _shown(url), f"{limits.timeout:g}") from None
    except Refusal as refusal:
        # The message names the address that the user gave, not the one to which it redirects.
        raise Refusal(refusal.code, _shown(url), refusal.detail) from refusal
    finally:
        call.hang_up()


def _work(call: _Call, done: Future[Answer]) -> None:
    """Hands the response, or the error, to the caller that waits for it."""
    try:
        done.set_result(_follow(call))
    except TimeoutError as error:
        done.set_exception(error)
    except (OSError, HTTPException, EOFError, zlib.error) as error:
        short = isinstance(error, IncompleteRead)
        detail = "fewer bytes than announced" if short else str(error) or type(error).__name__
        done.set_exception(Refusal("broken_off", call.url, one_line(detail)))
    except BaseException as error:
        done.set_exception(error)


def _follow(call: _Call) -> Answer:
    """The response after all redirects."""
    url = call.url
    for _ in range(call.limits.max_redirects + 1):
        answer = _ask(_target(url), call)
        location = answer.headers.get("Location")
        if answer.status not in _REDIRECTS or not location:
            return answer
        # Servers send Chinese addresses unescaped in any encoding, so the bytes are kept.
        raw = location.encode("latin-1", "replace")
        url = urljoin(url, quote(raw, safe=_PATH_CHARACTERS + "#"))
    raise Refusal("too_many_redirects", call.url, str(call.limits.max_redirects))


class _Target(NamedTuple):
    """The parts of an address: where to connect, and what to request there."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host, with its port unless it is the usual one, for the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def _target(url: str) -> _Target:
    """The parts of an address, which is refused unless it is a plain http or https address."""
    if _CONTROL.search(url):
        raise Refusal("bad_address", _shown(url), "contains control characters")
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "")[:254].encode("idna").decode("ascii").lower()
        secure = parts.scheme == "https"
        port = (443 if secure else 80) if parts.port is None else parts.port
    except ValueError as error:
        raise Refusal("bad_address", _shown(url), "malformed host or port") from error
    if parts.scheme not in ("http", "https"):
        raise Refusal("bad_address", _shown(url), f"{parts.scheme or 'no'} protocol")
    if "@" in parts.netloc:
        raise Refusal("bad_address", _shown(url), "contains a user name or password")
    if not _HOST.fullmatch(host) or not port:
        raise Refusal("bad_address", _shown(url), "malformed host or port")
    return _Target(parts.geturl(), secure, host, port, _request_path(parts))


def _request_path(parts: SplitResult) -> str:
    """The path and query to request; parts that are already encoded stay as they are."""
    query = f"?{quote(parts.query, safe=_PATH_CHARACTERS)}" if parts.query else ""
    return quote(parts.path or "/", safe=_PATH_CHARACTERS) + query


def _ask(target: _Target, call: _Call) -> Answer:
    """The response to one request, without following redirects."""
    headers = {
        "Host": target.authority,
        "User-Agent": user_agent(),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    with closing(HTTPConnection(target.host, target.port)) as connection:
        # Given a socket, it opens none of its own and does not look up the host again.
        connection.sock = _connect(target, call)
        connection.request("GET", target.path, headers=headers)
        with closing(connection.getresponse()) as response:
            body = _body(response, call.limits.max_bytes) if response.status == 200 else b""
            return Answer(target.url, response.status, response.headers, body)


@cache
def user_agent() -> str:
    """The name of this program, as it introduces itself to servers."""
    return f"gov-work-report/{version('gov-work-report')} (text analysis for research)"


def _connect(target: _Target, call: _Call) -> socket.socket:
    """A connection to the first address of the host that accepts one, after all are checked."""
    addresses = _checked_addresses(target, call.limits.allow)
    for untried, address in zip(itertools.count(len(addresses), -1), addresses, strict=False):
        patience = call.left() / untried
        with suppress(OSError):
            plain = socket.create_connection((str(address), target.port), timeout=patience)
            call.sockets.append(plain)
            plain.settimeout(call.left())
            return _secured(plain, target, call) if target.secure else plain
    call.left()
    raise Refusal("no_network", target.url, target.host)


def _checked_addresses(target: _Target, allow: Allow | None) -> list[IPAddress]:
    """The addresses of a host, refused if any one of them is forbidden."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Refusal("no_network", target.url, target.host) from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(one[4][0]) for one in found))
    for address in addresses:
        if not (is_public(address) or (allow is not None and allow(address))):
            detail = (
                f"{target.host} is the address {address}"
                if target.host != str(address)
                else target.host
            )
            raise Refusal("forbidden_address", target.url, detail)
    return addresses


def _secured(plain: socket.socket, target: _Target, call: _Call) -> socket.socket:
    """The connection under TLS, with the certificate checked against the name of the host."""
    try:
        secured = _tls_context().wrap_socket(plain, server_hostname=target.host.rstrip("."))
    except ssl.SSLCertVerificationError as error:
        raise Refusal("bad_certificate", target.url, target.host) from error
    call.sockets.append(secured)
    return secured


def _tls_context() -> ssl.SSLContext:
    """Trusts the system's certificates and certifi's, as some Pythons do not find the system's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _body(response: HTTPResponse, max_bytes: int) -> bytes:
    """The complete, decompressed body; refused, after one byte more, where it exceeds the limit."""
    too_large = Refusal("too_large", "", f"{max_bytes / 2**20:g} MB")
    if (response.length or 0) > max_bytes:
        raise too_large
    coding = response.getheader("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise HTTPException(f"compressed as {quote(coding)}, which was not requested")
    packed = coding in ("gzip", "x-gzip")
    stream = gzip.GzipFile(fileobj=response) if packed else response
    body = stream.read(max_bytes + 1)
    if len(body) > max_bytes:
        raise too_large
    if response.length:
        raise IncompleteRead(b"")
    return body


def _shown(url: str) -> str:
    """An address for a message: on one line, and without a password."""
    return one_line(re.sub(r"//[^/?#]*@", "//…@", url))


def one_line(text: object) -> str:
    """Text from a server or a user, made safe for one line of a message on a terminal."""
    line = _CONTROL.sub("?", str(text))
    return line if len(line) <= 300 else line[:299] + "…"


def _file_name(answer: Answer) -> str:
    """A file name that is valid on every system, with an extension that tells the format."""
    parts = urlsplit(answer.url)
    stated = _stated_name(answer.headers) or _decoded(unquote_to_bytes(parts.path))
    name = _safe_name(stated) or _safe_name(parts.hostname or "") or "document"
    if Path(name).suffix.lower() in _SUFFIXES:
        return name
    stated_type = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return name + CONTENT_TYPES.get(stated_type, "")


def _stated_name(headers: Message) -> str:
    """The file name in Content-Disposition, in any of its forms; empty where there is none."""
    stated = headers.get("Content-Disposition", "")
    # A file name has at most 255 bytes, and long headers take long to parse.
    name = headers.get_filename("") if 0 < len(stated) < 2000 else ""
    with suppress(UnicodeEncodeError):
        # The name may be bytes in any encoding, or percent-encoded where it should not be.
        name = _decoded(unquote_to_bytes(name.encode("latin-1")))
    return name


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _safe_name(stated: str) -> str:
    """The last part of a path as a safe file name; empty where nothing remains.

    Example:
        >>> from corpus.adding.download import _safe_name
        >>> _safe_name("../../etc/2018年 报告.docx")
        '2018年-报告.docx'
    """
    last = re.split(r"[/\\]", stated.rstrip("/\\"))[-1]
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", last)).strip(".-")
    suffix = Path(name).suffix if len(Path(name).suffix) <= 6 else ""
    # Fifty characters of four bytes, and an extension, still fit into a file name.
    name = name[: len(name) - len(suffix)][:50].rstrip(".-") + suffix
    return f"_{name}" if is_device(name) else name


def save_beside(body: bytes, name: str, folder: Path) -> Path:
    """Writes a file completely or not at all, under a name that no other file has.

    Raises:
        Refusal: ``not_saved``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = next(one for one in _numbered(folder / name) if _is_free(one, body))
        if not path.exists():
            with saved(path) as part:
                part.write_bytes(body)
        return path
    except OSError as error:
        raise Refusal("not_saved", str(folder), error.strerror or str(error)) from error


def _numbered(path: Path) -> Iterable[Path]:
    """The path, then the same path with -2, -3 and so on."""
    yield path
    for number in itertools.count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _is_free(path: Path, body: bytes) -> bool:
    """Whether a file can have this name: no file has it, or one with the same bytes has."""
    return not os.path.lexists(path) or (path.is_file() and path.read_bytes() == body)
