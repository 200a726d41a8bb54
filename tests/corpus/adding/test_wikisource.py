import json
import socket
import time
from email.utils import formatdate
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.adding.wikisource import (
    NATIONAL_REPORTS,
    fetch_national,
    national_path,
    national_reports,
)
from corpus.reading.document import read_document
from tests.corpus.adding.conftest import Server, here

TEXT = "<p>" + "各位代表：现在，我代表国务院，向大会作政府工作报告。" * 100 + "</p>"


@pytest.fixture
def wiki(server) -> Server:
    """A wiki's API that has every page; ``server.special`` answers for some."""
    server.special = {}

    def api(request):
        asked = {name: one for name, (one,) in parse_qs(urlsplit(request.path).query).items()}
        special = server.special.get(asked["page"][:4])
        content, status, headers = special.pop(0) if special else (None, 200, {})
        found = {"title": asked["page"], "pageid": 1, "revid": 42, "text": TEXT}
        body = json.dumps({"parse": found} if content is None else content).encode()
        server.says("/answer", body, status, Content_Type="application/json", **headers)
        server.answers["/answer"](request)

    server.answers["/w/api.php"] = api
    server.api = server.url + "/w/api.php"
    server.slept = []
    return server


def national(wiki: Server, years, folder: Path, **options):
    options = {"allow": here, "api": wiki.api, "sleep": wiki.slept.append, **options}
    return fetch_national(years, folder=folder, **options)


def error(code: str, **headers: str):
    return ({"error": {"code": code, "info": "…"}}, 200, headers)


def test_reports_are_saved_one_a_year_and_can_be_read(wiki, tmp_path):
    told = []
    fetched = national(
        wiki, range(1975, 1980), tmp_path / "in", progress=lambda *one: told.append(one)
    )
    assert [path.name for path in fetched.saved] == [
        f"national-{year}.html" for year in (1975, 1978, 1979)
    ]
    assert (fetched.absent, fetched.refused, fetched.untried) == ((1976, 1977), (), ())
    assert told == [("1975", 1, 3), ("1978", 2, 3), ("1979", 3, 3)]
    text = read_document(fetched.saved[0]).text
    assert national_reports()[1975].title in text
    assert "我代表国务院" in text
    page = fetched.saved[0].read_text(encoding="utf-8")
    assert f"{wiki.url}/w/index.php?oldid=42" in page


def test_the_api_is_asked_politely(wiki, tmp_path):
    national(wiki, [2018, 2019, 2017], tmp_path, pause=2.5)
    assert wiki.slept == [2.5, 2.5]
    question = parse_qs(urlsplit(wiki.asked[0]).query)
    assert question["page"] == ["2017年中华人民共和国国务院政府工作报告"]
    assert question["action"] == ["parse"]
    assert question["maxlag"] == ["5"]
    assert all(one["User-Agent"].startswith("gov-work-report/") for one in wiki.headers)


def test_years_that_are_there_are_not_asked_for_again(wiki, tmp_path):
    first = national(wiki, range(2017, 2020), tmp_path)
    before = {path: path.read_bytes() for path in first.saved}
    wiki.asked.clear()
    again = national(wiki, range(2017, 2020), tmp_path)
    assert wiki.asked == []
    assert (again.saved, again.present) == ((), (2017, 2018, 2019))
    (tmp_path / "national-2018.html").unlink()
    assert [one.name for one in national(wiki, range(2017, 2020), tmp_path).saved] == [
        "national-2018.html"
    ]
    assert {path: path.read_bytes() for path in first.saved} == before


def test_without_a_network_it_stops_at_the_first_report(wiki, tmp_path, monkeypatch):
    names = []

    def none(host, *args, **kwargs):
        names.append(host)
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", none)
    fetched = national(wiki, range(1954, 2027), tmp_path, api="https://zh.wikisource.org/w/api.php")
    assert names == ["zh.wikisource.org"]
    assert [one.code for one in fetched.refused] == ["no_network"]
    assert len(fetched.untried) == len(national_reports()) - 1
    assert wiki.slept == []


