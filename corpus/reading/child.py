"""The program that reads untrusted formats in a process of its own; ``limited`` starts it.

It answers one request after another: a line of JSON (``task``, ``bytes``, ``seconds``), then the
bytes of the document; the answer is a line of JSON. It ends with its standard input, that is, with
the process that started it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any, Final

from corpus.errors import Refusal
from corpus.reading.mht import read_mht
from corpus.reading.result import DocumentText
from corpus.reading.web_page import read_html
from corpus.reading.word_docx import read_docx
from corpus.reading.workbook import count_rows

_SPENT: Final = 0.25  # of the memory: a process that keeps so much makes room for a new one


def _plain(reading: DocumentText) -> list[Any]:
    """A reading as JSON has it."""
    text, encoding, confidence, notices = reading
    return [text, encoding, confidence, [astuple(one) for one in notices]]


TASKS: Final[dict[str, Callable[[bytes], Any]]] = {
    "html": lambda data: _plain(read_html(data)),
    "mht": lambda data: _plain(read_mht(data, read_html)),
    "docx": lambda data: _plain(read_docx(data)),
    "workbook": count_rows,
}


def answer(task: str, data: bytes) -> dict[str, Any]:
    """The result of a task: its ``value``, why it was ``refused``, or how it ``failed``."""
    try:
        return {"value": TASKS[task](data)}
    except Refusal as refusal:
        return {"refused": [refusal.code, refusal.detail]}
    except Exception as error:  # whatever a hostile file makes a library raise
        return {"failed": type(error).__name__}


def serve(requests: IO[bytes], answers: IO[bytes], *, memory: int) -> None:
    """Answers requests until there are no more.

    Args:
        requests: where they come from; each says the longest time that it may take.
        answers: where the answers go; ``spent`` asks for a new process.
        memory: bytes of address space that the process may use.
    """
    _limit_memory(memory)
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["bytes"])
        _limit_time(request["seconds"])
        said = {**answer(request["task"], data), "spent": _used() > memory * _SPENT}
        answers.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        answers.write(b"\n")
        answers.flush()
        _limit_time(0)


def _limit_time(seconds: float) -> None:
    """Has the system end this process after so many seconds of computing; 0: not any more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


if sys.platform == "win32":

    def _limit_memory(memory: int) -> None:
        """Nothing: Windows limits memory by other means, which Python does not have."""

else:
    import resource

    def _limit_memory(memory: int) -> None:
        with suppress(ValueError, OSError):  # macOS has the limit, and does not keep it
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            within = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_AS, (within, hard))


def _used() -> int:
    """The address space of this process in bytes; 0 where the system does not tell.

    The most that it has ever used is no measure: Linux counts what its parent had used.
    """
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):  # no Linux
        return 0


def main() -> None:
    """Serves on the standard streams; the last argument is the memory in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command that waits
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    serve(sys.stdin.buffer, answers, memory=int(sys.argv[-1]))
