"""Themes: communities of policy terms that share units of text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis.checks import check_number
from analysis.themes.bootstrap import STABLE, Stability, spread
from analysis.themes.communities import communities
from analysis.themes.jackknife import MEASURES, jackknife_limits
from analysis.themes.links import Strength, check_strength, strengths
from analysis.themes.occurrence import MIN_CLUSTERS, Cluster, Occurrence, Unit, occurrence
from analysis.themes.positions import LEAST_THEMES, link_sums
from corpus.arrays import Floats, Ints
from corpus.errors import Refusal

BETWEEN = "、"  # the two terms of a name
LIMITS = ("centrality", "density", "centrality_rank", "density_rank")
OF_THEME = (
    "stability",
    "by_chance",
    "stable",
    *(f"{name}_{end}" for name in LIMITS for end in ("low", "high")),
    "in_quadrant",
    "cluster",
    "clusters",
    "bootstraps",
)
_NO_LIMITS = "a measure is 0 where some of the text is left out"
COLUMNS = ("theme", "name", "term", "n", "inside", "outside", *OF_THEME, "reason")


@dataclass(frozen=True)
class Grouping:
    """How terms are grouped into themes.

    Attributes:
        unit: in what terms occur together: sentence, paragraph or report.
        max_terms: how many terms are kept, as in ``coword_links``.
        min_units: terms in fewer units are left out.
        min_together: pairs that share fewer units are not linked.
        strength: of a link: equivalence, or association, as bibliometrix has it.
        min_terms: a community of fewer terms is no theme.
        resolution: of modularity; more than 1 for more and smaller themes.

    Raises:
        ValueError: if an attribute is out of range.

    Example:
        >>> from analysis.themes import Grouping
        >>> Grouping(resolution=2).unit
        'sentence'
    """

    unit: Unit = "sentence"
    max_terms: int = 250
    min_units: int = 5
    min_together: int = 3
    strength: Strength = "equivalence"
    min_terms: int = 3
    resolution: float = 1.0

    def __post_init__(self) -> None:
        check_strength(self.strength)
        for name in ("max_terms", "min_units", "min_together"):
            check_number(name, getattr(self, name), 1)
        check_number("min_terms", self.min_terms, 2)
        check_number("resolution", self.resolution, 0, whole=False)
        if self.resolution == 0:
            raise ValueError(f"resolution is {self.resolution}; it must be above 0")


GROUPING = Grouping()  # the defaults


def themes(
    mentions: pd.DataFrame,
    *,
    grouping: Grouping = GROUPING,
    bootstraps: int = 100,
    cluster: Cluster | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Policy terms grouped into themes, each with how stable it is.

    Terms are nodes, the links of ``coword_links`` weigh their strength, and communities are those
    of the Louvain method in a fixed order (see ``communities``). Themes are numbered from the one
    whose terms occur in most units. Its two terms with the strongest links inside it name it.

    ``stability`` is the mean, over bootstraps that draw as many reports as there are with
    replacement and find communities anew among the same terms, of the largest overlap
    ``|A ∩ B| / |A ∪ B|`` of the theme A with a community B (Hennig 2007); ``by_chance`` the same
    with the terms of the bootstrap's communities exchanged at random. Below 0.6 a theme should not
    be interpreted. From a single report, sections or paragraphs are drawn: that shows what hangs on
    one passage, and nothing about other years or governments.

    Modularity has a resolution limit: small themes are joined in a large corpus (Fortunato and
    Barthélemy 2007); try another ``resolution``. Communities are found in noise, too: compare
    ``stability`` with ``by_chance``.

    Cost: 3.1 million mentions of 2,000 generated reports with 50 bootstraps of 100 terms took 12 s
    of CPU and 0.3 GB beside the table; both grow with the mentions.

    Args:
        mentions: one row per policy term mentioned: report_id, term and, by unit and
            ``cluster``, sentence_id, paragraph_id or section (from ``in_context``).
        grouping: which terms are linked, and what makes them a theme.
        bootstraps: how many times clusters are drawn; 0 for none.
        cluster: what is drawn: report, section or paragraph; None for reports where there are
            five, else sections, else paragraphs.
        seed: of the draws.

    Returns:
        One row per term kept, by theme and strength inside it: theme (from 1; missing where a term
        is in none), name, term, n (units with the term), inside (the sum of its links within the
        theme), outside (to terms of other themes), of its theme stability, by_chance and stable,
        and, with its terms held (see ``strategic_map``), 95% limits of centrality and density
        (jackknife, see ``jackknife_limits``), the range of 95% of the bootstraps of their ranks,
        and in_quadrant; cluster, clusters, bootstraps; reason.

    Raises:
        ValueError: if a column is missing or an option is out of range.
        Refusal: ``too_little_text`` if too few terms occur often enough, or no theme is found.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.themes import Grouping, themes
        >>> from corpus.store import read_table
        >>> mentions = read_table(open_corpus(), "mentions")
        >>> found = themes(mentions, grouping=Grouping("paragraph", min_units=3), bootstraps=20)
        >>> first = found[found["theme"] == 1]
        >>> print(first[["term", "n", "stability"]].head(3).round(2).to_string(index=False))
        term  n  stability
         大数据  4       0.32
        行政审批  3       0.32
          创新  8       0.32
    """
    check_number("bootstraps", bootstraps, 0)
    found = occurrence(
        mentions,
        unit=grouping.unit,
        max_terms=grouping.max_terms,
        min_units=grouping.min_units,
        cluster=cluster,
    )
    linked = partial(_linked, found, grouping)
    min_terms, resolution = grouping.min_terms, grouping.resolution
    n = np.diagonal(found.together())
    community = communities(linked(None), resolution=resolution)
    label = _numbered(community, n, min_terms)
    if label.max() < 0:
        raise Refusal("too_little_text", "themes", f"no theme has {min_terms} terms")
    drawn = spread(found, linked, label, resolution=resolution, draws=bootstraps, seed=seed)
    limits = dict(drawn.limits)
    if _enough(found, bootstraps):
        limits |= jackknife_limits(linked, label, found.clusters)
    inside, outside = link_sums(linked(None), label)
    rows = pd.DataFrame(
        {
            "theme": label + 1,
            "term": found.terms,
            "n": n.astype(int),
            "inside": inside,
            "outside": outside,
        }
    )
    rows["reason"] = _no_theme(community, label, min_terms)
    return _finished(rows, _of_themes(drawn, limits, found, bootstraps))


