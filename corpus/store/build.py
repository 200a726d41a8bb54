"""Updates the data store of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.collection import Corpus, document_paths
from corpus.errors import Refusal
from corpus.files import halves_in, sweep_halves
from corpus.locking import locked
from corpus.store.executor import each_done, number_of_jobs
from corpus.store.fingerprint import words_fingerprint
from corpus.store.manifest import (
    Entry,
    Manifest,
    Rows,
    by_part,
    part_of,
    read_manifests,
    width_for,
    width_of,
)
from corpus.store.parts import strays, sweep, write_part
from corpus.store.plan import Document, Task, documents_of, tasks_of
from corpus.store.rows import read_rows_of_document, with_new_words
from corpus.store.tables import rows_by_report
from corpus.store.without_texts import has_texts


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
        damaged: the files of the store that could not be used and were made anew.
    """

    built: tuple[str, ...]
    recounted: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    damaged: tuple[str, ...] = ()


Progress = Callable[[int, int], None]


def build_store(
    corpus: Corpus,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    deeply: bool = False,
) -> Built:
    """Updates the tables of a corpus: reads new and changed documents, drops deleted ones.

    A document that cannot be added leaves no trace and does not stop the others. A table that is
    missing, or is not what was written, is made anew. The files are identical byte for byte
    whatever the order, the number of processes and earlier builds.

    One process at a time writes: another waits for it, and then does what is left to do. Where
    nothing has changed nothing is written, so that a corpus on a disk for reading only can be used.

    Args:
        corpus: from ``corpus_at``.
        jobs: the number of processes that read documents; None for one per 40 documents, and at
            most one per processor.
        scheduler: the address of a running Dask scheduler whose workers read them instead.
        progress: called with the number of documents completed and the total, after each part.
        deeply: compare the bytes of every table with what was written, rather than of those alone
            that are newer than their manifest.

    Raises:
        Refusal: ``not_found``, ``bad_corrections``, ``bad_lexicon``, ``no_cluster``,
            ``no_scheduler``, ``other_version``, ``busy``, ``not_saved`` or ``bad_store``.

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
    if not has_texts(corpus):  # its documents are elsewhere, and it is never made from others
        return _result(corpus, _Plan({}, {}, (), (), ()), set(), set(), {})
    plan = _planned(corpus, deeply=deeply)
    if plan.is_due():
        tell = progress or (lambda done, total: None)
        with locked(store_lock(corpus)):
            return _built(corpus, jobs, scheduler, tell, deeply=deeply)
    if strays(corpus.store, plan.parts) or any(halves_in(_cache(corpus))):
        _sweep_if_nobody_builds(corpus)
    return _result(corpus, plan, set(), set(), plan.before)


@dataclass(frozen=True)
class _Plan:
    """What there is to be done.

    Attributes:
        documents: by report ID.
        before: the entries of the store.
        tasks: one for each part in which anything has changed.
        damaged: the manifests and tables that cannot be used.
        refused: the files that are no documents.
    """

    documents: Mapping[str, Document]
    before: Manifest
    tasks: Sequence[Task]
    damaged: Sequence[Refusal]
    refused: Sequence[Refusal]

    @property
    def parts(self) -> set[str]:
        """The parts that the store has afterwards, and those of them that go."""
        width = width_for(len(self.documents))
        return {part_of(one, width) for one in (*self.documents, *self.before)}

    def is_due(self) -> bool:
        """Whether anything has to be written."""
        return bool(self.tasks or self.damaged or _twins(self.before))


def store_lock(corpus: Corpus) -> Path:
    """The lock of those who write the tables: beside them, since the folder may be deleted."""
    return corpus.outputs / ".store.lock"


def _cache(corpus: Corpus) -> Path:
    """Where plans keep what they saw; a half that is deleted while it is written is no loss."""
    return corpus.outputs / "cache"


def _planned(corpus: Corpus, *, deeply: bool = False) -> _Plan:
    refused: list[Refusal] = []
    damaged: list[Refusal] = []
    documents = documents_of(corpus, refused)
    before = read_manifests(corpus.store, damaged=damaged, deeply=deeply)
    return _Plan(documents, before, tasks_of(corpus, documents, before), damaged, refused)


def _built(
    corpus: Corpus, jobs: int | None, scheduler: str | None, progress: Progress, *, deeply: bool
) -> Built:
    """Does what is due by now; and again where documents were removed in the meantime."""
    sweep_halves([_cache(corpus)])
    # Anew, since another process may have done it while this one waited.
    plan = _planned(corpus, deeply=deeply)
    first, read, recounted = plan.before, set[str](), set[str]()
    damaged = tuple(one.place for one in plan.damaged)
    for _ in range(_ROUNDS):
        read |= {one for task in plan.tasks for one in task.read}
        recounted |= {one for task in plan.tasks for one in task.recount}
        _carry_out(corpus, plan, jobs, scheduler, progress)
        after = read_manifests(corpus.store)
        gone = {one for one in read if after.get(one, {}).get("code") in _VANISHED}
        if not gone - document_paths(corpus).keys():
            break
        plan = _planned(corpus)
    return replace(_result(corpus, plan, read, recounted, first), damaged=damaged)


_ROUNDS = 5  # of a build whose documents are removed while it reads them
_VANISHED = ("not_found", "unreadable")  # what reading says of a document that is not there


def _carry_out(
    corpus: Corpus, plan: _Plan, jobs: int | None, scheduler: str | None, progress: Progress
) -> None:
    sweep(corpus.store, plan.parts)
    total = sum(len(task.read) + len(task.recount) for task in plan.tasks)
    done = 0
    for finished in each_done(
        build_part, plan.tasks, jobs=jobs or number_of_jobs(total), scheduler=scheduler
    ):
        done += finished
        progress(done, total)
    sweep(corpus.store, plan.parts)  # the halves of a worker that was killed
    _settle_twins(corpus)


def _result(
    corpus: Corpus, plan: _Plan, read: set[str], recounted: set[str], before: Manifest
) -> Built:
    after = read_manifests(corpus.store)
    bad = [after[one] for one in sorted(after) if "code" in after[one]]
    good = [one for one in sorted(after) if "code" not in after[one]]
    was = [one for one in before if "code" not in before[one]]
    return Built(
        built=tuple(one for one in good if one in read),
        recounted=tuple(one for one in good if one in recounted),
        unchanged=tuple(one for one in good if one not in read | recounted),
        removed=tuple(one for one in was if one not in plan.documents),
        refused=(*plan.refused, *(_refusal(corpus, entry) for entry in bad)),
    )


def _sweep_if_nobody_builds(corpus: Corpus) -> None:
    """Deletes remains where that is possible at once: the store can be read in any case."""
    with suppress(Refusal, OSError), locked(store_lock(corpus), wait=0.0):
        sweep(corpus.store, _planned(corpus).parts)
        sweep_halves([_cache(corpus)])


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
        rows = rows_by_report(task.store, task.part, kept)
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
    twins = _twins(entries)
    for part, ids in by_part(entries, width_of(corpus.store)).items():
        if any(one in twins for one in ids):
            kept = {one: twins.get(one, entries[one]) for one in ids}
            build_part(Task(corpus.documents, corpus.store, part, {}, (), kept))


def _twins(entries: Manifest) -> dict[str, Entry]:
    """The new entry of each report whose body an earlier one has."""
    first: dict[str, str] = {}
    twins: dict[str, Entry] = {}
    for one in sorted(entries):
        if "code" in entries[one]:
            continue
        twin = first.setdefault(entries[one]["speech"], one)
        if twin != one:
            said = {"code": "duplicate", "place": one, "detail": twin, "twin": twin}
            twins[one] = {**entries[one], **said}
    return twins
