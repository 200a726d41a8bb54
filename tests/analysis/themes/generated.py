"""Generated mentions: four themes that split and merge in known years."""

import numpy as np
import pandas as pd

FIRST = {"甲": 8, "乙": 8, "丙": 6, "丁": 6}  # terms of each theme


def terms_of(theme: str, first: int = 0, last: int | None = None) -> list[str]:
    every = [f"{theme}{number}" for number in range(FIRST[theme])]
    return every[first : FIRST[theme] if last is None else last]


def groups_of(year: int) -> list[list[str]]:
    """The themes of a year: 甲 splits in 2006, 丙 and 丁 merge in 2011, 乙 stays."""
    split = [terms_of("甲", 0, 4), terms_of("甲", 4)] if year >= 2006 else [terms_of("甲")]
    merged = [terms_of("丙") + terms_of("丁")] if year >= 2011 else [terms_of("丙"), terms_of("丁")]
    return [*split, terms_of("乙"), *merged]


def mentions_of(years, *, sentences: int = 60, noise: float = 0.1, seed: int = 1):
    """One report per year, whose sentences have three terms of one theme, and now and then one of
    another.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for year in years:
        groups = groups_of(year)
        every = [term for group in groups for term in group]
        for sentence in range(sentences):
            group = groups[sentence % len(groups)]
            chosen = list(rng.choice(group, 3, replace=False))
            chosen += [str(rng.choice(every))] if rng.random() < noise else []
            rows += [
                (f"r{year}", sentence, sentence // 3, sentence // 9, str(one)) for one in chosen
            ]
    names = ["report_id", "sentence_id", "paragraph_id", "section", "term"]
    return pd.DataFrame(rows, columns=names)


def reports_of(years):
    return pd.DataFrame({"report_id": [f"r{one}" for one in years], "report_year": list(years)})


OF_CLUSTERS = np.repeat(np.arange(6), 4)  # the theme of each of 24 terms


def clusters_of(
    clusters: int, sentences: int, noise: float, rng: np.random.Generator
) -> np.ndarray:
    """In how many sentences of each report each pair of terms occurs; six themes of four terms.

    Every report has rates of its own for all terms, so that they cluster by report.
    """
    many = len(OF_CLUSTERS)
    found = []
    for _ in range(clusters):
        rate = many * rng.dirichlet(np.full(many, 2.0))
        about = np.bincount(OF_CLUSTERS, rate) / rate.sum()
        theme = rng.choice(len(about), sentences, p=about)
        chance = rate * (0.35 * (theme[:, None] == OF_CLUSTERS) + noise)
        there = (rng.random((sentences, many)) < np.minimum(chance, 0.95)).astype(np.float64)
        found.append(there.T @ there)
    return np.array(found)
