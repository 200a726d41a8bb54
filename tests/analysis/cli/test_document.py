"""The commands for one document: parse, segment, code."""

import json

import pytest

from tests.analysis.areas.test_classify import CLEAR
from tests.analysis.cli.conftest import gwr
from tests.analysis.conftest import DISTRICT_REPORT


def test_code_keeps_the_contract(tmp_path):
    file = tmp_path / "rows.jsonl"
    lines = [{"sentence": sentence, "previous": None} for sentence, _ in CLEAR]
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    file.write_text(text + "\n\n", encoding="utf-8")
    done = gwr("code", file, "--json")
    found = json.loads(done.stdout)
    assert [one["code"] for one in found] == [code for _, code in CLEAR]
    names = {
        "code",
        "score",
        "evidence",
        "sure",
        "side",
        "directive",
        "side_evidence",
        "directive_evidence",
    }
    assert all(set(one) == names for one in found)
    assert {one["side"] for one in found[-2:]} == {"none"} and found[0]["side"] == "supply"
    assert found[0]["side_evidence"] and found[0]["directive_evidence"]
    file.write_text('{"sentence": "教育"}\n{"text": 3}\n', encoding="utf-8")
    wrong = gwr("code", file, "--json")
    assert wrong.exit_code == 1
    assert "line 2" in wrong.stderr


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


def test_parse_prints_one_document_with_every_field_of_the_contract():
    done = gwr("parse", DISTRICT_REPORT, "--json")
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
    content = json.loads(gwr("parse", DISTRICT_REPORT, "--json", "--text").stdout)
    text = content["text"]
    assert text == DISTRICT_REPORT.read_text(encoding="utf-8")
    assert text[content["body"]["start"] :].startswith("各位代表:")
    assert text[: content["body"]["end"]].endswith("努力奋斗!")
    for quoted in content["quoted_terms"]:
        assert text[quoted["start"] :].startswith(quoted["term"])


def test_parse_adds_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    gwr("parse", DISTRICT_REPORT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "contains no text"),
        (
            "recipe.txt",
            "红烧肉的做法。".encode() * 300,
            "not recognised as a government work report",
        ),
        ("page.xyz", b"abc", "format not supported (.xyz)"),
        ("picture.txt", bytes(range(256)) * 40, "encoding not recognised"),
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


def test_parse_says_in_lines_what_it_says_in_json():
    content = json.loads(gwr("parse", DISTRICT_REPORT, "--json").stdout)
    lines = dict(line.split(": ", 1) for line in gwr("parse", DISTRICT_REPORT).stdout.splitlines())
    for name in ("headings", "paragraphs", "quantities", "quoted_terms", "warnings"):
        assert lines[name] == str(len(content[name]))
    for name, value in content["metadata"].items():
        assert lines[name] == ("" if value is None else str(value))
    assert lines["body"] == f"{content['body']['start']}–{content['body']['end']}"


def test_code_prints_a_line_a_sentence_with_its_area(tmp_path):
    file = tmp_path / "rows.jsonl"
    rows = [json.dumps({"sentence": sentence}) for sentence, _ in CLEAR[:3]]
    file.write_text("\n\n".join(rows), encoding="utf-8")
    lines = [line.split("\t") for line in gwr("code", file).stdout.splitlines()]
    assert [(sentence, int(code)) for code, *_, sentence in lines] == CLEAR[:3]
    assert all(0 < float(score) <= 1 for _, score, *_ in lines)
    assert lines[0][2:4] == ["supply", "firm"]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{",
        '{"sentence": 3}',
        '{"text": "教育"}',
        "教育",
        '{"sentence": "\\ud800发展教育"}',
        '{"sentence": "发展教育", "previous": "\\udfff"}',
        "[" * 100_000,
    ],
    ids=str.__len__,
)
def test_a_line_that_is_no_sentence_is_named(tmp_path, line):
    file = tmp_path / "rows.jsonl"
    file.write_text(f'{{"sentence": "教育"}}\n\n{line}\n', encoding="utf-8")
    done = gwr("code", file, "--json")
    assert done.exit_code == 1
    [refused] = json.loads(done.stdout)["refused"]
    assert refused["code"] == "bad_line" and refused["place"].endswith("line 3")


def test_parse_prints_each_warning_on_a_line(tmp_path):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    (tmp_path / "half.txt").write_text(text[:9000], encoding="utf-8")
    content = json.loads(gwr("parse", tmp_path / "half.txt", "--json").stdout)
    shown = gwr("parse", tmp_path / "half.txt").stdout.splitlines()
    assert content["warnings"]
    assert shown[-len(content["warnings"]) :] == [
        f"  {one['message']}" for one in content["warnings"]
    ]


def test_a_line_of_json_ends_at_the_line_end_only(tmp_path):
    file = tmp_path / "rows.jsonl"
    line = json.dumps({"sentence": "发展\u2028教育\u0085事业"}, ensure_ascii=False)
    file.write_bytes(f"{line}\r\n{line}\n".encode())
    assert len(json.loads(gwr("code", file, "--json").stdout)) == 2
