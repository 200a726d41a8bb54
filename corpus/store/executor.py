"""Runs the tasks of a build in one process, in several, or on a cluster."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, parent_process
from multiprocessing.connection import wait
from typing import Any

from corpus.errors import Refusal

# One process per this many documents: starting another takes a second.
DOCUMENTS_A_JOB = 40


def number_of_jobs(documents: int) -> int:
    """The number of processes for a number of documents."""
    return max(1, min(os.cpu_count() or 1, documents // DOCUMENTS_A_JOB))


def each_done(
    work: Callable[[Any], int], tasks: Sequence[Any], *, jobs: int, scheduler: str | None
) -> Iterator[int]:
    """Results of tasks, in the order of completion.

    Args:
        work: the function applied to each task.
        tasks: the tasks.
        jobs: the number of processes.
        scheduler: the address of a Dask scheduler whose workers run the tasks instead.

    Raises:
        Refusal: ``worker_ended``, or as ``on_cluster``.
    """
    if scheduler is not None:
        from corpus.store.cluster import on_cluster

        yield from on_cluster(scheduler, work, tasks)
    elif jobs < 2 or len(tasks) < 2:
        yield from map(work, tasks)
    else:
        yield from _by_processes(work, tasks, jobs)


def _by_processes(
    work: Callable[[Any], int], tasks: Sequence[Any], jobs: int
) -> Generator[int, None, None]:
    others = set(active_children())
    with ProcessPoolExecutor(max_workers=jobs, initializer=_obey_parent) as pool:
        futures = [pool.submit(work, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:  # the system ends processes for lack of memory
            raise Refusal("worker_ended", "gwr", f"jobs: {jobs}") from error
        except (KeyboardInterrupt, GeneratorExit):  # nobody waits for what is not done yet
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(active_children()) - others:
                worker.terminate()
            raise
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _obey_parent() -> None:
    """Leaves Ctrl-C to the process that started a worker, and ends the worker once that is gone.

    A worker that outlived a build that was killed would wait for tasks for ever, with its lock.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
