"""Runs pairs of commands at once on one corpus, and looks at what comes of it.

    python -m tests.faults.races [--rounds 60] [--reports 10] [--pairs "add+add other,run+run"]

Held after every race: no traceback; nobody who says "added" has lost the document or its row;
documents, rows, store and results are those of the two commands one after the other.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations_with_replacement
from pathlib import Path

from tests.faults import corpora
from tests.faults.commands import Ended, call, complaints, ended, fresh, run, start, words
from tests.faults.points import DONE, State, state_of, template_of

WRITERS = ("add", "add other", "remove", "remove other", "build", "run")
OTHERS = ("list", "doctor", "panel", "ledger", "sample", "explore", "verify")
APART = 0.2  # seconds between the two at most


def pairs(reports: int) -> list[tuple[str, str]]:
    """The pairs in which one writes at least; of large corpora, those that are quick."""
    names = (*WRITERS, *OTHERS) if reports < 1000 else (*WRITERS, "list")
    every = combinations_with_replacement(names, 2)
    return [pair for pair in every if set(pair) & {*WRITERS, "panel", "sample"}]


def race(pair: Sequence[str], work: Path, rng: random.Random) -> list[Ended]:
    """Both commands at once, the second a little later."""
    said = [work.with_name(f"said-{place}.txt") for place in (0, 1)]
    lines = [words(name, work) for name in pair]
    later = rng.random() * APART

    def late() -> None:
        time.sleep(later)
        call(lines[1])

    started = [start(lambda: call(lines[0]), said[0]), start(late, said[1])]
    return [ended(pid, path) for pid, path in zip(started, said, strict=True)]


def in_turn(pair: Sequence[str], template: Path) -> State:
    """What there is after the two commands one after the other, and a build."""
    work, said = template.with_name("turn"), template.with_name("said.txt")
    fresh(template, work)
    for name in (*pair, "build"):
        run(words(name, work), said)
    return state_of(work)


def problems(
    pair: Sequence[str], work: Path, both: Sequence[Ended], turns: Sequence[State]
) -> list[str]:
    """What is wrong after a race."""
    found = [wrong for one in both for wrong in complaints(work, one)]
    said = work.with_name("said.txt")
    for name, one in zip(pair, both, strict=True):
        allowed = DONE.get(name.split()[0], "\0") in one.said and pair[0] == pair[1]
        if one.code and not allowed and name != "verify":
            found.append(f"{name}: {one.code} {one.said[-600:]}")
    if pair[0] == pair[1] and pair[0] in DONE and sum(one.code == 0 for one in both) != 1:
        found.append(f"not just one did it: {[one.said for one in both]}")
    run(words("build", work), said)
    there = state_of(work)
    for what in ("documents", "rows", "store"):
        if all(getattr(there, what) != getattr(turn, what) for turn in turns):
            found.append(f"{what} are those of neither order")
    found += _results_of_neither(there, turns)
    if "run" in pair and len(turns[0].documents) == len(turns[1].documents):
        found += _verified(pair, work, said)
    return found + [f"left: {one}" for one in corpora.halves_of(work)]


def _results_of_neither(there: State, turns: Sequence[State]) -> list[str]:
    """A result may be of the corpus before or after what the other command did to it."""
    known = {name for turn in turns for name in turn.results}
    return [f"result {name} should not be there" for name in there.results.keys() - known]


def _verified(pair: Sequence[str], work: Path, said: Path) -> list[str]:
    checked = run(words("verify", work), said)
    return [] if checked.code == 0 else [f"verify: {checked.said[-600:]}"]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--rounds", type=int, default=60)
    asked.add_argument("--reports", type=int, default=10)
    asked.add_argument("--pairs", default="")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    if not hasattr(os, "fork"):
        print("not tried: races start processes by fork, which this system has not")
        return 0
    chosen = [tuple(one.split("+")) for one in given.pairs.split(",") if one] or pairs(
        given.reports
    )
    with tempfile.TemporaryDirectory() as folder:
        return _race_all(Path(folder), chosen, given)


def _race_all(folder: Path, chosen: Sequence[tuple[str, ...]], given: argparse.Namespace) -> int:
    names = sorted({name for pair in chosen for name in pair})
    template, rng = template_of(folder, given.reports, names), random.Random(given.seed)
    known: dict[tuple[str, ...], list[State]] = {}
    tally: Counter[str] = Counter()
    for number in range(given.rounds):
        pair = chosen[number % len(chosen)]
        if pair not in known:
            known[pair] = [in_turn(pair, template), in_turn(pair[::-1], template)]
        work = fresh(template, folder / "work")
        begin = time.monotonic()
        wrong = problems(pair, work, race(pair, work, rng), known[pair])
        tally["races"] += 1
        tally["bad"] += bool(wrong)
        print(f"{' + '.join(pair):28} {time.monotonic() - begin:5.1f} s", *wrong, sep="\n    ")
        sys.stdout.flush()
    print(f"{tally['races']} races, {tally['bad']} bad")
    return 1 if tally["bad"] else 0


if __name__ == "__main__":
    sys.exit(main())
