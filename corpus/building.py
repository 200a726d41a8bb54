"""Brings the store up to date: what is read anew, what is kept, who does the work."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from corpus import lexicon
from corpus.errors import Refusal
from corpus.folder import Corpus, document_paths, read_corrections
from corpus.places import place_of_code
from corpus.schemas import SCHEMAS
from corpus.store import (
    Entry,
    Manifest,
    Rows,
    part_of,
    read_manifests,
    rows_by_report,
    sweep,
    write_part,
)

if TYPE_CHECKING:
    from corpus.report import Report

# The libraries whose version can change what stands in a table.
READING_LIBRARIES = (
    "jieba", "rjieba", "charset-normalizer", "selectolax", "python-docx", "ahocorasick-rs",
    "opencc", "pypdfium2", "openpyxl",
)  # fmt: skip
# The word lists that the lexicon's tables depend on, and no other table does.
WORD_LISTS = ("policy_terms.csv", "policy_areas.csv")
READING_LISTS = ("regions.csv",)  # and those that reading depends on
# Fewer documents than these are read by one process: to start another takes a second.
DOCUMENTS_A_JOB = 40


@dataclass(frozen=True)
class Built:
    """What ``build_store`` did.

    Attributes:
        built: ids of the reports that were read anew.
        recounted: ids of those whose words and terms were found anew, with another lexicon.
        unchanged: ids of those that were up to date.
        removed: ids of those that are no longer in the corpus.
        refused: what was refused, in order of the files.
    """

    built: tuple[str, ...]
    recounted: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]


Progress = Callable[[int, int], None]


def build_store(
    corpus: Corpus,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Built:
    """Brings the tables of a corpus up to date: reads what is new or changed, drops what is gone.

    A document that is refused leaves nothing behind; the others go on. The tables are the same
    bytes whatever the order, the number of jobs and what was built before.

    Args:
        corpus: from ``corpus_at``.
        jobs: how many processes read documents; None for one a processor where there are many.
        scheduler: the address of a running Dask scheduler, whose workers do the work instead.
        progress: called with the number of documents done and of all, as parts are finished.

    Raises:
        Refusal: ``not_found``, ``bad_corrections``, ``bad_lexicon``, ``no_cluster``,
            ``no_scheduler`` or ``other_version``.
    """
    if not corpus.documents.is_dir():
        raise Refusal("not_found", str(corpus.documents))
    refused: list[Refusal] = []
    documents = _documents(corpus, refused)
    before = read_manifests(corpus.store)
    tasks = _tasks(corpus, documents, before)
    sweep(corpus.store, {part_of(one) for one in (*documents, *before)})
    total = sum(len(task.read) + len(task.recount) for task in tasks)
    done = 0
    for finished in _each(tasks, jobs or _jobs(total), scheduler):
        done += finished
        if progress:
            progress(done, total)
    _settle_twins(corpus)
    after = read_manifests(corpus.store)
    read = {one for task in tasks for one in task.read}
    recounted = {one for task in tasks for one in task.recount}
    bad = [after[one] for one in sorted(after) if "code" in after[one]]
    refused += [_refusal(corpus, entry) for entry in bad]
    good = [one for one in sorted(after) if "code" not in after[one]]
    return Built(
        built=tuple(one for one in good if one in read),
        recounted=tuple(one for one in good if one in recounted),
        unchanged=tuple(one for one in good if one not in read | recounted),
        removed=tuple(one for one in before if one not in documents and "code" not in before[one]),
        refused=tuple(refused),
    )


def _refusal(corpus: Corpus, entry: Entry) -> Refusal:
    """What was refused; the manifest names files without their folder, which may be moved."""
    place = entry["place"]
    path = corpus.documents / place
    return Refusal(entry["code"], str(path) if path.is_file() else place, entry["detail"])


# --- what is to be done ---------------------------------------------------------------------------


class Document(NamedTuple):
    """A document of the corpus: there are 60,000, so a name and no path.

    Attributes:
        name: of its file.
        correction: what reports.csv says of it.
        key: what its rows depend on.
    """

    name: str
    correction: dict[str, str]
    key: str


def _documents(corpus: Corpus, refused: list[Refusal]) -> dict[str, Document]:
    """The documents by report_id, in the order of the ids."""
    paths = document_paths(corpus, refused)
    corrections = read_corrections(corpus)
    digests = _digests(corpus, paths)
    none: dict[str, str] = {}
    found = {}
    for one, path in paths.items():
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
        read: the documents to be read, by id.
        recount: ids of reports whose words and terms are to be found anew.
        kept: the manifest of all that is not read anew; what is in none of them is dropped.
    """

    documents: Path
    store: Path
    part: str
    read: dict[str, Document]
    recount: tuple[str, ...]
    kept: Manifest


