"""The strategic map of themes: how central each is, and how dense."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.themes.grouping import OF_THEME
from analysis.themes.positions import LEAST_THEMES, positions, quadrant_names
from corpus.schema import check_columns

COLUMNS = (
    "theme",
    "name",
    "terms",
    "n",
    "centrality",
    "density",
    "centrality_rank",
    "density_rank",
    "quadrant",
    *OF_THEME,
    "reason",
)


def strategic_map(table: pd.DataFrame) -> pd.DataFrame:
    """Centrality, density and quadrant of each theme, with how far they can be relied on.

    With e the strength of links (see ``coword_links``):

    - centrality: ``10 Σ e_kh`` over the links between a term k of the theme and a term h of another
      theme. Every link counts for both its themes, so the centralities sum to 20 times the strength
      of all links between themes (Callon, Courtial and Laville 1991).
    - density: ``100 Σ e_ij / w`` over the pairs of its w terms, each pair once.

    Quadrants are bounded by the medians of both; a theme at a median is not above it: motor
    (central and dense), basic (central), niche (dense), emerging_or_declining (neither). Medians
    always fill them, whatever the texts: a quadrant is a place among these themes, no property.

    The function ``thematicMap`` of bibliometrix differs: it reads the upper triangle of the matrix,
    so a link between two themes counts for one of them only, by the order of terms; a term's link
    with itself, 1 / c_i, counts for the density; its centrality lacks the factor 10; strength is
    association. Its ranks are as ours (1 is the lowest, ties share), its axes their means.

    Args:
        table: from ``themes``, or of several periods, from ``themes_by_period``.

    Returns:
        One row per theme: (period, reports,) theme, name, terms (how many), n (the sum of their
        units), centrality, density, centrality_rank, density_rank, quadrant (missing for fewer than
        four themes), and of the bootstraps stability, by_chance, stable, limits, in_quadrant (the
        share in which the same terms are in the same quadrant); reason.

    Raises:
        ValueError: if a column is missing, or there is no theme.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.themes import Grouping, strategic_map, themes
        >>> from corpus.store import read_table
        >>> mentions = read_table(open_corpus(), "mentions")
        >>> found = themes(mentions, grouping=Grouping("paragraph", min_units=3), bootstraps=20)
        >>> shown = strategic_map(found)[["theme", "terms", "centrality", "density", "quadrant"]]
        >>> print(shown.head(3).round(1).to_string(index=False))
        theme  terms  centrality  density quadrant
            1      6         1.1     27.2    basic
            2      7         0.0     82.9    niche
            3      4         1.1     37.5    basic
    """
    check_columns(table, ["theme", "name", "term", "n", "inside", "outside", *OF_THEME, "reason"])
    if table["theme"].isna().all():
        raise ValueError("the table has no theme")
    if "period" not in table:
        return _map(table)
    of_period = [one for one in ("period", "reports") if one in table]
    parts = [
        _map(own).assign(**own[of_period].iloc[0])
        for _, own in table.groupby("period", sort=False)
        if own["theme"].notna().any()
    ]
    return pd.concat(parts, ignore_index=True)[[*of_period, *COLUMNS]]


def _map(table: pd.DataFrame) -> pd.DataFrame:
    rows = table[table["theme"].notna()]
    label = rows["theme"].to_numpy(dtype=np.int64) - 1
    inside, outside = (rows[one].to_numpy(dtype=float) for one in ("inside", "outside"))
    found = positions(inside, outside, label)
    groups = rows.groupby("theme")
    of_theme = groups[["name", *OF_THEME, "reason"]].first()
    of_theme["terms"], of_theme["n"] = groups.size(), groups["n"].sum()
    of_theme["centrality"], of_theme["density"] = found.centrality, found.density
    of_theme["centrality_rank"], of_theme["density_rank"] = found.ranks
    of_theme["quadrant"] = pd.array(quadrant_names(found.quadrant), dtype="str")
    if len(of_theme) < LEAST_THEMES:
        few = f"fewer than {LEAST_THEMES} themes fill no quadrants"
        of_theme["reason"] = [f"{one}; {few}" if one else few for one in of_theme["reason"]]
    return of_theme.reset_index()[list(COLUMNS)]
