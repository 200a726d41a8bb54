import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collection import Corpus
from corpus.reports_csv import write_corrections
from corpus.store import build, plan
from corpus.store.build import build_store
from corpus.store.fingerprint import words_fingerprint
from corpus.store.manifest import Entry, Manifest, by_part, part_of, report_ids
from corpus.store.plan import Document, documents_of, tasks_of
from tests.corpus.store.conftest import REPORT, bytes_of, other_report, several


def test_only_what_changed_is_read_again(corpus, monkeypatch):
    other_report(corpus.documents)
    build_store(corpus)
    (corpus.documents / "other.txt").write_text(
        (corpus.documents / "other.txt").read_text(encoding="utf-8") + "\n网站地图",
        encoding="utf-8",
    )
    assert build_store(corpus).built == ("other",)
    monkeypatch.setattr(plan, "reading_fingerprint", lambda: "another version")
    assert build_store(corpus).built == ("district", "other")


def test_what_is_gone_leaves_the_store(corpus):
    path = other_report(corpus.documents)
    build_store(corpus)
    path.unlink()
    assert build_store(corpus).removed == ("other",)
    assert report_ids(corpus) == ["district"]
    assert b"other" not in b"".join(bytes_of(corpus).values())


def test_a_report_more_leaves_the_other_parts_alone(corpus, monkeypatch):
    several(corpus, "2015", "2016")
    build_store(corpus)
    before = bytes_of(corpus)
    names = (f"2017-{number}" for number in range(999))
    new = next(one for one in names if part_of(one, 1) == part_of("2015", 1))
    other_report(corpus.documents, f"{new}.txt").write_bytes(
        (corpus.documents / "2015.txt").read_bytes().replace("发展".encode(), "发达".encode())
    )
    read = []
    read_one = build.read_rows_of_document
    monkeypatch.setattr(
        build, "read_rows_of_document", lambda *given: read.append(given[0]) or read_one(*given)
    )
    assert build_store(corpus).built == (new,)
    assert read == [new]
    after = bytes_of(corpus)
    changed = {Path(name).stem for name in after if after[name] != before.get(name)}
    assert changed == {part_of(new, 1)}
    shutil.rmtree(corpus.outputs)
    build_store(corpus)
    assert bytes_of(corpus) == after


def test_what_was_refused_is_not_read_again_until_it_changes(corpus, monkeypatch):
    bad = corpus.documents / "bad.txt"
    bad.write_text("红烧肉的做法。" * 300, encoding="utf-8")
    first = build_store(corpus)
    monkeypatch.setattr(build, "read_rows_of_document", None)
    again = build_store(corpus)
    assert [str(one) for one in again.refused] == [str(one) for one in first.refused] != []
    assert again.built == ()


def test_a_twin_is_read_when_the_first_is_gone(corpus):
    (corpus.documents / "district.txt").rename(corpus.documents / "a.txt")
    (corpus.documents / "b.txt").write_bytes(REPORT.read_bytes() + b"\n")
    assert [one.code for one in build_store(corpus).refused] == ["duplicate"]
    assert build_store(corpus).built == ()
    (corpus.documents / "a.txt").unlink()
    assert build_store(corpus).built == ("b",)


# --- the tasks, from documents and a manifest made up ---------------------------------------------

WORDS = words_fingerprint()


def document(key: str) -> Document:
    return Document("some.txt", {}, key)


def entry(key: str, **more: str) -> Entry:
    return {"key": key, "words": WORDS, "speech": key, **more}


def work(corpus: Corpus, documents: dict[str, Document], before: Manifest) -> list[list[object]]:
    """Of each task: what is read, recounted and kept."""
    tasks = tasks_of(corpus, documents, before)
    assert [task.part for task in tasks] == sorted({task.part for task in tasks})
    assert all((task.documents, task.store) == (corpus.documents, corpus.store) for task in tasks)
    for task in tasks:
        named = {*task.read, *task.recount, *task.kept}
        assert {part_of(one, 1) for one in named} <= {task.part}
    return [[sorted(task.read), sorted(task.recount), sorted(task.kept)] for task in tasks]


