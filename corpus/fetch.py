"""Documents from the web: one address, or the State Council reports from Wikisource's API."""

from __future__ import annotations

import csv
import gzip
import html
import ipaddress
import itertools
import json
import os
import re
import socket
import ssl
import threading
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlencode, urljoin, urlsplit

import certifi

from corpus.errors import Refusal

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[IPAddress], bool]
Progress = Callable[[str, int, int], None]

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
    limits = _Limits(allow, timeout, max_bytes, max_redirects)
    answer = _get(url, limits)
    if answer.status != 200:
        raise Refusal("http_status", _shown(url), str(answer.status))
    return _save(answer.body, _file_name(answer), folder)


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
class _Limits:
    """How far a download may go."""

    allow: Allow | None = None
    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES
    max_redirects: int = MAX_REDIRECTS


@dataclass(frozen=True)
class _Answer:
    """What a server said at the end of all redirects; the body only with status 200."""

    url: str
    status: int
    headers: Message
    body: bytes


@dataclass
class _Call:
    """One download under way: when its time is up, and the connections that it opened."""

    url: str
    limits: _Limits
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


def _get(url: str, limits: _Limits) -> _Answer:
    """The answer to a request, within the time that it has.

    The work is done in a thread of its own: the time must also be up for a look-up of a name,
    which cannot be interrupted, and for a server that sends a byte now and then.
    """
    call = _Call(url, limits, time.monotonic() + limits.timeout)
    done: Future[_Answer] = Future()
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


def _work(call: _Call, done: Future[_Answer]) -> None:
    """Puts an answer, or what went wrong, where the caller waits for it."""
    try:
        done.set_result(_follow(call))
    except TimeoutError as error:
        done.set_exception(error)
    except (OSError, HTTPException, EOFError, zlib.error) as error:
        short = isinstance(error, IncompleteRead)
        detail = "less came than was announced" if short else str(error) or type(error).__name__
        done.set_exception(Refusal("broken_off", call.url, _one_line(detail)))
    except BaseException as error:
        done.set_exception(error)


def _follow(call: _Call) -> _Answer:
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


def _ask(target: _Target, call: _Call) -> _Answer:
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
            return _Answer(target.url, response.status, response.headers, body)


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
    return _one_line(re.sub(r"//[^/?#]*@", "//…@", url))


def _one_line(text: object) -> str:
    """What a server or a user wrote, fit for a message on a terminal."""
    line = _CONTROL.sub("?", str(text))
    return line if len(line) <= 300 else line[:299] + "…"


def _file_name(answer: _Answer) -> str:
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


def _save(body: bytes, name: str, folder: Path) -> Path:
    """Writes a file whole or not at all, beside what is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = next(one for one in _numbered(folder / name) if _is_free(one, body))
        if not path.exists():
            _write(path, body)
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


def _write(path: Path, body: bytes) -> None:
    """Writes under another name first: a download that is cut off leaves nothing behind."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(body)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


# The State Council reports.

API = "https://zh.wikisource.org/w/api.php"
NATIONAL_REPORTS = Path(__file__).parent / "reference" / "national_reports.csv"
# The shortest report, of 1975, has five thousand; a page with fewer leads to others or is a stub.
MIN_HAN = 2000
# After one of these, or so many others in a row, the next report would fare no better.
STOPPING = frozenset(
    {"no_network", "timed_out", "forbidden_address", "bad_certificate", "server_busy", "not_saved"}
)
MAX_IN_A_ROW = 3
_ATTEMPTS = 4
_LONGEST_WAIT = 120.0


@dataclass(frozen=True)
class NationalReport:
    """A line of reference/national_reports.csv.

    Attributes:
        year: the report year.
        title: of the page on Chinese Wikisource.
        delivered: ISO date; the first day where it took two.
        session: of the National People's Congress.
    """

    year: int
    title: str
    delivered: str
    session: str


@dataclass(frozen=True)
class Fetched:
    """What became of the years that were asked for.

    Attributes:
        saved: files that are new.
        present: years whose file was there already.
        absent: years in which no report is known: 1961–63, 1965–74, 1976–77 and those to come.
        refused: one for each report that could not be had.
        untried: years that were left when nothing more could be had.
    """

    saved: tuple[Path, ...]
    present: tuple[int, ...]
    absent: tuple[int, ...]
    refused: tuple[Refusal, ...]
    untried: tuple[int, ...]


@cache
def national_reports() -> Mapping[int, NationalReport]:
    """The State Council reports that are known, by year."""
    with NATIONAL_REPORTS.open(encoding="utf-8", newline="") as lines:
        rows = [
            NationalReport(int(row["year"]), row["title"], row["delivered"], row["session"])
            for row in csv.DictReader(lines)
        ]
    return {row.year: row for row in rows}


def national_path(folder: Path, year: int) -> Path:
    """Where the report of a year is kept."""
    return folder / f"national-{year}.html"


