"""Pages to look at: all of it in one file, and nothing in it but what the suite put there."""

import base64
import hashlib
import json
import re

import pandas as pd
import pytest

from analysis.pages.page import page, write_page
from analysis.pages.topics import write_topic_page
from analysis.topics.model import TopicFit
from corpus.errors import Refusal

NASTY = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\u2028\u2029",
    "&lt;",
    "=1+1",
    "\\input{x}",
    "\u202eabc",
    "'\"`",
]


def data_of(text: str) -> object:
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])


def test_data_come_back_as_they_went_in_and_end_no_element():
    text = page(name="topics", title=NASTY[0], data={"terms": NASTY})
    assert data_of(text) == {"terms": NASTY}
    assert "alert(1)</script>" not in text and "<img" not in text
    assert text.count("<script") == 2 and text.count("</script>") == 2


def test_the_policy_lets_in_this_script_and_this_style_alone():
    text = page(name="topics", title="t", data={})
    script = re.findall(r"<script>(.*?)</script>", text, re.S)[0]
    style = re.findall(r"<style>(.*?)</style>", text, re.S)[0]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    for kind, content in (("script", script), ("style", style)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


def test_a_page_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused:
        write_page(tmp_path / "file" / "x.html", name="topics", title="t", data={})
    assert refused.value.code == "not_saved"


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
