"""A few kill points, failing calls and races; `make torture` has the many."""

import subprocess
import sys

import pytest

from tests.faults import shim

REASON = shim.why_not()


def said(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()[-1]


@pytest.mark.skipif(REASON is not None, reason=str(REASON))
def test_commands_that_are_killed_lose_nothing_and_are_completed_by_the_next():
    line = said(
        "tests.faults.points",
        "--commands",
        "add,remove,build,run",
        "--faults",
        "kill",
        "--points",
        "2",
        "--reports",
        "3",
    )
    assert line.endswith(", 0 bad") and int(line.split()[0]) >= 8


@pytest.mark.skipif(REASON is not None, reason=str(REASON))
def test_a_disk_that_fails_is_one_sentence_and_loses_nothing():
    line = said(
        "tests.faults.points",
        "--commands",
        "add,list",
        "--faults",
        "EIO,ENOSPC",
        "--points",
        "2",
        "--reports",
        "3",
    )
    assert line.endswith(", 0 bad") and int(line.split()[0]) >= 8


@pytest.mark.skipif(sys.platform == "win32", reason="races start processes by fork")
def test_two_writers_at_once_are_one_after_the_other():
    pairs = "add+add other,add+add,add+remove,build+build,build+remove"
    line = said("tests.faults.races", "--pairs", pairs, "--rounds", "5", "--reports", "5")
    assert line == "5 races, 0 bad"
