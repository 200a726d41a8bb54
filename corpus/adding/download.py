"""Downloads of single documents: public addresses only, with limits."""

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
from corpus.files import saved

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[IPAddress], bool]

TIMEOUT = 30.0
MAX_BYTES = 20 * 2**20
MAX_REDIRECTS = 5

# What an address leads to, by the type that the server states.
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
# Endings that say what a file is; others (.aspx, .jsp, .php) only say what made it.
_SUFFIXES = {*CONTENT_TYPES.values(), ".htm", ".mhtml", ".tgz", ".gz", ".bz2", ".xz", ".dta"}

_REDIRECTS = {301, 302, 303, 307, 308}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9._:-]+")
# Names that Windows keeps for devices, whatever ending they have.
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
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
    """Downloads one document into a folder, whole or not at all, its bytes as the server has them.

    The file takes its name from the server's Content-Disposition or else from the address, and
    its ending from the Content-Type where the name has none that says what the file is. A file
    that is already there is never overwritten; the same bytes are not saved twice.

    A host's addresses are looked up once, checked, and the connection goes to the address that
    was checked, at every redirect again. Proxies that the environment names are not used: a
    proxy would look the host up itself, and nothing could be checked.

    Args:
        url: http or https.
        folder: made where it does not exist.
        allow: says of an address that is not public whether it may be used all the same.
        timeout: seconds for everything, from the first look-up of a name to the last byte.
        max_bytes: of the document, after decompression.
        max_redirects: how often the address may lead to another.

    Returns:
        The file.

    Raises:
        Refusal: ``bad_address``, ``forbidden_address``, ``no_network``, ``bad_certificate``,
            ``timed_out``, ``too_large``, ``too_many_redirects``, ``http_status``, ``broken_off``
            or ``not_saved``.
    """
    limits = Limits(allow, timeout, max_bytes, max_redirects)
    answer = get(url, limits)
    if answer.status != 200:
        raise Refusal("http_status", _shown(url), str(answer.status))
    return save_beside(answer.body, _file_name(answer), folder)


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet.

    An IPv6 address that stands for an IPv4 one is as public as that one: ``::ffff:a.b.c.d``, and
    ``64:ff9b::a.b.c.d``, which is how networks without IPv4 reach it (RFC 6052).
    """
    if isinstance(address, ipaddress.IPv6Address):
        for network in _CARRIES_IPV4:
            if address in network:
                return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        # The only part of IPv6 that has been given out; the rest is local, multicast or reserved.
        if address not in _GLOBAL_UNICAST:
            return False
    special = any(address in network for network in _SPECIAL)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


_CARRIES_IPV4 = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("64:ff9b::/96"))
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# Special uses that some of the Python versions we run on call global.
_SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # IETF protocols
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # IETF protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: any IPv4 address inside
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True)
class Limits:
    """How far a download may go."""

    allow: Allow | None = None
    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES
    max_redirects: int = MAX_REDIRECTS


@dataclass(frozen=True)
class Answer:
    """What a server said at the end of all redirects; the body only with status 200."""

    url: str
    status: int
    headers: Message
    body: bytes


@dataclass
class _Call:
    """One download under way: when its time is up, and the connections that it opened."""

    url: str
    limits: Limits
    ends: float
    sockets: list[socket.socket] = field(default_factory=list)

    def left(self) -> float:
        """Seconds that are left; TimeoutError where none are."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def hang_up(self) -> None:
        """Ends every connection, so that whoever waits for one goes on."""
        for one in self.sockets:
            with suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)


def get(url: str, limits: Limits) -> Answer:
    """The answer to a request, within the time that it has.

    The work is done in a thread of its own: the time must also be up for a look-up of a name,
    which cannot be interrupted, and for a server that sends a byte now and then.
    """
    call = _Call(url, limits, time.monotonic() + limits.timeout)
    done: Future[Answer] = Future()
    threading.Thread(target=_work, args=(call, done), daemon=True).start()
    try:
        return done.result(timeout=limits.timeout)
    except TimeoutError:
        raise Refusal("timed_out", _shown(url), f"{limits.timeout:g}") from None
    except Refusal as refusal:
        # The address that the user gave, not the one that it led to.
        raise Refusal(refusal.code, _shown(url), refusal.detail) from refusal
    finally:
        call.hang_up()


