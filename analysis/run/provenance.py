"""What a run was made from: inputs, versions, parameters, and what came out."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.outputs import RESULT_FOLDERS
from corpus.collection import CORRECTIONS, PROJECT, Corpus, document_paths
from corpus.lexicon import lists as lexicon
from corpus.store.fingerprint import program_fingerprint

# The libraries that results depend on.
LIBRARIES = (
    "jieba", "ahocorasick-rs", "pandas", "numpy", "scipy", "scikit-learn", "pyarrow", "matplotlib",
    "wordcloud", "nbclient", "nbconvert", "ipykernel", "fonttools",
)  # fmt: skip


def file_digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def analysis_fingerprint() -> str:
    """The sha256 of all that turns tables into results: the code, the fonts, the libraries."""
    digest = hashlib.sha256(program_fingerprint().encode())
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.ttf")]):
        content = path.read_bytes()
        digest.update(str(path.relative_to(folder).as_posix()).encode() + b"\0" + content)
    for library in LIBRARIES:
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
    """The sha256 of every file that a run reads, by its name."""
    files = list(document_paths(corpus).values())
    corrections = corpus.documents / CORRECTIONS
    if corrections.is_file():
        files.append(corrections)
    found = {f"reports/{path.name}": file_digest(path) for path in files}
    lists = {f"lexicon/{path.name}": file_digest(path) for path in lexicon.FOLDER.glob("*.csv")}
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


def write_json(content: Any, path: Path) -> None:
    """Writes JSON, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
