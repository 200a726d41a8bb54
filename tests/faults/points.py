"""Kills commands, or lets a call of theirs fail, at every n-th call, and looks at what is left.

    python -m tests.faults.points [--faults kill,EIO] [--commands add,build] [--points 20]

Each command runs on a fresh copy of a corpus until its call with a number; then again without a
fault. Held at every point: no traceback; nothing that somebody typed is lost; every file is the
old one or the new one; the same command run again gives what it gives uninterrupted, byte for byte;
nothing is left of the interrupted one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults import commands, corpora, shim
from tests.faults.commands import Ended, call, complaints, ended, fresh, run, start, words

COMMANDS = ("add", "remove", "build", "list", "panel", "ledger", "sample", "explore", "run")
FAULTS = ("kill", "EIO", "ENOSPC", "EMFILE", "EROFS")
# What the same command may answer when it is run again although all was done already.
DONE = {"add": "already in the corpus", "remove": "no report with this ID"}


@dataclass(frozen=True)
class State:
    """What there is in a corpus and in the folder of results."""

    documents: dict[str, str]
    rows: dict[str, dict[str, str]]
    store: dict[str, str]
    results: dict[str, str]


def state_of(folder: Path) -> State:
    return State(
        corpora.documents_of(folder),
        corpora.rows_of(folder),
        corpora.files_of(folder / "outputs" / "store"),
        corpora.files_of(folder / "out"),
    )


def template_of(folder: Path, reports: int, names: Collection[str]) -> Path:
    """A corpus whose store is up to date but for one report, with results of an earlier state.

    Args:
        folder: in which it is made.
        reports: how many.
        names: of the commands that are tried.
    """
    made = corpora.make(folder / "template", reports)
    last = made / "reports" / f"r{reports - 1:04}.txt"
    kept = last.read_bytes()
    last.unlink()
    commands.load(folder / "warm", names)
    for name in ("build all", *(one for one in ("panel", "ledger", "run") if one in names)):
        run(words(name, made), folder / "said.txt")
    last.write_bytes(kept)
    return made


def interrupted(name: str, folder: Path, fault: str, at: int, said: Path) -> Ended:
    """Runs a command with a fault at its call with a number."""

    arguments = words(name, folder)

    def work() -> None:
        shim.arm(folder, fault, at)
        call(arguments)

    def finish() -> None:
        said.with_suffix(".calls").write_text(str(shim.counted()))

    return ended(start(work, said, finish=finish), said)


def problems(
    name: str, folder: Path, first: Ended, whole: Ended, old: State, new: State, said: Path
) -> list[str]:
    """What is wrong with a corpus after a command was interrupted and run again."""
    found = complaints(folder, first)
    there = state_of(folder)
    if first.code == 0:  # it says that all went well
        found += [
            f"exit 0, but other {what}: {_different(there, new, what)}"
            for what in ("documents", "rows", "results")
            if getattr(there, what) != getattr(new, what)
        ]
        if name in ("list", "doctor") and _told(first) != _told(whole):
            found.append(f"exit 0, but says: {first.said[-800:]}")
    found += _neither(there.documents, old.documents, new.documents, "document")
    found += _neither(there.results, old.results, new.results, "result")
    found += [
        f"row of {one} is lost"
        for one in old.rows
        if one not in there.rows | new.rows.keys() and one in there.documents
    ]
    again = run(words(name, folder), said)
    found += complaints(folder, again)
    if again.code and DONE.get(name, "\0") not in again.said:
        found.append(f"again: {again.code} {again.said[-800:]}")
    if name in ("add", "remove"):  # which leave the store to a build
        run(words("build", folder), said)
    last = state_of(folder)
    for what in ("documents", "rows", "store", "results"):
        if getattr(last, what) != getattr(new, what):
            found.append(f"{what} differ in the end: {_different(last, new, what)}")
    left = [one for one in corpora.halves_of(folder) if not one.startswith("out/")]
    return found + [f"left: {one}" for one in left]


def _told(command: Ended) -> str:
    """What a command printed, without the progress bar that it has where a computer is slow."""
    return command.said.rpartition("\r")[2]


def _different(one: State, other: State, what: str) -> list[str]:
    a, b = getattr(one, what), getattr(other, what)
    return sorted(str(key) for key in {*a, *b} if a.get(key) != b.get(key))[:5]


def _neither(
    there: dict[str, str], old: dict[str, str], new: dict[str, str], what: str
) -> list[str]:
    return [
        f"{what} {one} is neither old nor new"
        for one, digest in there.items()
        # The page that lists results says which of them are of an earlier run.
        if not one.endswith("index.html") and digest not in (old.get(one), new.get(one))
    ]


def tried(template: Path, name: str, fault: str, points: int) -> Iterator[tuple[int, list[str]]]:
    """Each point that was tried, with what was wrong."""
    work, said = template.with_name("work"), template.with_name("said.txt")
    old = state_of(fresh(template, work))
    whole = interrupted(name, work, fault, 0, said)
    if name in ("add", "remove"):
        run(words("build", work), said)
    new = state_of(work)
    if whole.code or not whole.calls:
        yield 0, [f"{name} does not even work: {whole.code} {whole.calls} {whole.said[-500:]}"]
        return
    step = max(1, whole.calls // points)
    for at in range(1, whole.calls + 1, step):
        fresh(template, work)
        first = interrupted(name, work, fault, at, said)
        yield at, problems(name, work, first, whole, old, new, said)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--faults", default=",".join(FAULTS))
    asked.add_argument("--commands", default=",".join(COMMANDS))
    asked.add_argument("--points", type=int, default=20, help="for each command and fault")
    asked.add_argument("--reports", type=int, default=5)
    given = asked.parse_args()
    if reason := shim.why_not():
        print(f"not tried: {reason}")
        return 0
    if not shim.is_loaded():
        with tempfile.TemporaryDirectory() as folder:
            return shim.run_with_shim("tests.faults.points", sys.argv[1:], Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        template = template_of(Path(folder), given.reports, given.commands.split(","))
        return _try_all(template, given)


def _try_all(template: Path, given: argparse.Namespace) -> int:
    tally: Counter[str] = Counter()
    for name in given.commands.split(","):
        for fault in given.faults.split(","):
            results = list(tried(template, name, fault, given.points))
            bad = [(at, wrong) for at, wrong in results if wrong]
            tally["points"] += len(results)
            tally["bad"] += len(bad)
            print(f"{name:8} {fault:7} points {len(results):4}, bad {len(bad)}", flush=True)
            for at, wrong in bad:
                print(f"  call {at}: " + "\n    ".join(wrong), flush=True)
    print(f"{tally['points']} points, {tally['bad']} bad")
    return 1 if tally["bad"] else 0


if __name__ == "__main__":
    sys.exit(main())
