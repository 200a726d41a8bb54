"""Commands that only read do not wait for those who write."""

import pytest

from corpus.collection import corpus_at
from corpus.locking import LOCK, locked
from corpus.store.build import store_lock
from tests.analysis.cli.conftest import gwr


@pytest.fixture
def held(corpus, monkeypatch):
    """A corpus whose store is up to date, with both of its locks held by another."""
    assert gwr("build", "--corpus", corpus).exit_code == 0
    monkeypatch.setenv("GWR_WAIT", "0")
    where = corpus_at(corpus)
    with locked(where.documents / LOCK), locked(store_lock(where)):
        yield corpus


@pytest.mark.parametrize(
    "words",
    [("list",), ("show", "district"), ("doctor",), ("ledger", "{out}/a.csv"), ("build",)],
    ids=lambda words: words[0],
)
def test_what_only_reads_waits_for_no_writer(held, tmp_path, words):
    done = gwr(*(word.format(out=tmp_path) for word in words), "--corpus", held)
    assert done.exit_code == 0, done.stderr


def test_what_has_to_write_first_waits_and_says_for_whom(held):
    (held / "copy.txt").write_bytes((held / "district.txt").read_bytes())
    done = gwr("list", "--corpus", held)
    assert done.exit_code == 1
    assert "process" in done.stderr