def _tasks(corpus: Corpus, documents: Mapping[str, Document], before: Manifest) -> list[Task]:
    """The parts of which anything changed."""
    kept = {one: entry for one, entry in before.items()
            if one in documents and documents[one].key == entry["key"]}  # fmt: skip
    kept = {one: entry for one, entry in kept.items() if entry.get("twin", one) in kept}
    words = words_fingerprint()
    old = {one for one, entry in kept.items() if entry.get("words", words) != words}
    tasks = []
    for part, ids in _by_part({*documents, *before}).items():
        todo = [one for one in ids if one in documents and one not in kept]
        gone = [one for one in ids if one not in documents]
        recount = [one for one in ids if one in old]
        if todo or gone or recount:
            read = {one: documents[one] for one in todo}
            own = {one: kept[one] for one in ids if one in kept}
            tasks.append(Task(corpus.documents, corpus.store, part, read, tuple(recount), own))
    return tasks


def _by_part(report_ids: Iterable[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for one in sorted(report_ids):
        parts.setdefault(part_of(one), []).append(one)
    return dict(sorted(parts.items()))


def _digests(corpus: Corpus, paths: Mapping[str, Path]) -> dict[str, str]:
    """The sha256 of each document; of one that was not touched, as it was found before."""
    cache_file = corpus.outputs / "cache" / "seen.json"
    try:
        seen = json.loads(cache_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seen = {}
    now, found = {}, {}
    for one, path in paths.items():
        about = path.stat()
        touched = [about.st_size, getattr(about, "st_mtime_ns", None),
                   getattr(about, "st_ctime_ns", None)]  # fmt: skip
        known = seen.get(path.name)
        fresh = known is None or None in touched or known[:3] != touched
        found[one] = hashlib.sha256(path.read_bytes()).hexdigest() if fresh else known[3]
        now[path.name] = [*touched, found[one]]
    if now != seen:
        cache_file.parent.mkdir(parents=True, exist_ok=True)
        cache_file.write_text(json.dumps(now), encoding="utf-8")
    return found


def _key(path: Path, digest: str, correction: dict[str, str]) -> str:
    """What a report's rows depend on: its bytes, its name, its corrections, and the program."""
    said = json.dumps([digest, path.name, correction, reading_fingerprint()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def reading_fingerprint() -> str:
    """The sha256 of all that turns a document into tables but the lexicon."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    for library in READING_LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    lists = (lexicon.FOLDER / name for name in READING_LISTS)
    digest.update(lexicon.fingerprint(*lists).encode())
    return digest.hexdigest()


@cache
def words_fingerprint() -> str:
    """The sha256 of the lexicon, as far as words and terms depend on it."""
    return lexicon.fingerprint(*(lexicon.FOLDER / name for name in WORD_LISTS))


def program_fingerprint() -> str:
    """The sha256 of this package, its word lists, and the libraries it reads with."""
    both = reading_fingerprint() + lexicon.fingerprint()
    return hashlib.sha256(both.encode()).hexdigest()


# --- who does it ----------------------------------------------------------------------------------


def _jobs(documents: int) -> int:
    return max(1, min(os.cpu_count() or 1, documents // DOCUMENTS_A_JOB))


def _each(tasks: list[Task], jobs: int, scheduler: str | None) -> Iterator[int]:
    """Does the tasks, in any order; yields how many documents each was."""
    if scheduler is not None:
        from corpus.cluster import on_cluster

        yield from on_cluster(scheduler, build_part, tasks)
    elif jobs < 2 or len(tasks) < 2:
        yield from map(build_part, tasks)
    else:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            futures = [pool.submit(build_part, task) for task in tasks]
            try:
                for future in as_completed(futures):
                    yield future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def build_part(task: Task) -> int:
    """Does one task: reads, recounts, and writes the part; how many documents that was."""
    made: Manifest = {}

    def rows_of(group: list[str]) -> list[Rows]:
        kept = [one for one in group if one in task.kept and "code" not in task.kept[one]]
        rows = rows_by_report(task.store, kept)
        for one in group:
            made[one] = task.kept.get(one, {})
            if one in task.recount:
                rows[one] = _recounted(rows[one], one)
                made[one] = {**made[one], "words": words_fingerprint()}
            if one in task.read:
                name, correction, key = task.read[one]
                found, made[one] = _read_one(one, task.documents / name, correction, key)
                rows |= {one: found} if found else {}
        return [rows[one] for one in group if one in rows]

    write_part(task.store, task.part, {*task.read, *task.kept}, rows_of, lambda: made)
    return len(task.read) + len(task.recount)


def _read_one(
    report_id: str, path: Path, correction: dict[str, str], key: str
) -> tuple[Rows | None, Entry]:
    """The rows of one document and its entry in the manifest, or why it was refused."""
    from corpus.report import read_report
    from corpus.report_tables import document_tables, speech_digest, word_tables

    try:
        report = read_report(path, correction)
    except Refusal as refusal:
        place = path.name if refusal.place == str(path) else refusal.place
        said = {"code": refusal.code, "place": place, "detail": refusal.detail}
        return None, {"key": key, "speech": "", **said}
    about = _report_row(report_id, report, correction.get("source") or path.name)
    rows = {"reports": about, **document_tables(report, report_id),
            **word_tables(report, report_id)}  # fmt: skip
    return rows, {"key": key, "words": words_fingerprint(), "speech": speech_digest(report)}


def _report_row(report_id: str, report: Report, source: str) -> pa.Table:
    about, start, end = report.metadata, *report.body
    place = place_of_code(about.region_code or "", about.report_year)
    row = {
        "report_id": report_id, "start": start, "end": end, **asdict(about), "source": source,
        "parents": " > ".join(place.parents) if place else None,
        "edition": place.edition if place else None,
        "sha256": report.source.sha256, "encoding": report.source.encoding,
        "encoding_confidence": report.source.confidence,
        "warnings": json.dumps([asdict(one) for one in report.notices], ensure_ascii=False),
    }  # fmt: skip
    return pa.Table.from_pylist([row], schema=SCHEMAS["reports"])


def _recounted(rows: Rows, report_id: str) -> Rows:
    """The rows of a report whose words and terms were found anew, in the text that is kept."""
    from corpus.readable import readable
    from corpus.report_tables import tables_of_words

    plain = readable(rows["texts"]["text"][0].as_py()).text
    sentences, paragraphs = (rows[name].to_pydict() for name in ("sentences", "paragraphs"))
    return {**rows, **tables_of_words(sentences, paragraphs, plain, report_id)}


# --- the same speech twice ------------------------------------------------------------------------


def _settle_twins(corpus: Corpus) -> None:
    """Refuses reports whose words are those of another, whatever the files; the first id stays."""
    entries = read_manifests(corpus.store)
    first: dict[str, str] = {}
    twins: dict[str, Entry] = {}
    for one in sorted(entries):
        if "code" in entries[one]:
            continue
        twin = first.setdefault(entries[one]["speech"], one)
        if twin != one:
            said = {"code": "duplicate", "place": one, "detail": twin, "twin": twin}
            twins[one] = {**entries[one], **said}
    for part, ids in _by_part(entries).items():
        if any(one in twins for one in ids):
            kept = {one: twins.get(one, entries[one]) for one in ids}
            build_part(Task(corpus.documents, corpus.store, part, {}, (), kept))
