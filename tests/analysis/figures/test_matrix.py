"""Matrices: who is linked, who is kept, the order, and what each cell says."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis.collocation import collocations
from analysis.figures.matrix import coword_matrix, coword_table, seriated, topic_overlap
from analysis.figures.style import BLUES, DOUBLE, SINGLE
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

THEMES = [["教育", "学校", "教师"], ["地铁", "公交", "机场"], ["医院", "医生", "养老"]]


def sentences(*, extra=()):
    """Three themes of three terms, each in twelve sentences of its own, and others."""
    every = [theme for theme in THEMES for _ in range(12)] + [list(one) for one in extra]
    rows = [("x", place, term) for place, terms in enumerate(every) for term in terms]
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", "term"])
    return table.assign(kind="word")


def pairs(**options):
    return collocations(sentences(**options), window=None, min_n=1)


def test_planted_themes_are_the_clusters_and_stand_together():
    found = coword_table(pairs())
    assert len(found) == 9 and (found["n_pair"] == 12).all() and found["linked"].all()
    assert found["ratio"].to_numpy() == pytest.approx(3)
    assert (found["cluster"] == found["cluster_collocate"]).all()
    assert found.groupby("cluster").size().tolist() == [3, 3, 3]
    for _, own in found.groupby("cluster"):
        places = set(own["place"]) | set(own["place_collocate"])
        assert max(places) - min(places) == 2
        assert set(own["term"]) | set(own["collocate"]) in [set(theme) for theme in THEMES]


def test_pairs_at_chance_are_numbers_without_a_link():
    found = coword_table(pairs(extra=[("教育", "地铁")] * 5), min_together=5)
    across = found[found["n_pair"] == 5]
    assert len(across) == 1 and not across["linked"].item() and across["ratio"].item() < 2
    assert len(coword_table(pairs(extra=[("教育", "地铁")] * 4), min_together=5)) == 9


def test_rare_pairs_and_terms_without_a_link_are_left_out():
    table = pairs(extra=[("甲", "乙")] * 3)
    assert not {"甲", "乙"} & set(coword_table(table, min_together=5)["term"])
    assert {"甲", "乙"} <= set(
        coword_table(table, min_together=3)[["term", "collocate"]].to_numpy().ravel()
    )
    assert coword_table(table, min_together=99).empty
    # 甲 shares the most sentences of all, but its partner is not among the four kept
    kept = coword_table(pairs(extra=[("教育", "学校")] * 6), top=2)
    assert kept[["term", "collocate"]].to_numpy().tolist() in [
        [["学校", "教育"]],
        [["教育", "学校"]],
    ]


def test_cells_have_the_numbers_and_shades_of_the_table():
    figure = coword_matrix(pairs(), lang="zh")
    said = [text for text, *_ in words_drawn(figure)]
    assert said.count("12") == 9
    fills = [
        to_hex(one.get_facecolor()) for one in figure.axes[0].patches if isinstance(one, Rectangle)
    ]
    assert fills.count(BLUES[0].lower()) == 9 + 1  # three times, and the key
    names = [
        (-box.y0, text)
        for text, box, _ in words_drawn(figure)
        if len(text) == 2 and not text.isdigit()
    ]
    order = [text for _, text in sorted(names)]
    table = coword_table(pairs())
    place = dict(
        zip(
            [*table["term"], *table["collocate"]],
            [*table["place"], *table["place_collocate"]],
            strict=True,
        )
    )
    assert [place[one] for one in order] == list(range(1, 10))
    below = {text: box for text, box, _ in words_drawn(figure)}
    assert below[order[0]].x0 < below[order[-1]].x0  # the names go down the diagonal


def test_the_order_does_not_depend_on_the_order_of_the_rows():
    table = pairs(extra=[("教育", "医院")] * 9)
    one, other = coword_table(table), coword_table(table.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(one, other)


def test_near_leaves_are_neighbours():
    near = np.array([[0, 0, 0.9, 0], [0, 0, 0, 0.8], [0.9, 0, 0, 0.1], [0, 0.8, 0.1, 0]])
    order, clusters = seriated(near, 0.5)
    assert order in ([0, 2, 3, 1], [1, 3, 2, 0])
    assert clusters[0] == clusters[2] != clusters[1] == clusters[3]


@crossed("lang, width", ["en", "zh"], [SINGLE, DOUBLE])
def test_nothing_runs_off_the_page_or_over_another(district, lang, width):
    check_page(coword_matrix(pairs(), lang=lang, width=width))
    real = collocations(district["mentions"].assign(kind="word"), window=None, min_n=1)
    check_page(coword_matrix(real, min_together=3, lang=lang, width=width))
    many = collocations(
        sentences(
            extra=[
                [f"长长的政策词{place}号", f"另一政策词{place}号"]
                for place in range(40)
                for _ in range(6)
            ]
        ),
        window=None,
    )
    check_page(coword_matrix(many, top=60, lang=lang, width=width))


def test_two_terms_are_no_matrix():
    assert coword_matrix(pairs(), top=2) is None
    assert coword_matrix(pairs().head(0)) is None


@crossed("width, topics", [SINGLE, DOUBLE], [3, 8, 25])
def test_topics_that_overlap_stand_together(width, topics):
    rows = [
        (a, b, 0.6 if {a, b} == {1, topics} else 0.08)
        for a in range(1, topics + 1)
        for b in range(a + 1, topics + 1)
    ]
    table = pd.DataFrame(rows, columns=["topic", "other", "overlap"])
    names = {one: f"主题{one}" for one in range(1, topics + 1)}
    figure = topic_overlap(table, names=names, lang="zh", width=width)
    check_page(figure)
    found = sorted((-box.y0, text) for text, box, _ in words_drawn(figure) if "主题" in text)
    order = [text for _, text in found if text in names.values()]
    assert abs(order.index("主题1") - order.index(f"主题{topics}")) == 1
    assert [text for text, *_ in words_drawn(figure)].count("60") == 1


def test_two_topics_are_no_matrix():
    table = pd.DataFrame({"topic": [1], "other": [2], "overlap": [0.3]})
    assert topic_overlap(table, names={1: "a", 2: "b"}) is None
