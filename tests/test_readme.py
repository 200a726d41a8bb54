import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from analysis.cli.main import app
from analysis.run.notebook import notebook_names

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh.md"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_python_block_runs(name):
    for block in re.findall(r"```python\n(.*?)```", text_of(name), re.DOTALL):
        done = subprocess.run([sys.executable, "-c", block], capture_output=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode()
        assert "营商环境" in done.stdout.decode()


@pytest.mark.parametrize("name", READMES)
def test_every_command_named_is_there(name):
    commands = set(get_command(app).commands)
    named = set(re.findall(r"gwr ([a-z]+)", text_of(name)))
    assert named and named <= commands


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_named_is_there(name):
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", text_of(name)))
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize("name", READMES)
def test_every_notebook_is_listed_and_every_link_leads_somewhere(name):
    assert re.findall(r"\| `(\d\d_\w+)` \|", text_of(name)) == notebook_names()
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text_of(name)):
        assert (ROOT / target).exists(), target


def test_both_say_the_same_commands():
    blocks = [re.findall(r"```(?:sh|bat)\n(.*?)```", text_of(name), re.DOTALL) for name in READMES]
    assert blocks[0] == blocks[1]