def _linked(found: Occurrence, grouping: Grouping, weights: Floats | None) -> Floats:
    return strengths(found.together(weights), grouping.strength, grouping.min_together)


def _numbered(community: Ints, n: Floats, min_terms: int) -> Ints:
    """The theme of each term from 0, the one of most units first; -1 for communities too small."""
    size = np.bincount(community)
    units = np.where(size >= min_terms, np.bincount(community, weights=n), -1)
    order = np.argsort(-units, kind="stable")
    number = np.full(len(size), -1, dtype=np.int64)
    large = order[units[order] >= 0]
    number[large] = np.arange(len(large))
    return number[community]


def _no_theme(community: Ints, label: Ints, min_terms: int) -> list[str]:
    """Why a term is in no theme."""
    size = np.bincount(community)[community]
    few = f"in a group of fewer than {min_terms} terms"
    return [
        "" if theme >= 0 else few if many > 1 else "not linked with another term"
        for theme, many in zip(label, size, strict=True)
    ]


def _enough(found: Occurrence, bootstraps: int) -> bool:
    """Whether anything is drawn."""
    return found.clusters >= MIN_CLUSTERS and bootstraps > 0


def _of_themes(
    drawn: Stability, limits: dict[str, Floats], found: Occurrence, bootstraps: int
) -> pd.DataFrame:
    """One row per theme: what the bootstraps and the limits say of it."""
    enough = _enough(found, bootstraps)
    table = pd.DataFrame({"stability": drawn.stability, "by_chance": drawn.by_chance})
    stable = table["stability"].ge(STABLE).astype("boolean")
    table["stable"] = stable.where(table["stability"].notna())
    for name in LIMITS:
        low, high = limits.get(name, (np.nan, np.nan))
        table[f"{name}_low"], table[f"{name}_high"] = low, high
    table["in_quadrant"] = drawn.in_quadrant if len(table) >= LEAST_THEMES else np.nan
    table["cluster"], table["clusters"] = found.clustered, found.clusters
    table["bootstraps"] = bootstraps if enough else 0
    table["theme"] = np.arange(1, len(table) + 1)
    without = table[[f"{name}_low" for name in MEASURES]].isna().any(axis=1)
    table["missing"] = np.where(without, _NO_LIMITS, "") if enough else _why_not(found, bootstraps)
    return table


def _why_not(found: Occurrence, bootstraps: int) -> str:
    if not bootstraps:
        return "no bootstraps"
    few = f"{found.clusters} {found.clustered}{'' if found.clusters == 1 else 's'}"
    return f"{few}; stability requires {MIN_CLUSTERS}"


def _finished(rows: pd.DataFrame, of_themes: pd.DataFrame) -> pd.DataFrame:
    """The rows in order, with the names of the themes and what is known of each."""
    rows = rows.merge(of_themes, on="theme", how="left")
    rows["reason"] = rows["reason"].where(rows["theme"] == 0, rows.pop("missing"))
    rows["strength"] = -rows["inside"].round(12)
    rows["last"] = rows["theme"] == 0
    order = ["last", "theme", "strength", "n", "term"]
    rows = rows.sort_values(order, ascending=[True, True, True, False, True], ignore_index=True)
    first = rows[~rows["last"]].groupby("theme")["term"]
    rows["name"] = rows["theme"].map(first.agg(lambda own: BETWEEN.join(own[:2]))).fillna("")
    rows["theme"] = rows["theme"].astype("Int64").where(~rows["last"])
    return rows[list(COLUMNS)]
