"""What the tests of the corpus rooms share: the report, its key, and the real reports beside."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.report import Report, read_report

ROOT = Path(__file__).parents[2]
DISTRICT = ROOT / "corpus" / "reports" / "shahekou-2018.txt"
SHARED = Path(os.environ.get("GWR_SHARED_REPORTS", ROOT.parent / "shared" / "reports"))


@cache
def district_report() -> Report:
    return read_report(DISTRICT)


def shared_files() -> list[Path]:
    """The national and provincial reports for building and testing; none where there is no folder.

    Those in ``local`` are as people collected them, some of them no reports at all.
    """
    found = (path for path in SHARED.rglob("*") if path.suffix in {".txt", ".docx"})
    return sorted(path for path in found if path.parent.name != "local")


@pytest.fixture(scope="session")
def district() -> Report:
    return district_report()


@pytest.fixture(scope="session")
def key() -> dict[str, Any]:
    """What a reader of the district report found in it."""
    path = Path(__file__).parent / "keys" / "shahekou-2018.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shared() -> Iterator[list[Path]]:
    files = shared_files()
    if not files:
        pytest.skip(f"the shared reports are not at {SHARED}; GWR_SHARED_REPORTS can say where")
    yield files
