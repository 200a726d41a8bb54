"""The manifests of the store: its reports, and what their rows were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from sys import intern

import pyarrow as pa

from corpus.collection import Corpus
from corpus.errors import Refusal

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


def read_manifests(store: Path, *, damaged: list[Refusal] | None = None) -> Manifest:
    """The entry of each document, by report ID.

    Args:
        store: the folder of the tables.
        damaged: a list to which a refusal is appended for each file that holds no manifest, whose
            reports a build reads again.

    Raises:
        Refusal: ``bad_store`` for a file that cannot be read or, without ``damaged``, is damaged:
            its reports must not be missing without a word.
    """
    folder = store / MANIFESTS
    found: Manifest = {}
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise Refusal("bad_store", str(folder), error.strerror or str(error)) from error
    for path in paths:
        if path.suffix == ".json":
            try:
                found |= _read_manifest(path)
            except (ValueError, RecursionError) as error:
                refusal = Refusal("bad_store", str(path), str(error))
                if damaged is None:
                    raise refusal from error
                damaged.append(refusal)
    return found


def _read_manifest(path: Path) -> Manifest:
    """The entries in a file; none if it has another format, or was deleted since it was listed.

    Raises:
        Refusal: ``bad_store`` if it cannot be read.
        ValueError: if it is no manifest.
    """
    try:
        content = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Refusal("bad_store", str(path), error.strerror or str(error)) from error
    try:
        return _entries(content) if content["format"] == FORMAT else {}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is no manifest") from error


def _entries(content: dict[str, Manifest]) -> Manifest:
    entries = content["reports"]
    for entry in entries.values():
        if not {"key", "speech"} <= entry.keys():
            raise ValueError("it is no manifest")
        if "words" in entry:
            entry["words"] = intern(entry["words"])  # identical for nearly all reports
    return entries


def groups_of(report_ids: list[str]) -> Iterator[list[str]]:
    """The reports of each row group."""
    for start in range(0, len(report_ids), REPORTS_IN_A_GROUP):
        yield report_ids[start : start + REPORTS_IN_A_GROUP]
