"""How the themes of one period share their terms with those of the next."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from analysis.themes.grouping import BETWEEN
from analysis.uncertainty.permutation import adjust_p
from corpus.schema import check_columns

COLUMNS = (
    "period",
    "theme",
    "name",
    "next_period",
    "next_theme",
    "next_name",
    "terms",
    "next_terms",
    "shared",
    "shared_terms",
    "n_shared",
    "next_n_shared",
    "inclusion",
    "weighted_inclusion",
    "stability",
    "by_chance",
    "p",
    "p_adjusted",
)


def theme_evolution(table: pd.DataFrame) -> pd.DataFrame:
    """What each theme of a period shares with each theme of the next one.

    With A the terms of the earlier theme, B those of the later one, and n_t the units with a term:

    - inclusion: ``|A ∩ B| / min(|A|, |B|)``, 1 where one is part of the other (Cobo and others
      2011);
    - weighted_inclusion: ``Σ n_t over A ∩ B / min(Σ n_t over A, Σ n_t over B)``, the shared terms
      counted in the earlier period, as in bibliometrix. It exceeds 1 where the later theme occurs
      in fewer units than what it shares did before;
    - stability: ``|A ∩ B| / |A ∪ B|`` (Jaccard). It is one of terms over time; how far a theme
      depends on the reports drawn is the stability in ``themes``.

    Inclusion is high by chance where one theme is large: by_chance is its expected value
    ``|A| |B| / N / min(|A|, |B|)`` with N terms in either period, and p the probability of as many
    shared terms or more if B were drawn from these at random (hypergeometric), adjusted over all
    pairs (Benjamini and Hochberg). Terms of one theme belong together, so p says that a theme goes
    on, not that its terms do one by one.

    Args:
        table: from ``themes_by_period``, two periods or more.

    Returns:
        One row per pair of themes of neighbouring periods, those that share nothing too: period,
        theme, name, next_period, next_theme, next_name, terms, next_terms (|A|, |B|), shared
        (|A ∩ B|), shared_terms, n_shared and next_n_shared (their n in each period), and the
        measures above.

    Raises:
        ValueError: if a column is missing, or there are fewer than two periods.

    Example:
        >>> import pandas as pd
        >>> from analysis.themes import theme_evolution
        >>> table = pd.DataFrame({"period": ["2001-2005"] * 4 + ["2006-2010"] * 5,
        ...                       "theme": [1] * 4 + [1, 1, 2, 2, 2], "name": "", "n": 9,
        ...                       "term": list("甲乙丙丁") + list("甲乙丙丁戊")})
        >>> found = theme_evolution(table).round(2)
        >>> print(found[["next_theme", "shared", "inclusion", "stability"]].to_string(index=False))
         next_theme  shared  inclusion  stability
                  1       2       1.00        0.5
                  2       2       0.67        0.4
    """
    check_columns(table, ["period", "theme", "name", "term", "n"])
    periods = list(dict.fromkeys(table["period"]))
    if len(periods) < 2:
        raise ValueError("the column period has fewer than two periods; there is nothing to follow")
    parts = {period: own for period, own in table.groupby("period", sort=False)}
    pairs = [_between(parts[one], parts[two]) for one, two in pairwise(periods)]
    found = pd.concat(pairs, ignore_index=True)
    found["p_adjusted"] = adjust_p(found["p"]) if len(found) else found["p"]
    return found[list(COLUMNS)]


def _between(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """The pairs of the themes of two periods."""
    known = len(set(one["term"]) | set(two["term"]))
    before, after = _themes(one), _themes(two)
    pairs = before.merge(after, how="cross", suffixes=("", "_next"))
    rows = [
        _pair(own, other, one, two)
        for own, other in zip(pairs["own"], pairs["own_next"], strict=True)
    ]
    shared = pd.DataFrame(rows, columns=["shared", "shared_terms", "n_shared", "next_n_shared"])
    found = pairs.drop(columns=["own", "own_next"]).join(shared)
    renamed = {f"{name}_next": f"next_{name}" for name in ("period", "theme", "name", "terms", "n")}
    return _measured(found.rename(columns=renamed), known)


def _themes(table: pd.DataFrame) -> pd.DataFrame:
    """One row per theme of a period, with its terms."""
    groups = table[table["theme"].notna()].groupby("theme")
    found = groups.agg(
        period=("period", "first"),
        name=("name", "first"),
        terms=("term", "size"),
        n=("n", "sum"),
        own=("term", list),
    )
    return found.reset_index()


def _pair(
    own: list[str], other: list[str], one: pd.DataFrame, two: pd.DataFrame
) -> tuple[int, str, int, int]:
    """How many terms are shared, which, and their n in both periods."""
    held = set(other)
    shared = [term for term in own if term in held]
    n = [int(table.loc[table["term"].isin(shared), "n"].sum()) for table in (one, two)]
    return len(shared), BETWEEN.join(shared), n[0], n[1]


def _measured(found: pd.DataFrame, known: int) -> pd.DataFrame:
    a, b, both = (found[one].to_numpy(dtype=float) for one in ("terms", "next_terms", "shared"))
    found["inclusion"] = both / np.minimum(a, b)
    found["weighted_inclusion"] = found["n_shared"] / found[["n", "next_n"]].min(axis=1)
    found["stability"] = both / (a + b - both)
    found["by_chance"] = a * b / known / np.minimum(a, b)
    found["p"] = hypergeom.sf(both - 1, known, a, b)
    return found
