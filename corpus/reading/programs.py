"""Running other programs with limits of time and memory, and ending all that they start."""

from __future__ import annotations

import contextlib
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
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Finished:
    """Runs a program without a shell, waits for it, and returns its outputs.

    Memory is limited on Linux only; on other systems, only time is.

    Args:
        command: the program and its arguments.
        data: its standard input.
        seconds: the longest time that it may take.
        memory: bytes of address space that it, and each program that it starts, may use.
        folder: its working directory.
        environment: variables set in addition to those of this process.

    Raises:
        Refusal: ``too_slow``.
    """
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
        _limit_memory(process.pid, memory)
        output, messages = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Refusal("too_slow", "", f"{seconds:g}") from error
    finally:
        _end(process)
    return Finished(process.returncode, output, messages.decode("utf-8", "replace").strip())


def _limit_memory(process_id: int, memory: int) -> None:
    # Set from outside, since running code between fork and exec is unsafe with threads.
    if resource is not None and hasattr(resource, "prlimit"):
        with contextlib.suppress(ProcessLookupError):
            hard = resource.prlimit(process_id, resource.RLIMIT_AS)[1]
            # A limit that this process is under itself (ulimit -v, a cluster) cannot be raised.
            within = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.prlimit(process_id, resource.RLIMIT_AS, (within, within))


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