def fetch_national(
    years: Iterable[int],
    *,
    folder: Path,
    pause: float = 1.0,
    progress: Progress | None = None,
    allow: Allow | None = None,
    api: str = API,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Downloads State Council reports from Chinese Wikisource, one file a year.

    A file holds the page as Wikisource's API renders it, and in its head where it comes from,
    down to the revision. Years that are in the folder are skipped, so that a run that was cut
    off goes on where it stopped. Without a network it stops at the first report; where the
    server answers but gives no report, after three in a row.

    Args:
        years: in any order; years without a report are named in the result.
        folder: made where it does not exist.
        pause: seconds between two requests.
        progress: called after each report with its year, how many are done, and how many there are.
        allow: as for ``fetch``.
        api: the address of a MediaWiki API.
        sleep: waits; tests put another in its place.
    """
    wanted = sorted(set(years))
    known = national_reports()
    present = tuple(year for year in wanted if national_path(folder, year).exists())
    todo = [year for year in wanted if year in known and year not in present]
    saved: list[Path] = []
    refused: list[Refusal] = []
    in_a_row = 0
    for done, year in enumerate(todo, 1):
        if done > 1:
            sleep(pause)
        try:
            page = _page(known[year], api, _Limits(allow), sleep)
            saved.append(_save(page, national_path(folder, year).name, folder))
            in_a_row = 0
        except Refusal as refusal:
            refused.append(refusal)
            in_a_row += 1
            if refusal.code in STOPPING or in_a_row == MAX_IN_A_ROW:
                break
        if progress:
            progress(str(year), done, len(todo))
    return Fetched(
        saved=tuple(saved),
        present=present,
        absent=tuple(year for year in wanted if year not in known and year not in present),
        refused=tuple(refused),
        untried=tuple(todo[len(saved) + len(refused) :]),
    )


def _page(
    report: NationalReport, api: str, limits: _Limits, sleep: Callable[[float], None]
) -> bytes:
    """The document of one report, made of what the API says."""
    question = {
        "action": "parse",
        "page": report.title,
        "prop": "text|revid",
        "redirects": 1,
        "disableeditsection": 1,
        "disabletoc": 1,
        "disablelimitreport": 1,
        "format": "json",
        "formatversion": 2,
        "maxlag": 5,
    }
    try:
        parsed = _parsed(_patient(f"{api}?{urlencode(question)}", limits, sleep))
    except Refusal as refusal:
        raise Refusal(refusal.code, report.title, refusal.detail) from refusal
    return _document(parsed, api).encode("utf-8")


def _patient(url: str, limits: _Limits, sleep: Callable[[float], None]) -> dict[str, Any]:
    """The JSON of an API's answer; waits as long as the server asks, up to a limit."""
    for attempt in range(_ATTEMPTS):
        answer = _get(url, limits)
        content = _json(answer)
        busy = content.get("error", {}).get("code") in ("maxlag", "ratelimited", "readonly")
        if not busy and answer.status not in (429, 503):
            return content
        wait = _retry_after(answer.headers, otherwise=5.0 * 2**attempt)
        if wait > _LONGEST_WAIT or attempt == _ATTEMPTS - 1:
            break
        sleep(wait)
    raise Refusal("server_busy", url, f"{wait:g} s")


def _json(answer: _Answer) -> dict[str, Any]:
    """The object in an API's answer; empty where the server only asks to wait."""
    if answer.status in (429, 503):
        return {}
    if answer.status != 200:
        raise Refusal("http_status", answer.url, str(answer.status))
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad_answer", answer.url, "no JSON") from error
    if not isinstance(content, dict) or not isinstance(content.get("error", {}), dict):
        raise Refusal("bad_answer", answer.url, "JSON of another form")
    return content


def _retry_after(headers: Message, *, otherwise: float) -> float:
    """Seconds that a server asks to wait: Retry-After is a number or a date."""
    stated = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", stated):
        return float(stated)
    try:
        return max(parsedate_to_datetime(stated).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return otherwise


def _parsed(content: dict[str, Any]) -> dict[str, Any]:
    """The page in an API's answer; refused where there is none or it cannot be a report."""
    code = content.get("error", {}).get("code")
    if code in ("missingtitle", "invalidtitle"):
        raise Refusal("no_such_page", "")
    if code is not None:
        raise Refusal("bad_answer", "", _one_line(code))
    parsed = content.get("parse")
    fields = {"title": str, "revid": int, "text": str}
    if not isinstance(parsed, dict) or not all(
        isinstance(parsed.get(name), kind) for name, kind in fields.items()
    ):
        raise Refusal("bad_answer", "", "JSON of another form")
    if (han := len(re.findall(r"[\u4e00-\u9fff]", parsed["text"]))) < MIN_HAN:
        raise Refusal("not_a_report", "", f"only {han} Chinese characters")
    return parsed


def _document(parsed: dict[str, Any], api: str) -> str:
    """A web page around what the API rendered; nothing is added to what a reader sees there."""
    title = html.escape(parsed["title"])
    permanent = html.escape(f"{urljoin(api, 'index.php')}?oldid={parsed['revid']}")
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<link rel="canonical" href="{permanent}">\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n{parsed['text']}\n</body>\n</html>\n"
    )
