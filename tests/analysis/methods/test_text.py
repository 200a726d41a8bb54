"""What is said of a run is what was run."""

import json
import re

import pytest

from analysis.methods import text as methods
from analysis.run.folders import notebook_folder, notebook_names
from tests.benchmarks.measured import measured


def test_every_notebook_that_measures_has_its_methods():
    assert set(notebook_names()) - {one.split("-")[0] for one in methods.SENTENCES} == {
        "00_is_my_corpus_sound",
        "01_the_report",
        "11_figures",
    }


def test_what_is_said_of_a_figure_is_of_one_that_a_notebook_draws():
    figures = {one for one in methods.SENTENCES if "-" in one}
    drawn = {
        name
        for path in notebook_folder().glob("*.ipynb")
        for name in re.findall(r'\\"(\d\d_\w+-\w+)\\"', path.read_text(encoding="utf-8"))
    }
    assert len(figures) > 5 and figures <= drawn


def test_a_figure_that_was_not_drawn_has_no_methods(tmp_path):
    record = {
        "notebooks": {"08_against_other_places": {"parameters": {}}},
        "python": "3.11",
        "packages": {"jieba": "0.42.1"},
        "inputs": {"reports/a.txt": "", "lexicon/policy_terms.csv": "0f1e2d3c4b5a"},
        "results": {"figures/08_against_other_places-words.svg": ""},
    }
    (tmp_path / "run.json").write_text(json.dumps(record))
    said = methods.methods_text(tmp_path)[0]
    assert "mean of the other places" not in said
    # Its words are compared: with which report, by which measure, with which prior.
    assert "State Council report of its year" in said
    assert "informative Dirichlet prior (the counts of both together)" in said
    del record["results"]["figures/08_against_other_places-words.svg"]  # as for the State Council
    (tmp_path / "run.json").write_text(json.dumps(record))
    assert "State Council report of its year" not in methods.methods_text(tmp_path)[0]
    record["results"]["figures/08_against_other_places-heat.svg"] = ""
    (tmp_path / "run.json").write_text(json.dumps(record))
    assert "mean of the other places" in methods.methods_text(tmp_path)[0]
    record["notebooks"]["08_against_other_places"]["state"] = "failed"
    (tmp_path / "run.json").write_text(json.dumps(record))
    assert "mean of the other places" not in methods.methods_text(tmp_path)[0]


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_accuracy_of_the_coder_is_that_which_was_measured(language):
    figures = measured()
    for name in ("nation and provinces", "lower governments"):
        found = figures[f"areas, {name}, held out, where they agree"]
        low, high = (f"{found[one]:.2f}" for one in ("low", "high"))
        said = methods.SENTENCES["coding"][language]
        assert f"{found['accuracy']:.2f}" in said
        assert f"[{low}, {high}]" in said
        assert f"n = {found['sentences']}" in said


def test_what_could_not_be_answered_or_failed_has_no_methods(tmp_path):
    states = {"02_keywords": "complete", "03_tf_idf": "incomplete", "04_topics": "cannot answer"}
    record = {
        "notebooks": {name: {"parameters": {}, "state": state} for name, state in states.items()},
        "python": "3.11",
        "packages": {"jieba": "0.42.1"},
        "inputs": {"reports/a.txt": "", "lexicon/policy_terms.csv": "0f1e2d3c4b5a"},
    }
    (tmp_path / "run.json").write_text(json.dumps(record))
    text, keys = methods.methods_text(tmp_path)
    wanted = {
        *methods.SENTENCES["base"]["references"],
        *methods.SENTENCES["02_keywords"]["references"],
    }
    assert set(keys) == wanted
    assert "TF-IDF" not in text and "opic" not in text


def test_it_is_said_once_that_a_machine_coded(tmp_path):
    record = {
        "notebooks": {
            name: {"parameters": {"report": "a-2018"}}
            for name in ("05_policy_focus", "07_against_other_years", "02_keywords")
        },
        "python": "3.11",
        "packages": {"jieba": "0.42.1"},
        "inputs": {"reports/a.txt": "", "lexicon/policy_terms.csv": "0f1e2d3c4b5a"},
    }
    for commit, printed in (
        ("", "gov-work-report , Python"),
        ("0" * 40, "(revision 000000000000)"),
    ):
        (tmp_path / "run.json").write_text(json.dumps(record | {"git_commit": commit}))
        text, keys = methods.methods_text(tmp_path)
        assert printed in text
    assert text.count("coded by machine") == 1
    assert "Analyses of single reports concern a-2018." in text
    assert "bevan2019" in keys
    del record["notebooks"]["05_policy_focus"], record["notebooks"]["07_against_other_years"]
    (tmp_path / "run.json").write_text(json.dumps(record))
    assert "coded by machine" not in methods.methods_text(tmp_path)[0]


def test_a_normalised_dispersion_cites_those_who_normalised_it():
    assert {"gries2008", "lijffijt2012"} <= set(methods.SENTENCES["02_keywords"]["references"])
    assert "volume = {17}" in methods.REFERENCES["lijffijt2012"]


@pytest.mark.parametrize(
    ("given", "said", "unsaid"),
    [
        ({"background": None, "variant": "textbook"}, "reports compared or, with fewer", ") + 1"),
        ({"background": "corpus"}, "N being the number of reports compared and df", "passages"),
        ({"background": "nation"}, "passages of the State Council reports", "reports compared"),
        ({"variant": "smooth"}, "ln((1 + N) / (1 + df)) + 1", "one plus the logarithm"),
    ],
)
def test_the_weights_are_described_as_the_notebook_was_told_to_make_them(
    tmp_path, given, said, unsaid
):
    record = {
        "notebooks": {"03_tf_idf": {"parameters": given}},
        "python": "3.11",
        "packages": {"jieba": "0.42.1"},
        "inputs": {"reports/a.txt": "", "lexicon/policy_terms.csv": "0f1e2d3c4b5a"},
    }
    (tmp_path / "run.json").write_text(json.dumps(record))
    text, _ = methods.methods_text(tmp_path)
    assert said in text and unsaid not in text and "{" not in text
    assert "{" not in methods.methods_text(tmp_path, lang="zh")[0]
