import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.store.build import build_store
from corpus.store.manifest import (
    FORMAT,
    MANIFESTS,
    REPORTS_IN_A_GROUP,
    groups_of,
    part_of,
    read_manifests,
    report_ids,
    speeches,
    store_fingerprint,
)
from tests.corpus.store.conftest import bytes_of


def test_an_unreadable_manifest_means_building_anew(corpus):
    build_store(corpus)
    before = bytes_of(corpus)
    manifest = corpus.store / "manifest" / f"{part_of('district', 1)}.json"
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        report_ids(corpus)  # or its reports would be missing without a word
    assert (caught.value.code, caught.value.place) == ("bad_store", str(manifest))
    built = build_store(corpus)
    assert built.built == ("district",) and built.damaged == (str(manifest),)
    assert bytes_of(corpus) == before
    assert build_store(corpus).damaged == ()


def test_the_part_of_a_report_is_the_beginning_of_a_digest():
    # sha256 of "a", "abc" and of nothing.
    assert [part_of(one, 1) for one in ("a", "abc", "")] == ["c", "b", "e"]
    assert [part_of(one, 2) for one in ("a", "abc", "")] == ["ca", "ba", "e3"]
    assert len(part_of(os.fsdecode(b"\xff"), 2)) == 2


READ = {"key": "k", "words": "w", "speech": "s"}
REFUSED = {"key": "k", "speech": "", "code": "empty", "place": "c.txt", "detail": ""}


def save(corpus: Corpus, part: str, content: object) -> None:
    """Saves a manifest; one of no tables, where nothing is said of them."""
    if isinstance(content, dict) and "format" in content:
        content = {"tables": {}, **content}
    path = corpus.store / MANIFESTS / f"{part}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_what_was_refused_is_in_the_manifest_and_no_report(corpus):
    save(corpus, "02", {"format": FORMAT, "reports": {"b": {**READ, "speech": "t"}, "c": REFUSED}})
    save(corpus, "01", {"format": FORMAT, "reports": {"d": READ}})
    save(corpus, "03", {"format": FORMAT, "reports": {"e": READ}})
    manifest = corpus.store / MANIFESTS / "03.json"
    manifest.rename(manifest.with_name(".03.json.part"))  # as a build that was killed leaves it
    assert set(read_manifests(corpus.store)) == {"b", "c", "d"}
    assert report_ids(corpus) == ["b", "d"]
    assert speeches(corpus) == {"s": "d", "t": "b"}


@pytest.mark.parametrize(
    "content",
    [
        {"reports": {"b": READ}},
        {"format": FORMAT},
        {"format": FORMAT, "reports": {"b": {"key": "k"}}},
        {"format": FORMAT, "reports": {"a": READ, "b": {"speech": "s"}}},
        {"format": FORMAT, "reports": {"b": None}},
        {"format": FORMAT, "reports": [READ]},
        {"format": FORMAT, "reports": {"b": {**READ, "words": 1}}},
        {"format": FORMAT, "reports": {"b": READ}, "tables": None},
        {"format": FORMAT, "reports": {"b": READ}, "tables": {"texts": {"size": 1}}},
        [],
        None,
    ],
)
def test_what_is_no_manifest_is_damaged_and_the_others_are_read(corpus, content):
    save(corpus, "01", content)
    save(corpus, "02", {"format": FORMAT, "reports": {"c": READ}})
    damaged: list[Refusal] = []
    assert read_manifests(corpus.store, damaged=damaged) == {"c": READ}
    place = str(corpus.store / MANIFESTS / "01.json")
    assert [(one.code, one.place) for one in damaged] == [("bad_store", place)]
    with pytest.raises(Refusal):
        read_manifests(corpus.store)


def test_a_manifest_of_another_format_is_none(corpus):
    save(corpus, "01", {"format": FORMAT + 1, "reports": {"b": READ}})
    save(corpus, "02", {"format": FORMAT, "reports": {"c": READ}})
    assert read_manifests(corpus.store) == {"c": READ}


def test_a_store_that_is_not_there_has_no_reports(corpus):
    assert read_manifests(corpus.store) == {}
    assert report_ids(corpus) == []


def test_the_fingerprint_is_of_what_the_tables_were_made_from(corpus):
    save(corpus, "01", {"format": FORMAT, "reports": {"b": READ, "c": REFUSED}})
    before = store_fingerprint(corpus)
    save(corpus, "01", {"format": FORMAT, "reports": {"c": REFUSED}})
    without = store_fingerprint(corpus)
    save(corpus, "09", {"reports": {"b": READ}, "format": FORMAT})
    assert store_fingerprint(corpus) == before != without
    save(corpus, "09", {"reports": {"b": {**READ, "words": "x"}}, "format": FORMAT})
    assert store_fingerprint(corpus) not in (before, without)


@given(st.integers(0, 100))
def test_groups_are_full_but_for_the_last(count: int) -> None:
    ids = [f"r{number}" for number in range(count)]
    groups = list(groups_of(ids))
    assert [one for group in groups for one in group] == ids
    assert all(len(group) == REPORTS_IN_A_GROUP for group in groups[:-1])
    assert all(0 < len(group) <= REPORTS_IN_A_GROUP for group in groups)
