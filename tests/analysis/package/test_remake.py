"""The one command: what it installs, when it stops, and what it says of results that differ."""

import json
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.package import remake
from analysis.package.wheel import lock_file
from tests.analysis.conftest import DISTRICT_REPORT
from tests.analysis.package.conftest import unpacked


@pytest.fixture
def folder(without_texts, tmp_path):
    """An archive without texts, into which somebody has put its document."""
    folder = unpacked(without_texts, tmp_path / "复 现")
    shutil.copy(DISTRICT_REPORT, folder / "documents" / "reports")
    return folder


@pytest.fixture
def installed(folder, monkeypatch):
    """As if the packages were installed already: the Python of the tests is taken."""
    place = folder / "venv"
    place.mkdir()
    (place / "installed").touch()
    monkeypatch.setattr(remake, "HERE", folder)
    monkeypatch.setattr(remake, "DONE", place / "installed")
    monkeypatch.setattr(remake, "PYTHON", sys.executable)
    monkeypatch.setattr(remake, "surroundings", lambda: None)
    return folder


def run_main(capsys) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        remake.main()
    return ended.value.code, capsys.readouterr().out


def test_it_remakes_every_byte(installed, capsys):
    code, said = run_main(capsys)
    recorded = json.loads((installed / "remake.json").read_text(encoding="utf-8"))["results"]
    assert (code, said.splitlines()[-1]) == (
        False,
        f"{len(recorded)} of {len(recorded)} results are the same bytes 逐字节一致",
    )


def test_a_result_that_differs_is_named(installed, capsys, monkeypatch):
    shutil.copytree(installed / "results", installed / "remade")
    table = next((installed / "remade" / "tables").glob("*.csv"))
    table.write_text("x", encoding="utf-8")
    monkeypatch.setattr(remake, "run", lambda *words: 1)  # some documents were refused
    code, said = run_main(capsys)
    assert code is True
    assert f"remade/tables/{table.name}: differs" in said


def test_without_the_documents_it_remakes_what_the_tables_give(
    installed, capsys, monkeypatch, one_template
):
    """Run in this process, since the test above runs in one of its own."""

    def run_here(python, option, module, *words):
        assert (option, module) == ("-m", "analysis.cli.main")
        return CliRunner().invoke(app, words).exit_code

    monkeypatch.chdir(installed)
    monkeypatch.setattr(remake, "run", run_here)
    (installed / "documents" / "reports" / DISTRICT_REPORT.name).unlink()
    code, said = run_main(capsys)
    made = json.loads((installed / "remake.json").read_text(encoding="utf-8"))
    n = len(made["from_tables"])
    assert n > 5
    assert (code, said.splitlines()[-1]) == (
        False,
        f"{n} of {n} results are the same bytes 逐字节一致",
    )
    needing = sorted(set(made["results"]) - set(made["from_tables"]))
    assert [line for line in said.splitlines() if "needs the documents" in line] == [
        f"{name}: needs the documents 需要原始文档" for name in needing
    ]


def test_with_another_document_it_installs_nothing(with_texts, tmp_path):
    folder = unpacked(with_texts, tmp_path / "bare")
    (folder / "documents" / "reports" / DISTRICT_REPORT.name).write_text("x", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "remake.py"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=remake.surroundings() | {"PYTHONUTF8": "1"},
    )
    assert done.returncode == 1
    assert "documents/reports/shahekou-2018.txt: sha256 " in done.stdout
    assert not (folder / "venv").exists()


def test_without_its_coding_sheets_it_installs_nothing(installed, capsys, monkeypatch):
    made = json.loads((installed / "remake.json").read_text(encoding="utf-8"))
    made["sheets"] = {"documents/notebooks/coding.xlsx": "0f1e2d"}
    (installed / "remake.json").write_text(json.dumps(made), encoding="utf-8")
    monkeypatch.setattr(remake, "install", None)
    code, said = run_main(capsys)
    assert code == 1
    assert said.splitlines()[0] == "documents/notebooks/coding.xlsx: sha256 0f1e2d"


def test_settings_that_lead_elsewhere_are_taken_off(monkeypatch):
    for name in ("PYTHONPATH", "GWR_CORPUS", "GWR_OUT", "PIP_TARGET", "PIP_PREFIX"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "a mirror")
    found = remake.surroundings()
    assert "elsewhere" not in found.values()
    assert (found["PIP_INDEX_URL"], found["PIP_USER"]) == ("a mirror", "0")


def test_the_entry_of_one_package_has_all_its_hashes():
    found = remake.entries(lock_file().read_text(encoding="utf-8"), "setuptools")
    assert found.startswith("setuptools==") and found.count("--hash=sha256:") >= 1
    assert found.count("==") == 1


def test_an_installation_is_made_once_and_again_where_it_broke_off(folder, monkeypatch):
    made = json.loads((folder / "remake.json").read_text(encoding="utf-8"))
    calls = []

    def call(*words):
        calls.append(words)
        (folder / "venv").mkdir(exist_ok=True)
        if len(calls) == 4 and broken:
            raise SystemExit("no network")

    monkeypatch.setattr(remake, "HERE", folder)
    monkeypatch.setattr(remake, "DONE", folder / "venv" / "installed")
    monkeypatch.setattr(remake, "call", call)
    broken = True
    with pytest.raises(SystemExit):
        remake.install(made)
    assert not (folder / "venv" / "installed").exists()
    broken = False
    calls.clear()
    remake.install(made)
    assert "--clear" in calls[0]
    assert ["--require-hashes" in words for words in calls] == [False, True, True, False]
    assert calls[-1][-1].endswith(".whl")
    calls.clear()
    remake.install(made)
    assert calls == []
