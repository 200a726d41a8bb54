"""The manifests of the store: which reports are there, and what their rows were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from sys import intern

import pyarrow as pa

from corpus.collection import Corpus

FORMAT = 2  # of the store; what another version wrote is not read
MANIFESTS = "manifest"
REPORTS_IN_A_GROUP = 16

# What became of a document: ``key`` and ``words``, what its rows were made from; ``speech``, the
# digest of what is said; or ``code``, ``place`` and ``detail``, why it was refused.
Entry = dict[str, str]
Manifest = dict[str, Entry]
Rows = dict[str, pa.Table]


def part_of(report_id: str) -> str:
    """The name of the part that a report is in."""
    return hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()[:2]


def report_ids(corpus: Corpus) -> list[str]:
    """The ids of the reports in the store, in order."""
    return sorted(one for one, entry in read_manifests(corpus.store).items() if "code" not in entry)


def speeches(corpus: Corpus) -> dict[str, str]:
    """The ids of the reports in the store by the digest of what is said in them."""
    entries = read_manifests(corpus.store).items()
    return {entry["speech"]: one for one, entry in entries if "code" not in entry}


def store_fingerprint(corpus: Corpus) -> str:
    """The sha256 of what the tables were made from: documents, corrections, lexicon, program."""
    entries = read_manifests(corpus.store)
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()


def read_manifests(store: Path) -> Manifest:
    """What became of each document of the corpus."""
    folder = store / MANIFESTS
    found: Manifest = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".json":
            found |= _read_manifest(path)
    return found


def _read_manifest(path: Path) -> Manifest:
    """Nothing where it cannot be read, or another version wrote it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            return {}
        entries: Manifest = content["reports"]
        for entry in entries.values():
            if not {"key", "speech"} <= entry.keys():
                return {}
            if "words" in entry:
                entry["words"] = intern(entry["words"])  # the same of nearly all
        return entries
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def groups_of(report_ids: list[str]) -> Iterator[list[str]]:
    """Reports by the row group that they are written in."""
    for start in range(0, len(report_ids), REPORTS_IN_A_GROUP):
        yield report_ids[start : start + REPORTS_IN_A_GROUP]
