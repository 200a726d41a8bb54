"""Remakes the results in this folder, and compares them with the recorded ones byte for byte.

Where the documents are not in the archive, and nobody has put them into ``documents/reports``, it
remakes what can be made from ``tables``, which quote nothing; the others are named.

Run it with Python 3.11 or newer: ``python remake.py``. It needs a package registry that pip knows,
and nothing else. It makes ``venv`` (the packages), ``remade`` (the results) and
``documents/outputs`` (the data store, where there are documents) beside this file; they may be
deleted.

运行 ``python remake.py``（Python 3.11 或更高版本）：重新生成全部结果，并逐字节比对。
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PYTHON = HERE / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DONE = HERE / "venv" / "installed"  # written last, so that a broken installation is made anew


def digest(path: Path) -> str:
    """The sha256 of a file; empty if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def differing(folder: Path, expected: dict[str, str]) -> list[str]:
    """The files that are missing or differ, of those recorded with their sha256."""
    return [name for name, one in expected.items() if digest(folder / name) != one]


def surroundings() -> dict[str, str]:
    """The environment without settings that lead to another Python, corpus or place."""
    ours = ("PYTHON", "GWR_", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV")
    kept = {name: one for name, one in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0", "PYTHONNOUSERSITE": "1"}


def run(*words: str) -> int:
    """Runs a command in this folder; returns its exit code."""
    return subprocess.run(words, cwd=HERE, env=surroundings()).returncode


def call(*words: str) -> None:
    """Runs a command in this folder; ends where it fails."""
    if run(*words):
        sys.exit(f"Failed: {' '.join(words)}")


def install(made: dict[str, Any]) -> None:
    """Makes an environment with the recorded packages and the suite's wheel."""
    if DONE.is_file():
        return
    print("Installing the packages (a few minutes) 正在安装软件包", flush=True)
    call(sys.executable, "-m", "venv", "--clear", "venv")
    pip = (str(PYTHON), "-m", "pip", "install", "--quiet", "--no-build-isolation")
    listed = HERE / made["requirements"]
    hashes = ("--require-hashes",) if listed.suffix == ".lock" else ()
    tools = HERE / "venv" / "tools.txt"  # which build one package that has no wheel
    needed = entries(listed.read_text(encoding="utf-8"), "setuptools")
    tools.write_text(needed, encoding="utf-8", newline="\n")
    call(*pip, *hashes, "-r", str(tools))
    call(*pip, *hashes, "-r", str(listed))
    call(*pip, "--no-deps", str(HERE / made["wheel"]))
    DONE.touch()


def entries(lock: str, name: str) -> str:
    """The entry of a package in a list of packages, with its hashes."""
    found, inside = [], False
    for line in lock.splitlines(keepends=True):
        inside = line.startswith(f"{name}==") or (inside and line.startswith(" "))
        found += [line] if inside else []
    return "".join(found)


def has_documents(made: dict[str, Any]) -> bool:
    """Whether documents and coding sheets are there; ends where some are missing, or are others."""
    wrong = differing(HERE / "documents" / "reports", made["documents"])
    if "from_tables" in made and len(wrong) == len(made["documents"]):
        print("The documents are not here: results are made from tables 无原始文档，仅用数据表")
        return False
    for name in wrong:
        address = made["addresses"].get(name, "")
        print(f"documents/reports/{name}: sha256 {made['documents'][name]} {address}".rstrip())
    sheets = differing(HERE, made["sheets"])
    for name in sheets:
        print(f"{name}: sha256 {made['sheets'][name]}")
    if wrong or sheets:
        n = len(wrong) + len(sheets)
        print(f"Missing or different, to be put into these places: {n} 缺少文件")
        sys.exit(1)
    return True


def on_tables(command: list[str]) -> list[str]:
    """The command that runs the notebooks on the tables."""
    return [word.replace("--corpus=documents", "--corpus=tables") for word in command]


def main() -> None:
    """Checks the documents, installs, runs and compares."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever unpacks this may have any version
        sys.exit(f"Python 3.11 or newer is needed, and this is {platform.python_version()}")
    made = json.loads((HERE / "remake.json").read_text(encoding="utf-8"))
    if platform.python_version_tuple()[:2] != tuple(made["python"].split(".")[:2]):
        print(f"The results were made with Python {made['python']}; this is another one")
    whole = has_documents(made)
    install(made)
    command = made["command"] if whole else on_tables(made["command"])
    run(str(PYTHON), "-m", "analysis.cli.main", *command)  # which may refuse documents
    expected = made["results"]
    if not whole:
        expected = {name: expected[name] for name in made["from_tables"]}
        for name in sorted(set(made["results"]) - set(expected)):
            print(f"{name}: needs the documents 需要原始文档")
    wrong = differing(HERE / "remade", expected)
    for name in wrong:
        print(f"remade/{name}: differs from the recorded result 与记录不符")
    total = len(expected)
    print(f"{total - len(wrong)} of {total} results are the same bytes 逐字节一致")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
