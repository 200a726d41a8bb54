"""Topics: planted ones are found, chance is not, and what cannot be told is refused."""

import pickle

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment
from threadpoolctl import threadpool_limits

from analysis.counts import count_terms
from analysis.topics import model as topics
from analysis.topics.model import TopicFit, fit_topics, held_out_score, transform, unit_shares
from tests.analysis.topics.conftest import about_one_topic

N_TOPICS, VOCABULARY = 4, 15


def long(n: np.ndarray) -> pd.DataFrame:
    """Counts from a matrix of units and terms."""
    unit, term = np.nonzero(n)
    return pd.DataFrame(
        {
            "unit": [f"d{number:03}" for number in unit],
            "term": [f"t{number:03}" for number in term],
            "n": n[unit, term],
        }
    )


def truth() -> np.ndarray:
    """Four topics of 15 words each that no other has, the first the most probable."""
    weights = 1 / np.arange(1, VOCABULARY + 1)
    return np.kron(np.eye(N_TOPICS), weights / weights.sum())


@pytest.fixture(scope="module")
def planted() -> pd.DataFrame:
    """60 units of each topic, 40 words each, one in ten from anywhere."""
    rng = np.random.default_rng(1)
    topics = 0.9 * truth() + 0.1 / (N_TOPICS * VOCABULARY)
    return long(np.concatenate([rng.multinomial(40, topic, size=60) for topic in topics]))


@pytest.fixture(scope="module")
def fit(planted) -> TopicFit:
    return fit_topics(planted, n_topics=N_TOPICS, n_runs=5)


@pytest.fixture(scope="module")
def noise() -> pd.DataFrame:
    """80 units of 40 words from one distribution: there are no topics to find."""
    return long(np.random.default_rng(2).multinomial(40, np.full(60, 1 / 60), size=80))


def recovered(fit: TopicFit) -> np.ndarray:
    """The cosine of each planted topic with the one that is matched to it."""
    terms = [f"t{number:03}" for number in range(N_TOPICS * VOCABULARY)]
    found = fit.topic_terms.pivot(index="topic", columns="term", values="probability")
    found = found[terms].to_numpy()
    found = found / np.linalg.norm(found, axis=1, keepdims=True)
    planted = truth() / np.linalg.norm(truth(), axis=1, keepdims=True)
    cosine = planted @ found.T
    return cosine[linear_sum_assignment(-cosine)]


def assert_same(one: TopicFit, other: TopicFit) -> None:
    for name in ("topic_terms", "document_topics", "stability", "left_out"):
        pd.testing.assert_frame_equal(
            getattr(one, name), getattr(other, name), check_exact=True, obj=name
        )


def test_planted_topics_are_found(fit):
    assert recovered(fit).min() > 0.9


def test_lda_is_the_same_in_every_order_and_finds_all(planted, shuffled):
    fit = fit_topics(planted, n_topics=N_TOPICS, method="lda", n_runs=1)
    assert fit.method == "lda"
    assert recovered(fit).min() > 0.9
    np.testing.assert_allclose(fit.document_topics.groupby("unit")["share"].sum(), 1, rtol=1e-12)
    topics._kept.cache_clear()
    again = fit_topics(shuffled(planted), n_topics=N_TOPICS, method="lda", n_runs=1)
    assert_same(again, fit)


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_anchors_guide_their_topic_and_no_other(planted, method):
    """Two terms of the third planted topic: the guided topic is that one, the rest is found too."""
    third = [f"t{2 * VOCABULARY + place:03}" for place in (0, 3)]
    fit = fit_topics(
        planted, n_topics=N_TOPICS, method=method, n_runs=2, anchors={"third": [*third, "nowhere"]}
    )
    assert recovered(fit).min() > 0.9
    seeded = fit.stability.set_index("seeded")["topic"]
    terms = fit.topic_terms[fit.topic_terms["topic"] == seeded["third"]]
    assert set(terms["term"].head(10)) <= {f"t{2 * VOCABULARY + place:03}" for place in range(15)}
    others = fit.topic_terms[fit.topic_terms["topic"] != seeded["third"]]
    assert others.loc[others["term"].isin(third), "probability"].max() < 1e-6


