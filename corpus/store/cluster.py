"""The same build on a Dask cluster: workers read and write, and return only counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corpus.errors import Refusal

TIMEOUT = 10  # seconds within which a scheduler must answer


def on_cluster(address: str, work: Callable[[Any], int], tasks: Sequence[Any]) -> Iterator[int]:
    """Results of tasks run by the workers of a Dask scheduler, in the order of completion.

    If a worker is lost, another repeats its task; since tasks write a whole part or nothing, the
    files are the same. Workers need this version of the suite, and access to the documents and the
    store under the same address.

    Args:
        address: the address of the scheduler, such as ``tcp://10.0.0.1:8786``.
        work: the function applied to each task.
        tasks: the tasks.

    Raises:
        Refusal: ``no_cluster`` if Dask is not installed, ``no_scheduler`` if there is no answer,
            ``other_version`` if a worker would produce different tables.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise Refusal("no_cluster", address) from error
    try:
        _check_address(address)
        client = Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Refusal("no_scheduler", address, str(error) or type(error).__name__) from error
    with client, client.as_current():
        _check_versions(client, address)
        futures = client.map(work, tasks, pure=False, retries=3)
        for future in as_completed(futures):
            yield future.result()
            future.release()


def _check_address(address: str) -> None:
    """Raises ValueError for what is no address of a scheduler, which Dask would wait for."""
    if not re.fullmatch(r"(?:[a-z]+://)?(?:[^/\s:]+|\[[0-9a-f:]+\]):\d+|inproc://\S+", address):
        raise ValueError("not an address such as tcp://10.0.0.1:8786")


def _check_versions(client: Any, address: str) -> None:
    workers = client.run(_fingerprint)
    if not workers:
        raise Refusal("no_scheduler", address, "it has no workers")
    own = _fingerprint()
    other = sorted(one for one, found in workers.items() if found != own)
    if other:
        raise Refusal("other_version", address, other[0])


def _fingerprint() -> str:
    from corpus.store.fingerprint import program_fingerprint

    return program_fingerprint()
