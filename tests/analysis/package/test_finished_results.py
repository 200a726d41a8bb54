"""Only results as their run left them, complete and up to date, are archived; others are named."""

import json
import shutil

import pytest

from analysis.package.finished_results import finished_run, in_short, maker_of
from corpus.collection import corpus_at
from corpus.errors import Refusal
from tests.analysis.conftest import DISTRICT_REPORT


@pytest.fixture
def own(one_run, tmp_path):
    shutil.copytree(one_run, tmp_path / "out")
    return tmp_path / "out"


def change(own, **fields):
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    (own / "run.json").write_text(json.dumps(record | fields), encoding="utf-8")


def refusal(corpus, out) -> Refusal:
    with pytest.raises(Refusal) as refused:
        finished_run(corpus, out)
    return refused.value


def test_results_as_the_run_left_them_are_taken(own, district_corpus):
    assert list(finished_run(district_corpus, own)["notebooks"]) == ["03_tf_idf"]


def test_a_result_that_was_changed_or_deleted_is_named(own, district_corpus):
    changed, deleted = sorted((own / "tables").glob("*.csv"))[:2]
    changed.write_text("x", encoding="utf-8")
    deleted.unlink()
    found = refusal(district_corpus, own)
    assert found.code == "results_changed"
    assert found.detail == f"tables/{changed.name}, tables/{deleted.name}"


def test_a_document_changed_or_added_since_is_named(own, district_corpus, tmp_path):
    other = tmp_path / "corpus"
    shutil.copytree(district_corpus.documents, other)
    (other / DISTRICT_REPORT.name).write_text("x", encoding="utf-8")
    (other / "new.txt").write_text("x", encoding="utf-8")
    found = refusal(corpus_at(other), own)
    assert found.code == "results_outdated"
    assert found.detail == f"reports/new.txt, reports/{DISTRICT_REPORT.name}"


@pytest.mark.parametrize(
    ("fields", "code", "detail"),
    [
        ({"program": "other"}, "results_outdated", "program"),
        ({"notebooks": {}}, "nothing_run", ""),
        ({"notebooks": {"05": {"earlier": True, "state": "complete"}}}, "results_outdated", "05"),
        ({"notebooks": {"05": {"earlier": False, "cells": ""}}}, "results_outdated", "05"),
    ],
)
def test_what_cannot_be_remade_is_refused(own, district_corpus, fields, code, detail):
    change(own, **fields)
    found = refusal(district_corpus, own)
    assert (found.code, found.detail) == (code, detail)


def test_a_notebook_that_stopped_or_was_edited_since_is_named(own, district_corpus):
    notebooks = json.loads((own / "run.json").read_text(encoding="utf-8"))["notebooks"]
    for field, code in (("state", "results_incomplete"), ("cells", "results_outdated")):
        change(own, notebooks={"03_tf_idf": notebooks["03_tf_idf"] | {field: "incomplete"}})
        found = refusal(district_corpus, own)
        assert (found.code, found.detail) == (code, "03_tf_idf")


def test_a_record_of_an_earlier_version_is_refused(own, district_corpus):
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    del record["parameters"]
    (own / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert refusal(district_corpus, own).code == "no_record"


def test_many_names_are_shortened():
    assert in_short(list("abcde")) == "a, b, c, d, e"
    assert in_short(list("abcdefg")) == "a, b, c, d, e, +2"


def test_a_result_belongs_to_the_notebook_whose_name_it_begins_with():
    record = {"notebooks": {"03_tf_idf": {}, "05_policy_focus": {}}}
    assert maker_of("tables/05_policy_focus-areas.csv", record) == "05_policy_focus"
    assert maker_of("tables/mine.csv", record) == ""
