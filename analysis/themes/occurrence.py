"""Which terms occur in which units of text, and in how many they occur together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import sparse

from corpus.arrays import Floats, Ints
from corpus.errors import Refusal
from corpus.schema import check_columns

Unit = Literal["sentence", "paragraph", "report"]
Cluster = Literal["report", "section", "paragraph"]
MIN_CLUSTERS = 5  # fewer, drawn with replacement, are too often the same ones
_KEYS = {
    "sentence": ["report_id", "sentence_id"],
    "paragraph": ["report_id", "paragraph_id"],
    "section": ["report_id", "section"],
    "report": ["report_id"],
}


@dataclass(frozen=True)
class Occurrence:
    """Terms by units of text, each counted once in a unit.

    Attributes:
        terms: the terms kept, by code point.
        holds: one row per unit with a term, one column per term kept: 1 where it occurs.
        cluster: the number of the cluster of each unit.
        clusters: how many clusters there are.
        clustered: what a cluster is.
        eligible: how many terms occur often enough, of which ``terms`` are the first.
    """

    terms: pd.Index
    holds: Any
    cluster: Ints
    clusters: int
    clustered: Cluster
    eligible: int

    def together(self, weights: Floats | None = None) -> Floats:
        """In how many units each pair occurs, those of a term alone on the diagonal.

        Args:
            weights: how many times each cluster counts; None for once.
        """
        held = self.holds
        if weights is not None:
            held = sparse.diags_array(weights[self.cluster]) @ held
        return np.asarray((self.holds.T @ held).toarray(), dtype=np.float64)


def occurrence(
    mentions: pd.DataFrame,
    *,
    unit: Unit,
    max_terms: int,
    min_units: int,
    cluster: Cluster | None = None,
) -> Occurrence:
    """The terms that occur in most units, by unit; ties by code point.

    Raises:
        ValueError: if a column is missing, an option is out of range, or fewer than two terms occur
            in so many units.
    """
    _check(mentions, unit, max_terms, min_units, cluster)
    place = _numbers(mentions, unit)
    codes, terms = pd.factorize(mentions["term"], sort=True)
    pairs = np.unique(place * len(terms) + np.asarray(codes, dtype=np.int64))
    at, code = np.divmod(pairs, len(terms))
    n = np.bincount(code, minlength=len(terms))
    often = np.flatnonzero(n >= min_units)
    if len(often) < 2:
        raise Refusal("too_little_text", "themes", f"fewer than 2 terms occur in {min_units} units")
    kept = np.sort(often[np.argsort(-n[often], kind="stable")][:max_terms])
    shape = (int(place.max()) + 1, len(terms))
    holds = sparse.csr_array((np.ones(len(pairs)), (at, code)), shape=shape)[:, kept]
    named, of_unit, clusters = _clusters(mentions, place, cluster)
    return Occurrence(pd.Index(terms)[kept], holds, of_unit, clusters, named, len(often))


def _check(
    mentions: pd.DataFrame, unit: str, max_terms: int, min_units: int, cluster: str | None
) -> None:
    for name, value, known in (
        ("unit", unit, get_args(Unit)),
        ("cluster", cluster, (*get_args(Cluster), None)),
    ):
        if value not in known:
            choices = ", ".join(str(one) for one in known)
            raise ValueError(f"{name}: {value!r} is not known; choose {choices}")
    check_columns(mentions, ["term", *_KEYS[unit], *_KEYS[cluster or "report"]], "mentions")
    if mentions.empty:
        raise ValueError("the table of mentions is empty")
    for name, number, least in (("max_terms", max_terms, 2), ("min_units", min_units, 1)):
        if number < least:
            raise ValueError(f"{name} is {number}; it must be {least} or more")


def _numbers(mentions: pd.DataFrame, what: str) -> Ints:
    """The number of the unit or cluster of each mention, whatever the order of the rows."""
    keys = mentions[_KEYS[what]]
    found = keys.groupby(_KEYS[what], sort=True, dropna=False, observed=True).ngroup()
    return np.asarray(found, dtype=np.int64)


def chosen_cluster(mentions: pd.DataFrame) -> Cluster:
    """Reports where there are five, else sections where five are known, else paragraphs."""
    if mentions["report_id"].nunique() >= MIN_CLUSTERS:
        return "report"
    known = "section" in mentions
    if known and len(mentions[_KEYS["section"]].drop_duplicates()) >= MIN_CLUSTERS:
        return "section"
    return "paragraph" if "paragraph_id" in mentions else "report"


def _clusters(
    mentions: pd.DataFrame, place: Ints, cluster: Cluster | None
) -> tuple[Cluster, Ints, int]:
    """What a cluster is, that of each unit, and how many there are."""
    named = cluster or chosen_cluster(mentions)
    number = _numbers(mentions, named)
    of_unit = np.zeros(int(place.max()) + 1, dtype=np.int64)
    of_unit[place[::-1]] = number[::-1]  # a unit across two clusters counts to its first
    return named, of_unit, int(number.max()) + 1
