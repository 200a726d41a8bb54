"""Where results go, and which corpus they are made from."""

import shutil

import pytest

from analysis.outputs import (
    RESULT_FOLDERS,
    figure_folder,
    open_corpus,
    output_folder,
    table_folder,
)
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.store.manifest import report_ids
from tests.analysis.conftest import DISTRICT_REPORT


def test_results_go_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("GWR_OUT", str(tmp_path / "out"))
    assert output_folder() == tmp_path / "out"
    folders = {figure_folder(), table_folder()}
    assert {one.parent for one in folders} == {tmp_path / "out"}
    assert {one.name for one in folders} <= set(RESULT_FOLDERS) and len(folders) == 2


@pytest.mark.parametrize("named", [None, ""])
def test_else_results_go_to_the_outputs_of_the_corpus(monkeypatch, tmp_path, named):
    monkeypatch.setenv("GWR_CORPUS", str(tmp_path))
    if named is None:
        monkeypatch.delenv("GWR_OUT", raising=False)
    else:
        monkeypatch.setenv("GWR_OUT", named)
    assert output_folder() == tmp_path / "outputs"
    assert table_folder() == tmp_path / "outputs" / "tables"


def test_a_corpus_without_a_store_gets_one_and_one_that_is_there_is_left(monkeypatch, tmp_path):
    shutil.copy(DISTRICT_REPORT, tmp_path / "first.txt")
    monkeypatch.setenv("GWR_CORPUS", str(tmp_path))
    corpus = open_corpus()
    assert corpus == corpus_at(tmp_path)
    assert report_ids(corpus) == ["first"]
    (tmp_path / "first.txt").unlink()
    assert report_ids(open_corpus()) == ["first"]


def test_a_corpus_in_any_folder_is_opened_and_built(tmp_path):
    shutil.copy(DISTRICT_REPORT, tmp_path / "first.txt")
    assert report_ids(open_corpus(tmp_path)) == ["first"]
    with pytest.raises(Refusal) as caught:
        open_corpus(tmp_path / "nowhere")
    assert caught.value.code == "not_found" and "nowhere" in caught.value.place
