"""The counts of one report by passage: sizes, words, policy terms and policy areas."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.across_reports.nation import passages_of
from corpus.schema import WORD_KINDS, Table

NEEDED: tuple[Table, ...] = ("reports", "sizes", "tokens", "mentions", "nested")


def passage_counts(
    tables: Mapping[Table, pd.DataFrame], codes: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The counts of a report by passage, as the tables of a ``Reference`` but for the year.

    Args:
        tables: the rows of one report of each table in ``NEEDED``.
        codes: the sentences of its body: paragraph_id, code.

    Returns:
        passages, terms, mentions, occurrences (of the whole report) and areas.
    """
    passage = passages_of(tables["sizes"])
    sizes = tables["sizes"].assign(passage=passage.to_numpy())
    inside = dict(zip(sizes["paragraph_id"], sizes["passage"], strict=True))
    tokens = tables["tokens"]
    return {
        "passages": sizes.groupby("passage", as_index=False).agg(
            orientation=("orientation", "first"),
            words=("words", "sum"),
            tokens=("tokens", "sum"),
            characters=("characters", "sum"),
            sentences=("sentences", "sum"),
        ),
        "terms": _by_passage(tokens[tokens["kind"].isin(WORD_KINDS)], inside, ["term"]),
        "mentions": _by_passage(tables["mentions"], inside, ["term", "area"]),
        "occurrences": _occurrences(tables["mentions"], tables["nested"]),
        "areas": _by_passage(codes, inside, ["code"]),
    }


def _occurrences(mentions: pd.DataFrame, nested: pd.DataFrame) -> pd.DataFrame:
    """How often each policy term occurs as a word, on its own or within longer terms."""
    words = nested[nested["relation"] != "crossing"]
    terms = pd.concat([mentions["term"], words["term"]])
    return terms.value_counts().sort_index().astype("int32").rename("n").reset_index()


def _by_passage(rows: pd.DataFrame, place: dict[int, int], columns: list[str]) -> pd.DataFrame:
    at = rows["paragraph_id"].map(place).astype("int32").rename("passage")
    counted = rows.assign(passage=at).groupby(["passage", *columns], dropna=False).size()
    return counted.rename("n").astype("int32").reset_index()
