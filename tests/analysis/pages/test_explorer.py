"""The explorer's page: what it holds walks back to the document, and adds up."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.pages.explorer import write_explorer
from corpus.collection import PROJECT, Corpus, corpus_at
from corpus.errors import Refusal
from corpus.schema import SPOKEN
from corpus.store.build import build_store
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    folder = tmp_path_factory.mktemp("explorer")
    shutil.copy(REPORT, folder)
    found = corpus_at(folder)
    build_store(found)
    return found


def data_of(path: Path) -> dict:
    text = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])


@pytest.fixture(scope="module")
def data(corpus, tmp_path_factory) -> dict:
    return data_of(write_explorer(corpus, tmp_path_factory.mktemp("page") / "x.html"))


def test_paragraphs_are_those_of_the_speech(corpus, data):
    rows = read_table(corpus, "paragraphs")
    rows = rows[rows["orientation"].isin(SPOKEN)]
    assert [one["text"] for one in data["reports"][0]["paragraphs"]] == rows["text"].tolist()


def test_every_mark_is_in_the_page_and_holds_its_words(corpus, data):
    paragraphs = data["reports"][0]["paragraphs"]
    marks = [(one, mark) for one in paragraphs for mark in one["marks"]]
    terms = [mark for _, mark in marks if mark["kind"] == "term"]
    assert len(terms) == len(read_table(corpus, "mentions"))
    assert len(marks) - len(terms) == len(read_table(corpus, "quantities"))
    for one, mark in marks:
        words = one["text"][mark["start"] : mark["end"]]
        assert words
        if mark["kind"] == "term":
            assert "".join(words.split()) == mark["term"]


def test_the_areas_of_sentences_add_up(data):
    report = data["reports"][0]
    coded = sum(len(one["areas"]) for one in report["paragraphs"])
    assert coded == sum(row["n"] for row in report["profile"])
    assert sum(row["share"] for row in report["profile"]) == pytest.approx(100, abs=0.1)


def test_the_nations_series_is_of_the_terms_shown(data):
    used = {
        mark["term"]
        for one in data["reports"][0]["paragraphs"]
        for mark in one["marks"]
        if mark["kind"] == "term"
    }
    assert set(data["nation"]["counts"]) <= used
    assert len(data["nation"]["years"]) == len(data["nation"]["words"]) == 57


def test_both_languages_say_the_same_things(data):
    assert set(data["words"]["en"]) == set(data["words"]["zh"])
    assert set(data["words"]["en"]["views"]) == set(data["words"]["zh"]["views"])


def test_the_command_writes_the_same_page_twice(corpus, tmp_path):
    pages = []
    for name in ("a.html", "b.html"):
        done = CliRunner().invoke(
            app,
            ["explore", str(tmp_path / name), "--lang", "zh", "--corpus", str(corpus.documents)],
        )
        assert done.exit_code == 0, done.output
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    assert data_of(tmp_path / "a.html")["language"] == "zh"


def test_what_is_not_there_is_refused(corpus, tmp_path):
    with pytest.raises(Refusal) as refused:
        write_explorer(corpus, tmp_path / "x.html", reports=["none"])
    assert refused.value.code == "unknown_report"
    done = CliRunner().invoke(app, ["explore", str(tmp_path / "x.html"), "--lang", "fr"])
    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())
