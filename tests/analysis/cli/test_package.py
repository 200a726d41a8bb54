"""The command that writes the replication archive."""

import json
import shutil
import zipfile

from analysis.package import archive
from tests.analysis.cli.conftest import gwr


def test_the_command_writes_an_archive_and_says_what_is_left_out(
    one_run, district_corpus, tmp_path, one_wheel
):
    given = ["--results", one_run, "--corpus", district_corpus.documents]
    done = gwr("package", tmp_path / "a.zip", *given, "--json")
    assert done.exit_code == 0, done.output
    content = json.loads(done.stdout)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == content["files"]
    assert content["refused"] == []
    n = len(content["left_out"])
    assert (f"{n} results quote" in done.stderr) == bool(n)
    whole = gwr("package", tmp_path / "b.zip", *given, "--texts", language="zh")
    assert whole.exit_code == 0
    assert "个文件" in whole.stdout and "documents" not in whole.stderr


def test_results_changed_by_hand_are_named_in_both_languages(one_run, district_corpus, tmp_path):
    own = tmp_path / "out"
    shutil.copytree(one_run, own)
    table = next((own / "tables").glob("*.csv"))
    table.write_text("x", encoding="utf-8")
    given = ["package", tmp_path / "a.zip", "--results", own, "--corpus", district_corpus.documents]
    for language, words in (("en", "changed or deleted"), ("zh", "被修改或删除")):
        done = gwr(*given, language=language)
        assert done.exit_code == 1
        assert words in done.stderr and table.name in done.stderr
    assert not (tmp_path / "a.zip").exists()


def test_without_results_it_says_to_run_first(district_corpus, tmp_path):
    given = ["--results", tmp_path, "--corpus", district_corpus.documents]
    done = gwr("package", tmp_path / "a.zip", *given)
    assert (done.exit_code, "run gwr run first" in done.stderr) == (1, True)


def test_what_an_archive_lacks_is_counted_and_named(monkeypatch, tmp_path):
    made = archive.Archive(tmp_path / "a.zip", ("a",), ("b", "c"), ("d",), ("e.csv",))
    monkeypatch.setattr(archive, "write_archive", lambda *_, **__: made)
    said = gwr("package", tmp_path / "a.zip", "--corpus", tmp_path).stderr.splitlines()
    assert said[-3:] == [
        "2 results quote the documents and are left out",
        "1 results are in it, but need the documents to be made again",
        "e.csv: no notebook made it; it is left out",
    ]
