"""Latent semantic scaling: against its formula on a dense matrix, and planted sides."""

import numpy as np
import pandas as pd
import pytest

from analysis.scaling import DIRECTIVE_SEEDS, by_seed_words, latent_semantic
from analysis.scaling.by_seed_words import LatentFit

SEEDS = {"好": 1, "优": 1, "坏": -1, "劣": -1}


def sentences(texts=12, *, seed=0, each=60):
    """Sentences of two kinds of words with their seeds; later texts have more of the first kind."""
    rng = np.random.default_rng(seed)
    rows = []
    for text in range(texts):
        for number in range(each):
            good = rng.random() < (text + 1) / (texts + 1)
            own = ["好", "优"] if good else ["坏", "劣"]
            words = [f"{'a' if good else 'b'}{k}" for k in rng.integers(0, 15, 4)]
            words += [f"c{k}" for k in rng.integers(0, 20, 4)]
            words += [str(rng.choice(own))] if rng.random() < 0.3 else []
            rows += [(f"r{text:02}", number, number // 5, one) for one in words]
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", "paragraph_id", "term"])
    return table.assign(kind="word", start=table.groupby("report_id").cumcount())


@pytest.fixture(scope="module")
def tokens():
    return sentences()


def by_formula(tokens, seeds, k, least=5):
    counts = tokens["term"].value_counts()
    kept = tokens[tokens["term"].map(counts) >= least]
    matrix = pd.crosstab([kept["report_id"], kept["sentence_id"]], kept["term"])
    _, values, right = np.linalg.svd(matrix.to_numpy(dtype=float), full_matrices=False)
    vectors = pd.DataFrame(right[:k].T[:, values[:k] > 1e-9], index=matrix.columns)
    unit = vectors.div(np.sqrt((vectors**2).sum(axis=1)), axis=0)
    weight = 0.0
    for side in (1, -1):
        own = [one for one, value in seeds.items() if value == side and one in unit.index]
        weight = weight + side * (unit @ unit.loc[own].T).mean(axis=1)
    each = kept.assign(w=kept["term"].map(weight)).groupby("report_id")["w"]
    raw = each.mean()
    se = each.std(ddof=0) / np.sqrt(each.size()) / raw.std()
    return weight, (raw - raw.mean()) / raw.std(), se


@pytest.mark.parametrize("dense", [True, False])
@pytest.mark.parametrize("k", [4, 9, 300])
def test_scores_are_those_of_the_formula(tokens, k, dense, monkeypatch):
    if not dense:
        monkeypatch.setattr(by_seed_words, "_DENSE", 0)
    fit = latent_semantic(tokens, seeds=SEEDS, dimensions=k)
    weight, score, se = by_formula(tokens, SEEDS, min(k, 13))
    table, terms = fit.documents.set_index("unit"), fit.terms.set_index("term")
    np.testing.assert_allclose(terms["weight"][weight.index], weight, atol=1e-7)
    np.testing.assert_allclose(table["score"], score[table.index], atol=1e-7)
    np.testing.assert_allclose(table["se"], se[table.index], atol=1e-7)
    assert len(weight) == 54 and fit.dimensions == min(k, 54 // 4) and fit.contexts == 12 * 60


def test_planted_sides_are_found(tokens):
    fit = latent_semantic(tokens, seeds=SEEDS, dimensions=10)
    assert np.corrcoef(fit.documents["score"], range(12))[0, 1] > 0.98
    mean = fit.terms.groupby(fit.terms["term"].str[0])["weight"].mean()
    assert mean["a"] > mean["c"] > mean["b"]
    assert list(fit.documents)[:3] == ["unit", "score", "se"]
    assert list(fit.terms)[:2] == ["term", "weight"]
    assert fit.terms["weight"].is_monotonic_decreasing


def test_scores_are_standardised_and_turn_with_the_seeds(tokens):
    fit = latent_semantic(tokens, seeds=SEEDS)
    back = latent_semantic(tokens, seeds={term: -side for term, side in SEEDS.items()})
    score = fit.documents["score"]
    assert score.mean() == pytest.approx(0, abs=1e-9) and score.std() == pytest.approx(1)
    np.testing.assert_allclose(score, -back.documents["score"], atol=1e-9)


def test_a_side_with_more_seeds_counts_no_more(tokens):
    three = latent_semantic(tokens, seeds={"好": 1, "坏": -1, "劣": -1}, dimensions=10)
    _, score, _ = by_formula(tokens, {"好": 1, "坏": -1, "劣": -1}, 10)
    np.testing.assert_allclose(three.documents["score"], score, atol=1e-7)


def test_seeds_say_how_often_they_occur_and_what_scores_are_without_them(tokens):
    fit = latent_semantic(tokens, seeds={**SEEDS, "没有": -1}, dimensions=10)
    table = fit.seeds.set_index("term")
    assert table.loc["没有", "n"] == 0 and pd.isna(table.loc["没有", "r_without"])
    assert table.loc["好", "n"] == (tokens["term"] == "好").sum()
    less = {one: side for one, side in SEEDS.items() if one != "好"}
    other = latent_semantic(tokens, seeds=less, dimensions=10).documents["score"]
    r = np.corrcoef(fit.documents["score"], other)[0, 1]
    assert table.loc["好", "r_without"] == pytest.approx(r)
    assert "4 of 5 seeds" in str(fit) and f"{table['r_without'].min():.2f}" in str(fit)
    alone = latent_semantic(tokens, seeds={"好": 1, "坏": -1})
    assert alone.seeds["r_without"].isna().all() and "Without" not in str(alone)


def test_units_and_contexts_may_be_others(tokens):
    halves = tokens.assign(half=np.where(tokens["sentence_id"] < 30, "a", "b"))
    fit = latent_semantic(halves, seeds=SEEDS, by=["report_id", "half"], context="paragraph")
    assert len(fit.documents) == 24 and fit.contexts == 12 * 12
    assert fit.documents["unit"].iloc[1] == "r00 / b"


def test_the_same_is_the_same_twice_and_in_any_order(tokens, monkeypatch):
    monkeypatch.setattr(by_seed_words, "_DENSE", 0)
    mixed = tokens.sample(frac=1, random_state=1)
    one, two, three = (
        latent_semantic(each, seeds=SEEDS, dimensions=9) for each in (tokens, tokens, mixed)
    )
    for name in ("documents", "terms", "seeds"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), check_exact=True)
        pd.testing.assert_frame_equal(getattr(one, name), getattr(three, name), check_exact=True)


def test_a_text_without_words_that_have_a_weight_is_said(tokens):
    other = pd.DataFrame(
        {
            "report_id": "x",
            "sentence_id": 0,
            "paragraph_id": 0,
            "term": ["只此一次"],
            "kind": "word",
            "start": 0,
        }
    )
    fit = latent_semantic(pd.concat([tokens, other]), seeds=SEEDS)
    row = fit.documents.iloc[-1]
    assert pd.isna(row["score"]) and row["reason"] == "no words with a weight" and row["n"] == 0


def test_the_ready_seeds_have_two_sides_of_the_same_size():
    assert sorted(set(DIRECTIVE_SEEDS.values())) == [-1, 1]
    assert sum(DIRECTIVE_SEEDS.values()) == 0 and DIRECTIVE_SEEDS["必须"] == 1
    assert DIRECTIVE_SEEDS["鼓励"] == -1
    with pytest.raises(TypeError):
        DIRECTIVE_SEEDS["新"] = 1


def test_the_ready_seeds_tell_the_words_of_a_real_report_apart(district):
    tokens = district["tokens"].merge(
        district["paragraphs"][["report_id", "paragraph_id", "orientation"]]
    )
    fit = latent_semantic(tokens, seeds=DIRECTIVE_SEEDS, by="orientation", min_count=2)
    assert isinstance(fit, LatentFit) and fit.documents["score"].notna().all()
    top, bottom = set(fit.terms["term"].head(25)), set(fit.terms["term"].tail(25))
    assert {"确保", "坚决"} & top and {"鼓励", "支持", "推动"} & bottom


@pytest.mark.parametrize(
    ("seeds", "says"),
    [
        ({}, "there are no seeds"),
        ({"好": 0}, "the seed 好 has the value 0"),
        ({"好": "1"}, "the seed 好 has the value '1'"),
        ({"没有": 1, "坏": -1}, r"none of the seeds occurs 5 times or more \(没有\)"),
    ],
)
def test_seeds_that_cannot_be_used_are_named(tokens, seeds, says):
    with pytest.raises(ValueError, match=says):
        latent_semantic(tokens, seeds=seeds)


def test_one_unit_and_missing_columns_are_refused(tokens):
    with pytest.raises(ValueError, match="give two or more that differ"):
        latent_semantic(tokens.assign(report_id="r", start=range(len(tokens))), seeds=SEEDS)
    with pytest.raises(ValueError, match="sentence_id"):
        latent_semantic(tokens.drop(columns="sentence_id"), seeds=SEEDS)
