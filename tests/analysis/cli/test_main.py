"""The command put together: what it offers, and how it ends."""

import json
import os
import subprocess
import sys

import pytest

from analysis.cli.common import PANELS
from corpus.collection import PROJECT
from tests.analysis.cli.conftest import gwr
from tests.analysis.conftest import DISTRICT_REPORT


def test_help_lists_the_commands_by_group_and_in_their_order():
    lines = [line.strip("│╭─╮ ") for line in gwr("--help").stdout.splitlines()]
    first = [line.split("  ")[0] for line in lines if line]
    wanted = [name for panel, names in PANELS.items() for name in (panel, *names)]
    assert [one for one in first if one in wanted] == wanted


def test_wrong_usage_is_2():
    assert gwr("parse").exit_code == 2
    assert gwr("build", "--jobs", 0).exit_code == 2
    assert gwr("nonsense").exit_code == 2


def test_every_command_says_what_it_does():
    for name in [name for names in PANELS.values() for name in names]:
        done = gwr(name, "--help")
        assert done.exit_code == 0
        assert f"gwr {name}" in done.stdout or f" {name} " in done.stdout


def test_every_command_takes_a_corpus():
    """A script that names its corpus to every command meets none that refuses it."""
    names = [name for names in PANELS.values() for name in names]
    for words in [["fetch", "national"] if name == "fetch" else [name] for name in names]:
        assert "--corpus" in gwr(*words, "--help").stdout, words
    segmented = gwr("segment", DISTRICT_REPORT, "--corpus", "nowhere", "--json")
    assert segmented.exit_code == 0
    assert segmented.stdout == gwr("segment", DISTRICT_REPORT, "--json").stdout


def test_every_command_with_a_result_has_it_for_scripts():
    names = [name for names in PANELS.values() for name in names if name != "lab"]
    for words in [["fetch", "national"] if name == "fetch" else [name] for name in names]:
        assert "--json" in gwr(*words, "--help").stdout, words


def test_a_character_that_the_terminal_lacks_stops_nothing():
    """A terminal in Latin-1 has no Chinese: something else is shown in its place."""
    command = [sys.executable, "-m", "analysis.cli.main", "parse", str(DISTRICT_REPORT)]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"region: ?" in done.stdout


@pytest.mark.parametrize(
    "name", ["build", "doctor", "promises", "sample", "panel", "ledger", "explore"]
)
def test_a_corpus_that_is_not_there_is_one_line_of_every_command(name, tmp_path):
    endings = {"sample": "xlsx", "explore": "html"}
    out = [] if name in ("build", "doctor") else [tmp_path / f"out.{endings.get(name, 'csv')}"]
    done = gwr(name, *out, "--corpus", tmp_path / "nowhere")
    [line] = done.stderr.splitlines()
    assert done.exit_code == 1 and "nowhere" in line
    said = json.loads(gwr(name, *out, "--corpus", tmp_path / "nowhere", "--json").stdout)
    assert len(said["refused"]) == 1 and list(tmp_path.iterdir()) == []