def test_every_topic_may_be_guided(planted):
    anchors = {f"topic {one}": [f"t{one * VOCABULARY:03}"] for one in range(N_TOPICS)}
    fit = fit_topics(planted, n_topics=N_TOPICS, n_runs=1, anchors=anchors)
    assert recovered(fit).min() > 0.9
    assert sorted(fit.stability["seeded"]) == sorted(anchors)


def test_each_unit_is_of_the_topic_it_was_made_from(fit):
    first = fit.document_topics.sort_values("share").groupby("unit").tail(1)
    topic = first.sort_values("unit")["topic"].to_numpy().reshape(N_TOPICS, 60)
    assert all(len(set(row)) == 1 for row in topic)


def test_a_share_is_that_of_the_units_words():
    """Long units of one topic, short ones of another, and a unit of 30 and 10 words of each."""
    rng = np.random.default_rng(4)
    first, second = np.kron(np.eye(2), np.full(10, 0.1))
    rows = [*rng.multinomial(200, first, 40), *rng.multinomial(20, second, 10), [3] * 10 + [1] * 10]
    table = fit_topics(long(np.array(rows)), n_topics=2, n_runs=1).document_topics
    mixed = table[table["unit"] == "d050"]["share"]
    np.testing.assert_allclose(mixed, [0.75, 0.25], atol=0.03)


def test_the_share_of_a_topic_is_that_of_all_words():
    """40 units of 200 words of one topic and 10 of 20 words of another."""
    rng = np.random.default_rng(4)
    first, second = np.kron(np.eye(2), np.full(10, 0.1))
    rows = [*rng.multinomial(200, first, 40), *rng.multinomial(20, second, 10)]
    shares = fit_topics(long(np.array(rows)), n_topics=2, n_runs=1).shares
    np.testing.assert_allclose(shares, [8000 / 8200, 200 / 8200], atol=1e-3)


def test_planted_topics_are_stable_and_noise_is_not(fit, noise):
    assert fit.stability["value"].min() > 0.85
    assert fit.stability["stable"].all()
    of_noise = fit_topics(noise, n_topics=N_TOPICS, n_runs=5).stability
    assert of_noise["value"].max() < 0.6
    assert not of_noise["stable"].any()


def test_stability_is_computed_when_it_is_looked_at(planted, monkeypatch):
    topics._kept.cache_clear()
    fits, real = [], topics._fit
    monkeypatch.setattr(topics, "_fit", lambda *given: fits.append(1) or real(*given))
    fit = fit_topics(planted, n_topics=N_TOPICS, n_runs=3)
    assert len(fits) == 1
    kept = pickle.loads(pickle.dumps(fit))
    assert fit.stability is fit.stability and len(fits) == 4
    pd.testing.assert_frame_equal(kept.stability, fit.stability, check_exact=True)


def test_a_model_that_is_known_is_not_fitted_again(planted, fit, monkeypatch):
    """With more models for its stability only these are fitted; the same as in one go."""
    assert len(fit.stability)  # computed before fits are counted
    topics._kept.cache_clear()
    fits, real = [], topics._fit
    monkeypatch.setattr(topics, "_fit", lambda *given: fits.append(1) or real(*given))
    three = fit_topics(planted, n_topics=N_TOPICS, n_runs=3).refits.table()
    assert len(fits) == 4
    assert_same(fit_topics(planted, n_topics=N_TOPICS, n_runs=5), fit)
    assert len(fits) == 6
    again = fit_topics(planted, n_topics=N_TOPICS, n_runs=3).stability
    pd.testing.assert_frame_equal(again, three, check_exact=True)
    assert len(fits) == 6


@pytest.mark.parametrize("change", [{"n": 9}, {"term": "x"}])
def test_other_counts_are_another_model(planted, fit, change):
    """One row counts more, or its term is another: nothing known is taken for theirs."""
    other = planted.copy()
    other.loc[planted["term"] == planted.loc[0, "term"], list(change)] = list(change.values())
    found = fit_topics(other, n_topics=N_TOPICS, n_runs=5)
    topics._kept.cache_clear()
    assert_same(fit_topics(other, n_topics=N_TOPICS, n_runs=5), found)
    assert not found.topic_terms.equals(fit.topic_terms)


