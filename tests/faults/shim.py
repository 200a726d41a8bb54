"""The shim that lets system calls fail, built where there is a C compiler, and preloaded."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
OPENS, CHANGES, READS, CREATES = 1, 2, 4, 8
# The calls that each error may come from.
KINDS = {
    "EIO": OPENS | CHANGES | READS,
    "ENOSPC": CHANGES | CREATES,
    "EMFILE": OPENS,
    "EROFS": CHANGES | CREATES,
    "kill": CHANGES | CREATES,
}


def why_not() -> str | None:
    """Why there can be no shim here; None where there can."""
    if not sys.platform.startswith("linux"):
        return "calls are made to fail with LD_PRELOAD, which Linux has"
    if compiler() is None:
        return "there is no C compiler to build tests/faults/shim.c with"
    return None


def compiler() -> str | None:
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def built(folder: Path) -> Path:
    """The shim, built in a folder."""
    made = folder / "shim.so"
    command = [str(compiler()), "-shared", "-fPIC", "-O1", str(SOURCE), "-o", str(made), "-ldl"]
    subprocess.run(command, check=True)
    return made


def run_with_shim(module: str, arguments: Sequence[str], folder: Path) -> int:
    """Runs a module with the shim preloaded; returns its exit code."""
    where = os.environ | {
        "LD_PRELOAD": str(built(folder)),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "GWR_LANGUAGE": "en",
    }
    return subprocess.call([sys.executable, "-m", module, *arguments], env=where)


def is_loaded() -> bool:
    return hasattr(ctypes.CDLL(None), "fault_arm")


def arm(folder: Path, fault: str, at: int) -> None:
    """Lets the call with a number fail, or end the process, in this process from now on.

    Args:
        folder: calls on files under it count.
        fault: the name of an error, or ``kill``.
        at: the number of the call, from 1; 0 only counts.
    """
    number = 0 if fault == "kill" else getattr(errno, fault)
    under = str(folder).encode()
    ctypes.CDLL(None).fault_arm(under, KINDS[fault], ctypes.c_long(at), number, fault == "kill")


def counted() -> int:
    library = ctypes.CDLL(None)
    library.fault_count.restype = ctypes.c_long
    return int(library.fault_count())
