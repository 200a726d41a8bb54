"""Whether themes come back when they are made with other settings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.themes.grouping import Grouping, themes
from corpus.errors import Refusal
from corpus.schema import check_columns

COLUMNS = ("setting", "theme", "name", "terms", "overlap", "like", "themes", "reason")


def themes_by_setting(
    mentions: pd.DataFrame, found: pd.DataFrame, settings: Mapping[str, Grouping]
) -> pd.DataFrame:
    """How much of each theme comes back with other settings than those it was made with.

    ``overlap`` is the largest ``|A ∩ B| / |A ∪ B|`` of the theme A with a theme B of that setting,
    over the terms that both kept, so that keeping fewer terms does not count against it. It
    concerns choices that are the researcher's; ``stability`` concerns which reports there are.

    Args:
        mentions: as for ``themes``.
        found: the themes, from ``themes``.
        settings: how terms are grouped otherwise, by name.

    Returns:
        One row per setting and theme, in order: setting, theme, name, terms (of the theme, that
        the setting kept), overlap (missing where it kept none), like (the name of B), themes (how
        many the setting gives), reason (why it gives none).

    Raises:
        ValueError: if a column is missing, or there is no theme.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.themes import Grouping, themes, themes_by_setting
        >>> from corpus.store import read_table
        >>> mentions = read_table(open_corpus(), "mentions")
        >>> usual = Grouping("paragraph", min_units=3)
        >>> found = themes(mentions, grouping=usual, bootstraps=0)
        >>> table = themes_by_setting(mentions, found, {
        ...     "as found": usual, "coarser": Grouping("paragraph", min_units=3, resolution=0.1)})
        >>> table.groupby("setting", sort=False)["themes"].first().to_dict()
        {'as found': 10, 'coarser': 9}
        >>> table.loc[table["setting"] == "as found", "overlap"].unique().tolist()
        [1.0]
    """
    check_columns(found, ["theme", "name", "term"], "found (from themes)")
    own = found.dropna(subset="theme")
    if own.empty:
        raise ValueError("the table has no theme")
    every = set(found["term"])
    parts = [
        _one(mentions, own, every, grouping).assign(setting=name)
        for name, grouping in settings.items()
    ]
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def _one(
    mentions: pd.DataFrame, own: pd.DataFrame, every: set[str], grouping: Grouping
) -> pd.DataFrame:
    """The rows of one setting; one that gives no theme has a reason, and no overlap."""
    rows = own.groupby("theme", as_index=False)["name"].first()
    try:
        other = themes(mentions, grouping=grouping, bootstraps=0)
    except Refusal as refusal:
        return rows.assign(terms=0, overlap=np.nan, like="", themes=0, reason=str(refusal))
    groups = [set(one) for _, one in own.groupby("theme")["term"]]
    kept = set(other["term"])
    others = other.dropna(subset="theme").groupby("theme")
    named = others["name"].first().tolist()
    against = [set(one) & every for _, one in others["term"]]
    best = [_best(one & kept, against) for one in groups]
    return rows.assign(
        terms=[len(one & kept) for one in groups],
        overlap=[value for value, _ in best],
        like=["" if at is None else named[at] for _, at in best],
        themes=len(named),
        reason="",
    )


def _best(group: set[str], others: list[set[str]]) -> tuple[float, int | None]:
    """The largest overlap of a group of terms with one of the others, and which that is."""
    if not group:
        return np.nan, None
    overlaps = [len(group & one) / len(group | one) for one in others]
    at = int(np.argmax(overlaps))
    return (overlaps[at], at) if overlaps[at] else (0.0, None)
