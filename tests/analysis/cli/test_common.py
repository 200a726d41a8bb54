"""What all commands share: refusals as text and as JSON, in the language of the terminal."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
import typer

from analysis.cli.common import (
    PANELS,
    build_with_progress,
    check_table_format,
    chosen_areas,
    chosen_language,
    chosen_years,
    console,
    finish,
    guarded,
    say,
    say_notice,
)
from analysis.cli.main import app
from analysis.export.write import FORMATS
from corpus.collection import corpus_at
from corpus.errors import Notice, Refusal
from tests.analysis.cli.conftest import gwr
from tests.analysis.conftest import DISTRICT_REPORT


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
    assert "找不到该文件或文件夹" in gwr("parse", missing, language="zh").stderr
    assert "no such file or folder" in gwr("parse", missing, language="en").stderr
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "找不到该文件或文件夹" in gwr("parse", missing, language="").stderr


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_language_that_is_not_chosen_is_that_of_the_terminal(monkeypatch, language):
    monkeypatch.setenv("GWR_LANGUAGE", language)
    assert chosen_language("") == language
    assert [chosen_language(one) for one in ("en", "zh")] == ["en", "zh"]
    with pytest.raises(typer.BadParameter if language == "en" else typer.Exit):
        chosen_language("de")


@pytest.mark.parametrize(("given", "years"), [("2025", (2025, 2025)), ("1978-2025", (1978, 2025))])
def test_years_are_one_or_a_range(given, years):
    assert chosen_years(given) == years


@pytest.mark.parametrize("given", ["", "25", "2025-", "2025-1978", "2020–2025", "2020-2025-2030"])
def test_what_is_no_range_of_years_is_wrong_usage(monkeypatch, given):
    monkeypatch.setenv("GWR_LANGUAGE", "en")
    with pytest.raises(typer.BadParameter, match="not a year or a range"):
        chosen_years(given)


def test_every_command_is_in_one_group_of_the_help():
    offered = {one.name for one in app.registered_commands}
    offered |= {one.name for one in app.registered_groups}
    listed = [name for names in PANELS.values() for name in names]
    assert sorted(offered) == sorted(listed)


def test_areas_are_codes_or_names():
    assert chosen_areas(None) is None
    assert chosen_areas("6") == [6]
    assert chosen_areas("6, 13,7") == [6, 13, 7]
    assert chosen_areas("Education、卫生健康;7") == [6, 3, 7]
    assert chosen_areas("banking, finance and domestic commerce, 6,6") == [15, 6]
    for wrong in ("", "6;", "Schools", "6,", "11", "6 7"):
        with pytest.raises(typer.BadParameter):
            chosen_areas(wrong)


@pytest.mark.parametrize("name", ["t.sav", "t", ".csv"])
def test_a_table_of_another_format_is_refused_before_anything_is_computed(name):
    with pytest.raises(Refusal) as refused:
        check_table_format(Path("folder") / name)
    assert refused.value.code == "unknown_table_format"
    for ending in (*FORMATS, ".DTA"):
        assert check_table_format(Path(f"t{ending}")) is None


def test_json_is_utf_8_and_ends_a_command_with_1_where_something_was_refused(capsysbinary):
    refusal = Refusal("empty", "报告.txt")
    with pytest.raises(typer.Exit) as ended:
        finish({"file": "页面.html"}, "a line", refused=[refusal], as_json=True)
    assert ended.value.exit_code == 1
    out, err = capsysbinary.readouterr()
    assert json.loads(out.decode("utf-8")) == {
        "file": "页面.html",
        "refused": [refusal.record()],
    }
    assert "页面" in out.decode("utf-8") and "报告.txt" in err.decode("utf-8")


def test_a_result_for_readers_is_a_line_and_where_nothing_was_refused_all_is_well(capsys):
    assert finish({"file": "x"}, "a line", refused=[], as_json=False) is None
    assert capsys.readouterr() == ("a line\n", "")


def test_a_build_says_what_it_did_and_gives_back_what_was_refused(corpus, capsys):
    (corpus / "empty.txt").touch()
    numbers = []
    for change in (lambda: None, lambda: None, (corpus / "district.txt").unlink):
        change()
        refused = build_with_progress(corpus_at(corpus), jobs=1)
        assert [one.code for one in refused] == ["empty"]
        out, err = capsys.readouterr()
        assert out == ""
        numbers.append(re.findall(r"\d+", err.split("\r")[-1]))  # without the bar of a slow build
    assert numbers == [["1", "0", "1"], ["0", "1", "1"], ["0", "0", "1", "1"]]


def test_no_cell_of_a_table_is_cut_where_there_is_no_terminal(capsys):
    console().print("政" * 3_000, soft_wrap=False)
    assert capsys.readouterr().out.splitlines() == ["政" * 3_000]


LATIN = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "nowhere.txt"),
        ("add", "{sources}"),
        ("add", "{report}", "--region", "朝阳区"),
        ("add", "{report}", "--region", "沙河日区"),
        ("add", "{report}", "--region", "大连金石新区", "--year", "2019"),
        ("show", "nothing"),
        ("parse", "{half}"),
        ("parse", "{recipe}"),
        ("segment", "{report}", "--engine", "slow"),
        ("list",),
        ("doctor",),
        ("panel", "{out}/a.sav"),
        ("panel", "{out}/a.csv", "--areas", "Schools"),
        ("panel", "{out}/a.csv", "--by", "county"),
        ("fetch", "national", "--years", "x"),
        ("run", "draft"),
        ("verify", "{out}"),
        ("methods", "{out}"),
    ],
)
def test_messages_of_the_commands_are_whole_in_chinese(tmp_path, words):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    places = {"report": DISTRICT_REPORT, "out": tmp_path}
    for name, content in {"half": text[:9000], "recipe": "红烧肉的做法。" * 300}.items():
        places[name] = tmp_path / f"{name}.txt"
        places[name].write_text(content, encoding="utf-8")
    places["sources"] = tmp_path / "sources"
    places["sources"].mkdir()
    where = [] if words[0] in ("parse", "segment") else ["--corpus", tmp_path / "corpus"]
    if words[0] in ("list", "doctor", "panel", "show"):
        (tmp_path / "corpus").mkdir()
        shutil.copy(places["half"], tmp_path / "corpus" / "half.txt")
    done = gwr(*(word.format(**places) for word in words), *where, language="zh")
    shown = done.stderr + ("" if words[0] == "list" else done.stdout)
    assert re.search(r"[\u4e00-\u9fff]", shown)
    fields = r"^[a-z_]+: \S*$"  # parse names the fields of its JSON
    left = re.sub(rf"gwr \w+|/\S+|{fields}", "", shown, flags=re.MULTILINE)
    assert not LATIN.search(left), LATIN.findall(left)


@pytest.mark.parametrize(
    ("error", "code", "place", "detail"),
    [
        (
            OSError(28, "No space left on device", "/data/a.csv"),
            "system",
            "/data/a.csv",
            "No space",
        ),
        (OSError(24, "Too many open files"), "system", "gwr", "Too many open files"),
        (PermissionError(13, "Permission denied", b"/a\xff"), "system", "/a", "Permission denied"),
        (MemoryError(), "system", "gwr", "Cannot allocate memory"),
        (Refusal("empty_corpus", "reports"), "empty_corpus", "reports", ""),
    ],
)
def test_whatever_the_system_refuses_is_one_sentence(capsys, error, code, place, detail):
    def broken(*, as_json: bool = False) -> None:
        raise error

    for as_json in (False, True):
        with pytest.raises(typer.Exit) as caught:
            guarded(broken)(as_json=as_json)
        assert caught.value.exit_code == 1
        shown = capsys.readouterr()
        assert len(shown.err.splitlines()) == 1 and place in shown.err and detail in shown.err
        if as_json:
            assert [one["code"] for one in json.loads(shown.out)["refused"]] == [code]


def test_a_fault_of_the_program_and_a_closed_pipe_are_none_of_these():
    for error in (ValueError("a fault"), BrokenPipeError(32, "Broken pipe")):

        def broken(error: Exception = error) -> None:
            raise error

        with pytest.raises(type(error)):
            guarded(broken)()


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\u202eb", "a\rb"])
def test_messages_show_what_is_in_a_name(capsys, name):
    say(f"{name}: added")
    say_notice(name, Notice("x", "the year 2018"))
    shown = capsys.readouterr().err
    assert not {"\x1b", "\u202e", "\r"} & set(shown) and len(shown.splitlines()) == 2


def test_wrong_usage_shows_what_is_in_a_name():
    for language in ("en", "zh"):
        done = gwr("run", "--lang", "a\x1b[2Jb\u202e", language=language)
        assert done.exit_code == 2
        assert "\x1b[2J" not in done.stderr and "\u202e" not in done.stderr


NAME = "a\x1b[2J\u202eb\n[/red]c"
SENTENCE = "优化营商环境\x1b[2J\u202e。"
# The results of commands on reports and files of such names, and on texts with such characters.
OUTPUTS = [
    ("list",), ("list", "--json"), ("doctor",), ("doctor", "--json"), ("show", NAME),
    ("show", NAME, "--json"), ("parse", "{text}"), ("parse", "{text}", "--json", "--text"),
    ("segment", "{text}"), ("segment", "{text}", "--json"), ("code", "{rows}"),
    ("code", "{rows}", "--json"), ("add", "{text}"), ("remove", NAME), ("build", "--json"),
    ("panel", "{out}.csv"), ("ledger", "{out}.csv", "--json"), ("sample", "{out}.xlsx"),
    ("explore", "{out}.html"), ("explore", "{out}.txt"), ("verify", "{out}"),
    ("package", "{out}.zip"), ("compare", NAME, "none"), ("methods", "{out}"),
    ("run", NAME), ("run", "--report", NAME + "x"), ("new", "{out}"),
    ("panel", "{out}.csv", "--terms", "{text}"), ("panel", "{out}.csv", "--areas", NAME),
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "c" / "reports").mkdir(parents=True)
    text = DISTRICT_REPORT.read_text(encoding="utf-8").replace(
        "营商环境", "营商\x1b[2J\u202e环境", 9
    )
    (folder / "c" / "reports" / f"{NAME.replace('/', '_')}.txt").write_text(text, encoding="utf-8")
    (folder / f"{NAME.replace('/', '_')}.txt").write_text(text, encoding="utf-8")
    rows = json.dumps({"sentence": SENTENCE}) + "\n"
    (folder / f"{NAME.replace('/', '_')}.jsonl").write_text(rows, encoding="utf-8")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no files of such names")
@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_no_command_prints_what_moves_the_cursor(hostile, words):
    name = hostile / NAME.replace("/", "_")
    places = {"text": f"{name}.txt", "rows": f"{name}.jsonl", "out": name}
    given = [word.replace("/", "_") if word.startswith(NAME) else word for word in words]
    where = [] if words[0] in ("parse", "segment", "code", "new") else ["--corpus"]
    done = gwr(*(word.format(**places) for word in given), *where, *[hostile / "c"] * len(where))
    assert done.stdout or done.stderr
    assert not re.search("[\x1b\u202e\x9b]", done.stdout + done.stderr)
    assert "b\n[" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "stopped; what was done is kept\n"), ("zh", "已中止；已完成的部分保留\n")],
)
def test_a_command_that_is_stopped_says_so_and_ends_with_130(monkeypatch, language, said):
    def stopped(option: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("corpus.collection.corpus_at", stopped)
    done = gwr("list", language=language)
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", said)


def test_a_corpus_that_cannot_be_had_is_refused_in_json_too():
    for words in (("list",), ("methods",), ("sample", "a.xlsx"), ("fetch", "national")):
        done = gwr(*words, "--corpus", "nowhere://a", "--json")
        assert done.exit_code == 1, words
        assert json.loads(done.stdout)["refused"][0]["place"] == "nowhere://a"
