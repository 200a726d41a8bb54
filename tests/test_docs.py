"""The reference of the public names: built without a warning, complete, and offline."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.collection import PROJECT
from tests.public_names import DOORS, packages


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, str]:
    """The pages by the module that they describe."""
    folder = tmp_path_factory.mktemp("docs")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.build_docs", str(folder)],
        capture_output=True,
        text=True,
        cwd=PROJECT,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in sorted(Path(folder).rglob("*.html"))
    }


def test_every_public_name_has_its_place(pages):
    for package in packages():
        for name in package.__all__:
            assert f'id="{name}"' in pages[package.__name__], f"{package.__name__}.{name}"
    for door in DOORS:
        assert f'id="{door.rpartition(".")[2]}"' in pages[door]


def test_pages_load_nothing_from_elsewhere(pages):
    for page in pages.values():
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=[\"']([^\"']*)", page)
        loaded += re.findall(r"<link[^>]*\shref=[\"']([^\"']*)", page)
        loaded += re.findall(r"url\(([^)]*)", page)
        assert [one for one in loaded if re.match(r"[\"']?(?:https?:)?//", one)] == []


def test_pages_name_no_folder_of_the_computer_that_made_them(pages):
    folders = (str(PROJECT), str(Path.home()), sys.prefix)
    assert [name for name, page in pages.items() if any(one in page for one in folders)] == []
    assert "corpus/lexicon/stopwords.csv" in pages["corpus.lexicon"]


def test_formulas_are_as_they_are_in_the_code(pages):
    assert "(k − 1) / k Σ r² / (X (1 − p))" in pages["analysis.uncertainty"]
