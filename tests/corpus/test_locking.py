"""One writer at a time: between processes, between threads, and after the dead."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from upath import UPath

from corpus import locking
from corpus.errors import Refusal
from corpus.locking import LOCK, Holder, holder, locked

HOLDS = """
import sys, time
from pathlib import Path
from corpus.locking import locked
with locked(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(float(sys.argv[2]))
"""
COUNTS = """
import sys
from pathlib import Path
from corpus.locking import locked
path = Path(sys.argv[1])
for _ in range(60):
    with locked(path.with_name(".gwr.lock")):
        number = int(path.read_text())
        path.write_text(str(number + 1))
"""


@contextmanager
def another(lock: Path, seconds: float = 60):
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLDS, str(lock), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "mine\n"
        try:
            yield process
        finally:
            process.kill()


def test_processes_take_turns(tmp_path):
    path = tmp_path / "n"
    path.write_text("0")
    command = [sys.executable, "-c", COUNTS, str(path)]
    started = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in started] == [0] * 4
    assert path.read_text() == "240"
    assert list(tmp_path.iterdir()) == [path]


def test_threads_take_turns(tmp_path):
    seen: list[str] = []

    def work() -> None:
        for _ in range(20):
            with locked(tmp_path / LOCK):
                seen.append("in")
                time.sleep(0.0005)
                seen.append("out")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert seen == ["in", "out"] * 80


def test_the_holder_is_named_and_gone_afterwards(tmp_path):
    lock = tmp_path / "new" / LOCK
    with locked(lock):
        found = holder(lock)
        assert found and found.pid == os.getpid() and found.command and found.host
        assert str(os.getpid()) in str(found)
    assert list(lock.parent.iterdir()) == []
    assert holder(lock) is None


def test_whoever_waits_too_long_is_told_for_whom(tmp_path):
    lock, said = tmp_path / LOCK, []
    with (
        another(lock) as process,
        pytest.raises(Refusal) as caught,
        locked(lock, wait=1.3, say=said.append),
    ):
        raise AssertionError("the lock was held twice")
    assert caught.value.code == "busy"
    assert caught.value.place == str(tmp_path)
    assert f"process {process.pid} on " in caught.value.detail
    assert len(said) == 1 and said[0].startswith("waiting for ") and str(process.pid) in said[0]


def test_a_short_wait_is_not_worth_a_word(tmp_path, capsys):
    with another(tmp_path / LOCK, 0.3), locked(tmp_path / LOCK):
        assert capsys.readouterr().err == ""


def test_the_wait_is_said_on_stderr_and_limited_by_the_environment(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GWR_WAIT", "0.2")
    monkeypatch.setenv("GWR_LANGUAGE", "zh")
    monkeypatch.setattr(locking, "SILENT", 0.05)
    with another(tmp_path / LOCK), pytest.raises(Refusal), locked(tmp_path / LOCK):
        pass
    assert capsys.readouterr().err.startswith("正在等待：")
    monkeypatch.setenv("GWR_WAIT", "long")
    assert locking._limit() == locking.WAIT


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals")
def test_the_lock_of_the_dead_is_free(tmp_path):
    lock = tmp_path / LOCK
    with another(lock) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert lock.exists()  # as it was left, with the note of the dead
        with locked(lock, wait=5):
            found = holder(lock)
            assert found and found.pid == os.getpid()


def test_an_error_within_gives_the_lock_back(tmp_path):
    with pytest.raises(ValueError), locked(tmp_path / LOCK):
        raise ValueError
    with locked(tmp_path / LOCK, wait=0.0):
        pass


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}'])
def test_a_note_that_cannot_be_read_names_nobody(tmp_path, content):
    (tmp_path / LOCK).write_text(content)
    assert holder(tmp_path / LOCK) is None


def test_where_the_disk_has_no_locks_writers_go_on(tmp_path, monkeypatch):
    def none(number: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locking, "_lock", none)
    with locked(tmp_path / LOCK, wait=0.0):
        (tmp_path / "a").write_text("")


def test_where_nothing_can_be_written_there_is_a_refusal(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal) as caught, locked(tmp_path / "file" / LOCK):
        pass
    assert caught.value.code == "not_saved"


def test_an_address_has_no_lock(tmp_path):
    with locked(UPath(f"memory://{tmp_path.name}") / LOCK, wait=0.0):
        assert not (UPath(f"memory://{tmp_path.name}") / LOCK).exists()


def test_a_holder_in_words():
    assert str(Holder(7, "pc", "gwr add a.txt", "2018-01-05 09:00:00+08:00")) == (
        "gwr add a.txt, process 7 on pc, since 2018-01-05 09:00:00+08:00"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_file_that_was_deleted_meanwhile_is_no_lock(tmp_path, monkeypatch):
    """Whoever had the lock deletes its file after another has opened it: two might hold it."""
    lock, take = tmp_path / LOCK, locking._lock

    def late(number: int) -> None:
        monkeypatch.setattr(locking, "_lock", take)
        lock.unlink()
        take(number)

    monkeypatch.setattr(locking, "_lock", late)
    with locked(lock, wait=5):
        with pytest.raises(Refusal), locked(lock, wait=0.0):
            pass
        found = holder(lock)
        assert found and found.pid == os.getpid()
