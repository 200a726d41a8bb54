"""The commands that keep a corpus: build, add, list, show, remove, doctor."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

from corpus.adding import wikisource
from corpus.collection import corpus_at
from corpus.doctor import examine
from corpus.errors import Refusal
from tests.analysis.cli.conftest import gwr
from tests.analysis.conftest import DISTRICT_REPORT


def test_add_goes_on_after_a_refusal_and_lists_it(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    shutil.copy(DISTRICT_REPORT, sources / "district.txt")
    shutil.copy(DISTRICT_REPORT, sources / "twice.txt")
    (sources / "recipe.txt").write_text("红烧肉的做法。" * 300, encoding="utf-8")
    done = gwr("add", sources, "--corpus", tmp_path / "corpus", "--json")
    content = json.loads(done.stdout)
    assert done.exit_code == 1
    assert content["added"] == ["district"]
    assert [one["place"].rsplit("/")[-1] for one in content["refused"]] == [
        "recipe.txt",
        "twice.txt",
    ]
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["district.txt"]


def test_add_records_the_year_and_the_region(tmp_path):
    done = gwr("add", DISTRICT_REPORT, "--year", 2019, "--region", "210203", "--corpus", tmp_path)
    assert done.exit_code == 0
    rows = json.loads(gwr("list", "--corpus", tmp_path, "--json").stdout)
    assert (rows[0]["report_year"], rows[0]["region"]) == (2019, "西岗区")


def test_add_refuses_an_unknown_region_and_an_address(tmp_path):
    assert gwr("add", DISTRICT_REPORT, "--region", "999999", "--corpus", tmp_path).exit_code == 1
    done = gwr("add", "https://example.org/report.html", "--corpus", tmp_path)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_list_show_and_remove(corpus):
    assert "沙河口区" in gwr("list", "--corpus", corpus).stdout
    outline = gwr("show", "district", "--corpus", corpus).stdout
    assert "三 2018年主要工作安排  [plan_next_year]" in outline
    assert gwr("remove", "district", "--corpus", corpus).exit_code == 0
    assert gwr("show", "district", "--corpus", corpus).exit_code == 1
    done = gwr("list", "--corpus", corpus)
    assert done.exit_code == 1
    assert "gwr add" in done.stderr


def test_build_says_what_it_did(corpus):
    (corpus / "empty.txt").write_bytes(b"")
    done = gwr("build", "--corpus", corpus, "--json")
    assert done.exit_code == 1
    content = json.loads(done.stdout)
    assert content["reports"] == ["district"]
    assert "empty.txt" in content["refused"][0]["message"]


def test_what_a_document_says_is_no_markup_in_a_table(corpus):
    text = "report_id,speaker\ndistrict,[/bold]张[red]三\n"
    (corpus / "reports.csv").write_text(text, encoding="utf-8")
    done = gwr("list", "--corpus", corpus)
    assert done.exit_code == 0
    assert "[/bold]张[red]三" in done.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="its file names are always text")
@pytest.mark.parametrize("command", ["list", "doctor", "build"])
def test_a_file_name_that_is_no_text_stops_no_command(corpus, command):
    shutil.copy(DISTRICT_REPORT, corpus / os.fsdecode("报告.txt".encode("gbk")))
    done = gwr(command, "--corpus", corpus)
    assert done.exit_code == 1
    assert "not UTF-8" in done.stderr and "1 read" in done.stderr
    added = gwr("add", corpus, "--corpus", corpus / "new")
    assert "added" in added.stderr


@pytest.fixture
def fetched(monkeypatch) -> list[tuple[list[int], Path]]:
    """What was asked of Wikisource, which is not asked; it has 2018, and 2019 cannot be had."""
    asked = []

    def fetch(years, *, folder, progress):
        asked.append((list(years), folder))
        progress("2018", 1, 2)
        refusal = Refusal("not_saved", "2019", "x")
        return wikisource.Fetched((folder / "2018.html",), (2017,), (1961,), (refusal,), (2020,))

    monkeypatch.setattr(wikisource, "fetch_national", fetch)
    return asked


def test_what_was_fetched_and_what_was_not_is_told(fetched, tmp_path):
    done = gwr("fetch", "national", "--corpus", tmp_path)
    assert done.exit_code == 1
    first, untried, refused = done.stderr.splitlines()[-3:]
    assert "1 downloaded, 1 already in the corpus; no report listed for 1961." in first
    assert "1 not attempted; run the command again." in untried
    assert refused.startswith("2019: ")


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ((), list(wikisource.national_reports())),
        (("--years", "2018"), [2018]),
        (("--years", "2017-2020"), [2017, 2018, 2019, 2020]),
    ],
)
def test_the_years_asked_for_are_fetched_into_the_corpus(fetched, tmp_path, given, years):
    done = gwr("fetch", "national", *given, "--corpus", tmp_path, "--json")
    assert fetched == [(years, tmp_path)]
    assert done.exit_code == 1
    content = json.loads(done.stdout)
    assert [one["code"] for one in content.pop("refused")] == ["not_saved"]
    assert content == {
        "saved": ["2018.html"],
        "present": [2017],
        "absent": [1961],
        "untried": [2020],
    }


@pytest.mark.parametrize("years", ["2020-2018", "18", "2018-", "2018-19", "x"])
def test_what_are_no_years_is_wrong_usage(fetched, tmp_path, years):
    assert gwr("fetch", "national", "--years", years, "--corpus", tmp_path).exit_code == 2
    assert fetched == []


def test_the_doctor_finds_what_is_wrong_and_says_where_all_is_well(corpus):
    found = json.loads(gwr("doctor", "--corpus", corpus, "--json").stdout)
    expected = examine(corpus_at(corpus))
    assert found == expected.to_dict(orient="records")
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    (corpus / "half.txt").write_text("\n".join(text.splitlines()[:48]), encoding="utf-8")
    more = gwr("doctor", "--corpus", corpus)
    assert more.exit_code == 0
    assert "half" in more.stdout


def test_a_report_is_shown_as_json_as_parse_has_it(corpus):
    shown = gwr("show", "district", "--corpus", corpus, "--json")
    parsed = gwr("parse", corpus / "district.txt", "--json")
    assert json.loads(shown.stdout) == json.loads(parsed.stdout)


def test_what_is_removed_is_said_and_what_is_not_there_refused(corpus):
    done = gwr("remove", "district", "--corpus", corpus, "--json")
    assert json.loads(done.stdout) == {"removed": "district"}
    assert not (corpus / "district.txt").exists()
    again = gwr("remove", "district", "--corpus", corpus, "--json")
    assert again.exit_code == 1
    assert [one["code"] for one in json.loads(again.stdout)["refused"]] == ["unknown_report"]


def test_a_folder_without_documents_adds_nothing_and_says_so(tmp_path):
    (tmp_path / "sources").mkdir()
    done = gwr("add", tmp_path / "sources", "--corpus", tmp_path / "corpus")
    assert done.exit_code == 1
    assert not list((tmp_path / "corpus").glob("*"))
    assert str(tmp_path / "sources") in done.stderr


def test_nothing_to_add_is_refused_in_json_too(tmp_path):
    (tmp_path / "sources").mkdir()
    done = gwr("add", tmp_path / "sources", "--corpus", tmp_path / "corpus", "--json")
    content = json.loads(done.stdout)
    assert (done.exit_code, content["added"]) == (1, [])
    assert [one["code"] for one in content["refused"]] == ["no_document"]


def test_a_column_that_is_given_twice_is_said(tmp_path):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    pd.DataFrame({"t": [text], "y": ["2018年度"]}).to_csv(tmp_path / "a.csv", sep=";", index=False)
    columns = ("--text-column", "t", "--year-column", "y", "--id-column", "y")
    done = gwr("add", tmp_path / "a.csv", *columns, "--corpus", tmp_path / "corpus")
    assert done.exit_code == 0
    assert "column y is given for more than one thing" in done.stderr


def test_a_column_that_is_given_twice_is_said_without_a_column_of_texts_too(tmp_path):
    pd.DataFrame({"t": ["x"], "y": [2018]}).to_csv(tmp_path / "a.csv", index=False)
    columns = ("--year-column", "y", "--id-column", "y")
    done = gwr("add", tmp_path / "a.csv", *columns, "--corpus", tmp_path / "corpus")
    assert done.exit_code == 1
    assert "column y is given for more than one thing" in done.stderr
    assert "--text-column" in done.stderr


@pytest.mark.parametrize("command", ["list", "doctor"])
def test_the_tables_are_whole_in_chinese(corpus, command):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    (corpus / "half.txt").write_text(text[:9000], encoding="utf-8")
    done = gwr(command, "--corpus", corpus, language="zh")
    head, *rows = done.stdout.splitlines()
    assert not re.search("[A-Za-z]", head) and "报告编号" in head
    ids = r"district|half|reports\.csv|gwr \w+"
    codes = "|".join(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b|refused", done.stdout))
    assert not re.search("[A-Za-z]", re.sub(f"{ids}|{codes}" if codes else ids, "", str(rows)))
    assert "县级" in done.stdout or command == "doctor"


def test_a_row_from_before_is_mentioned_and_completed(tmp_path):
    rows = "report_id,note\ndistrict,手工核对\n"
    (tmp_path / "reports.csv").write_text(rows, encoding="utf-8")
    done = gwr("add", DISTRICT_REPORT.with_name("shahekou-2018.txt"), "--corpus", tmp_path)
    assert "from before" not in done.stderr
    copy = tmp_path / "new" / "district.txt"
    copy.parent.mkdir()
    gwr("remove", "shahekou-2018", "--corpus", tmp_path)
    shutil.copy(DISTRICT_REPORT, copy)
    done = gwr("add", copy, "--year", 2019, "--corpus", tmp_path)
    assert done.exit_code == 0 and "reports.csv has a row for district from before" in done.stderr
    text = (tmp_path / "reports.csv").read_text(encoding="utf-8")
    assert "手工核对" in text and "2019" in text


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_corpus_for_reading_only_is_listed(tmp_path):
    gwr("add", DISTRICT_REPORT, "--corpus", tmp_path)
    assert gwr("list", "--corpus", tmp_path).exit_code == 0
    paths = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]
    for path in paths:
        path.chmod(0o500)
    try:
        assert gwr("list", "--corpus", tmp_path).exit_code == 0
        refused = gwr("remove", DISTRICT_REPORT.stem, "--corpus", tmp_path)
        assert refused.exit_code == 1 and "Permission denied" in refused.stderr
    finally:
        for path in paths:
            path.chmod(0o700)


def test_build_finds_a_byte_that_the_disk_has_changed(corpus):
    gwr("build", "--corpus", corpus)
    [path] = (corpus_at(corpus).store / "texts").glob("*.parquet")
    before, about = path.read_bytes(), path.stat()
    path.write_bytes(before[:99] + bytes([before[99] ^ 255]) + before[100:])
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    done = gwr("build", "--corpus", corpus)
    assert done.exit_code == 0
    assert f"{path}: a file of the data store was damaged" in done.stderr
    assert path.read_bytes() == before
