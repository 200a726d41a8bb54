"""The build on a Dask cluster: a real scheduler and two workers on this machine's loopback."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from distributed import Client

from corpus.collection import PROJECT, corpus_at
from corpus.errors import Refusal
from corpus.store import fingerprint
from corpus.store.build import build_store
from corpus.store.manifest import report_ids

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


def start(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The address of a scheduler, and its two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    scheduler = start(
        "dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    )
    workers = [
        start(
            "dask_worker",
            "--scheduler-file",
            str(file),
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            str(folder / name),
        )
        for name in "ab"
    ]
    with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        address = client.scheduler.address
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def several(folder: Path, count: int) -> None:
    """Generated reports that differ in their words."""
    text = REPORT.read_text(encoding="utf-8")
    for number in range(count):
        changed = text.replace("发展", "发展" * (number % 7 + 1)).replace("创新", f"创新{number}")
        (folder / f"r{number:03}.txt").write_text(changed, encoding="utf-8")


def tables_of(corpus) -> dict[str, bytes]:
    return {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for path in sorted(corpus.store.rglob("*"))
        if path.is_file()
    }


def test_a_scheduler_that_is_not_there_leaves_the_store_alone(tmp_path, monkeypatch):
    shutil.copy(REPORT, tmp_path)
    corpus = corpus_at(tmp_path)
    build_store(corpus)
    before = tables_of(corpus)
    shutil.copy(REPORT, tmp_path / "other.txt")
    monkeypatch.setattr("corpus.store.cluster.TIMEOUT", 1)
    with pytest.raises(Refusal) as caught:
        build_store(corpus, scheduler="tcp://127.0.0.1:9")
    assert caught.value.code == "no_scheduler"
    assert tables_of(corpus) == before
    assert report_ids(corpus) == ["shahekou-2018"]


def test_an_address_that_is_none_is_refused(tmp_path):
    shutil.copy(REPORT, tmp_path)
    with pytest.raises(Refusal) as caught:
        build_store(corpus_at(tmp_path), scheduler="somewhere")
    assert caught.value.code == "no_scheduler"


def test_workers_with_another_version_are_refused(tmp_path, cluster, monkeypatch):
    address, _ = cluster
    shutil.copy(REPORT, tmp_path)
    monkeypatch.setattr(fingerprint, "program_fingerprint", lambda: "another")
    with pytest.raises(Refusal) as caught:
        build_store(corpus_at(tmp_path), scheduler=address)
    assert caught.value.code == "other_version"
    assert not (tmp_path / "outputs" / "store").exists()


# The last one, since it kills a worker.
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(tmp_path, cluster):
    address, workers = cluster
    (tmp_path / "reports").mkdir()
    several(tmp_path / "reports", 24)
    corpus = corpus_at(tmp_path)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        if not told:
            workers[0].send_signal(signal.SIGKILL)
        told.append((done, total))

    built = build_store(corpus, scheduler=address, progress=tell)
    assert len(built.built) == 24
    assert told[0][0] < 12 and told[-1] == (24, 24)  # killed with most still to do
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    found = tables_of(corpus)
    shutil.rmtree(corpus.outputs)
    build_store(corpus)
    assert tables_of(corpus) == found