def test_what_is_as_it_was_is_no_task(corpus):
    documents = {one: document(one) for one in ("a", "b", "c")}
    assert work(corpus, documents, {one: entry(one) for one in documents}) == []
    assert work(corpus, {}, {}) == []


# The parts of a, b and c come in the order ca, 3e, 2e.
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({}, [[["c"], [], []], [["b"], [], []], [["a"], [], []]]),
        ({"a": entry("a"), "c": entry("c")}, [[["b"], [], []]]),
        ({"a": entry("a"), "b": entry("b"), "c": entry("old")}, [[["c"], [], []]]),
        (
            {"a": entry("a"), "b": entry("b", words="old"), "c": entry("c")},
            [[[], ["b"], ["b"]]],
        ),
        (
            {"a": entry("a"), "b": entry("old", words="old"), "c": entry("c")},
            [[["b"], [], []]],
        ),
        (  # refused, and still as it was
            {"a": entry("a"), "b": entry("b"), "c": {"key": "c", "speech": "", "code": "empty"}},
            [],
        ),
        (  # the words of b were those of a, which has changed
            {"a": entry("old"), "b": entry("b", code="duplicate", twin="a"), "c": entry("c")},
            [[["b"], [], []], [["a"], [], []]],
        ),
        (
            {"a": entry("a"), "b": entry("b", code="duplicate", twin="a"), "c": entry("c")},
            [],
        ),
    ],
)
def test_only_what_has_changed_is_a_task(corpus, before, expected):
    assert [part_of(one, 1) for one in "abc"] == ["c", "3", "2"]
    assert work(corpus, {one: document(one) for one in "abc"}, before) == expected


def test_what_is_gone_is_a_task_that_keeps_the_rest_of_its_part(corpus):
    names = (f"r{number}" for number in range(9999))
    gone, stays = [one for one in names if part_of(one, 1) == "0"][:2]
    before = {one: entry(one) for one in (gone, stays, "a")}
    documents = {one: document(one) for one in (stays, "a")}
    assert work(corpus, documents, before) == [[[], [], [stays]]]


@given(st.lists(st.text(max_size=4), unique=True, max_size=50))
def test_every_id_is_in_its_part_once_and_in_order(ids: list[str]) -> None:
    parts = by_part(reversed(ids), 1)
    assert list(parts) == sorted(parts)
    assert sorted(one for group in parts.values() for one in group) == sorted(ids)
    for part, group in parts.items():
        assert group == sorted(group)
        assert {part_of(one, 1) for one in group} == {part}


# --- documents and their keys ---------------------------------------------------------------------


def keys(corpus: Corpus) -> dict[str, str]:
    return {one: found.key for one, found in documents_of(corpus, []).items()}


def test_a_key_changes_with_all_that_the_rows_depend_on(corpus, monkeypatch):
    other_report(corpus.documents)
    before = keys(corpus)
    assert list(before) == ["district", "other"]
    assert keys(corpus) == before
    district = before.pop("district")
    found = {district}

    def changed() -> None:
        now = keys(corpus)
        found.add(now.pop("district"))
        assert now == before

    write_corrections(corpus, {"district": {"report_year": "2017"}})
    changed()
    write_corrections(corpus, {"other": {"report_year": "2020"}})
    before["other"] = keys(corpus)["other"]
    assert keys(corpus)["district"] == district
    path = corpus.documents / "district.txt"
    path.write_bytes(path.read_bytes() + b"\n")
    changed()
    path.rename(corpus.documents / "district.html")
    changed()
    monkeypatch.setattr(plan, "reading_fingerprint", lambda: "another version")
    found.add(keys(corpus)["district"])
    assert len(found) == 5


def test_a_document_that_was_not_touched_is_not_opened_again(corpus, monkeypatch):
    other_report(corpus.documents)
    before = keys(corpus)
    opened = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: opened.append(path.name) or read_bytes(path)
    )
    assert keys(corpus) == before
    assert opened == []
    text = corpus.documents / "other.txt"
    text.write_text(text.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert keys(corpus) != before
    assert opened == ["other.txt"]
    (corpus.outputs / "cache" / "seen.json").write_text("{", encoding="utf-8")
    keys(corpus)
    assert sorted(opened) == ["district.txt", "other.txt", "other.txt"]
