"""What a run was made from: inputs, versions, parameters, and what came out."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.outputs import RESULT_FOLDERS
from corpus.collection import CORRECTIONS, PROJECT, Corpus, document_paths
from corpus.store.fingerprint import READING_LIBRARIES

# The libraries that results depend on.
LIBRARIES = (
    "jieba", "ahocorasick-rs", "pandas", "numpy", "scipy", "scikit-learn", "pyarrow", "matplotlib",
    "wordcloud", "nbclient", "nbconvert", "ipykernel", "fonttools",
)  # fmt: skip
PACKAGES = ("corpus", "analysis")
_UNREAD = re.compile(
    r"(?:^corpus/reports/|__pycache__/|/\.[^/]*$|\.(?:md|pyi|typed)$|OFL\.txt$|LICENSE\.txt$)"
)


def file_digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def program_files(project: Path = PROJECT) -> dict[str, Path]:
    """Every file of the suite that a result may depend on, by its path in the project.

    That is all there is in the two packages, but for the documents, which the store answers for,
    and what no program reads: licences, descriptions, types.
    """
    found = {}
    for package in PACKAGES:
        for path in (project / package).rglob("*"):
            name = path.relative_to(project).as_posix()
            if path.is_file() and not _UNREAD.search(name):
                found[name] = path
    return dict(sorted(found.items()))


def program_digest(project: Path = PROJECT) -> str:
    """The sha256 of all files of the suite that a result may depend on; line ends do not count."""
    digest = hashlib.sha256()
    for name, path in program_files(project).items():
        content = path.read_bytes()
        if path.suffix == ".py":
            content = content.replace(b"\r\n", b"\n")
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


@cache
def analysis_fingerprint() -> str:
    """The sha256 of all that turns documents into results: code, lists, fonts, libraries."""
    digest = hashlib.sha256(program_digest().encode())
    for library in sorted({*LIBRARIES, *READING_LIBRARIES}):
        digest.update(f"{library}=={version(library)}\n".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()


def versions() -> pd.DataFrame:
    """The libraries that results depend on: a row a library, with its version."""
    rows = [(name, version(name)) for name in LIBRARIES]
    return pd.DataFrame(rows, columns=["library", "version"])


def git_commit(folder: Path = PROJECT) -> str | None:
    """The commit the code is at, with ``+`` where files differ from it; None outside git."""
    try:
        commit = _git(folder, "rev-parse", "HEAD")
        changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return None
    return commit + ("+" if changed else "")


def _git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    return done.stdout.strip()


def inputs(corpus: Corpus) -> dict[str, str]:
    """The sha256 of every file that a run reads, by its name: documents, lists, fonts."""
    files = list(document_paths(corpus).values())
    corrections = corpus.documents / CORRECTIONS
    if corrections.is_file():
        files.append(corrections)
    found = {f"reports/{path.name}": file_digest(path) for path in files}
    lists = {
        name.removeprefix("corpus/"): file_digest(path)
        for name, path in program_files().items()
        if path.suffix != ".py"
    }
    return dict(sorted({**found, **lists}.items()))


def run_record(
    corpus: Corpus, *, started: datetime, notebooks: dict[str, Any], refused: list[str], out: Path
) -> dict[str, Any]:
    """What ``run.json`` says of a run: the only file that knows the clock and the machine.

    Args:
        corpus: that was read.
        started: when, with its time zone.
        notebooks: parameters and seconds of each.
        refused: one line for each document that was refused.
        out: the folder of the results, whose files are listed with their sha256.
    """
    return {
        "started": started.astimezone(UTC).isoformat(timespec="seconds"),
        "git_commit": git_commit(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {one.metadata["Name"].lower(): one.version for one in installed()},
        "program": analysis_fingerprint(),
        "inputs": inputs(corpus),
        "notebooks": notebooks,
        "refused": refused,
        "results": results(out),
    }


def installed() -> list[Any]:
    """Every package of this Python, by name."""
    return sorted(distributions(), key=lambda one: one.metadata["Name"].lower())


def results(out: Path) -> dict[str, str]:
    """The sha256 of every result in the folder, by its path in it."""
    files = [
        path for folder in RESULT_FOLDERS for path in (out / folder).glob("*") if path.is_file()
    ]
    return {path.relative_to(out).as_posix(): file_digest(path) for path in sorted(files)}
