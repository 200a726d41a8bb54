"""The metadata name every file, the run and its program, without the time of writing."""

import json
import zipfile

import pytest

from analysis.package.crate import METADATA


@pytest.fixture(scope="module")
def graph(with_texts):
    with zipfile.ZipFile(with_texts) as archive:
        content = json.loads(archive.read(METADATA))
        names = archive.namelist()
        record = json.loads(archive.read("run.json"))
    return {one["@id"]: one for one in content["@graph"]}, names, record


def test_every_file_is_described(graph):
    entities, names, _ = graph
    files = {key for key, one in entities.items() if one["@type"] == "File"}
    assert files == set(names) - {METADATA}
    assert {one["@id"] for one in entities["./"]["hasPart"]} == files


def test_the_run_says_from_what_and_with_what_the_results_were_made(graph):
    entities, names, record = graph
    run = entities["#run"]
    assert run["startTime"] == entities["./"]["datePublished"] == record["started"]
    assert {one["@id"] for one in run["result"]} == {
        name for name in names if name.startswith("results/")
    }
    assert [one["@id"] for one in run["object"]] == ["documents/reports/shahekou-2018.txt"]
    assert entities["#suite"]["softwareVersion"] == "0.1.0"


def test_what_the_format_asks_of_an_archive_is_there(graph):
    root = graph[0]["./"]
    for name in ("name", "description", "datePublished", "license", "mainEntity"):
        assert root[name]
    assert graph[0][METADATA]["about"] == {"@id": "./"}
