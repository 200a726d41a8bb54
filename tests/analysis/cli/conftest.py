"""What the tests of the commands take: the command itself, and a corpus to change."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from tests.analysis.conftest import DISTRICT_REPORT


def gwr(*words: object, language: str = "en"):
    runner = CliRunner(env={"GWR_LANGUAGE": language})
    return runner.invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """A command may change the environment of its process, which here goes on with other tests."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    shutil.copy(DISTRICT_REPORT, tmp_path / "district.txt")
    return tmp_path