def _work(call: _Call, done: Future[Answer]) -> None:
    """Puts an answer, or what went wrong, where the caller waits for it."""
    try:
        done.set_result(_follow(call))
    except TimeoutError as error:
        done.set_exception(error)
    except (OSError, HTTPException, EOFError, zlib.error) as error:
        short = isinstance(error, IncompleteRead)
        detail = "less came than was announced" if short else str(error) or type(error).__name__
        done.set_exception(Refusal("broken_off", call.url, one_line(detail)))
    except BaseException as error:
        done.set_exception(error)


def _follow(call: _Call) -> Answer:
    """The answer at the end of all redirects."""
    url = call.url
    for _ in range(call.limits.max_redirects + 1):
        answer = _ask(_target(url), call)
        location = answer.headers.get("Location")
        if answer.status not in _REDIRECTS or not location:
            return answer
        # Servers write Chinese addresses as they are, in any encoding; the bytes are kept.
        raw = location.encode("latin-1", "replace")
        url = urljoin(url, quote(raw, safe=_PATH_CHARACTERS + "#"))
    raise Refusal("too_many_redirects", call.url, str(call.limits.max_redirects))


class _Target(NamedTuple):
    """An address taken apart: where the connection goes, and what is asked for there."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the server wants to read it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def _target(url: str) -> _Target:
    """An address taken apart; refused where it is not a plain http or https address."""
    if _CONTROL.search(url):
        raise Refusal("bad_address", _shown(url), "it holds control characters")
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "")[:254].encode("idna").decode("ascii").lower()
        secure = parts.scheme == "https"
        port = (443 if secure else 80) if parts.port is None else parts.port
    except ValueError as error:
        raise Refusal("bad_address", _shown(url), "its host or port is malformed") from error
    if parts.scheme not in ("http", "https"):
        raise Refusal("bad_address", _shown(url), f"{parts.scheme or 'no'} protocol")
    if "@" in parts.netloc:
        raise Refusal("bad_address", _shown(url), "it holds a user name or password")
    if not _HOST.fullmatch(host) or not port:
        raise Refusal("bad_address", _shown(url), "its host or port is malformed")
    return _Target(parts.geturl(), secure, host, port, _request_path(parts))


def _request_path(parts: SplitResult) -> str:
    """What is asked for at the server; what is encoded already stays as it is."""
    query = f"?{quote(parts.query, safe=_PATH_CHARACTERS)}" if parts.query else ""
    return quote(parts.path or "/", safe=_PATH_CHARACTERS) + query


def _ask(target: _Target, call: _Call) -> Answer:
    """One request to one server, redirects not followed."""
    headers = {
        "Host": target.authority,
        "User-Agent": user_agent(),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    with closing(HTTPConnection(target.host, target.port)) as connection:
        # With a socket given it opens none of its own, and so looks no name up again.
        connection.sock = _connect(target, call)
        connection.request("GET", target.path, headers=headers)
        with closing(connection.getresponse()) as response:
            body = _body(response, call.limits.max_bytes) if response.status == 200 else b""
            return Answer(target.url, response.status, response.headers, body)


@cache
def user_agent() -> str:
    """Who asks, as servers like to know it."""
    return f"gov-work-report/{version('gov-work-report')} (text analysis for research)"


def _connect(target: _Target, call: _Call) -> socket.socket:
    """A connection to the first of a host's addresses that takes one; all are checked before."""
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
    """The addresses of a host; one that is forbidden is enough to refuse them all."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Refusal("no_network", target.url, target.host) from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(one[4][0]) for one in found))
    for address in addresses:
        if not (is_public(address) or (allow is not None and allow(address))):
            detail = f"{target.host} is {address}" if target.host != str(address) else target.host
            raise Refusal("forbidden_address", target.url, detail)
    return addresses


def _secured(plain: socket.socket, target: _Target, call: _Call) -> socket.socket:
    """The same connection under TLS, the server's certificate checked against the host's name."""
    try:
        secured = _tls_context().wrap_socket(plain, server_hostname=target.host.rstrip("."))
    except ssl.SSLCertVerificationError as error:
        raise Refusal("bad_certificate", target.url, target.host) from error
    call.sockets.append(secured)
    return secured


def _tls_context() -> ssl.SSLContext:
    """Trusts what the system trusts, and certifi's list, since some Pythons find no system's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _body(response: HTTPResponse, max_bytes: int) -> bytes:
    """The whole body, decompressed, or a refusal; never more than one byte above the limit."""
    too_large = Refusal("too_large", "", f"{max_bytes / 2**20:g} MB")
    if (response.length or 0) > max_bytes:
        raise too_large
    coding = response.getheader("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise HTTPException(f"it is compressed as {quote(coding)}, which was not asked for")
    packed = coding in ("gzip", "x-gzip")
    stream = gzip.GzipFile(fileobj=response) if packed else response
    body = stream.read(max_bytes + 1)
    if len(body) > max_bytes:
        raise too_large
    if response.length:
        raise IncompleteRead(b"")
    return body


def _shown(url: str) -> str:
    """An address for a message: on one line, without a password."""
    return one_line(re.sub(r"//[^/?#]*@", "//…@", url))


def one_line(text: object) -> str:
    """What a server or a user wrote, fit for a message on a terminal."""
    line = _CONTROL.sub("?", str(text))
    return line if len(line) <= 300 else line[:299] + "…"


def _file_name(answer: Answer) -> str:
    """A name that is safe on every system, with an ending that says what the file is."""
    parts = urlsplit(answer.url)
    stated = _stated_name(answer.headers) or _decoded(unquote_to_bytes(parts.path))
    name = _safe_name(stated) or _safe_name(parts.hostname or "") or "document"
    if Path(name).suffix.lower() in _SUFFIXES:
        return name
    stated_type = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return name + CONTENT_TYPES.get(stated_type, "")


def _stated_name(headers: Message) -> str:
    """The file name in Content-Disposition, which comes in many ways; empty where there is none."""
    stated = headers.get("Content-Disposition", "")
    # A name has at most 255 bytes, and longer headers take long to take apart.
    name = headers.get_filename("") if 0 < len(stated) < 2000 else ""
    with suppress(UnicodeEncodeError):
        # As bytes of some encoding, or percent-encoded where it should not be.
        name = _decoded(unquote_to_bytes(name.encode("latin-1")))
    return name


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _safe_name(stated: str) -> str:
    """The last part of a path, of letters, digits, dots and hyphens; empty where nothing is left.

    >>> _safe_name("../../etc/2018年 报告.docx")
    '2018年-报告.docx'
    """
    last = re.split(r"[/\\]", stated.rstrip("/\\"))[-1]
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", last)).strip(".-")
    suffix = Path(name).suffix if len(Path(name).suffix) <= 6 else ""
    # Fifty characters of four bytes still fit into a file name, with an ending.
    name = name[: len(name) - len(suffix)][:50].rstrip(".-") + suffix
    return f"_{name}" if _DEVICE.match(name) else name


def save_beside(body: bytes, name: str, folder: Path) -> Path:
    """Writes a file whole or not at all, beside what is there."""
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
    """The path, then the same with -2, -3 and so on."""
    yield path
    for number in itertools.count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _is_free(path: Path, body: bytes) -> bool:
    """Whether a file can have this name: no other has it, or the same bytes are in it."""
    return not os.path.lexists(path) or (path.is_file() and path.read_bytes() == body)
