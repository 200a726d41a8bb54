"""Expanding a list: planted synonyms are found, and what is said of their stability is true."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.dictionaries import expansion
from analysis.dictionaries.expansion import (
    Space,
    candidate_lines,
    expand,
    join_terms,
    list_overlap,
)

GROUPS, SYNONYMS = 6, 4


def planted(documents: int, seed: int = 1) -> pd.DataFrame:
    """Generated documents of 20 sentences; the synonyms of a group share its ten contexts."""
    rng = np.random.default_rng(seed)
    rows = []
    for document in range(documents):
        for sentence in range(20):
            group = rng.integers(GROUPS)
            near = [f"语境{group}{one}" for one in rng.choice(10, 3, replace=False)]
            common = [f"常用{min(rng.zipf(1.5), 40)}" for _ in range(3)]
            words = [near[0], f"同义{group}{rng.integers(SYNONYMS)}", *near[1:], *common]
            rows += [(f"d{document:03}", sentence, one) for one in words]
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", "term"])
    return table.assign(kind="word", start=table.groupby("report_id").cumcount() * 3)


@pytest.fixture(scope="module")
def tokens():
    return planted(30)


@pytest.fixture(scope="module")
def found(tokens):
    return expand(tokens, seeds=["同义20"], n=5, bootstraps=30)


def test_planted_synonyms_are_found_and_kept(found):
    assert set(found["term"][:3]) == {"同义21", "同义22", "同义23"}
    assert found["kept"][:3].all() and (found["inclusion"][:3] >= 0.9).all()
    assert found["inclusion"].between(0, 1).all()
    assert found["inclusion"].sum() == pytest.approx(5)


@pytest.mark.parametrize("documents", [6, 12])
def test_few_documents_still_find_most(documents):
    tokens = planted(documents)
    hits = [
        len({f"同义{group}{one}" for one in (1, 2, 3)} & set(first["term"][:4]))
        for group in range(GROUPS)
        for first in [expand(tokens, seeds=[f"同义{group}0"], n=6, bootstraps=10)]
    ]
    assert np.mean(hits) >= 2


def test_what_is_kept_is_the_same_in_other_documents(found):
    overlap = list_overlap(found).set_index("words")["overlap"]
    assert overlap["kept"] >= 0.7 and overlap["kept"] > overlap["all"]


def test_the_overlap_is_that_of_all_pairs_of_bootstraps(tokens):
    counted, own, candidate = prepared(tokens, ["同义20"])
    lists = [
        set(expansion._first(similarity, candidate, 5))
        for weights in expansion._draws(30, 30, 1)
        for similarity in [expansion._to_seeds(expansion._units(counted, weights, Space()), own)]
    ]
    expected = np.mean([len(a & b) / 5 for a, b in combinations(lists, 2)])
    found = expand(tokens, seeds=["同义20"], n=5, bootstraps=30)
    assert list_overlap(found)["overlap"][0] == pytest.approx(expected)
    share = np.mean([int(counted.terms.get_loc("同义21")) in one for one in lists])
    assert found.set_index("term")["inclusion"]["同义21"] == pytest.approx(share)


def prepared(tokens, seeds):
    words = expansion._words(tokens, Space(kinds=("word",)))
    counted = expansion._counted(words, 3, expansion._min_count(len(words)))
    own = np.flatnonzero(counted.terms.isin(seeds))
    candidate = np.array([len(one) > 1 and one not in seeds for one in counted.terms])
    return counted, own, candidate


def test_neighbours_are_counted_within_the_window_and_the_sentence():
    tokens = pd.DataFrame(
        {"report_id": list("aaaaab"), "sentence_id": [0, 0, 0, 0, 1, 0], "term": list("xyxzxx")}
    )
    words = expansion._words(tokens, Space(kinds=None))
    counted = expansion._counted(words, 2, 1)
    by_hand = {("x", "x"): 2, ("x", "y"): 2, ("x", "z"): 1, ("y", "z"): 1}
    near = counted.together(np.ones(2)).toarray()
    for (a, b), n in by_hand.items():
        i, j = counted.terms.get_loc(a), counted.terms.get_loc(b)
        assert near[i, j] == near[j, i] == n
    assert near.sum() == 2 + 2 * (2 + 1 + 1)
    assert counted.n.tolist() == [4, 1, 1] and counted.documents.tolist() == [2, 1, 1]


def test_a_document_drawn_twice_counts_twice(tokens):
    one = tokens[tokens["report_id"].isin(["d000", "d001"])]
    twice = pd.concat([one, one[one["report_id"] == "d000"].assign(report_id="d002")])
    first = expansion._counted(expansion._words(one, Space(kinds=None)), 3, 1)
    second = expansion._counted(expansion._words(twice, Space(kinds=None)), 3, 1)
    left, right = first.together(np.array([2.0, 1.0])), second.together(np.ones(3))
    assert (left != right).nnz == 0


def test_the_order_of_rows_does_not_matter_and_twice_is_the_same(tokens, found):
    shuffled = tokens.sample(frac=1, random_state=3)
    again = expand(shuffled, seeds=["同义20"], n=5, bootstraps=30)
    pd.testing.assert_frame_equal(again, found, check_exact=True)


def test_too_few_documents_have_no_inclusion_but_a_reason():
    table = expand(planted(4), seeds=["同义20"], n=5)
    assert table["inclusion"].isna().all() and not table["kept"].any() and len(table) == 5
    assert set(table["reason"]) == {"4 documents; inclusion requires 5"}
    assert table["place"].tolist() == [1, 2, 3, 4, 5]
    assert set(expand(planted(6), seeds=["同义20"], bootstraps=0)["reason"]) == {
        "no bootstraps were asked for"
    }


def test_seeds_that_do_not_occur_are_named(tokens):
    table = expand(tokens, seeds=["同义20", "没有的词"], n=3, bootstraps=5)
    assert "1 of 2 seeds" in table["basis"][0] and "没有的词" in table["basis"][0]
    with pytest.raises(ValueError, match=r"none of the seeds occurs as a word.*没有的词"):
        expand(tokens, seeds=["没有的词"])
    with pytest.raises(ValueError, match=r"none of the seeds occurs 999 times"):
        expand(tokens, seeds=["同义20"], space=Space(min_count=999))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"seeds": []}, "seeds must be"),
        ({"seeds": "环境"}, "seeds must be"),
        ({"n": 0}, "n is 0"),
        ({"bootstraps": -1}, "bootstraps is -1"),
        ({"keep": 1.5}, "keep is 1.5"),
    ],
)
def test_wrong_options_are_refused(tokens, options, said):
    with pytest.raises(ValueError, match=said):
        expand(tokens, **{"seeds": ["同义20"], **options})


def test_stop_words_and_short_words_are_no_candidates(tokens):
    stopped = expand(
        tokens, seeds=["同义20"], n=5, bootstraps=0, space=Space(stop_words={"同义21"})
    )
    assert "同义21" not in set(stopped["term"])
    longer = expand(tokens, seeds=["同义20"], n=5, bootstraps=0, space=Space(min_length=5))
    assert longer.empty


def test_lines_are_of_the_kept_and_spread():
    text = "治污减排。" * 9
    tokens = pd.DataFrame(
        {"report_id": "r", "paragraph_id": 0, "start": range(0, 45, 5), "term": "治污"}
    )
    tokens["end"] = tokens["start"] + 2
    texts = pd.DataFrame({"report_id": ["r"], "text": [text]})
    candidates = pd.DataFrame({"term": ["治污", "减排"], "kept": [True, False]})
    lines = candidate_lines(candidates, tokens, texts, lines=3, window=2)
    assert lines["start"].tolist() == [0, 20, 40] and set(lines["keyword"]) == {"治污"}
    none = candidate_lines(candidates.assign(kept=False), tokens, texts)
    assert none.empty and next(iter(none)) == "term"
    with pytest.raises(ValueError, match="lines is 0"):
        candidate_lines(candidates, tokens, texts, lines=0)


def test_joined_tokens_cover_the_same_text():
    terms = ["建设", "数字", "政府", "数字", "政府"]
    starts = [0, 2, 4, 8, 10]
    tokens = pd.DataFrame({"report_id": "r", "start": starts, "term": terms, "kind": "word"})
    tokens["end"] = tokens["start"] + 2
    mentions = pd.DataFrame(
        {"report_id": "r", "start": [2, 9], "end": [6, 12], "term": ["数字政府", "字政府"]}
    )
    joined = join_terms(tokens, mentions)
    assert joined["term"].tolist() == ["建设", "数字政府", "数字", "政府"]
    assert (joined["end"] - joined["start"]).sum() == 10
    with pytest.raises(ValueError, match="overlap"):
        join_terms(tokens, mentions.assign(start=[2, 4]))


def test_vocabulary_of_a_small_corpus_needs_fewer_occurrences():
    assert [expansion._min_count(n) for n in (100, 39_999, 50_000, 10**6)] == [2, 3, 5, 5]
