"""Topic panels: stable topics with their terms, unstable ones in one line."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures.style import DOUBLE, SINGLE
from analysis.figures.topic_terms import LEAST, chosen_terms, topic_panels
from analysis.topics.model import STABLE
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TERMS = ["创新", "营商环境", "教育", "全面建成小康社会", "无此词", "放管服", "就业", "三农", "社区"]


def made(stability=(0.9, 0.4, 0.7)):
    rng = np.random.default_rng(5)
    rows = [
        (topic, term, float(rng.uniform(0.001, 0.1)), float(rng.uniform()), value, value >= STABLE)
        for topic, value in enumerate(stability, start=1)
        for term in TERMS
    ]
    columns = ["topic", "term", "probability", "frex", "stability", "stable"]
    return pd.DataFrame(rows, columns=columns)


def said(figure):
    return [text for text, *_ in words_drawn(figure)]


def test_the_threshold_is_that_of_the_model():
    assert LEAST == STABLE


def test_terms_go_by_distinctiveness_with_their_probability():
    table = made((0.9,))
    figure = topic_panels(table, top=4, lang="zh")
    found = sorted((-box.y0, box.x0, text) for text, box, _ in words_drawn(figure))
    names = [text for *_, text in found if text in TERMS]
    best = table.sort_values("frex", ascending=False).head(4)
    assert names == best["term"].tolist()
    numbers = [
        text for *_, text in found if text in {f"{100 * p:.1f}" for p in best["probability"]}
    ]
    assert numbers == [f"{100 * p:.1f}" for p in best["probability"]]


def test_only_the_fifty_most_probable_terms_are_candidates():
    table = pd.DataFrame({"term": [f"词{place:03}" for place in range(80)], "frex": np.arange(80)})
    table["probability"] = np.linspace(0.9, 0.1, 80)
    assert chosen_terms(table, "frex", 3)["term"].tolist() == ["词049", "词048", "词047"]


def test_unstable_topics_are_named_in_one_line_without_their_terms():
    figure = topic_panels(made())
    assert "Not to be interpreted (stability below 0.6): topic 2 (0.40)" in said(figure)
    assert "Topic 2" not in said(figure) and {"Topic 1", "Topic 3"} <= set(said(figure))
    assert not any("interpreted" in text for text in said(topic_panels(made((0.7, 0.9)))))
    assert topic_panels(made((0.1, 0.5))) is None


def test_topics_go_from_the_largest_or_else_from_the_most_stable():
    def order(figure):
        return [text for text in said(figure) if text.startswith("Topic ")]

    assert order(topic_panels(made((0.7, 0.9, 0.8)))) == ["Topic 2", "Topic 3", "Topic 1"]
    table = made((0.7, 0.9, 0.8))
    table["share"] = table["topic"].map({1: 50.0, 2: 20.0, 3: 30.0})
    assert order(topic_panels(table)) == ["Topic 1", "Topic 3", "Topic 2"]
    assert "50% of words" in said(topic_panels(table))


def test_the_stability_is_where_it_belongs_on_its_line():
    sheet = topic_panels(made((0.9,))).axes[0]
    lines = [one.get_xdata() for one in sheet.lines]
    left, right = lines[0]
    assert lines[1][0] == pytest.approx(left + LEAST * (right - left))
    [dot] = sheet.collections
    assert dot.get_offsets()[0][0] == pytest.approx(left + 0.9 * (right - left))


@crossed("lang, width, topics", ["en", "zh"], [SINGLE, DOUBLE], [1, 2, 5, 12])
def test_nothing_runs_off_the_page_or_over_another(lang, width, topics):
    table = made(tuple(0.9 - 0.04 * place for place in range(topics)))
    names = {1: "智慧城市、基础设施与公共服务一体化发展", 2: "education"}
    figure = topic_panels(table, names=names, lang=lang, width=width)

    check_page(figure)
