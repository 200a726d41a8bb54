"""The model of the area coder: features of each text, weights of each area, probabilities."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.areas.model import (
    KINDS,
    Texts,
    area_model,
    features,
    pairs,
    probabilities,
    sentence_vectors,
    texts_of,
)
from corpus.lexicon.lists import policy_areas


def test_the_weights_are_those_of_the_areas():
    model = area_model()
    assert len(model.areas) == len(policy_areas())
    assert np.isfinite(model.weights).all()
    assert model.weights.shape == (len(model.idf), len(model.areas))
    places = sorted(place for rows in model.rows.values() for place in rows.values())
    assert places == list(range(len(model.idf)))


def test_probabilities_add_up_and_keep_the_order():
    decisions = np.array([[-1.0, 0.5, 2.0], [0.0, 0.0, 0.0]])
    found = probabilities(decisions, 2.0)
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found[0] == pytest.approx(np.exp([-2, 1, 4]) / np.exp([-2, 1, 4]).sum())
    assert found[1] == pytest.approx([1 / 3] * 3)


@given(st.lists(st.sampled_from(["新建学校", "市政府", "营商环境 优化", "", "A\nB", "\u2028教育"])))
@settings(deadline=None)
def test_texts_are_read_one_by_one(texts: list[str]) -> None:
    assert features(texts) == [one for text in texts for one in features([text])]


def test_pairs_do_not_cross_signs():
    assert pairs("教育，医疗A卫生") == ["教育", "医疗", "卫生"]
    assert pairs("三农问题") == ["三农", "农问", "问题"]


def test_the_nearest_heading_and_the_end_of_the_sentence_before_are_read():
    rows = pd.DataFrame(
        {"sentence": ["甲"], "heading": ["一、乙 > （一）丙"], "previous": ["戊" * 20 + "丁" * 80]}
    )
    assert texts_of(rows) == Texts(["甲"], ["（一）丙"], ["丁" * 80])


def test_vectors_are_those_of_scikit_learn():
    sentences = ["建设学校，建设医院。", "发展教育。", "学校教育"]
    given_ = TfidfVectorizer(analyzer=pairs, sublinear_tf=True).fit(sentences)
    rows = {kind: {} for kind in KINDS} | {"pair": given_.vocabulary_}
    found = sentence_vectors(Texts(sentences, [""] * 3, [""] * 3), rows, given_.idf_)
    np.testing.assert_allclose(found.toarray(), given_.transform(sentences).toarray())
