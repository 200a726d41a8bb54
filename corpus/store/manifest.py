"""The manifests of the store: its reports, and what their rows were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from sys import intern

import pyarrow as pa

from corpus.collection import Corpus

FORMAT = 2  # of the store; other formats are ignored and built again
MANIFESTS = "manifest"
REPORTS_IN_A_GROUP = 16

# The entry of a document: ``key`` and ``words`` identify what its rows were made from, ``speech``
# is the digest of its body; ``code``, ``place`` and ``detail`` say why a document was refused.
Entry = dict[str, str]
Manifest = dict[str, Entry]
Rows = dict[str, pa.Table]


def part_of(report_id: str) -> str:
    """The name of the part that contains a report."""
    return hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()[:2]


def report_ids(corpus: Corpus) -> list[str]:
    """The IDs of the reports in the store, in order.

    Args:
        corpus: from ``corpus_at``.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import report_ids
        >>> report_ids(open_corpus())
        ['shahekou-2018']
    """
    return sorted(one for one, entry in read_manifests(corpus.store).items() if "code" not in entry)


def speeches(corpus: Corpus) -> dict[str, str]:
    """The IDs of the reports in the store, by the digest of their body."""
    entries = read_manifests(corpus.store).items()
    return {entry["speech"]: one for one, entry in entries if "code" not in entry}


def store_fingerprint(corpus: Corpus) -> str:
    """The sha256 of everything behind the tables: documents, corrections, lexicon and program.

    Two stores with the same fingerprint contain the same tables, which makes results comparable.

    Args:
        corpus: from ``corpus_at``.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import build_store, store_fingerprint
        >>> corpus = open_corpus()
        >>> before = store_fingerprint(corpus)
        >>> _ = build_store(corpus)
        >>> store_fingerprint(corpus) == before
        True
    """
    entries = read_manifests(corpus.store)
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()


def read_manifests(store: Path) -> Manifest:
    """The entry of each document, by report ID."""
    folder = store / MANIFESTS
    found: Manifest = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".json":
            found |= _read_manifest(path)
    return found


def _read_manifest(path: Path) -> Manifest:
    """The entries in a file; none if it cannot be read or has another format."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            return {}
        entries: Manifest = content["reports"]
        for entry in entries.values():
            if not {"key", "speech"} <= entry.keys():
                return {}
            if "words" in entry:
                entry["words"] = intern(entry["words"])  # identical for nearly all reports
        return entries
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def groups_of(report_ids: list[str]) -> Iterator[list[str]]:
    """The reports of each row group."""
    for start in range(0, len(report_ids), REPORTS_IN_A_GROUP):
        yield report_ids[start : start + REPORTS_IN_A_GROUP]
