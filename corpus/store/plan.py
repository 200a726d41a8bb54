"""Plans a build: the documents, their keys, and the tasks to be done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.collection import Corpus, document_paths
from corpus.errors import Refusal
from corpus.files import save_text
from corpus.reports_csv import read_corrections
from corpus.store.fingerprint import reading_fingerprint, words_fingerprint
from corpus.store.manifest import Manifest, by_part, width_for, width_of


class Document(NamedTuple):
    """A document of the corpus, without its path, since there may be 60,000.

    Attributes:
        name: the name of its file.
        correction: its values in reports.csv.
        key: the digest of everything on which its rows depend.
    """

    name: str
    correction: dict[str, str]
    key: str


def documents_of(corpus: Corpus, refused: list[Refusal]) -> dict[str, Document]:
    """The documents by report ID, in the order of the IDs."""
    paths = document_paths(corpus, refused)
    corrections = read_corrections(corpus)
    digests = _digests(corpus, paths)
    none: dict[str, str] = {}
    found = {}
    for one, path in paths.items():
        if one not in digests:
            continue
        correction = corrections.get(one, none)
        found[one] = Document(path.name, correction, _key(path, digests[one], correction))
    return found


@dataclass(frozen=True)
class Task:
    """The work on one part of the store.

    Attributes:
        documents: the folder of the documents.
        store: the folder of the tables.
        part: the part.
        read: the documents to be read, by ID.
        recount: the IDs of reports whose words and terms are to be counted again.
        kept: the manifest entries of documents that are not read again; all others are dropped.
    """

    documents: Path
    store: Path
    part: str
    read: dict[str, Document]
    recount: tuple[str, ...]
    kept: Manifest


def tasks_of(corpus: Corpus, documents: Mapping[str, Document], before: Manifest) -> list[Task]:
    """One task for each part in which anything has changed.

    Where the number of documents asks for other parts, every document is read again.
    """
    width = width_for(len(documents))
    if before and width_of(corpus.store) != width:
        before = {}
    kept = {
        one: entry
        for one, entry in before.items()
        if one in documents and documents[one].key == entry["key"]
    }
    kept = {one: entry for one, entry in kept.items() if entry.get("twin", one) in kept}
    words = words_fingerprint()
    old = {one for one, entry in kept.items() if entry.get("words", words) != words}
    tasks = []
    for part, ids in by_part({*documents, *before}, width).items():
        todo = [one for one in ids if one in documents and one not in kept]
        gone = [one for one in ids if one not in documents]
        recount = [one for one in ids if one in old]
        if todo or gone or recount:
            read = {one: documents[one] for one in todo}
            own = {one: kept[one] for one in ids if one in kept}
            tasks.append(Task(corpus.documents, corpus.store, part, read, tuple(recount), own))
    return tasks


def _digests(corpus: Corpus, paths: Mapping[str, Path]) -> dict[str, str]:
    """The sha256 of each document that is still there; for files not modified, the recorded one."""
    cache_file = corpus.outputs / "cache" / "seen.json"
    try:
        read = json.loads(cache_file.read_text(encoding="utf-8"))
        seen = {name: known for name, known in read.items() if len(known) == 4}
    except (OSError, ValueError, RecursionError, AttributeError, TypeError):
        seen = {}
    now, found = {}, {}
    for one, path in paths.items():
        try:
            about = path.stat()
            touched = [
                about.st_size,
                getattr(about, "st_mtime_ns", None),
                getattr(about, "st_ctime_ns", None),
            ]
            known = seen.get(path.name, [])
            fresh = None in touched or known[:3] != touched
            found[one] = hashlib.sha256(path.read_bytes()).hexdigest() if fresh else known[3]
            now[path.name] = [*touched, found[one]]
        except FileNotFoundError:  # removed since it was listed
            continue
        except OSError:  # reading it will say why it cannot be read
            found[one] = ""
    if now != seen:
        with suppress(Refusal):  # on a disk for reading only, every document is read each time
            save_text(json.dumps(now), cache_file)
    return found


def _key(path: Path, digest: str, correction: dict[str, str]) -> str:
    """The digest of what a report's rows depend on: content, name, corrections and program."""
    said = json.dumps([digest, path.name, correction, reading_fingerprint()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
