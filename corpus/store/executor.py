"""Who does the tasks of a build: one process, several, or a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any

# Fewer documents than these are read by one process: to start another takes a second.
DOCUMENTS_A_JOB = 40


def number_of_jobs(documents: int) -> int:
    """How many processes read so many documents."""
    return max(1, min(os.cpu_count() or 1, documents // DOCUMENTS_A_JOB))


def each_done(
    work: Callable[[Any], int], tasks: Sequence[Any], *, jobs: int, scheduler: str | None
) -> Iterator[int]:
    """Does tasks, in any order; yields what each returns.

    Args:
        work: what is done with a task.
        tasks: what is done.
        jobs: how many processes do it.
        scheduler: the address of a Dask scheduler, whose workers do it instead.
    """
    if scheduler is not None:
        from corpus.store.cluster import on_cluster

        yield from on_cluster(scheduler, work, tasks)
    elif jobs < 2 or len(tasks) < 2:
        yield from map(work, tasks)
    else:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            futures = [pool.submit(work, task) for task in tasks]
            try:
                for future in as_completed(futures):
                    yield future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
