"""The record of a run: inputs, versions, parameters and results."""

from __future__ import annotations

import hashlib
import os
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
from corpus.collection import PROJECT, Corpus, document_paths
from corpus.reports_csv import CORRECTIONS
from corpus.store.fingerprint import READING_LIBRARIES

# The libraries on which results depend.
LIBRARIES = (
    "jieba",
    "ahocorasick-rs",
    "pandas",
    "numpy",
    "scipy",
    "scikit-learn",
    "pyarrow",
    "matplotlib",
    "wordcloud",
    "nbclient",
    "nbconvert",
    "ipykernel",
    "fonttools",
    "pypdfium2",
)
PACKAGES = ("corpus", "analysis")
_UNREAD = re.compile(
    r"(?:^corpus/reports/|^analysis/notebooks/|^analysis/package/requirements\.lock$"
    r"|__pycache__/|/\.[^/]*$|\.(?:md|pyi|typed)$|OFL\.txt$|LICENSE\.txt$)"
)


def file_digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def program_files(project: Path = PROJECT) -> dict[str, Path]:
    """Every file of the suite on which a result may depend, by its path in the project.

    These are all files of the two packages except the documents, which the data store accounts
    for, the notebooks, which the record lists by themselves, and files that no program reads:
    licences, descriptions, type stubs and the lock.
    """
    found = {}
    for package in PACKAGES:
        for path in (project / package).rglob("*"):
            name = path.relative_to(project).as_posix()
            if path.is_file() and not _UNREAD.search(name):
                found[name] = path
    return dict(sorted(found.items()))


def program_digest(project: Path = PROJECT) -> str:
    """The sha256 of all files of the suite on which a result may depend.

    Line endings of code make no difference, those of other files do.
    """
    digest = hashlib.sha256()
    for name, path in program_files(project).items():
        content = path.read_bytes()
        if path.suffix == ".py":
            content = content.replace(b"\r\n", b"\n")
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


@cache
def analysis_fingerprint() -> str:
    """The sha256 of everything that turns documents into results: code, lists, fonts, libraries."""
    digest = hashlib.sha256(program_digest().encode())
    for library in sorted({*LIBRARIES, *READING_LIBRARIES}):
        digest.update(f"{library}=={version(library)}\n".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()


def versions() -> pd.DataFrame:
    """The libraries on which results depend, with their installed versions.

    Returns:
        One row per library: library, version.

    Example:
        >>> from analysis.run import versions
        >>> table = versions()
        >>> table["library"].head(3).tolist()
        ['jieba', 'ahocorasick-rs', 'pandas']
        >>> table.loc[table["library"] == "jieba", "version"].item()
        '0.42.1'
    """
    rows = [(name, version(name)) for name in LIBRARIES]
    return pd.DataFrame(rows, columns=["library", "version"])


def git_commit(folder: Path = PROJECT) -> str | None:
    """The current commit, followed by ``+`` if files differ from it; None outside git."""
    if not (folder / ".git").exists():  # an installation may be inside another's repository
        return None
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
    """The sha256 of every file that each run reads, by name: documents, lists, fonts."""
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
    corpus: Corpus,
    *,
    started: datetime,
    parameters: dict[str, Any],
    notebooks: dict[str, Any],
    refused: list[str],
    out: Path,
) -> dict[str, Any]:
    """The content of ``run.json``, the only result that depends on the time and the computer.

    Args:
        corpus: the corpus that was analysed.
        started: start of the run, with time zone.
        parameters: those given to all notebooks.
        notebooks: parameters and running time (in seconds) of each notebook.
        refused: one line per document that was not added.
        out: the folder of the results, which are listed with their sha256.
    """
    return {
        "started": started.astimezone(UTC).isoformat(timespec="seconds"),
        "git_commit": git_commit(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "computer": computer(),
        "packages": packages(),
        "program": analysis_fingerprint(),
        "inputs": dict(sorted({**inputs(corpus), **_sheets_read(notebooks)}.items())),
        "parameters": parameters,
        "notebooks": notebooks,
        "refused": refused,
        "results": results(out),
    }


def _sheets_read(notebooks: dict[str, Any]) -> dict[str, str]:
    """The coding sheets that results were made from, as inputs."""
    return {
        f"sheets/{name}": digest
        for entry in notebooks.values()
        for name, digest in entry.get("sheets", {}).items()
    }


def computer() -> dict[str, Any]:
    """The kind of processor, how many there are, and the memory in GiB; None where not known."""
    return {
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "memory_gib": _memory(),
    }


def _memory() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):  # Windows has no such question
        return None


def packages() -> dict[str, str]:
    """The versions of all packages installed in this Python, by name as ``package_name`` has it."""
    found = {package_name(one.metadata["Name"]): one.version for one in distributions()}
    return dict(sorted(found.items()))


def package_name(name: str) -> str:
    """The name of a package as registries compare it: Ahocorasick_rs is ahocorasick-rs."""
    return re.sub(r"[-_.]+", "-", name).lower()


def results(out: Path) -> dict[str, str]:
    """The sha256 of every result in a folder, by its path within the folder."""
    files = [
        path for folder in RESULT_FOLDERS for path in (out / folder).glob("*") if path.is_file()
    ]
    return {path.relative_to(out).as_posix(): file_digest(path) for path in sorted(files)}
