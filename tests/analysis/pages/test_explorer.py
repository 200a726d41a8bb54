"""The explorer's page: what it holds walks back to the document, and adds up."""

from collections import Counter
from typing import get_args

import pytest

from analysis.pages.explorer import _BOUNDS, _KINDS, write_explorer
from corpus.errors import Refusal
from corpus.quantities.phrases import Bound
from corpus.quantities.units import QuantityKind
from corpus.schema import SPOKEN
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table
from tests.analysis.pages.conftest import data_of


@pytest.fixture(scope="module")
def data(district_corpus, tmp_path_factory) -> dict:
    path = write_explorer(district_corpus, tmp_path_factory.mktemp("page") / "x.html")
    return data_of(path.read_text(encoding="utf-8"))


def test_paragraphs_are_those_of_the_speech(district_corpus, data):
    rows = read_table(district_corpus, "paragraphs")
    rows = rows[rows["orientation"].isin(SPOKEN)]
    assert [one["text"] for one in data["reports"][0]["paragraphs"]] == rows["text"].tolist()


def test_every_mark_is_in_the_page_and_holds_its_words(district_corpus, data):
    paragraphs = data["reports"][0]["paragraphs"]
    marks = [(one, mark) for one in paragraphs for mark in one["marks"]]
    terms = [mark for _, mark in marks if mark["kind"] == "term"]
    assert len(terms) == len(read_table(district_corpus, "mentions"))
    assert len(marks) - len(terms) == len(read_table(district_corpus, "quantities"))
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
    assert len(data["nation"]["years"]) == len(data["nation"]["words"]) == 51


def test_the_year_that_a_report_is_compared_with_is_named(data):
    assert data["reports"][0]["nation_year"] == 2018
    assert all("{year}" in data["words"][lang]["nation"] for lang in ("en", "zh"))


def test_both_languages_say_the_same_things(data):
    assert set(data["words"]["en"]) == set(data["words"]["zh"])
    assert set(data["words"]["en"]["views"]) == set(data["words"]["zh"]["views"])


def test_every_code_of_a_quantity_has_words():
    assert set(_KINDS) == set(get_args(QuantityKind))
    assert set(_BOUNDS) == set(get_args(Bound))


@pytest.fixture(scope="module")
def of_two(two_districts, tmp_path_factory) -> dict:
    names = report_ids(two_districts)
    assert len(names) == 2
    path = tmp_path_factory.mktemp("two") / "x.html"
    return data_of(write_explorer(two_districts, path, reports=names).read_text(encoding="utf-8"))


def test_differences_are_of_the_shares_that_the_page_shows(of_two):
    a, b = ({row["code"]: row["share"] for row in one["profile"]} for one in of_two["reports"])
    found = of_two["differences"]["areas"]
    assert set(found) == (set(a) | set(b)) - {"99"} - {
        code for code in set(a) | set(b) if not a.get(code) and not b.get(code)
    }
    for code, (difference, low, high) in found.items():
        assert difference == pytest.approx(a.get(code, 0) - b.get(code, 0), abs=0.002)
        assert low is None or low <= difference <= high
    assert any(low is not None for _, low, _ in found.values())


def test_differences_of_terms_are_those_of_their_rates(of_two):
    rates = []
    for one in of_two["reports"]:
        marks = [mark for row in one["paragraphs"] for mark in row["marks"]]
        n = Counter(mark["term"] for mark in marks if mark["kind"] == "term")
        rates.append({term: 1000 * count / one["words"] for term, count in n.items()})
    found = of_two["differences"]["terms"]
    assert set(found) == set(rates[0]) | set(rates[1])
    for term, (difference, *_) in found.items():
        wanted = rates[0].get(term, 0) - rates[1].get(term, 0)
        assert difference == pytest.approx(wanted, abs=0.002)


def test_one_report_has_no_differences_and_neither_has_one_named_twice(
    data, district_corpus, tmp_path
):
    assert data["differences"] is None
    (name,) = report_ids(district_corpus)
    path = write_explorer(district_corpus, tmp_path / "x.html", reports=[name, name])
    again = data_of(path.read_text(encoding="utf-8"))
    assert again["differences"] is None and len(again["reports"]) == 1


def test_a_report_that_is_not_there_is_refused(district_corpus, tmp_path):
    with pytest.raises(Refusal) as refused:
        write_explorer(district_corpus, tmp_path / "x.html", reports=["none"])
    assert refused.value.code == "unknown_report"
    assert not list(tmp_path.iterdir())


def test_reports_are_called_by_place_and_year_in_both_languages(data):
    assert data["reports"][0]["title"] == {"en": "Shahekou, 2018", "zh": "沙河口区2018年"}