def test_loopback_is_refused_here_too(wiki, tmp_path):
    (refusal,) = national(wiki, [2018], tmp_path, allow=None).refused
    assert refusal.code == "forbidden_address"
    assert wiki.asked == []


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        (error("maxlag", Retry_After="7"), 7),
        (error("ratelimited"), 5),
        (({}, 429, {"Retry_After": "11"}), 11),
        (({}, 503, {}), 5),
        (({}, 503, {"Retry_After": "soon"}), 5),
    ],
)
def test_a_server_that_asks_to_wait_is_waited_for(wiki, tmp_path, answer, waits):
    wiki.special = {"2018": [answer]}
    fetched = national(wiki, [2018], tmp_path)
    assert (len(fetched.saved), wiki.slept) == (1, [waits])


def test_a_date_to_wait_for_is_understood(wiki, tmp_path):
    later = formatdate(time.time() + 60, usegmt=True)
    wiki.special = {"2018": [({}, 429, {"Retry_After": later})]}
    national(wiki, [2018], tmp_path)
    assert 55 < wiki.slept[0] <= 60


@pytest.mark.parametrize(
    ("answers", "asked"), [([({}, 429, {"Retry_After": "86400"})], 1), ([error("maxlag")] * 9, 4)]
)
def test_a_server_that_asks_for_too_much_is_left_alone(wiki, tmp_path, answers, asked):
    wiki.special = {"2018": list(answers)}
    fetched = national(wiki, range(2018, 2024), tmp_path)
    assert [one.code for one in fetched.refused] == ["server_busy"]
    assert fetched.untried == (2019, 2020, 2021, 2022, 2023)
    assert len(wiki.asked) == asked


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (error("missingtitle"), "no_such_page"),
        (error("internal_api_error"), "bad_answer"),
        (({}, 403, {}), "http_status"),
        (({}, 200, {}), "bad_answer"),
        (([], 200, {}), "bad_answer"),
        (({"error": "x"}, 200, {}), "bad_answer"),
        (({"parse": {"title": "t", "revid": 1, "text": None}}, 200, {}), "bad_answer"),
        (({"parse": {"title": "t", "revid": 1, "text": "<p>消歧义</p>"}}, 200, {}), "not_a_report"),
    ],
)
def test_one_report_that_cannot_be_had_does_not_stop_the_others(wiki, tmp_path, answer, code):
    wiki.special = {"2018": [answer]}
    fetched = national(wiki, [2017, 2018, 2019], tmp_path)
    (refusal,) = fetched.refused
    assert refusal.code == code
    assert refusal.place == national_reports()[2018].title
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "national-2017.html",
        "national-2019.html",
    ]


def test_three_in_a_row_stop_it(wiki, tmp_path):
    wiki.special = {str(year): [({}, 403, {})] for year in range(2000, 2020)}
    fetched = national(wiki, range(2000, 2020), tmp_path)
    assert len(wiki.asked) == len(fetched.refused) == 3
    assert len(fetched.untried) == 17


def test_a_title_is_text_and_not_markup(wiki, tmp_path):
    page = {"title": "<script>2018</script>", "revid": 1, "text": TEXT}
    wiki.special = {"2018": [({"parse": page}, 200, {})]}
    (path,) = national(wiki, [2018], tmp_path).saved
    assert "<script>" not in path.read_text(encoding="utf-8")


def test_the_list_of_reports_is_whole():
    reports = national_reports()
    assert list(reports) == [*range(1954, 1961), 1964, 1975, *range(1978, 2027)]
    for year, report in reports.items():
        assert report.title.startswith(f"{year}年")
        assert report.delivered.startswith(f"{year}-")
        assert report.session.startswith("第") and report.session.endswith("次会议")
    assert len({report.session for report in reports.values()}) == len(reports)
    assert b"\r" not in NATIONAL_REPORTS.read_bytes()
    assert national_path(Path("x"), 1954) == Path("x/national-1954.html")
