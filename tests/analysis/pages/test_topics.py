"""The page of topics: their terms, and the paragraphs that show them best."""

import numpy as np
import pandas as pd
import pytest

from analysis.pages.topics import write_topic_page
from analysis.topics.model import TopicFit
from tests.analysis.pages.conftest import NASTY, data_of


def test_a_topic_page_holds_topics_terms_and_paragraphs(tmp_path):
    terms = pd.DataFrame(
        {
            "topic": [1, 1, 2, 2],
            "term": ["甲", "乙", "丙", NASTY[0]],
            "probability": [0.7, 0.3, 0.6, 0.4],
        }
    )
    shares = pd.DataFrame(
        {"unit": ["a", "a", "b", "b"], "topic": [1, 2, 1, 2], "share": [0.9, 0.1, 0.2, 0.8]}
    )
    stability = pd.DataFrame(
        {"topic": [1, 2], "value": [0.9, 0.4], "stable": [True, False], "seeded": ""}
    )
    fit = TopicFit(terms, shares, stability, terms, 2, 2, 4, "nmf", 1)
    counts = pd.DataFrame(
        {"unit": list("aabb"), "term": ["甲", "乙", "丙", NASTY[0]], "n": [5, 5, 5, 5]}
    )
    units = pd.DataFrame({"unit": ["a", "b"], "text": ["甲乙", NASTY[1]]})
    path = write_topic_page(fit, counts, units, tmp_path / "p.html", title="t", lang="zh")
    text = path.read_text(encoding="utf-8")
    data = data_of(text)
    assert [one["stable"] for one in data["topics"]] == [True, False]
    assert data["terms"]["1"] == [["甲", 0.7, 0.25], ["乙", 0.3, 0.25]]
    assert data["paragraphs"]["2"] == [[0.8, "b", NASTY[1]], [0.1, "a", "甲乙"]]
    assert 'lang="zh-CN"' in text and "不稳定" in text
    again = write_topic_page(fit, counts, units, tmp_path / "q.html", title="t", lang="zh")
    assert again.read_bytes() == path.read_bytes()


def made_up(n_terms: int) -> tuple[TopicFit, pd.DataFrame]:
    """One topic over many terms, of which the last hundred are rarest beyond it; and the counts."""
    p = np.linspace(2, 1, n_terms)
    names = [f"t{number:03}" for number in range(n_terms)]
    terms = pd.DataFrame({"topic": 1, "term": names, "probability": p / p.sum()})
    shares = pd.DataFrame({"unit": ["a"], "topic": [1], "share": [1.0]})
    stable = pd.DataFrame({"topic": [1], "value": [0.123456], "stable": [True], "seeded": ""})
    counts = pd.DataFrame({"unit": "a", "term": names, "n": [90] * (n_terms - 100) + [3] * 100})
    return TopicFit(terms, shares, stable, terms, 1, 1, n_terms, "nmf", 1), counts


def test_of_many_terms_the_first_by_probability_and_by_lift_are_there(tmp_path):
    fit, counts = made_up(400)
    units = pd.DataFrame({"unit": [], "text": []})
    path = write_topic_page(fit, counts, units, tmp_path / "p.html", title="t")
    data = data_of(path.read_text(encoding="utf-8"))
    shown = [term for term, _, _ in data["terms"]["1"]]
    names = fit.topic_terms["term"].tolist()
    assert shown == [*names[:100], *names[-100:]]
    for term, p, q in data["terms"]["1"][:3]:
        row = fit.topic_terms.set_index("term").loc[term]
        assert p == pytest.approx(row["probability"], rel=1e-3)
        share = counts.set_index("term")["n"][term] / counts["n"].sum()
        assert q == pytest.approx(share, rel=1e-3)
    assert data["paragraphs"]["1"] == [[1, "a", ""]]  # a unit without a text shows none


def test_topics_have_the_labels_that_were_proposed_for_them(tmp_path):
    fit, counts = made_up(108)
    labels = pd.DataFrame({"topic": [1], "label": ["proposed: Education"]})
    units = pd.DataFrame({"unit": ["a"], "text": ["甲"]})
    for given, label in ((labels, "proposed: Education"), (None, "")):
        path = write_topic_page(fit, counts, units, tmp_path / "p.html", title="t", labels=given)
        [topic] = data_of(path.read_text(encoding="utf-8"))["topics"]
        assert topic["label"] == label
        assert topic["first"] == fit.topic_terms["term"].head(6).tolist()
        assert (topic["share"], topic["stability"]) == (1, 0.123)


def test_the_page_says_the_same_in_both_languages(tmp_path):
    fit, counts = made_up(108)
    units = pd.DataFrame({"unit": ["a"], "text": ["甲"]})
    english, chinese = (
        data_of(
            write_topic_page(
                fit, counts, units, tmp_path / f"{lang}.html", title="t", lang=lang
            ).read_text(encoding="utf-8")
        )
        for lang in ("en", "zh")
    )
    assert set(english["words"]) == set(chinese["words"])
    assert english["words"]["topics"].isascii() and not chinese["words"]["topics"].isascii()
    assert [{**one, "note": "", "words": ""} for one in (english,)] == [
        {**one, "note": "", "words": ""} for one in (chinese,)
    ]
    assert "108" in english["note"] and "108" in chinese["note"] and "{" not in english["note"]
