import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from corpus.schema import TABLES
from corpus.store import build
from corpus.store.build import build_store
from corpus.store.manifest import REPORTS_IN_A_GROUP, Rows, part_of, read_manifests, report_ids
from corpus.store.parts import sweep, write_part
from corpus.store.rows import read_rows_of_document
from corpus.store.tables import read_table
from tests.corpus.store.conftest import REPORT, bytes_of, other_report, several


def test_a_build_that_was_broken_off_goes_on_and_leaves_no_strays(corpus, monkeypatch):
    (corpus.documents / "district.txt").unlink()
    several(corpus, "2015", "2016", "2017")
    read_one = build.read_rows_of_document
    last = max(("2015", "2016", "2017"), key=lambda one: part_of(one, 1))

    def broken(report_id, *rest):
        if report_id == last:
            raise KeyboardInterrupt
        return read_one(report_id, *rest)

    monkeypatch.setattr(build, "read_rows_of_document", broken)
    with pytest.raises(KeyboardInterrupt):
        build_store(corpus)
    assert not list(corpus.store.rglob("*.part"))
    strays = [
        corpus.store / "tokens" / "zz.parquet",
        corpus.store / "tokens" / "00.part",
        corpus.store / "manifest.json",
    ]
    for stray in strays:
        stray.write_bytes(b"left by a build that was killed")
    monkeypatch.setattr(build, "read_rows_of_document", read_one)
    built = build_store(corpus)
    assert built.built == (last,)
    assert not any(stray.exists() for stray in strays)
    assert {path.stem for path in (corpus.store / "tokens").iterdir()} == {
        part_of(one, 1) for one in report_ids(corpus)
    }


def test_a_part_that_was_broken_off_while_it_was_published_is_built_anew(corpus, monkeypatch):
    """Between the first table and the last there is no manifest, so that nothing is misread."""
    build_store(corpus)
    before = bytes_of(corpus)
    other_report(corpus.documents, "district.txt")

    def stop(path, target):
        if path.parent.name == "quantities":
            raise KeyboardInterrupt
        return replace(path, target)

    replace = Path.replace
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            build_store(corpus)
    assert report_ids(corpus) == []
    shutil.copy(REPORT, corpus.documents / "district.txt")
    assert build_store(corpus).built == ("district",)
    assert bytes_of(corpus) == before


def test_many_reports_of_a_part_are_in_groups_and_in_order(corpus):
    """More than a group holds, some refused: the bytes are those of a build at once."""
    ids = [one for one in (f"r{number}" for number in range(9999)) if part_of(one, 1) == "0"][:20]
    several(corpus, *ids)
    (corpus.documents / f"{ids[3]}.txt").write_text("红烧肉的做法。" * 300, encoding="utf-8")
    for one in ids[10:]:
        (corpus.documents / f"{one}.txt").rename(corpus.documents / f"{one}.later")
    build_store(corpus)
    for one in ids[10:]:
        (corpus.documents / f"{one}.later").rename(corpus.documents / f"{one}.txt")
    assert build_store(corpus).built == tuple(sorted(ids[10:]))
    after = bytes_of(corpus)
    assert list(read_table(corpus, "reports")["report_id"]) == sorted(
        ["district", *(one for one in ids if one != ids[3])]
    )
    shutil.rmtree(corpus.outputs)
    build_store(corpus, jobs=2)
    assert bytes_of(corpus) == after


# --- one part, from rows at hand ------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows() -> Rows:
    found, _ = read_rows_of_document("district", REPORT, {}, "key")
    assert found
    return found


def files(store: Path) -> list[str]:
    found = (path for path in store.rglob("*") if path.is_file())
    return sorted(path.relative_to(store).as_posix() for path in found)


def one_of_each(part: str) -> list[str]:
    return sorted([*(f"{name}/{part}.parquet" for name in TABLES), f"manifest/{part}.json"])


def test_a_part_has_a_file_a_table_and_its_manifest(tmp_path, rows):
    entries = {"b": {"key": "k", "speech": "s"}, "a": {"key": "k", "speech": "", "code": "empty"}}
    write_part(tmp_path, "07", ["b", "a"], lambda ids: [rows], lambda: entries)
    assert files(tmp_path) == one_of_each("07")
    for name in TABLES:
        with (tmp_path / name / "07.parquet").open("rb") as file:
            assert pq.read_table(file) == rows[name], name
    assert read_manifests(tmp_path) == entries


def test_rows_are_asked_for_in_order_and_a_group_is_a_row_group(tmp_path, rows):
    ids = [f"r{number:02}" for number in range(REPORTS_IN_A_GROUP + 3)]
    asked = []

    def make(group: list[str]) -> list[Rows]:
        asked.append(group)
        return [rows] * len(group)

    write_part(tmp_path, "07", reversed(ids), make, dict)
    assert asked == [ids[:REPORTS_IN_A_GROUP], ids[REPORTS_IN_A_GROUP:]]
    with (tmp_path / "counts" / "07.parquet").open("rb") as file:
        about = pq.read_metadata(file)
    lengths = [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    assert lengths == [len(rows["counts"]) * len(group) for group in asked]


def test_a_part_of_refused_documents_has_a_manifest_alone(tmp_path, rows):
    write_part(tmp_path, "07", ["a"], lambda ids: [rows], lambda: {"a": {"key": "", "speech": ""}})
    refused = {"a": {"key": "k", "speech": "", "code": "empty"}}
    write_part(tmp_path, "07", ["a"], lambda ids: [], lambda: refused)
    assert files(tmp_path) == ["manifest/07.json"]
    assert read_manifests(tmp_path) == refused
    write_part(tmp_path, "07", [], lambda ids: [rows], dict)
    assert files(tmp_path) == []


def test_rows_that_cannot_be_made_leave_the_part_as_it_was(tmp_path, rows):
    write_part(tmp_path, "07", ["a"], lambda ids: [rows], lambda: {"a": {"key": "", "speech": ""}})
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    groups = iter([[rows]])
    with pytest.raises(StopIteration):
        write_part(
            tmp_path, "07", [str(at) for at in range(20)], lambda ids: next(groups), lambda: {}
        )
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_what_belongs_to_no_part_is_swept_away_and_nothing_else_is(tmp_path, rows):
    for part in ("07", "08"):
        entries = {part: {"key": "", "speech": ""}}
        write_part(tmp_path, part, [part], lambda ids: [rows], lambda made=entries: made)
    for name in ("tokens/08.part", "manifest/.07.json.part", "manifest.json", "own/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path, ["08", "09"])
    assert files(tmp_path) == sorted([*one_of_each("08"), "own/a.txt"])
    sweep(tmp_path / "none", ["08"])
    assert not (tmp_path / "none").exists()
