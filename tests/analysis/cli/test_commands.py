import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from corpus.collection import PROJECT

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
METADATA = {
    "title",
    "report_year",
    "reviewed_year",
    "delivery_date",
    "published",
    "speaker",
    "speaker_post",
    "session",
    "region_code",
    "region",
    "level",
    "encoding",
}


def gwr(*words: object, language: str = "en"):
    runner = CliRunner(env={"GWR_LANGUAGE": language})
    return runner.invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    shutil.copy(REPORT, tmp_path / "district.txt")
    return tmp_path


def test_parse_prints_one_document_with_every_field_of_the_contract():
    done = gwr("parse", REPORT, "--json")
    content = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(content) == {
        "metadata",
        "body",
        "headings",
        "paragraphs",
        "quantities",
        "quoted_terms",
        "warnings",
    }
    assert set(content["metadata"]) == METADATA
    assert content["metadata"]["region_code"] == "210204"
    assert set(content["headings"][0]) == {"start", "end", "level", "number", "text", "style"}
    assert set(content["paragraphs"][0]) == {"start", "end", "orientation", "heading_path"}
    assert set(content["quantities"][0]) == {
        "sentence_id", "start", "end", "value", "value_high", "unit", "indicator", "kind", "change",
        "bound", "status", "period", "modifier",
    }  # fmt: skip


def test_parse_adds_the_text_and_the_offsets_are_in_it():
    content = json.loads(gwr("parse", REPORT, "--json", "--text").stdout)
    text = content["text"]
    assert text == REPORT.read_text(encoding="utf-8")
    assert text[content["body"]["start"] :].startswith("各位代表:")
    assert text[: content["body"]["end"]].endswith("努力奋斗!")
    for quoted in content["quoted_terms"]:
        assert text[quoted["start"] :].startswith(quoted["term"])


def test_parse_adds_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    gwr("parse", REPORT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "holds no text"),
        ("recipe.txt", "红烧肉的做法。".encode() * 300, "not a government work report"),
        ("page.xyz", b"abc", ".xyz files are not read"),
        ("picture.txt", bytes(range(256)) * 40, "not text"),
        ("broken.docx", b"PK\x03\x04 not a zip", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    done = gwr("parse", path, "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["refused"]) == 1
    assert said in done.stderr
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path):
    done = gwr("parse", tmp_path / "nothing.txt")
    assert done.exit_code == 1
    assert "no such file" in done.stderr


def test_add_goes_on_after_a_refusal_and_lists_it(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    shutil.copy(REPORT, sources / "district.txt")
    shutil.copy(REPORT, sources / "twice.txt")
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
    done = gwr("add", REPORT, "--year", 2019, "--region", "210203", "--corpus", tmp_path)
    assert done.exit_code == 0
    rows = json.loads(gwr("list", "--corpus", tmp_path, "--json").stdout)
    assert (rows[0]["report_year"], rows[0]["region"]) == (2019, "西岗区")


def test_add_refuses_an_unknown_region_and_an_address(tmp_path):
    assert gwr("add", REPORT, "--region", "999999", "--corpus", tmp_path).exit_code == 1
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


def test_a_refusal_is_one_json_document_too(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    for words in (("parse", tmp_path / "empty.txt"), ("show", "nothing", "--corpus", tmp_path)):
        done = gwr(*words, "--json")
        assert done.exit_code == 1
        refused = json.loads(done.stdout)["refused"]
        assert [set(one) for one in refused] == [{"code", "place", "message", "message_zh"}]
    done = gwr("list", "--corpus", tmp_path, "--json")
    codes = [one["code"] for one in json.loads(done.stdout)["refused"]]
    assert codes == ["empty", "empty_corpus"]


def test_messages_are_in_the_language_of_the_terminal(tmp_path, monkeypatch):
    missing = tmp_path / "none.txt"
    assert "没有这个文件或文件夹" in gwr("parse", missing, language="zh").stderr
    assert "there is no such file" in gwr("parse", missing, language="en").stderr
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有这个文件或文件夹" in gwr("parse", missing, language="").stderr


def test_segment_prints_the_words_one_a_line(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("优化营商环境，增长８．８％。2018-01-15", encoding="utf-8")
    words = ["优化", "营商环境", "，", "增长", "8.8%", "。", "2018", "-", "01", "-", "15"]
    for engine in ("fast", "jieba"):
        assert gwr("segment", path, "--engine", engine).stdout.splitlines() == words
    plain = gwr("segment", path, "--no-lexicon", "--no-hmm", "--json")
    assert "营商环境" not in json.loads(plain.stdout)
    assert gwr("segment", path, "--engine", "other").exit_code == 2
    assert gwr("segment", tmp_path / "none.txt").exit_code == 1


def test_wrong_usage_is_2():
    assert gwr("parse").exit_code == 2
    assert gwr("build", "--jobs", 0).exit_code == 2
    assert gwr("nonsense").exit_code == 2


def test_run_refuses_an_unknown_notebook_and_report(corpus):
    assert "the notebooks are" in gwr("run", "nonsense", "--corpus", corpus).stderr
    done = gwr("run", "--report", "nowhere", "--corpus", corpus)
    assert done.exit_code == 1
    assert "nowhere" in done.stderr


def test_what_a_document_says_is_no_markup_in_a_table(corpus):
    text = "report_id,speaker\ndistrict,[/bold]张[red]三\n"
    (corpus / "reports.csv").write_text(text, encoding="utf-8")
    done = gwr("list", "--corpus", corpus)
    assert done.exit_code == 0
    assert "[/bold]张[red]三" in done.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="its file names are always text")
@pytest.mark.parametrize("command", ["list", "doctor", "build"])
def test_a_file_name_that_is_no_text_stops_no_command(corpus, command):
    shutil.copy(REPORT, corpus / os.fsdecode("报告.txt".encode("gbk")))
    done = gwr(command, "--corpus", corpus)
    assert done.exit_code == 1
    assert "not UTF-8" in done.stderr and "1 built" in done.stderr
    added = gwr("add", corpus, "--corpus", corpus / "new")
    assert "added" in added.stderr
