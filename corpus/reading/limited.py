"""Reading formats that anybody may have made, in a child process with limits of time and memory.

A file of 72 KB can make a parser take 2 GB, or hours. One child reads many documents, since
starting it takes longer than reading one; it is replaced when it has failed, and ends with the
process that started it. Memory is limited where the system has RLIMIT_AS and keeps it (Linux);
on Windows and macOS only time is, and the readers' own limits of size and depth remain. Time is
that of computing, so that a busy computer refuses the same documents; on Windows it is the clock's.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any, Final, Literal, cast

from corpus.errors import Notice, Refusal
from corpus.reading.result import DocumentText

SECONDS: Final = 10.0
MEMORY: Final = 2**30
# The child is ended by the system when it has computed for so long (SIGPROF), and by this
# process when the clock says so: where there are no such timers at once, elsewhere much later.
_TIMED: Final = hasattr(signal, "setitimer")
_PATIENCE: Final = 6 if _TIMED else 1
# It finds modules where this process does, which need not be where a new one would.
_PROGRAM: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from corpus.reading.child import main; main()"
)
Format = Literal["html", "mht", "docx"]
Task = Literal["html", "mht", "docx", "workbook"]


class _Ended(Exception):  # noqa: N818 - reported to the user as too_slow or reader_failed
    """The child has failed, and is to be replaced."""


_lock = threading.Lock()
_kept: list[subprocess.Popen[bytes]] = []  # the child of this process, if it has one


def read_limited(format: Format, data: bytes) -> DocumentText:
    """The text of a document, as the reader of its format returns it.

    Args:
        format: of the document.
        data: its bytes.

    Raises:
        Refusal: as the reader of the format; ``too_slow`` or ``reader_failed`` where the limits are
            reached.

    Example:
        >>> from corpus.reading.limited import read_limited
        >>> read_limited("html", "<p>优化营商环境。</p>".encode())[0]
        '优化营商环境。'
    """
    text, encoding, confidence, notices = do_limited(format, data)
    return DocumentText(text, encoding, confidence, tuple(Notice(*one) for one in notices))


def do_limited(task: Task, data: bytes, *, seconds: float | None = None) -> Any:
    """The result of a task of the child, from ``corpus.reading.child.TASKS``.

    Args:
        task: its name.
        data: the bytes of the file.
        seconds: the longest time that it may compute; by default ``SECONDS``.

    Raises:
        Refusal: as the task; ``too_slow`` or ``reader_failed``.
    """
    limit = SECONDS if seconds is None else seconds
    with _lock:
        if _kept:
            # What other documents have left may be to blame: a new child decides.
            with suppress(_Ended):
                return _asked(_kept[0], task, data, limit)
        try:
            return _asked(_started(), task, data, limit)
        except _Ended as error:
            raise Refusal("reader_failed", "", str(error)) from error


def _asked(child: subprocess.Popen[bytes], task: Task, data: bytes, seconds: float) -> Any:
    late = threading.Event()
    timer = threading.Timer(seconds * _PATIENCE, _end, (child, late))
    timer.start()
    try:
        said = _answer(child, task, data, seconds)
    except (
        BaseException
    ):  # also where the user interrupts: the answer is not to be that of the next
        _forget()
        raise
    finally:
        timer.cancel()
    if said is None:
        _forget()
        if late.is_set() or (_TIMED and child.returncode == -signal.SIGPROF):
            raise Refusal("too_slow", "", f"{seconds:g}")
        raise _Ended(f"status {child.returncode}")
    if "failed" in said or said["spent"] or late.is_set():
        _forget()
    if "failed" in said:
        raise _Ended(said["failed"])
    if "refused" in said:
        code, detail = said["refused"]
        raise Refusal(code, "", detail)
    return said["value"]


def _answer(
    child: subprocess.Popen[bytes], task: Task, data: bytes, seconds: float
) -> dict[str, Any] | None:
    """What the child answers; None if it has ended."""
    requests, answers = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    request = {"task": task, "bytes": len(data), "seconds": seconds}
    try:
        requests.write(json.dumps(request).encode() + b"\n" + data)
        requests.flush()
    except OSError:  # it has gone
        return None
    line = answers.readline()
    if not line.endswith(b"\n"):
        return None
    return cast(dict[str, Any], json.loads(line.decode("utf-8", "surrogatepass")))


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path), str(MEMORY)]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    _kept.append(child)
    return child


def _forget() -> None:
    """Ends the child, if there is one; the next document gets a new one."""
    while _kept:
        child = _kept.pop()
        child.kill()
        child.wait()
        _close(child)


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):  # what was to be written reaches nobody
            cast(IO[bytes], pipe).close()


def _after_fork() -> None:
    """Leaves the child to the process that started it: two must not ask the same one."""
    global _lock
    _lock = threading.Lock()
    while _kept:
        child = _kept.pop()
        child.returncode = 0  # of no concern here
        _close(child)


atexit.register(_forget)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
