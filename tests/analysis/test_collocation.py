import math

import numpy as np
import pandas as pd
import pytest

from analysis.collocation import COLUMNS, collocations


def tokens_of(*sentences: str) -> pd.DataFrame:
    rows = [
        ("r", number, word, "punctuation" if word == "," else "word")
        for number, sentence in enumerate(sentences)
        for word in sentence.split()
    ]
    return pd.DataFrame(rows, columns=["report_id", "sentence_id", "term", "kind"])


def row_of(table: pd.DataFrame, term: str, collocate: str) -> pd.Series:
    return table.set_index(["term", "collocate"]).loc[(term, collocate)]


def test_adjacent_pairs_are_scored_as_independent_tools_do(golden, golden_tokens):
    tokens = golden_tokens.assign(sentence_id=0)
    found = collocations(tokens, window=1, min_n=1).set_index(["term", "collocate"])
    expected = pd.DataFrame(golden("collocations")["pairs"]).set_index(["term", "collocate"])
    assert len(found) == len(expected) == 91
    found = found.loc[expected.index]
    whole = ["n_term", "n_collocate", "n_pair", "n_all"]
    assert found[whole].equals(expected[whole])
    scores = ["pmi", "npmi", "log_dice", "g2", "t"]
    np.testing.assert_allclose(found[scores], expected[scores], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found["g2"], expected["g2_scipy"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found["t"], expected["t_association_measures"], rtol=1e-9)


def test_a_window_by_hand():
    # Within two words: a b, a c, b c, b a, c a; then d e in a sentence of its own.
    table = collocations(tokens_of("a b c a", "d e"), window=2, min_n=1)
    pairs = set(zip(table["term"], table["collocate"], strict=True))
    assert pairs == {("a", "b"), ("a", "c"), ("b", "c"), ("b", "a"), ("c", "a"), ("d", "e")}
    assert (table["n_all"] == 6).all()
    row = row_of(table, "a", "b")
    assert row[["n_term", "n_collocate", "n_pair"]].tolist() == [2, 1, 1]
    assert math.isclose(row["pmi"], math.log2(1 / (2 * 1 / 6)))
    assert math.isclose(row["delta_p"], 1 / 2 - 0 / 4)
    assert math.isclose(row["delta_p_backward"], 1 / 1 - 1 / 5)


def test_sentences_by_hand():
    table = collocations(tokens_of("a b b", "a b c", "a c", "d"), window=None, min_n=1)
    assert (table["n_all"] == 4).all()
    row = row_of(table, "a", "b")
    assert row[["n_term", "n_collocate", "n_pair"]].tolist() == [3, 2, 2]
    assert math.isclose(row["expected"], 3 * 2 / 4)
    assert math.isclose(row["delta_p"], 2 / 3 - 0 / 1)
    assert math.isclose(row["delta_p_backward"], 2 / 2 - 1 / 2)
    assert (table["term"] < table["collocate"]).all()


def test_punctuation_takes_no_place_and_a_sentence_is_never_crossed():
    assert row_of(collocations(tokens_of("a , b"), window=1, min_n=1), "a", "b")["n_pair"] == 1
    assert len(collocations(tokens_of("a", "b"), window=9, min_n=1)) == 0
    other_report = pd.concat([tokens_of("a"), tokens_of("b").assign(report_id="s")])
    assert len(collocations(other_report, window=1, min_n=1)) == 0


def test_stop_words_keep_their_place_and_their_marginals():
    tokens = tokens_of("a of b a of b")
    every = collocations(tokens, window=1, min_n=1)
    without = collocations(tokens, window=1, min_n=1, stop_words={"of"})
    assert set(zip(without["term"], without["collocate"], strict=True)) == {("b", "a")}
    assert (without["n_all"] == every["n_all"].iloc[0]).all()


def test_a_node_on_either_side():
    table = collocations(tokens_of("a b c d"), window=1, min_n=1, node={"b"})
    assert set(zip(table["term"], table["collocate"], strict=True)) == {("a", "b"), ("b", "c")}


def test_a_term_in_every_pair_has_no_delta_p():
    table = collocations(tokens_of("a b"), window=1, min_n=1)
    assert table[["delta_p", "delta_p_backward", "npmi"]].isna().all(axis=None)


@pytest.mark.parametrize("window", [1, 5, None])
def test_the_order_of_reports_changes_nothing(golden_tokens, window):
    tokens = golden_tokens.assign(sentence_id=0)
    turned = pd.concat([rows for _, rows in reversed(list(tokens.groupby("report_id")))])
    pd.testing.assert_frame_equal(
        collocations(tokens, window=window), collocations(turned, window=window)
    )


@pytest.mark.parametrize("window", [3, None])
def test_the_text_twice_doubles_g2_and_leaves_the_ratios(golden_tokens, window):
    tokens = golden_tokens.assign(sentence_id=0)
    twice = pd.concat([tokens, tokens.assign(report_id=tokens["report_id"] + " copy")])
    once, both = (collocations(one, window=window, min_n=n) for one, n in ((tokens, 1), (twice, 2)))
    columns = ["term", "collocate"]
    both = once[columns].merge(both, on=columns)
    np.testing.assert_allclose(both["g2"], 2 * once["g2"], rtol=1e-9, atol=1e-9)
    for name in ("pmi", "npmi", "log_dice", "delta_p"):
        np.testing.assert_allclose(both[name], once[name], rtol=1e-9, atol=1e-12)


def test_the_district_report_has_its_collocations(district):
    table = collocations(district["tokens"], window=2)
    assert tuple(table) == COLUMNS
    assert row_of(table, "党", "十九大")["n_pair"] == 10


def test_bad_input_is_refused():
    tokens = tokens_of("a b")
    with pytest.raises(ValueError, match="window is 0; it must be 1 or more"):
        collocations(tokens, window=0)
    with pytest.raises(ValueError, match="min_n is -1"):
        collocations(tokens, min_n=-1)
    with pytest.raises(ValueError, match="no column 'sentence_id'"):
        collocations(tokens.drop(columns="sentence_id"))
    with pytest.raises(ValueError, match="column kind contains none of latin, word"):
        collocations(tokens.assign(kind="number"))


def test_pairs_of_the_same_g2_go_by_code_point():
    table = collocations(tokens_of("d c", "b a", "b c", "d a"), window=1, min_n=1)
    pairs = list(zip(table["term"], table["collocate"], strict=True))
    assert table["g2"].nunique() == 1
    assert pairs == [("b", "a"), ("b", "c"), ("d", "a"), ("d", "c")]


def test_by_default_a_pair_occurs_twice_within_five_words():
    near = tokens_of("a v w x y b", "a v w x y b", "c d")
    found = collocations(near).set_index(["term", "collocate"])
    assert found["n_pair"].min() == 2 and ("c", "d") not in found.index
    assert ("a", "b") in found.index
    far = collocations(tokens_of("a v w x y z b", "a v w x y z b"))
    assert ("a", "b") not in far.set_index(["term", "collocate"]).index
