import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import Refusal
from corpus.store import cluster, executor
from corpus.store.executor import each_done, number_of_jobs


@pytest.mark.parametrize(
    ("processors", "documents", "jobs"),
    [
        (8, 0, 1),
        (8, 79, 1),
        (8, 80, 2),
        (8, 319, 7),
        (8, 60_000, 8),
        (1, 60_000, 1),
        (None, 60_000, 1),
    ],
)
def test_a_process_more_for_every_forty_documents(monkeypatch, processors, documents, jobs):
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert number_of_jobs(documents) == jobs


def process_of(task: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_is_done_once(jobs):
    assert sorted(each_done(abs, [-3, -1, -2, -2], jobs=jobs, scheduler=None)) == [1, 2, 2, 3]
    assert list(each_done(abs, [], jobs=jobs, scheduler=None)) == []


def test_other_processes_do_the_work_where_there_is_enough_of_it():
    def own(tasks: list[int], jobs: int) -> set[bool]:
        done = each_done(process_of, tasks, jobs=jobs, scheduler=None)
        return {process == os.getpid() for process in done}

    assert own([1, 2, 3], 2) == {False}
    assert own([1, 2, 3], 1) == {True}
    assert own([1], 2) == {True}


def test_one_process_does_a_task_when_its_result_is_asked_for():
    begun = []
    done = each_done(lambda task: begun.append(task) or task, [1, 2], jobs=1, scheduler=None)
    assert begun == []
    assert next(done) == 1
    assert begun == [1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_fails_ends_the_work(jobs):
    with pytest.raises(ValueError, match="invalid literal"):
        list(each_done(int, ["1", "2", "x", "4"], jobs=jobs, scheduler=None))


def test_a_scheduler_gets_all_of_it(monkeypatch):
    given = []

    def on_cluster(address: str, work: object, tasks: object) -> Iterator[int]:
        given.append((address, work, tasks))
        yield from (5, 6)

    monkeypatch.setattr(cluster, "on_cluster", on_cluster)
    monkeypatch.setattr(executor, "ProcessPoolExecutor", None)
    assert list(each_done(abs, [1, 2], jobs=9, scheduler="tcp://10.0.0.1:8786")) == [5, 6]
    assert given == [("tcp://10.0.0.1:8786", abs, [1, 2])]


ORPHANS = """
import os, sys, time
from corpus.store.executor import each_done

def note(path):
    with open(path, "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(60)
    return 1

if __name__ == "__main__":
    list(each_done(note, [sys.argv[1], sys.argv[1]], jobs=2, scheduler=None))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals")
def test_workers_end_with_a_build_that_is_killed(tmp_path):
    script, noted = tmp_path / "script.py", tmp_path / "pids"
    script.write_text(ORPHANS, encoding="utf-8")
    noted.write_text("")
    process = subprocess.Popen([sys.executable, str(script), str(noted)])
    wait_for(lambda: len(noted.read_text().split()) == 2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    workers = [int(one) for one in noted.read_text().split()]
    wait_for(lambda: not any(map(is_alive, workers)))


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes")
@pytest.mark.parametrize("alone", [True, False], ids=["to the process", "as a terminal sends it"])
def test_ctrl_c_ends_a_build_and_its_workers_at_once_and_says_so_once(tmp_path, alone):
    script, noted, said = (tmp_path / name for name in ("script.py", "pids", "said"))
    script.write_text(ORPHANS, encoding="utf-8")
    noted.write_text("")
    with said.open("w") as file:
        command = [sys.executable, str(script), str(noted)]
        process = subprocess.Popen(command, stderr=file, start_new_session=True)
    wait_for(lambda: len(noted.read_text().split()) == 2)
    (os.kill if alone else os.killpg)(process.pid, signal.SIGINT)
    process.wait(20)
    assert not any(is_alive(int(one)) for one in noted.read_text().split())
    assert said.read_text().count("Traceback") == 1  # that of the script, which has no guard


def wait_for(done) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")  # one that has ended but is not waited for is no more
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def killed(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals")
def test_a_worker_that_the_system_ends_is_one_sentence():
    with pytest.raises(Refusal) as caught:
        list(each_done(killed, [1, 2, 3], jobs=2, scheduler=None))
    assert (caught.value.code, caught.value.detail) == ("worker_ended", "jobs: 2")
