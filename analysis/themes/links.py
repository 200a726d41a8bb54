"""How strongly two terms are linked, from the units of text that they share."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis.checks import check_number
from analysis.themes.occurrence import Unit, occurrence
from corpus.arrays import Floats

Strength = Literal["equivalence", "association"]
COLUMNS = (
    "term",
    "other",
    "n_term",
    "n_other",
    "n_together",
    "units",
    "expected",
    "equivalence",
    "association",
)


def coword_links(
    mentions: pd.DataFrame,
    *,
    unit: Unit = "sentence",
    max_terms: int = 250,
    min_units: int = 5,
    min_together: int = 3,
) -> pd.DataFrame:
    """Pairs of policy terms that share units of text, and how strongly they are linked.

    With c_ij the units that contain both terms, and c_i, c_j those that contain the one or the
    other (units are counted, not occurrences):

    - equivalence: ``c_ij² / (c_i c_j)``, from 0 to 1, where 1 means that neither term occurs
      without the other (Callon, Courtial and Laville 1991);
    - association: ``c_ij / (c_i c_j)``, proportional to ``c_ij / expected``, observed over expected
      (van Eck and Waltman 2009; in bibliometrix, ``association``).

    Association favours rare terms: two that occur in one sentence only have its highest value. It
    is equivalence divided by c_ij. Neither is a test; see ``collocations`` for G².

    Args:
        mentions: one row per policy term mentioned: report_id, term, and, by ``unit``, sentence_id
            or paragraph_id.
        unit: in what two terms occur together: sentence, paragraph or report.
        max_terms: of the terms that occur in ``min_units`` or more, this many are kept, those in
            most units first, ties by code point.
        min_units: terms in fewer units are left out.
        min_together: pairs that share fewer units are left out.

    Returns:
        One row per pair, the terms of each in the order of code points, the highest equivalence
        first: term, other, n_term, n_other, n_together (c_i, c_j and c_ij), units (those with any
        term), expected (c_i c_j / units), equivalence, association.

    Raises:
        ValueError: if a column is missing, an option is out of range, or fewer than two terms occur
            in ``min_units``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.themes import coword_links
        >>> from corpus.store import read_table
        >>> mentions = read_table(open_corpus(), "mentions")
        >>> found = coword_links(mentions, min_units=3, min_together=2).head(2).round(2)
        >>> print(found[["term", "other", "n_together", "equivalence"]].to_string(index=False))
                term     other  n_together  equivalence
            一般公共预算收入 居民人均可支配收入           3          1.0
                下水管网      老旧住宅           3          1.0
    """
    check_number("min_together", min_together, 1)
    found = occurrence(mentions, unit=unit, max_terms=max_terms, min_units=min_units)
    c = found.together()
    first, second = np.nonzero(np.triu(c >= min_together, k=1))
    n, units = np.diagonal(c), found.holds.shape[0]
    table = pd.DataFrame(
        {
            "term": found.terms[first],
            "other": found.terms[second],
            "n_term": n[first].astype(int),
            "n_other": n[second].astype(int),
            "n_together": c[first, second].astype(int),
            "units": units,
            "expected": n[first] * n[second] / units,
            **{one: strengths(c, one, 1)[first, second] for one in get_args(Strength)},
        }
    )
    order = table.sort_values(["equivalence", "term", "other"], ascending=[False, True, True])
    return order[list(COLUMNS)].reset_index(drop=True)


def strengths(together: Floats, strength: Strength, min_together: float) -> Floats:
    """The strength of every link, 0 on the diagonal and where too few units are shared."""
    n = np.diagonal(together)
    product = np.outer(n, n)
    linked = (together >= min_together) & (product > 0)
    np.fill_diagonal(linked, val=False)
    power = 2 if strength == "equivalence" else 1
    return np.where(linked, together**power / np.where(product > 0, product, 1), 0.0)


def check_strength(strength: str) -> None:
    """Raises ValueError unless the strength is known."""
    if strength not in get_args(Strength):
        raise ValueError(f"strength: {strength!r} is not known; choose equivalence, association")
