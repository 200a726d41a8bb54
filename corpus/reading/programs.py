"""Running other programs with limits of time and memory, and ending all that they start.

Time is that of computing where the system can limit it (Linux), so that a busy computer refuses the
same documents; elsewhere it is the clock's.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import Refusal

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


# What the system counts when it ends a program is a little more than what it tells afterwards.
_NEARLY = 0.9
# The clock ends what waits and does not compute, where time is that of computing.
_PATIENCE = 6 if resource is not None and hasattr(resource, "prlimit") else 1


class Finished(NamedTuple):
    """The result of a program: exit status (negative: the signal that ended it) and outputs."""

    status: int
    output: bytes
    messages: str


def run_limited(
    command: Sequence[str],
    *,
    data: bytes = b"",
    seconds: float,
    memory: int,
    threads: int = 1,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Finished:
    """Runs a program without a shell, waits for it, and returns its outputs.

    Memory is limited on Linux only; on other systems, only the time of the clock is.

    Args:
        command: the program and its arguments.
        data: its standard input.
        seconds: the longest time that it, and each program that it starts, may compute.
        threads: how many it computes with at once; each may take so long.
        memory: bytes of address space that it, and each program that it starts, may use.
        folder: its working directory.
        environment: variables set in addition to those of this process.

    Raises:
        Refusal: ``too_slow``.
    """
    before, most = _computed(), math.ceil(seconds * threads)
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    try:
        _limit(process.pid, "RLIMIT_AS", memory)
        _limit(process.pid, "RLIMIT_CPU", most)
        output, messages = process.communicate(data, timeout=seconds * _PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise Refusal("too_slow", "", f"{seconds:g}") from error
    finally:
        _end(process)
    # What ended it is not told where it was a program of its own that computed too long.
    if process.returncode and _computed() - before > _NEARLY * most:
        raise Refusal("too_slow", "", f"{seconds:g}")
    return Finished(process.returncode, output, messages.decode("utf-8", "replace").strip())


def _limit(process_id: int, name: str, most: int) -> None:
    # Set from outside, since running code between fork and exec is unsafe with threads.
    if resource is not None and hasattr(resource, "prlimit"):
        which = getattr(resource, name)
        with contextlib.suppress(ProcessLookupError):
            hard = resource.prlimit(process_id, which)[1]
            # A limit that this process is under itself (ulimit -v, a cluster) cannot be raised.
            within = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(process_id, which, (within, within))


def _computed() -> float:
    """Seconds that programs which this process started, and which have ended, have computed."""
    if not hasattr(resource, "getrusage"):  # Windows
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and those that it started, if they are still running."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
