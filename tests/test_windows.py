"""What can be held of Windows without one: names, calls, line ends, locks.

Modules are told that they run there; the calls that only Windows has are imitated.
"""

import ast
import errno
import importlib.util
import json
import os
import re
import subprocess
import sys
import types
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.run import kernels
from corpus import files, locking
from corpus.adding import archives
from corpus.adding.archives import unpack
from corpus.collection import PROJECT
from corpus.documents import safe_name
from corpus.errors import Refusal
from corpus.files import is_device, save_text

ROOMS = ("corpus", "analysis", "notebooks", "tests")
MODULES = sorted(path for room in ROOMS[:2] for path in (PROJECT / room).rglob("*.py"))


def on_windows() -> types.SimpleNamespace:
    """The module ``os``, but for its name of the system."""
    return types.SimpleNamespace(**{**vars(os), "name": "nt"})


# Names


DEVICES = [
    *("con", "CON.txt", "aux.html", "nul", "prn.docx", "com1", "COM9.txt", "lpt¹.txt", "com².a.b"),
    *("conin$", "CONOUT$.txt", "con .txt", "nul  "),
]


@pytest.mark.parametrize("name", DEVICES)
def test_names_of_devices_are_no_names_of_files(name):
    assert is_device(name)
    assert not is_device(safe_name(name))


@pytest.mark.parametrize(
    "name", ["console.txt", "aux-1.txt", "com.txt", "com10", "报告.con", "nul1"]
)
def test_others_are(name):
    assert not is_device(name)
    assert safe_name(name) == name


@pytest.mark.parametrize("name", ["a:b?.txt", "x\\y", 'q"<>|*', "end. ", "\x07", "..", " ."])
def test_a_document_gets_a_name_that_is_valid_everywhere(name):
    made = safe_name(name)
    assert not set('<>:"/\\|?*\x07') & set(made)
    assert made == made.rstrip(". ") != ""


