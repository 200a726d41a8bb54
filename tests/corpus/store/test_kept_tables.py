"""Tables that are kept: made once, made again after a change, and the same either way."""

import dataclasses
import os

import pandas as pd
import pytest

from corpus.store import kept_tables as module
from corpus.store.build import build_store
from corpus.store.kept_tables import kept, kept_files
from corpus.store.tables import read_table
from tests.corpus.store.conftest import other_report


@dataclasses.dataclass(frozen=True)
class Setting:
    words: frozenset[str]


@pytest.fixture
def counted(corpus):
    """A function that is kept, and how often it was made."""
    build_store(corpus)
    made: list[object] = []

    @kept
    def rows(corpus, *, table="sentences", given=None):
        made.append(given)
        found = read_table(corpus, table)
        return found[["report_id", "start"]].assign(note=None, n=pd.array([1] * len(found)))

    return rows, made


def test_a_table_is_made_once_and_is_the_same_when_it_is_read(corpus, counted):
    rows, made = counted
    first = rows(corpus)
    pd.testing.assert_frame_equal(rows(corpus, table="sentences"), first)
    assert len(made) == 1 and len(first) > 0


def test_other_arguments_have_a_table_of_their_own(corpus, counted):
    rows, made = counted
    table = pd.DataFrame({"a": [1]})
    for given in (None, [1], ["1"], {"b", "a"}, Setting(frozenset({"a"})), table, table + 1):
        rows(corpus, given=given)
        rows(corpus, given=given)
    rows(corpus, given={"a", "b"})  # the same set, in another order
    assert len(made) == 7


def test_of_many_tables_the_oldest_are_deleted(corpus, counted, monkeypatch):
    rows, made = counted
    monkeypatch.setattr(module, "AT_MOST", 3)
    for n, given in enumerate("abcde"):
        rows(corpus, given=given)
        for path in kept_files(corpus).values():  # clocks may be coarse
            if path.stat().st_mtime_ns > 10**12:
                os.utime(path, ns=(n, n))
    assert len(kept_files(corpus)) == 3
    for given in "edc":
        rows(corpus, given=given)
    assert made == list("abcde")
    rows(corpus, given="a")
    assert made == list("abcdea")


def test_it_is_made_again_after_a_change_and_the_earlier_one_is_deleted(corpus, counted):
    rows, made = counted
    before = len(rows(corpus))
    files = set(kept_files(corpus))
    other_report(corpus.documents)
    build_store(corpus)
    assert len(rows(corpus)) > before and len(made) == 2
    assert len(kept_files(corpus)) == 1 and not files & set(kept_files(corpus))
    assert len(list((corpus.outputs / "cache" / "kept").iterdir())) == 1


def test_another_program_makes_it_again(corpus, counted, monkeypatch):
    rows, made = counted
    rows(corpus)
    monkeypatch.setattr(module, "_program", lambda: "another")
    rows(corpus)
    assert len(made) == 2


def test_a_damaged_file_is_made_again_and_a_full_disk_is_no_obstacle(corpus, counted, monkeypatch):
    rows, made = counted
    first = rows(corpus)
    [path] = kept_files(corpus).values()
    path.write_bytes(b"x")
    pd.testing.assert_frame_equal(rows(corpus), first)
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("no folder", encoding="utf-8")
    pd.testing.assert_frame_equal(rows(corpus), first)
    assert len(made) == 3
