"""What is said of a run is what was run."""

import json

import pytest

from analysis.methods import text as methods
from analysis.run.notebook import notebook_names


def test_every_notebook_that_measures_has_its_methods():
    assert set(notebook_names()) - set(methods.SENTENCES) == {
        "00_is_my_corpus_sound",
        "01_the_report",
        "11_figures",
    }


def test_every_reference_is_there_and_used():
    used = {key for one in methods.SENTENCES.values() for key in one["references"]}
    assert used == set(methods.REFERENCES)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_paragraph_is_of_what_was_run(one_run, language):
    text, keys = methods.methods_text(one_run, lang=language)
    record = json.loads((one_run / "run.json").read_text(encoding="utf-8"))
    assert record["packages"]["jieba"] in text and record["python"] in text
    assert record["inputs"]["lexicon/policy_terms.csv"][:12] in text
    assert "TF-IDF" in text and "Gries" not in text
    assert keys == ["pedregosa2011", "sparckjones1972", "sun2013"]
