"""Gives every reader and parser files that are nearly right, and looks at what comes of it.

    python -m tests.torture.fuzz [--minutes 20] [--targets docx,csv] [--seed 1]

Held: nothing but an answer or a refusal; at most 10 seconds of processor time (programs that read a
document have more) and 1 GB of memory for each. Each target runs in a process of its own. An input
that goes wrong is written to ``--keep``, from where it can be tried again: ``--again FILE --targets
docx``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.torture.limits import CAN_END, TooSlow, at_most
from tests.torture.mutate import mutated
from tests.torture.targets import TARGETS, Target

MEMORY = 2**30
# Refusals that hide a fault of ours.
FAULTS = ("not_parsed", "reader_failed", "too_slow")


def fault(target: Target, folder: Path, data: bytes) -> str:
    """What is wrong with the answer to an input; "" where nothing is."""
    before, most = _of_programs()
    wrong = _fault(target, folder, data)
    seconds, memory = _of_programs()
    if not wrong and seconds - before > target.seconds:
        return "TooSlow: a program that reads it"
    # The most that any program ever took, so that one of another test may have taken it.
    is_large = memory > max(MEMORY, most)
    return wrong or ("TooLarge: a program that reads it" if is_large else "")


def _of_programs() -> tuple[float, int]:
    """Seconds of the programs that this process started and that have ended, and the most memory.

    The child that reads many documents has limits of its own.
    """
    try:
        import resource
    except ImportError:  # Windows
        return 0.0, 0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss * unit


def _fault(target: Target, folder: Path, data: bytes) -> str:
    try:
        with at_most(target.seconds), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target.read(folder, data)
    except target.refusals as refusal:
        code = getattr(refusal, "code", "")
        return f"{code}: {refusal}" if code in FAULTS else ""
    except TooSlow:
        return "TooSlow " + "".join(traceback.format_exc().splitlines(keepends=True)[-8:])
    except Exception:
        return traceback.format_exc()
    return ""


def _kind(wrong: str) -> str:
    """The last line and the place of our own code that was last run, which make a kind of fault."""
    places = [
        one.strip() for one in wrong.splitlines() if "File " in one and "/torture/" not in one
    ]
    return f"{places[-1] if places else ''} | {wrong.strip().splitlines()[-1][:120]}"


def tried(name: str, seconds: float, seed: int, keep: Path) -> Counter[str]:
    """How many inputs a target was given within a time, and which kinds of faults it had."""
    target, tally, rng = TARGETS[name], Counter[str](), random.Random(seed)
    with tempfile.TemporaryDirectory() as one:
        folder = Path(one)
        os.environ["XDG_CACHE_HOME"] = one  # where what is recognised is kept
        pool = list(target.seeds(folder))
        for data in pool:  # which also loads what it needs
            if wrong := fault(target, folder, data):
                tally[f"a seed: {_kind(wrong)}"] += 1
        _limit_memory()
        end = _spent() + seconds
        while _spent() < end:
            data = mutated(rng.choice(pool), pool, rng)
            (keep / "now").write_bytes(data)
            wrong = fault(target, folder, data)
            tally["inputs"] += 1
            if wrong:
                tally[_kind(wrong)] += 1
                if tally[_kind(wrong)] == 1:
                    _keep(keep, data, wrong)
    return tally


def _spent() -> float:
    """Seconds of this process and of the programs that it started and that have ended."""
    return time.process_time() + _of_programs()[0]


def _limit_memory() -> None:
    """One gigabyte more than the modules take."""
    try:
        import resource
    except ImportError:  # Windows
        return
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    # The hard limit stays, under which the programs that it starts set their own.
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, hard))


def _keep(folder: Path, data: bytes, wrong: str) -> None:
    name = hashlib.sha256(data).hexdigest()[:12]
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text(wrong, encoding="utf-8", errors="backslashreplace")


def _target(name: str, seconds: float, seed: int, keep: Path) -> int:
    """Runs one target in a process of its own; the number of faults."""
    keep = keep / name.replace(" ", "-")
    keep.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.torture.fuzz", "--one", name, "--keep", str(keep)]
    command += ["--minutes", str(seconds / 60), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{name:24}", done.stdout.strip() or "nothing said", flush=True)
    if done.returncode < 0 or not done.stdout.strip():  # not even Python could catch it
        crash = (keep / "now").read_bytes() if (keep / "now").exists() else b""
        _keep(keep, crash, f"ended by {done.returncode}\n{done.stderr[-3000:]}")
        print(f"    ended by {done.returncode}: {done.stderr.strip()[-300:]}", flush=True)
        return 1
    return done.returncode


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=20, help="in all, of processor time")
    asked.add_argument("--targets", default=",".join(TARGETS))
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "gwr-fuzz")
    asked.add_argument("--one", help=argparse.SUPPRESS)
    asked.add_argument("--again", type=Path, help="an input that was kept")
    given = asked.parse_args()
    if not CAN_END:
        print("not tried: this system cannot end what takes too long")
        return 0
    if given.one:
        return _say(tried(given.one, given.minutes * 60, given.seed, given.keep))
    if given.again:
        return _again(given.again, given.targets.split(","))
    names = given.targets.split(",")
    each = given.minutes * 60 / len(names)
    bad = sum(_target(name, each, given.seed, given.keep) for name in names)
    print(f"{len(names)} targets, {bad} kinds of faults")
    return 1 if bad else 0


def _again(path: Path, names: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        wrong = [fault(TARGETS[name], Path(folder), path.read_bytes()) for name in names]
    print("\n".join(wrong))
    return int(any(wrong))


def _say(tally: Counter[str]) -> int:
    inputs = tally.pop("inputs", 0)
    print(f"inputs {inputs:7}, kinds of faults {len(tally)}")
    for kind, number in tally.most_common():
        print(f"    {number} × {kind}")
    return min(len(tally), os.EX_SOFTWARE if hasattr(os, "EX_SOFTWARE") else 70)


if __name__ == "__main__":
    sys.exit(main())
