"""A process that has loaded the libraries, and becomes a kernel as often as it is asked to.

Loading the libraries takes longer than most notebooks. Where processes can be forked, they are
loaded once, here, and every kernel begins as a copy of this process. It reads a JSON object per
line, with the arguments of a kernel, its environment and folder, and answers with a process ID. It
ends with its input, and its kernels end with it.

Run as ``python -m analysis.run.kernel_template``.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

# What most notebooks import. A library that starts threads when it is loaded must not be here.
LOADED = (
    "IPython.core.completer",
    "analysis.across_reports.nation",
    "analysis.areas.codes",
    "analysis.export.notebook_tables",
    "analysis.figures.captions",
    "analysis.figures.heat",
    "analysis.figures.style",
    "analysis.figures.words",
    "analysis.findings.leaders",
    "analysis.findings.selection",
    "analysis.selection",
    "analysis.uncertainty.recovered_intervals",
    "corpus.store.tables",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "pandas",
    "PIL.PngImagePlugin",
    "pyarrow.parquet",
    "pypdfium2",
    "pypinyin",
    "sklearn.decomposition",
    "sklearn.feature_extraction.text",
)

# What most notebooks look up, by the functions that keep it once they have read it. None may start
# threads, which a copy would not have.
READ = (
    ("analysis.fonts.read_once", "whole_font"),
    ("corpus.lexicon.lists", "english_terms"),
    ("corpus.lexicon.lists", "policy_terms"),
    ("corpus.structure.regions", "lines_by_stem"),
    ("corpus.words.default_segmenter", "segmenter"),
)

# What ipykernel's debugger would import in each kernel anew, and no notebook that is run needs.
NEEDLESS = "debugpy"

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, in Linux's prctl.h


def prepare() -> None:
    """Loads the libraries, and reads what most notebooks look up."""
    for name in LOADED:
        importlib.import_module(name)
    for name, read in READ:
        getattr(importlib.import_module(name), read)()


def become_kernel(asked: Mapping[str, Any]) -> None:
    """Turns this process, a copy of the template, into a kernel; does not return."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["folder"])
    sys.argv = ["ipykernel_launcher", *asked["arguments"]]
    # With the parent's ID it prints nothing for those who start a kernel by hand.
    IPKernelApp.launch_instance(argv=asked["arguments"], parent_handle=os.getppid())


def _copied(asked: Mapping[str, Any]) -> int:
    """The process ID of a copy of this process, in a session of its own, without input."""
    template = os.getpid()
    process = os.fork()
    if process:
        return process
    try:
        _end_with(template)
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nothing, stream)
        become_kernel(asked)
    finally:
        os._exit(1)


def _end_with(template: int) -> None:
    """Has Linux kill this process when its template ends, which it may already have done.

    ipykernel's own watch on its parent begins seconds later, and misses one that ended before.
    """
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != template:
        os._exit(1)


def _reap(running: set[int]) -> None:
    """Takes note of the kernels that have ended, and ends what these had started."""
    for process in sorted(running):
        try:
            ended = os.waitpid(process, os.WNOHANG)[0] == process
        except ChildProcessError:
            ended = True
        if ended:
            running.discard(process)
            _end(process)


def _end(process: int) -> None:
    """Ends the processes of a kernel's session."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def main() -> None:
    """Loads the libraries and answers requests until the input ends."""
    sys.modules[NEEDLESS] = None  # type: ignore[assignment]
    prepare()
    gc.freeze()  # so that no kernel looks through, and so copies, what all of them share
    running: set[int] = set()
    signal.signal(signal.SIGCHLD, lambda *_: _reap(running))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # which the process that asks deals with
    for line in sys.stdin:
        process = _copied(json.loads(line))
        running.add(process)
        _reap(running)  # one that ended before it was known
        print(process, flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for process in sorted(running):
        _end(process)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGKILL)  # one that has no session of its own yet
            os.waitpid(process, 0)


if __name__ == "__main__":
    main()
