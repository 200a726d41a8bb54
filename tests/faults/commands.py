"""The commands that are interrupted and raced, run in a process of their own by a fork.

A fork of a process in which everything is loaded starts in milliseconds, so that hundreds of kill
points and races take minutes. Notebooks are stood in for by one that writes a table and a figure.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.faults import corpora

LIMIT = 240  # seconds after which a command counts as hung


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code, negative for a signal.
        said: what it printed.
        calls: how many calls were counted that could have failed; None if it was killed.
    """

    code: int
    said: str
    calls: int | None


def words(name: str, folder: Path) -> list[str]:
    """The words of a command on the corpus in a folder."""
    new = sorted((folder / "new").glob("*.txt"))
    out = folder / "out"
    made = {
        "add": ["add", str(new[0]), "--year", "2018", "--region", "210204"],
        "add other": ["add", str(new[1]), "--year", "2019", "--region", "210204"],
        "add many": ["add", *map(str, new)],
        "remove": ["remove", "r0001"],
        "remove other": ["remove", "r0002"],
        "build": ["build", "--jobs", "1"],
        "build all": ["build"],
        "list": ["list"],
        "doctor": ["doctor"],
        "panel": ["panel", str(out / "panel.dta"), "--areas", "6"],
        "ledger": ["ledger", str(out / "ledger.csv")],
        "explore": ["explore", str(out / "page.html")],
        "sample": ["sample", str(out / "coding.xlsx"), "--sentences", "20"],
        "run": ["run", "01", "--out", str(out / "run")],
        "verify": ["verify", str(out / "run")],
    }
    return [*made[name], "--corpus", str(folder)]


@cache
def gwr() -> Callable[[list[str]], object]:
    """The command with all of its options, which take longer to put together than many a call."""
    from typer.main import get_command

    from analysis.cli.main import app

    return get_command(app)


def call(arguments: Sequence[str]) -> None:
    """Runs a command in this process, and ends it."""
    gwr()(list(arguments))


def stand_in() -> None:
    """Replaces the execution of notebooks by a function that writes two results."""
    import pandas as pd

    from analysis.export import save_table
    from analysis.outputs import figure_folder
    from analysis.run import runner
    from analysis.run.notebook import Execution
    from corpus.files import save_text

    def execute(made, parameters, **others):  # type: ignore[no-untyped-def]
        save_table(pd.DataFrame({"n": range(50)}), "01_the_report-n", folder=_tables())
        save_text("a figure\n" * 500, figure_folder() / "01_the_report-a.svg")
        return Execution(made, None)

    def _tables() -> Path:
        return Path(os.environ["GWR_OUT"]) / "tables"

    runner.execute = execute


def start(work: Callable[[], None], said: Path, *, finish: Callable[[], object] = int) -> int:
    """Starts work in a fork; what it prints goes to a file. Returns the number of the process."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        signal.alarm(LIMIT)
        file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, 1)
        os.dup2(file, 2)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        finish()
    finally:
        os._exit(code)


def ended(pid: int, said: Path) -> Ended:
    """Waits for a process that ``start`` started."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    calls = said.with_suffix(".calls")
    number = int(calls.read_text()) if calls.exists() else None
    calls.unlink(missing_ok=True)
    return Ended(code, said.read_text(encoding="utf-8", errors="replace"), number)


def run(arguments: Sequence[str], said: Path) -> Ended:
    """Runs a command in a fork, to its end."""
    return ended(start(lambda: call(arguments), said), said)


def fresh(template: Path, folder: Path) -> Path:
    """A copy of a corpus with its store, in place of the last one."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder, symlinks=True)
    return folder


def load(folder: Path, names: Iterable[str]) -> None:
    """Loads in this process what commands load, so that forks have it: runs each of them once.

    Args:
        folder: a folder that is made for it, and deleted.
        names: of the commands.
    """
    stand_in()
    for name in ("list", *names):
        shutil.rmtree(folder, ignore_errors=True)
        _call_here(words(name, corpora.make(folder, 3)), folder / "said.txt")
    shutil.rmtree(folder, ignore_errors=True)


def _call_here(arguments: Sequence[str], said: Path) -> None:
    from contextlib import redirect_stderr, redirect_stdout, suppress

    with (
        said.open("w", encoding="utf-8") as file,
        suppress(SystemExit),
        redirect_stdout(file),
        redirect_stderr(file),
    ):
        call(arguments)


def complaints(folder: Path, command: Ended) -> list[str]:
    """What no command may do, whatever happens to it: print a traceback, hang, or end oddly."""
    found = []
    if "Traceback" in command.said or command.code not in (0, 1, -signal.SIGKILL):
        found.append(f"ended with {command.code}: {command.said[-1500:]}")
    typed = corpora.rows_of(folder).get("r0001", {}).get("note")
    if "r0001" in corpora.documents_of(folder) and typed != corpora.HAND:
        found.append("the row that somebody typed is lost")
    return found