def test_disjoint_topics_have_the_stability_one():
    rng = np.random.default_rng(3)
    same = np.kron(np.eye(3), np.full(10, 0.1))  # ten words each, so the ten first are known
    counts = long(np.concatenate([rng.multinomial(60, topic, size=30) for topic in same]))
    assert fit_topics(counts, n_topics=3, n_runs=5).stability["value"].tolist() == [1, 1, 1]


def test_the_order_of_rows_changes_nothing(planted, fit, shuffled):
    topics._kept.cache_clear()
    assert_same(fit_topics(shuffled(planted), n_topics=N_TOPICS, n_runs=5), fit)


@pytest.mark.parametrize("threads", [1, 2])
def test_the_number_of_threads_changes_nothing(planted, fit, threads):
    topics._kept.cache_clear()
    with threadpool_limits(threads):
        assert_same(fit_topics(planted, n_topics=N_TOPICS, n_runs=5), fit)


def test_the_seed_moves_nothing_but_the_subsamples(planted, fit):
    other = fit_topics(planted, n_topics=N_TOPICS, n_runs=5, seed=2)
    pd.testing.assert_frame_equal(other.topic_terms, fit.topic_terms)
    pd.testing.assert_frame_equal(other.document_topics, fit.document_topics)
    assert other.seed == 2


def test_probabilities_and_shares_sum_to_one(fit):
    probability = fit.topic_terms.groupby("topic")["probability"]
    share = fit.document_topics.groupby("unit")["share"]
    np.testing.assert_allclose(probability.sum(), 1, rtol=1e-12)
    np.testing.assert_allclose(share.sum(), 1, rtol=1e-12)
    assert probability.min().min() >= 0
    assert share.min().min() >= 0
    assert list(probability.size()) == [fit.n_terms] * N_TOPICS
    assert list(share.size()) == [N_TOPICS] * fit.n_units


def test_the_greatest_topic_comes_first_and_in_it_the_most_probable_term(fit):
    mass = fit.document_topics.groupby("topic")["share"].sum()
    assert list(mass.index) == [1, 2, 3, 4]
    assert mass.is_monotonic_decreasing
    for _, terms in fit.topic_terms.groupby("topic"):
        assert terms["probability"].round(9).is_monotonic_decreasing


def test_used_and_left_out_are_all_units(planted):
    more = pd.DataFrame(
        [
            ("short", "t000", 9),
            ("enough", "t000", 10),
            ("own words", "only here", 30),
            ("empty", "t000", 0),
        ],
        columns=["unit", "term", "n"],
    )
    counts = pd.concat([planted, more])
    fit = fit_topics(counts, n_topics=N_TOPICS, n_runs=1)
    used, left_out = set(fit.document_topics["unit"]), set(fit.left_out["unit"])
    assert used | left_out == set(counts["unit"])
    assert not used & left_out
    assert len(used) == fit.n_units == 241
    assert "enough" in used
    assert fit.left_out.to_dict("records") == [
        {"unit": "empty", "words": 0, "reason": "fewer than 10 counted words"},
        {"unit": "own words", "words": 30, "reason": "none of its terms occurs in 2 text units"},
        {"unit": "short", "words": 9, "reason": "fewer than 10 counted words"},
    ]
    assert "only here" not in set(fit.topic_terms["term"])


def test_nothing_left_out_is_an_empty_table(fit):
    assert fit.left_out.empty
    assert list(fit.left_out.columns) == ["unit", "words", "reason"]


