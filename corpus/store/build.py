"""Updates the data store of a corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.store.executor import each_done, number_of_jobs
from corpus.store.fingerprint import words_fingerprint
from corpus.store.manifest import Entry, Manifest, Rows, part_of, read_manifests
from corpus.store.parts import sweep, write_part
from corpus.store.plan import Task, by_part, documents_of, tasks_of
from corpus.store.rows import read_rows_of_document, with_new_words
from corpus.store.tables import rows_by_report


@dataclass(frozen=True)
class Built:
    """The result of ``build_store``.

    Attributes:
        built: the IDs of reports that were read again.
        recounted: the IDs of reports whose words and terms were counted again, after a change in
            the lexicon.
        unchanged: the IDs of reports that were up to date.
        removed: the IDs of reports that are no longer in the corpus.
        refused: the documents that were not added, in the order of the files.
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
    """Updates the tables of a corpus: reads new and changed documents, drops deleted ones.

    A document that cannot be added leaves no trace and does not stop the others. The files are
    identical byte for byte whatever the order, the number of processes and earlier builds.

    Args:
        corpus: from ``corpus_at``.
        jobs: the number of processes that read documents; None for one per 40 documents, and at
            most one per processor.
        scheduler: the address of a running Dask scheduler whose workers read them instead.
        progress: called with the number of documents completed and the total, after each part.

    Raises:
        Refusal: ``not_found``, ``bad_corrections``, ``bad_lexicon``, ``no_cluster``,
            ``no_scheduler`` or ``other_version``.

    Example:
        >>> from pathlib import Path
        >>> from corpus import build_store, corpus_at
        >>> Path("reports").mkdir()
        >>> text = "各位代表：我代表区政府，向大会报告工作。" + "优化营商环境，推动创新。" * 90
        >>> _ = Path("reports/2018.txt").write_text(text, encoding="utf-8")
        >>> corpus = corpus_at(Path.cwd())
        >>> build_store(corpus).built, build_store(corpus).unchanged
        (('2018',), ('2018',))
    """
    if not corpus.documents.is_dir():
        raise Refusal("not_found", str(corpus.documents))
    refused: list[Refusal] = []
    documents = documents_of(corpus, refused)
    before = read_manifests(corpus.store)
    tasks = tasks_of(corpus, documents, before)
    sweep(corpus.store, {part_of(one) for one in (*documents, *before)})
    total = sum(len(task.read) + len(task.recount) for task in tasks)
    done = 0
    for finished in each_done(
        build_part, tasks, jobs=jobs or number_of_jobs(total), scheduler=scheduler
    ):
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
    """The refusal in an entry; manifests omit the folder, since a corpus may be moved."""
    place = entry["place"]
    path = corpus.documents / place
    return Refusal(entry["code"], str(path) if path.is_file() else place, entry["detail"])


def build_part(task: Task) -> int:
    """Reads, recounts and writes one part; returns the number of documents processed."""
    made: Manifest = {}

    def rows_of(group: list[str]) -> list[Rows]:
        kept = [one for one in group if one in task.kept and "code" not in task.kept[one]]
        rows = rows_by_report(task.store, kept)
        for one in group:
            made[one] = task.kept.get(one, {})
            if one in task.recount:
                rows[one] = with_new_words(rows[one], one)
                made[one] = {**made[one], "words": words_fingerprint()}
            if one in task.read:
                name, correction, key = task.read[one]
                found, made[one] = read_rows_of_document(
                    one, task.documents / name, correction, key
                )
                rows |= {one: found} if found else {}
        return [rows[one] for one in group if one in rows]

    write_part(task.store, task.part, {*task.read, *task.kept}, rows_of, lambda: made)
    return len(task.read) + len(task.recount)


def _settle_twins(corpus: Corpus) -> None:
    """Refuses reports whose body is that of another; the one whose ID comes first stays."""
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
    for part, ids in by_part(entries).items():
        if any(one in twins for one in ids):
            kept = {one: twins.get(one, entries[one]) for one in ids}
            build_part(Task(corpus.documents, corpus.store, part, {}, (), kept))
