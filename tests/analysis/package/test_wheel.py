"""The wheel has the suite that runs, no document, and nothing that notebooks printed."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest

from analysis.package.wheel import lock_file, suite_wheel
from analysis.run.folders import notebook_names
from analysis.run.provenance import program_digest
from corpus.errors import Refusal


@pytest.fixture(scope="module")
def made():
    """The name of the wheel, and its bytes."""
    return suite_wheel()


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    _, data = made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


def test_the_program_is_the_same(site):
    assert program_digest(site) == program_digest()


def test_it_is_the_same_twice(made):
    assert suite_wheel() == made


def test_no_document_is_in_it(site):
    assert not (site / "corpus" / "reports").exists()
    assert not list(site.rglob("__pycache__"))


def test_notebooks_have_no_outputs(site):
    for lang in ("en", "zh"):
        folder = site / "analysis" / "notebooks" / ("zh" if lang == "zh" else "")
        assert sorted(one.stem for one in folder.glob("*.ipynb")) == notebook_names(lang)
        for path in folder.glob("*.ipynb"):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            assert not any(cell.get("outputs") for cell in cells)


def test_its_list_of_files_has_the_digest_of_each(site):
    [listed] = site.glob("*.dist-info/RECORD")
    rows = list(csv.reader(listed.read_text(encoding="utf-8").splitlines()))
    there = {one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()}
    assert {name for name, _, _ in rows} == there
    assert all(size == str((site / name).stat().st_size) for name, _, size in rows if size)


def test_pip_installs_it(made, tmp_path):
    name, data = made
    (tmp_path / name).write_bytes(data)
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",  # which takes ten times as long as the rest
        "--quiet",
        "--target",
        str(tmp_path / "there"),
        str(tmp_path / name),
    ]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "there" / "analysis" / "package" / "requirements.lock").is_file()
    assert list((tmp_path / "there").glob("gov_work_report-*.dist-info/entry_points.txt"))


def test_the_lock_within_is_that_of_the_checkout(site):
    within = site / "analysis" / "package" / "requirements.lock"
    assert (
        hashlib.sha256(within.read_bytes()).digest()
        == hashlib.sha256(lock_file().read_bytes()).digest()
    )


def test_a_suite_that_python_does_not_know_is_refused(monkeypatch):
    monkeypatch.setattr("analysis.package.wheel.NAME", "no-such-package")
    with pytest.raises(Refusal) as refused:
        suite_wheel()
    assert refused.value.code == "not_installed"