def test_more_topics_than_terms_are_refused():
    with pytest.raises(ValueError, match=r"^5 topics require at least 5 terms; there are 4$"):
        fit_topics(long(np.random.default_rng(1).integers(5, 9, (30, 4))), n_topics=5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_topics": 1}, "n_topics is 1; it must be 2 or more"),
        ({"n_topics": 0}, "n_topics is 0; it must be 2 or more"),
        (
            {"n_topics": 49},
            "49 topics require 245 text units of 10 words or more; there are 240, enough for 48 "
            "topics",
        ),
        ({"n_topics": 4, "min_words": 41}, "no term occurs in 2 text units of 41 words or more"),
        ({"n_topics": 4, "method": "bert"}, "unknown method 'bert'; choose nmf or lda"),
        (
            {"n_topics": 4, "anchors": {"a": ["t000"], "b": ["t000"]}},
            "t000 is an anchor of both a and b; give it to one of them",
        ),
        (
            {"n_topics": 4, "anchors": {"a": ["nowhere"]}},
            "none of the anchors of a is in the vocabulary; give terms that the texts use",
        ),
        (
            {"n_topics": 2, "anchors": {name: [f"t00{name}"] for name in "123"}},
            "3 topics have anchors, but n_topics is 2; raise n_topics",
        ),
        ({"n_topics": 4, "n_runs": 0}, "n_runs is 0; it must be 1 or more"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(planted, options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        fit_topics(planted, **options)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.head(0), "the table of counts is empty"),
        (lambda table: table.assign(n=0.5), r"column n contains 0\.5, which is not a count"),
        (
            lambda table: pd.concat([table, table]),
            "columns unit and term contain 'd000' and 't000'",
        ),
    ],
)
def test_what_is_no_count_is_refused(planted, change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        fit_topics(change(planted), n_topics=4)


def test_noise_in_the_last_bits_changes_no_order(planted):
    """A term's place does not hang on what differs between two machines."""
    matrix = np.array([[0.2, 0.2, 0.2, 0.4], [0.1, 0.1, 0.7, 0.1]])
    terms = pd.Index(list("abcd"))
    noise = np.random.default_rng(1).normal(0, 1e-15, matrix.shape)
    one, other = (topics._topic_terms(each, terms)["term"] for each in (matrix, matrix + noise))
    assert list(one) == list(other) == list("dabccabd")


def test_shares_walk_back_to_the_paragraphs_of_the_district_report(district):
    counts = count_terms(district["tokens"], by="paragraph_id", min_length=2)
    fit = fit_topics(counts, n_topics=3, n_runs=1)
    table = unit_shares(fit, district["paragraphs"])
    assert len(table) == 3 * fit.n_units
    text = district["texts"]["text"].iloc[0]
    assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == list(
        table["text"]
    )
    np.testing.assert_allclose(table.groupby("paragraph_id")["share"].sum(), 1)
    for _, topic in table.groupby("topic"):
        assert topic["share"].round(9).is_monotonic_decreasing  # ties are told by name
    assert len(fit.left_out) + fit.n_units == counts["unit"].nunique()


def test_new_units_have_the_topics_that_they_are_about():
    counts, about = about_one_topic()
    new, new_about = about_one_topic(seed=9, n_units=30)
    fit = fit_topics(counts, n_topics=4, n_runs=1)
    topic_of = {}
    own = fit.document_topics.pivot(index="unit", columns="topic", values="share")
    for unit, row in own.iterrows():
        topic_of.setdefault(about[int(unit[1:])], []).append(row.idxmax())
    best = {topic: max(set(found), key=found.count) for topic, found in topic_of.items()}
    shares = transform(fit, new).pivot(index="unit", columns="topic", values="share")
    assert shares.sum(axis=1).to_numpy() == pytest.approx(1)
    right = [
        best[topic] == row.idxmax()
        for topic, (_, row) in zip(new_about, shares.iterrows(), strict=True)
    ]
    assert np.mean(right) == 1


def test_a_unit_of_unknown_terms_has_no_topics():
    counts, _ = about_one_topic()
    fit = fit_topics(counts, n_topics=4, n_runs=1)
    new = pd.DataFrame({"unit": ["a", "b"], "term": ["t00", "never seen"], "n": [3, 2]})
    shares = transform(fit, new).pivot(index="unit", columns="topic", values="share")
    assert shares.loc["b"].isna().all() and shares.loc["a"].max() > 0.99


def test_the_held_out_score_is_that_of_the_better_model():
    counts, _ = about_one_topic()
    assert held_out_score(counts, n_topics=4) > held_out_score(counts, n_topics=2)
    assert held_out_score(counts, n_topics=4) == held_out_score(counts, n_topics=4)
