"""The manifests of the store: its reports, and what their rows were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import Any

import pyarrow as pa

from corpus.collection import Corpus
from corpus.errors import Refusal

FORMAT = 3  # of the store; other formats are ignored and built again
MANIFESTS = "manifest"
REPORTS_IN_A_GROUP = 16
# Of more documents, a store has 256 parts rather than 16. Each part takes eleven files, which cost
# as much as reading a report; but it is written as a whole, and a build that ends begins it again.
MANY_DOCUMENTS = 1_000

# The entry of a document: ``key`` and ``words`` identify what its rows were made from, ``speech``
# is the digest of its body; ``code``, ``place`` and ``detail`` say why a document was refused.
Entry = dict[str, str]
Manifest = dict[str, Entry]
Rows = dict[str, pa.Table]
# Of each table of a part its ``size`` in bytes and its ``sha256``: what is written with it.
Written = dict[str, dict[str, Any]]


def part_of(report_id: str, width: int) -> str:
    """The name of the part that contains a report, of so many hexadecimal digits."""
    return hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()[:width]


def by_part(report_ids: Iterable[str], width: int) -> dict[str, list[str]]:
    """The IDs in each part that has any, sorted, where names of parts are so long."""
    parts: dict[str, list[str]] = {}
    for one in sorted(report_ids):
        parts.setdefault(part_of(one, width), []).append(one)
    return dict(sorted(parts.items()))


def width_for(documents: int) -> int:
    """How long the names of parts are in a store of so many documents."""
    return 1 if documents <= MANY_DOCUMENTS else 2


def width_of(store: Path) -> int:
    """How long the names of parts are in a store that is there; 1 in an empty one."""
    return max((len(path.stem) for path in _manifest_files(store)), default=1)


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


def read_manifests(
    store: Path, *, damaged: list[Refusal] | None = None, deeply: bool = False
) -> Manifest:
    """The entry of each document, by report ID.

    Args:
        store: the folder of the tables.
        damaged: a list to which a refusal is appended for each file that holds no manifest, and
            each table that is missing or is not what was written: by its size and, if it is newer
            than its manifest, its bytes. Their part is left out, so that a build makes it anew.
        deeply: compare the bytes of every table, whenever it was written.

    Raises:
        Refusal: ``bad_store`` for a file that cannot be read or, without ``damaged``, holds no
            manifest: its reports must not be missing without a word.
    """
    found: Manifest = {}
    for path in _manifest_files(store):
        try:
            entries, written = _read_manifest(path)
        except (ValueError, RecursionError) as error:
            refusal = Refusal("bad_store", str(path), str(error))
            if damaged is None:
                raise refusal from error
            damaged.append(refusal)
            continue
        wrong = [] if damaged is None else _damaged(store, path, written, deeply=deeply)
        if damaged is not None and wrong:
            damaged += wrong
        else:
            found |= entries
    return found


def _manifest_files(store: Path) -> list[Path]:
    folder = store / MANIFESTS
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise Refusal("bad_store", str(folder), error.strerror or str(error)) from error
    return [path for path in paths if path.suffix == ".json"]


def _read_manifest(path: Path) -> tuple[Manifest, Written]:
    """What is in a file; nothing if it has another format, or was deleted since it was listed.

    Raises:
        Refusal: ``bad_store`` if it cannot be read.
        ValueError: if it is no manifest.
    """
    try:
        content = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return {}, {}
    except OSError as error:
        raise Refusal("bad_store", str(path), error.strerror or str(error)) from error
    try:
        return _entries(content) if content["format"] == FORMAT else ({}, {})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is no manifest") from error


def _entries(content: dict[str, Any]) -> tuple[Manifest, Written]:
    entries, written = content["reports"], content["tables"]
    for entry in entries.values():
        if not {"key", "speech"} <= entry.keys():
            raise ValueError("it is no manifest")
        if "words" in entry:
            entry["words"] = intern(entry["words"])  # identical for nearly all reports
    if any({"size", "sha256"} - once.keys() for once in written.values()):
        raise ValueError("it is no manifest")
    return entries, written


def written_as(path: Path) -> dict[str, Any]:
    """The size and sha256 of a table that was written."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"size": path.stat().st_size, "sha256": digest}


def with_tables(manifest: bytes, tables: Mapping[str, bytes]) -> bytes:
    """The manifest of a part with other tables, such as those of a store without texts.

    Args:
        manifest: the content of the file.
        tables: the content of each table of the part, by its name.
    """
    content = json.loads(manifest)
    content["tables"] = {
        name: {"size": len(one), "sha256": hashlib.sha256(one).hexdigest()}
        for name, one in tables.items()
    }
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def _damaged(store: Path, manifest: Path, written: Written, *, deeply: bool) -> list[Refusal]:
    """A refusal for each table of a part that is not what was written.

    Of tables at an address only the size is looked at: to compare bytes is to download them.
    """
    away, found = hasattr(store, "fs"), []
    for name, once in written.items():
        path = store / name / f"{manifest.stem}.parquet"
        try:
            read = not away and (deeply or _is_newer(path, manifest))
            wrong = _difference(path, once, read=read)
        except FileNotFoundError:
            wrong = "missing"
        except OSError as error:
            wrong = error.strerror or str(error)
        if wrong:
            found.append(Refusal("bad_store", str(path), wrong))
    return found


def _is_newer(path: Path, manifest: Path) -> bool:
    """Whether somebody has written a table since its manifest was, which a build does last."""
    return path.stat().st_mtime_ns > manifest.stat().st_mtime_ns


def _difference(path: Path, once: dict[str, Any], *, read: bool) -> str:
    """What is wrong with a table; empty if nothing is."""
    size = path.stat().st_size
    if size != once["size"]:
        return f"{size} bytes instead of {once['size']}"
    return "other bytes" if read and written_as(path) != once else ""


def checked_manifests(store: Path, *, deeply: bool = False) -> Manifest:
    """The entry of each document, by report ID, of a store whose tables are what was written.

    Args:
        store: the folder of the tables.
        deeply: as in ``read_manifests``.

    Raises:
        Refusal: ``bad_store`` for the first that is not.
    """
    damaged: list[Refusal] = []
    found = read_manifests(store, damaged=damaged, deeply=deeply)
    if damaged:
        raise damaged[0]
    return found


def groups_of(report_ids: list[str]) -> Iterator[list[str]]:
    """The reports of each row group."""
    for start in range(0, len(report_ids), REPORTS_IN_A_GROUP):
        yield report_ids[start : start + REPORTS_IN_A_GROUP]
