"""The same build on a running Dask cluster: workers read and write, only counts come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corpus.errors import Refusal

TIMEOUT = 10  # seconds that a scheduler has to answer


def on_cluster(address: str, work: Callable[[Any], int], tasks: Sequence[Any]) -> Iterator[int]:
    """Does tasks on the workers of a Dask scheduler, in any order; yields what each returns.

    A task whose worker is lost is done again by another. Tasks write whole parts or nothing, so
    that one done twice gives the same bytes. The workers must have this version of the suite, and
    see the documents and the store under the same address.

    Args:
        address: of the scheduler, such as ``tcp://10.0.0.1:8786``.
        work: what is done with a task.
        tasks: what is done.

    Raises:
        Refusal: ``no_cluster`` where Dask is not installed, ``no_scheduler`` where nobody answers,
            ``other_version`` where a worker would give other tables.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise Refusal("no_cluster", address) from error
    try:
        client = Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Refusal("no_scheduler", address, str(error) or type(error).__name__) from error
    with client, client.as_current():
        _check_versions(client, address)
        futures = client.map(work, tasks, pure=False, retries=3)
        for future in as_completed(futures):
            yield future.result()
            future.release()


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
