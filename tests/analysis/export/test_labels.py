"""What a column is, in both languages; and the date of all files."""

import re

import pandas as pd
from openpyxl import load_workbook

from analysis.export.labels import CREATED, Label, value_labels
from analysis.export.write import write_table
from analysis.targets.verdicts import VERDICTS
from corpus.collection import PROJECT
from corpus.doctor import ADVICE
from corpus.lexicon.lists import policy_areas
from corpus.schema import ORIENTATIONS


def test_a_column_has_the_label_of_the_language_asked_for(tmp_path):
    table = pd.DataFrame({"n": [1], "mine": [2]})
    labels = {"n": Label(english="hits", chinese="命中")}
    heads = {
        lang: write_table(table, tmp_path / f"{lang}.md", labels=labels, lang=lang)
        .read_text(encoding="utf-8")
        .splitlines()[0]
        for lang in ("en", "zh")
    }
    assert heads == {"en": "| hits | mine |", "zh": "| 命中 | mine |"}


def test_files_that_hold_a_date_hold_the_one_that_never_changes(tmp_path):
    table = pd.DataFrame({"n": [1]})
    book = load_workbook(write_table(table, tmp_path / "t.xlsx"))
    assert book.properties.created == CREATED
    with pd.io.stata.StataReader(write_table(table, tmp_path / "t.dta")) as reader:
        assert reader.time_stamp == f"{CREATED:%d %b %Y %H:%M}"


def test_the_values_of_a_column_are_labelled_whole():
    assert set(value_labels("orientation")) == set(ORIENTATIONS)
    assert set(value_labels("verdict")) == set(VERDICTS)
    assert set(value_labels("level")) == {"national", "provincial", "prefecture", "county"}
    assert set(value_labels("area")) == set(policy_areas())
    assert set(value_labels("finding")) == set(ADVICE)
    assert set(value_labels("warnings")) > set(ADVICE)
    assert value_labels("term") == {}
    for name in ("orientation", "verdict", "level", "area"):
        assert all(label.english and label.chinese for label in value_labels(name).values())


def test_every_warning_about_a_document_has_a_name():
    sources = [one.read_text(encoding="utf-8") for one in (PROJECT / "corpus").rglob("*.py")]
    codes = {code for one in sources for code in re.findall(r'Notice\(\s*"(\w+)"', one)}
    codes -= {"row_from_before"}  # of a command, not of a document
    assert len(codes) > 20
    assert codes <= set(value_labels("warnings"))
