"""Steps lower the divergence; torn topics are joined, joined ones split, and none is lost."""

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from analysis.topics import divergence
from analysis.topics.divergence import Factors, climb, factorise, log_likelihood

N_TOPICS = 5


@pytest.fixture(scope="module")
def planted() -> tuple[sparse.csr_array, np.ndarray]:
    """200 units of 60 words, each of few of five topics that share some of their 100 terms."""
    rng = np.random.default_rng(3)
    topics = rng.dirichlet(np.full(100, 0.1), N_TOPICS)
    shares = rng.dirichlet(np.full(N_TOPICS, 0.2), 200)
    return sparse.csr_array(np.stack([rng.multinomial(60, row @ topics) for row in shares])), topics


def start(n_topics: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(0.5, 1, (200, n_topics)), rng.uniform(0.5, 1, (n_topics, 100))


def found(terms: np.ndarray, topics: np.ndarray) -> np.ndarray:
    one, other = (each / np.linalg.norm(each, axis=1, keepdims=True) for each in (terms, topics))
    cosine = one @ other.T
    return cosine[linear_sum_assignment(-cosine)]


def at_rest(planted) -> tuple[divergence.Cells, Factors]:
    """The planted topics after many steps, in their order."""
    matrix, topics = planted
    cells = divergence._cells(matrix)
    return cells, climb(cells, divergence._scaled(cells, np.ones((200, N_TOPICS)), topics), 60)


def test_every_step_raises_the_likelihood_and_keeps_all_words(planted):
    cells = divergence._cells(planted[0])
    factors = divergence._scaled(cells, *start(4))
    before = log_likelihood(cells, factors)
    for _ in range(20):
        factors = climb(cells, factors, 1)
        assert log_likelihood(cells, factors) >= before - 1e-9
        before = log_likelihood(cells, factors)
        np.testing.assert_allclose(factors.words.sum(axis=1), 60)
        np.testing.assert_allclose(factors.terms.sum(axis=1), 1)


def test_held_terms_stay(planted):
    cells = divergence._cells(planted[0])
    factors = divergence._scaled(cells, *start(4))
    later = climb(cells, factors, 5, held=2)
    np.testing.assert_array_equal(later.terms[:2], factors.terms[:2])
    assert not np.allclose(later.terms[2:], factors.terms[2:])


def test_a_torn_topic_and_a_joined_pair_change_places(planted):
    """Two planted topics in one slot, and one in two: steps alone stay there."""
    matrix, topics = planted
    tilted = topics[4] * np.random.default_rng(5).uniform(0.2, 1.8, (2, 100))
    terms = np.vstack([topics[0] + topics[1], topics[2], topics[3], tilted])
    cells = divergence._cells(matrix)
    stuck = climb(cells, divergence._scaled(cells, np.ones((200, 5)), terms), 60)
    assert found(stuck.terms, topics).min() < 0.9
    _, moved, supported = factorise(matrix, np.ones((200, 5)), terms)
    assert found(moved, topics).min() > 0.95
    assert supported == 5


@pytest.mark.parametrize("n_topics", [5, 8, 10])
def test_more_slots_than_topics_lose_none(planted, n_topics):
    matrix, topics = planted
    words, terms, supported = factorise(matrix, *start(n_topics))
    assert terms.shape == (n_topics, 100) and words.shape == (200, n_topics)
    assert found(terms, topics).min() > 0.95
    assert supported == N_TOPICS
    np.testing.assert_allclose(words.sum(axis=1), 60)
    np.testing.assert_allclose(terms.sum(axis=1), 1)


@pytest.mark.parametrize("n_topics", [5, 8])
def test_a_probability_is_0_or_one_that_every_thread_can_hold(planted, n_topics):
    """From these starts some fall to 1e-317, which a thread that flushes to zero does not have."""
    words, terms, _ = factorise(planted[0], *start(n_topics))
    assert (terms == 0).any()
    for values in (words, terms):
        assert ((values == 0) | (values >= divergence.NONE)).all()


def test_what_falls_below_the_smallest_is_0_at_every_step(planted):
    cells = divergence._cells(planted[0])
    begun = divergence._scaled(cells, *start(4))
    begun.words[3, 1] = begun.terms[2, 7] = 1e-305
    after = climb(cells, begun, 1)
    assert after.words[3, 1] == 0 and after.terms[2, 7] == 0
    assert (np.delete(after.words[3], 1) > 0).all() and (np.delete(after.terms[:, 7], 2) > 0).all()


def test_the_bound_is_no_less_than_the_cost_and_the_gain_no_more_than_what_is_gained(planted):
    cells, factors = at_rest(planted)
    bounds = divergence._bounds(factors)
    for cost, _, i, j in divergence._pairs(cells, factors, 0):
        merged = divergence._merged(factors, [(i, j)])
        lost = log_likelihood(cells, factors) - log_likelihood(cells, merged)
        assert cost == pytest.approx(lost)
        assert 0 < cost <= bounds[i, j]
    merged = divergence._merged(factors, [(0, 1)])
    split = next(one for one in divergence._splits(cells, merged, 0) if one.topic == 0)
    after = divergence._divided(cells, merged, [split])
    gained = log_likelihood(cells, after) - log_likelihood(cells, merged)
    assert 0 < split.gain <= gained


def test_a_topic_that_is_spread_over_the_others_is_born_from_what_they_leave_over(planted):
    matrix, topics = planted
    cells = divergence._cells(matrix)
    others = climb(cells, divergence._scaled(cells, np.ones((200, 4)), topics[:4]), 5)
    held = climb(cells, others, 20, held=4)
    born = divergence._with_born(cells, held, N_TOPICS, 0)
    assert born is not None and found(born.terms, topics).min() > 0.95
    again, factors = at_rest(planted)
    assert divergence._with_born(again, factors, N_TOPICS + 1, 0) is None


def test_topics_worth_less_than_their_parameters_are_merged(planted):
    cells, factors = at_rest(planted)
    assert divergence._without_unsupported(cells, factors, 0) is factors
    halves = Factors(
        np.column_stack([factors.words[:, :4], *[factors.words[:, 4:] / 2] * 2]),
        np.vstack([factors.terms, factors.terms[4:]]),
    )
    again = divergence._without_unsupported(cells, halves, 0)
    np.testing.assert_allclose(again.sizes, factors.sizes, rtol=0.02)


def crossed(factors: Factors) -> Factors:
    """With a topic more: half of the terms of the first topic, and half of those of the second."""
    words, terms = factors.words.copy(), factors.terms.copy()
    taken, new = np.zeros(len(words)), np.zeros(terms.shape[1])
    for topic in (0, 1):
        part = np.where(np.arange(terms.shape[1]) % 2, terms[topic], 0) * 0.9
        taken += words[:, topic] * part.sum()
        words[:, topic] *= 1 - part.sum()
        new += part / part.sum() / 2
        terms[topic] = (terms[topic] - part) / (1 - part.sum())
    return Factors(np.column_stack([words, taken]), np.vstack([terms, new]))


def test_a_topic_of_parts_of_two_others_is_left_out(planted):
    """The three are worth their parameters: no two of them are merged."""
    cells, factors = at_rest(planted)
    assert divergence._without_crossed(cells, factors, 0) is factors
    torn = climb(cells, crossed(factors), 2)
    assert found(torn.terms, planted[1]).min() < 0.9
    assert len(divergence._without_unsupported(cells, torn, 0).terms) == N_TOPICS + 1
    whole = divergence._without_crossed(cells, torn, 0)
    assert len(whole.terms) == N_TOPICS
    assert found(whole.terms, planted[1]).min() > 0.95
    np.testing.assert_allclose(whole.words.sum(axis=1), 60)


def test_a_guided_topic_is_not_left_out(planted):
    cells, factors = at_rest(planted)
    torn = climb(cells, crossed(factors), 2)
    assert len(divergence._without_crossed(cells, torn, N_TOPICS + 1).terms) == N_TOPICS + 1
    assert not {0, 1} & {*divergence._doubtful(cells, torn, 2)}


def test_guided_topics_are_neither_merged_nor_split(planted):
    cells, factors = at_rest(planted)
    twice = Factors(
        np.column_stack([factors.words[:, :1] / 2] * 2 + [factors.words[:, 1:]]),
        np.vstack([factors.terms[:1], factors.terms]),
    )
    assert len(divergence._without_unsupported(cells, twice, 2).terms) == 6
    assert min(one.topic for one in divergence._splits(cells, twice, 2)) == 2


def test_units_that_are_all_alike_still_have_as_many_topics_as_asked_for():
    matrix = sparse.csr_array(np.full((20, 1), 5.0))
    words, terms, _ = factorise(matrix, np.ones((20, 3)), np.ones((3, 1)))
    np.testing.assert_allclose(words.sum(axis=1), 5)
    np.testing.assert_allclose(terms, 1)


def test_the_same_start_gives_the_same_bytes(planted):
    one, other = (factorise(planted[0], *start(8)) for _ in range(2))
    assert one[0].tobytes() == other[0].tobytes() and one[1].tobytes() == other[1].tobytes()
