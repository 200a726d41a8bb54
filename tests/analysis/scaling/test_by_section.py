"""Errors clustered by section: by hand, and against positions of other draws of sections."""

import numpy as np
import pandas as pd
import pytest

from analysis.counts import count_terms
from analysis.scaling import clustered_errors, latent_semantic, wordfish


def bursty(texts=12, sections=20, *, seed=0, burst=1.0):
    """Tokens of texts on a line, in sections each of which is about something of its own."""
    rng = np.random.default_rng(seed)
    theta, beta, psi = (
        np.linspace(-1.5, 1.5, texts),
        rng.normal(0, 0.5, 120),
        rng.normal(0, 1, 120),
    )
    about = rng.integers(0, 15, 120)
    rows = []
    for text in range(texts):
        for section in range(sections):
            rate = np.exp(psi + beta * theta[text] + burst * rng.normal(size=15)[about])
            words = np.repeat(np.arange(120), rng.poisson(60 * rate / rate.sum()))
            rows += [(f"r{text:02}", f"s{section:02}", f"t{one:03}") for one in words]
    table = pd.DataFrame(rows, columns=["report_id", "section", "term"])
    number = table.groupby(["report_id", "section"]).ngroup()
    return table.assign(paragraph_id=number, sentence_id=number, kind="word")


def test_the_error_is_that_of_the_formula():
    tokens = bursty(5, 6)
    for fit in (
        wordfish(count_terms(tokens)),
        latent_semantic(tokens, seeds={"t001": 1, "t002": -1}),
    ):
        table = clustered_errors(tokens, fit).set_index("unit")
        weight = fit.terms.set_index("term")["weight"]
        scored = tokens[tokens["term"].isin(weight.index)]
        for row in fit.documents.itertuples():
            own = scored[scored["report_id"] == row.unit]
            w = own["term"].map(weight)
            d = (w - w.mean()).groupby(own["section"]).sum()
            spread = fit.documents["raw"].std() if "raw" in fit.documents else None
            factor = row.se**2 if spread is None else 1 / (len(own) * spread)
            expected = factor * np.sqrt(len(d) / (len(d) - 1) * (d**2).sum())
            assert table.loc[row.unit, "se"] == pytest.approx(expected)
        assert set(table["basis"]) == {"6 sections"} and set(table["cluster"]) == {"section"}
        value = table["position" if "position" in table else "score"]
        np.testing.assert_allclose(table["high"] - value, 1.959964 * table["se"], rtol=1e-6)


@pytest.mark.parametrize("burst", [0.0, 1.0])
def test_it_is_as_large_as_positions_vary_between_draws_of_sections(burst):
    tokens = bursty(burst=burst, seed=3)
    fit = wordfish(count_terms(tokens), direction=("r00", "r11"))
    found = clustered_errors(tokens, fit)["se"]
    rng, draws = np.random.default_rng(1), []
    parts = dict(list(tokens.groupby(["report_id", "section"])))
    names = tokens.drop_duplicates(["report_id", "section"]).groupby("report_id")["section"]
    for _ in range(30):
        drawn = [
            parts[(report, one)]
            for report, own in names
            for one in rng.choice(own.to_numpy(), len(own))
        ]
        again = wordfish(count_terms(pd.concat(drawn)), direction=("r00", "r11"))
        draws.append(again.documents["position"].to_numpy())
    ratio = found.mean() / np.std(draws, axis=0, ddof=1).mean()
    assert 0.85 < ratio < 1.15
    naive = fit.documents["se"].mean() / found.mean()
    assert bool(naive > 0.8) is (burst == 0)


def test_few_sections_have_no_error_and_a_reason():
    tokens = bursty(4, 2)
    table = clustered_errors(tokens, wordfish(count_terms(tokens)))
    assert table["se"].isna().all() and table["low"].isna().all()
    assert set(table["reason"]) == {"fewer than 3 sections"}
    assert table["position"].notna().all()


def test_words_without_a_heading_are_a_section_of_their_own():
    tokens = bursty(4, 5)
    tokens["section"] = tokens["section"].where(tokens["section"] != "s00")
    table = clustered_errors(tokens, wordfish(count_terms(tokens)))
    assert set(table["basis"]) == {"5 sections"}
    by_paragraph = clustered_errors(tokens, wordfish(count_terms(tokens)), cluster="paragraph")
    np.testing.assert_allclose(by_paragraph["se"], table["se"])


def test_other_tokens_than_those_of_the_fit_are_refused():
    tokens = bursty(4, 5)
    fit = wordfish(count_terms(tokens))
    for other in (tokens.head(100), tokens.assign(report_id="x")):
        with pytest.raises(ValueError, match="not those of the fit"):
            clustered_errors(other, fit)
    with pytest.raises(ValueError, match="section"):
        clustered_errors(tokens.drop(columns="section"), fit)
