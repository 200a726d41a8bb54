"""Downloading the State Council reports from Chinese Wikisource."""

from __future__ import annotations

import csv
import html
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

from corpus.adding.download import Allow, Answer, DownloadLimits, get, one_line, save_beside
from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.locking import LOCK, locked

Progress = Callable[[str, int, int], None]

API = "https://zh.wikisource.org/w/api.php"
NATIONAL_REPORTS = PROJECT / "corpus" / "reference" / "national_reports.csv"
# The shortest report, that of 1975, has 5,000 Chinese characters; a page with fewer than this is a
# stub or a list of links.
MIN_HAN = 2000
# After one of these refusals, or MAX_IN_A_ROW others in succession, further requests are pointless.
STOPPING = frozenset(
    {"no_network", "timed_out", "forbidden_address", "bad_certificate", "server_busy", "not_saved"}
)
MAX_IN_A_ROW = 3
_ATTEMPTS = 4
_LONGEST_WAIT = 120.0


@dataclass(frozen=True)
class NationalReport:
    """A State Council report, from ``reference/national_reports.csv``.

    Attributes:
        year: the report year.
        title: title of its page on Chinese Wikisource.
        delivered: ISO date of delivery; the first day where delivery took two.
        session: session of the National People's Congress.
        kind: ``work``, the premier's report on the work of the government, or a report by another
            speaker: ``plan``, ``budget`` or ``programme``.
        speaker: who delivered it, where it is not the premier.
    """

    year: int
    title: str
    delivered: str
    session: str
    kind: str
    speaker: str


@dataclass(frozen=True)
class Fetched:
    """The result for each of the years requested.

    Attributes:
        saved: the files downloaded.
        present: years whose file existed already.
        absent: years without a known report: 1961–63, 1965–74, 1976–77 and future years.
        refused: a refusal for each report that could not be downloaded.
        untried: years not attempted because the download stopped early.
    """

    saved: tuple[Path, ...]
    present: tuple[int, ...]
    absent: tuple[int, ...]
    refused: tuple[Refusal, ...]
    untried: tuple[int, ...]


@cache
def national_reports() -> Mapping[int, NationalReport]:
    """The known State Council reports, by report year.

    Example:
        >>> from corpus.adding import national_reports
        >>> report = national_reports()[2018]
        >>> report.delivered, report.session
        ('2018-03-05', '第十三届全国人民代表大会第一次会议')
    """
    with NATIONAL_REPORTS.open(encoding="utf-8", newline="") as lines:
        rows = [
            NationalReport(
                int(row["year"]),
                *(row[name] for name in ("title", "delivered", "session", "kind", "speaker")),
            )
            for row in csv.DictReader(lines)
        ]
    return {row.year: row for row in rows}


def national_path(folder: Path, year: int) -> Path:
    """The path under which the report of a year is saved."""
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
    """Downloads State Council reports from Chinese Wikisource, one file per year.

    A file contains the page as Wikisource's API renders it; its head names the source, including
    the revision. Years already in the folder are skipped, so that an interrupted download
    continues where it stopped. Without a network the download stops at the first report; where
    the server responds without a report, it stops after three failures in succession.

    Args:
        years: report years, in any order; the result names those without a report.
        folder: where to save the files; made where it does not exist.
        pause: seconds between two requests.
        progress: called after each report with its year, the number done and the number wanted.
        allow: as for ``fetch``.
        api: the address of a MediaWiki API.
        sleep: the function that waits; tests replace it.

    Returns:
        The files saved, and the years that were present, absent, refused or not attempted.

    Example:
        >>> from pathlib import Path
        >>> from corpus.adding import fetch_national
        >>> folder = Path("national")
        >>> folder.mkdir()
        >>> size = (folder / "national-2018.html").write_text("政府工作报告", encoding="utf-8")
        >>> fetched = fetch_national([1962, 2018], folder=folder)
        >>> fetched.present, fetched.absent
        ((2018,), (1962,))
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
            page = _page(known[year], api, DownloadLimits(allow), sleep)
            with locked(folder / LOCK):
                saved.append(save_beside(page, national_path(folder, year).name, folder))
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
    report: NationalReport, api: str, limits: DownloadLimits, sleep: Callable[[float], None]
) -> bytes:
    """The document of one report, made from the response of the API."""
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


def _patient(url: str, limits: DownloadLimits, sleep: Callable[[float], None]) -> dict[str, Any]:
    """The JSON in the response of an API; waits as long as the server asks, up to a limit."""
    for attempt in range(_ATTEMPTS):
        answer = get(url, limits)
        content = _json(answer)
        busy = content.get("error", {}).get("code") in ("maxlag", "ratelimited", "readonly")
        if not busy and answer.status not in (429, 503):
            return content
        wait = _retry_after(answer.headers, otherwise=5.0 * 2**attempt)
        if wait > _LONGEST_WAIT or attempt == _ATTEMPTS - 1:
            break
        sleep(wait)
    raise Refusal("server_busy", url, f"{wait:g} s")


def _json(answer: Answer) -> dict[str, Any]:
    """The JSON object in the response of an API; empty where the server only asks to wait."""
    if answer.status in (429, 503):
        return {}
    if answer.status != 200:
        raise Refusal("http_status", answer.url, str(answer.status))
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad_answer", answer.url, "not JSON") from error
    if not isinstance(content, dict) or not isinstance(content.get("error", {}), dict):
        raise Refusal("bad_answer", answer.url, "unexpected JSON")
    return content


def _retry_after(headers: Message, *, otherwise: float) -> float:
    """The seconds that a server asks to wait; Retry-After is a number or a date."""
    stated = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", stated):
        return float(stated)
    try:
        return max(parsedate_to_datetime(stated).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return otherwise


def _parsed(content: dict[str, Any]) -> dict[str, Any]:
    """The page in the response of an API, refused where it is missing or cannot be a report."""
    code = content.get("error", {}).get("code")
    if code in ("missingtitle", "invalidtitle"):
        raise Refusal("no_such_page", "")
    if code is not None:
        raise Refusal("bad_answer", "", one_line(code))
    parsed = content.get("parse")
    fields = {"title": str, "revid": int, "text": str}
    if not isinstance(parsed, dict) or not all(
        isinstance(parsed.get(name), kind) for name, kind in fields.items()
    ):
        raise Refusal("bad_answer", "", "unexpected JSON")
    if (han := len(re.findall(r"[\u4e00-\u9fff]", parsed["text"]))) < MIN_HAN:
        raise Refusal("not_a_report", "", f"only {han} Chinese characters")
    return parsed


def _document(parsed: dict[str, Any], api: str) -> str:
    """A web page with the title and text that Wikisource shows, and its permanent address."""
    title = html.escape(parsed["title"])
    permanent = html.escape(f"{urljoin(api, 'index.php')}?oldid={parsed['revid']}")
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<link rel="canonical" href="{permanent}">\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n{parsed['text']}\n</body>\n</html>\n"
    )
