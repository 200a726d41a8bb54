import errno
import json
import sys

import duckdb
import pytest
import typer

from analysis.cli.common import guarded
from analysis.cli.faults import refusal_of
from corpus.errors import Refusal
from corpus.refusal_wordings import WORDINGS
from tests.analysis.cli.conftest import gwr


def raised(work) -> Exception:
    with pytest.raises(Exception) as caught:
        work()
    return caught.value


def endless() -> None:
    json.loads("[" * 100_000)


# Everything of which a command may end, and the code of what is said; README.md has the table.
TABLE = [
    (OSError(errno.ENOSPC, "No space left on device", "a.csv"), "system"),
    (OSError(errno.EMFILE, "Too many open files"), "system"),
    (OSError(errno.EROFS, "Read-only file system"), "system"),
    (MemoryError(), "system"),
    (Refusal("worker_ended", "gwr", "jobs: 2"), "worker_ended"),
    (raised(endless), "too_deep"),
    (raised(lambda: "a\ud800b".encode()), "half_character"),
    (duckdb.IOException('IO Error: Cannot open file "a.parquet": Input/output error'), "bad_store"),
]


@pytest.mark.parametrize(("error", "code"), TABLE)
def test_every_fault_has_its_sentence_in_both_languages(error, code):
    said = refusal_of(error)
    assert said is not None and said.code == code and code in WORDINGS
    assert len(said.message("en").splitlines()) == len(said.message("zh").splitlines()) == 1


def test_half_a_character_is_named():
    said = refusal_of(raised(lambda: "a\ud800b".encode()))
    assert said is not None and said.detail == r"\ud800"


@pytest.mark.parametrize("error", [ValueError("a fault"), KeyError("term"), typer.Exit(1)])
def test_faults_of_the_program_are_none_of_these(error):
    assert refusal_of(error) is None


@pytest.mark.parametrize("content", [b"", b"x", b"PAR1" + b"x" * 99, None])
def test_a_file_that_the_database_cannot_read_is_named(tmp_path, capsys, content):
    path = tmp_path / "a.parquet"
    if content is not None:
        path.write_bytes(content)

    def broken() -> None:
        duckdb.connect().execute(f"select * from read_parquet('{path}')")

    with pytest.raises(typer.Exit):
        guarded(broken)()
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "a file of the data store cannot be read" in said
    assert "a.parquet" in said


@pytest.mark.parametrize(
    ("words", "place", "detail"),
    [
        (
            'IO Error: Cannot open file "/a/b.parquet": Input/output error',
            "/a/b.parquet",
            "Input/output error",
        ),
        (
            "Invalid Input Error: File '/a/b.parquet' too small to be a Parquet file\n\nLINE 1",
            "/a/b.parquet",
            "too small to be a Parquet file",
        ),
    ],
)
def test_the_database_says_what_is_wrong_with_a_file(words, place, detail):
    kind = duckdb.IOException if words.startswith("IO") else duckdb.InvalidInputException
    said = refusal_of(kind(words))
    assert said is not None
    assert (said.code, said.place, said.detail) == ("bad_store", place, detail)


def test_a_fault_in_a_query_is_one_of_the_program():
    assert refusal_of(duckdb.InvalidInputException("Invalid Input Error: no such thing")) is None


@pytest.mark.parametrize("content", ["[" * 100_000, "{}", '{"results": {}, "inputs": {}}', "x"])
def test_a_record_of_a_run_that_is_none_is_one_sentence(tmp_path, content):
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    done = gwr("verify", tmp_path)
    assert done.exit_code == 1 and "not a valid run record" in done.stderr


def test_a_file_that_the_system_numbers_has_no_name():
    said = refusal_of(OSError(errno.EBADF, "Bad file descriptor", 7))
    assert said is not None and (said.place, said.detail) == ("gwr", "Bad file descriptor")


def test_what_is_no_fault_of_the_database_is_none_where_it_was_not_loaded(monkeypatch):
    error = duckdb.IOException("IO Error: Cannot open file")
    assert refusal_of(error) is not None
    monkeypatch.delitem(sys.modules, "duckdb")
    assert refusal_of(ZeroDivisionError()) is None and refusal_of(error) is None