def test_a_result_is_not_written_to_a_device(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "os", on_windows())
    with pytest.raises(Refusal) as refused:
        save_text("x", tmp_path / "aux.csv")
    assert (refused.value.code, refused.value.detail) == ("not_saved", "not allowed on Windows")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a?.txt", "a|b.txt", 'a".txt', "con.txt", "a./b.txt", "b /c.txt", "x\\y.txt"]
)
def test_what_has_no_name_there_is_refused_as_such_and_not_as_damaged(name, tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("good.txt", "x")
        archive.writestr(name, "y")
    monkeypatch.setattr(archives, "os", on_windows())
    unpacked = unpack(tmp_path / "a.zip", tmp_path / "out", suffixes={".txt"})
    assert [path.name for path in unpacked.files] == ["good.txt"]
    assert [one.code for one in unpacked.refused] == ["unsafe_path"]


def test_such_a_name_is_no_obstacle_elsewhere(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a?.txt", "x")
    unpacked = unpack(tmp_path / "a.zip", tmp_path / "out", suffixes={".txt"})
    assert [path.name for path in unpacked.files] == ["a?.txt"]


def project_files() -> list[str]:
    """The files of the project by their paths in it, without what was generated."""
    paths = (path for room in ROOMS for path in (PROJECT / room).rglob("*") if path.is_file())
    return sorted(
        path.relative_to(PROJECT).as_posix()
        for path in paths
        if not re.search(r"__pycache__|\.ipynb_checkpoints|\.egg-info", str(path))
    )


def test_the_project_can_be_checked_out():
    """No devices, no two names that differ in case only, and room for a folder before each."""
    names = project_files()
    assert len({name.casefold() for name in names}) == len(names)
    parts = {part for name in names for part in name.split("/")}
    assert [part for part in parts if is_device(part) or part != part.rstrip(". ")] == []
    assert [part for part in parts if set('<>:"\\|?*') & set(part)] == []
    assert max(map(len, names)) <= 120  # of 260 characters that a path may have


# Calls and line ends


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a module, with the last part of the name that is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def mode_of(call: ast.Call) -> str:
    """The mode in a call of ``open``."""
    given = [one.value for one in call.args if isinstance(one, ast.Constant)]
    return next((one for one in given if isinstance(one, str) and set(one) <= set("rwaxbt+")), "r")


def unstated(path: Path) -> Iterator[str]:
    """The calls that leave encoding or line ends to the system."""
    for name, call in calls(path):
        said = {one.arg for one in call.keywords}
        writes = name == "open" and set(mode_of(call)) & set("wax") and "b" not in mode_of(call)
        needed = {
            "write_text": {"encoding", "newline"},
            "to_csv": {"lineterminator"},
            "open": {"encoding", "newline"} if writes else set(),
        }.get(name, set())
        if name in ("writer", "DictWriter"):
            needed = {"lineterminator"}
        if needed - said:
            yield f"{path.relative_to(PROJECT)}:{call.lineno}"


def test_what_is_written_has_the_encoding_and_line_ends_that_it_has_elsewhere():
    assert [place for path in MODULES for place in unstated(path)] == []


# Where each call that Windows lacks may be: behind a question whether it is there.
ONLY_POSIX = {
    "os": {
        "fork",
        "killpg",
        "setsid",
        "sysconf",
        "getuid",
        "geteuid",
        "getpgid",
        "uname",
        "mkfifo",
    },
    "signal": {"SIGKILL", "SIGCHLD", "SIGALRM", "SIGHUP", "alarm", "setitimer"},
}
GUARDED = {
    "analysis/run/kernel_template.py",  # started by kernels.py, on Linux only
    "analysis/run/kernels.py",
    "analysis/run/provenance.py",
    "corpus/locking.py",
    "corpus/reading/child.py",
    "corpus/reading/programs.py",
}
POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "syslog"}


def posix_uses(path: Path) -> bool:
    """Whether a module has a call or an import that Windows lacks."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import) and {one.name for one in node.names} & POSIX_MODULES:
            return True
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            lacking = ONLY_POSIX.get(node.value.id, set())
            if node.attr in lacking:
                return True
    return False


def test_calls_that_windows_lacks_are_where_they_are_guarded():
    found = {path.relative_to(PROJECT).as_posix() for path in MODULES if posix_uses(path)}
    assert found == GUARDED


_IMPORTED_WITHOUT = """
import builtins, importlib, json, os, pkgutil, signal, sys

lacking = json.loads(sys.argv[1])
real = builtins.__import__
import corpus, analysis
import corpus.locking, corpus.reading.child  # which branch they have is decided by the system
import multiprocessing, subprocess, asyncio, socket, platform, pandas, pyarrow, duckdb, matplotlib
import IPython, jupyter_client.manager, nbclient, nbconvert, typer, rich, sklearn.decomposition
from jupyter_client.provisioning import local_provisioner

def without(name, *rest, **more):
    if name in lacking["modules"] and rest and (rest[0] or {}).get("__name__", "").startswith(
        ("corpus", "analysis")
    ):
        raise ImportError(name)
    return real(name, *rest, **more)

builtins.__import__ = without
for module in (os, signal):
    for name in lacking[module.__name__]:
        if hasattr(module, name):
            delattr(module, name)
for root in (corpus, analysis):
    for one in pkgutil.walk_packages(root.__path__, root.__name__ + "."):
        importlib.import_module(one.name)
from corpus.reading.programs import run_limited
subprocess.Popen.kill = subprocess.Popen.terminate  # as they are there
print(run_limited([sys.executable, "-c", "print(1)"], seconds=60, memory=1 << 40).output.decode())
from analysis.run.provenance import computer
print(computer()["memory_gib"])
"""


def test_every_module_is_loaded_and_programs_are_run_without_them():
    lacking = {name: sorted(calls) for name, calls in ONLY_POSIX.items()}
    lacking["modules"] = sorted(POSIX_MODULES)
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED_WITHOUT, json.dumps(lacking)],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout.split()) == (0, ["1", "None"]), done.stderr


def test_kernels_are_no_copies_there(monkeypatch):
    monkeypatch.setattr(kernels, "sys", types.SimpleNamespace(platform="win32"))
    with kernels.kernel_managers() as manager:
        assert manager is kernels.AsyncKernelManager


# Locks


@pytest.fixture
def windows_locking(monkeypatch):
    """The module of the locks as Windows has it, with an imitation of ``msvcrt``.

    There a byte is locked, for this process and others; whoever does not get it is told so by
    EACCES, and no file is deleted that somebody has open.
    """
    held: set[int] = set()
    imitation = types.ModuleType("msvcrt")
    imitation.LK_NBLCK, imitation.LK_UNLCK = 2, 0

    def lock(number: int, mode: int, count: int) -> None:
        assert os.lseek(number, 0, os.SEEK_CUR) == locking._FAR and count == 1
        file = os.fstat(number).st_ino
        if mode == imitation.LK_UNLCK:
            held.remove(file)
        elif file in held:
            raise OSError(errno.EACCES, "Permission denied")
        else:
            held.add(file)

    imitation.locking, imitation.held = lock, held
    monkeypatch.setitem(sys.modules, "msvcrt", imitation)
    spec = importlib.util.spec_from_file_location("windows_locking", locking.__file__)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "windows_locking", module)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        spec.loader.exec_module(module)
    monkeypatch.setattr(module, "os", on_windows())
    module.held = held
    return module


def test_a_lock_is_held_by_one_and_free_again(windows_locking, tmp_path):
    lock = tmp_path / ".gwr.lock"
    with windows_locking.locked(lock):
        assert windows_locking.holder(lock).pid == os.getpid()
        with pytest.raises(Refusal) as refused, windows_locking.locked(lock, wait=0.0):
            pass
        assert (refused.value.code, len(windows_locking.held)) == ("busy", 1)
    assert windows_locking.held == set() and not lock.exists()
    with windows_locking.locked(lock, wait=0.0):
        pass


def test_it_is_given_back_before_its_file_is_deleted(windows_locking, tmp_path, monkeypatch):
    """The other way round Windows refuses, since the file is open."""
    lock, order = tmp_path / ".gwr.lock", []
    unlock, close = windows_locking._unlock, os.close
    monkeypatch.setattr(windows_locking, "_unlock", lambda n: (order.append("unlock"), unlock(n)))
    windows_locking.os.close = lambda number: (
        order.append(f"close {lock.exists()}"),
        close(number),
    )
    with windows_locking.locked(lock):
        order.clear()
    assert order == ["unlock", "close True"] and not lock.exists()


def test_a_file_that_somebody_is_deleting_is_waited_for(windows_locking, tmp_path):
    lock = tmp_path / ".gwr.lock"
    lock.touch()

    def denied(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    windows_locking.os.open = denied
    with pytest.raises(Refusal) as refused, windows_locking.locked(lock, wait=0.0):
        pass
    assert refused.value.code == "busy"
    lock.unlink()  # nobody's: then there is no permission to write here
    with pytest.raises(Refusal) as refused, windows_locking.locked(lock, wait=0.0):
        pass
    assert refused.value.code == "not_saved"
